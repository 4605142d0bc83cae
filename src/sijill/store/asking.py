"""Ids in portions, as many as one query may ask for."""

from collections.abc import Iterator, Sequence
from typing import Final

ASKED_AT_ONCE: Final = 500
"""Ids in one query: far below what either database takes."""


def portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in order, at most `ASKED_AT_ONCE` at a time."""
    for start in range(0, len(ids), ASKED_AT_ONCE):
        yield ids[start : start + ASKED_AT_ONCE]
