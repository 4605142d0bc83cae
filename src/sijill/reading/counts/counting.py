"""What a number counts: the noun beside it, and what the noun says of those counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sijill.arabic.calendar_words import WEEKDAYS
from sijill.arabic.numbers import Number
from sijill.arabic.particles import COMMAS, PREPOSITIONS, RELATIVES, SENTENCE_ENDS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence
from sijill.reading.who.mention import Mention

_THING = "thing:"
_WORTH = {"one": 1, "two": 2, "many": 3}
_SKIPPED = frozenset(("من", "اخرين", "علي", "الاقل", "ب", "(", ")", '"', "«", "»", "“", "”"))
# «العشرات منهم»
_OF_THOSE = ("منهم", "منهن", "منهما")
# «جنديين اثنين», «عسكريين اثنين»
_TWO = frozenset("اثنين اثنان اثنتين اثنتان".split())
# A car bomb is no vehicle lost.
_CHARGES = (["مفخخه"], ["مفخختين"], ["مفخختان"], ["ملغومه"])
_OF_THEM = ("هم", "ه", "ها", "هما")


@dataclass(frozen=True, slots=True)
class Counted:
    """Tokens `first` to `last`, with the noun at `noun`.

    `kind` is person, thing:<quantity kinds parted by |>, measure, other (a noun of no list) or none
    (nothing but the number: «وإصابة 23»). `group` is the row of the persons table, `worth` 1, 2 or
    3 for the singular, dual and plural. `companions` tells of «أربعة من مرافقيه».
    """

    first: int
    last: int
    noun: int
    kind: str
    group: str
    entry: str = ""
    worth: int = 0
    joined: bool = False
    definite: bool = False
    owned: bool = False
    companions: bool = False


def counted_at(sentence: Sentence, mentions: list[Mention], number: Number) -> Counted:
    """What the number counts."""
    at = _noun_after(sentence, number.last)
    if _is_adjective(sentence, number):
        return Counted(number.first, number.last, number.last, "measure", "")
    if _is_others(sentence, number.last) and _with_before(sentence, number.first):
        return Counted(number.first, number.last + 1, number.last, "person", "", companions=True)
    if at is None:
        return Counted(number.first, number.last, number.last, "none", "")
    if sentence.forms[at] in _OF_THOSE:
        return Counted(number.first, at + 1, at, "person", "")
    partitive = sentence.forms[at - 1] == "من"
    thing = thing_at(sentence, at)
    if thing is not None:
        return replace(thing, first=number.first)
    if sentence.forms[at] == "يوم" and any(form in WEEKDAYS for form in sentence.forms[at + 1 : at + 2]):
        return Counted(number.first, number.last, number.last, "none", "")  # «إصابة 173 يوم الأحد»
    if "measures" in sentence.classes(at) and not person_at(sentence, at):
        return Counted(number.first, at + 1, at, "measure", "")
    mention = next((m for m in mentions if m.first <= at < m.last), None)
    person = person_at(sentence, at)
    companions = partitive and any(
        h.enclitic in _OF_THEM for h in sentence.at.get(at, ()) if h.entry.data == "companions"
    )
    if person is not None:
        last = max(person.last, mention.last if mention and mention.first <= at + 1 else 0)
        return Counted(
            number.first,
            last,
            at,
            "person",
            person.group,
            person.entry,
            companions=companions,
        )
    if mention is not None or companions or partitive and "belonging" in sentence.classes(at):
        last = mention.last if mention else at + 1
        return Counted(number.first, last, at, "person", "", companions=companions)
    if _harmed(sentence, at):
        return Counted(number.first, at + 1, at, "person", "")
    if _nominal(sentence, at):
        return Counted(number.first, at + 1, at, "other", "")
    return Counted(number.first, number.last, number.last, "none", "")


def _noun_after(sentence: Sentence, at: int) -> int | None:
    skipped = 0
    while at < sentence.last and sentence.forms[at] in _SKIPPED and skipped < 3:
        at, skipped = at + 1, skipped + 1
    if at >= sentence.last or sentence.forms[at] in SENTENCE_ENDS or sentence.forms[at] in COMMAS:
        return None
    return at


def _is_adjective(sentence: Sentence, number: Number) -> bool:
    """«أسرة واحدة»: the numeral describes the noun before it."""
    before = sentence.forms[number.first - 1] if number.first > sentence.first else ""
    if sentence.forms[number.first] not in ("واحد", "واحده") or not before[:1].isalpha():
        return False
    return before not in PREPOSITIONS and not any(h.entry.verb for h in sentence.at.get(number.first - 1, ()))


def _is_others(sentence: Sentence, at: int) -> bool:
    return at < sentence.last and sentence.forms[at] in ("اخرين", "اخرون")


def _with_before(sentence: Sentence, at: int) -> bool:
    return at > sentence.first and sentence.forms[at - 1] == "مع"


def thing_at(sentence: Sentence, at: int) -> Counted | None:
    """The counted-thing noun that stands at a token; of two kinds, both: «thing:weapons|strikes»."""
    kinds: list[str] = []
    chosen: Hit | None = None
    worth = ""
    for hit in sentence.at.get(at, ()):
        name = hit.entry.data
        if hit.entry.kind != "word" or not isinstance(name, str) or not name.startswith(_THING):
            continue
        _, number, kind = name.split(":")
        if chosen is None or hit.last > chosen.last:
            kinds, chosen, worth = [], hit, number
        if hit.last == chosen.last and kind not in kinds:
            kinds.append(kind)
    if chosen is None or sentence.forms[chosen.last : chosen.last + 1] in _CHARGES:
        return None
    return _standing(sentence, chosen, _THING + "|".join(kinds), "", _WORTH[worth])


def person_at(sentence: Sentence, at: int) -> Counted | None:
    """The counted-person noun that stands at a token, as if it stood alone."""
    best: tuple[Hit, str, str] | None = None
    for hit in sentence.at.get(at, ()):
        name = hit.entry.data
        if hit.entry.kind != "word" or not isinstance(name, str):
            continue
        number, _, group = name.partition(":")
        if number in _WORTH and (best is None or _rank(hit, number) > _rank(best[0], best[1])):
            best = hit, number, group
    if best is None:
        return None
    hit, number, group = best
    return _standing(sentence, hit, "person", group, _WORTH[number])


def _rank(hit: Hit, number: str) -> tuple[int, int]:
    """The longer reading first; «جنديا» is one, «ضابطا شرطة» are two: an annexed noun takes no alef."""
    worth = _WORTH[number]
    return hit.last, worth if hit.last - hit.first > 1 else -worth


def _standing(sentence: Sentence, hit: Hit, kind: str, group: str, worth: int) -> Counted:
    bare = sentence.forms[hit.first][len(hit.proclitics) :]
    definite = bare.startswith("ال") or (hit.proclitics.endswith("ل") and bare.startswith("ل"))
    joined = hit.proclitics.startswith("و") or sentence.forms[hit.first - 1 : hit.first] == ["و"]
    last = hit.last
    if worth > 1 and sentence.forms[last : last + 1] and sentence.forms[last] in _TWO:
        worth, last = 2, last + 1
    return Counted(
        hit.first,
        last,
        hit.first,
        kind,
        group,
        hit.entry.where,
        worth,
        joined,
        definite,
        bool(hit.enclitic),
    )


def _harmed(sentence: Sentence, at: int) -> bool:
    return any(str(name).startswith("harmed:") for name in sentence.classes(at))


def _nominal(sentence: Sentence, at: int) -> bool:
    """Whether an unlisted word may be the counted noun: no particle, no verb, not joined by «و»."""
    form = sentence.forms[at]
    if form in PREPOSITIONS or form in RELATIVES or not form[:1].isalpha() or len(form) < 3:
        return False
    hits = sentence.at.get(at, ())
    if any(h.entry.verb or h.proclitics or str(h.entry.data).startswith("harm:") for h in hits):
        return False  # «لقي العشرات مصرعهم»
    return not form.startswith("و")
