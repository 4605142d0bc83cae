"""Where the reports of `sijill read` come from: text files, files of JSON lines, standard input.

What cannot be read becomes a `Refused` in its place, so that the others are still read.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace

from sijill.record import Note, Report, SetAside
from sijill.sources import making
from sijill.sources.lines import HEAD, SUFFIXES, from_lines, holds_lines
from sijill.sources.options import Options
from sijill.sources.text import from_text

STDIN: Final = "-"


class Incoming(NamedTuple):
    """A report to be read: where it stands, and notes on how it was taken in."""

    where: str
    report: Report
    notes: list[Note]
    of_lines: bool = False


class Refused(NamedTuple):
    """A report, or a file, that cannot be read, and why."""

    where: str
    why: str
    of_lines: bool = False


def incoming(paths: list[str], options: Options) -> Iterator[Incoming | Refused]:
    """The reports of all paths in order, `-` being standard input. Files are opened when reached."""
    for path in paths:
        where = "standard input" if path == STDIN else path
        try:
            with _opened(path) as stream:
                yield from _read(path, where, stream, options)
        except OSError as fault:
            yield Refused(where, _os_sentence(path, fault))


def count(paths: list[str]) -> int | None:
    """How many reports there are, counted quickly; None if standard input or an unreadable file is one."""
    total = 0
    for path in paths:
        if not path.lower().endswith(SUFFIXES):
            total += 1
            continue
        try:
            with Path(path).open("rb") as stream:
                total += sum(1 for line in stream if not line.isspace())
        except OSError:
            return None
    return None if STDIN in paths else total


def _opened(path: str) -> AbstractContextManager[io.BufferedReader]:
    if path == STDIN:
        # Left open: the caller's standard input is not ours to close.
        return nullcontext(sys.stdin.buffer)  # type: ignore[arg-type]
    return Path(path).open("rb")


def _read(path: str, where: str, stream: io.BufferedReader, options: Options) -> Iterator[Incoming | Refused]:
    of_lines = holds_lines(path, stream.peek(HEAD)[:HEAD])
    found = from_lines(stream, where, options) if of_lines else from_text(stream, where, options)
    for item in found:
        if isinstance(item, SetAside):
            yield Refused(item.whence, item.why, of_lines)
            continue
        report = making.report(item)
        if not of_lines and path != STDIN:
            # Records of one run are told apart by the files' names.
            report = replace(report, id=Path(path).stem.encode("utf-8", "replace").decode())
        yield Incoming(item.capture.whence, report, item.notes, of_lines)


def _os_sentence(path: str, fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return "there is no such file"
    if isinstance(fault, IsADirectoryError) or Path(path).is_dir():
        return "it is a directory; give the files in it"
    return (fault.strerror or str(fault)).lower()
