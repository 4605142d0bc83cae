"""An event while it is being read: what will become the record, with the mentions behind each value."""

from __future__ import annotations

from dataclasses import dataclass, field

from sijill.arabic.dates import TimeHit
from sijill.packs.lexicon import Hit
from sijill.reading.counts.howmany import Count
from sijill.reading.passage import Sentence
from sijill.reading.said.voices import Voice
from sijill.reading.what.terms import AgreedTerm
from sijill.reading.where.spots import PlaceMention
from sijill.record import EventType, Status


@dataclass(slots=True)
class Part:
    """A participant: role, actor id, the tokens that name him, and the pack entry behind it."""

    role: str
    id: str
    sentence: Sentence
    first: int
    last: int
    entry: str
    guessed: bool = False  # nothing in grammar ties him to the trigger


@dataclass(slots=True)
class Told:
    """One place in the report that tells of an event: tokens of the evidence and of the trigger."""

    sentence: Sentence
    first: int
    last: int
    trigger: Hit


@dataclass(slots=True)
class Draft:
    """One event as one passage tells it. `merge` joins drafts of the same thing."""

    type: EventType
    status: Status
    background: bool
    told: list[Told]
    parts: list[Part] = field(default_factory=list)
    place: PlaceMention | None = None
    place_sentence: Sentence | None = None
    place_own: bool = False
    destination: PlaceMention | None = None
    time: TimeHit | None = None
    time_sentence: Sentence | None = None
    time_of_speech: bool = False
    counts: list[tuple[Sentence, Count]] = field(default_factory=list)
    voice: Voice | None = None
    further: list[tuple[Voice, Status, Told]] = field(default_factory=list)
    means: str | None = None
    object: str | None = None
    extent: str | None = None
    terms: list[AgreedTerm] = field(default_factory=list)
    form: str | None = None
    status_entry: str = ""

    def ids(self, *roles: str) -> set[str]:
        """The actors that hold one of the roles, or any role if none is given."""
        return {p.id for p in self.parts if not roles or p.role in roles}

    def sure(self, role: str) -> set[str]:
        """The actors that grammar ties to a role."""
        return {p.id for p in self.parts if p.role == role and not p.guessed}
