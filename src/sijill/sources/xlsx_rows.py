"""Spreadsheets in XLSX: a report a row, of every sheet that has the columns."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import openpyxl

from sijill.record import Found, ReportError, SetAside
from sijill.sources import chats
from sijill.sources.options import Options
from sijill.sources.packed import BROKEN, check_package
from sijill.sources.tables import Row, from_rows

LIMIT: Final = chats.LIMIT
TOO_LARGE: Final = f"it is larger than {LIMIT // (1024 * 1024)} MiB; save its rows in several files"


def from_xlsx(stream: BinaryIO, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The rows of each sheet. Of several sheets, those without the columns are passed over.

    Raises `ReportError` if no sheet has them or the file is no spreadsheet that can be read.
    """
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise ReportError(TOO_LARGE)
    packed = io.BytesIO(data)
    check_package(packed)
    try:
        book = openpyxl.load_workbook(packed, read_only=True, data_only=True)
    except Exception:
        # The library raises whatever a strange part makes it stumble over.
        raise ReportError(BROKEN) from None
    try:
        yield from _sheets(book, whence, options)
    finally:
        book.close()


def _sheets(book: Any, whence: str, options: Options) -> Iterator[Found | SetAside]:
    why: ReportError | None = None
    read = False
    sheets = book.worksheets
    for sheet in sheets:
        name = whence if len(sheets) == 1 else f"{whence}:{sheet.title}"
        try:
            for item in from_rows(_rows(sheet), name, options):
                read = True
                yield item
        except ReportError as fault:
            why = why or fault
    if not read:
        raise why or ReportError("it has no sheet with rows")


def _rows(sheet: Any) -> Iterator[Row]:
    # The size that a sheet states of itself may be anything; rows are taken as they come.
    sheet.reset_dimensions()
    try:
        yield from enumerate(sheet.iter_rows(values_only=True), 1)
    except Exception:
        raise ReportError(BROKEN) from None
