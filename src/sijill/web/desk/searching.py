"""Reports found by their words and by what they claim, as somebody may see them."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from sijill.record import Event
from sijill.store.search_find import MOST, FoundReport, find
from sijill.store.search_query import parsed
from sijill.store.search_snippet import Snippet
from sijill.web.asking import Viewer
from sijill.web.desk.asked import Asked
from sijill.web.desk.showing import findable, sees_names, shown_event


class ClaimFound(Struct, frozen=True, kw_only=True):
    """A claim of a report that was found; of a confidential one without the event."""

    id: str
    type: str
    status: str
    event: dict[str, Any] | None = None


class ReportFound(Struct, frozen=True, kw_only=True):
    """A report that was found. Of a confidential one neither words, title, outlet nor address."""

    report: str
    version: str
    confidential: bool
    published: str | None
    score: float | None
    title: str | None = None
    title_marks: list[tuple[int, int]] = []
    source: str | None = None
    outlet: str | None = None
    url: str | None = None
    snippet: Snippet | None = None
    claims: list[ClaimFound]


def searched(
    connection: Connection, wanted: Asked, viewer: Viewer, *, limit: int, offset: int
) -> tuple[int, list[ReportFound]]:
    """How many reports fit, and a page of them, best first."""
    query = parsed(wanted.words)
    if query.wanted and not sees_names(viewer):
        every = findable(connection, find(connection, query, wanted.claims, MOST).reports, query, viewer)
        return len(every), [_shown(one, viewer) for one in every[offset : offset + limit]]
    found = find(connection, query, wanted.claims, offset + limit)
    page = found.reports[offset:]
    if not sees_names(viewer):
        page = findable(connection, page, query, viewer)
    return found.total, [_shown(one, viewer) for one in page]


def _shown(found: FoundReport, viewer: Viewer) -> ReportFound:
    told: dict[str, Any] = {
        "report": found.report_id,
        "version": found.version_id,
        "confidential": found.confidential,
        "published": found.published,
        "score": found.score,
    }
    if found.confidential:
        bare = [ClaimFound(id=c.id, type=c.event.type, status=c.event.status) for c in found.claims]
        return ReportFound(claims=bare, **told)
    return ReportFound(
        title=found.title,
        title_marks=found.title_marks,
        source=found.source,
        outlet=found.outlet_id,
        url=found.url,
        snippet=found.snippet,
        claims=[
            ClaimFound(
                id=claim.id,
                type=claim.event.type,
                status=claim.event.status,
                event=msgspec.to_builtins(shown)
                if (shown := shown_event(claim.event, viewer, found.published))
                else None,
            )
            for claim in found.claims
        ],
        **told,
    )


def _plain(event: Event | None) -> dict[str, Any] | None:
    return msgspec.to_builtins(event) if event is not None else None
