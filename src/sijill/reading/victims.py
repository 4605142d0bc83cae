"""Against whom an event was, told only by whose dead, wounded or held are counted in it."""

from __future__ import annotations

from sijill.reading.draft import Draft, Part

_COUNTED = frozenset(("killed", "injured", "abducted", "detained", "displaced"))
_AGAINST = frozenset(
    "clash airstrike shelling bombing suicide_attack killing abduction arrest displacement raid".split()
)


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
