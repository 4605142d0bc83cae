"""CSV: a row an event under the names of the columns, in UTF-8; HXL is the same with a row of tags."""

import csv
from collections.abc import Iterable
from typing import TextIO

from sijill.export.cells import guarded
from sijill.export.columns import FLAT, Column, Context, E, row
from sijill.export.events import FlatEvent

HXL: tuple[Column[FlatEvent], ...] = tuple(column for column in FLAT if column.hxl)
"""The columns that have a hashtag (HXL 1.1, https://hxlstandard.org/standard/1-1final/dictionary/)."""


def write(
    events: Iterable[E],
    stream: TextIO,
    context: Context,
    columns: tuple[Column[E], ...],
    *,
    tags: bool = False,
) -> int:
    """Write a row for each event as it comes, and return how many; with `tags` an HXL row under the header.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    writer = csv.writer(stream)
    writer.writerow([column.name for column in columns])
    if tags:
        writer.writerow([column.hxl for column in columns])
    written = 0
    for event in events:
        writer.writerow([guarded(cell) for cell in row(columns, event, context)])
        written += 1
    return written
