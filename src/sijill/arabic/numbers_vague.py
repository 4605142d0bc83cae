"""Vague numbers: «عدد من», «أعداد كبيرة», «عشرات», «مئات الآلاف», «بضعة عشر», «عدة»."""

from __future__ import annotations

from collections.abc import Sequence

from sijill.arabic.calendar_words import word_set
from sijill.arabic.numbers_words import (
    AMOUNT,
    AMOUNTS,
    LARGE,
    MANY,
    NUMBER_WORDS,
    OF,
    SMALL,
    Rank,
)

# (end, low, high): where the words end (exclusive), and what they are worth, both ends included.
Amount = tuple[int, int, int | None]

FUNCTION_WORDS = word_set(
    "في من الي علي عن ان انه انها التي الذي الذين هذا هذه ذلك تم قد كان كانت لم لا ما هو هي ثم او حتي عندما "
    "حيث بعد قبل مع كل اي بين عند لدي نحو منذ خلال"
)


def read_amount(words: Sequence[str], at: int) -> Amount | None:
    """«عدد من», «عدد كبير من», «أعداد كبيرة», «العديد من»."""
    if words[at] in MANY:
        return (at + 1, 3, None) if at + 1 < len(words) and words[at + 1] in OF else None
    if words[at] not in AMOUNT and words[at] not in AMOUNTS:
        return None
    plural = words[at] in AMOUNTS
    end = at + 1
    large = small = False
    while end < len(words) and end <= at + 2:
        word = words[end]
        if word in LARGE:
            large = True
        elif word in SMALL or word == "غير":
            small = True
            # «عدد غير قليل» is no small number.
            if word == "غير":
                large, end = True, end + 1
        else:
            break
        end += 1
    end = min(end, len(words))
    of_things = end < len(words) and words[end] in OF
    if large or (plural and of_things and not small):
        return end, 3, None
    return (end, 3, 9) if of_things else None


def read_vague(words: Sequence[str], at: int) -> Amount | None:
    """«عشرات», «مئات الآلاف», «بضعة عشر», «عدة»."""
    entry = NUMBER_WORDS.get(words[at])
    if entry is None:
        return None
    if entry.rank is Rank.FEW:
        return _few(words, at)
    if entry.rank is Rank.VAGUE:
        scale, end = 1, at + 1
        following = NUMBER_WORDS.get(words[end]) if end < len(words) else None
        if following and following.rank is Rank.SCALES and not following.joined and not following.preposition:
            scale, end = following.value, end + 1
        base = entry.value * scale
    elif entry.rank is Rank.SCALES:
        base, end = entry.value, at + 1
    else:
        return None
    return end, 2 * base, 10 * base - 1


def _few(words: Sequence[str], at: int) -> Amount | None:
    """«بضعة», «عدة», «بعض», alone or before tens, hundreds, thousands."""
    entry = NUMBER_WORDS[words[at]]
    following = NUMBER_WORDS.get(words[at + 1]) if at + 1 < len(words) else None
    some = words[at].endswith(("بضعه", "بضع"))
    if following is not None and not following.preposition:
        if some and following.rank is Rank.TEN:
            return at + 2, 13, 19
        if some and following.rank is Rank.TENS and following.joined:
            return at + 2, following.value + 3, following.value + 9
        if following.rank in (Rank.VAGUE, Rank.SCALES) and not following.joined:
            larger = read_vague(words, at + 1)
            if larger is not None:
                end, low, high = larger
                return end, low // 2 * 3 if some else low, high
    if words[at].endswith("عده") and words[at] != "عده" and not _opens_indefinite(words, at):
        return None
    return None if entry.article else (at + 1, 3, 9)


def _opens_indefinite(words: Sequence[str], at: int) -> bool:
    """Whether an indefinite plural follows: «بعدة غارات», not «بعده الجيش», «بعده قائد» or «وعده بأن».

    A plural is told by its ending or by the long vowel of the broken plurals («مناطق», «صواريخ»).
    """
    if at + 1 >= len(words) or (at and words[at - 1] == "من"):
        return False
    following = words[at + 1]
    if following in FUNCTION_WORDS or following.startswith(("ال", "بال", "لل", "وال")):
        return False
    return following.endswith("ات") or (len(following) >= 5 and following[2] == "ا")
