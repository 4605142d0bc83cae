"""One attack told by a noun and then by its verb: «غارات استهدفت مواقع …»."""

from __future__ import annotations

from dataclasses import replace

from sijill.reading.draft import Draft, Told
from sijill.reading.passage import adds, is_verb

_ATTACKS = frozenset(("clash", "airstrike", "shelling", "bombing", "suicide_attack"))
_REACH = 5


def goes_on(noun: Draft, verb: Draft) -> bool:
    """Whether a verb goes on about the attack that a noun has named.

    The attack itself is its subject, so that the verb has no actor of its own.
    """
    before, after = noun.told[0], verb.told[0]
    gap = after.trigger.first - before.trigger.last
    return (
        before.sentence is after.sentence
        and 0 <= gap <= _REACH
        and is_verb(after.trigger)
        and not is_verb(before.trigger)
        and noun.type in _ATTACKS
        and verb.type in _ATTACKS
        and (not verb.sure("actor") or _of_that_attack(before, after))
        and not (noun.place_own and verb.place_own and adds(after.sentence, after.trigger))
    )


_WHICH = frozenset("الذي التي والذي والتي اللذان اللتان".split())


def _of_that_attack(noun: Told, verb: Told) -> bool:
    """Whether a relative clause on the attack begins with the verb: «الاعتداء الآثم الذي استهدف …».

    Only adjectives may stand between: «هجوم القوات التي استهدفت …» tells on of the forces.
    """
    between = noun.sentence.forms[noun.trigger.last : verb.trigger.first]
    if not between or between[-1] not in _WHICH:
        return False
    known = noun.sentence.forms[noun.trigger.first].startswith("ال")
    return len(between) == 1 or (
        known and all(form[:2] == "ال" and form[-2:] != "ات" for form in between[:-1])
    )


def take_up(noun: Draft, verb: Draft) -> None:
    """Give the attack that a noun names whom its verb tells that it hit."""
    targets = [p for p in verb.parts if p.role == "target" and not p.guessed]
    if targets:
        hit = {p.id for p in targets}
        noun.parts = [p for p in noun.parts if p.id not in hit and p.role != "target"]
        noun.parts.extend(targets)
    if verb.place_own and not noun.place_own:
        noun.place, noun.place_sentence, noun.place_own = verb.place, verb.place_sentence, True


def spread(noun: Draft, verb: list[Draft]) -> list[Draft]:
    """The attack in the further places of its verb's list: «غارات استهدفت مواقع في X وY»."""
    if noun.place is not verb[0].place:
        return []
    return [
        replace(noun, told=list(noun.told), parts=list(noun.parts), counts=[], place=told.place)
        for told in verb[1:]
    ]
