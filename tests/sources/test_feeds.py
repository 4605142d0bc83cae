"""RSS and Atom: the full text before the summary, HTML as text, days as printed, no entities."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sijill.record import Capture, Found, SetAside
from sijill.sources.feeds import entries
from tests.sources.shared import AT, OTHER, REPORT, found, refused, told

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>صوت الوادي</title><link>https://a.example/</link>{items}</channel></rss>"""

FULL = f"""<item><title>غارتان على &quot;صرواح&quot;</title><link>/news/1</link>
<guid isPermaLink="false">a-1</guid><pubDate>Sun, 11 Oct 2015 23:30:00 +0300</pubDate>
<dc:creator>شخص ما</dc:creator><description>موجز</description>
<content:encoded><![CDATA[<p>{REPORT}</p><script>x()</script>
<p>سطر<br/>وسطر&nbsp;آخر &amp; أخير</p>]]></content:encoded></item>"""

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>الساحل نت</title>
<entry><title type="html">خبر &lt;b&gt;عاجل&lt;/b&gt;</title><id>tag:b.example,2015:1</id>
<link rel="alternate" href="https://b.example/1"/><updated>2015-10-12T01:00:00+03:00</updated>
<published>2015-10-11T23:59:00+03:00</published><author><name>شخص ما</name></author>
<summary>موجز</summary><content type="html">&lt;div&gt;{OTHER}&lt;/div&gt;</content></entry></feed>"""


def of_feed(text: str, whence: str = "https://a.example/feed", **headers: str) -> list[Found | SetAside]:
    data = text.encode()
    return list(entries(data, Capture(data, "application/rss+xml", AT, whence, headers)))


def test_an_entry_with_its_full_text() -> None:
    (entry,) = of_feed(RSS.format(encoding="utf-8", items=FULL), etag="x")
    assert isinstance(entry, Found)
    assert entry.text == f"{REPORT}\nسطر\nوسطر آخر & أخير"
    assert told(entry) == {
        "id": ("a-1", "feed"),
        "title": ('غارتان على "صرواح"', "feed"),
        "published": ("2015-10-11", "feed"),
        "source": ("صوت الوادي", "feed"),
        "url": ("https://a.example/news/1", "feed"),
    }
    assert entry.capture.headers == {"etag": "x"}
    assert entry.capture.whence == "https://a.example/feed: entry 1"
    assert json.loads(entry.capture.data)["summary"] == "موجز"
    assert "شخص" not in entry.capture.data.decode()


def test_atom_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(ATOM, encoding="utf-8")
    (entry,) = found(tmp_path)
    assert entry.text == OTHER
    assert told(entry)["title"] == ("خبر عاجل", "feed")
    assert told(entry)["published"] == ("2015-10-11", "feed")
    assert told(entry)["url"] == ("https://b.example/1", "feed")


def test_windows_1256_and_utf_16(tmp_path: Path) -> None:
    items = f"<item><title>خبر</title><description>{REPORT}</description></item>"
    for encoding in ("windows-1256", "utf-16"):
        (tmp_path / "feed.rss").write_bytes(RSS.format(encoding=encoding, items=items).encode(encoding))
        (entry,) = found(tmp_path)
        assert entry.text == REPORT


def test_the_summary_where_the_text_is_a_stub_and_the_headline_where_there_is_neither() -> None:
    items = (
        f"<item><title>أ</title><description>{REPORT}</description>"
        "<content:encoded>اقرأ المزيد</content:encoded></item>"
        "<item><title>قتلى في غارة على صرواح</title><link>https://a.example/2</link></item><item></item>"
    )
    summary, headline, empty = of_feed(RSS.format(encoding="utf-8", items=items))
    assert isinstance(summary, Found)
    assert summary.text == REPORT
    assert isinstance(headline, Found)
    assert headline.text == "قتلى في غارة على صرواح"
    assert empty == SetAside("https://a.example/feed: entry 3", "its text is empty")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_entities_are_not_expanded(tmp_path: Path, encoding: str) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    body = '<rss version="2.0"><channel><title>&a9;</title></channel></rss>'
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ها">{laughs}]>{body}'
    data = bomb.encode(encoding)
    (item,) = entries(data, Capture(data, "text/xml", AT, "https://a.example/feed"))
    assert isinstance(item, SetAside)
    entry = "<item><title>&x;</title></item>"
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>{entry}</channel></rss>'
    (tmp_path / "feed.xml").write_text(outside, encoding="utf-8")
    assert "declares entities" in refused(tmp_path / "feed.xml")


def test_what_is_no_feed_and_a_feed_without_entries() -> None:
    (item,) = of_feed("<html><body>صفحة</body></html>")
    assert item == SetAside("https://a.example/feed", "it is no feed that can be read")
    assert of_feed(RSS.format(encoding="utf-8", items="")) == []


def test_markup_nested_without_end_is_still_text() -> None:
    deep = "&lt;div&gt;" * 20_000 + REPORT
    (item,) = of_feed(RSS.format(encoding="utf-8", items=f"<item><description>{deep}</description></item>"))
    assert isinstance(item, Found | SetAside)


def test_a_feed_that_is_too_large() -> None:
    (item,) = of_feed(RSS.format(encoding="utf-8", items=" " * 5_000_000))
    assert item == SetAside(
        "https://a.example/feed", "it is a feed of more than 4 MiB; split it into several"
    )


def test_white_space_before_the_root_takes_no_time() -> None:
    items = f"<item><description>{REPORT}</description></item>"
    feed = RSS.format(encoding="utf-8", items=items).replace("\n", "\n" * 500_000, 1)
    (item,) = of_feed("\n" * 500_000 + feed)
    assert isinstance(item, Found)
    assert item.text == REPORT


@pytest.mark.parametrize("before", ["<!-- " + "x" * 20_000 + " -->", "<!DOCTYPE " * 100_000])
def test_a_feed_that_is_long_in_beginning_is_none(before: str) -> None:
    (item,) = of_feed(before + RSS.format(encoding="utf-8", items="").split("\n", 1)[1])
    assert item == SetAside("https://a.example/feed", "it is no feed that can be read")


def test_an_entry_made_to_do_harm_leaves_the_others() -> None:
    endless = "&lt;p " + " ".join(f"a{n}='x'" for n in range(100_000)) + "&gt;"
    items = "".join(f"<item><description>{text}</description></item>" for text in (endless, REPORT))
    harmful, good = of_feed(RSS.format(encoding="utf-8", items=items))
    assert isinstance(harmful, SetAside)
    assert harmful.whence == "https://a.example/feed: entry 1"
    assert isinstance(good, Found)
