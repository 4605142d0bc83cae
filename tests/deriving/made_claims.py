"""Claims written briefly, as cases and properties need them: `{type: capture, actor: houthi, …}`."""

from __future__ import annotations

from typing import Any

from sijill.linking.claims import Claim, claims_of
from sijill.packs import Pack
from sijill.record import (
    Attribution,
    Document,
    Event,
    Evidence,
    Participant,
    Place,
    Quote,
    Report,
    Role,
    Time,
)

ROLES: tuple[Role, ...] = ("actor", "target", "recipient")


def claim_of(brief: dict[str, Any], number: int, pack: Pack) -> Claim:
    """The only claim of a report of its own.

    `place` is an id of the pack or the name of a place that it lacks, `on` the day (or two) of the event,
    absent for none; `says` and `of` are the attribution. `words` is the sentence, with the trigger in [] and
    the place's name in {}.
    """
    text, trigger, name = _marked(brief.get("words", "[جرى] ذلك"))
    report_id = brief.get("report", f"r{number:03}")
    place = _place(brief["place"], pack)
    place.quote = name
    days = brief.get("on")
    first, last = days if isinstance(days, list) else (days, days)
    event = Event(
        type=brief["type"],
        status=brief.get("status", "occurred"),
        background=brief.get("background", False),
        extent=brief.get("extent"),
        object=brief.get("object"),
        participants=[
            Participant(role=role, id=id_)
            for role in ROLES
            for id_ in ([brief[role]] if isinstance(brief.get(role), str) else brief.get(role, []))
        ],
        place=place,
        time=Time(start=first, end=last, precision=brief.get("precision", "day")) if days else None,
        attribution=Attribution(kind=brief.get("says", "reporter"), id=brief.get("of")),
        evidence=[Evidence(text=text, start=0, end=len(text), trigger=trigger)],
    )
    report = Report(
        id=report_id,
        text=text,
        published=brief["reported"],
        source=brief.get("outlet"),
        side=brief.get("side"),
    )
    (claim,) = claims_of(
        Document(report=report, events=[event]),
        outlet=brief.get("outlet"),
        confidential=brief.get("confidential", False),
    )
    return claim


def _place(named: str, pack: Pack) -> Place:
    for entry in pack.places:
        if entry.id == named:
            return Place(id=named, name=entry.name_ar, level=entry.level, country=entry.country)
    return Place(name=named, level="site", country=pack.country)


def _marked(words: str) -> tuple[str, Quote | None, Quote | None]:
    """The sentence without its marks, and what stood in [] and in {}."""
    text, quotes, start = "", dict[str, Quote](), 0
    for character in words:
        if character in "[{":
            start = len(text)
        elif character in "]}":
            quotes[character] = Quote(text[start:], start, len(text))
        else:
            text += character
    return text, quotes.get("]"), quotes.get("}")
