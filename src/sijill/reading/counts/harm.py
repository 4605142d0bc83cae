"""What befalls those who are counted: the words that make a number of people killed, held, freed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sijill.arabic.particles import NEGATIONS, SENTENCE_ENDS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, of_people, trigger_of
from sijill.reading.who.mention import Mention

FALLEN = "fallen"
RUINED = "ruined"
_HARM = "harm:"
_HARMED = "harmed:"
# What a trigger does to the people named beside it, where no word of the casualty table says it already.
_BY_TYPE = {
    "abduction": "abducted",
    "arrest": "detained",
    "release": "released",
    "displacement": "displaced",
    "recruitment": "fighters",
    "withdrawal": "fighters",
    "deployment": "fighters",
    "defection": "fighters",
    "interception": RUINED,
}
_OF_THEM = ("هم", "هما", "هن")
_OF_ONE = ("ه", "ها")
_NEGATED_WITHIN = 3
# What may stand between a negation and the harm that nobody has told of.
_UNHEARD_OF = frozenset(
    "ترد يرد انباء الانباء معلومات تقارير حتي الان عن وقوع سقوط حدوث تسجيل تسجل يسجل يبلغ تبلغ ينجم تنجم "
    "عنه عنها عنهما ذلك ينتج تنتج يسفر تسفر اي ايه تذكر تفيد يعلن تعلن تعرف تتضح علي الفور بعد يؤد تؤد الي "
    "القصف الهجوم الانفجار الحادث الغاره الغارات بوقوع بسقوط بحدوث هناك".split()
)
_COUNT_REACH = 3
_DENIALS = NEGATIONS | {"بدون", "اي", "ودون", "عدم", "ولا", "ولم"}


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that says what befell the people counted beside it.

    `follows` tells that it stands after them: a verb in the plural («قتلوا»), or a noun with their
    pronoun («مصرعهم»). `joined` is «و» before it, `suffixed` a pronoun after it.
    """

    first: int
    last: int
    kind: str
    verb: bool
    follows: bool
    joined: bool
    suffixed: bool
    entry: str


@dataclass(frozen=True, slots=True)
class Harmed:
    """A noun that says by itself what befell: «قتيلا», «جرحى». `worth` as in the casualty table."""

    first: int
    last: int
    kind: str
    worth: int
    joined: bool
    definite: bool
    owned: bool
    entry: str


def governors(sentence: Sentence) -> list[Governor]:
    """The words of harm of a sentence, in order, one at each place."""
    best: dict[int, Governor] = {}
    for name, hits in sentence.words.items():
        if name.startswith(_HARM):
            for hit in hits:
                # «نصبه» is no "that we hit".
                if hit.entry.verb and all(r.person != 3 for r in hit.entry.verb):
                    continue
                _keep(best, _governor(sentence, hit, name.removeprefix(_HARM)))
    for hit in sentence.triggers:
        kind = _BY_TYPE.get(trigger_of(hit).type)
        if kind and not any(g.first <= hit.first < g.last for g in best.values()):
            _keep(best, _governor(sentence, hit, kind))
    return sorted(best.values(), key=lambda g: g.first)


def _keep(best: dict[int, Governor], found: Governor) -> None:
    known = best.get(found.first)
    if known is None or found.last > known.last:
        best[found.first] = found
    elif found.last == known.last and known.verb != found.verb:
        # «قتل» may be the verb, but «إصابة» is the noun, not «أصابه».
        verb, noun = (known, found) if known.verb else (found, known)
        best[found.first] = noun if verb.suffixed else verb


def _governor(sentence: Sentence, hit: Hit, kind: str) -> Governor:
    readings = hit.entry.verb
    if readings:
        follows = all(r.number in ("p", "d") and r.person == 3 for r in readings)
    else:
        follows = hit.enclitic in _OF_THEM or (kind == "killed" and hit.enclitic in _OF_ONE)
        follows = follows or _given_up(sentence, hit)
    joined = hit.proclitics.startswith(("و", "ف")) or sentence.forms[hit.first - 1 : hit.first] == ["و"]
    return Governor(
        hit.first, hit.last, kind, bool(readings), follows, joined, bool(hit.enclitic), hit.entry.where
    )


def _given_up(sentence: Sentence, hit: Hit) -> bool:
    """«… 18 مسلحا بتسليم أنفسهم», «اضطر مئة شرطي إلى الاستسلام»: told behind those who do it."""
    forms = sentence.forms
    driven = hit.first > sentence.first and forms[hit.first - 1] in ("الي", "علي")
    surrendered = hit.last - hit.first > 1 and forms[hit.last - 1] in ("انفسهم", "الاسر", "اسري")
    return surrendered or driven and forms[hit.first] == "الاستسلام"


def harmed_nouns(sentence: Sentence) -> dict[int, Harmed]:
    """The nouns of a sentence that say by themselves what befell, by where they stand."""
    found: dict[int, Harmed] = {}
    for name, hits in sentence.words.items():
        if not name.startswith(_HARMED):
            continue
        kind, worth = _kind_and_worth(name)
        for hit in hits:
            known = found.get(hit.first)
            if known is not None and known.last >= hit.last:
                continue
            form = sentence.forms[hit.first].removeprefix(hit.proclitics)
            definite = form.startswith("ال") or (hit.proclitics.endswith("ل") and form.startswith("ل"))
            joined = hit.proclitics.startswith("و") or sentence.forms[hit.first - 1 : hit.first] == ["و"]
            found[hit.first] = Harmed(
                hit.first, hit.last, kind, worth, joined, definite, bool(hit.enclitic), hit.entry.where
            )
    return found


@lru_cache(maxsize=64)
def _kind_and_worth(name: str) -> tuple[str, int]:
    _, kind, worth = name.split(":")
    return kind, int(worth)


def partner(harmed: dict[int, Harmed], noun: Harmed) -> Harmed | None:
    """The second of «القتلى والجرحى», «قتيل وجريح»: the split between the two is not told."""
    for at in (noun.last, noun.last + 1):
        second = harmed.get(at)
        if second is not None and second.joined and second.kind != noun.kind:
            return second
    return None


def negated(sentence: Sentence, at: int) -> bool:
    """Whether what stands at `at` is said not to be: «دون سقوط ضحايا», «لم يسفر عن قتلى»."""
    for before in range(at - 1, max(at - 1 - _NEGATED_WITHIN, sentence.first - 1), -1):
        form = sentence.forms[before]
        if form in SENTENCE_ENDS:
            return False
        if form in _DENIALS:
            return True
    for before in range(at - 1, sentence.first - 1, -1):
        form = sentence.forms[before]
        if form in NEGATIONS or form.removeprefix("و") in NEGATIONS:
            return True  # «ولم ترد أنباء عن وقوع إصابات»
        if form not in _UNHEARD_OF:
            return False
    return False


def _person(sentence: Sentence, at: int) -> bool:
    return of_people(sentence.classes(at))


def without_victims(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """The mentions without those told as dead or injured: «مقتل قيادي في الجماعة», «تسعة متمردين قتلوا»."""
    harm = [g for g in governors(sentence) if g.kind in ("killed", "injured")] if mentions else []
    return [m for m in mentions if not _is_victim(sentence, m, harm)] if harm else mentions


def _is_victim(sentence: Sentence, mention: Mention, harm: list[Governor]) -> bool:
    counted = any(
        sentence.forms[at].isdigit() or "portions" in sentence.classes(at)
        for at in range(max(mention.first - _COUNT_REACH, sentence.first), mention.first)
    )
    for governor in harm:
        if 0 <= mention.first - governor.last <= _COUNT_REACH and (counted or not governor.verb):
            return True
        if governor.last == mention.first and _person(sentence, mention.first):
            return not _person(sentence, mention.last)  # «قتل قيادي حوثي», but «قتل جندي من الجيش مدنيا»
        if governor.follows and 0 <= governor.first - mention.last <= _COUNT_REACH:
            return True
    return False
