"""What whoever receives an export may see: the one place through which every claim goes on its way out."""

from datetime import date
from typing import Final, Literal, Protocol, get_args

from msgspec.structs import replace

from sijill.linking.claims import Claim
from sijill.packs import Pack
from sijill.public import Terms, shown_claim, shown_document, terms_for
from sijill.record import Document, Event, Evidence, Place

Viewer = Literal["public", "editor"]
VIEWERS: Final[tuple[Viewer, ...]] = get_args(Viewer)

WITHHELD: Final = "[اقتباس محجوب]"


class Screen(Protocol):
    """Shows a claim or a document as its viewer may see it; None: not at all."""

    def claim(self, claim: Claim) -> Claim | None:
        """The claim, without what may not be seen of it."""

    def counted(self, claim: Claim) -> Claim:
        """The claim for whoever only counts it: of what may not be seen not a word."""

    def document(self, document: Document) -> Document | None:
        """The document, without what may not be seen of it."""


def screen_for(viewer: Viewer, pack: Pack, day: date) -> Screen:
    """The screen of a viewer; what is held back from the public goes by the pack's rules and the day."""
    return _Everything() if viewer == "editor" else _Public(terms_for(pack, day))


class _Everything:
    """For those who work on the register: all but what is confidential."""

    def claim(self, claim: Claim) -> Claim | None:
        return None if claim.confidential else claim

    def counted(self, claim: Claim) -> Claim:
        return _nameless(claim) if claim.confidential else claim

    def document(self, document: Document) -> Document | None:
        return document


class _Public:
    """For everybody else: private persons masked, sensitive places and plans held back."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def claim(self, claim: Claim) -> Claim | None:
        return shown_claim(claim, "public", self._terms)

    def counted(self, claim: Claim) -> Claim:
        return _nameless(claim)

    def document(self, document: Document) -> Document | None:
        return shown_document(document, "public", self._terms)


def _nameless(claim: Claim) -> Claim:
    report = claim.report
    if claim.confidential:
        report = replace(report, source=None, url=None)
    return replace(
        claim,
        event=_wordless(claim.event),
        report=replace(report, title=None, text=""),
        outlet=None if claim.confidential else claim.outlet,
    )


def _wordless(event: Event) -> Event:
    return replace(
        event,
        participants=[replace(someone, quote=None) for someone in event.participants],
        place=_public_place(event.place),
        destination=_public_place(event.destination),
        time=replace(event.time, quote=None) if event.time else None,
        quantities=[replace(quantity, quote=None, attribution=None) for quantity in event.quantities],
        terms=[],
        attribution=replace(event.attribution, quote=None),
        claims=[replace(further, quote=None, quantities=[]) for further in event.claims],
        evidence=[_withheld(event.evidence[0])],
    )


def _withheld(evidence: Evidence) -> Evidence:
    return Evidence(text=WITHHELD, start=evidence.start, end=evidence.start + len(WITHHELD))


def _public_place(place: Place | None) -> Place | None:
    """A place of the gazetteer; of a name that it lacks, which may be somebody's house, the unit around."""
    if place is None or place.id is not None:
        return place and replace(place, quote=None)
    name, level = (place.district, "district") if place.district else (place.governorate, "governorate")
    if not name:
        return None
    return Place(
        name=name,
        level="district" if level == "district" else "governorate",
        district=place.district,
        governorate=place.governorate,
        country=place.country,
    )
