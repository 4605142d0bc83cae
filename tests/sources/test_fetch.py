"""From an address to reports, against a real server."""

import gzip
import json
from collections.abc import Iterator

import pytest

from sijill.record import Found, SetAside
from sijill.sources.fetch import fetched
from sijill.sources.net import NetError
from sijill.sources.options import Options
from tests.servers import Route, Site, article, local, page, redirect, rss, serving, status

OPTIONS = Options(captured_at="2026-03-01T10:00:00Z")
HEADLINE = "اشتباكات في مديرية صرواح غرب مأرب"
BODY = (
    "اندلعت صباح اليوم الأحد اشتباكات بين قوات حكومية ومسلحين حوثيين في مديرية صرواح غرب محافظة مأرب.",
    "وقالت مصادر محلية إن خمسة مدنيين أصيبوا بشظايا القصف المتبادل، ونقلوا إلى مستشفى المدينة لتلقي العلاج.",
    "ولم يصدر عن أي من الطرفين تعليق على ما جرى حتى ساعة كتابة الخبر، فيما أغلق الطريق أمام المسافرين.",
)
BILLION_LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '{}'>{}]><rss version='2.0'><channel>{}</channel></rss>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def got(site: Site, route: Route, path: str = "/") -> list[Found | SetAside]:
    site.routes[path] = route
    return list(fetched(site.url(path), OPTIONS, web=local(site)))


def bomb() -> str:
    levels = "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    return BILLION_LAUGHS.format("ها" * 50, levels, "<item><title>&j;</title></item>")


def test_a_page(site: Site) -> None:
    (found,) = got(site, page(article(HEADLINE, *BODY), etag='"7"'))
    assert isinstance(found, Found)
    assert found.text.split("\n")[-1] == BODY[-1]
    assert found.value("title") == HEADLINE
    capture = found.capture
    assert capture.data.decode() == article(HEADLINE, *BODY)
    assert (capture.media_type, capture.whence) == ("text/html", site.url("/"))
    assert capture.captured_at == OPTIONS.captured_at
    assert capture.headers["etag"] == '"7"'


def test_a_page_in_the_encoding_that_only_the_server_tells(site: Site) -> None:
    data = article(HEADLINE, *BODY).replace('<meta charset="utf-8">', "").encode("windows-1256")
    (found,) = got(site, page(data, "text/html; charset=windows-1256"))
    assert isinstance(found, Found)
    assert BODY[0] in found.text


def test_a_page_without_tags_at_its_beginning(site: Site) -> None:
    (found,) = got(site, page("\n".join(f"{line}<br>" for line in BODY)))
    assert isinstance(found, Found)
    assert "<br>" not in found.text


def test_a_feed(site: Site) -> None:
    told = [("https://news.example/1", HEADLINE, BODY[0]), ("https://news.example/2", "خبر", BODY[1])]
    items = got(site, page(rss(*told), "text/xml"))
    assert [item.value("url") for item in items if isinstance(item, Found)] == [link for link, _, _ in told]
    assert [item.text for item in items if isinstance(item, Found)] == [BODY[0], BODY[1]]
    assert all(isinstance(item, Found) and item.value("published") == "2015-10-11" for item in items)


@pytest.mark.parametrize("path", ["/reports.jsonl", "/reports.jsonl.gz"])
def test_a_file(site: Site, path: str) -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in BODY).encode()
    data = gzip.compress(lines) if path.endswith(".gz") else lines
    items = got(site, page(data, "application/octet-stream", etag='"7"'), path)
    assert [item.text for item in items if isinstance(item, Found)] == list(BODY)
    assert [item.capture.whence for item in items if isinstance(item, Found)] == [
        site.url(f"{path}:{number}") for number in (1, 2, 3)
    ]
    assert all(isinstance(item, Found) and item.capture.headers["etag"] == '"7"' for item in items)


def test_what_the_user_says_fills_what_the_page_does_not(site: Site) -> None:
    site.routes["/"] = page(BODY[0], "text/plain")
    options = Options(published="2015-10-11", source="صحيفة")
    (found,) = fetched(site.url(), options, web=local(site))
    assert isinstance(found, Found)
    assert (found.value("published"), found.value("source")) == ("2015-10-11", "صحيفة")


def test_redirects_name_the_file(site: Site) -> None:
    site.routes["/get"] = redirect("/reports.jsonl")
    lines = json.dumps({"text": BODY[0]})
    site.routes["/reports.jsonl"] = page(lines, "application/octet-stream")
    (found,) = fetched(site.url("/get"), OPTIONS, web=local(site))
    assert isinstance(found, Found)
    assert found.capture.whence == site.url("/get:1")


@pytest.mark.parametrize(
    "route, told",
    [
        (status(404), "the server answered 404 (Not Found)"),
        (status(503), "the server answered 503 (Service Unavailable)"),
        (status(204), "the server answered 204 (No Content)"),
        (status(799), "the server answered 799"),
        (page(b"", "text/plain"), "it is empty"),
        (page(b"\x89PNG\r\n\x1a\n", "image/png"), "it is a picture"),
        (page(article("", "")), "no body of a report"),
        (page(bomb(), "application/rss+xml"), "declares entities"),
        (page(bomb().encode("utf-16"), "application/rss+xml"), "declares entities"),
        (
            page('<!DOCTYPE rss SYSTEM "file:///etc/passwd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
                 "<rss version='2.0'><channel><item><title>&a;</title></item></channel></rss>", "text/xml"),
            "declares entities",
        ),
        (redirect("http://169.254.169.254/latest/"), "not on the public internet"),
        (redirect("file:///etc/passwd"), "only http and https are opened"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_set_aside(site: Site, route: Route, told: str) -> None:
    (aside,) = got(site, route)
    assert isinstance(aside, SetAside)
    assert told in aside.why
    assert aside.whence == site.url()


def test_hosts_must_be_public_by_default(site: Site) -> None:
    (aside,) = fetched(site.url(), OPTIONS)
    assert isinstance(aside, SetAside)
    assert "not on the public internet" in aside.why
    assert site.requests == []


def test_a_password_in_an_address_is_not_kept(site: Site) -> None:
    for login in ("amal:secret@", "amal:sec/ret@", "amal:sec@ret@"):
        (aside,) = fetched(site.url().replace("://", f"://{login}"), OPTIONS, web=local(site))
        assert isinstance(aside, SetAside)
        assert aside.whence == site.url()
        assert "ret" not in aside.why


def test_who_permits_is_asked(site: Site) -> None:
    def never(address: str) -> None:
        raise NetError(f"{address} is not wanted")

    (aside,) = fetched(site.url(), OPTIONS, web=local(site), permit=never)
    assert aside == SetAside(site.url(), f"{site.url()} is not wanted")
    assert site.requests == []
