"""Verb forms generated from a root and a pattern.

A report tells what happened in a handful of the forms that Arabic grammar knows: the third person
(انسحبت القوات، يقصفون), and of the first person what is said in a statement (أعلنا، نطالب). The imperative
and the second person do not occur in reporting and are left out, for their spellings collide with
nouns. Forms come from `mazini`, fully vocalised; what is offered here is folded the way that the text
of a report is folded, so one spelling often has several readings (قتل: killed, was killed) and all
are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

import mazini
from mazini.wazn import WAZN_BY_NAME

from sijill.arabic.fold import fold_key

Tense = Literal["past", "present"]
Voice = Literal["active", "passive"]
Number = Literal["s", "d", "p"]
Gender = Literal["m", "f"]

#: Written after a pattern, asks for the assimilated shape of its affix: ءخذ «افتعل مدغم» is اتخذ.
ASSIMILATED = "مدغم"

_SLOT = re.compile(
    r"(?P<mood>past|ind|sub|juss)(?P<passive>_pass)?_(?:1(?P<first>[sp])|3(?P<gender>[mf])(?P<number>[sdp]))"
)
_DICTIONARY_SLOT = "past_3ms"
_HARAKAT = re.compile("[\u064b-\u0652\u0670\u0640]")
_UNPREDICTABLE = "?"


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of one spelling.

    `form` is folded. The three moods of the imperfect are all "present", without the future's س.
    A first person has no gender and carries the unmarked "m". `before_pronoun` is the folded spelling
    that an attached object pronoun is added to: قتلوا has قتلو (قتلوه), تبنى has تبنا (تبناها).
    """

    form: str
    tense: Tense
    voice: Voice
    person: Literal[1, 3]
    number: Number
    gender: Gender
    before_pronoun: str


def conjugated(root: str, pattern: str) -> dict[str, tuple[VerbForm, ...]]:
    """All forms of a verb that a report may use: folded spelling -> its readings, active ones first.

    The first spelling is the one that a dictionary has (قتل).

    `root` is three or four radicals («قتل», «سيطر»), `pattern` a pattern's name («فعَل يفعُل», «استفعل»)
    or code ("I/a~u", "X"), either followed by «مدغم» where the affix is assimilated. Raises ValueError
    if the two make no verb.
    """
    active: dict[str, list[VerbForm]] = {}
    passive: dict[str, list[VerbForm]] = {}
    for reading in _readings(root, pattern):
        readings = (active if reading.voice == "active" else passive).setdefault(reading.form, [])
        if reading not in readings:
            readings.append(reading)
    spellings = dict.fromkeys((*active, *passive))
    return {form: (*active.get(form, ()), *passive.get(form, ())) for form in spellings}


def participles(root: str, pattern: str) -> dict[Voice, list[str]]:
    """Folded participles of a verb: both genders, singular, dual and sound plural, construct forms too.

    Broken plurals (قتلة) can't be told from the root; a pack lists them as nouns.
    """
    verb = _verb(root, pattern)
    found: dict[Voice, list[str]] = {"active": [], "passive": []}
    slots: tuple[tuple[Voice, str], ...] = (("active", "ap"), ("passive", "pp"))
    for voice, slot in slots:
        spellings = [s for form in verb.slots.get(slot, ()) for s in _participle_spellings(form.form)]
        found[voice] = list(dict.fromkeys(fold_key(s) for s in spellings))
    return found


def masdars(root: str, pattern: str) -> list[str]:
    """Masdars as a dictionary spells them, without harakat: «استيلاء», «مهاجمة».

    Not folded, so that `nouns.noun_forms` can tell ة from ه. Empty for form I, whose masdar the root
    does not tell.
    """
    forms = [form.form for form in _verb(root, pattern).slots.get("vn", ())]
    plain = (_HARAKAT.sub("", form).replace("ٱ", "ا") for form in forms if form != _UNPREDICTABLE)
    return list(dict.fromkeys(plain))


def with_suffix_stem(form: str) -> str:
    """The folded spelling that an attached pronoun is added to: قتلوا -> قتلو, جبهة -> جبهت, نفى -> نفا.

    Give it the spelling as written where there is one. Of a folded spelling a final ه is taken for ة,
    and a final ي is left, for it may be ى or ي; a generated verb has its own `before_pronoun`.
    """
    plain = _HARAKAT.sub("", form)
    if plain.endswith("وا"):
        return fold_key(plain[:-1])
    if plain.endswith(("ة", "ه")):
        return fold_key(plain[:-1] + "ت")
    if plain.endswith("ى"):
        return fold_key(plain[:-1] + "ا")
    return fold_key(plain)


def _readings(root: str, pattern: str) -> Iterator[VerbForm]:
    verb = _verb(root, pattern)
    # Grammar has سوطر for the passive of سيطر; newspapers write سيطر عليها, spelt like the active.
    keeps_ya = verb.verb_form == "Iq" and verb.radicals[1] == "ي"
    for slot in sorted(verb.slots, key=lambda slot: slot != _DICTIONARY_SLOT):
        parts = _SLOT.fullmatch(slot)
        if parts is None:
            continue
        for spelling in (s for form in verb.slots[slot] for s in _written(form.form)):
            yield _reading(parts, spelling, "passive" if parts["passive"] else "active")
            if keeps_ya and parts["mood"] == "past" and not parts["passive"]:
                yield _reading(parts, spelling, "passive")


def _reading(slot: re.Match[str], spelling: str, voice: Voice) -> VerbForm:
    return VerbForm(
        form=fold_key(spelling),
        tense="past" if slot["mood"] == "past" else "present",
        voice=voice,
        person=1 if slot["first"] else 3,
        number=cast(Number, slot["first"] or slot["number"]),
        gender=cast(Gender, slot["gender"] or "m"),
        before_pronoun=_before_pronoun(spelling),
    )


def _written(vocalised: str) -> Iterator[str]:
    """The spellings in use for one vocalised form, without harakat."""
    plain = _HARAKAT.sub("", vocalised)
    yield plain
    # بدؤوا by the rule, بدأوا in most newspapers; so with يلجؤون and يلجأون.
    for ending in ("ؤوا", "ؤون"):
        if plain.endswith(ending):
            yield plain[: -len(ending)] + "أ" + ending[1:]


def _before_pronoun(plain: str) -> str:
    if plain.endswith("وا"):
        return fold_key(plain[:-1])
    if plain.endswith("ى"):
        return fold_key(plain[:-1] + "ا")
    return fold_key(plain)


def _participle_spellings(vocalised: str) -> Iterator[str]:
    """Both genders and all numbers of one participle given in the masculine singular."""
    plain = _HARAKAT.sub("", vocalised)
    if plain == _UNPREDICTABLE:
        return
    if "\u064d" in vocalised[-2:]:  # مستولٍ: its ya comes back before every ending but the plural's
        before_vowel, before_plural, feminine = plain + "ي", plain, plain + "ية"
    elif plain.endswith("ى"):  # مستولًى
        before_vowel, before_plural, feminine = plain[:-1] + "ي", plain[:-1], plain[:-1] + "اة"
    else:
        before_vowel, before_plural, feminine = plain, plain, plain + "ة"
    yield from (plain, before_vowel, before_vowel + "ا", feminine)
    yield from (before_vowel + ending for ending in ("ان", "ين", "ات"))
    yield from (feminine[:-1] + ending for ending in ("تان", "تين", "تا", "تي"))
    yield from (before_plural + ending for ending in ("ون", "ين", "و", "ي"))


@lru_cache(maxsize=2048)
def _verb(root: str, pattern: str) -> mazini.Conjugation:
    name = pattern.removesuffix(ASSIMILATED).strip()
    try:
        # What form VII tells has no doer to be left out: a passive reading would be of no use.
        code = WAZN_BY_NAME[name].verb_form if name in WAZN_BY_NAME else name
        return mazini.conjugate(root, name, passive=code != "VII", reduced=pattern.endswith(ASSIMILATED))
    except mazini.MaziniError as error:
        raise ValueError(f"no verb of root «{root}» and pattern «{pattern}»: {error}") from error
