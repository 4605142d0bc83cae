"""Further fields of an event: how much of a place, what was hit, whether one side alone agreed."""

from __future__ import annotations

from sijill.packs.lexicon import Hit
from sijill.reading.draft import Draft
from sijill.reading.passage import Sentence

_EXTENT_TYPES = frozenset(("capture", "withdrawal", "handover"))
_MEANS_TYPES = frozenset(
    ("clash", "capture", "airstrike", "shelling", "bombing", "suicide_attack", "interception", "killing")
)
_OBJECT_TYPES = _MEANS_TYPES | frozenset(
    ("raid", "siege", "destruction", "looting", "handover", "withdrawal", "release", "abduction")
)
_FORM_TYPES = frozenset(("agreement", "negotiation"))
_EXTENT_REACH = 8
_OBJECT_REACH = 7


def add_details(sentence: Sentence, trigger: Hit, draft: Draft) -> None:
    """Set `means`, `extent`, `object` and `form` as far as the words around a trigger tell them."""
    if draft.type not in _MEANS_TYPES:
        draft.means = None
    if draft.type in _EXTENT_TYPES:
        draft.extent = _nearest(sentence, trigger, ("whole", "part"), _EXTENT_REACH)
    if draft.type in _OBJECT_TYPES:
        draft.object = _object(sentence, trigger)
    if draft.type in _FORM_TYPES:
        draft.form = _form(sentence, draft)


def _nearest(sentence: Sentence, trigger: Hit, names: tuple[str, ...], reach: int) -> str | None:
    """The word class of those named that stands nearest to the trigger in its clause."""
    first, last = sentence.clause_of(trigger.first)
    found = [
        (max(hit.first - trigger.last, trigger.first - hit.last), name)
        for name in names
        for hit in sentence.words.get(name, ())
        if first <= hit.first < last
    ]
    distance, name = min(found, default=(reach + 1, ""))
    return name if distance <= reach else None


def _object(sentence: Sentence, trigger: Hit) -> str | None:
    """What stands first behind the trigger of what can be hit, taken or closed, before another verb."""
    other_verb = next(
        (
            first
            for first, _ in sentence.clauses
            if first > trigger.first and any(hit.entry.verb for hit in sentence.at.get(first, ()))
        ),
        sentence.last,
    )
    reach = min(trigger.last + _OBJECT_REACH, other_verb - 1)
    found = [
        (hit.first, name.removeprefix("object:"))
        for name, hits in sentence.words.items()
        if name.startswith("object:")
        for hit in hits
        if trigger.last <= hit.first <= reach
    ]
    return min(found, default=(0, ""))[1] or None


def _form(sentence: Sentence, draft: Draft) -> str | None:
    if sentence.words.get("unilateral"):
        return "unilateral"
    return "joint" if len({p.id for p in draft.parts if p.role == "party"}) > 1 else None
