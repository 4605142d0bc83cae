"""What stands in a cell, made harmless for spreadsheets, and how lists are joined in one."""

import re
from typing import Final

Cell = str | int | float | bool | None

SEPARATOR: Final = "; "

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a spreadsheet begins a formula (OWASP, CSV injection), wide forms included."""

_LEADING: Final = re.compile(r"^[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
"""Spaces and marks of direction, behind which a program may still see a formula."""

_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0, and so XLSX and RSS, cannot hold."""


def guarded(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and (
        cell.startswith(FORMULA_STARTS) or _LEADING.sub("", cell).startswith(FORMULA_STARTS)
    ):
        return "'" + cell
    return cell


def printable(text: str) -> str:
    """Text without what XML cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def joined(values: "list[str] | tuple[str, ...]") -> str | None:
    """Values in one cell; None for none."""
    return SEPARATOR.join(values) or None
