"""The list of feeds: what it may hold, and every fault with its line."""

from pathlib import Path

import pytest

from sijill.sources.feed_list import LARGEST, Feed, FeedListError, read_feeds


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "feeds.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(FeedListError) as raised:
        read_feeds(path)
    assert str(raised.value) == raised.value.faults[0]
    return [fault.removeprefix(str(path)) for fault in raised.value.faults]


def test_a_list(tmp_path: Path) -> None:
    text = """
# agencies
- url: https://example.org/feed.xml
  name: وكالة الأنباء
  every: 15m
  articles: true
- {url: "http://example.net:8080/rss?lang=ar", every: 2h, articles: false}
- url: https://مثال.example/rss
  every: 1 d
"""
    assert read_feeds(written(tmp_path, "\ufeff" + text)) == [
        Feed(url="https://example.org/feed.xml", name="وكالة الأنباء", every=900, articles=True),
        Feed(url="http://example.net:8080/rss?lang=ar", every=7200),
        Feed(url="https://مثال.example/rss", every=86400),
    ]


def test_what_is_usual(tmp_path: Path) -> None:
    (feed,) = read_feeds(written(tmp_path, "- url: https://example.org/feed.xml\n"))
    assert (feed.name, feed.every, feed.articles) == (None, 1800, False)
    assert feed.shown == feed.url


@pytest.mark.parametrize(
    "text, told",
    [
        ("- name: x\n", ':1: a feed needs "url"'),
        ("- url:\n", ':1: a feed needs "url"'),
        ("- url: 5\n", ':1: "url" must be text, not a number; put it in quotes if text is meant'),
        ("- url: example.org/feed\n", ':1: url "example.org/feed" is no web address; write it like'),
        ("- url: file:///etc/passwd\n", ":1: url \"file:///etc/passwd\" is no web address"),
        ("- url: http://[::1\n", ':1: url "http://[::1" is no web address'),
        ("- url: https://a.example/x y\n", ":1: url"),
        ("- url: https://me:secret@a.example/\n", ":1: url holds a user name or password"),
        ("- url: https://a.example/\n  every: 30\n", ':2: every "30" is no span of time; write it like 15m'),
        ("- url: https://a.example/\n  every: often\n", ':2: every "often" is no span of time'),
        ("- url: https://a.example/\n  every: [1h]\n", ":2: every"),
        ("- url: https://a.example/\n  every: 1m\n", ':2: every "1m" is out of bounds'),
        ("- url: https://a.example/\n  every: 31d\n", ':2: every "31d" is out of bounds'),
        ("- url: https://a.example/\n\n  articles: yes\n", ':3: articles must be true or false, not "yes"'),
        ("- url: https://a.example/\n  title: x\n", ':2: "title" is no field of a feed; allowed: url, name'),
        ("- url: https://a.example/\n  url: https://b.example/\n", ':2: "url" stands twice in one entry'),
        ("- url: https://a.example/\n- url: https://a.example/\n", ':2: "https://a.example/" stands twice'),
        ("- https://a.example/\n", ":1: a feed must be a map of fields, not text"),
        ("feeds:\n  - url: https://a.example/\n", ':1: this file must be a list: each a feed begins with'),
        ("- url: 'https://a.example/\n", ":2: this is no YAML"),
        ("- &a {url: https://a.example/}\n- *a\n", ":2: *a is not allowed"),
        ("", ": it lists no feeds; write"),
        ("# none yet\n", ": it lists no feeds; write"),
        ("[]", ": it lists no feeds; write"),
        (b"\xff\xfe-\x00", ": it is not UTF-8; save it as UTF-8"),
        ("#" * (LARGEST + 1), ": it is too large to be a list of feeds"),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_line(tmp_path: Path, text: str | bytes, told: str) -> None:
    found = faults(written(tmp_path, text))
    assert found[0].startswith(told)
    assert "secret" not in found[0]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = "- url: nowhere\n  every: never\n- name: x\n  articles: 1\n"
    assert [fault.partition(": ")[0] for fault in faults(written(tmp_path, text))] == [":1", ":2", ":3", ":4"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert faults(tmp_path / "feeds.yaml") == [": no such file or directory"]
    assert faults(tmp_path) == [": is a directory"]
