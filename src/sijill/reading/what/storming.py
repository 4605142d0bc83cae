"""Whether a place is stormed in a fight for it, or only to search it: «اقتحام معسكر» is no raid."""

from __future__ import annotations

from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, is_verb, trigger_of
from sijill.reading.what.kind import sides
from sijill.reading.what.wording import stands
from sijill.reading.who.named import Mention

# Places that are stormed in a fight, not searched.
_DEFENDED = ("object:base", "object:position", "object:checkpoint")
_BEHIND = 4


def stormed_in_fight(sentence: Sentence, hit: Hit, mentions: list[Mention]) -> bool:
    """Whether a word of storming tells of a fight: for a force's own place, by attackers, for a town."""
    return _defended(sentence, hit) or _attacked(sentence, hit) or _fought_for(sentence, hit, mentions)


def _stormed(sentence: Sentence, hit: Hit) -> range:
    """Where what is stormed stands: behind the word, or before «لاقتحامها», which only takes it up."""
    after = sentence.forms[hit.last] if hit.last < sentence.last else ""
    if hit.enclitic and (is_verb(hit) or not after.startswith("لل")):
        return range(max(sentence.first, hit.first - _TAKEN_UP), hit.first)
    return range(hit.last, min(hit.last + (_BEHIND_VERB if is_verb(hit) else _BEHIND) + 1, sentence.last))


_TAKEN_UP = 9
_BEHIND_VERB = 7
_OF_ARMY = frozenset("عسكري عسكريه عسكريا العسكري العسكريه".split())
_ATTACKERS = frozenset("المهاجمون المهاجمين المهاجم المهاجمان مهاجمون مهاجمين".split())


def _defended(sentence: Sentence, hit: Hit) -> bool:
    """Whether what is stormed is a force's own place: «اقتحام معسكر», «القاعدة التي اقتحموها»."""
    behind = _stormed(sentence, hit)
    if any(sentence.forms[at] in _OF_ARMY for at in behind):
        return True
    return any(
        behind.start <= place.first < behind.stop
        for name in _DEFENDED
        for place in sentence.words.get(name, ())
    )


def _attacked(sentence: Sentence, hit: Hit) -> bool:
    """Whether who storms a place is called an attacker: «اقتحم المهاجمون الفندق»."""
    around = range(max(sentence.first, hit.first - _TAKEN_UP), min(hit.last + 2, sentence.last))
    return any(sentence.forms[at] in _ATTACKERS for at in around)


# What tells that a place is stormed in a fight for it.
_FIGHTING = frozenset("shelling airstrike capture".split())
# What is stormed to search it, wherever it lies.
_SEARCHED = frozenset(
    f"object:{kind}"
    for kind in "home hospital school mosque market displaced_camp prison government_building other".split()
)


def _fought_for(sentence: Sentence, hit: Hit, mentions: list[Mention]) -> bool:
    """Whether a town or an area is stormed against a force: «اقتحمت القوات المدينة من قبضة المسلحين»."""
    behind = _stormed(sentence, hit)
    if any(sentence.classes(at) & _SEARCHED for at in behind) or not any(
        _is_place(sentence, at) for at in behind
    ):
        return False
    told = [t for t in sentence.triggers if stands(sentence, t)]
    if any(trigger_of(t).type == "clash" and _breaks_out(sentence, t) for t in told):
        return False  # the fight is told besides: «اقتحموا البلدة واندلعت اشتباكات»
    by_force = any(trigger_of(t).type in _FIGHTING for t in told)
    return by_force or len({m.ids for m in sides(mentions)}) > 1


_BREAKING_OUT = ("اندلع", "وقع", "دار", "نشب", "جرت")


def _breaks_out(sentence: Sentence, fight: Hit) -> bool:
    """Whether a fight is told by a verb that joins it to what was told: «ودارت معارك»."""
    before = sentence.forms[fight.first - 1] if fight.first > sentence.first else ""
    return before[:1] in ("و", "ف") and before[1:].startswith(_BREAKING_OUT)


def _is_place(sentence: Sentence, at: int) -> bool:
    """Whether a town or an area is named here: no building, which is stormed to search it."""
    named = any(h.entry.kind == "place" and not h.proclitics for h in sentence.at.get(at, ()))
    return named or any(name.startswith(("level:", "anaphor:")) for name in sentence.classes(at))
