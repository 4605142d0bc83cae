"""Numbers of things in a sentence: exact, vague, bounded, approximate, ranges.

What a vague word or a bound is worth follows the codebook's table of quantities; where it is silent,
«بضعة» is 3-9 like «عدة», «العديد من» is 3 and more like «أعداد كبيرة», «بضع مئات» is 300-999.
Ordinals, years, days, clock times, shares and the numbers of brigades, roads or decrees are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sijill.arabic.calendar_words import word_set
from sijill.arabic.numbers_context import (
    Bound,
    bound_after,
    bound_before,
    is_date_or_share,
    names_a_unit,
    tells_a_rise,
)
from sijill.arabic.numbers_read import is_digits, read_cardinal, scale_after
from sijill.arabic.numbers_vague import FUNCTION_WORDS, read_amount, read_vague
from sijill.arabic.numbers_words import AMOUNT, AMOUNTS, MANY, NUMBER_WORDS, ORDINALS, Rank


@dataclass(frozen=True, slots=True)
class Number:
    """A number of things in `words[first:last]`.

    `low` and `high` are both ends included; None is an absent end. The span takes in the words of a
    bound, an approximation or a range; «من» and the counted noun stand after it. A bound told after the
    noun («30 قتيلا على الأقل») counts, but lies outside of the span.
    """

    first: int
    last: int
    low: int | None
    high: int | None
    approximate: bool
    kind: str  # exact, vague, range, bound


_STARTERS = frozenset(NUMBER_WORDS) | AMOUNT | AMOUNTS | MANY
_ARTICLES = word_set("ال وال بال لل وبال ولل فال كال")
_DASHES = frozenset("-–—")
_BETWEEN = word_set("بين وبين مابين")
_DIGITS = frozenset("0123456789")
# After these «أحد» is "anyone".
_NOBODY = word_set("لا لم لن اي كل ليس دون هناك ولا ولم ولن")


def find_numbers(words: Sequence[str]) -> list[Number]:
    """The numbers of things in `words` (folded forms of a sentence's tokens), in order, none overlapping."""
    if _STARTERS.isdisjoint(words) and _DIGITS.isdisjoint("".join(words)):
        return []
    found: list[Number] = []
    at = floor = 0
    label_end = -1
    while at < len(words):
        word = words[at]
        if word not in _STARTERS and not is_digits(word):
            at += 1
            continue
        if _is_rest_of_ordinal(words, at):
            at += 1
            continue
        number = _read(words, at)
        if number is None:
            at += 1
            continue
        chained = at >= 2 and words[at - 1] == "و" and label_end == at - 1
        if chained or names_a_unit(words, at, number.last) or is_date_or_share(words, at, number.last):
            label_end = at = number.last
            continue
        number = _widen(words, number, floor)
        found.append(number)
        at = floor = number.last
    return found


def _is_rest_of_ordinal(words: Sequence[str], at: int) -> bool:
    """Whether the word is the second half of an ordinal: «الخامس عشر», «الثالث والعشرين»."""
    if at == 0 or words[at - 1] not in ORDINALS:
        return False
    word = NUMBER_WORDS.get(words[at])
    return word is not None and (word.rank is Rank.TEN or (word.rank is Rank.TENS and word.joined))


def _read(words: Sequence[str], at: int) -> Number | None:
    """The number that begins at `at`, without the words beside it."""
    word = words[at]
    vague = read_amount(words, at) or read_vague(words, at)
    if vague is not None:
        end, low, high = vague
        return Number(at, end, low, high, False, "vague")
    cardinal = read_cardinal(words, at)
    if cardinal is not None:
        value, end = cardinal
        leading_zero = word[:1] == "0" and len(word) > 1
        return None if leading_zero else Number(at, end, value, value, False, "exact")
    entry = NUMBER_WORDS.get(word)
    if entry is not None and entry.rank is Rank.ONE:
        return _one_of(words, at)
    return None


def _one_of(words: Sequence[str], at: int) -> Number | None:
    """«أحد الجنود», «إحدى السيارات»: one of several, if a noun follows."""
    entry = NUMBER_WORDS[words[at]]
    if (
        entry.value != 1
        or entry.article
        or at + 1 >= len(words)
        or not _NOBODY.isdisjoint(words[max(at - 2, 0) : at])
        or words[at - 1 : at] == ["يوم"]
    ):
        return None
    following = words[at + 1]
    if not following[:1].isalpha() or following in FUNCTION_WORDS:
        return None
    return Number(at, at + 1, 1, 1, False, "exact")


def _widen(words: Sequence[str], number: Number, floor: int) -> Number:
    """Take in what stands beside: article, parentheses, range, bounds. Nothing before `floor`."""
    first, last = number.first, number.last
    if first > floor and words[first - 1] in _ARTICLES and is_digits(words[first]):
        first -= 1
    if first > floor and last < len(words) and words[first - 1] == "(" and words[last] == ")":
        first, last = first - 1, last + 1
        scale = scale_after(words, last)
        if scale is not None and number.low is not None and number.low == number.high:
            # «( 69 ) ألف»
            last, value = last + 1, number.low * scale
            number = replace(number, low=value, high=value)
    number = replace(number, first=first, last=last)
    ranged = _range(words, number, floor)
    if ranged is not None:
        return ranged
    return _bounded(words, number, floor)


def _range(words: Sequence[str], number: Number, floor: int) -> Number | None:
    """The range that `number` opens: «بين n و m», «من n إلى m», «n - m», «n أو m»."""
    low, end = number.low, number.last
    if number.kind != "exact" or low is None or end >= len(words):
        return _split_range(words, number, floor)
    before = words[number.first - 1] if number.first > floor else ""
    connector = words[end]
    if before in _BETWEEN:
        start = end + 1 if connector == "و" else end
        joined = connector == "و" or NUMBER_WORDS.get(connector, None) is not None
        second = read_cardinal(words, start) if joined or connector in ("الي", "او") else None
        if second is None and connector in ("الي", "او"):
            second = read_cardinal(words, end + 1)
        if second is None or second[0] <= low:
            return _split_range(words, number, floor)
    elif connector in ("الي", "حتي", "او") or connector in _DASHES:
        second = read_cardinal(words, end + 1)
        if second is None or second[0] <= low or not _may_range(words, number, second, connector):
            return None
        if before == "من" and tells_a_rise(words, number.first):
            return Number(end + 1, second[1], second[0], second[0], False, "exact")
    else:
        return None
    first = number.first
    if before in _BETWEEN or before == "من":
        first -= 1
        if first > floor and words[first] == "بين" and words[first - 1] in ("ما", "وما", "بما"):
            first -= 1
    return Number(first, second[1], low, second[0], False, "range")


def _may_range(words: Sequence[str], number: Number, second: tuple[int, int], connector: str) -> bool:
    """Whether the two numbers are near enough, and no date, score or pair of labels."""
    if is_date_or_share(words, number.last + 1, second[1]):
        return False
    if connector in _DASHES:
        plain = is_digits(words[number.last - 1]) and is_digits(words[number.last + 1])
        dated = second[1] < len(words) and words[second[1]] in _DASHES
        return plain and not dated
    return connector != "او" or second[0] <= 10 * (number.low or 1)


def _split_range(words: Sequence[str], number: Number, floor: int) -> Number | None:
    """«بين خمسة وعشرين قتيلا»: with no second number the compound itself is the range."""
    if number.kind != "exact" or number.first <= floor or words[number.first - 1] not in _BETWEEN:
        return None
    if number.last - number.first != 2:
        return None
    one, other = (NUMBER_WORDS.get(words[at]) for at in (number.first, number.first + 1))
    if one is None or other is None or not other.joined or other.value <= one.value:
        return None
    return Number(number.first - 1, number.last, one.value, other.value, False, "range")


def _bounded(words: Sequence[str], number: Number, floor: int) -> Number:
    before = bound_before(words, number.first)
    if before is not None and before[1] >= floor:
        return _apply(replace(number, first=before[1]), before[0])
    after = bound_after(words, number.last, _next_number(words, number.last))
    if after is not None:
        return _apply(replace(number, last=after[1]), after[0])
    return number


def _next_number(words: Sequence[str], at: int) -> int:
    """Where the next number may begin: a bound beyond it is its own."""
    for index in range(at, min(at + 8, len(words))):
        if is_digits(words[index]) or (words[index] in _STARTERS and words[index] != "اكثر"):
            return index
    return len(words)


def _apply(number: Number, bound: Bound) -> Number:
    if bound is Bound.AT_LEAST:
        return replace(number, high=None, kind="bound")
    if bound is Bound.AT_MOST:
        return (
            replace(number, low=None, high=number.high, kind="bound") if number.high is not None else number
        )
    return replace(number, approximate=True)
