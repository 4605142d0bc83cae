"""Who fights whom in a report: sides that one sentence leaves open, settled by the rest of the report.

A report that has said that two parties fight each other goes on with «سيطرت القوات على …» and means the
same opponent. Only what this report ties together counts, never who the parties are: with their names
swapped the sides come out swapped. Measured on gold records: where an actor has an opponent elsewhere
in the report, he is the one that a taking or a fight is against in more than two thirds of the events.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from sijill.reading.draft import Draft, Part
from sijill.record import SOCIAL_IDS

_FIGHTING = frozenset(("clash", "capture", "airstrike", "shelling", "raid", "siege", "bombing"))
# Types whose missing side the report as a whole tells.
_ONE_SIDED = frozenset(("clash", "capture", "airstrike", "raid", "siege"))
_TWO_SIDED = frozenset(("clash", "capture"))
_MADE_BY_TWO = frozenset(("agreement", "negotiation"))
_BOTH = 2
# How much a pair counts that grammar ties to one fight, and one with a side only found near it.
_SURE, _GUESSED = 3, 1
_FACING = {"actor": "target", "target": "actor"}
# Who lost a place is meant where he is named in the sentence that tells of it or in the next ones, which
# go on about it; measured on gold records, one who is only named before is the loser in one case of ten.
_LOSER_REACH = 2
# … and whom another sentence sets against an actor is meant within so many sentences of it.
_FILLED_REACH = 2

_Namings = dict[str, list[tuple[int, int, Part, Draft]]]


@dataclass(slots=True)
class Relations:
    """How often the report sets two actors against each other, and how often beside each other."""

    against: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    beside: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def allied(self, one: str, other: str) -> bool:
        """Whether the report shows two actors on one side more often than on two."""
        return self.beside[one][other] > self.against[one][other]

    def opponents(self, actors: set[str]) -> Counter[str]:
        """The opponents of any of the actors, with how often they are."""
        found = Counter[str]()
        for actor in sorted(actors):
            found.update(self.against[actor])
        for actor in actors:
            found.pop(actor, None)
        return found


def with_sides(drafts: list[Draft]) -> list[Draft]:
    """Drafts of fighting without guessed sides that the report contradicts, missing sides filled in."""
    relations = _relations(drafts)
    for draft in drafts:
        if draft.type in _FIGHTING:
            draft.parts = [p for p in draft.parts if not (p.guessed and _contradicted(p, draft, relations))]
    namings = _namings(drafts)
    sided = [d for d in drafts if d.type in _FIGHTING and d.sure("actor") and d.sure("target")]
    fled = [d for d in drafts if d.type == "withdrawal" and d.sure("actor")]
    for draft in drafts:
        if draft.type == "capture" and draft.ids("actor") and not draft.ids("target"):
            _fill_fled(draft, fled)
        both = draft.told[0].sentence.words.get("both")
        if both and draft.type in _TWO_SIDED and not draft.parts:
            _fill_both(draft, sided)
        if both and draft.type in _MADE_BY_TWO and len(draft.ids("party")) < _BOTH:
            _fill_parties(draft, drafts)
        if draft.type in _ONE_SIDED and not draft.background:
            for missing, held in _FACING.items():
                if draft.type == "capture" and missing == "actor":
                    continue
                if draft.ids(held) and not draft.ids(missing):
                    _fill(draft, missing, relations.opponents(draft.ids(held)), namings)
    return drafts


def _fill_fled(draft: Draft, fled: list[Draft]) -> None:
    """Give a taking those for losers of whom the same sentence tells that they left."""
    here = draft.told[0].sentence.number
    for left in fled:
        if left.told[0].sentence.number == here and not left.ids("actor") & draft.ids():
            draft.parts.extend(
                replace(p, role="target", guessed=True) for p in left.parts if p.role == "actor"
            )
            return


def _fill_both(draft: Draft, sided: list[Draft]) -> None:
    """Give a fight «بين الطرفين» the two sides of the fight told nearest to it."""
    here = draft.told[0].sentence.number
    near = [d for d in sided if d.type == draft.type]
    if near:
        source = min(near, key=lambda d: abs(d.told[0].sentence.number - here))
        draft.parts.extend(replace(p, guessed=True) for p in source.parts if p.role in _FACING)


def _fill_parties(draft: Draft, drafts: list[Draft]) -> None:
    """Give a deal that «الطرفان» made the two sides of the nearest fight, if its one party is one of them."""
    here = draft.told[0].sentence.number
    fights = [d for d in drafts if d.type == "clash" and len(d.ids("actor", "target")) == _BOTH]
    fights = [d for d in fights if draft.ids("party") <= d.ids("actor", "target")]
    if fights:
        source = min(fights, key=lambda d: abs(d.told[0].sentence.number - here))
        new = [p for p in source.parts if p.role in _FACING and p.id not in draft.ids()]
        draft.parts.extend(replace(p, role="party", guessed=True) for p in new)


def _relations(drafts: list[Draft]) -> Relations:
    relations = Relations()
    for draft in drafts:
        if draft.type not in _FIGHTING:
            continue
        sides = {role: sorted(draft.sure(role) - {"other"}) for role in _FACING}
        told = {role: sorted(draft.ids(role) - {"other"}) for role in _FACING}
        for actor in told["actor"]:
            for target in told["target"]:
                if actor != target:
                    weight = _SURE if actor in sides["actor"] and target in sides["target"] else _GUESSED
                    relations.against[actor][target] += weight
                    relations.against[target][actor] += weight
        for members in sides.values():
            for one in members:
                for other in members:
                    if one != other:
                        relations.beside[one][other] += _SURE
    return relations


def _contradicted(part: Part, draft: Draft, relations: Relations) -> bool:
    """Whether a guessed side faces its own allies."""
    facing = draft.ids(_FACING.get(part.role, "")) - {part.id}
    return any(relations.allied(part.id, other) for other in facing)


def _fill(draft: Draft, role: str, opponents: Counter[str], namings: _Namings) -> None:
    for identity in draft.ids():
        opponents.pop(identity, None)
    for identity in SOCIAL_IDS:
        opponents.pop(identity, None)
    if not opponents:
        return
    best = min(opponents, key=lambda i: (-opponents[i], i))
    for part in _nearest(_about(namings.get(best, []), draft), draft):
        draft.parts.append(replace(part, role=role, guessed=True))


def _about(places: list[tuple[int, int, Part, Draft]], draft: Draft) -> list[tuple[int, int, Part, Draft]]:
    """Those namings of an actor that may name him for a draft."""
    if draft.type != "capture":
        return places
    here = draft.told[0].sentence.number
    return [place for place in places if 0 <= place[0] - here <= _LOSER_REACH]


def _namings(drafts: list[Draft]) -> _Namings:
    """Where events of fighting name each actor, in the order of the words."""
    found: dict[str, list[tuple[int, int, Part, Draft]]] = defaultdict(list)
    for draft in drafts:
        if draft.type in _FIGHTING:
            for part in draft.parts:
                found[part.id].append((part.sentence.number, part.first, part, draft))
    for places in found.values():
        places.sort(key=lambda place: place[:2])
    return found


def _nearest(places: list[tuple[int, int, Part, Draft]], draft: Draft) -> list[Part]:
    """The naming of an actor nearest to a draft, and those who stand on his side there."""
    if not places:
        return []
    here = draft.told[0].sentence.number
    at = bisect_left(places, here, key=lambda place: place[0])
    _, _, part, source = min(places[max(0, at - 1) : at + 1], key=lambda p: (abs(p[0] - here), p[1]))
    if abs(part.sentence.number - here) > _FILLED_REACH:
        return []
    held = draft.ids() | {part.id}
    beside = [p for p in source.parts if p.role == part.role and not p.guessed and p.id not in held]
    return [part, *beside]
