"""What an agreement lays down: each term, who must do it, and by when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sijill.arabic.dates import TimeHit
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, trigger_of
from sijill.reading.who.mention import OTHER, PEOPLE, Mention

# Events whose words, behind an agreement, are its terms.
_TERM_OF_TYPE = {
    "withdrawal": "withdrawal",
    "handover": "handover",
    "release": "release",
    "aid": "aid",
    "siege": "access",
}
# Terms that no event's word tells, by the word class of `core/details.yaml`.
_TERM_CLASSES = ("access", "disarmament", "monitoring")
_REACH = 40
_OBLIGOR_REACH = 4
_DEADLINE_REACH = 15


@dataclass(frozen=True, slots=True)
class AgreedTerm:
    """One term: its kind and tokens, the actor that owes it, and the time it is due."""

    kind: str
    sentence: Sentence
    first: int
    last: int
    obligor: str | None
    deadline: TimeHit | None


def terms_of(
    sentence: Sentence, hit: Hit, people: list[Mention], moments: list[TimeHit], published: date | None
) -> list[AgreedTerm]:
    """The terms told with an agreement or talks, one of each kind, in the order of their words."""
    spans: dict[str, tuple[int, int]] = {}
    if trigger_of(hit).type == "agreement" and _is_truce(sentence, hit.first, hit.last):
        spans["ceasefire"] = hit.first, hit.last
    for other in sentence.triggers:
        if other.first <= hit.first or other.first - hit.last > _REACH:
            continue
        kind = _TERM_OF_TYPE.get(trigger_of(other).type)
        if trigger_of(other).type == "agreement" and _is_truce(sentence, other.first, other.last):
            kind = "ceasefire"
        if kind:
            spans.setdefault(kind, (other.first, other.last))
    for kind in _TERM_CLASSES:
        for word in sentence.words.get(kind, ()):
            if hit.last <= word.first <= hit.last + _REACH:
                spans.setdefault(kind, (word.first, word.last))
    if "disarmament" in spans and spans["disarmament"] == spans.get("handover"):
        del spans["handover"]
    return [
        AgreedTerm(kind, sentence, first, last, _obligor(people, last), _deadline(moments, last, published))
        for kind, (first, last) in sorted(spans.items(), key=lambda item: item[1])
    ]


def _is_truce(sentence: Sentence, first: int, last: int) -> bool:
    return any(
        h.entry.data == "truce" and h.first >= first and h.last <= last + 1
        for at in range(first, last)
        for h in sentence.at.get(at, ())
    )


def _obligor(people: list[Mention], last: int) -> str | None:
    """Whose withdrawal or release it is: the actor in iḍāfa behind the word."""
    owing = [
        m
        for m in people
        if 0 <= m.first - last <= _OBLIGOR_REACH and not m.prep and m.ids[0] != OTHER and m.kind != PEOPLE
    ]
    return owing[0].ids[0] if owing else None


def _deadline(moments: list[TimeHit], last: int, published: date | None) -> TimeHit | None:
    """The day or span told behind the term, if it is still to come when the report is published.

    «خلال ثلاثة أيام» is of the days that follow: a term is not due before it was agreed.
    """
    told = next((t for t in moments if 0 <= t.first - last <= _DEADLINE_REACH), None)
    if told is None or told.start is None or told.end is None or published is None:
        return None
    if told.kind == "period" and told.end == published:
        return replace(told, start=published, end=published + (told.end - told.start))
    return told if told.end >= published else None
