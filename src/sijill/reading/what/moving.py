"""Whether a word of moving tells that troops, arms or a side in arms moved: «وصلت كتيبة», not «وصل الوفد»."""

from __future__ import annotations

from sijill.arabic.particles import CLAUSE_OPENERS, COMMAS, PREPOSITIONS, RELATIVES
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, is_verb, trigger_of
from sijill.reading.roles.casting import Cast
from sijill.reading.who.mention import PEOPLE, Mention

_BEFORE = 9
_BEHIND = 8
_SUBJECT_BEHIND = 4
_NOUN_BEHIND = 4
_BOUND = 14
_ON_THE_WAY = 4
_TROOPS = frozenset(("contingent",))
_STATES = frozenset(("state", "foreign_state", "organisation", "party"))
_PERSONS = frozenset(("leader", "spokesman", "media", "capital"))
# «حيث ينتشر», «التي تتمركز فيها»: where a force is known to stand, no news of its coming.
_WHERE = RELATIVES | {"حيث"}
_TOWARDS = frozenset("الي نحو صوب باتجاه تجاه اتجاه داخل عبر".split())
_ARMY = frozenset(("contingent", "group:army", "group:forces", "soldiers", "fighters"))


def moved(sentence: Sentence, hit: Hit, cast: Cast, has_place: bool) -> bool:
    """Whether what a trigger's frame asks to be moved is told around it."""
    asked = trigger_of(hit).when.moved
    if not asked:
        return True
    if (asked == "self" and _where_it_stands(sentence, hit)) or _reached_number(sentence, hit):
        return False
    classes = _TROOPS | {"materiel"} if asked == "arms" else _TROOPS
    if _behind(sentence, hit, classes) or (is_verb(hit) and _ahead(sentence, hit)):
        return True
    return asked == "self" and _by_itself(sentence, hit, cast, has_place)


def _where_it_stands(sentence: Sentence, hit: Hit) -> bool:
    """«حيث ينتشر المسلحون», unless it goes on to tell where to: «حيث تتقدم القوات نحو …»."""
    before = sentence.forms[hit.first - 1] if hit.first > sentence.first else ""
    present = is_verb(hit) and all(reading.tense == "present" for reading in hit.entry.verb or ())
    if not present or before not in _WHERE:
        return False
    return not any(f in _TOWARDS for f in sentence.forms[hit.last : min(hit.last + _BOUND, sentence.last)])


def _reached_number(sentence: Sentence, hit: Hit) -> bool:
    """«وصلت إلى 120 قتيلا»: a tally comes to a figure."""
    return any(form.isdigit() for form in sentence.forms[hit.last : min(hit.last + 2, sentence.last)])


def _behind(sentence: Sentence, hit: Hit, classes: frozenset[str]) -> bool:
    """Whether troops are the subject or object behind a trigger, before another verb begins to tell."""
    moving = "subject" in trigger_of(hit).roles and trigger_of(hit).roles.get("object") == "place"
    reach = _SUBJECT_BEHIND if moving else _BEHIND if is_verb(hit) else _NOUN_BEHIND
    whither = moving and hit.last < sentence.last and sentence.forms[hit.last] in _TOWARDS
    if whither:
        reach = _BEHIND + _SUBJECT_BEHIND  # «وصلت إلى المدينة كميات من الدبابات»
    for at in range(hit.last, min(hit.last + reach + 1, sentence.last)):
        form = sentence.forms[at]
        if _verb_at(sentence, at) or form in RELATIVES or form in COMMAS:
            return False
        if moving and not whither and form.removeprefix("و") in PREPOSITIONS - {"من", "نحو"}:
            return False
        if _is_one(sentence, at, classes) and sentence.forms[at - 1] not in _TOWARDS:
            return True  # «نقلت إلى القوات» tells to whom, not what
    return False


def _ahead(sentence: Sentence, hit: Hit) -> bool:
    """Whether troops named before a verb are its subject, or the object that its pronoun takes up."""
    moving = trigger_of(hit).roles.get("object") == "place"
    if not moving and not hit.enclitic and not _was_sent(sentence, hit):
        return False
    if moving and hit.enclitic:
        return False
    for at in range(hit.first - 1, max(sentence.first, hit.first - _BEFORE) - 1, -1):
        if _verb_at(sentence, at) or sentence.forms[at].removeprefix("و") in CLAUSE_OPENERS - {"ان"}:
            return False
        governed = at > sentence.first and sentence.forms[at - 1].removeprefix("و") in PREPOSITIONS - {"من"}
        if _is_one(sentence, at, _TROOPS) and not governed:
            return True
    return False


def _was_sent(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb of sending may be passive and tells right behind it where to: «تعزيزات أرسلت إلى …»."""
    behind = sentence.forms[hit.last] if hit.last < sentence.last else ""
    passive = any(reading.voice == "passive" for reading in hit.entry.verb or ())
    return passive and (behind in _TOWARDS or behind.startswith("لل"))


def _is_one(sentence: Sentence, at: int, classes: frozenset[str]) -> bool:
    """Whether a word for troops stands here, not «بقوة» or «لقوات»."""
    return any(
        h.entry.kind == "word" and h.entry.data in classes and not h.proclitics.endswith(("ب", "ل", "ك"))
        for h in sentence.at.get(at, ())
    )


def _verb_at(sentence: Sentence, at: int) -> bool:
    return any(t.first == at and is_verb(t) for t in sentence.at.get(at, ()) if t.entry.kind == "trigger")


def _by_itself(sentence: Sentence, hit: Hit, cast: Cast, has_place: bool) -> bool:
    """Whether a side in arms is told to have moved; one only guessed at must have gone somewhere."""
    role = trigger_of(hit).roles.get("subject", "")
    told = [m for m in cast.roles.get(role, []) if in_arms(sentence, m)]
    if any(not any(m is g for g in cast.guessed) for m in told):
        return True
    one_man = is_verb(hit) and all(r.gender == "m" and r.number == "s" for r in hit.entry.verb)
    many = is_verb(hit) and all(r.number == "p" for r in hit.entry.verb)
    reach = _ON_THE_WAY if many else 2
    straight = any(f in _TOWARDS for f in sentence.forms[hit.last : min(hit.last + reach, sentence.last)])
    return has_place and straight and not one_man and (bool(told) or role in cast.inherited)


def in_arms(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention is of armed people; a state is so by its army: «الجيش السوري», not «تركيا»."""
    if mention.kind == PEOPLE or mention.use in _PERSONS:
        return "unknown_gunmen" in mention.ids or "tribes" in mention.ids
    if mention.kind not in _STATES:
        return True
    return any(sentence.classes(at) & _ARMY for at in range(mention.first, mention.last))
