"""What the owners of a site ask of programs that visit it: robots.txt, as RFC 9309 has it."""

import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct
from protego import Protego

from sijill.sources.net import PROGRAM, Answer, NetError, Web

READ: Final = 512 * 1024
"""Bytes of a robots.txt that are heeded; the standard asks for 500 KiB at least."""

KEPT: Final = 24 * 3600.0
"""Seconds for which the rules of a site are believed: the longest that the standard allows."""

KEPT_UNREADABLE: Final = 600.0
"""Seconds until rules that could not be read are asked for again."""

LONGEST_DELAY: Final = 24 * 3600.0
"""A site that asks for more between two visits still gets one a day."""


class Disallowed(NetError):
    """An address that its site asks programs to leave alone."""


class _Rules(Struct, frozen=True):
    """The rules of one site until a moment; without a parser everything is open, or nothing and why."""

    until: float
    parser: Protego | None = None
    closed: str | None = None
    passing: bool = True


class Robots:
    """The rules of all sites that were visited, each read when it is first needed.

    `clock` gives seconds since the epoch.
    """

    def __init__(self, web: Web, clock: Callable[[], float] = time.time) -> None:
        self._web = web
        self._clock = clock
        self._sites: dict[str, _Rules] = {}

    def knows(self, address: str) -> bool:
        """Whether the rules of the address's site are at hand, so that asking for them opens nothing.

        Raises `NetError` for what is no address.
        """
        rules = self._sites.get(_site(address))
        return rules is not None and self._clock() < rules.until

    def permit(self, address: str) -> None:
        """Return if the address may be visited.

        Raises `Disallowed` if its site asks not to, and another `NetError` if that cannot be told for now.
        """
        rules = self._rules(address)
        if rules.closed is not None:
            raise NetError(rules.closed, passing=rules.passing)
        if rules.parser is not None and not rules.parser.can_fetch(address, PROGRAM):
            raise Disallowed("the site's robots.txt asks programs not to open it")

    def delay(self, address: str) -> float:
        """Seconds that the site asks to leave between two visits (Crawl-delay); 0 if it says nothing."""
        parser = self._rules(address).parser
        asked = parser.crawl_delay(PROGRAM) if parser is not None else None
        return min(asked, LONGEST_DELAY) if asked is not None and asked > 0 else 0.0

    def _rules(self, address: str) -> _Rules:
        site = _site(address)
        if not self.knows(address):
            self._sites[site] = self._read(f"{site}/robots.txt")
        return self._sites[site]

    def _read(self, address: str) -> _Rules:
        try:
            answer = self._web.get(address)
        except NetError as fault:
            why = f"the site's robots.txt cannot be read: {fault}"
            return _Rules(self._clock() + KEPT_UNREADABLE, closed=why, passing=fault.passing)
        if answer.status == 429 or answer.status >= 500:
            # A server in trouble may have rules that it cannot tell just now.
            why = f"the site's robots.txt cannot be read: the server answered {answer.status}"
            return _Rules(self._clock() + KEPT_UNREADABLE, closed=why)
        parser = Protego.parse(_text(answer)) if answer.status == 200 else None
        return _Rules(self._clock() + KEPT, parser)


def _text(answer: Answer) -> str:
    return answer.body[:READ].decode("utf-8-sig", errors="replace")


def _site(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        raise NetError("it is not a web address") from None
    return f"{parts.scheme}://{parts.netloc}".lower()
