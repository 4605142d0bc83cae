"""What stands beside a number: bounds and approximations, and labels that make it no number of things."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from sijill.arabic.calendar_words import HIJRI_MONTHS, MONTHS, NOW, word_set
from sijill.arabic.numbers_words import every_form, with_clitics


class Bound(Enum):
    """How the words beside a number change it."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


_BEFORE: dict[Bound, str] = {
    Bound.AT_LEAST: (
        "اكثر من|ازيد من|ما لا يقل عن|ما لا تقل عن|ما لا يقل عددهم عن|لا يقل عن|لا تقل عن|لا يقل عددهم عن|"
        "مالا يقل عن|ما لايقل عن|مالايقل عن|لايقل عن|لاتقل عن|"
        "يزيد عن|يزيد علي|تزيد عن|تزيد علي|ما يزيد عن|ما يزيد علي|مايزيد عن|مايزيد علي|"
        "يربو علي|يربو عن|ما يربو علي|ما يربو عن|ينوف علي|ينوف عن|ما ينوف علي|ما ينوف عن|"
        "يفوق|تفوق|ما يفوق|يتجاوز|تتجاوز|تجاوز|تجاوزت|ما يتجاوز|فوق|علي الاقل"
    ),
    Bound.AT_MOST: (
        "اقل من|لا يزيد عن|لا يزيد علي|لا تزيد عن|لا تزيد علي|ما لا يزيد عن|ما لا يزيد علي|لا يتجاوز|"
        "لا تتجاوز|لم يتجاوز|لم تتجاوز|ما لا يتجاوز|لا يتعدي|لا تتعدي|لم يتعد|حتي|"
        "ما يصل الي|مايصل الي|قد يصل الي|قد تصل الي|علي الاكثر"
    ),
    Bound.ABOUT: (
        "نحو|حوالي|حوالى|قرابه|زهاء|ما يقارب|مايقارب|يقارب|تقارب|ما يقرب من|مايقرب من|يقرب من|"
        "يناهز|ما يناهز|تناهز|في حدود|حدود|تقريبا"
    ),
}
_AFTER: dict[tuple[str, ...], Bound] = {
    ("علي", "الاقل"): Bound.AT_LEAST,
    ("علي", "اقل", "تقدير"): Bound.AT_LEAST,
    ("كحد", "ادني"): Bound.AT_LEAST,
    ("او", "اكثر"): Bound.AT_LEAST,
    ("او", "يزيد"): Bound.AT_LEAST,
    ("فاكثر",): Bound.AT_LEAST,
    ("ونيف",): Bound.AT_LEAST,
    ("علي", "الاكثر"): Bound.AT_MOST,
    ("كحد", "اقصي"): Bound.AT_MOST,
    ("تقريبا",): Bound.ABOUT,
}
_AFTER_STARTERS = frozenset(phrase[0] for phrase in _AFTER)
# «خمسة مقاتلين من أفراد القبيلة على الأقل»: how many words may stand between.
_AFTER_WINDOW = 4


def _phrases_by_last_word() -> dict[str, list[tuple[tuple[str, ...], Bound]]]:
    table: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for bound, phrases in _BEFORE.items():
        for phrase in phrases.split("|"):
            first, *rest = phrase.split()
            for form, *_ in with_clitics(first, article=False):
                words = (form, *rest)
                table.setdefault(words[-1], []).append((words, bound))
    for found in table.values():
        found.sort(key=lambda pair: -len(pair[0]))
    return table


_PHRASES = _phrases_by_last_word()


def bound_before(words: Sequence[str], at: int) -> tuple[Bound, int] | None:
    """The bound whose words end just before `at`, and the index where they begin."""
    if at == 0:
        return None
    for phrase, bound in _PHRASES.get(words[at - 1], ()):
        start = at - len(phrase)
        if start >= 0 and tuple(words[start:at]) == phrase:
            return bound, start
    return None


def bound_after(words: Sequence[str], at: int, stop: int) -> tuple[Bound, int] | None:
    """The bound told after a number that ends at `at`, and the index where the number then ends.

    The bound's own words are taken into the number only if they follow at once: «ثلاثون على الأقل»,
    but not in «ثلاثون قتيلا على الأقل». Nothing at or beyond `stop` is looked at.
    """
    for start in range(at, min(at + _AFTER_WINDOW + 1, stop)):
        word = words[start]
        if word in _AFTER_STARTERS:
            for length in (3, 2, 1):
                phrase = tuple(words[start : start + length])
                bound = _AFTER.get(phrase)
                if bound is not None:
                    return bound, start + len(phrase) if start == at else at
        if not word[:1].isalpha():
            return None
    return None


# Nouns that the number after them names, not counts: «اللواء 35», «الساعة 3», «قرار 2216», «شارع الستين».
_HEADS = every_form(
    "لواء لواءين لواءي لواءان كتيبه فرقه فيلق فوج سريه منطقه كيلو ساعه ماده قرار رقم ارقام مجموعه قناه بند "
    "فقره صفحه طريق خط مربع جوله دوره حلقه فصل قانون مرسوم هاتف جوال شارع ميدان ساحه مدينه ملعب حديقه "
    "قرن ذكري نسخه"
)
_YEAR_HEADS = every_form("عام سنه عامي اعوام سنوات موسم")
_DAY_HEADS = every_form("تاريخ يوم يومي")
# Weapons and aircraft are called by letters or makes with a number, guns by their calibre.
_MODELS = every_form("عيار سوخوي ميغ ميج هاون سكود كلاشنكوف كلاشينكوف") | word_set(
    "اف ام جي تي مي سو بي سي كيو اس ار اكس يو"
)
_BEFORE_YEARS = word_set("منذ ومنذ اواخر مطلع بدايه نهايه منتصف اوايل اواسط بنهايه لعام لسنه بعام عامي وعام")
_IN = word_set("في وفي خلال وخلال قبل بعد")
_BEFORE_YEARS_OR_NUMBERS = word_set("من الي حتي وحتي بين")
_YEAR_MARKS = frozenset(("", "(", "،", ",", "و"))
_NO_NOUNS = word_set("في من الي علي و او حتي عن ان قد لم وحتي بعد قبل عندما حين لكن ثم كما حيث لاسيما")
_RISES = word_set(
    "ارتفع ارتفعت وارتفع وارتفعت يرتفع ترتفع ارتفاع زاد زادت رفع رفعت انخفض انخفضت تراجع تراجعت قفز"
)
_HUNDRED_PARTS = word_set("الميه المايه ميه مايه")
_DASHES = frozenset("-–—")
_LIST_MARKS = _DASHES | {")"}


def names_a_unit(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the number in `words[first:last]` is the name or number of its head noun."""
    if first == 0:
        return False
    before = words[first - 1]
    if before in _YEAR_HEADS or before in _DAY_HEADS or before in _MODELS:
        return True
    if before in _HEADS:
        return not _counts_what_follows(words, last)
    if not _is_digits(words[last - 1]):
        return False
    if before in _DASHES and first >= 2 and (words[first - 2] in _MODELS or words[first - 2].isascii()):
        return True
    if first >= 2 and before.startswith("ال") and words[first - 2] in _HEADS:
        return not _counts_what_follows(words, last)
    return len(words[last - 1]) == 4 and any(
        word.endswith("قرار") for word in words[max(first - 4, 0) : first]
    )


def _counts_what_follows(words: Sequence[str], at: int) -> bool:
    """Whether an accusative of specification follows: «في المنطقة 12 قتيلا»."""
    return at < len(words) and len(words[at]) >= 5 and words[at].endswith("ا")


def is_date_or_share(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the number in `words[first:last]` is a day, a year, a clock time, a fraction or a share."""
    before = words[first - 1] if first else ""
    after = words[last] if last < len(words) else ""
    after_next = words[last + 1] if last + 1 < len(words) else ""
    if after == "%" or before == "%" or (after == "في" and after_next in _HUNDRED_PARTS):
        return True
    if before == "في" and words[first] in _HUNDRED_PARTS and words[first].startswith("ال"):
        return True
    if after in ("بالميه", "بالمايه"):
        return True
    if (
        _is_month(after)
        or after in NOW
        or (after == "من" and (_is_month(after_next) or after_next == "الشهر"))
    ):
        return True
    if after == "من" and after_next.startswith(("عمره", "عمرها", "العمر")):
        return True
    if not _is_digits(words[first]):
        return False
    if first == 0 and after in _LIST_MARKS and not _is_digits(after_next):
        return True  # the number of an item in a list
    if after == "و" and last + 2 < len(words) and _is_digits(after_next) and _is_month(words[last + 2]):
        return True
    if (after in "/:" and _is_digits(after_next)) or (
        before in "/:" and first >= 2 and _is_digits(words[first - 2])
    ):
        return bool(after) or bool(before)
    bare = len(words[first]) == 4 and words[first][:2] in ("19", "20") and not after[:1].isalpha()
    return bare or is_year(words, first)


def is_year(words: Sequence[str], at: int) -> bool:
    """Whether four bare digits at `at` are a year: by an era, a month, a preposition, or punctuation.

    «في 2014», «من 2011 إلى 2014», «(2014)», «1436 هـ», but not «أكثر من 2000 قذيفة» or «إلى 2000 نازح».
    """
    form = words[at]
    if len(form) != 4 or form[:2] not in ("13", "14", "19", "20"):
        return False
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if after in ("ه", "م") or _is_month(before):
        return True
    if before == ")" and at >= 2 and _is_month(words[at - 2]):
        return True
    if form[0] == "1" and form[1] != "9":
        return False
    if before in _BEFORE_YEARS or (before in _DASHES and at >= 2 and _is_digits(words[at - 2])):
        return True
    counted = after[:1].isalpha() and not after.startswith(("ال", "و")) and after not in _NO_NOUNS
    if before in _BEFORE_YEARS_OR_NUMBERS:
        return not counted and bound_before(words, at) is None
    if before in _IN:
        return not (counted and form.endswith("00"))
    return not after[:1].isalpha() and before in _YEAR_MARKS


def _is_month(word: str) -> bool:
    return word in MONTHS or word in HIJRI_MONTHS


def _is_digits(word: str) -> bool:
    return word[:1] in "0123456789" if word else False


def tells_a_rise(words: Sequence[str], at: int) -> bool:
    """Whether «من n إلى m» at `at` is a count that rose or fell: «ارتفع العدد من 20 إلى 25»."""
    return any(word in _RISES for word in words[max(at - 6, 0) : at])
