"""Marks of direction in text that others wrote: a report must not turn the page around it.

Within its own `<bdi>` a text can do no harm to what stands beside it, but overrides and isolates that it does
not close would still reorder its own words, so that a reader sees others than were written. In short texts
(titles, names, addresses) they are taken out. In the text of a report they are kept, for quotes count them;
the element around each line ends their reach.
"""

from typing import Final

_CONTROLS: Final = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)


def visible(text: str) -> str:
    """A short text without marks of direction and control characters."""
    return "".join(c if c.isprintable() else " " for c in text.translate(_CONTROLS)).strip()
