"""Which places of a sentence make one list: «X وY», «X، إضافة إلى Y», «مواقع في X وأخرى في Y»."""

from __future__ import annotations

from sijill.arabic.fold import fold_key
from sijill.arabic.particles import COMMAS, DEMONSTRATIVES, PREPOSITIONS, QUOTES
from sijill.reading.passage import Sentence
from sijill.reading.where.spots import PlaceMention

_NAME_REACH = 8
LONGEST_TIE = 4
_WORDS_AS_WELL = 2
_BREAKS = COMMAS | {"بين", "وبين"}
# How many words a second thing hit takes before its own place: «وأخرى في», «ومخازن أسلحة للحوثيين في».
_ALONGSIDE = (2, 7)
# How near behind a place the word of another event makes a sentence of its own of the two.
_NEW_SENTENCE = 4
# What may stand between the members of a list of places, and what brings in one that is part of another.
_LISTING = frozenset("و ثم او من في وفي علي وعلي ومن كذلك وكذلك وكذا ايضا وايضا اجزاء واجزاء".split())
_AND = frozenset(("و", "ثم", "او", "وكذلك", "وكذا", "وايضا"))
RANKS = frozenset("اول ثاني ثالث رابع خامس اخر اكبر كبري احدي اهم اقدم".split())
_WHOLLY = frozenset(("بالكامل", "كاملا", "كامله"))
# What adds one more member to a list.
_AS_WELL = frozenset(
    ("اضافه الي", "بالاضافه الي", "اضافه ل", "فضلا عن", "علاوه علي", "الي جانب", "وكذا", "وكذلك", "كذلك")
)
_INCLUDING = (["بما", "فيها"], ["بما", "فيه"], ["بما", "فيهما"])


def tied(sentence: Sentence, before: PlaceMention, after: PlaceMention) -> bool:
    """Whether «و» or a comma makes a list of two places."""
    start = _after_adjectives(sentence, before.last, after.first)
    gap = range(_after_apposition(sentence, start, after.first), after.first)
    if parallel(sentence, before, after):
        return True
    if len(gap) > LONGEST_TIE or before.prep == "بين":
        return False
    forms = [sentence.forms[at] for at in gap]
    if including(sentence, after) or _as_well([*forms, after.prep] if after.prep == "ل" else forms):
        return True
    if forms and all(form in COMMAS for form in forms):
        # «في البيضاء، جنوبي اليمن»: a bearing, and no second place
        return after.prep in ("", before.prep) and (after.level != "region" or before.level == "region")
    if forms[:1] == ["،"] and (after.direction or (after.prep and after.prep == before.prep)):
        return _goes_on(sentence, gap.start + 1, after)
    start = next((at for at in [*gap, after.first] if sentence.forms[at] not in QUOTES), after.first)
    unlisted = start == after.core and sentence.forms[start] == "و" + fold_key(after.name).split()[0]
    if not (with_and(sentence, start) or unlisted):
        return False
    return all(
        form in QUOTES or form in _LISTING or leads_in(sentence, at)
        for at, form in zip(gap, forms, strict=True)
    )


def parallel(sentence: Sentence, before: PlaceMention, after: PlaceMention) -> bool:
    """Whether two things hit are told each with its place: «مواقع في X وتجمعات لهم في Y», «وأخرى في Y»."""
    start = before.last
    if start < after.first and sentence.forms[start] == "،" and joins_thing(sentence, start + 1):
        start += 1  # «على قرى بمحافظة X، ومحلات تجارية بمحافظة Y»
    gap = range(start, after.first)
    if not _ALONGSIDE[0] <= len(gap) <= _ALONGSIDE[1] or after.prep != before.prep or not before.prep:
        return False
    if before.prep not in ("في", "ب", "علي") or "direction" in sentence.classes(gap.stop - 1):
        return False
    opened = sentence.forms[gap.start].startswith("و") and sentence.forms[gap.start][1:] not in PREPOSITIONS
    one_clause = start > before.last or sentence.clause_of(before.core) == sentence.clause_of(after.core)
    told = any(t.first < after.first and before.last <= t.last for t in sentence.triggers)
    return opened and one_clause and not told and not any(sentence.forms[at] in _BREAKS for at in gap)


def joins_thing(sentence: Sentence, at: int) -> bool:
    """Whether a token is «و» and what may be struck: «ومواقع», «وعدد من المنازل»."""
    if at >= sentence.last or not sentence.forms[at].startswith("و"):
        return False
    at += 2 * (sentence.forms[at] == "وعدد" and sentence.forms[at + 1 : at + 2] == ["من"])
    return at < sentence.last and any(
        name.startswith("object:") or name == "place:several" for name in sentence.classes(at)
    )


def _as_well(gap: list[str]) -> bool:
    """Whether the words between two places make one list of them: «على X، إضافة إلى Y»."""
    words = [form for form in gap if form not in COMMAS]
    return len(words) <= _WORDS_AS_WELL and " ".join(words[:_WORDS_AS_WELL]) in _AS_WELL


def including(sentence: Sentence, place: PlaceMention) -> bool:
    """Whether a place is told as well as the one that it lies in: «المحافظة بما فيها X»."""
    return sentence.forms[max(sentence.first, place.first - 2) : place.first] in _INCLUDING


def _goes_on(sentence: Sentence, start: int, place: PlaceMention) -> bool:
    """Whether a place behind a comma and «و» is one more of a list and opens no sentence: «، وفي X»."""
    opened = with_and(sentence, start) and start >= place.first - 2
    return opened and not any(0 <= t.first - place.last <= _NEW_SENTENCE for t in sentence.triggers)


def _after_adjectives(sentence: Sentence, at: int, last: int) -> int:
    """Where the adjectives end that go on describing a place: «قاعدة العند العسكرية الاستراتيجية و…»."""
    while at < last and (sentence.forms[at].startswith("ال") or sentence.forms[at] in _WHOLLY):
        if any(hit.entry.kind != "word" for hit in sentence.at.get(at, ())):
            break
        at += 1
    return at


def _after_apposition(sentence: Sentence, at: int, last: int) -> int:
    """Where the words end that rank a place of a list: «عدن، كبرى مدن الجنوب، ولحج»."""
    first = at + (at < last and sentence.forms[at] in COMMAS)
    if not first < last <= first + _NAME_REACH or sentence.forms[first] not in RANKS:
        return at
    return last - (sentence.forms[last - 1] in COMMAS)


def with_and(sentence: Sentence, at: int) -> bool:
    form = sentence.forms[at]
    if form in _AND or any(h.proclitics.startswith("و") for h in sentence.at.get(at, ())):
        return True
    return form.startswith("وال") or form[:1] == "و" and form[1:] in PREPOSITIONS


def leads_in(sentence: Sentence, at: int) -> bool:
    """Whether a word belongs to the place behind it: a direction, a demonstrative, «كل»."""
    classes = sentence.classes(at)
    return (
        "direction" in classes
        or sentence.forms[at] in DEMONSTRATIVES
        or sentence.forms[at] in QUOTES
        or "place:whole" in classes
    )
