"""Number words of Arabic in folded form, with the clitics that may stand before them.

Forms are as `sijill.arabic.fold` leaves them: «مئة» is «ميه», «مائة» is «مايه», «آلاف» is «الاف».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from sijill.arabic.calendar_words import word_set


class Rank(Enum):
    """The part that a word plays in a compound number."""

    ONE = "one"  # first halves of 11 and 12; «أحد» is a number of its own only before a noun
    UNIT = "unit"  # 1-9
    TEN = "ten"  # 10, and the second half of 11-19
    TENS = "tens"  # 20-90
    HUNDRED = "hundred"  # 100 and its multiples; the bare hundred also follows a unit
    SCALE = "scale"  # thousand, million, milliard
    SCALES = "scales"  # their plurals: a multiplier after a number, vague on their own
    PAIR = "pair"  # two thousand, two million, two milliard
    VAGUE = "vague"  # tens of, hundreds of
    FEW = "few"  # بضع, عده, بعض: 3-9
    HALF = "half"  # نصف, ربع of a scale


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A folded form read as a number word; `value` is the parts in a whole for a HALF."""

    rank: Rank
    value: int
    joined: bool  # و or ف stands before it
    preposition: str  # ب, ل, ك or empty
    article: bool


_UNITS = {
    1: "واحد واحده واحدا",
    2: "اثنان اثنين اثنتان اثنتين",
    3: "ثلاثه ثلاث",
    4: "اربعه اربع",
    5: "خمسه خمس",
    6: "سته ست",
    7: "سبعه سبع",
    8: "ثمانيه ثماني ثمان ثمانيا",
    9: "تسعه تسع",
}
_TENS = {20: "عشر", 30: "ثلاث", 40: "اربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_HUNDREDS = {
    300: ("ثلاث",),
    400: ("اربع",),
    500: ("خمس",),
    600: ("ست",),
    700: ("سبع",),
    800: ("ثمان", "ثماني"),
    900: ("تسع",),
}
_FORMS: dict[Rank, dict[int, str]] = {
    Rank.ONE: {1: "احد احدي", 2: "اثنا اثني اثنتا اثنتي"},
    Rank.UNIT: _UNITS,
    Rank.TEN: {10: "عشره عشر"},
    Rank.TENS: {value: f"{stem}ون {stem}ين" for value, stem in _TENS.items()},
    Rank.HUNDRED: {
        100: "ميه مايه ميت مايت",
        200: "ميتان ميتين ميتا ميتي مايتان مايتين مايتا مايتي",
        **{
            value: " ".join(stem + hundred for stem in stems for hundred in ("ميه", "مايه"))
            for value, stems in _HUNDREDS.items()
        },
    },
    Rank.SCALE: {10**3: "الف", 10**6: "مليون", 10**9: "مليار بليون"},
    Rank.SCALES: {10**3: "الاف الوف", 10**6: "ملايين", 10**9: "مليارات"},
    Rank.PAIR: {
        2 * 10**3: "الفان الفين الفا الفي",
        2 * 10**6: "مليونان مليونين مليونا مليوني",
        2 * 10**9: "ملياران مليارين مليارا ملياري",
    },
    Rank.VAGUE: {10: "عشرات", 100: "ميات مايات"},
    Rank.FEW: {3: "بضعه بضع عده بعض"},
    Rank.HALF: {2: "نصف", 3: "ثلث", 4: "ربع"},
}

# Cliticised forms that are other, commoner words: «لست» I am not, «كمية» quantity, «الاثنين» Monday;
# «والف», «بالف» and the like are numbers, «كالف» is not.
_OTHER_WORDS = word_set(
    "لست كست كسته لسته كميه كميات كمايه كالف كربع فربع وصف الاثنين للاثنين بالاثنين والاثنين فالاثنين "
    "وبالاثنين وللاثنين الواحد الواحده بالواحد والواحد الثلث الربع فالف فميه بالميه بالمايه"
)

_JOINS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")


def with_clitics(form: str, *, article: bool = True) -> Iterable[tuple[str, bool, str, bool]]:
    """`form` with every run of proclitics: (whole form, joined, preposition, article)."""
    for join in _JOINS:
        for preposition in _PREPOSITIONS:
            yield join + preposition + form, bool(join), preposition, False
            if article:
                determined = "لل" + form if preposition == "ل" else preposition + "ال" + form
                yield join + determined, bool(join), preposition, True


def every_form(words: str, *, article: bool = True) -> frozenset[str]:
    """The folded words of a space-separated string, with and without proclitics."""
    return frozenset(form for word in words.split() for form, *_ in with_clitics(word, article=article))


def _table() -> dict[str, NumberWord]:
    table: dict[str, NumberWord] = {}
    bare = {form for group in _FORMS.values() for forms in group.values() for form in forms.split()}
    for rank, group in _FORMS.items():
        for value, forms in group.items():
            for word in forms.split():
                for form, joined, preposition, article in with_clitics(word):
                    cut = joined or preposition or article
                    if form in _OTHER_WORDS or (cut and form in bare):
                        continue
                    table[form] = NumberWord(rank, value, joined, preposition, article)
    return table


NUMBER_WORDS = _table()

# «عدد من», «أعداد كبيرة»: words for an amount, and what may qualify it.
AMOUNT = every_form("عدد عددا")
AMOUNTS = every_form("اعداد اعدادا")
LARGE = word_set(
    "كبير كبيرا كبيره ضخم ضخما ضخمه هايل هايلا هايله كثير كثيره متزايد متزايدا متزايده وفير واسع"
)
SMALL = word_set("قليل قليلا محدود محدودا صغير صغيرا ضييل ضييلا اخر")
MANY = every_form("عديد كثير مزيد") | {"مزيدا", "كثيرا", "عديدا"}
OF = word_set("من منهم منهن منها منا")

# Ordinals: the first halves of «الخامس عشر» and «الثالث والعشرين» must not leave a number behind.
ORDINALS = every_form(
    "حادي حاديه ثاني ثانيه ثالث ثالثه رابع رابعه خامس خامسه سادس سادسه سابع سابعه ثامن ثامنه تاسع تاسعه"
)
