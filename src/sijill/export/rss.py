"""RSS 2.0: an item an incident, newest report first, for feed readers in a newsroom."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import BinaryIO, Final
from xml.etree.ElementTree import Element, ElementTree, SubElement, register_namespace

from sijill.export.cells import printable
from sijill.export.columns import Context
from sijill.export.events import FlatEvent
from sijill.export.names import Language
from sijill.export.wording import Wording

GEORSS: Final = "http://www.georss.org/georss"
NEWEST: Final = 200
"""Items of a feed; readers ask for it again and again."""


def write(
    events: Iterable[FlatEvent], sink: BinaryIO, context: Context, language: Language, link: str
) -> int:
    """Write the feed and return how many incidents it has: the newest 200.

    `link` is the address of the pages that the feed belongs to, which RSS asks for.
    """
    words = Wording(context.names, context.figures, language)
    register_namespace("georss", GEORSS)
    feed = Element("rss", {"version": "2.0"})
    channel = SubElement(feed, "channel")
    _put(channel, "title", words.say("feed_title"))
    _put(channel, "link", link)
    _put(channel, "description", f"{words.say('caveat')} {words.say('machine')}")
    _put(channel, "language", language)
    _put(channel, "generator", context.program)
    newest = sorted(events, key=lambda event: (_last(event), event.id), reverse=True)[:NEWEST]
    for event in newest:
        _item(channel, event, words)
    ElementTree(feed).write(sink, encoding="utf-8", xml_declaration=True)
    return len(newest)


def _item(channel: Element, event: FlatEvent, words: Wording) -> None:
    item = SubElement(channel, "item")
    _put(item, "title", words.headline(event))
    _put(item, "description", " ".join(words.account(event)))
    _put(item, "category", words.type(event))
    guid = SubElement(item, "guid", {"isPermaLink": "false"})
    # What is told of it changes its name, so that a reader's program shows it anew.
    told = hashlib.sha256(
        "\n".join(sorted(t.claim for t in event.told)).encode("utf-8", "replace")
    ).hexdigest()
    guid.text = printable(f"sijill:{event.id}:{told[:8]}")
    if address := next((told.url for told in event.told if told.url), None):
        _put(item, "link", address)
    if last := _last(event):
        _put(item, "pubDate", format_datetime(datetime.fromisoformat(last).replace(tzinfo=UTC), usegmt=True))
    place = event.place
    if place and place.lat is not None and place.lon is not None:
        SubElement(item, f"{{{GEORSS}}}point").text = f"{place.lat} {place.lon}"


def _last(event: FlatEvent) -> str:
    return max((told.published or "" for told in event.told), default="")


def _put(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = printable(text)
