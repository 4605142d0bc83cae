"""Who took part, as the international forms want it: two sides, each with who stands beside its first."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from msgspec import Struct

from sijill.export.events import FlatEvent
from sijill.packs import Pack
from sijill.record import OTHER, SOCIAL_IDS

_FIRST: Final = ("actor", "party")
_SECOND: Final = ("target", "recipient", "mediator")

OPPONENTS: Final = "opponents_of:"
"""Begins an id that names nobody, only whom it stands against: codebook, participants."""


class Sides(Struct, frozen=True):
    """Ids of one side and of the other, those first who are told of by most sources."""

    one: tuple[str, ...]
    other: tuple[str, ...]


def sides_of(event: FlatEvent) -> Sides:
    """The sides of an event: who did it and to whom; of an agreement the first party and the rest."""
    one = _listed(id_ for role in _FIRST for id_ in event.participants.get(role, ()))
    other = _listed(id_ for role in _SECOND for id_ in event.participants.get(role, ()))
    if not event.ids("target") and event.ids("party") and len(one) > 1:
        one, other = one[:1], one[1:] + other
    if not one and event.type in ("clash", "capture") and len(other) > 1:
        one, other = other[:1], other[1:]
    return Sides(one, tuple(id_ for id_ in other if id_ not in one))


def _listed(ids: Iterable[str]) -> tuple[str, ...]:
    """Ids that name somebody, each once, parties before kinds of people."""
    named = dict.fromkeys(id_ for id_ in ids if id_ != OTHER and not id_.startswith(OPPONENTS))
    return tuple(sorted(named, key=lambda id_: id_ in SOCIAL_IDS))


def kind_of(pack: Pack, id_: str) -> str:
    """The pack's kind of an actor; of people of no listed group `people`."""
    actor = pack.actors.get(id_)
    return actor.kind if actor else "people"


def holding_on(entries: Iterable[dict[str, Any]], day: date | None) -> dict[str, Any] | None:
    """The first of some dated entries that holds on a day; without a day the one that has no end."""
    for entry in entries:
        first, last = entry.get("from"), entry.get("until")
        if day is None:
            if last is None:
                return entry
        elif (first is None or first <= day) and (last is None or day <= last):
            return entry
    return None
