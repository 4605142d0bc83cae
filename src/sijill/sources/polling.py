"""Follow feeds politely, for as long as it is wanted.

Each feed is followed by steps of its own (a generator that names the address it wants to open next), and one
loop takes the steps in the order in which hosts may be visited: a slow or sulking host holds up nobody else.
A feed's ETag is remembered only when all that the feed told is kept, so a run that is broken off anywhere
has lost nothing: the next one asks for the same version of the feed again.
"""

import datetime
import random
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sijill.record import Found, Known, Note, ReportError, SetAside
from sijill.sources import feeds
from sijill.sources.feed_list import Feed
from sijill.sources.fetch import answered, capture_of, contents, kind_in
from sijill.sources.kinds import Kind
from sijill.sources.net import Answer, NetError, Web
from sijill.sources.options import Options
from sijill.sources.polling_hosts import INTERVAL, Hosts, retry_after
from sijill.sources.robots import Robots
from sijill.store.feeds import FeedState

LONGEST_BACK_OFF: Final = 24 * 3600.0
JITTER: Final = 0.25
"""How much of a back-off may be added to it, so that feeds that failed together do not return together."""

LIST_ORIGIN: Final = "list of feeds"
ISO: Final = "%Y-%m-%dT%H:%M:%SZ"

T = TypeVar("T")
_Steps = Generator["_Visit", None, T]

Item = Found | SetAside
Take = Callable[[Sequence[Item]], int]
"""Takes reports into the register and says how many of them are new."""


class Memory(Protocol):
    """What is remembered between polls, and between runs."""

    def state(self, address: str) -> FeedState:
        """How it stands with a feed."""

    def keep(self, state: FeedState) -> None:
        """Remember how it stands with a feed."""

    def captured(self, addresses: Sequence[str]) -> set[str]:
        """Those of the addresses that were captured already."""


class Outcome(StrEnum):
    """What may come of a poll."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    NOT_DUE = "not due"


class Polled(Struct, frozen=True, kw_only=True):
    """What came of one poll.

    `entries` counts those that the feed told, `new` the reports kept that were not there; `why` says what
    failed. `next_at` is when the feed is asked again, ISO 8601 in UTC.
    """

    feed: Feed
    outcome: Outcome
    entries: int = 0
    new: int = 0
    why: str | None = None
    next_at: str


class _Visit(NamedTuple):
    """An address that a feed's steps want to open, not before a moment."""

    address: str
    due: float = 0.0


class _Followed:
    """A feed's steps, and the visit that they wait for."""

    def __init__(self, steps: Iterator[_Visit]) -> None:
        self._steps = steps
        self.next = next(steps, None)

    def step(self) -> None:
        """Make the visit, and what follows up to the next one."""
        self.next = next(self._steps, None)


class Poller:
    """Follows feeds: `run` returns when all were polled once, or never.

    `take` is handed what feeds and pages tell; it must have kept it when it returns. `told` hears of each
    poll. `clock` gives epoch seconds and `wait` lets some pass. Whatever `take`, `memory` and `wait` raise
    ends the run.
    """

    def __init__(
        self,
        web: Web,
        memory: Memory,
        take: Take,
        *,
        told: Callable[[Polled], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
        wait: Callable[[float], None] = time.sleep,
        interval: float = INTERVAL,
    ) -> None:
        self._web = web
        self._memory = memory
        self._take = take
        self._told = told
        self._clock = clock
        self._wait = wait
        self._hosts = Hosts(clock, interval)
        self._robots = Robots(web, clock)
        self._unreadable: dict[str, set[str]] = {}

    def run(self, feeds: Sequence[Feed], *, once: bool = False, at_once: bool = False) -> None:
        """Poll each feed when it is due, again and again, or `once` those that are due now.

        With `at_once` all are due at first, also those that are left alone after a failure.
        """
        following = [_Followed(self._follow(feed, once=once, at_once=at_once)) for feed in feeds]
        while True:
            waiting = [(self._ready(visit), steps) for steps in following if (visit := steps.next)]
            if not waiting:
                return
            ready, followed = min(waiting, key=lambda pair: pair[0])
            if (pause := ready - self._clock()) > 0:
                self._wait(pause)
            followed.step()

    def _ready(self, visit: _Visit) -> float:
        return max(visit.due, self._hosts.free_at(visit.address))

    def _follow(self, feed: Feed, *, once: bool, at_once: bool) -> Iterator[_Visit]:
        while True:
            state = self._memory.state(feed.url)
            due = 0.0 if at_once else _epoch(state.next_at)
            if once and due > self._clock():
                self._told(Polled(feed=feed, outcome=Outcome.NOT_DUE, next_at=_iso(due)))
                return
            yield _Visit(feed.url, due)
            yield from self._poll(feed, state)
            if once:
                return
            at_once = False

    def _poll(self, feed: Feed, state: FeedState) -> Iterator[_Visit]:
        answer: Answer | None = None
        try:
            answer = yield from self._opened(feed.url, _conditions(state))
            if answer.status == 304 and (state.etag or state.last_modified):
                self._succeeded(feed, state, Polled(feed=feed, outcome=Outcome.UNCHANGED, next_at=""))
                return
            items = _entries(answered(answer))
        except NetError as fault:
            self._failed(feed, state, fault, answer)
            return
        if feed.articles:
            new, complete = yield from self._articles(feed, items)
        else:
            new, complete = self._kept(feed, items), True
        headers = answer.headers if complete else {}
        fresh = replace(state, etag=headers.get("etag"), last_modified=headers.get("last-modified"))
        count = sum(isinstance(item, Found) for item in items)
        polled = Polled(feed=feed, outcome=Outcome.TAKEN, entries=count, new=new, next_at="")
        self._succeeded(feed, fresh, polled)

    def _articles(self, feed: Feed, items: Sequence[Item]) -> _Steps[tuple[int, bool]]:
        """Keep the pages behind the entries; how many reports are new, and whether none is left for later."""
        links = [link for item in items if (link := _link(item))]
        had = self._memory.captured(links)
        unreadable = self._unreadable.get(feed.url, set()) & set(links)
        self._unreadable[feed.url] = unreadable
        new, complete = 0, True
        for item in items:
            link = _link(item)
            if not isinstance(item, Found) or not link or link in unreadable:
                new += self._kept(feed, [item])
            elif link not in had:
                had.add(link)
                try:
                    answer = yield from self._opened(link)
                    item = _behind(item, answered(answer))
                except NetError as fault:
                    # Its own entry is better than nothing; what failed for now is tried at the next poll.
                    item = replace(item, notes=[*item.notes, Note("page_not_read", f"its page: {fault}")])
                    complete = complete and not fault.passing
                    if not fault.passing:
                        unreadable.add(link)
                new += self._kept(feed, [item])
        return new, complete

    def _opened(self, address: str, headers: dict[str, str] | None = None) -> _Steps[Answer]:
        """Open an address when its host may be visited, and after its robots.txt. Raises `NetError`."""
        if not self._robots.knows(address):
            yield _Visit(address)
            self._hosts.visited(address, self._robots.delay(address))
        self._robots.permit(address)
        yield _Visit(address)
        try:
            answer = self._web.get(address, headers=headers, permit=self._robots.permit)
        finally:
            self._hosts.visited(address, self._robots.delay(address))
        # Redirects may have led to another host, which is then the one that had the work.
        self._hosts.visited(answer.url, self._robots.delay(answer.url))
        if answer.status in (429, 503):
            now = self._clock()
            self._hosts.leave_until(answer.url, now + retry_after(answer.headers.get("retry-after"), now))
        return answer

    def _kept(self, feed: Feed, items: Sequence[Item]) -> int:
        return self._take([_named(item, feed) for item in items])

    def _succeeded(self, feed: Feed, state: FeedState, polled: Polled) -> None:
        next_at = _iso(self._clock() + feed.every)
        self._memory.keep(replace(state, next_at=next_at, failures=0, last_error=None))
        self._told(replace(polled, next_at=next_at))

    def _failed(self, feed: Feed, state: FeedState, fault: NetError, answer: Answer | None) -> None:
        failures = state.failures + 1
        asked = retry_after(answer.headers.get("retry-after"), self._clock()) if answer else 0.0
        next_at = _iso(self._clock() + max(back_off(feed, failures), asked))
        why = str(fault)
        self._memory.keep(replace(state, next_at=next_at, failures=failures, last_error=why))
        self._told(Polled(feed=feed, outcome=Outcome.FAILED, why=why, next_at=next_at))


def back_off(feed: Feed, failures: int) -> float:
    """Seconds to wait after so many failures in a row: the feed's own time doubled each time, up to a day.

    The part that is left to chance comes from the feed's address, so that runs can be repeated.
    """
    longest = max(LONGEST_BACK_OFF, feed.every)
    pause = min(feed.every * 2.0 ** min(failures, 32), longest)
    return pause * (1 + JITTER * random.Random(f"{feed.url} {failures}").random())


def _entries(answer: Answer) -> list[Item]:
    """What a feed tells. Raises `NetError` if it is no feed."""
    try:
        kind = kind_in(answer)
    except ReportError as fault:
        raise NetError(f"it is no feed: {fault}") from None
    if kind is not Kind.FEED:
        raise NetError("it is no feed any program can read; give the address of its RSS or Atom")
    items = _all(feeds.entries(answer.body, capture_of(answer, Options())))
    for item in items:
        if isinstance(item, SetAside) and item.whence == answer.address:
            raise NetError(item.why)
    return items


def _behind(entry: Found, answer: Answer) -> Found:
    """The report on the page behind an entry, with what only the feed told of it. Raises `NetError`."""
    found = _all(contents(answer, Options()))
    if len(found) != 1:
        raise NetError(f"it holds {len(found)} reports, not the one that the feed tells of")
    (page,) = found
    if isinstance(page, SetAside):
        raise NetError(page.why)
    return replace(page, fields={**entry.fields, **page.fields})


def _all(reading: Iterable[Item]) -> list[Item]:
    """All that is read. Raises `NetError` where the program stumbles, for one page must not end a watch."""
    try:
        return list(reading)
    except Exception as fault:
        told = f"{type(fault).__name__}: {' '.join(str(fault).split())[:200]}"
        why = f"the program failed on it ({told}); this is a mistake in sijill, please report it"
        raise NetError(why) from fault


def _named(item: Item, feed: Feed) -> Item:
    """The report with the name that the list gives its outlet, in the place of what the feed calls itself."""
    if feed.name is None or isinstance(item, SetAside):
        return item
    return replace(item, fields={**item.fields, "source": Known(feed.name, LIST_ORIGIN)})


def _link(item: Item) -> str | None:
    return item.value("url") if isinstance(item, Found) else None


def _conditions(state: FeedState) -> dict[str, str]:
    headers = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in headers.items() if value}


def _epoch(moment: str | None) -> float:
    return datetime.datetime.fromisoformat(moment).timestamp() if moment else 0.0


def _iso(moment: float) -> str:
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).strftime(ISO)
