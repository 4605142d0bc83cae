"""The weapon that an event's words name."""

from __future__ import annotations

from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, adds, is_verb, trigger_of
from sijill.reading.who.mention import PEOPLE, Mention

# The type of an attack whose weapon alone tells what it was.
UNDECIDED = "*attack"
AIR = ("aircraft", "drone")
_REACH = 14
_OUTSIDE = 4
_LEANING = 22


def weapon_near(sentence: Sentence, hit: Hit) -> str | None:
    """The weapon named nearest to a trigger in its clause, or next to it in the sentence."""
    first, last = sentence.clause_of(hit.first)
    best: tuple[int, str] | None = None
    for name, hits in sentence.words.items():
        if not name.startswith("means:"):
            continue
        for weapon in hits:
            if not _strikes(sentence, weapon, hit):
                continue
            distance = max(weapon.first - hit.last, hit.first - weapon.last, 0)
            inside = first <= weapon.first < last
            far = _LEANING if _leans(sentence, hit, weapon) else _REACH if inside else _OUTSIDE
            if distance <= far and (best is None or distance < best[0]):
                best = distance, name.removeprefix("means:")
    return best[1] if best else None


def weapon_behind(sentence: Sentence, hit: Hit) -> str | None:
    """The weapon in the word behind an attack and the next: «هجوم صاروخي», «هجمات بطائرات مسيرة»."""
    found = [
        (weapon.first, name.removeprefix("means:"))
        for name, hits in sentence.words.items()
        if name.startswith("means:")
        for weapon in hits
        if hit.last <= weapon.first <= hit.last + 1
    ]
    return max(found)[1] if found else None


_NO_WEAPON = frozenset(
    "دفاعات الدفاعات دفاع الدفاع قاعده القاعده خطوط الخطوط ملاحه الملاحه رحلات الرحلات انزال انزالا "
    "الانزال نقل النقل جسر الجسر جسرا مجال المجال مجالها حظر الحظر حظرا اجواء الاجواء".split()
)


# Where arms are kept, made or fired from, which is struck itself: «استهداف مخزن صواريخ», «منصة إطلاق».
_STORES = frozenset(
    "مخزن مخازن مستودع مستودعات مصنع مصانع معمل معامل ورشه ورش منصه منصات شحنه شحنات موقع مواقع نقطه نقاط "
    "اماكن مرابض".split()
)


def _strikes(sentence: Sentence, weapon: Hit, attack: Hit) -> bool:
    """Whether a weapon's word is not of what is struck or guarded: «مصنع للطائرات», «الدفاعات الجوية».

    Right behind an attack it is whose attack it was: «قصف لطيران التحالف».
    """
    if weapon.proclitics.endswith("ل"):
        return weapon.first == attack.last
    if weapon.first == sentence.first:
        return True
    before = sentence.forms[max(sentence.first, weapon.first - 2) : weapon.first]
    fired_from = before[-1] == "اطلاق" and before[0].removeprefix("ال") in _STORES
    return before[-1] not in _NO_WEAPON and before[-1] not in _STORES and not fired_from


def _leans(sentence: Sentence, hit: Hit, weapon: Hit) -> bool:
    """Whether a weapon behind a trigger is what it was done with, however far: «... بأكثر من 14 قذيفة»."""
    before = sentence.forms[max(hit.last, weapon.first - 3) : weapon.first + 1]
    if weapon.first < hit.last or not any(form.startswith("ب") for form in before):
        return False
    return not any(
        hit.last <= t.first < weapon.first and (is_verb(t) or trigger_of(t).type in _ATTACKS)
        for t in sentence.triggers
    )


# A word of one of these between an attack and a weapon may be whose weapon it is.
_ATTACKS = frozenset("clash airstrike shelling bombing suicide_attack killing destruction *attack".split())


def flown(sentence: Sentence, hit: Hit, reach: int, *, before: bool = False) -> str | None:
    """Which of aircraft and drone stand within `reach` tokens of a trigger in its clause."""
    first, last = sentence.clause_of(hit.first)
    for name in AIR:
        for weapon in sentence.words.get(f"means:{name}", ()):
            distance = max(weapon.first - hit.last, hit.first - weapon.last, 0)
            if (before and weapon.first > hit.first) or not _strikes(sentence, weapon, hit):
                continue
            if distance <= reach and first <= weapon.first < last and weapon.first != hit.first:
                return name
    return None


def flown_on(sentence: Sentence, hit: Hit, mentions: list[Mention]) -> str | None:
    """The aircraft of an earlier verb that goes on with one without a subject of its own.

    «قصف الطيران مواقع في X، واستهدف تجمعات في Y»
    """
    if hit.enclitic or not adds(sentence, hit):
        return None
    if any(m.first == hit.last and not m.prep and m.kind != PEOPLE for m in mentions):
        return None
    flying = [
        (weapon.first, name)
        for name in AIR
        for weapon in sentence.words.get(f"means:{name}", ())
        if weapon.last <= hit.first and not weapon.proclitics and _subject_of_like(sentence, weapon, hit)
    ]
    return max(flying)[1] if flying else None


def _subject_of_like(sentence: Sentence, weapon: Hit, hit: Hit) -> bool:
    """Whether aircraft stand right behind a verb that agrees with another."""
    forms = {(r.gender, r.number) for r in hit.entry.verb}
    return any(
        (reading.gender, reading.number) in forms
        for verb in sentence.at.get(weapon.first - 1, ())
        for reading in verb.entry.verb or ()
    )
