"""One attack told by two words of a sentence: the vaguer word is of the type that the other tells.

«استهدف الهجوم حشدا», «قتل جنديان في انفجار لغم في هجوم نُسب إلى …», «الهجوم الذي وقع أمس، حيث فجر رجل نفسه».
"""

from __future__ import annotations

from sijill.reading.draft import Draft
from sijill.reading.passage import is_verb, trigger_of
from sijill.reading.what.arms import UNDECIDED
from sijill.reading.where.spots import same_spot

_VAGUE = frozenset(("clash", "killing"))
_TELLING = frozenset(("bombing", "suicide_attack", "airstrike", "shelling"))
_GOING_OFF = frozenset(("bombing", "suicide_attack"))
# What leads from an attack to how it was done.
_HOW = frozenset("حيث عندما حين بعدما وذلك اذ لدي".split())
_BEHIND = 25
_AHEAD = 20


_PLANTED = ("mine", "ied", "car_bomb")


def of_no_weapon(draft: Draft) -> bool:
    """Whether a draft is an attack whose word leaves open what it was: «هجوم», «استهدف»."""
    return draft.means is None and _left_open(draft)


def _left_open(draft: Draft) -> bool:
    trigger = trigger_of(draft.told[0].trigger)
    return trigger.type == UNDECIDED or trigger.settled_by == "weapon"


def with_one_attack(drafts: list[Draft]) -> list[Draft]:
    """Drafts whose vaguer word of attack has the type of the word beside it that tells of the same."""
    for at, draft in enumerate(drafts):
        if draft.type not in _VAGUE or not _left_open(draft) or draft.means not in (None, *_PLANTED):
            continue
        for other in (*drafts[at + 1 : at + 3], *reversed(drafts[max(0, at - 2) : at])):
            if other.told[0].sentence is draft.told[0].sentence and _of_the_same(draft, other):
                draft.type = other.type
                break
    return drafts


def _of_the_same(draft: Draft, other: Draft) -> bool:
    if other.type not in _TELLING or other.status != draft.status:
        return False
    if is_verb(draft.told[0].trigger):
        return _subject(draft, other)
    if other.type not in _GOING_OFF or not _in_one_place(draft, other):
        return False
    return _told_within(draft, other) or _told_how(draft, other)


def _subject(draft: Draft, other: Draft) -> bool:
    """«استهدف الهجوم»: the attack stands right behind its verb."""
    verb, noun = draft.told[0].trigger, other.told[0].trigger
    return noun.first == verb.last and not is_verb(noun) and not noun.proclitics


def _in_one_place(draft: Draft, other: Draft) -> bool:
    if not (draft.place_own and other.place_own) or draft.place is None or other.place is None:
        return True
    return same_spot(draft.place, other.place)


def _told_within(draft: Draft, other: Draft) -> bool:
    """«انفجار لغم … في هجوم»: what a blast was part of, named behind it without the article."""
    told, blast = draft.told[0], other.told[0]
    before = told.sentence.forms[told.trigger.first - 1] if told.trigger.first > told.sentence.first else ""
    gap = told.trigger.first - blast.trigger.last
    return before == "في" and 0 < gap <= _BEHIND and not told.trigger.proclitics


def _told_how(draft: Draft, other: Draft) -> bool:
    """«هجوم …، حيث فجر انتحاري نفسه»: how it was done is told behind it."""
    told, blast = draft.told[0], other.told[0]
    between = told.sentence.forms[told.trigger.last : blast.trigger.first]
    return 0 < len(between) <= _AHEAD and any(form in _HOW for form in between)
