"""The list of feeds that `sijill watch` follows: a YAML file, every fault of which is told with its line."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from sijill.packs.entry import Entry, entries
from sijill.packs.faults import Fault, Faults
from sijill.packs.yaml_lines import parse

FIELDS: Final = ("url", "name", "every", "articles")
LARGEST: Final = 1024 * 1024
"""Bytes of a list: some ten thousand feeds."""

EVERY: Final = re.compile(r"([1-9][0-9]{0,5}) ?([mhd])", re.ASCII)
UNITS: Final = {"m": 60, "h": 3600, "d": 24 * 3600}
USUAL: Final = 30 * UNITS["m"]
SHORTEST: Final = 5 * UNITS["m"]
LONGEST: Final = 30 * UNITS["d"]


class Feed(Struct, frozen=True, kw_only=True):
    """A feed to follow: its address, the outlet's name if the list gives one, how often, and what to take.

    `every` is in seconds. With `articles` the page behind each entry is taken in the entry's place.
    """

    url: str
    name: str | None = None
    every: int = USUAL
    articles: bool = False

    @property
    def shown(self) -> str:
        """What to call the feed before the user."""
        return self.name or self.url


class FeedListError(ValueError):
    """A list that cannot be used; `faults` are sentences, each with the file and the line."""

    def __init__(self, faults: Sequence[Fault | str]) -> None:
        super().__init__(str(faults[0]))
        self.faults = [str(fault) for fault in faults]


def read_feeds(path: Path) -> list[Feed]:
    """The feeds in a file, in its order. Raises `FeedListError`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as fault:
        raise FeedListError([f"{path}: {(fault.strerror or str(fault)).lower()}"]) from None
    if len(data) > LARGEST:
        raise FeedListError([f"{path}: it is too large to be a list of feeds"])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FeedListError([f"{path}: it is not UTF-8; save it as UTF-8"]) from None
    faults = Faults()
    feeds = _feeds(text, str(path), faults)
    if found := faults.sorted():
        raise FeedListError(found)
    if not feeds:
        raise FeedListError([f'{path}: it lists no feeds; write "- url: ADDRESS" for each'])
    return feeds


def _feeds(text: str, file: str, faults: Faults) -> list[Feed]:
    feeds: dict[str, Feed] = {}
    for entry in entries(parse(text, file, faults), file, "a feed", FIELDS, faults):
        url = _url(entry)
        if url in feeds:
            entry.fault("url", f'"{url}" stands twice in this list')
        name = entry.text("name") or None
        feeds[url] = Feed(url=url, name=name, every=_every(entry), articles=_articles(entry))
    return list(feeds.values())


def _url(entry: Entry) -> str:
    url = entry.text("url", required=True)
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)
    except ValueError:
        sound = False
    if url and not sound:
        entry.fault("url", f'url "{url}" is no web address; write it like https://example.org/feed.xml')
    elif url and parts.username is not None:
        entry.fault("url", "url holds a user name or password; leave them out")
    return url


def _every(entry: Entry) -> int:
    value = entry.table.get("every")
    if value is None:
        return USUAL
    written = EVERY.fullmatch(value) if isinstance(value, str) else None
    if not written:
        entry.fault("every", f'every "{value}" is no span of time; write it like 15m, 2h or 1d')
        return USUAL
    seconds = int(written[1]) * UNITS[written[2]]
    if not SHORTEST <= seconds <= LONGEST:
        entry.fault("every", f'every "{value}" is out of bounds; feeds may be asked every 5m to every 30d')
    return seconds


def _articles(entry: Entry) -> bool:
    value = entry.table.get("articles")
    if value is not None and not isinstance(value, bool):
        entry.fault("articles", f'articles must be true or false, not "{value}"')
    return value is True
