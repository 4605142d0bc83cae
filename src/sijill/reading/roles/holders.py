"""Who held the place that was struck or taken: «من قبضة X», «مبنى يتحصن فيه مسلحون»."""

from __future__ import annotations

from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, trigger_of
from sijill.reading.roles.casting import Cast, Scene, may_act
from sijill.reading.what.arms import UNDECIDED
from sijill.reading.who.mention import Mention

_HELD_REACH = 25
# «من قبضة X», «من سيطرة X», «من يد X»: whom a place is taken from.
_GRIPS = frozenset("سيطره قبضه يد ايدي براثن ايادي".split())
THEIR_GRIP = frozenset(grip + whose for grip in ("سيطرت", "قبضت", "ايدي", "براثن") for whose in ("هم", "ها"))
_GRIPPED = frozenset(("بيد", "بايدي", "لسيطره"))
# What is done to those who hold a place by doing it to the place.
_AT_A_PLACE = frozenset(
    ("clash", "capture", "airstrike", "shelling", "bombing", "suicide_attack", "raid", "siege", UNDECIDED)
)
# By these a verb of holding takes up the place: «يسيطر عليها», «يتحصن فيه», «يحتلها».
_IN_IT = frozenset("عليه عليها عليهما فيه فيها فيهما به بها بهما".split())
_IT = frozenset(("ه", "ها", "هما"))


def holders(scene: Scene, result: Cast) -> None:
    """Give those for targets who a relative clause tells to hold the place: «مدن يسيطر عليها المسلحون»."""
    trigger, sentence = scene.trigger, scene.sentence
    if trigger_of(trigger).type not in _AT_A_PLACE or "target" not in scene.roles.values():
        return
    for holding in sentence.words.get("holding", ()):
        first = _behind(sentence, holding)
        if first is None or not 0 < holding.first - trigger.last <= _HELD_REACH:
            continue
        if any(trigger.last <= t.first < holding.first for t in sentence.triggers):
            return
        for mention in scene.everyone:
            if mention.lead.first == first and may_act(mention) and not mention.lead.prep:
                result.give("target", mention)
        return


def _behind(sentence: Sentence, holding: Hit) -> int | None:
    """Where the subject of a verb stands that takes up the place before it, None if it takes up nothing."""
    if holding.last < sentence.last and sentence.forms[holding.last] in _IN_IT:
        return holding.last + 1
    return holding.last if holding.enclitic in _IT else None


def gripped(sentence: Sentence, mention: Mention) -> bool:
    """«من قبضة X»: the word of grip stands between «من» and the name."""
    at = mention.first - 1
    forms = sentence.forms
    return at > sentence.first and forms[at] in _GRIPS and forms[at - 1] in ("من", "تحت")


def held_by(sentence: Sentence, mention: Mention, trigger: Hit) -> bool:
    """Whether a mention behind the trigger is told to have held the place: «التي كانت في أيدي …»."""
    at = mention.first - 1
    forms = sentence.forms
    if not 0 <= mention.first - trigger.last <= _HELD_REACH or at - 1 < sentence.first:
        return False
    return forms[at] in _GRIPS and forms[at - 1] in ("من", "تحت", "في") or forms[at] in _GRIPPED
