"""What of a report's words somebody may see: the one place that every text goes through."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

from msgspec.structs import replace
from sqlalchemy import Connection, select

from sijill import public
from sijill.linking.claims import Claim
from sijill.record import Document, Event, Report
from sijill.store import schema
from sijill.store.asking import portions
from sijill.store.search_find import FoundReport
from sijill.store.search_query import Query
from sijill.store.search_snippet import marks, snippet
from sijill.web.asking import Viewer

WITHHELD: Final = "[…]"
"""What stands in the place of words that may not be shown."""

MOST_FOUND: Final = 500
"""Reports found by words of which somebody who sees no names may see the best: each has to be masked
first."""


def sees_names(viewer: Viewer) -> bool:
    """Whether the names of private persons are shown to somebody."""
    return viewer.may("see_names")


def shown_text(text: str | None, viewer: Viewer) -> str | None:
    """Loose words of a report, as its title; None where they are withheld."""
    if text is None or sees_names(viewer):
        return text
    return public.shown_text(text, _role(viewer), _terms(viewer))


def shown_document(document: Document, viewer: Viewer, *, confidential: bool) -> Document | None:
    """A report with its claims, its quotes as they stand in the text that is shown; None if nothing may
    be."""
    if confidential:
        return None
    if sees_names(viewer):
        return document
    return public.shown_document(document, _role(viewer), _terms(viewer))


def shown_event(event: Event, viewer: Viewer, published: str | None = None) -> Event | None:
    """An event of a report that is not confidential, with its words; None if it may not be shown."""
    if sees_names(viewer):
        return event
    return public.shown_event(event, _role(viewer), _terms(viewer), published=published)


def shown_claim(claim: Claim, viewer: Viewer) -> Claim | None:
    """A claim with its words; None if its words and its place may not be shown."""
    if claim.confidential:
        return None
    if sees_names(viewer):
        return claim
    return public.shown_claim(claim, _role(viewer), _terms(viewer))


def shown_values(value: Any, viewer: Viewer) -> Any:
    """Plain values (as JSON has them) with every quote and every place known by words alone as may be
    seen."""
    if sees_names(viewer):
        return value
    if isinstance(value, list | tuple):
        return [shown_values(member, viewer) for member in value]
    if not isinstance(value, dict):
        return value
    told = {name: shown_values(member, viewer) for name, member in value.items()}
    if isinstance(value.get("text"), str) and isinstance(value.get("start"), int):
        told["text"] = shown_text(value["text"], viewer) or WITHHELD
        told.pop("trigger", None)
    if "level" in value and isinstance(value.get("name"), str) and not value.get("id") and "key" not in value:
        told["name"] = shown_text(value["name"], viewer)
    return told


def findable(
    connection: Connection, found: Sequence[FoundReport], query: Query, viewer: Viewer
) -> list[FoundReport]:
    """Those of the reports found that somebody may find by these words, with what they may see of them.

    Whoever finds a report by a name that is hidden from them has seen the name after all: the words must
    stand in what is shown. Of confidential reports nothing can be found by words.
    """
    if sees_names(viewer):
        return [report for report in found if not (report.confidential and query.wanted)]
    open_ones = [report for report in found if not report.confidential][:MOST_FOUND]
    texts = _texts(connection, [report.version_id for report in open_ones])
    shown = []
    for report in found:
        if report.confidential:
            if not query.wanted:
                shown.append(report)
            continue
        if report.version_id not in texts:
            continue
        title = shown_text(report.title, viewer)
        text = _masked(texts[report.version_id], _role(viewer), _terms(viewer))
        if _has_words(f"{title or ''}\n\n{text}", query):
            told = marks(title or "", query)
            shown.append(replace(report, title=title, title_marks=told, snippet=snippet(text, query)))
    return shown


def _has_words(text: str, query: Query) -> bool:
    """Whether each group of words asked for stands in a text."""
    return all(marks(text, Query(wanted=(group,))) for group in query.wanted)


def _texts(connection: Connection, version_ids: Sequence[str]) -> dict[str, str]:
    version = schema.version.c
    return {
        row.id: row.text
        for some in portions(version_ids)
        for row in connection.execute(select(version.id, version.text).where(version.id.in_(some)))
    }


@lru_cache(maxsize=2_000)
def _masked(text: str, role: public.Viewer, terms: public.Terms) -> str:
    shown = public.shown_document(_bare(text), role, terms)
    return shown.report.text if shown else ""


def _bare(text: str) -> Document:
    return Document(report=Report(text=text), events=[])


def _role(viewer: Viewer) -> public.Viewer:
    return "reader" if viewer.role == "reader" else "editor"


def _terms(viewer: Viewer) -> public.Terms:
    return _terms_on(viewer.pack, date.today())


@lru_cache(maxsize=4)
def _terms_on(pack: str, day: date) -> public.Terms:
    return public.terms_for(pack, day)
