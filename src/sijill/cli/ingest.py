"""`sijill ingest`: reports from wherever they are into the register, read and kept."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sijill.cli.addresses import AllowHost, web_of
from sijill.cli.console import ALL_READ, INTERRUPTED, NOTHING_READ, SOME_REFUSED, on_one_line, say, stop
from sijill.cli.database import Database, opened
from sijill.cli.progress import watched
from sijill.cli.readers import Pack, beside, stamped
from sijill.sources.links import is_web

if TYPE_CHECKING:
    from sijill.engines.taking import Summary
    from sijill.record import Found, SetAside
    from sijill.sources.net import Web
    from sijill.sources.options import Options

SHOWN_REFUSALS = 20
THE_REST = "what was taken in is kept, run the same command again for the rest"


def ingest(
    where: Annotated[
        list[str],
        typer.Argument(help="Files, folders, web addresses; - for standard input.", show_default=False),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication of reports that do not tell theirs."),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Outlet of reports that do not tell theirs.")
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TITLE", help="Headline of reports that do not tell theirs.")
    ] = None,
    columns: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What the columns of tables mean; see docs/reference/sources.md."),
    ] = None,
    confidential: Annotated[
        bool,
        typer.Option("--confidential", help="Count these reports, but let no export have their words."),
    ] = False,
    allow_host: AllowHost = None,
    pack: Pack = "yemen",
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Take reports in, read the new ones, and keep them with their claims.

    What is there already is left as it is; a known address with another text is a new version of its report.
    What cannot be read is set aside with its reason. Exit code 0: all taken in, 1: some refused, 2: nothing
    taken in or wrong usage.
    """
    from sijill.engines.beside import ReadingEnded
    from sijill.engines.ingest import ingest as take_in

    _check(where)
    options = _options(published, source, title, columns)
    # Loaded only for addresses: the libraries that open them take their time.
    web = web_of(allow_host) if allow_host or any(map(is_web, where)) else None
    reader = stamped(pack)
    telling = Telling()
    with opened(database, create=True) as register:
        run = register.start_run("ingest")
        items = watched(_items(where, options, web), _count(where), doing="taking in")
        try:
            summary = take_in(
                items,
                register,
                reader,
                run,
                confidential=confidential,
                told=telling.refused,
                beside=beside(reader, pack),
            )
        except KeyboardInterrupt:
            stop(f"interrupted; {THE_REST}", INTERRUPTED)
        except ReadingEnded as fault:
            stop(f"{fault}; {THE_REST}")
        register.end_run(run, summary.counts())
        telling.rest()
        name = register.name
    if as_json:
        print(msgspec.json.encode(summary).decode())
    else:
        tell(summary, name)
    if not summary.found:
        say(f"there are no reports in {', '.join(where)}")
    if summary.found == summary.refused:
        raise typer.Exit(NOTHING_READ)
    raise typer.Exit(SOME_REFUSED if summary.refused else ALL_READ)


def tell(summary: "Summary", register: str) -> None:
    """What became of the reports, for people."""
    lines = [
        (summary.new, "new reports, read and kept"),
        (summary.versions, "new versions of reports that were there"),
        (summary.known, "there already"),
        (summary.copies, "of the new ones copies of another report's text"),
        (summary.events, "events read"),
        (summary.refused, "refused"),
    ]
    print(f"{summary.found:,} {'report' if summary.found == 1 else 'reports'} found for {register}")
    for number, meaning in lines:
        print(f"{number:>9,}  {meaning}")
    for why, number in summary.refusals.most_common(SHOWN_REFUSALS):
        print(on_one_line(f"{'':>9}  {number:,} × {why}"))
    for code, noted in sorted(summary.notes.items()):
        print(on_one_line(f"{noted.reports:>9,}  with the note {code}: {noted.first}"))


class Telling:
    """Says why reports were refused: of the first ones each, of the rest how many."""

    def __init__(self) -> None:
        self._count = 0

    def refused(self, item: "SetAside") -> None:
        self._count += 1
        if self._count <= SHOWN_REFUSALS:
            say(f"{item.whence}: {item.why}")

    def rest(self) -> None:
        if self._count > SHOWN_REFUSALS:
            say(f"and {self._count - SHOWN_REFUSALS} more; see sijill stats --refused")


def _check(where: list[str]) -> None:
    """Refuse what cannot be meant."""
    if where.count("-") > 1:
        stop("standard input (-) can be read once; name it once")
    for place in where:
        if not place:
            stop("one of the places is empty; name a file, a folder or an address")
        if "://" in place and not is_web(place):
            stop(f"{place}: only http and https addresses are opened")


def _options(published: str | None, source: str | None, title: str | None, columns: Path | None) -> "Options":
    from sijill.record import ReportError, day
    from sijill.sources.columns import load
    from sijill.sources.options import Options

    try:
        known_day = day(published)
    except ReportError as fault:
        stop(f"--published: {fault}")
    try:
        mapping = load(columns) if columns else None
    except ReportError as fault:
        stop(f"--columns: {fault}")
    return Options(published=known_day, source=source, title=title, columns=mapping)


def _items(where: list[str], options: "Options", web: "Web | None") -> "Iterator[Found | SetAside]":
    """What stands at every place named, in their order."""
    from sijill.sources.opening import reports_in

    for place in where:
        if is_web(place):
            from sijill.sources.fetch import fetched

            yield from fetched(place, options, web=web)
        else:
            yield from reports_in([place], options)


def _count(where: list[str]) -> int | None:
    """How many reports there will be, for the bar; counted only where somebody sees it."""
    from sijill.sources.counting import how_many

    if not sys.stderr.isatty() or any(is_web(place) for place in where):
        return None
    return how_many(where)
