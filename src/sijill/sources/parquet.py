"""Tables of Parquet: a report a row, a row group's page at a time."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import partial
from typing import Any, BinaryIO, Final

import pyarrow
import pyarrow.parquet

from sijill.record import Found, ReportError, SetAside
from sijill.sources.options import Options
from sijill.sources.raw import Raw
from sijill.sources.tables import Cell, Row, from_rows

ROWS: Final = 256
"""Rows that are unpacked at once."""

BROKEN: Final = "it is a broken Parquet file"
CELLS: Final = (str, int, float, bool, date, time, timedelta)


def from_parquet(stream: BinaryIO, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The reports of a table; its columns mean what those of other tables mean. Rows count from 1.

    Raises `ReportError` where the file is broken or its columns cannot be told.
    """
    try:
        # What is unpacked ahead would be a whole row group, which may be the whole file.
        table = pyarrow.parquet.ParquetFile(stream, pre_buffer=False, buffer_size=1024 * 1024)
    except (pyarrow.ArrowException, OSError) as fault:
        raise ReportError(f"{BROKEN} ({_told(fault)}); fetch it anew") from None
    with table:
        yield from from_rows(_rows(table), whence, options)


def raw_rows(stream: BinaryIO, whence: str, options: Options) -> Iterator[Raw | SetAside]:
    """The same rows, each with its cells as JSON for its bytes."""
    for item in from_parquet(stream, whence, options):
        if isinstance(item, Found):
            yield Raw(item.capture.data, item.capture.whence, partial(_given, item))
        else:
            yield item


def _given(found: Found) -> Found:
    return found


def _rows(table: pyarrow.parquet.ParquetFile) -> Iterator[Row]:
    names = table.schema_arrow.names
    yield 0, names
    number = 0
    try:
        for batch in table.iter_batches(batch_size=ROWS, use_threads=False):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield number, [_cell(value) for value in row]
    except (pyarrow.ArrowException, OSError) as fault:
        raise ReportError(f"{BROKEN} after row {number} ({_told(fault)}); fetch it anew") from None


def _cell(value: Any) -> Cell:
    """A value as a cell; lists, bytes and the like are no words of a report."""
    return value if isinstance(value, CELLS) else None


def _told(fault: Exception) -> str:
    return " ".join(str(fault).split())[:120]
