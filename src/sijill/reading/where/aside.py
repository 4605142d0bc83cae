"""Places that a report names without placing an event there: a post, a paper, a dateline, a speaker."""

from __future__ import annotations

from sijill.arabic.particles import COMMAS, COMPLEMENTISERS, QUOTES
from sijill.packs.compiled import outlet_key
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.where.spots import PlaceMention

_DATELINE = 8
# «الذي يعيش في المنفى في X», «المنحدر من X»
_HOME_REACH = 4
# «في تصريح خص به "الرياض"»
_TOLD_IT_ALONE = frozenset(("به", "بها"))
# How far from the verb of saying, and from what is said, the place of the speaker may stand.
_SPEAKER_REACH = 14


def aside(sentence: Sentence, mention: PlaceMention, context: Context) -> bool:
    """Whether the words about a place do not tell where something happened."""
    return (
        _named_in_passing(sentence, mention)
        or _told_to(sentence, mention, context)
        or _told_from(sentence, mention, context)
        or _home(sentence, mention)
    )


def _named_in_passing(sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether the words do not place an event there: a post, a paper, a press conference, a dateline."""
    before = mention.first - 1
    if before >= sentence.first and not mention.prep and not mention.direction:
        classes = sentence.classes(before)
        if "place:titles" in classes and "position" not in classes:
            return True
    if _centre(sentence, mention):
        return True
    nearby = max(sentence.first, mention.first - 4)
    if mention.prep in ("في", "ب") and sentence.has("place:gathering", nearby, mention.first):
        return True
    return mention.last - sentence.first <= _DATELINE and _dateline(sentence, mention)


def _centre(sentence: Sentence, mention: PlaceMention) -> bool:
    """«مركز صنعاء الحقوقي»: an office, by the adjective behind the town's name."""
    if not sentence.forms[mention.first].endswith("مركز") or mention.last >= sentence.last:
        return False
    following = sentence.forms[mention.last]
    about_place = "place:describing" in sentence.classes(mention.last)  # «مركز الوديعة الحدودي»
    return following.startswith("ال") and following.endswith("ي") and not about_place


def _told_to(sentence: Sentence, mention: PlaceMention, context: Context) -> bool:
    """«قال لـ"الرياض"», «خص بها "الرياض"»: a paper that is called like a town, by the quotation marks."""
    at = mention.first - 1
    if at <= sentence.first or sentence.forms[at] not in QUOTES:
        return False
    leads = sentence.forms[at - 1].startswith("ل") or sentence.forms[at - 1] in _TOLD_IT_ALONE
    return leads and outlet_key(mention.name) in context.pack.sources


def _told_from(sentence: Sentence, mention: PlaceMention, context: Context) -> bool:
    """«قال مسؤولون في واشنطن إن …»: where somebody of another country speaks."""
    if mention.entry is None or mention.entry.country == context.country or mention.prep not in ("في", "ب"):
        return False
    said = [
        h.last for name in ("say", "saying") for h in sentence.words.get(name, ()) if h.last <= mention.first
    ]
    if not said or mention.first - max(said) > _SPEAKER_REACH:
        return False
    forms = sentence.forms
    behind = forms[mention.last : min(mention.last + _SPEAKER_REACH, sentence.last)]
    between = forms[max(said) : mention.first]
    return bool(COMPLEMENTISERS.intersection(behind)) and not COMPLEMENTISERS.intersection(between)


def _home(sentence: Sentence, mention: PlaceMention) -> bool:
    """«الرئيس المقيم في X»: where somebody lives or comes from, and not where anything happened."""
    if mention.prep not in ("في", "ب", "من"):
        return False
    words = sentence.words.get("place:residing", ())
    return any(
        0 <= mention.first - h.last < _HOME_REACH
        and not any(h.last <= t.first < mention.first for t in sentence.triggers)
        for h in words
    )


def _dateline(sentence: Sentence, mention: PlaceMention) -> bool:
    """«صنعاء – سبأ», «عدن (رويترز):» at the head of a paragraph."""
    if mention.core != sentence.first and sentence.forms[mention.first - 1] not in COMMAS or mention.prep:
        return False
    return mention.last < sentence.last and sentence.forms[mention.last] in ("-", "–", "—", "/", "(", ":")
