"""A table of many things of which a run needs few: kept packed, each unpacked when first asked for.

A pack names tens of thousands of words and places, a report a few hundred. Unpacking them all would take
most of the time that a single report takes.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Shelf(Mapping[str, T]):
    """Things by name, in the order in which they were put there. Pickling a shelf packs it.

    Each thing is packed by itself, so what two of them share is unpacked twice: equal, not identical. May
    be read in several threads.
    """

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._open: dict[str, T] = {}

    def setdefault(self, name: str, thing: T) -> T:
        """The thing of that name; `thing`, put there, if there was none."""
        if name in self._packed:
            return self[name]
        return self._open.setdefault(name, thing)

    def __getitem__(self, name: str) -> T:
        try:
            return self._open[name]
        except KeyError:
            thing = cast(T, pickle.loads(self._packed[name]))
            # Another thread may have been faster: all go on with the one that came first.
            return self._open.setdefault(name, thing)

    def get(self, name: str, default: Any = None) -> Any:
        """The thing of that name, else `default`; quick where there is none, as is most often so."""
        if name in self._open or name in self._packed:
            return self[name]
        return default

    def __contains__(self, name: object) -> bool:
        return name in self._packed or name in self._open

    def __iter__(self) -> Iterator[str]:
        yield from self._packed
        yield from (name for name in self._open if name not in self._packed)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getstate__(self) -> dict[str, bytes]:
        return {name: pickle.dumps(thing, pickle.HIGHEST_PROTOCOL) for name, thing in self.items()}

    def __setstate__(self, packed: dict[str, bytes]) -> None:
        self._packed = packed
        self._open = {}
