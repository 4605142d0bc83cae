"""Drafts written down as records, every value with its words."""

from __future__ import annotations

from sijill.reading.context import Context
from sijill.reading.counts.howmany import Count
from sijill.reading.draft import Draft, Part, Told
from sijill.reading.passage import Passage
from sijill.reading.said.voices import Voice
from sijill.reading.what.terms import AgreedTerm
from sijill.reading.when.times import as_time, news_time
from sijill.reading.where.places import as_place
from sijill.record import (
    Attribution,
    Claim,
    Event,
    Evidence,
    Participant,
    Quantity,
    Term,
    Time,
)


def write(drafts: list[Draft], passage: Passage, context: Context) -> list[Event]:
    """The records of drafts, in their order."""
    return [_event(draft, passage, context) for draft in drafts]


def _event(draft: Draft, passage: Passage, context: Context) -> Event:
    event = Event(
        type=draft.type,
        status=draft.status,
        background=draft.background,
        attribution=_attribution(draft.voice, passage),
        evidence=_evidence(draft.told, passage),
    )
    event.participants = [_participant(part, passage) for part in draft.parts]
    if draft.place is not None:
        event.place = as_place(draft.place, context, passage.quote(draft.place.first, draft.place.last))
    if draft.destination is not None:
        place = draft.destination
        event.destination = as_place(place, context, passage.quote(place.first, place.last))
    event.time = _time(draft, passage, context)
    event.quantities = [_quantity(count, passage) for _, count in draft.counts]
    event.means = draft.means  # type: ignore[assignment]
    event.object = draft.object  # type: ignore[assignment]
    event.extent = draft.extent  # type: ignore[assignment]
    event.form = draft.form  # type: ignore[assignment]
    event.terms = [_term(term, passage) for term in draft.terms]
    event.claims = [
        Claim(
            attribution=_attribution(voice, passage),
            status=status,
            quote=passage.quote(told.first, told.last),
        )
        for voice, status, told in draft.further
    ]
    return event


def _evidence(told: list[Told], passage: Passage) -> list[Evidence]:
    """Each clause once, with the first word in it that tells of the event."""
    found: dict[tuple[int, int], Evidence] = {}
    for one in told:
        quote = passage.quote(one.first, one.last)
        trigger = passage.quote(one.trigger.first, one.trigger.last)
        evidence = Evidence(text=quote.text, start=quote.start, end=quote.end, trigger=trigger)
        found.setdefault((quote.start, quote.end), evidence)
    return list(found.values())


def _participant(part: Part, passage: Passage) -> Participant:
    return Participant(role=part.role, id=part.id, quote=passage.quote(part.first, part.last))  # type: ignore[arg-type]


def _attribution(voice: Voice | None, passage: Passage) -> Attribution:
    if voice is None:
        return Attribution(kind="reporter")
    quote = passage.quote(voice.first, voice.last) if voice.first >= 0 else None
    return Attribution(kind=voice.kind, id=voice.id, quote=quote)


def _time(draft: Draft, passage: Passage, context: Context) -> Time | None:
    if draft.time is not None:
        return as_time(draft.time, passage, draft.time_of_speech)
    if draft.status in ("occurred", "denied") and not draft.background:
        return news_time(context.published)
    return None


def _term(term: AgreedTerm, passage: Passage) -> Term:
    due = term.deadline
    return Term(
        kind=term.kind,  # type: ignore[arg-type]
        obligor=term.obligor,
        deadline=as_time(due, passage, False) if due else None,
        quote=passage.quote(term.first, term.last),
    )


def _quantity(count: Count, passage: Passage) -> Quantity:
    return Quantity(
        kind=count.kind,  # type: ignore[arg-type]
        low=count.low,
        high=count.high,
        approximate=count.approximate,
        of=count.of,
        quote=passage.quote(count.first, count.last),
    )
