"""Sides found the wrong way round: who loses in a report is not who takes, who takes does not flee.

«قتل قائدهم أثناء تحرير القاعدة»: where grammar ties nobody to a taking or a flight, the nearest actor is only
a guess. Whom the same report surely tells to lose places, and not to take them, has not taken one by
such a guess. With the names of the parties swapped the sides come out swapped.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from sijill.reading.draft import Draft, Part

_TAKEN = "capture"
_LEFT = "withdrawal"
_STRIKE = "airstrike"
_CARRIER_REACH = 1
_FOUGHT = frozenset(("clash", "capture", "airstrike", "shelling"))
_TURNED = {"actor": "target", "target": "actor"}


@dataclass(slots=True)
class Fortunes:
    """How often a report surely tells of each actor that he takes places, and that he loses them."""

    taking: Counter[str] = field(default_factory=Counter)
    losing: Counter[str] = field(default_factory=Counter)

    def lose(self, side: set[str]) -> bool:
        """Whether a side is told to lose places and another to take some: a flight alone settles nothing."""
        taken_by_others = any(identity not in side for identity in self.taking)
        return taken_by_others and self._sum(self.losing, side) > self._sum(self.taking, side)

    def take(self, side: set[str]) -> bool:
        """Whether a side is told to take places rather than to lose them."""
        return self._sum(self.taking, side) > self._sum(self.losing, side)

    @staticmethod
    def _sum(tally: Counter[str], side: set[str]) -> int:
        return sum(tally[identity] for identity in side)


def with_sides_turned(drafts: list[Draft]) -> list[Draft]:
    """Drafts of takings with the losers as their targets, of flights with those who were fought."""
    fortunes = _fortunes(drafts)
    for draft in drafts:
        if any(not p.guessed for p in draft.parts) or _carried(draft):
            continue
        actors, targets = draft.ids("actor"), draft.ids("target")
        if draft.type == _LEFT and fortunes.take(actors):
            draft.parts = [p for p in draft.parts if p.role != "actor"]
        elif _of_the_news(draft) and (
            (fortunes.lose(actors) and not fortunes.lose(targets))
            or (fortunes.take(targets) and not fortunes.take(actors))
        ):
            draft.parts = [replace(p, role=_TURNED.get(p.role, p.role)) for p in draft.parts]
    return drafts


def _carried(draft: Draft) -> bool:
    """Whether a verb right before the noun carries its subject on: «وتمكنت من تحرير»."""
    told = draft.told[0]
    verbs = told.sentence.words.get("performing", ())
    return any(0 <= told.trigger.first - h.last <= _CARRIER_REACH and h.entry.verb for h in verbs)


def _fortunes(drafts: list[Draft]) -> Fortunes:
    found = Fortunes()
    for draft in drafts:
        if _of_the_news(draft):
            found.taking.update(draft.sure("actor"))
            found.losing.update(draft.sure("target"))
        elif draft.type == _LEFT:
            found.losing.update(draft.sure("actor"))
    return found


def _of_the_news(draft: Draft) -> bool:
    """Whether a draft is a taking of these days: its news, or what «تحرير المدينة» calls back."""
    if draft.type != _TAKEN or not draft.background:
        return draft.type == _TAKEN
    told = draft.told[0]
    return "status:recalled" in told.sentence.classes(told.trigger.first)


def with_fled(drafts: list[Draft]) -> list[Draft]:
    """Drafts of flights that name nobody with the side that is beaten in the same sentence."""
    fortunes = _fortunes(drafts)
    for draft in drafts:
        if draft.type != _LEFT or draft.parts:
            continue
        beaten = [p for p in _fight_beside(draft, drafts) if not fortunes.take({p.id})]
        if len({p.role for p in beaten}) == 1:
            draft.parts = [replace(p, role="actor", guessed=True) for p in beaten]
    return drafts


def _fight_beside(flight: Draft, drafts: list[Draft]) -> list[Part]:
    """The sides of the fight that the same sentence tells nearest to a flight."""
    told = flight.told[0]
    fights = [
        d for d in drafts if d.type in _FOUGHT and d.told[0].sentence is told.sentence and d.ids("target")
    ]
    if not fights:
        return []
    nearest = min(fights, key=lambda d: abs(d.told[0].trigger.first - told.trigger.first))
    return [p for p in nearest.parts if p.role in _TURNED]


def with_flyers(drafts: list[Draft]) -> list[Draft]:
    """Airstrikes of nobody sure with those who alone are told to fly in the report.

    «قال مصدر عسكري إن غارة …»: whoever tells of a strike is a poor guess where the report names who flies.
    """
    strikes = [d for d in drafts if d.type == _STRIKE]
    told = [p for d in strikes for p in d.parts if p.role == "actor" and not p.guessed]
    if len({p.id for p in told}) == 1:
        for draft in strikes:
            if draft.status == "occurred" and not draft.sure("actor") and told[0].id not in draft.ids():
                draft.parts = [p for p in draft.parts if p.role != "actor"]
                draft.parts.append(replace(told[0], guessed=True))
    return drafts
