"""What a viewer may see of a document, an event, a claim or a text: the one place that says it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from sijill.linking.claims import Claim as LinkedClaim
from sijill.packs import Pack, load
from sijill.public.holding import Held, Holding, coarsened, held_back, holding_of
from sijill.public.masked import Masked
from sijill.public.masker import Hide, Masker, masker_for
from sijill.public.places import Units
from sijill.public.sites import sites
from sijill.public.worded import Alone, FromReport, Worded, worded
from sijill.record import Document, Event, Place

Viewer = Literal["public", "reader", "reviewer", "editor"]
_SEES_ALL: Final[frozenset[Viewer]] = frozenset({"reviewer", "editor"})
"""Who checks values against their words has to see them."""


class Terms(Struct, frozen=True):
    """By what it is decided what may be shown, on `day`."""

    masker: Masker
    holding: Holding
    units: Units
    day: date

    def on(self, day: date) -> Terms:
        """The same on another day."""
        return Terms(self.masker, self.holding, self.units, day)


def terms_for(pack: str | Path | Pack, day: date, settings: Path | None = None) -> Terms:
    """The terms of a pack; `settings` is a file in the stead of the pack's rules of holding back.

    Of a pack given by name or folder all but the day is kept. Raises `PackError`.
    """
    made = _made(pack, settings) if isinstance(pack, Pack) else _kept(pack, settings)
    return made.on(day)


def _made(pack: Pack, settings: Path | None) -> Terms:
    return Terms(masker_for(pack), holding_of(pack, settings), Units(pack.places), date.min)


@lru_cache(maxsize=8)
def _kept(pack: str | Path, settings: Path | None) -> Terms:
    return _made(load(pack), settings)


def shown_document(
    document: Document, viewer: Viewer, terms: Terms, *, confidential: bool = False
) -> Document | None:
    """The document as the viewer may have it; None if nothing of it may be shown.

    Of a confidential report nobody is shown anything: it is counted. Offsets of the quotes count in the
    masked text. A title is absent where it may tell what is held back. The document given is not changed.
    """
    if confidential:
        return None
    if viewer in _SEES_ALL:
        return document
    report = document.report
    held = [_held(event, viewer, terms, report.published) for event in document.events]
    hidden_places = [
        place for event, why in zip(document.events, held, strict=True) if why for place in _fine(event)
    ]
    hide: list[Hide] = [
        (words.start, words.end, "held")
        for event, why in zip(document.events, held, strict=True)
        if why
        for words in event.evidence
    ]
    hide += _sites(report.text, viewer, terms, hidden_places)
    masked = terms.masker.masked(report.text, hide)
    words = FromReport(masked)
    events = [
        worded(coarsened(event, why.level, terms.units) if why else event, words, terms.units)
        for event, why in zip(document.events, held, strict=True)
        if not (why and why.now)
    ]
    title = None if any(held) else _title(report.title, viewer, terms)
    return Document(
        report=msgspec.structs.replace(report, text=masked.text, title=title),
        events=events,
        notes=list(document.notes),
    )


def shown_event(
    event: Event,
    viewer: Viewer,
    terms: Terms,
    *,
    published: str | None = None,
    confidential: bool = False,
    report: Masked | None = None,
) -> Event | None:
    """One event as the viewer may have it; None if it may not be shown.

    `published` is the report's day. With `report`, the masked text of the report, quotes are cut from it and
    count in it; without, each is masked by itself and keeps its offsets in the original.
    """
    if confidential:
        return None
    if viewer in _SEES_ALL:
        return event
    why = _held(event, viewer, terms, published)
    if why and why.now:
        return None
    if why:
        event = coarsened(event, why.level, terms.units)
    words: Worded = (
        FromReport(report) if report else Alone(lambda text: _loose(text, viewer, terms), terms.masker)
    )
    return worded(event, words, terms.units)


def shown_claim(claim: LinkedClaim, viewer: Viewer, terms: Terms) -> LinkedClaim | None:
    """A claim as it is linked, as the viewer may have it; None: it may be counted, not shown.

    Its report is without text, as linked claims are.
    """
    event = shown_event(
        claim.event, viewer, terms, published=claim.report.published, confidential=claim.confidential
    )
    if event is None or event is claim.event:
        return claim if event is not None else None
    held = _held(claim.event, viewer, terms, claim.report.published)
    title = None if held else _title(claim.report.title, viewer, terms)
    report = msgspec.structs.replace(claim.report, title=title, text="")
    return msgspec.structs.replace(claim, event=event, report=report)


def shown_text(text: str, viewer: Viewer, terms: Terms) -> str | None:
    """Words that belong to no record, as a title or a note, as the viewer may have them; None: withhold."""
    return text if viewer in _SEES_ALL else _loose(text, viewer, terms)


def _title(title: str | None, viewer: Viewer, terms: Terms) -> str | None:
    return _loose(title, viewer, terms) if title else None


def _loose(text: str, viewer: Viewer, terms: Terms) -> str | None:
    return terms.masker.masked_text(text, _sites(text, viewer, terms, ()))


def _sites(text: str, viewer: Viewer, terms: Terms, names: Iterable[str]) -> list[Hide]:
    """Names of hospitals, camps and shelters in a text, for those from whom they are held back."""
    if viewer not in terms.holding.viewers:
        return []
    return list(sites(text, terms.holding.site_words, names, terms.masker.words))


def _held(event: Event, viewer: Viewer, terms: Terms, published: str | None) -> Held | None:
    if viewer not in terms.holding.viewers:
        return None
    return held_back(event, terms.holding, terms.day, published)


def _fine(event: Event) -> list[str]:
    """Names of the event's places that are finer than a district."""
    places: list[Place] = [place for place in (event.place, event.destination) if place]
    places += [term.place for term in event.terms if term.place]
    return [
        name
        for place in places
        if place.level not in ("country", "region", "governorate", "district")
        for name in (place.name, place.quote.text if place.quote else "")
    ]
