"""Names of places that the gazetteer lacks, known by the level word before them: «قرية صرادة»."""

from __future__ import annotations

from sijill.arabic.fold import plain
from sijill.arabic.particles import CLAUSE_OPENERS, DEMONSTRATIVES, NEGATIONS, PREPOSITIONS, RELATIVES
from sijill.reading.passage import Sentence
from sijill.reading.where.common_words import QUARTERS, many_of
from sijill.reading.where.known import is_definite, level_classes
from sijill.reading.where.spots import PlaceMention
from sijill.record import Level

_OPENING = '"“«('
_CLOSING = '"”»)'
# Levels at which a unit is what its level word says; every other head makes a site.
_OWN_LEVEL: dict[str, Level] = {
    "governorate": "governorate",
    "district": "district",
    "subdistrict": "subdistrict",
    "village": "village",
    "town": "town",
}
# From the level that tells most to the one that tells least.
_PRECISE = ("governorate", "district", "subdistrict", "town", "village", "site")
_ADJECTIVE_ENDINGS = ("ي", "يه", "يين", "يون", "يات")
_MARKS = frozenset("\"“”«»()'")
_NO_NAME_ENDINGS = ("ين", "ون", "ات", "ها", "هم", "يه", "ته", "هما")
_NO_NAMES = PREPOSITIONS | RELATIVES | DEMONSTRATIVES | NEGATIONS | CLAUSE_OPENERS
_LONGEST_QUOTED = 4
# What may go on with the name of somebody honoured, and what begins «عبد الله».
_IN_NAMES = ("given_names", "place:beginning")
_SERVANT = "عبد"
# A longer name hardly ever begins with a «و» of its own.
_SHORT_NAME = 4
# What tells one of two settlements of a name from the other.
_PAIRED = frozenset(
    "الشرقيه الغربيه الشماليه الجنوبيه الكبري الصغري الكبيره الصغيره العليا السفلي الفوقا التحتا الفوقاني "
    "التحتاني الفوقانيه التحتانيه الجديده القديمه".split()
)


def unknown(sentence: Sentence, at: int, taken: set[int]) -> PlaceMention | None:
    """The place named by a level word at `at` and the name behind it, or None."""
    levels = level_classes(sentence, at)
    if not levels or is_definite(sentence.forms[at]):
        return None
    level = most_telling(levels)
    start = at + 1
    opening = start < sentence.last and sentence.forms[start] in _OPENING
    start += opening
    proper = "place:proper" in sentence.classes(at)
    if start >= sentence.last or start in taken or not could_be_name(sentence, start, proper=proper):
        return None
    if level_classes(sentence, start) and "place:beginning" not in sentence.classes(start):
        return None
    if _describes(sentence, at, start):
        return None
    end = _quoted_end(sentence, start) if opening else name_end(sentence, start, taken)
    if many_of(sentence, start, end):
        return None
    named_by_noun = proper and end == start + 1 and "place:common" in sentence.classes(start)
    if named_by_noun and _open_word(sentence, end, taken):
        end += sentence.forms[end].startswith("ال") and sentence.forms[end].endswith(_ADJECTIVE_ENDINGS)
    if "place:website" in sentence.classes(at) and (opening or not sentence.forms[start].startswith("ال")):
        return None
    generic = "place:generic" in sentence.classes(at) or "place:several" in sentence.classes(at)
    name = written(sentence, start, end)
    if level == "site" and not generic:
        name = f"{_head(sentence, at)} {name}"
    spot = own_level(level)
    several = "place:several" in sentence.classes(at)
    return PlaceMention(
        at, end, start, name, spot, None, f"core/places.yaml: level/{level}",
        level_word=level, several=several,
    )  # fmt: skip


def most_telling(levels: frozenset[str]) -> str:
    """Of the levels that a word may tell the one that says most; a plain site if it tells none."""
    return min(levels, key=_PRECISE.index, default="site")


def own_level(level: str) -> Level:
    """The level of a name that only its level word tells of."""
    return _OWN_LEVEL.get(level, "site")


def _describes(sentence: Sentence, head: int, at: int) -> bool:
    """Whether a word that no gazetteer lists is an adjective in the accusative: «مستشفى ميدانيا»."""
    masculine = not sentence.forms[head].endswith("ه")
    listed = any(hit.entry.kind == "place" for hit in sentence.at.get(at, ()))
    return masculine and not listed and sentence.forms[at].endswith("يا")


def _head(sentence: Sentence, at: int) -> str:
    """The level word as written, without what is attached before it."""
    hits = (h for h in sentence.at.get(at, ()) if h.entry.kind == "word")
    cut = next((h.proclitics for h in hits if h.entry.data.startswith("level:")), "")
    return written(sentence, at, at + 1, cut)


def written(sentence: Sentence, first: int, last: int, proclitics: str = "") -> str:
    """The report's own spelling of a name, without what is attached before it and quotation marks."""
    name = plain(sentence.passage.quote(first, last).text)[len(proclitics) :]
    if proclitics.endswith("ل") and name.startswith("ل"):
        name = "ا" + name
    return " ".join("".join(" " if c in _MARKS else c for c in name).split())


def could_be_name(
    sentence: Sentence, at: int, *, joined: bool = False, proper: bool = False, held: bool = False
) -> bool:
    """Whether a word behind a level word can be a name.

    `joined` if it begins with «و»; `proper` behind words like «شارع», that take any noun for a name; `held`
    if a definite noun behind it makes a noun of it that ends like an adjective: «ساقية الكرت».
    """
    whole = sentence.forms[at]
    form = whole[1:] if joined else whole
    shortest = 2 if "place:beginning" in sentence.classes(at) else 3
    if not form.isalpha() or len(form) < shortest or not "\u0621" <= form[0] <= "\u064a":
        return False
    if form in _NO_NAMES:
        return False
    definite = form.startswith("ال")
    if form.startswith(("وال", "بال", "لل", "فال", "لت")) or _goes_on(sentence, at, joined=joined):
        return False
    if not (definite or held) and form.endswith(_NO_NAME_ENDINGS if len(form) > 4 else _NO_NAME_ENDINGS[:-1]):
        return False
    if form in QUARTERS:
        return False  # «مدن الجنوب»
    hits = sentence.at.get(at, ())
    named = any(hit.entry.kind == "place" for hit in hits)
    if "place:honouring" in sentence.classes(at) and not joined:
        return True
    for hit in hits:
        if hit.entry.kind == "place" or hit.entry.data in ("place:beginning", "place:namesake"):
            continue
        if definite and hit.entry.kind == "word" and (proper or (named and hit.entry.data == "place:common")):
            continue
        if hit.enclitic or hit.proclitics != ("و" if joined else ""):
            placing = hit.entry.kind == "word" and hit.entry.data.startswith(("direction", "level:"))
            if placing or (hit.entry.kind == "word" and hit.proclitics == "و"):
                return False  # «50 لواء وفصيلا», «سوق بمدينة X»
            continue
        return False
    return True


def _goes_on(sentence: Sentence, at: int, *, joined: bool) -> bool:
    """Whether «و» carries on behind a level word that has no name: «شوارع وأزقة», «في مسجد وفي بيت»."""
    form = sentence.forms[at]
    if joined or not form.startswith("و"):
        return False
    listed = any(hit.entry.kind == "place" and not hit.proclitics for hit in sentence.at.get(at, ()))
    return form[1:] in PREPOSITIONS or (len(form) > _SHORT_NAME and not listed)


def _quoted_end(sentence: Sentence, start: int) -> int:
    """Where a name within quotation marks ends; one word if they do not close soon."""
    for end in range(start + 1, min(start + _LONGEST_QUOTED + 1, sentence.last)):
        if sentence.forms[end] in _CLOSING or sentence.forms[end].startswith("وال"):
            return end  # «مرتفعات "X والY"» are two names
    return start + 1


def name_end(sentence: Sentence, start: int, taken: set[int]) -> int:
    """Where a name ends: two words behind «بني» and its like, or where an iḍāfa carries it on."""
    end = start + 1
    if "place:beginning" in sentence.classes(start) and _open_word(sentence, end, taken):
        return end + 1
    if "place:honouring" in sentence.classes(start) and _proper_word(sentence, end, taken):
        servant = sentence.forms[end] == _SERVANT and _proper_word(sentence, end + 1, taken)
        return end + 1 + servant  # «مسجد الشيخ عبد القادر»
    if sentence.forms[start].startswith(("ال", "وال")) or not _open_word(sentence, end, taken):
        # «بلدة الغارية الغربية» is not «الغارية الشرقية»
        paired = end < sentence.last and sentence.forms[end] in _PAIRED and _a_settlement(sentence, start - 1)
        return end + paired
    following = sentence.forms[end]
    adjective = not following.startswith("ال") or following.endswith((*_ADJECTIVE_ENDINGS, "ه"))
    return end if adjective or not could_be_name(sentence, end) else end + 1


def _a_settlement(sentence: Sentence, at: int) -> bool:
    return at >= sentence.first and bool(level_classes(sentence, at) & {"town", "village"})


def _proper_word(sentence: Sentence, at: int, taken: set[int]) -> bool:
    """Whether a word without a meaning of its own in the pack goes on with a name: «حي الشيخ رضوان»."""
    if not _open_word(sentence, at, taken) or sentence.forms[at].startswith("و"):
        return False
    known = any(
        hit.entry.kind != "place" and hit.entry.data not in _IN_NAMES for hit in sentence.at.get(at, ())
    )
    return not known and sentence.forms[at] not in _NO_NAMES


def _open_word(sentence: Sentence, at: int, taken: set[int]) -> bool:
    return at < sentence.last and at not in taken and sentence.forms[at].isalpha()
