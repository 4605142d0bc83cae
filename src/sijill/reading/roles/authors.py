"""Who is told behind a deed by words that take it up: «ألغام زرعها المسلحون», «عبوة من مخلفات …»."""

from __future__ import annotations

from sijill.arabic.particles import SENTENCE_ENDS
from sijill.reading.passage import trigger_of
from sijill.reading.roles.casting import Cast, Scene, may_act
from sijill.reading.who.mention import Mention

_REACH = 9
_GAP = 1
# The pronoun by which a verb takes up the noun before it.
_IT = frozenset(("ه", "ها", "هما"))
# «قصف قامت به القوات»
_BY_IT = (["به"], ["بها"], ["بهما"])
_DOING = ("performing", "authoring")
# Types whose word may be the charge, the shot or the act itself, with a verb of its own behind it.
_AUTHORED = frozenset(("bombing", "shelling", "airstrike", "suicide_attack", "clash", "killing", "abduction"))


def author(scene: Scene, result: Cast) -> None:
    """Give the actor's role to him whom a verb with the deed's pronoun tells behind it."""
    if "actor" in result.roles or trigger_of(scene.trigger).type not in _AUTHORED:
        return
    found = _behind(scene)
    if found is not None and not result.placed(found):
        result.inherited.pop("actor", None)
        for mention in scene.everyone:
            if mention.lead is found:
                result.give("actor", mention)


def _behind(scene: Scene) -> Mention | None:
    """Who stands behind the first verb of doing that takes up what stands before it."""
    sentence = scene.sentence
    for at in range(scene.trigger.last, min(scene.trigger.last + _REACH, sentence.last)):
        if sentence.forms[at] in SENTENCE_ENDS:
            return None
        for hit in sentence.at.get(at, ()):
            if not hit.entry.verb or hit.entry.data not in _DOING:
                continue
            last = hit.last + (sentence.forms[hit.last : hit.last + 1] in _BY_IT)
            if hit.enclitic in _IT or last > hit.last:
                behind = (m for m in scene.everyone if 0 <= m.first - last <= _GAP)
                return next((m for m in behind if not m.prep and may_act(m)), None)
    return None
