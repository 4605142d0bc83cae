"""When the happening of a claim was, as far as its words and the day of its report tell."""

from datetime import date
from functools import lru_cache
from typing import Final

from msgspec import Struct

from sijill.record import Event

LONGEST_NEWS: Final = 10
"""Days of the longest window that tells when one thing was; longer ones tell within which time it was."""

NEWS_IS_OF: Final = 2
"""Days before its report within which news without words of time mostly was."""


APART_ONCE: Final = 3
APART_OFTEN: Final = 1
"""Days between two windows up to which they may be of one happening: of a kind that seldom happens twice at
one place, and of one that goes on from day to day."""

RECALLED_WITHIN: Final = 60
"""Days between two tellings, of which one gives no day, up to which they may be of one happening."""


class Window(Struct, frozen=True):
    """The first and the last day, as ordinals, both included; `told` if words name the very day."""

    first: int
    last: int
    told: bool

    def gap(self, other: "Window") -> int:
        """Days between two windows; 0 if they touch or overlap."""
        return max(self.first - other.last, other.first - self.last, 0)

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last - self.first + 1

    @property
    def is_long(self) -> bool:
        """Whether it has more days than one thing takes: a month, a year, «since March»."""
        return self.days > LONGEST_NEWS


def window_of(event: Event) -> Window | None:
    """The days on which a happening may have been; None if its report does not tell."""
    time = event.time
    if time is None or time.start is None or time.end is None:
        return None
    first, last = ordinal(time.start), ordinal(time.end)
    if time.precision == "week" and first == last:
        return Window(first - NEWS_IS_OF, last, told=False)
    return Window(first, last, told=time.precision == "day")


def anchor_of(event: Event, published: str | None) -> int:
    """The day by which claims are put in order: the last on which it was; else its report's; else 0."""
    time = event.time
    if time is not None and time.end is not None:
        return ordinal(time.end)
    return ordinal(published) if published else 0


@lru_cache(maxsize=4096)
def ordinal(day: str) -> int:
    """The number of an ISO day (`date.toordinal`)."""
    return date.fromisoformat(day).toordinal()
