"""When a host may be visited next: not too often, not while it asks to be left alone."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

INTERVAL: Final = 2.0
"""Seconds between two visits to one host, where its robots.txt asks for no more."""

LONGEST_HOLD: Final = 7 * 24 * 3600.0
"""The longest that a Retry-After is heeded: a mistake of the server should not silence a feed for years."""


class Hosts:
    """The hosts that were visited, and until when each is left in peace. `clock` gives epoch seconds."""

    def __init__(self, clock: Callable[[], float], interval: float = INTERVAL) -> None:
        self._clock = clock
        self._interval = interval
        self._free_at: dict[str, float] = {}

    def free_at(self, address: str) -> float:
        """When the address's host may be visited, in epoch seconds; 0 if it was not visited yet."""
        return self._free_at.get(_host(address), 0.0)

    def visited(self, address: str, delay: float = 0.0) -> None:
        """Note a visit that has just ended; `delay` is what the site asks to leave before the next."""
        self.leave_until(address, self._clock() + max(self._interval, delay))

    def leave_until(self, address: str, moment: float) -> None:
        """Leave the address's host alone until a moment, if it is not left alone for longer already."""
        self._free_at[_host(address)] = max(self.free_at(address), moment)


def retry_after(value: str | None, now: float) -> float:
    """Seconds that a Retry-After header asks to wait (RFC 9110, 10.2.3); 0 if it says nothing readable."""
    written = (value or "").strip()
    if written.isascii() and written.isdecimal():
        # More digits than any span of time has are not worth a number.
        return min(float(written[:12]), LONGEST_HOLD)
    try:
        return min(max(parsedate_to_datetime(written).timestamp() - now, 0.0), LONGEST_HOLD)
    except (ValueError, OverflowError):
        return 0.0


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        # No address at all, which is told when it is opened.
        return ""
