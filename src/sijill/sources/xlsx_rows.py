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
LAST: Final = 1_048_576
"""The last row that the format knows."""

MOST_CELLS: Final = 50_000_000
"""Cells of a sheet, those left empty before the last of a row included: a few bytes may make 18,000."""

TOO_LARGE: Final = f"it is larger than {LIMIT // (1024 * 1024)} MiB; save its rows in several files"

BEYOND: Final = f"it has a row of a number above {LAST:,}, which no spreadsheet has; save it anew"

TOO_MANY: Final = f"it has more than {MOST_CELLS:,} cells; save its rows in several files"


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
        begun = False
        name = whence if len(sheets) == 1 else f"{whence}:{sheet.title}"
        try:
            for item in from_rows(_rows(sheet), name, options):
                read = begun = True
                yield item
        except ReportError as fault:
            if begun:
                yield SetAside(name, str(fault))
            why = why or fault
    if not read:
        raise why or ReportError("it has no sheet with rows")


def _rows(sheet: Any) -> Iterator[Row]:
    # The size that a sheet states of itself may be anything; rows are taken as they come.
    sheet.reset_dimensions()
    count = 0
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            # The library fills the gap before a row of any number, and there is no end to numbers.
            if number > LAST:
                raise ReportError(BEYOND)
            count += len(cells)
            if count > MOST_CELLS:
                raise ReportError(TOO_MANY)
            if cells:
                yield number, cells
    except ReportError:
        raise
    except Exception:
        raise ReportError(BROKEN) from None
