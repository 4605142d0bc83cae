"""Places and actors in tables of one's own: CSV or XLSX with the columns of a pack."""

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

from sijill.sources.gazetteer import COLUMNS, GazetteerError

ACTOR_COLUMNS: Final = ("id", "name_en", "name_ar", "kind", "country", "aliases", "member_of")
NEEDED: Final = {
    "gazetteer": ("id", "level", "name_ar", "country"),
    "actors": ("id", "name_en", "name_ar", "kind"),
}
KNOWN: Final = {"gazetteer": COLUMNS, "actors": ACTOR_COLUMNS}


def kind_of(header: list[str]) -> str | None:
    """What a table with these columns holds: `gazetteer` or `actors`; None if neither."""
    return next((kind for kind, needed in NEEDED.items() if set(needed) <= set(header)), None)


def table(data: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """The header of a table and its rows, each by column. Raises `GazetteerError`."""
    lines = list(_xlsx(data) if data.startswith(b"PK") else _csv(data))
    if not lines:
        raise GazetteerError("an empty table; the first row names the columns")
    header = [cell.strip().lower() for cell in lines[0]]
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) > len(header) and any(line[len(header) :]):
            raise GazetteerError(
                f"row {number} has more cells than the {len(header)} columns of the first row"
            )
        rows.append(dict(zip(header, [cell.strip() for cell in line], strict=False)))
    return header, rows


def checked(kind: str, header: list[str], rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows with every column of their kind, empty where the table lacks it. Raises `GazetteerError`."""
    needed, known = NEEDED[kind], KNOWN[kind]
    if missing := [name for name in needed if name not in header]:
        raise GazetteerError(f"no column {missing[0]}; a table of {kind} has {', '.join(known)}")
    if unknown := [name for name in header if name not in known]:
        raise GazetteerError(f"column {unknown[0]!r} is not known; a table of {kind} has {', '.join(known)}")
    return [{name: row.get(name, "") for name in known} for row in rows]


def _csv(data: bytes) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise GazetteerError(f"not UTF-8 (byte {fault.start}); save the table as CSV UTF-8") from None
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as fault:
        raise GazetteerError(f"not CSV ({fault})") from None


def _xlsx(data: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        book: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        lines = [["" if cell is None else str(cell) for cell in line] for line in book.active.values]
        book.close()
    except Exception as fault:
        # openpyxl raises whatever its parsers do.
        raise GazetteerError(
            f"no workbook that can be read ({type(fault).__name__}); save it as CSV"
        ) from None
    yield from lines
