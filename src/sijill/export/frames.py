"""Rows with their columns as typed objects, as dictionaries, and as frames of pandas or polars."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Generic, overload

from sijill.export.cells import Cell
from sijill.export.columns import CellKind, Column, Context, E, row

if TYPE_CHECKING:
    import pandas
    import polars

_PANDAS: Final[dict[CellKind, str]] = {
    "text": "string",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "day": "datetime64[s]",
}


class Table(Sequence[E], Generic[E]):
    """Typed objects in a row; `pandas()`, `polars()` and `rows()` give them laid flat in columns."""

    def __init__(self, items: Sequence[E], columns: tuple[Column[E], ...], context: Context) -> None:
        self._items = items
        self._columns = columns
        self._context = context

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, at: int) -> E: ...

    @overload
    def __getitem__(self, at: slice) -> "Table[E]": ...

    def __getitem__(self, at: int | slice) -> "E | Table[E]":
        if isinstance(at, slice):
            return Table(self._items[at], self._columns, self._context)
        return self._items[at]

    @property
    def columns(self) -> dict[str, str]:
        """What each column holds, in English."""
        return {column.name: column.en for column in self._columns}

    def rows(self) -> list[dict[str, Any]]:
        """Each object as a dictionary of its columns; days are `datetime.date`."""
        names = [column.name for column in self._columns]
        return [dict(zip(names, self._values(item), strict=True)) for item in self._items]

    def pandas(self) -> "pandas.DataFrame":
        """A pandas frame with nullable types. Raises `ImportError` where pandas is not installed."""
        try:
            import pandas
        except ImportError as fault:
            raise ImportError("pandas is not installed; pip install 'sijill[pandas]'") from fault
        return pandas.DataFrame(
            {
                column.name: pandas.Series(values, dtype=_PANDAS[column.kind])
                for column, values in self._by_column()
            }
        )

    def polars(self) -> "polars.DataFrame":
        """A polars frame. Raises `ImportError` where polars is not installed."""
        try:
            import polars
        except ImportError as fault:
            raise ImportError("polars is not installed; pip install 'sijill[polars]'") from fault
        kinds = {
            "text": polars.String,
            "integer": polars.Int64,
            "number": polars.Float64,
            "boolean": polars.Boolean,
            "day": polars.Date,
        }
        return polars.DataFrame(
            {column.name: values for column, values in self._by_column()},
            schema={column.name: kinds[column.kind] for column in self._columns},
        )

    def _values(self, item: E) -> "list[Cell | date]":
        cells = row(self._columns, item, self._context)
        return [_value(column.kind, cell) for column, cell in zip(self._columns, cells, strict=True)]

    def _by_column(self) -> "list[tuple[Column[E], list[Cell | date]]]":
        rows = [self._values(item) for item in self._items]
        return [(column, [cells[at] for cells in rows]) for at, column in enumerate(self._columns)]


def _value(kind: CellKind, cell: Cell) -> "Cell | date":
    return date.fromisoformat(cell) if kind == "day" and isinstance(cell, str) else cell
