"""XLSX: the flat rows in a sheet, the guide to its columns in a second, what was left out in a third.

Written row by row (openpyxl's write-only mode), so that memory stays flat.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from sijill.export.cells import Cell, printable
from sijill.export.columns import FLAT, Column, Context, row
from sijill.export.events import FlatEvent
from sijill.export.guide import guide
from sijill.export.names import Language

MOST_ROWS: Final = 1_048_575
"""Rows of a sheet beside its header, by the format."""

LONGEST: Final = 32_767
"""Characters of a cell, by the format."""

SHEETS: Final[dict[str, dict[Language, str]]] = {
    "events": {"en": "Events", "ar": "الأحداث"},
    "columns": {"en": "Columns", "ar": "الأعمدة"},
    "about": {"en": "About", "ar": "عن الملف"},
}
WIDE: Final = frozenset(("sentences", "differing", "claims", "urls"))


class TooManyRows(ValueError):
    """A sheet can't hold so many; the message is one sentence for the user."""


def write(
    events: Iterable[FlatEvent],
    sink: BinaryIO,
    context: Context,
    language: Language,
    about: "Iterable[str] | None" = None,
) -> int:
    """Write the workbook and return how many events it holds.

    Sheets lie right to left where the language is Arabic. Text is written as text, so nothing in it is a
    formula. `about` is asked for its lines when all events are written. Raises `TooManyRows`.
    """
    book = Workbook(write_only=True)
    sheet = _sheet(book, "events", language, [_width(column) for column in FLAT])
    sheet.append([_head(sheet, column.name) for column in FLAT])
    written = 0
    for event in events:
        if written == MOST_ROWS:
            raise TooManyRows(f"a sheet holds {MOST_ROWS:,} rows and there are more; narrow it, or write csv")
        sheet.append(
            [_cell(sheet, column, cell) for column, cell in zip(FLAT, row(FLAT, event, context), strict=True)]
        )
        written += 1
    _table(book, "columns", language, [12, 16, 70, 70], guide(FLAT))
    _table(book, "about", language, [120], [[line] for line in about or ()])
    book.save(sink)
    return written


def _sheet(book: Workbook, name: str, language: Language, widths: Sequence[float]) -> Any:
    sheet: Any = book.create_sheet(SHEETS[name][language])
    sheet.sheet_view.rightToLeft = language == "ar"
    sheet.freeze_panes = "B2" if name == "events" else "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    return sheet


def _table(
    book: Workbook, name: str, language: Language, widths: Sequence[float], lines: Iterable[Sequence[str]]
) -> None:
    sheet = _sheet(book, name, language, widths)
    for number, line in enumerate(lines):
        cells = [_text(sheet, cell) for cell in line]
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if not number and name == "columns":
                cell.font = Font(bold=True)
        sheet.append(cells)


def _head(sheet: Any, name: str) -> SheetCell:
    cell = _text(sheet, name)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="22404F")
    return cell


def _cell(
    sheet: Any, column: Column[FlatEvent], value: Cell
) -> "SheetCell | int | float | bool | date | None":
    if column.kind == "day" and isinstance(value, str):
        return date.fromisoformat(value)
    return _text(sheet, value) if isinstance(value, str) else value


def _text(sheet: Any, text: str) -> SheetCell:
    """A cell of text, whatever it begins with."""
    shown = printable(text)
    cell = WriteOnlyCell(sheet, shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…")
    cell.data_type = "s"
    return cell


def _width(column: Column[FlatEvent]) -> float:
    return 60 if column.name in WIDE else max(11.0, len(column.name) + 2.0)
