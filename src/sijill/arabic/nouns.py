"""Noun forms: the spellings under which one noun of a word list may stand in a report."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sijill.arabic.fold import fold_key

_HARAKAT = re.compile("[\u064b-\u0652\u0670\u0640]")


def noun_forms(singular: str, plurals: Collection[str] = ()) -> set[str]:
    """Folded spellings of one noun or adjective, without article, particles or pronouns.

    Give the singular as written (a folded ة can't be told from ه). The plurals say which kind of noun it is:
    - none given: nothing is known, so the sound plurals of both genders are made (مسلحون، مسلحين، مسلحي);
    - given: the masculine sound plural is made only if one of them is such (مسلحون) or the noun ends in
      the ي of the nisba. This keeps صاروخ, with صواريخ, from being found in the adjective صاروخي.

    The dual, the accusative's alef, the plural in ات and the feminine of a nisba (جندية) are always made;
    a spelling that the language happens not to use costs nothing.
    """
    noun = _HARAKAT.sub("", singular)
    written = [_HARAKAT.sub("", plural) for plural in plurals]
    people = not written or noun.endswith("ي") or any(_is_sound_masculine(p, noun) for p in written)
    forms = {noun, *_regular_forms(noun, people=people)}
    for plural in written:
        forms |= {plural, plural + "ا"} if _takes_alef(plural) else {plural}
    return {fold_key(form) for form in forms}


def _regular_forms(noun: str, *, people: bool) -> Iterator[str]:
    if noun.endswith("ة"):
        yield from _feminine_forms(noun)
        return
    stem = noun[:-1] + "ي" if noun.endswith("ى") else noun  # مستشفى: مستشفيان
    if _takes_alef(noun):
        yield noun + "ا"
    yield from (stem + ending for ending in ("ان", "ين", "ا", "ات"))
    if people:
        yield from (stem + ending for ending in ("ون", "و", "ي"))
    if noun.endswith("ي"):
        yield from _feminine_forms(noun + "ة")


def _feminine_forms(noun: str) -> Iterator[str]:
    stem = noun.removesuffix("ة")
    yield from (stem + ending for ending in ("ة", "ات", "تان", "تين", "تا", "تي"))


def _is_sound_masculine(plural: str, singular: str) -> bool:
    return plural in (singular + "ون", singular + "ين")


def _takes_alef(word: str) -> bool:
    """Whether the indefinite accusative is spelt with an alef: قتيلا, but not مدرسة, غارات, سماء, قتلى."""
    return not word.endswith(("ة", "ات", "اء", "ى", "ا", "أ"))
