"""The guide to the columns of a form, in English and Arabic, made from the columns themselves."""

from collections.abc import Iterable, Iterator
from typing import Any

from sijill.export.columns import Column


def guide(columns: Iterable[Column[Any]]) -> Iterator[tuple[str, str, str, str]]:
    """The header of the guide, and a row a column: its name, its kind, what it holds in both languages."""
    yield ("column", "kind", "what it holds", "ما فيه")
    for column in columns:
        yield (column.name, column.kind, column.en, column.ar)
