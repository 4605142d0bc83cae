"""Reports before they are taken out of their bytes, for those who look at the bytes first."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sijill.record import Found, SetAside


class Raw(NamedTuple):
    """The bytes that hold one report, and what takes it out of them.

    `data` is a page, a text, or a line of JSON, in whatever encoding it came; `whence` is what it will be
    called. `taken` may take far longer than looking at the bytes.
    """

    data: bytes
    whence: str
    taken: Callable[[], Found | SetAside]


def all_taken(raws: Iterable[Raw | SetAside]) -> Iterator[Found | SetAside]:
    """The reports, each taken out of its bytes."""
    for raw in raws:
        yield raw.taken() if isinstance(raw, Raw) else raw
