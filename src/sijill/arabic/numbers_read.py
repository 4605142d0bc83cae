"""Cardinal numbers read from digits and words: «1,200», «ثلاثة عشر», «مليون ومئتي ألف», «1.5 مليون»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from sijill.arabic.numbers_words import NUMBER_WORDS, NumberWord, Rank

_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)
_DECIMAL = re.compile(r"\d{1,6}[.,]\d{1,3}", re.ASCII)
_MILLION = 10**6
# «عشرين ألفا»: the accusative of one thousand is written like the construct of two thousand.
_ACCUSATIVES = {"الفا": 10**3, "مليونا": 10**6, "مليارا": 10**9}


def is_digits(word: str) -> bool:
    """Whether a token begins with a folded digit."""
    return "0" <= word[:1] <= "9"


def read_digits(form: str, *, scaled: bool) -> Fraction | None:
    """The value of a digit token, or None. `scaled`: a word for thousand or million follows.

    A dot or comma before exactly three digits parts thousands, unless a scale word follows («1.500
    مليون»); before other digits it is a decimal mark.
    """
    if _WHOLE.fullmatch(form):
        return Fraction(int(form))
    if _GROUPED.fullmatch(form) and not (scaled and "." in form):
        return Fraction(int(form.replace(",", "").replace(".", "")))
    if scaled and _DECIMAL.fullmatch(form):
        return Fraction(form.replace(",", "."))
    return None


def _word(words: Sequence[str], at: int) -> NumberWord | None:
    return NUMBER_WORDS.get(words[at]) if at < len(words) else None


def _continues(word: NumberWord | None, *ranks: Rank) -> bool:
    """Whether a word goes on with a compound without «و» («ثلاثة عشر», «خمسة آلاف»)."""
    return word is not None and word.rank in ranks and not word.joined and not word.preposition


def _joins(word: NumberWord | None, *ranks: Rank) -> bool:
    """Whether a word goes on with a compound by «و» («خمسة وعشرين»)."""
    return word is not None and word.rank in ranks and word.joined and not word.preposition


def _below_hundred(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """(value, end) of a number below 100 that begins at `at`."""
    word = _word(words, at)
    if word is None:
        return None
    following = _word(words, at + 1)
    if word.rank in (Rank.UNIT, Rank.ONE):
        if _continues(following, Rank.TEN):
            return word.value + 10, at + 2
        if following is not None and _joins(following, Rank.TENS):
            return word.value + following.value, at + 2
        return (word.value, at + 1) if word.rank is Rank.UNIT else None
    if word.rank in (Rank.TEN, Rank.TENS):
        return word.value, at + 1
    return None


def _below_thousand(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """(value, end) of a number below 1000 in words that begins at `at`."""
    word = _word(words, at)
    if word is None:
        return None
    if word.rank is Rank.HUNDRED:
        value, end = word.value, at + 1
    else:
        small = _below_hundred(words, at)
        following = _word(words, at + 1)
        if not (word.rank is Rank.UNIT and following and _continues(following, Rank.HUNDRED)):
            return small
        if following.value != 100 or word.value < 3:
            return small
        value, end = word.value * 100, at + 2
    following = _word(words, end)
    if _joins(following, Rank.UNIT, Rank.ONE, Rank.TEN, Rank.TENS):
        rest = _below_hundred(words, end)
        if rest is not None and not _opens_greater(words, rest[1], end):
            return value + rest[0], rest[1]
    return value, end


def _opens_greater(words: Sequence[str], end: int, start: int) -> bool:
    """Whether the words from `start` are a hundred of their own: «مئة وثلاث مئة»."""
    return end == start + 1 and _continues(_word(words, end), Rank.HUNDRED)


def _group(words: Sequence[str], at: int) -> tuple[Fraction, int] | None:
    """(value, end) of what a scale word may multiply: digits, or a number in words below 1000."""
    if at >= len(words):
        return None
    if is_digits(words[at]):
        scaled = _continues(_word(words, at + 1), Rank.SCALE, Rank.SCALES)
        value = read_digits(words[at], scaled=scaled)
        return None if value is None else (value, at + 1)
    small = _below_thousand(words, at)
    return None if small is None else (Fraction(small[0]), small[1])


def scale_after(words: Sequence[str], at: int) -> int | None:
    """The scale that the word at `at` multiplies by, or None."""
    word = _word(words, at)
    if word is not None and _continues(word, Rank.SCALE, Rank.SCALES):
        return word.value
    return _ACCUSATIVES.get(words[at]) if at < len(words) else None


def _part(words: Sequence[str], at: int) -> tuple[Fraction, int, int] | None:
    """(value, scale, end) of one step of a compound: «خمسة آلاف», «ألفين», «مئة وعشرين»."""
    word = _word(words, at)
    if word is not None and word.rank is Rank.SCALE:
        return Fraction(word.value), word.value, at + 1
    if word is not None and word.rank is Rank.PAIR:
        return Fraction(word.value), word.value // 2, at + 1
    if word is not None and word.rank is Rank.HALF:
        scale = scale_after(words, at + 1)
        return None if scale is None or word.joined else (Fraction(scale, word.value), scale, at + 2)
    group = _group(words, at)
    if group is None:
        return None
    value, end = group
    scale = scale_after(words, end)
    if scale is None:
        return value, 1, end
    # «46,000 ألف» is a slip of the pen for 46,000.
    return (value if value >= 1000 else value * scale), scale, end + 1


def read_cardinal(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """(value, end) of the cardinal number that begins at token `at`, or None."""
    part = _part(words, at)
    if part is None:
        return None
    total, scale, end = part
    while scale > 1 and end < len(words):
        following = _word(words, end)
        if scale >= _MILLION and _joins(following, Rank.HALF) and following is not None:
            if end == at + 1 and words[at] in _ACCUSATIVES:
                total = Fraction(scale)  # «مليونا ونصف المليون» is one and a half
            total += Fraction(scale, following.value)
            return _whole(total, end + 2 if scale_after(words, end + 1) else end + 1)
        if words[end] == "و" and end + 1 < len(words) and is_digits(words[end + 1]):
            start = end + 1
        elif following is not None and following.joined and not following.preposition:
            start = end
        else:
            break
        part = _part(words, start)
        if part is None or part[0] >= scale:
            break
        total, scale, end = total + part[0], part[1], part[2]
    return _whole(total, end)


def _whole(value: Fraction, end: int) -> tuple[int, int] | None:
    return (int(value), end) if value.denominator == 1 else None
