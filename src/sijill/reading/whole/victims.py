"""Against whom an event was, told only by whose dead, wounded or held are counted in it."""

from __future__ import annotations

from sijill.reading.draft import Draft, Part

_COUNTED = frozenset(("killed", "injured", "abducted", "detained", "displaced"))
_AGAINST = frozenset(
    "clash airstrike shelling bombing suicide_attack killing abduction arrest displacement raid".split()
)
# Where the counted are those whom it is done to.
_ONE_SIDED = (_AGAINST | {"release"}) - {"clash", "bombing", "suicide_attack"}
_OF_TARGET = _COUNTED | {"vehicles", "released", "families"}


def with_victims(drafts: list[Draft]) -> list[Draft]:
    """Drafts with the counted victims as targets where nobody else is one: «مقتل 11 مدنيا في انفجار».

    Those who are told to act are no targets of it. Measured on gold records: of the victims added so,
    more than four in five are its targets.
    """
    for draft in drafts:
        if draft.type not in _AGAINST or draft.ids("target"):
            continue
        for sentence, count in draft.counts:
            if count.kind in _COUNTED and count.of and count.of not in draft.ids():
                draft.parts.append(Part("target", count.of, sentence, count.first, count.last, count.entry))
    return drafts


def with_owners(drafts: list[Draft]) -> list[Draft]:
    """Drafts whose counts are of the one target that a later sentence, or the report as a whole, told.

    A fight has losses on both sides, and a charge kills others than whom it is meant for: there the words
    beside a count have to tell.
    """
    for draft in drafts:
        targets = draft.ids("target") - {"other"}
        if draft.type not in _ONE_SIDED or len(targets) != 1:
            continue
        for _, count in draft.counts:
            if count.kind in _OF_TARGET and count.of is None:
                count.of = next(iter(targets))
    return drafts
