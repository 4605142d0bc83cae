"""`sijill read`: reports in, records out."""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sijill.cli.console import (
    ALL_READ,
    NOTHING_READ,
    SOME_REFUSED,
    debugging,
    fault_sentence,
    say,
    stop,
)
from sijill.cli.formats import Format, Writer, encoding, writer
from sijill.cli.inputs import STDIN, Incoming, Refused, count, incoming
from sijill.cli.output import NothingToKeep, destination
from sijill.cli.progress import watched
from sijill.cli.readers import Pack, reader_of
from sijill.sources.options import Options

if TYPE_CHECKING:
    from sijill.reading import Reader


def read(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            help="Text files, or .jsonl files with a report a line; - or nothing: standard input.",
            show_default=False,
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication, YYYY-MM-DD; relative dates count from it."),
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="NAME", help="The outlet, by name or id.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="The report's headline.")] = None,
    pack: Pack = "yemen",
    form: Annotated[Format, typer.Option("--format", help="How to write the records.")] = Format.TEXT,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of each value which pack entry and step gave it.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write there instead; an existing file is replaced at the end."),
    ] = None,
) -> None:
    """Read reports and print what they say happened, each value with its words.

    --published, --source and --title hold for every report that does not carry its own. Exit code 0: all
    read, 1: some refused, 2: nothing read or wrong usage.
    """
    paths = files or [STDIN]
    options = Options(published=_day(published), source=source, title=title)
    if not files and sys.stdin.isatty():
        stop("nothing to read; name files, or pipe a report in")
    if paths.count(STDIN) > 1:
        stop("standard input (-) can be read once; name it once")
    _guard_inputs(paths, output)

    items = incoming(paths, options)
    first = next(items)
    alone = len(paths) == 1 and not first.of_lines
    visible = output is not None or not sys.stdout.isatty()
    items = watched(chain([first], items), count(paths) if visible else None, wanted=visible)
    run = _Run(cache(partial(reader_of, pack)), explain=explain)
    try:
        with destination(output, encoding=encoding(form, to_file=output is not None)) as stream:
            out = writer(form, stream, alone=alone)
            run.read_all(items, out)
            out.close()
            if not run.read:
                raise NothingToKeep
    except BrokenPipeError:
        raise
    except OSError as fault:
        stop(f"{output or 'standard output'}: {(fault.strerror or str(fault)).lower()}")
    raise typer.Exit(run.exit_code)


class _Run:
    """Reads one report after another, and keeps count of what could be read."""

    def __init__(self, reader: "Callable[[], Reader]", *, explain: bool) -> None:
        self._reader = reader
        self._explain = explain
        self.read = 0
        self.refused = 0

    @property
    def exit_code(self) -> int:
        if not self.read:
            return NOTHING_READ
        return SOME_REFUSED if self.refused else ALL_READ

    def read_all(self, items: Iterator[Incoming | Refused], out: Writer) -> None:
        """Write a document for each report that can be read, and say why of each that cannot."""
        from sijill.reading.gate import read_report

        for item in items:
            if isinstance(item, Refused):
                self._refuse(item)
                continue
            try:
                document = read_report(item.report, self._reader, explain=self._explain)
            except Exception as fault:
                # One report that the program stumbles over must not cost the rest of the batch.
                if debugging():
                    raise
                self._refuse(Refused(item.where, fault_sentence(fault)))
                continue
            for note in item.notes:
                say(f"note: {item.where}: {note.message}")
            document.notes[:0] = item.notes
            out.write(document)
            self.read += 1

    def _refuse(self, item: Refused) -> None:
        self.refused += 1
        say(f"{item.where}: {item.why}")


def _day(published: str | None) -> str | None:
    from sijill.record import ReportError, day

    try:
        return day(published)
    except ReportError as fault:
        stop(f"--published: {fault}")


def _guard_inputs(paths: list[str], output: Path | None) -> None:
    """A report must not be overwritten by its own record."""
    for path in paths:
        with suppress(OSError):
            if output is not None and path != STDIN and output.samefile(path):
                stop(f"--output: {output} is one of the reports to read; choose another name")
