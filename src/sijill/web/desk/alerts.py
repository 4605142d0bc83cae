"""Saved filters as feeds of what is new, changed or retracted."""

import email.utils
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from xml.etree import ElementTree

import msgspec
from msgspec import Struct
from sqlalchemy import Connection
from starlette.datastructures import QueryParams

from sijill.store import saved_filters
from sijill.store.saved_filters import Alert, Saved
from sijill.web.asking import Viewer
from sijill.web.desk.asked import Asked, asked, fitting
from sijill.web.desk.incidents import IncidentRow, row_shown
from sijill.web.desk.rows import Row
from sijill.web.desk.state import Desk

LISTED: Final = 100
"""Entries of a feed: readers of feeds come by every hour or day."""


def reader_of_feeds(desk: Desk) -> Viewer:
    """Feeds are read by whoever has the address: they are shown what a reader is shown."""
    return Viewer(name="feed", role="reader", language="ar", pack=desk.settings.pack)


class Entry(Struct, frozen=True, kw_only=True):
    """An incident that is new, changed or retracted; `incident` is absent where it is there no longer."""

    id: str
    kind: str
    at: str
    incident_id: str
    address: str
    incident: IncidentRow | None


class Feed(Struct, frozen=True, kw_only=True):
    """What a saved filter's feed tells, the last first."""

    title: str
    entries: list[Entry]


def understood(desk: Desk, connection: Connection, saved: Saved, viewer: Viewer) -> Asked:
    """What a saved filter asks."""
    return asked(QueryParams([(name, value) for name, value in saved.query]), connection, desk.names, viewer)


def bring_up(desk: Desk, saved: Saved, *, first: bool = False) -> None:
    """Find out what is new, changed or retracted since the feed was last asked for."""
    material = desk.material
    mark = ("told", saved.id)
    if mark in material.answers:
        return
    with desk.register.reading() as connection:
        wanted = understood(desk, connection, saved, reader_of_feeds(desk))
    found = {row.id: (_digest(row), row.publication == "retracted") for row in fitting(material, wanted)}
    desk.register.write(lambda c: saved_filters.tell(c, saved.id, found, first=first))
    material.answers[mark] = True


def feed(desk: Desk, saved: Saved, base: str) -> Feed:
    """The feed of a filter; `base` is the desk's own address."""
    bring_up(desk, saved)
    with desk.register.reading() as connection:
        alerts = saved_filters.told(connection, saved.id, LISTED)
    return Feed(title=saved.name, entries=[_entry(desk, one, saved, base) for one in alerts])


def rss(of: Feed, base: str) -> bytes:
    """The feed as RSS 2.0."""
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    _put(channel, title=f"Sijill: {of.title}", link=base, description=of.title)
    for entry in of.entries:
        item = ElementTree.SubElement(channel, "item")
        when = email.utils.format_datetime(datetime.fromisoformat(entry.at))
        _put(item, title=_title(entry), link=entry.address, pubDate=when, category=entry.kind)
        ElementTree.SubElement(item, "guid", isPermaLink="false").text = entry.id
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _entry(desk: Desk, one: Alert, saved: Saved, base: str) -> Entry:
    row = desk.material.row_of.get(one.incident_id)
    return Entry(
        id=f"{saved.id}/{one.number}",
        kind=one.kind,
        at=one.at,
        incident_id=one.incident_id,
        address=f"{base}incidents/{one.incident_id}",
        incident=row_shown(row, reader_of_feeds(desk)) if row else None,
    )


def _title(entry: Entry) -> str:
    """`changed: clash · Otmah · 2016-03-01`; without an incident, what is left of it."""
    row = entry.incident
    if row is None:
        return f"{entry.kind}: {entry.incident_id}"
    place = (row.place.name or row.place.governorate) if row.place else None
    figures = f"killed {row.killed.best}" if row.killed else None
    said = [row.type, place, row.first_day, figures]
    return f"{entry.kind}: " + " · ".join(part for part in said if part)


def _put(parent: ElementTree.Element, **values: str) -> None:
    for name, value in values.items():
        # XML has no place for control characters, whatever a name may hold.
        clean = "".join(c for c in value if c.isprintable())
        ElementTree.SubElement(parent, name).text = clean


def _digest(row: Row) -> str:
    """What an incident is like, as far as somebody wants to be told when it changes."""
    told: list[Any] = [row.types, row.statuses, row.first_day, row.last_day, row.actors, row.targets]
    told += [row.place.id or row.place.name if row.place else None, sorted(row.reports), row.publication]
    told += [row.killed.best if row.killed else None, row.injured.best if row.injured else None]
    return sha256(msgspec.json.encode(told)).hexdigest()[:16]
