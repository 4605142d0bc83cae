"""Who was struck, where words beside an attack tell it: whose weapons, dead and positions it met."""

from __future__ import annotations

from sijill.arabic.particles import PREPOSITIONS
from sijill.reading.passage import is_verb, trigger_of
from sijill.reading.roles.casting import ARGUMENT_REACH, Cast, Scene, may_act
from sijill.reading.what.wording import readable
from sijill.reading.who.mention import PEOPLE

_FROM_AFAR = frozenset(("airstrike", "shelling"))
_DEADLY = frozenset(("airstrike", "shelling", "bombing", "suicide_attack", "clash"))
_DEATHS_REACH = 14
_DIED_OF = frozenset("في جراء اثر خلال نتيجه بسبب بفعل".split())
_ITS = frozenset(("ه", "ها"))
_THEIR = frozenset(("ه", "ها", "هم"))
_THEIR_REACH = 6
# Right before an attack stands who carries it out: «شن الجيش غارات».
_CARRIED_REACH = 2


def struck(scene: Scene, result: Cast) -> None:
    """Give those for targets who were struck, before anybody else has a role."""
    _owners(scene, result)
    _dead(scene, result)
    _at_home(scene, result)


def _owners(scene: Scene, result: Cast) -> None:
    """Whose the weapons are that were stopped: «صاروخا أطلقه المسلحون», «ألغاما زرعتها القوات»."""
    if trigger_of(scene.trigger).type != "interception":
        return
    readied = {h.last for h in scene.sentence.words.get("readying", ()) if h.enclitic in _ITS}
    for mention in scene.near:
        behind = 0 <= mention.first - scene.trigger.last <= ARGUMENT_REACH
        if behind and mention.first in readied and may_act(mention):
            result.give("target", mention)


def _dead(scene: Scene, result: Cast) -> None:
    """Whom an attack has killed is whom it struck: «مقتل ثلاثة من المسلحين في غارة»."""
    trigger = scene.trigger
    if is_verb(trigger) or scene.role("بين") == "both" or trigger_of(trigger).type not in _DEADLY:
        return
    before = (t for t in scene.sentence.triggers if t.last <= trigger.first)
    deaths = [t for t in before if trigger_of(t).when.casualty and readable(scene.sentence, t)]
    ahead = scene.sentence.forms[max(scene.sentence.first, trigger.first - 2) : trigger.first]
    if not trigger.proclitics.endswith("ب") and not _DIED_OF.intersection(ahead):
        return
    if not deaths or not 0 < trigger.first - deaths[-1].last <= _DEATHS_REACH:
        return
    death = deaths[-1]
    told = [m for m in scene.near if death.last <= m.first and m.last <= trigger.first and m.prep != "by"]
    killing = is_verb(death) and len(told) > 1 and told[0].first == death.last  # «قتل الجيش خمسة من …»
    for mention in told[1:] if killing else told:
        if mention.kind != PEOPLE or trigger_of(trigger).type != "clash":
            result.give("target", mention)


def _at_home(scene: Scene, result: Cast) -> None:
    """«رد التنظيم على الغارات التي طالت مواقعه»: whose the things struck are did not strike them."""
    trigger = scene.trigger
    if is_verb(trigger) or trigger_of(trigger).type not in _FROM_AFAR or trigger.enclitic:
        return
    theirs = [
        hit.first
        for name, hits in scene.sentence.words.items()
        if name.startswith("object:")
        for hit in hits
        if hit.enclitic in _THEIR and 0 <= hit.first - trigger.last <= _THEIR_REACH
    ]
    if not theirs or any(trigger.last <= m.first < min(theirs) for m in scene.near):
        return
    before = [m for m in scene.near if m.last <= trigger.first and not m.prep and may_act(m)]
    if not before:
        return
    between = scene.sentence.forms[before[-1].last : trigger.first]
    if len(between) > _CARRIED_REACH or PREPOSITIONS.intersection(between):
        result.give("target", before[-1].lead)
