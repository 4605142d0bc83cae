"""Parquet: the flat columns with their types, written in row groups so that memory stays flat."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from sijill.export.cells import Cell
from sijill.export.columns import FLAT, Column, Context, row
from sijill.export.events import FlatEvent

ROWS_AT_ONCE: Final = 5_000

_TYPES: Final = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "day": pa.date32(),
}

SCHEMA: Final = pa.schema(
    [
        pa.field(column.name, _TYPES[column.kind], metadata={"en": column.en, "ar": column.ar})
        for column in FLAT
    ]
)
"""Each field carries its description in both languages."""


def write(events: Iterable[FlatEvent], sink: BinaryIO, context: Context) -> int:
    """Write the file and return how many rows it has."""
    written = 0
    with pq.ParquetWriter(sink, SCHEMA, compression="zstd") as writer:
        for batch in _batches(events, context):
            writer.write_batch(batch)
            written += batch.num_rows
    return written


def _batches(events: Iterable[FlatEvent], context: Context) -> Iterator[pa.RecordBatch]:
    rows = (row(FLAT, event, context) for event in events)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        arrays = [
            pa.array([_value(column, cells[at]) for cells in some], type=_TYPES[column.kind])
            for at, column in enumerate(FLAT)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def _value(column: Column[FlatEvent], cell: Cell) -> Cell | date:
    return date.fromisoformat(cell) if column.kind == "day" and isinstance(cell, str) else cell
