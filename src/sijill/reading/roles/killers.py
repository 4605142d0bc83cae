"""«قتل قناص من الحوثيين طفلة»: a fighter behind «قتل» who kills, and is not the one who was killed."""

from __future__ import annotations

from sijill.arabic.particles import COMMAS, PREPOSITIONS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, is_verb, of_people, trigger_of

_FIGHTERS = frozenset(("one:fighters", "one:soldiers", "many:fighters", "many:soldiers"))
_OF = frozenset(("من", "في"))
_NAMES = frozenset(("actor", "epithet", "nation"))
_UNKNOWN = frozenset(("مجهول", "مجهولون", "ملثم", "ملثمون"))


def killer(sentence: Sentence, verb: Hit) -> range:
    """The tokens of the fighter who is the verb's subject, none where nobody stands behind as its object.

    Only his own name or side may stand between him and whom he kills: «قتل جندي برصاص مسلحين» has one dead
    soldier, «قتل جندي من الجيش مدنيا» one dead civilian.
    """
    at = verb.last
    if not is_verb(verb) or verb.enclitic or not _fighter(sentence, at):
        return range(0)
    behind = _behind_name(sentence, at + 1)
    if _active(verb) and behind < sentence.last and sentence.forms[behind] not in COMMAS | PREPOSITIONS:
        return range(at, behind)  # «اغتال مسلحون مجهولون فلانا»
    killed = of_people(sentence.classes(behind)) and not _bound(sentence, behind)
    return range(at, behind) if killed else range(0)


def _active(verb: Hit) -> bool:
    """Whether a verb of killing in the singular is spelt so in the active alone: «اغتال», not «قتل»."""
    kills = trigger_of(verb).type == "killing"
    return kills and all(r.voice == "active" and r.number == "s" for r in verb.entry.verb or ())


def _fighter(sentence: Sentence, at: int) -> bool:
    """Whether a word is a fighter's in a form that a subject may have, with nothing tied to it."""
    if at >= sentence.last or sentence.forms[at].endswith(("ا", "ين")):
        return False
    return bool(sentence.classes(at) & _FIGHTERS) and not _bound(sentence, at)


def _behind_name(sentence: Sentence, at: int) -> int:
    """The token behind the name, side or adjective that begins at one."""
    if at < sentence.last and sentence.forms[at] in _OF:
        at += 1
        while at < sentence.last and "head" in sentence.classes(at) and not _named(sentence, at):
            at += 1
    if at < sentence.last and sentence.forms[at] in _UNKNOWN:
        return at + 1
    return max((h.last for h in _named(sentence, at)), default=at)


def _named(sentence: Sentence, at: int) -> list[Hit]:
    return [h for h in sentence.at.get(at, ()) if h.entry.kind in _NAMES and not h.proclitics]


def _bound(sentence: Sentence, at: int) -> bool:
    """Whether a particle is written with a word: «وطفلة», «بمدني», «لجندي»."""
    return all(h.proclitics for h in sentence.at.get(at, ()))
