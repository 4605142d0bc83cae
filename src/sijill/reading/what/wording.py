"""Whether a word can be read for its event here: as noun or verb, among the words that its frame asks for."""

from __future__ import annotations

from functools import lru_cache

from sijill.arabic.particles import COMMAS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import PERSONS, Sentence, is_verb, of_people, trigger_of

_NEAR_REACH = 14
_BESIDE = 2
_NEXT = 2
OBJECT = 6  # a verb has its subject between itself and its object
_SUBJECT_REACH = 8
_VERB_FIRST = frozenset(
    "ان انه انها الذي التي قد لم لا لن ما كما حيث فيما بينما عندما حين وقد بعدما كانت".split()
)


def readable(sentence: Sentence, hit: Hit) -> bool:
    """Whether a spelling that is verb and noun («قصف», «قتل») can be what this hit takes it for."""
    twins = [t for t in sentence.triggers if t.first == hit.first and t.last == hit.last]
    kinds = {is_verb(t) for t in twins}
    if len(kinds) < 2:
        return True
    before = sentence.forms[hit.first - 1] if hit.first > sentence.first else ""
    objectless = bool(hit.enclitic) and trigger_of(hit).when.intransitive  # «، وزحفها نحو»
    noun = objectless or _noun_place(sentence, hit, before)
    return noun != is_verb(hit)


def words_fit(sentence: Sentence, hit: Hit) -> bool:
    """Whether the words around a trigger are those that its frame asks for, and none that it excludes."""
    when = trigger_of(hit).when
    if when.without and _beside(sentence, hit, when.without):
        return False
    if when.near and not _near(sentence, hit, when.near):
        return False
    if when.next and not _followed(sentence, hit, when.next):
        return False
    return not (when.unless and _near(sentence, hit, when.unless))


def _noun_place(sentence: Sentence, hit: Hit, before: str) -> bool:
    """Whether a word that may be verb or masdar stands where a noun stands."""
    form = sentence.forms[hit.first]
    if hit.proclitics.endswith(("ب", "ل", "ك")) or form.lstrip("وف").startswith("ال"):
        return True
    if of_one_named(sentence, hit):
        return False
    opening = before == "" or before in COMMAS or before in _VERB_FIRST
    after = sentence.forms[hit.last] if hit.last < sentence.last else ""
    if hit.enclitic:
        return before == "" or not opening
    if hit.proclitics in ("و", "ف"):
        previous = [t for t in sentence.triggers if t.first < hit.first and hit.first - t.last <= 4]
        return (bool(previous) and not is_verb(previous[-1])) or _indefinite_adjective(after)
    if opening:
        return _indefinite_adjective(after)
    return True


def of_one_named(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb stands behind its subject: «أن جنديا قتل في …», «أن ضابطا في الجيش قتل».

    No noun could stand there: behind an accusative or a word with the article nothing is tied to it.
    """
    before = sentence.forms[hit.first - 1] if hit.first > sentence.first else ""
    if not before.startswith("ال") and not before.endswith(("ا", "ه")):
        return False
    for at in range(hit.first - 1, max(sentence.first, hit.first - _SUBJECT_REACH) - 1, -1):
        if sentence.forms[at].lstrip("وبل") == "ان":
            subject = sentence.classes(at + 1)
            return at + 1 < hit.first and (of_people(subject) or bool(subject & PERSONS))
        if sentence.forms[at] in COMMAS or any(t.first == at and is_verb(t) for t in sentence.triggers):
            return False
    return False


def _indefinite_adjective(form: str) -> bool:
    """«قصف مدفعي»: an indefinite nisba behind the word makes it a noun."""
    return form.endswith("ي") and not form.startswith("ال") and len(form) > 3


def _beside(sentence: Sentence, hit: Hit, words: frozenset[str]) -> bool:
    around = range(max(sentence.first, hit.first - _BESIDE), min(sentence.last, hit.last + _BESIDE))
    return any(at < hit.first or at >= hit.last for at in around if _bare(sentence.forms[at]) & words)


def _followed(sentence: Sentence, hit: Hit, words: frozenset[str]) -> bool:
    reach = OBJECT if is_verb(hit) else _NEXT
    return any(
        _bare(form) & words for form in sentence.forms[hit.last : min(hit.last + reach, sentence.last)]
    )


def _near(sentence: Sentence, hit: Hit, words: frozenset[str]) -> bool:
    first, last = sentence.clause_of(hit.first)
    first, last = (
        max(first, hit.first - _NEAR_REACH),
        min(max(last, hit.last + 6), hit.last + _NEAR_REACH, sentence.last),
    )
    return any(
        _bare(sentence.forms[at]) & words
        for at in range(first, last)
        if not hit.first <= at < hit.last or hit.enclitic
    ) or bool({sentence.forms[hit.first]} & words)


@lru_cache(maxsize=1 << 16)
def _bare(form: str) -> frozenset[str]:
    """A form as it stands, and without the conjunction and one preposition."""
    found = {form}
    for prefix in ("و", "ف"):
        if form.startswith(prefix):
            found.add(form[1:])
    for word in list(found):
        if word.startswith("لل"):
            found.add("ال" + word[2:])
        elif word.startswith(("ب", "ل", "ك")) and len(word) > 3:
            found.add(word[1:])
    for word in list(found):
        for suffix in ("هما", "هم", "ها"):
            if word.endswith(suffix) and len(word) > len(suffix) + 2:
                found.add(word.removesuffix(suffix))
    return frozenset(found)


def stands(sentence: Sentence, hit: Hit) -> bool:
    """Whether the words about a trigger let it tell of its event, whatever else is asked."""
    when = trigger_of(hit).when
    if when.without and _beside(sentence, hit, when.without):
        return False
    if when.next and not _followed(sentence, hit, when.next):
        return False
    if when.unless and _near(sentence, hit, when.unless):
        return False
    return readable(sentence, hit) and not (when.near and not _near(sentence, hit, when.near))
