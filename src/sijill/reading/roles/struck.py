"""Who was struck, where words beside an attack tell it: whose weapons, dead and positions it met."""

from __future__ import annotations

from sijill.arabic.particles import PREPOSITIONS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, is_verb, trigger_of
from sijill.reading.roles.casting import ARGUMENT_REACH, Cast, Scene, may_act
from sijill.reading.what.arms import UNDECIDED
from sijill.reading.what.wording import readable
from sijill.reading.who.mention import PEOPLE

_FROM_AFAR = frozenset(("airstrike", "shelling"))
_DEADLY = frozenset(("airstrike", "shelling", "bombing", "suicide_attack", "clash"))
_ATTACKS = _DEADLY | {UNDECIDED}
_DEATHS_REACH = 14
_DIED_OF = frozenset("في جراء اثر خلال نتيجه بسبب بفعل".split())
_ITS = frozenset(("ه", "ها"))
_THEIR = frozenset(("ه", "ها", "هم"))
_THEIR_REACH = 6
_OWN_REACH = 5
# Right before an attack stands who carries it out: «شن الجيش غارات».
_CARRIED_REACH = 2


def struck(scene: Scene, result: Cast) -> None:
    """Give those for targets who were struck, before anybody else has a role."""
    _owners(scene, result)
    _dead(scene, result)
    _at_home(scene, result)
    _whose_own(scene, result)


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


def _whose_own(scene: Scene, result: Cast) -> None:
    """«تراجع المسلحون بعد أن قصف الطيران مواقعهم»: those spoken of before were struck, and struck nobody."""
    trigger, sentence = scene.trigger, scene.sentence
    if not is_verb(trigger) or trigger_of(trigger).type not in _ATTACKS or trigger.enclitic:
        return
    theirs = [
        at for at in range(trigger.last, min(trigger.last + _OWN_REACH, sentence.last)) if _own(sentence, at)
    ]
    if not theirs:
        return
    between = {i for m in scene.near if trigger.last <= m.first < theirs[0] for i in m.ids}
    before = [
        m for m in scene.everyone if m.last <= trigger.first and not m.prep and not between & set(m.ids)
    ]
    if before and not (_of_many(trigger) and not between):
        result.give("target", before[-1].lead)


def _own(sentence: Sentence, at: int) -> bool:
    """Whether a word is of something to be struck that belongs to people told in the plural: «مواقعهم»."""
    return any(
        h.enclitic == "هم" and not h.proclitics and (h.entry.data == "position" or _is_thing(h))
        for h in sentence.at.get(at, ())
        if h.entry.kind == "word"
    )


def _is_thing(hit: Hit) -> bool:
    return str(hit.entry.data).startswith("object:")


def _of_many(verb: Hit) -> bool:
    """Whether a verb is in the plural, whose subject stands before it: «هاجموا مواقعهم»."""
    return all(r.number == "p" for r in verb.entry.verb or ())
