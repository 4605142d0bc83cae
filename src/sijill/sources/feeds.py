"""RSS and Atom: an entry a report."""

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import feedparser
import msgspec

from sijill.record import Capture, Found, ReportError, SetAside
from sijill.sources.days import day_or_none
from sijill.sources.html_body import text_of
from sijill.sources.links import full
from sijill.sources.making import made
from sijill.sources.options import Options

NO_FEED: Final = "it is no feed that can be read"
ENTITIES: Final = "it declares entities of its own, which a feed has no use for; it is not read"
LIMIT: Final = 4 * 1024 * 1024
"""Bytes of the largest feed: what is not quite XML is read in time that goes up faster than its size. Feeds
with full texts have some 0.3 MiB."""

TOO_LARGE: Final = f"it is a feed of more than {LIMIT // (1024 * 1024)} MiB; split it into several"
ROOT: Final = re.compile(rb"<\w")
SPACES: Final = re.compile(rb"\s+")
PROLOGUE: Final = 16 * 1024
"""Bytes before the root element, spaces left out, which a feed's declarations and comments never come to."""

DECLARATION: Final = re.compile(r"<!\s*+(?:ENTITY|DOCTYPE[^<>\[]*+\[)", re.IGNORECASE)
WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00", b"+/v")
"""How XML in encodings begins in which a declaration would not be seen in the bytes."""

FEWEST: Final = 0.5
"""A full text shorter than this share of the summary is a stub, and the summary is taken."""


def from_feed(stream: BinaryIO, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The entries of a feed in a file."""
    data = stream.read(LIMIT + 1)
    yield from entries(data, Capture(data, "application/xml", options.captured_at, whence), options)


def entries(data: bytes, capture: Capture, options: Options | None = None) -> Iterator[Found | SetAside]:
    """The entries of a feed, in its order; `capture` tells where it came from and what the server said.

    The full text (`content:encoded`, Atom's `content`) goes before the summary; days are those printed, in
    the feed's own zone. Each is captured as JSON of what the feed tells of it.
    """
    options = options or Options()
    try:
        feed = _parsed(data, capture.headers)
    except ReportError as fault:
        yield SetAside(capture.whence, str(fault))
        return
    if not feed.entries and not feed.version:
        yield SetAside(capture.whence, NO_FEED)
    outlet = _line(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, 1):
        try:
            item = _report(entry, outlet, number, capture, options)
        except ReportError as fault:
            item = SetAside(f"{capture.whence}: entry {number}", str(fault))
        yield item


def _parsed(data: bytes, headers: dict[str, str]) -> Any:
    """The feed. Raises `ReportError` for one too large, or with entities, which may fill the memory."""
    if len(data) > LIMIT:
        raise ReportError(TOO_LARGE)
    if data.startswith(WIDE) and not data.startswith(b"\xef\xbb\xbf"):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise ReportError(NO_FEED) from None
    if DECLARATION.search(data.decode("latin-1")):
        raise ReportError(ENTITIES)
    data = _with_short_prologue(data)
    try:
        # Addresses in it are left as they are, nothing is fetched, and HTML is cleaned by our own means.
        return feedparser.parse(
            io.BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError) as fault:
        raise ReportError(f"{NO_FEED} ({type(fault).__name__})") from None


def _with_short_prologue(data: bytes) -> bytes:
    """The feed with single spaces before its root: the library looks through them anew from each line."""
    root = ROOT.search(data)
    start = root.start() if root else len(data)
    prologue = SPACES.sub(b" ", data[:start]).lstrip()
    if len(prologue) > PROLOGUE:
        raise ReportError(NO_FEED)
    return prologue + data[start:]


def _report(entry: Any, outlet: str, number: int, feed: Capture, options: Options) -> Found | SetAside:
    contents = [part.get("value") or "" for part in entry.get("content", ())]
    whole = max(map(text_of, contents), key=len, default="")
    summary = text_of(entry.get("summary") or "")
    text, origin = (
        (whole, "feed content") if len(whole) >= FEWEST * len(summary) else (summary, "feed summary")
    )
    title = _line(text_of(entry.get("title") or ""))
    if not text:
        # Many feeds have a headline and a link and no more; what a headline says is a report.
        text, origin = title, "feed title"
    published = entry.get("published") or entry.get("updated")
    source = _line((entry.get("source") or {}).get("title")) or outlet
    told = {
        "id": _line(entry.get("id")),
        "title": title,
        "published": published,
        "source": source,
        "url": full(_line(entry.get("link")), feed.whence),
    }
    whence = f"{feed.whence}: entry {number}"
    kept = msgspec.json.encode({**told, "content": contents, "summary": entry.get("summary") or ""})
    capture = Capture(kept, "application/json", feed.captured_at, whence, feed.headers)
    values = {**told, "text": text, "published": day_or_none(published)}
    return made(values, capture, dict.fromkeys(told, "feed") | {"text": origin}, options)


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
