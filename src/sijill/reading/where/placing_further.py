"""Where one noun tells of several attacks: what a verb or a bare number adds to the places it began with."""

from __future__ import annotations

from collections.abc import Iterator

from sijill.arabic.particles import PREPOSITIONS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, is_verb
from sijill.reading.where.spots import PlaceMention
from sijill.reading.where.ties import joins_thing

_EXTENT_REACH = 7
_MORE_REACH = 30
# «وأخرى على X»; «وثلاث قرب Y», «وغارة على Z» without the noun told again.
_MORE = frozenset(
    "اخري اخريان اخريين الاخري الثانيه الثالثه مثلها ثانيه ثالثه رابعه خامسه سادسه واحده اثنتين "
    "اثنتان ثلاث ثلاثا اربع اربعا خمس خمسا ست ستا سبع سبعا ثمان ثماني ثمانيا تسع تسعا عشر عشرا".split()
)
_UPON = frozenset("علي قرب ضد شمال جنوب شرق غرب استهدفت طالت ضربت بالقرب".split())


def further_places(
    sentence: Sentence, trigger: Hit, usable: list[PlaceMention], named: list[PlaceMention]
) -> list[PlaceMention]:
    """The places that a noun's attacks are told to have struck besides those named first."""
    if is_verb(trigger):
        return []
    return [*_extended(sentence, trigger, usable, named), *_others(sentence, trigger, usable)]


def _extended(
    sentence: Sentence, trigger: Hit, usable: list[PlaceMention], named: list[PlaceMention]
) -> list[PlaceMention]:
    """Those that a verb without an event of its own adds: «غارات على X، كما شملت مواقع في Y وZ»."""
    verb = next((h for h in sentence.words.get("place:extending", ()) if h.first >= trigger.last), None)
    if verb is None:
        return []
    place = next((p for p in usable if 0 <= p.first - verb.last <= _EXTENT_REACH), None)
    if place is None or any(trigger.last <= t.first < place.first for t in sentence.triggers):
        return []
    added = [p for p in usable if p.lead is place.lead]
    return added + struck_besides(sentence, added, usable, named)


def _others(sentence: Sentence, trigger: Hit, usable: list[PlaceMention]) -> Iterator[PlaceMention]:
    """Those of further attacks that a number alone tells: «غارات على X، وأخرى على Y، وثلاث قرب Z»."""
    events = {t.first for t in sentence.triggers}
    for at in range(trigger.last, min(trigger.last + _MORE_REACH, sentence.last - 1)):
        if at in events and sentence.forms[at] not in _UPON:
            return
        form, behind = sentence.forms[at], sentence.forms[at + 1]
        alone = behind in _UPON or (behind in PREPOSITIONS and behind != "من")
        if form.startswith("و") and (form[1:] in _MORE or form[1:].isdigit()) and alone:
            place = next((p for p in usable if 0 < p.first - at <= _EXTENT_REACH), None)
            if place is not None:
                yield from (p for p in usable if p.lead is place.lead)


def struck_besides(
    sentence: Sentence, told: list[PlaceMention], usable: list[PlaceMention], named: list[PlaceMention]
) -> list[PlaceMention]:
    """Those of further things struck: «معسكر في X ومخازن في Y», «مواقع في X وفي Y».

    `named` are all places of the sentence: one that only tells where another lies breaks no list.
    """
    found: list[PlaceMention] = []
    last = max((p.last for p in told), default=0)
    while True:
        here = next((p.last for p in named if 0 <= p.first - last <= 1 and p not in usable), last)
        here += here < sentence.last and sentence.forms[here] == "،" and _goes_on(sentence, here + 1, usable)
        place = next((p for p in usable if here <= p.first <= here + _THING_REACH and p.lead is p), None)
        if place is None or place in told or not _led_to(sentence, here, place, beyond=here > last):
            return found
        joined = [p for p in usable if p.lead is place]
        found += joined
        last = max(p.last for p in joined)


def _goes_on(sentence: Sentence, at: int, usable: list[PlaceMention]) -> bool:
    """Whether a list goes on behind a comma: «، ومخازن في X», «، وفي X» that opens no sentence of its own."""
    if joins_thing(sentence, at):
        return True
    if at >= sentence.last or sentence.forms[at] not in _AND_IN:
        return False
    place = next((p for p in usable if 0 <= p.first - at <= _THING_REACH), None)
    return place is not None and not any(
        0 <= t.first - place.last <= _NEW_SENTENCE for t in sentence.triggers
    )


def _led_to(sentence: Sentence, at: int, place: PlaceMention, *, beyond: bool) -> bool:
    """Whether «و» and a thing struck, or «وفي», lead on from one place to the next.

    Beyond what holds the one before, «و» alone does: «قاعدة X في Y وجبل Z».
    """
    if place.first == at:
        return beyond and sentence.forms[at].startswith("و") and not place.prep
    if any(at <= t.first < place.first for t in sentence.triggers):
        return False
    if sentence.forms[at] in _AND_IN and (place.prep or place.direction):
        return True
    if place.prep not in _WHERE:
        return False
    return joins_thing(sentence, at)


_THING_REACH = 5
_WHERE = frozenset(("في", "ب", "علي", "قرب"))
_AND_IN = frozenset(("وفي", "وعلي", "وقرب", "وحول", "وكذلك", "وكذا", "وايضا"))
# How near behind a place an event's word makes of «، وفي X» a sentence of its own.
_NEW_SENTENCE = 4
