"""How many reports there will be, where that can be told at little cost: for the bar that shows progress."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sijill.record import ReportError, SetAside
from sijill.sources.kinds import HEAD, SINGLE, Kind, kind_of
from sijill.sources.walking import files_in

LINES_WITHIN: Final = 2 * 1024 * 1024 * 1024
"""Bytes of the largest file whose lines are counted: some seconds of reading."""


def how_many(paths: Iterable[str]) -> int | None:
    """The number of reports in the files and folders, those included that will be set aside.

    None where a file must be read to know (an archive, a feed, a chat, a table), or cannot be looked into.
    """
    total = 0
    for file in files_in(paths):
        if isinstance(file, SetAside):
            total += 1
            continue
        count = _in_file(file)
        if count is None:
            return None
        total += count
    return total


def _in_file(file: Path) -> int | None:
    try:
        with file.open("rb") as stream:
            kind = kind_of(file.name, stream.peek(HEAD)[:HEAD])
            if kind in SINGLE:
                return 1
            if kind is Kind.LINES and file.stat().st_size <= LINES_WITHIN:
                return sum(1 for line in stream if not line.isspace())
    except ReportError:
        return 1
    except OSError:
        return None
    return None
