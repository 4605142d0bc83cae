"""robots.txt: who may open what, how often, and what an unreadable one means."""

from collections.abc import Iterator

import pytest

from sijill.sources.net import NetError
from sijill.sources.robots import KEPT, KEPT_UNREADABLE, LONGEST_DELAY, Disallowed, Robots
from tests.servers import Route, Site, local, page, redirect, serving, status

RULES = """\
User-agent: *
Disallow: /

User-agent: Sijill
Disallow: /private
Allow: /private/feed.xml
Disallow: /*.php$
Disallow: /مغلق
Crawl-delay: 7
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def rules(text: str) -> Route:
    return page(text, "text/plain")


def allowed(robots: Robots, address: str) -> bool:
    try:
        robots.permit(address)
    except Disallowed:
        return False
    return True


@pytest.mark.parametrize(
    "path, open_",
    [
        ("/", True),
        ("/news/1", True),
        ("/private", False),
        ("/private/1", False),
        ("/private/feed.xml", True),
        ("/a/b.php", False),
        ("/a/b.php?id=1", True),
        ("/مغلق/1", False),
        ("/%D9%85%D8%BA%D9%84%D9%82/1", False),
    ],
)
def test_our_own_rules_are_kept(site: Site, path: str, open_: bool) -> None:
    site.routes["/robots.txt"] = rules(RULES)
    robots = Robots(local(site))
    assert allowed(robots, site.url(path)) is open_
    assert robots.delay(site.url(path)) == 7
    assert site.paths == ["/robots.txt"]


@pytest.mark.parametrize("text", ["User-agent: *\nDisallow: /", "\ufeffUser-agent: *\r\nDisallow: /\r\n"])
def test_rules_for_all(site: Site, text: str) -> None:
    site.routes["/robots.txt"] = rules(text)
    with pytest.raises(Disallowed, match="asks programs not to open it") as raised:
        Robots(local(site)).permit(site.url("/news"))
    assert not raised.value.passing


@pytest.mark.parametrize(
    "route",
    [
        status(404), status(403), status(410), rules(""), page("<html>no rules here</html>"),
        rules("\0\xff" * 99), redirect("/missing"),
    ],
)  # fmt: skip
def test_no_rules(site: Site, route: Route) -> None:
    site.routes["/robots.txt"] = route
    robots = Robots(local(site))
    assert allowed(robots, site.url("/news"))
    assert robots.delay(site.url("/news")) == 0


@pytest.mark.parametrize("route", [status(500), status(503), status(429), lambda exchange: exchange.raw(b"")])
def test_rules_that_cannot_be_read_close_the_site_for_a_while(site: Site, route: Route) -> None:
    now = [0.0]
    site.routes["/robots.txt"] = route
    robots = Robots(local(site), lambda: now[0])
    for _ in range(2):
        with pytest.raises(NetError, match=r"robots\.txt cannot be read") as raised:
            robots.permit(site.url("/news"))
        assert raised.value.passing
    assert len(site.requests) == 1

    now[0] = KEPT_UNREADABLE
    site.routes["/robots.txt"] = rules("")
    assert allowed(robots, site.url("/news"))


def test_a_site_that_may_not_be_opened_stays_closed(site: Site) -> None:
    site.routes["/robots.txt"] = redirect("http://10.0.0.1/")
    for address in (site.url("/news"), "mailto:desk@news.test", "http://10.0.0.1/news"):
        with pytest.raises(NetError, match=r"robots\.txt cannot be read") as raised:
            Robots(local(site)).permit(address)
        assert not raised.value.passing


def test_a_dead_site_is_closed() -> None:
    with serving() as gone:
        web, address = local(gone), gone.url("/news")
    with pytest.raises(NetError, match="takes no connection"):
        Robots(web).permit(address)


def test_rules_are_read_again_after_a_day(site: Site) -> None:
    now = [0.0]
    site.routes["/robots.txt"] = rules("")
    robots = Robots(local(site), lambda: now[0])
    assert not robots.knows(site.url("/news"))
    assert allowed(robots, site.url("/news"))
    assert robots.knows(site.url("/other"))
    site.routes["/robots.txt"] = rules(RULES)
    now[0] = KEPT - 1
    assert allowed(robots, site.url("/private"))
    now[0] = KEPT
    assert not robots.knows(site.url("/news"))
    assert not allowed(robots, site.url("/private"))
    assert site.paths == ["/robots.txt"] * 2


@pytest.mark.parametrize(
    "written, seconds", [("0.5", 0.5), ("99999999", LONGEST_DELAY), ("inf", 0), ("nan", 0),
                         ("-3", 0), ("soon", 0)],
)  # fmt: skip
def test_delays(site: Site, written: str, seconds: float) -> None:
    site.routes["/robots.txt"] = rules(f"User-agent: *\nCrawl-delay: {written}")
    assert Robots(local(site)).delay(site.url()) == seconds


def test_sites_are_told_apart_by_scheme_host_and_port(site: Site) -> None:
    with serving() as other:
        site.routes["/robots.txt"] = rules(RULES)
        robots = Robots(local(site, other))
        assert not allowed(robots, site.url("/private"))
        assert allowed(robots, other.url("/private"))


def test_only_the_beginning_of_a_long_file_is_heeded(site: Site) -> None:
    site.routes["/robots.txt"] = rules("#" * 600_000 + "\nUser-agent: *\nDisallow: /")
    assert allowed(Robots(local(site)), site.url("/news"))
