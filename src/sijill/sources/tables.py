"""Rows of a table, whatever file they stand in, as reports."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sijill.record import Capture, Found, Note, ReportError, SetAside
from sijill.sources.columns import SUFFIX, Columns, placed
from sijill.sources.days import day_of
from sijill.sources.making import make
from sijill.sources.options import LIMIT, TOO_LARGE, Options

Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta | None
Row = tuple[int, Sequence[Cell] | None]
"""A row's number, as a spreadsheet shows it, and its cells; None for a row too large to be read."""


def from_rows(rows: Iterable[Row], whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The reports of a table whose first row with any words is the header; a `SetAside` for each bad row.

    Raises `ReportError` if the table's columns cannot be told or are not those of the mapping.
    """
    rows = (row for row in rows if row[1] is None or any(_words(cell) for cell in row[1]))
    first = next(iter(rows), None)
    if first is None:
        raise ReportError("it is empty")
    if first[1] is None:
        raise ReportError(TOO_LARGE)
    header = [_words(cell) for cell in first[1]]
    at = placed(header, options.columns)
    notes = [] if options.columns else [_guess(header, at)]
    empty = True
    for number, cells in rows:
        empty = False
        place = f"{whence}:row {number}"
        if cells is None:
            yield SetAside(place, TOO_LARGE)
            continue
        try:
            yield _report(header, cells, at, place, options, notes)
        except ReportError as fault:
            yield SetAside(place, str(fault))
    if empty:
        raise ReportError("it has a header and no rows")


def _report(
    header: Sequence[str],
    cells: Sequence[Cell],
    at: dict[str, int],
    place: str,
    options: Options,
    notes: list[Note],
) -> Found:
    kept = {
        name or f"column {number}": _kept(cell)
        for number, (name, cell) in enumerate(zip(header, cells, strict=False), 1)
    }
    data = msgspec.json.encode({name: value for name, value in kept.items() if value not in (None, "")})
    if len(data) > LIMIT:
        raise ReportError(TOO_LARGE)
    values = {field: _words(cells[column]) for field, column in at.items() if column < len(cells)}
    if values.get("published"):
        values["published"] = _day(cells[at["published"]], options.columns)
    capture = Capture(data, "application/json", options.captured_at, place)
    return make(
        values, capture, {field: f"column {header[column]}" for field, column in at.items()}, options, notes
    )


def _day(cell: Cell, columns: Columns | None) -> str:
    month_first = columns is not None and columns.month_first
    try:
        return day_of(cell, month_first=month_first)
    except ReportError as fault:
        other = "" if month_first else f', or "dates: month first" in NAME{SUFFIX}'
        raise ReportError(f"its date {fault}{other}") from None


def _guess(header: Sequence[str], at: dict[str, int]) -> Note:
    taken = ", ".join(f"{field} from «{header[column]}»" for field, column in at.items())
    return Note(
        "columns_guessed",
        f"columns were told by their names: {taken}; a mapping in NAME{SUFFIX} overrules it",
    )


def _words(cell: Cell) -> str:
    """A cell as words; a whole number without its decimals."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _kept(cell: Cell) -> str | int | float | bool | None:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, str | int | float | bool | None) else str(cell)
