"""The files that an archive is made of, opened and cut into their records, which are not looked into yet."""

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import PurePosixPath
from typing import Final

from sijill.record import ReportError, SetAside
from sijill.sources.inflating import inflated
from sijill.sources.kinds import Kind
from sijill.sources.lines import SUFFIXES, raw_lines
from sijill.sources.opening import why_ended
from sijill.sources.options import Options
from sijill.sources.parquet import raw_rows
from sijill.sources.raw import Raw
from sijill.sources.stores import is_remote, opened
from sijill.sources.warc import raw_pages

GZIP: Final = b"\x1f\x8b"

NAMES: Final = {
    Kind.WARC: (".warc", ".warc.gz"),
    Kind.LINES: (*SUFFIXES, *(f"{suffix}.gz" for suffix in SUFFIXES)),
    Kind.PARQUET: (".parquet",),
}
"""How the names of an archive's files end: a manifest is checked before anything is opened."""


def archived_kind(address: str) -> Kind | None:
    """The kind of an archive's file by its name, None for one that is none."""
    name = PurePosixPath(address.split("?")[0]).name.lower()
    return next((kind for kind, endings in NAMES.items() if name.endswith(endings)), None)


def records_at(place: str, whence: str, kind: Kind, options: Options) -> Iterator[Raw | SetAside]:
    """The records of the file at a place, which is called `whence`.

    What cannot be opened, or breaks off, is told in a `SetAside` of the file's own name, the last that comes.
    """
    count = 0
    try:
        with closing(opened(place)) as stream:
            for record in _cut(stream, whence, kind, options):
                count += 1
                yield record
    except Exception as fault:
        if is_remote(place) and not isinstance(fault, ReportError | OSError):
            # Every store's library has faults of its own.
            yield SetAside(whence, f"it cannot be fetched ({' '.join(str(fault).split())[:200]})")
        else:
            yield SetAside(whence, why_ended(fault, count))


def _cut(stream: io.BufferedReader, whence: str, kind: Kind, options: Options) -> Iterator[Raw | SetAside]:
    if kind is Kind.WARC:
        return raw_pages(stream, whence, options)
    if kind is Kind.LINES:
        packed = stream.peek(len(GZIP)).startswith(GZIP)
        return raw_lines(inflated(stream) if packed else stream, whence, options)
    return raw_rows(stream, whence, options)
