"""One report with its text, what was read out of it, why, and what people made of it."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from sijill.linking.claims import SPEECH, Claim, claims_of
from sijill.record import Document, Explanation
from sijill.store import edits as stored
from sijill.store import schema
from sijill.store.edits import Edit
from sijill.store.streaming import StoredDocument, document_page, newest
from sijill.web.asking import Viewer
from sijill.web.desk.reviewed import UNREVIEWED, Review, added, reviewed
from sijill.web.desk.showing import sees_names, shown_document
from sijill.web.desk.state import Desk
from sijill.web.errors import not_found


class ClaimShown(Struct, frozen=True, kw_only=True):
    """A claim: the event as people left it, its review, and, where they changed it, the event as it was read.

    `id` is its id in the register, absent of an event that somebody added; `event` is absent if the report is
    confidential, `incident` of what is words alone.
    """

    key: str
    id: str | None
    position: int | None
    type: str
    status: str
    event: dict[str, Any] | None
    as_read: dict[str, Any] | None = None
    review: Review
    incident: str | None = None


class VersionShown(Struct, frozen=True, kw_only=True):
    """A version of a report."""

    id: str
    number: int
    captured_at: str


class ReportShown(Struct, frozen=True, kw_only=True):
    """A report in its newest version. Of a confidential one only that it is there, and what its claims are.

    `masked`: names of private persons are covered, so offsets count in the text as it is shown.
    """

    id: str
    version: str
    confidential: bool
    masked: bool
    title: str | None = None
    text: str | None = None
    published: str | None = None
    source: str | None = None
    outlet: str | None = None
    url: str | None = None
    side: str | None = None
    language: str | None = None
    captured_at: str | None = None
    read_at: str
    program: str
    pack: str
    revision: int
    claims: list[ClaimShown]
    notes: list[dict[str, str]] = []
    versions: list[VersionShown] = []


class Read(Struct, frozen=True, kw_only=True):
    """A report of the register with its edits, before anybody is shown it. `keyed` are its claims in
    order."""

    stored: StoredDocument
    keyed: list[Claim]
    edits: dict[str, list[Edit]]
    revision: int


def read(connection: Connection, report_id: str) -> Read:
    """A report in its newest version with the edits of its claims. Raises `Fault` if there is none."""
    version = schema.version
    found = document_page(connection, "", newest(), version.c.report_id == report_id)
    if not found:
        raise not_found("report", report_id)
    one = found[0]
    edits: dict[str, list[Edit]] = {}
    made = stored.of_report(connection, report_id)
    for edit in sorted(made, key=lambda edit: edit.number):
        edits.setdefault(edit.claim_key, []).append(edit)
    return Read(stored=one, keyed=in_order(one), edits=edits, revision=len(made))


def in_order(of: StoredDocument) -> list[Claim]:
    """The claims of a document, those that are words alone as well, in the order in which they are told."""
    options: dict[str, Any] = {"outlet": of.version.outlet_id, "confidential": of.version.confidential}
    both = (*claims_of(of.document, **options), *claims_of(of.document, **options, speech=True))
    return sorted(both, key=lambda claim: claim.position)


def report(desk: Desk, connection: Connection, viewer: Viewer, report_id: str) -> ReportShown:
    """A report as somebody may see it. Raises `Fault`."""
    one = read(connection, report_id)
    version, document = one.stored.version, one.stored.document
    text = document.report.text
    now = [
        (claim, *reviewed(claim.event, one.edits.get(claim.key, []), text, version.id)) for claim in one.keyed
    ]
    for key, edits in one.edits.items():
        event = added(edits[0], text, version.id) if edits[0].kind == "add" else None
        if event is not None:
            position = len(now)
            extra = Claim(key=key, position=position, event=event, report=document.report)
            now.append((extra, *reviewed(event, edits, text, version.id)))
    shown = shown_document(
        Document(report=document.report, events=[event for _, event, _ in now], notes=document.notes),
        viewer,
        confidential=version.confidential,
    )
    events = dict(enumerate(shown.events)) if shown and len(shown.events) == len(now) else {}
    incidents = desk.material.incident_of
    claims = [
        ClaimShown(
            key=claim.key,
            id=one.stored.claim_ids[at] if at < len(one.keyed) else None,
            position=at if at < len(one.keyed) else None,
            type=event.type,
            status=event.status,
            event=_plain(events.get(at)),
            as_read=_plain(claim.event) if claim.event != event and sees_names(viewer) else None,
            review=review if one.edits.get(claim.key) else UNREVIEWED,
            incident=None if event.type in SPEECH else incidents.get(claim.key),
        )
        for at, (claim, event, review) in enumerate(now)
    ]
    told: dict[str, Any] = {
        "id": report_id,
        "version": version.id,
        "confidential": version.confidential,
        "read_at": one.stored.read_at,
        "program": one.stored.stamp.program,
        "pack": f"{one.stored.stamp.pack} {one.stored.stamp.pack_version}",
        "revision": one.revision,
        "claims": claims,
        "published": version.report.published,
    }
    if shown is None:
        return ReportShown(masked=True, **told)
    return ReportShown(
        masked=not sees_names(viewer),
        title=shown.report.title,
        text=shown.report.text,
        source=version.report.source,
        outlet=version.outlet_id,
        url=version.report.url,
        side=version.report.side,
        language=version.report.language,
        captured_at=version.captured_at,
        notes=[{"code": note.code, "message": note.message} for note in document.notes],
        versions=_versions(connection, report_id),
        **told,
    )


def explanation(desk: Desk, connection: Connection, viewer: Viewer, report_id: str) -> list[Explanation]:
    """Why each value of a report's claims is there, by reading it once more. Raises `Fault`.

    By the program and the pack of today, so of a report that was read by others it may say something else.
    """
    one = read(connection, report_id)
    if one.stored.version.confidential:
        return []
    del viewer
    return desk.reader.explained(one.stored.version.report)


def _plain(event: Any) -> dict[str, Any] | None:
    return msgspec.to_builtins(event) if event is not None else None


def _versions(connection: Connection, report_id: str) -> list[VersionShown]:
    version = schema.version.c
    rows = connection.execute(
        select(version.id, version.number, version.captured_at)
        .where(version.report_id == report_id)
        .order_by(version.number)
    )
    return [VersionShown(id=row.id, number=row.number, captured_at=row.captured_at) for row in rows]
