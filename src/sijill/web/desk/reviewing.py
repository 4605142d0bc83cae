"""What people make of claims: the queue, and every edit, each refused if somebody else was quicker."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from sijill.linking.claims import Claim, key_of
from sijill.record import Event, Report
from sijill.store import edits as stored
from sijill.store import schema
from sijill.store.edits import Changed, Edit, Kind
from sijill.web.asking import Viewer, need
from sijill.web.desk import reports
from sijill.web.desk.asked import Asked, fitting
from sijill.web.desk.incidents import ClaimOfIncident, claim_shown
from sijill.web.desk.material import Material
from sijill.web.desk.reviewed import (
    FIELDS,
    UNREVIEWED,
    EditError,
    Review,
    added,
    check,
    checked_event,
    checked_value,
    reviewed,
)
from sijill.web.desk.state import Desk
from sijill.web.errors import Fault, not_found

Why = Literal["low_confidence", "conflict", "new_kind"]
Left = Literal["unreviewed", "second", "all"]

UNSURE: Final = 0.5
"""Below so much confidence a claim is looked at first."""
SELDOM: Final = 5
"""A kind of claim of which there are so few is new."""


class Waiting(Struct, frozen=True, kw_only=True):
    """A claim in the queue, and why it comes when it does."""

    claim: ClaimOfIncident
    why: list[Why]


class Queue(Struct, frozen=True, kw_only=True):
    """The claims that wait to be looked at, the most doubtful first. `done` counts those looked at."""

    total: int
    done: int
    offset: int
    waiting: list[Waiting]


class EditShown(Struct, frozen=True, kw_only=True):
    """An edit with its words; `holds` unless it was taken back."""

    id: str
    claim: str
    number: int
    at: str
    by: str
    kind: Kind
    field: str | None
    value: Any
    undoes: str | None
    note: str | None
    holds: bool


class ReadingShown(Struct, frozen=True, kw_only=True):
    """A reading by the program, which people's edits lie on top of."""

    id: str
    version: str
    program: str
    pack: str
    read_at: str
    current: bool


class History(Struct, frozen=True, kw_only=True):
    """What the program read and what people made of it, apart."""

    machine: list[ReadingShown]
    human: list[EditShown]


class Edited(Struct, frozen=True, kw_only=True):
    """A claim after an edit."""

    edit: EditShown
    event: Event
    review: Review


class Agreement(Struct, frozen=True, kw_only=True):
    """How far two people agree who looked at the same claims: by the first verdict of each.

    `by_two` counts claims that two or more judged, `agreed` those on which all judged alike; `fields` counts
    for each field how many of these claims somebody corrected.
    """

    by_two: int
    agreed: int
    share: float | None
    fields: dict[str, int]


class Change(Struct, frozen=True, kw_only=True):
    """What somebody wants to do to a claim of which they have seen so many edits."""

    claim: str
    seen: int
    kind: Kind
    field: str | None = None
    value: Any = None
    undoes: str | None = None
    note: str | None = None


def queue(
    material: Material,
    viewer: Viewer,
    wanted: Asked,
    *,
    left: Left = "unreviewed",
    why: Why | None = None,
    limit: int,
    offset: int,
) -> Queue:
    """The claims of the incidents that fit which wait for somebody. `second`: that another has looked at
    once."""
    allowed = None
    if wanted.filters:
        allowed = {row.id for row in fitting(material, wanted)}
    waiting = [
        (claim, reasons)
        for claim, reasons in _doubtful(material)
        if (why is None or why in reasons)
        and (allowed is None or material.incident_of.get(claim.key) in allowed)
        and _is_left(material.reviews.get(claim.key, UNREVIEWED), left, viewer.name)
    ]
    return Queue(
        total=len(waiting),
        done=len(material.reviews),
        offset=offset,
        waiting=[
            Waiting(claim=claim_shown(material.by_key[claim.key], material, viewer), why=list(reasons))
            for claim, reasons in waiting[offset : offset + limit]
        ],
    )


def edit(desk: Desk, viewer: Viewer, wanted: Change) -> Edited:
    """Make an edit. Raises `Fault`: 412 with what others changed, if anybody was quicker."""
    need(viewer, "review")
    report_id = wanted.claim.partition("/")[0]
    with desk.register.reading() as connection:
        of = reports.read(connection, report_id)
    _check_open(of)
    known = {claim.key: claim for claim in of.keyed}
    if wanted.claim not in known and wanted.claim not in of.edits:
        raise not_found("claim", wanted.claim)
    before = of.edits.get(wanted.claim, [])
    _check_seen(wanted.seen, before)
    event, _ = _event_now(of, wanted.claim)
    value = None
    if wanted.kind == "correct":
        field = wanted.field or ""
        try:
            made = checked_value(field, _filled(desk, wanted.value), of.stored.version.report)
            _check_event(desk, replace(event, **{field: made}), of.stored.version.report)
        except EditError as fault:
            raise Fault(422, str(fault), field="value" if field in FIELDS else "field") from fault
        value = stored.without_words(msgspec.to_builtins(made))
    elif wanted.kind == "undo":
        _check_undo(wanted, before)
    return _write(desk, viewer, of, wanted, value)


def add(desk: Desk, viewer: Viewer, report_id: str, seen: int, value: Any, note: str | None) -> Edited:
    """Add an event that the program missed, to a report of which so many edits were seen. Raises `Fault`."""
    need(viewer, "review")
    with desk.register.reading() as connection:
        of = reports.read(connection, report_id)
    _check_open(of)
    if of.revision != seen:
        every = sorted((one for edits in of.edits.values() for one in edits), key=lambda one: one.at)
        raise _overtaken(every[seen:] or every)
    try:
        event = checked_event(_filled(desk, value), of.stored.version.report)
        _check_event(desk, event, of.stored.version.report)
    except EditError as fault:
        raise Fault(422, str(fault), field="event") from fault
    taken = {claim.key for claim in of.keyed} | of.edits.keys()
    key, number = key_of(report_id, event), 1
    while f"{key}/added{number}" in taken:
        number += 1
    kept = stored.without_words(msgspec.to_builtins(event))
    wanted = Change(claim=f"{key}/added{number}", seen=0, kind="add", note=note)
    return _write(desk, viewer, of, wanted, kept)


def history(connection: Connection, report_id: str, claim_key: str | None = None) -> History:
    """What the program read of a report, and what people made of it or of one of its claims. Raises
    `Fault`."""
    of = reports.read(connection, report_id)
    text = "" if of.stored.version.confidential else of.stored.version.report.text
    listed = [
        one
        for key, edits in of.edits.items()
        if claim_key is None or key == claim_key
        for one in _shown(edits, text, of.stored.version.id)
    ]
    reading, version = schema.reading.c, schema.version.c
    rows = connection.execute(
        select(*schema.reading.c)
        .join(schema.version, version.id == reading.version_id)
        .where(version.report_id == report_id)
        .order_by(reading.read_at, reading.id)
    )
    machine = [
        ReadingShown(
            id=row.id,
            version=row.version_id,
            program=row.program,
            pack=f"{row.pack} {row.pack_version}",
            read_at=row.read_at,
            current=row.current,
        )
        for row in rows
    ]
    return History(machine=machine, human=sorted(listed, key=lambda one: (one.at, one.number)))


def agreement(edits: Mapping[str, Sequence[Edit]]) -> Agreement:
    """How far people agree, out of all edits by claim."""
    by_two = agreed = 0
    fields: Counter[str] = Counter()
    for of in edits.values():
        first: dict[str, str] = {}
        for one in stored.active(of):
            if one.kind in ("accept", "reject", "correct"):
                first.setdefault(one.by, one.kind)
        if len(first) > 1:
            by_two += 1
            agreed += len(set(first.values())) == 1
            fields.update({one.field for one in of if one.kind == "correct" and one.field})
    share = agreed / by_two if by_two else None
    return Agreement(by_two=by_two, agreed=agreed, share=share, fields=dict(fields))


def _write(desk: Desk, viewer: Viewer, of: reports.Read, wanted: Change, value: Any) -> Edited:
    run, version = desk.run_of(viewer.name), of.stored.version
    note = (wanted.note or "").strip() or None
    kept = desk.register.screen.text(note) if note else None

    def work(connection: Connection) -> Edit:
        return stored.record(
            connection,
            run,
            claim_key=wanted.claim,
            seen=wanted.seen,
            report_id=version.report_id,
            version_id=version.id,
            by=viewer.name,
            kind=wanted.kind,
            field=wanted.field if wanted.kind == "correct" else None,
            value=value,
            undoes=wanted.undoes,
            note=kept,
        )

    try:
        made = desk.register.write(work)
    except Changed as fault:
        raise _overtaken(fault.since) from fault
    desk.keeper.look_again()
    with desk.register.reading() as connection:
        now = reports.read(connection, version.report_id)
    event, review = _event_now(now, wanted.claim)
    edits = now.edits[wanted.claim]
    shown = next(one for one in _shown(edits, version.report.text, version.id) if one.id == made.id)
    return Edited(edit=shown, event=event, review=review)


def _event_now(of: reports.Read, key: str) -> tuple[Event, Review]:
    """A claim's event as people left it."""
    text, version = of.stored.version.report.text, of.stored.version.id
    edits = of.edits.get(key, [])
    for claim in of.keyed:
        if claim.key == key:
            return reviewed(claim.event, edits, text, version)
    event = added(edits[0], text, version)
    if event is None:
        raise Fault(409, "the report has other words by now; look at it again", code="other_version")
    return reviewed(event, edits, text, version)


def _check_open(of: reports.Read) -> None:
    if of.stored.version.confidential:
        raise Fault(403, "this report is confidential: its words are not shown, so nothing can be pointed at")


def _check_seen(seen: int, before: Sequence[Edit]) -> None:
    if since := [one for one in before if one.number > seen]:
        raise _overtaken(since)
    if seen > len(before):
        raise Fault(422, "there is no such version of this claim", field="If-Match")


def _check_undo(wanted: Change, before: Sequence[Edit]) -> None:
    holding = {one.id for one in stored.active(before)} | {one.id for one in before if one.kind == "undo"}
    if wanted.undoes not in holding:
        raise Fault(422, "there is no such edit of this claim, or it was taken back already", field="undoes")


def _check_event(desk: Desk, event: Event, report: Report) -> None:
    check(event, report)
    if unknown := desk.words.unknown_in(event):
        raise EditError(f"{unknown[:80]} is not in the pack; pick one, or point at the words")


def _filled(desk: Desk, value: Any) -> Any:
    """The value with the places that it names by id as the gazetteer has them."""
    if isinstance(value, list):
        return [_filled(desk, member) for member in value]
    if not isinstance(value, dict):
        return value
    filled = {name: _filled(desk, member) for name, member in value.items()}
    if ("level" in filled or filled.keys() <= {"id", "quote"}) and isinstance(filled.get("id"), str):
        place = desk.words.place(filled["id"])
        if place is not None:
            quote = {"quote": filled["quote"]} if filled.get("quote") else {}
            return {**msgspec.to_builtins(place), **quote}
    return filled


def _overtaken(since: Sequence[Edit]) -> Fault:
    """The answer to whoever came second: what was changed meanwhile, and by whom."""
    changes = [
        {"claim": one.claim_key, "kind": one.kind, "field": one.field, "by": one.by, "at": one.at}
        for one in since
    ]
    by = ", ".join(dict.fromkeys(one.by for one in since))
    return Fault(412, f"{by} has changed it meanwhile; nothing of yours was written", changes=changes)


def _shown(edits: Sequence[Edit], text: str, version_id: str) -> Iterator[EditShown]:
    holding = {one.id for one in stored.active(edits)}
    undone = {one.undoes for one in edits if one.kind == "undo"}
    for one in edits:
        value = one.value
        if value is not None and one.version_id == version_id and text:
            try:
                value = stored.with_words(value, text)
            except ValueError:
                value = one.value
        yield EditShown(
            id=one.id,
            claim=one.claim_key,
            number=one.number,
            at=one.at,
            by=one.by,
            kind=one.kind,
            field=one.field,
            value=value,
            undoes=one.undoes,
            note=one.note,
            holds=one.id in holding or (one.kind == "undo" and one.id not in undone),
        )


def _is_left(review: Review, left: Left, name: str) -> bool:
    if left == "all":
        return True
    if left == "unreviewed":
        return review.verdict == "unreviewed"
    return review.verdict != "unreviewed" and len(review.agreed) == 1 and name not in review.agreed


def _doubtful(material: Material) -> list[tuple[Claim, tuple[Why, ...]]]:
    """All claims that can be looked at, the most doubtful first, then the newest."""
    found: list[tuple[Claim, tuple[Why, ...]]] | None = material.answers.get("doubtful")
    if found is None:
        kinds = Counter(_kind(claim) for claim in material.claims)
        asked = [
            (claim, tuple(_why(claim, material, kinds)))
            for claim in material.claims
            if not claim.confidential
        ]
        asked.sort(key=lambda one: one[0].report.published or "", reverse=True)
        asked.sort(key=lambda one: _weight(one[1]))
        found = material.answers["doubtful"] = asked
    return found


_ORDER: Final[tuple[Why, ...]] = ("low_confidence", "conflict", "new_kind")


def _weight(reasons: tuple[Why, ...]) -> tuple[int, int]:
    """Claims with more reasons come first, and of equals those with the first reason."""
    return -len(reasons), min(map(_ORDER.index, reasons), default=len(_ORDER))


def _why(claim: Claim, material: Material, kinds: Counter[tuple[str, ...]]) -> Iterator[Why]:
    event = claim.event
    if event.confidence is not None and event.confidence < UNSURE:
        yield "low_confidence"
    row = material.row_of.get(material.incident_of.get(claim.key, ""))
    if row is not None and row.corroboration in ("denied", "differing"):
        yield "conflict"
    if kinds[_kind(claim)] < SELDOM:
        yield "new_kind"


def _kind(claim: Claim) -> tuple[str, ...]:
    """What is like what was seen before: the type, its status, and who took part in which role."""
    event = claim.event
    return (event.type, event.status, *sorted({f"{p.role}:{p.id}" for p in event.participants}))
