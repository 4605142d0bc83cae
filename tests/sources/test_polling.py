"""Following feeds: politely, through failures, and without losing what a feed told."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from email.utils import formatdate
from itertools import pairwise

import pytest

from sijill.record import Found, SetAside
from sijill.sources import feeds
from sijill.sources.feed_list import Feed
from sijill.sources.net import Limits
from sijill.sources.polling import LONGEST_BACK_OFF, Item, Outcome, Polled, Poller, back_off
from sijill.sources.polling_hosts import INTERVAL, LONGEST_HOLD, Hosts, retry_after
from sijill.store.feeds import FeedState
from tests.servers import Exchange, Route, Site, article, local, page, redirect, rss, serving, status, tagged
from tests.sources.test_fetch import BODY, HEADLINE, bomb

START = datetime.datetime(2026, 3, 1, 10, tzinfo=datetime.UTC).timestamp()
HALF_HOUR = 1800


class Enough(Exception):
    """Ends a run that would go on for ever."""


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = START
        self.until = START

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        assert seconds > 0
        if self.now + seconds > self.until:
            raise Enough
        self.now += seconds


class Kept:
    """A memory and a register of the simplest kind."""

    def __init__(self) -> None:
        self.states: dict[str, FeedState] = {}
        self.items: list[Item] = []
        self.log: list[Item | FeedState] = []

    def state(self, address: str) -> FeedState:
        return self.states.get(address, FeedState(address=address))

    def keep(self, state: FeedState) -> None:
        self.states[state.address] = state
        self.log.append(state)

    def captured(self, addresses: Sequence[str]) -> set[str]:
        there = {item.capture.whence for item in self.items if isinstance(item, Found)}
        return there & set(addresses)

    def take(self, items: Sequence[Item]) -> int:
        new = [item for item in items if not any(_same(item, kept) for kept in self.items)]
        self.items += new
        self.log += items
        return len(new)

    @property
    def texts(self) -> list[str]:
        return [item.text for item in self.items if isinstance(item, Found)]


def _same(one: Item, other: Item) -> bool:
    if isinstance(one, SetAside) or isinstance(other, SetAside):
        return one == other
    return (one.text, one.fields) == (other.text, other.fields)


class Desk:
    """A server, a poller and what it kept; the time of each request is that of the poller's clock."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.clock = Clock()
        self.kept = Kept()
        self.polls: list[Polled] = []
        self.visits: list[tuple[float, str]] = []
        self.names = ["one.test", "two.test"]
        site.routes["/robots.txt"] = status(404)

    def poller(self) -> Poller:
        return Poller(
            local(self.site, names=self.names, limits=Limits(seconds=5)),
            self.kept,
            self.kept.take,
            told=self.polls.append,
            clock=self.clock,
            wait=self.clock.wait,
        )

    def once(self, *feeds: Feed) -> Polled:
        self.clock.until = float("inf")
        self.poller().run(feeds, once=True)
        return self.polls[-1]

    def follow(self, *feeds: Feed, hours: float) -> None:
        self.clock.until = self.clock.now + hours * 3600
        with pytest.raises(Enough):
            self.poller().run(feeds)

    def feed(self, path: str = "/feed.xml", host: str = "127.0.0.1", **given: object) -> Feed:
        return Feed(url=self.site.url(path, host), **given)  # type: ignore[arg-type]

    def noted(self, route: Route) -> Route:
        """The route, with the moment of each visit written down."""

        def noting(exchange: Exchange) -> None:
            self.visits.append((self.clock.now - START, exchange.path))
            route(exchange)

        return noting

    def note_all(self) -> None:
        for path, route in self.site.routes.items():
            self.site.routes[path] = self.noted(route)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with serving() as site:
        yield Desk(site)


def at(seconds: float) -> str:
    moment = datetime.datetime.fromtimestamp(START + seconds, datetime.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def feed_of(desk: Desk, *numbers: int) -> str:
    return rss(
        *((desk.site.url(f"/{number}"), f"خبر {number}", f"ملخص الخبر {number}") for number in numbers)
    )


def test_a_poll_takes_the_entries_and_remembers_the_version(desk: Desk) -> None:
    desk.site.routes["/feed.xml"] = tagged(feed_of(desk, 1, 2), '"v1"')
    polled = desk.once(desk.feed())
    assert (polled.outcome, polled.entries, polled.new) == (Outcome.TAKEN, 2, 2)
    assert desk.kept.texts == ["ملخص الخبر 1", "ملخص الخبر 2"]
    state = desk.kept.states[desk.feed().url]
    assert (state.etag, state.failures, state.last_error) == ('"v1"', 0, None)
    assert state.next_at == polled.next_at == at(HALF_HOUR + INTERVAL)
    assert desk.kept.log[-1] == state


def test_what_did_not_change_is_not_sent_again(desk: Desk) -> None:
    desk.site.routes["/feed.xml"] = tagged(feed_of(desk, 1), '"v1"')
    desk.follow(desk.feed(), hours=1.2)
    assert [polled.outcome for polled in desk.polls] == [Outcome.TAKEN, Outcome.UNCHANGED, Outcome.UNCHANGED]
    asked = [request.headers.get("if-none-match") for request in desk.site.requests[1:]]
    assert asked == [None, '"v1"', '"v1"']
    desk.site.routes["/feed.xml"] = tagged(feed_of(desk, 1, 2), '"v2"')
    desk.follow(desk.feed(), hours=0.6)
    assert desk.polls[-1].new == 1
    assert desk.kept.states[desk.feed().url].etag == '"v2"'


def test_the_date_of_a_version_serves_as_well(desk: Desk) -> None:
    newest = formatdate(START, usegmt=True)
    desk.site.routes["/feed.xml"] = page(feed_of(desk, 1), "text/xml", last_modified=newest)
    desk.follow(desk.feed(), hours=0.6)
    assert desk.site.requests[-1].headers["if-modified-since"] == newest


def test_a_server_that_answers_304_to_nobody_fails(desk: Desk) -> None:
    desk.site.routes["/feed.xml"] = status(304)
    assert desk.once(desk.feed()).why == "the server answered 304 (Not Modified)"


def test_each_feed_has_its_own_time(desk: Desk) -> None:
    for path in ("/slow.xml", "/fast.xml"):
        desk.site.routes[path] = page(feed_of(desk, 1), "text/xml")
    desk.note_all()
    slow, fast = desk.feed("/slow.xml", every=3600), desk.feed("/fast.xml", every=900)
    desk.follow(slow, fast, hours=1.1)
    times = [moment for moment, path in desk.visits if path == "/fast.xml"]
    assert [round(b - a) for a, b in pairwise(times)] == [900] * 4
    assert [path for _, path in desk.visits].count("/slow.xml") == 2


def test_once_leaves_alone_what_is_not_due(desk: Desk) -> None:
    desk.site.routes["/feed.xml"] = page(feed_of(desk, 1), "text/xml")
    desk.once(desk.feed())
    desk.site.requests.clear()
    polled = desk.once(desk.feed())
    assert (polled.outcome, polled.next_at) == (Outcome.NOT_DUE, at(HALF_HOUR + INTERVAL))
    assert desk.site.requests == []


def test_visits_to_a_host_keep_their_distance(desk: Desk) -> None:
    for path in ("/a.xml", "/b.xml", "/c.xml"):
        desk.site.routes[path] = page(feed_of(desk, 1), "text/xml")
    desk.note_all()
    desk.once(desk.feed("/a.xml"), desk.feed("/b.xml"), desk.feed("/c.xml"))
    assert desk.visits == [(0, "/robots.txt"), (2, "/a.xml"), (4, "/b.xml"), (6, "/c.xml")]


def test_one_host_does_not_wait_for_another(desk: Desk) -> None:
    desk.site.routes["/feed.xml"] = page(feed_of(desk, 1), "text/xml")
    desk.note_all()
    desk.once(desk.feed(host="one.test"), desk.feed(host="two.test"))
    assert [round(moment) for moment, _ in desk.visits] == [0, 0, 2, 2]


def test_a_site_that_asks_for_more_time_gets_it(desk: Desk) -> None:
    desk.site.routes["/robots.txt"] = page("User-agent: *\nCrawl-delay: 60", "text/plain")
    for path in ("/a.xml", "/b.xml"):
        desk.site.routes[path] = page(feed_of(desk, 1), "text/xml")
    desk.note_all()
    desk.once(desk.feed("/a.xml"), desk.feed("/b.xml"))
    assert desk.visits == [(0, "/robots.txt"), (60, "/a.xml"), (120, "/b.xml")]


def test_a_site_that_asks_to_be_left_alone_is(desk: Desk) -> None:
    desk.site.routes["/robots.txt"] = page("User-agent: sijill\nDisallow: /", "text/plain")
    desk.site.routes["/feed.xml"] = page(feed_of(desk, 1), "text/xml")
    polled = desk.once(desk.feed())
    assert polled.why == "the site's robots.txt asks programs not to open it"
    assert desk.site.paths == ["/robots.txt"]


def test_the_rules_hold_where_redirects_lead(desk: Desk) -> None:
    desk.site.routes["/robots.txt"] = page("User-agent: *\nDisallow: /closed", "text/plain")
    desk.site.routes["/feed.xml"] = redirect("/closed/feed.xml")
    assert "robots.txt asks" in str(desk.once(desk.feed()).why)
    assert desk.site.paths == ["/robots.txt", "/feed.xml"]


@pytest.mark.parametrize(
    "route, why",
    [
        (status(500), "the server answered 500 (Internal Server Error)"),
        (status(404), "the server answered 404 (Not Found)"),
        (page(article(HEADLINE, *BODY)), "it is no feed"),
        (page(b"\x89PNG", "image/png"), "it is no feed: it is a picture"),
        (page("", "text/xml"), "it is no feed"),
        (page(bomb(), "text/xml"), "declares entities"),
        (redirect("http://169.254.169.254/feed"), "not on the public internet"),
        (lambda exchange: exchange.raw(b""), "does not keep to HTTP"),
    ],
)
def test_a_failure_is_told_and_remembered(desk: Desk, route: Route, why: str) -> None:
    desk.site.routes["/feed.xml"] = route
    polled = desk.once(desk.feed())
    assert polled.outcome is Outcome.FAILED
    assert why in str(polled.why)
    state = desk.kept.states[desk.feed().url]
    assert (state.failures, state.last_error, state.next_at) == (1, polled.why, polled.next_at)
    assert desk.kept.items == []


def test_after_a_failure_was_mended_a_feed_can_be_asked_at_once(desk: Desk) -> None:
    desk.site.routes["/feed.xml"] = status(404)
    desk.once(desk.feed())
    desk.site.routes["/feed.xml"] = page(feed_of(desk, 1), "text/xml")
    assert desk.once(desk.feed()).outcome is Outcome.NOT_DUE
    desk.poller().run([desk.feed()], once=True, at_once=True)
    assert desk.polls[-1].outcome is Outcome.TAKEN
    assert desk.once(desk.feed()).outcome is Outcome.NOT_DUE


def test_the_host_where_a_redirect_leads_is_left_in_peace_too(desk: Desk) -> None:
    desk.site.routes["/feed.xml"] = redirect(desk.site.url("/there.xml", "two.test"))
    desk.site.routes["/there.xml"] = page(feed_of(desk, 1), "text/xml")
    desk.site.routes["/other.xml"] = page(feed_of(desk, 1), "text/xml")
    desk.note_all()
    desk.once(desk.feed(host="one.test"), desk.feed("/other.xml", host="two.test"))
    moments = {path: moment for moment, path in desk.visits}
    assert moments["/other.xml"] >= moments["/there.xml"] + INTERVAL


def test_failures_keep_what_was_remembered(desk: Desk) -> None:
    desk.site.routes["/feed.xml"] = tagged(feed_of(desk, 1), '"v1"')
    desk.once(desk.feed())
    desk.site.routes["/feed.xml"] = status(500)
    desk.follow(desk.feed(), hours=0.6)
    assert desk.kept.states[desk.feed().url].etag == '"v1"'
    desk.site.routes["/feed.xml"] = tagged(feed_of(desk, 1), '"v1"')
    desk.follow(desk.feed(), hours=1.5)
    state = desk.kept.states[desk.feed().url]
    assert (state.failures, state.last_error) == (0, None)
    assert desk.polls[-1].outcome is Outcome.UNCHANGED


def test_failures_make_visits_rarer(desk: Desk) -> None:
    desk.site.routes["/feed.xml"] = status(500)
    desk.note_all()
    feed = desk.feed()
    desk.follow(feed, hours=24 * 5)
    times = [moment for moment, path in desk.visits if path == "/feed.xml"]
    pauses = [b - a for a, b in pairwise(times)]
    # The moment of the next visit is kept to the second, and robots.txt is asked for anew each day.
    assert pauses == [pytest.approx(back_off(feed, n), abs=1 + INTERVAL) for n in range(1, len(times))]
    assert pauses[0] > HALF_HOUR * 2
    assert LONGEST_BACK_OFF <= pauses[-1] <= LONGEST_BACK_OFF * 1.25 + 3


def test_back_off_is_left_to_chance_but_the_same_each_time() -> None:
    feeds = [Feed(url=f"https://news.example/{number}.xml") for number in range(50)]
    pauses = [back_off(feed, 1) for feed in feeds]
    assert pauses == [back_off(feed, 1) for feed in feeds]
    assert len(set(pauses)) == 50
    assert all(2 * HALF_HOUR <= pause <= 2.5 * HALF_HOUR for pause in pauses)
    weekly = Feed(url="https://news.example/", every=7 * 86400)
    assert 7 * 86400 <= back_off(weekly, 10_000) <= 7 * 86400 * 1.25


@pytest.mark.parametrize("code", [429, 503])
@pytest.mark.parametrize("written", ["20000", formatdate(START + INTERVAL + 20000, usegmt=True)])
def test_a_server_may_say_when_to_come_back(desk: Desk, code: int, written: str) -> None:
    desk.site.routes["/busy.xml"] = status(code, retry_after=written)
    desk.site.routes["/feed.xml"] = page(feed_of(desk, 1), "text/xml")
    desk.note_all()
    busy, other = desk.feed("/busy.xml"), desk.feed()
    desk.follow(busy, other, hours=5.6)
    # It speaks for the whole host.
    assert [path for _, path in desk.visits[:2]] == ["/robots.txt", "/busy.xml"]
    assert all(moment >= 20000 for moment, _ in desk.visits[2:])
    assert desk.kept.states[busy.url].next_at is not None


@pytest.mark.parametrize(
    "value, seconds",
    [
        (None, 0), ("", 0), ("120", 120), ("-5", 0), ("soon", 0), ("1" * 400, LONGEST_HOLD), ("٣", 0),
        (formatdate(START + 90, usegmt=True), 90), (formatdate(START - 90, usegmt=True), 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_HOLD), ("Mon, 99 Foo 2026 10:00:00 GMT", 0),
    ],
)  # fmt: skip
def test_retry_after(value: str | None, seconds: float) -> None:
    assert retry_after(value, START) == seconds


def test_hosts_are_left_alone_for_the_longest_that_was_asked() -> None:
    now = [100.0]
    hosts = Hosts(lambda: now[0], interval=2)
    assert hosts.free_at("https://news.example/a") == 0
    hosts.leave_until("https://news.example/a", 500)
    hosts.visited("https://NEWS.example:8080/b")
    assert hosts.free_at("https://news.example/c") == 500
    assert hosts.free_at("https://other.example/") == 0


def with_articles(desk: Desk, *numbers: int) -> Feed:
    desk.site.routes["/feed.xml"] = tagged(feed_of(desk, *numbers), '"v1"')
    for number in numbers:
        desk.site.routes[f"/{number}"] = page(article(f"خبر {number}", f"متن الخبر {number}.", *BODY))
    return desk.feed(articles=True)


def test_the_pages_behind_the_entries_are_taken(desk: Desk) -> None:
    feed = with_articles(desk, 1, 2)
    polled = desk.once(feed)
    assert (polled.entries, polled.new) == (2, 2)
    assert [text.split("\n")[0] for text in desk.kept.texts] == ["متن الخبر 1.", "متن الخبر 2."]
    first = desk.kept.items[0]
    assert isinstance(first, Found)
    assert first.capture.whence == desk.site.url("/1")
    # What only the feed told.
    assert first.fields["published"].value == "2015-10-11"
    assert first.fields["published"].origin == "feed"
    assert desk.kept.states[feed.url].etag == '"v1"'


def test_pages_are_opened_once(desk: Desk) -> None:
    feed = with_articles(desk, 1)
    desk.once(feed)
    with_articles(desk, 1, 2)
    desk.site.routes["/feed.xml"] = tagged(feed_of(desk, 1, 2), '"v2"')
    desk.site.requests.clear()
    desk.follow(feed, hours=0.6)
    assert desk.site.paths == ["/robots.txt", "/feed.xml", "/2"]
    assert desk.polls[-1].new == 1


def test_a_page_that_cannot_be_read_is_what_the_feed_told_of_it(desk: Desk) -> None:
    feed = with_articles(desk, 1, 2)
    desk.site.routes["/1"] = status(404)
    assert desk.once(feed).new == 2
    entry, _ = desk.kept.items
    assert isinstance(entry, Found)
    assert entry.text == "ملخص الخبر 1"
    assert [note.message for note in entry.notes] == ["its page: the server answered 404 (Not Found)"]
    assert desk.kept.states[feed.url].etag == '"v1"'


TWO_ENTRIES = rss(("http://a.example/", "خبر", "نص"), ("http://b.example/", "خبر", "نص"))


@pytest.mark.parametrize(
    "route",
    [page(b"%PNG", "image/png"), page(TWO_ENTRIES, "text/xml"), redirect("http://10.0.0.1/"), status(410)],
)
def test_a_page_that_never_will_be_is_not_asked_for_again(desk: Desk, route: Route) -> None:
    feed = with_articles(desk, 1)
    desk.site.routes["/1"] = route
    desk.site.routes["/feed.xml"] = page(feed_of(desk, 1), "text/xml")
    desk.follow(feed, hours=1.2)
    assert desk.site.paths.count("/feed.xml") == 3
    assert desk.site.paths.count("/1") == 1
    assert len(desk.kept.items) == 1


def test_a_page_that_fails_for_now_is_asked_for_again(desk: Desk) -> None:
    feed = with_articles(desk, 1)
    working = desk.site.routes["/1"]
    desk.site.routes["/1"] = status(503)
    desk.once(feed)
    assert desk.kept.texts == ["ملخص الخبر 1"]
    assert desk.kept.states[feed.url].etag is None
    desk.site.routes["/1"] = working
    desk.follow(feed, hours=0.6)
    assert len(desk.kept.texts) == 2
    assert desk.kept.texts[1].startswith("متن الخبر 1.")
    assert desk.kept.states[feed.url].etag == '"v1"'


@pytest.mark.parametrize(
    "link", ["mailto:desk@news.example", "http://10.0.0.1/1", "file:///etc/passwd", "http://["]
)
def test_links_of_an_enemy_are_not_followed(desk: Desk, link: str) -> None:
    desk.site.routes["/feed.xml"] = page(rss((link, "خبر", "ملخص الخبر")), "text/xml")
    desk.once(desk.feed(articles=True))
    assert desk.kept.texts == ["ملخص الخبر"]
    assert desk.site.paths == ["/robots.txt", "/feed.xml"]


def test_the_name_in_the_list_is_the_outlet(desk: Desk) -> None:
    desk.site.routes["/feed.xml"] = page(feed_of(desk, 1), "text/xml")
    desk.once(desk.feed(name="صحيفة الصباح"))
    (found,) = desk.kept.items
    assert isinstance(found, Found)
    assert found.fields["source"].value == "صحيفة الصباح"
    assert found.fields["source"].origin == "list of feeds"


def test_a_run_broken_off_anywhere_loses_nothing(desk: Desk) -> None:
    feed = with_articles(desk, 1, 2, 3)
    desk.once(feed)
    whole = list(desk.kept.texts)

    class Cut(Exception):
        pass

    def cut_at(step: int, work: Callable[[Sequence[Item]], int]) -> Callable[[Sequence[Item]], int]:
        left = [step]

        def take(items: Sequence[Item]) -> int:
            if not left[0]:
                raise Cut
            left[0] -= 1
            return work(items)

        return take

    for step in range(3):
        again = Desk(desk.site)
        feed = with_articles(again, 1, 2, 3)
        kept = again.kept
        poller = Poller(
            local(desk.site),
            kept,
            cut_at(step, kept.take),
            clock=again.clock,
            wait=lambda _: None,
            interval=0,
        )
        with pytest.raises(Cut):
            poller.run([feed], once=True)
        assert len(kept.items) == step
        assert kept.states == {}
        again.once(feed)
        assert kept.texts == whole


def test_a_mistake_of_the_program_costs_one_feed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> Iterator[Item]:
        yield SetAside("entry 1", "its text is empty")
        raise RuntimeError("too deep\nby far")

    desk.site.routes["/feed.xml"] = page(feed_of(desk, 1), "text/xml")
    monkeypatch.setattr(feeds, "entries", stumble)
    assert "the program failed on it (RuntimeError: too deep by far)" in str(desk.once(desk.feed()).why)


def test_nothing_to_follow_ends_at_once(desk: Desk) -> None:
    desk.poller().run([])
