"""Folded words of the calendars: months, weekdays, parts of the day, units of time, ordinals of days."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a space-separated string."""
    return frozenset(words.split())


# Gregorian months under their names in Egypt and the Gulf, the Levant and Iraq, the Maghreb.
# A name of two words is written with a space.
_MONTH_NAMES: dict[int, tuple[str, ...]] = {
    1: ("يناير", "كانون الثاني", "كانون ثاني", "كانون ثان", "جانفي"),
    2: ("فبراير", "شباط", "فيفري"),
    3: ("مارس", "اذار"),
    4: ("ابريل", "نيسان", "افريل"),
    5: ("مايو", "ايار", "ماي"),
    6: ("يونيو", "يونيه", "حزيران", "جوان"),
    7: ("يوليو", "يوليه", "تموز", "جويليه", "يوليوز"),
    8: ("اغسطس", "اب", "اوت", "غشت"),
    9: ("سبتمبر", "ايلول", "شتنبر"),
    10: ("اكتوبر", "تشرين الاول", "تشرين اول"),
    11: ("نوفمبر", "تشرين الثاني", "تشرين ثاني", "تشرين ثان", "نونبر"),
    12: ("ديسمبر", "كانون الاول", "كانون اول", "دجنبر"),
}
_HIJRI_NAMES: dict[int, tuple[str, ...]] = {
    1: ("محرم", "المحرم"),
    2: ("صفر",),
    3: ("ربيع الاول", "ربيع اول"),
    4: ("ربيع الاخر", "ربيع الثاني", "ربيع ثاني"),
    5: ("جمادي الاولي", "جمادي الاول"),
    6: ("جمادي الاخره", "جمادي الثانيه", "جمادي الثاني"),
    7: ("رجب",),
    8: ("شعبان",),
    9: ("رمضان",),
    10: ("شوال",),
    11: ("ذو القعده", "ذي القعده"),
    12: ("ذو الحجه", "ذي الحجه"),
}


def _by_first_word(names: dict[int, tuple[str, ...]]) -> dict[str, dict[str, int]]:
    """First word of a name -> {second word, or "" if there is none -> number of the month}."""
    table: dict[str, dict[str, int]] = {}
    for number, forms in names.items():
        for form in forms:
            first, _, second = form.partition(" ")
            table.setdefault(first, {})[second] = number
    return table


MONTHS = _by_first_word(_MONTH_NAMES)
HIJRI_MONTHS = _by_first_word(_HIJRI_NAMES)

# Months whose name is also an ordinary word, a person or a place: «مارس» practised, «إب» the town
# (folded like «آب»), «ماي» a surname. They need a number, a year or a word of time beside them.
AMBIGUOUS_MONTHS = word_set("مارس اب ماي جوان شباط نيسان ايار تموز اوت اذار ايلول غشت")

# Monday is 0, as in datetime.date.weekday().
WEEKDAYS = {
    "الاثنين": 0,
    "الاتنين": 0,
    "الثلاثاء": 1,
    "الثلثاء": 1,
    "الاربعاء": 2,
    "الخميس": 3,
    "الجمعه": 4,
    "السبت": 5,
    "الاحد": 6,
}
# Without the article only after «يوم» and the like.
BARE_WEEKDAYS = {name.removeprefix("ال"): day for name, day in WEEKDAYS.items()}

PARTS = {
    "فجر": "dawn",
    "سحر": "dawn",
    "صباح": "morning",
    "صبيحه": "morning",
    "ضحي": "morning",
    "ظهر": "noon",
    "ظهيره": "noon",
    "عصر": "afternoon",
    "مغرب": "evening",
    "مساء": "evening",
    "عشيه": "evening",
    "ليل": "night",
    "ليله": "night",
}
# Words that name a part of the day with no day beside them.
LONE_PARTS = {
    "فجرا": "dawn",
    "صباحا": "morning",
    "ظهرا": "noon",
    "عصرا": "afternoon",
    "مساء": "evening",
    "ليلا": "night",
}

UNITS = {
    "دقيقه": "minute",
    "دقيقتين": "minute",
    "دقايق": "minute",
    "ساعه": "hour",
    "ساعتين": "hour",
    "ساعتان": "hour",
    "ساعات": "hour",
    "يوم": "day",
    "يوما": "day",
    "يومين": "day",
    "يومان": "day",
    "ايام": "day",
    "اسبوع": "week",
    "اسبوعا": "week",
    "اسبوعين": "week",
    "اسبوعان": "week",
    "اسابيع": "week",
    "شهر": "month",
    "شهرا": "month",
    "شهرين": "month",
    "شهران": "month",
    "اشهر": "month",
    "شهور": "month",
    "عام": "year",
    "عاما": "year",
    "عامين": "year",
    "عامان": "year",
    "اعوام": "year",
    "سنه": "year",
    "سنتين": "year",
    "سنتان": "year",
    "سنوات": "year",
    "سنين": "year",
    "عقد": "decade",
    "عقدين": "decade",
    "عقود": "decade",
}
DUAL_UNITS = frozenset(word for word in UNITS if word.endswith(("ين", "ان")) and word != "سنين")
PLURAL_UNITS = word_set("دقايق ساعات ايام اسابيع اشهر شهور اعوام سنوات سنين عقود")

_PAST = "ماضي فايت منصرم منقضي فارط اخير"
_AHEAD = "مقبل قادم"
_NOW = "جاري حالي"


def _agreeing(stems: str) -> frozenset[str]:
    """The adjective in every gender and number, with the article."""
    endings = ("", "ه", "ين", "تين", "ان", "تان", "ات")
    return frozenset(f"ال{stem}{ending}" for stem in stems.split() for ending in endings)


PAST = _agreeing(_PAST) | {"الماض"}
AHEAD = _agreeing(_AHEAD)
NOW = _agreeing(_NOW) | {"الجار", "الراهن", "الراهنه"}
LAST_FEW = word_set("الاخير الاخيره الاخيرين الاخيرتين")

EARLY = word_set("مطلع بدايه بدايات اوايل مستهل غره")
MIDDLE = word_set("منتصف اواسط")
LATE = word_set("اواخر اخر نهايه نهايات ختام")

_ORDINAL_UNITS = {
    1: "الاول الحادي",
    2: "الثاني",
    3: "الثالث",
    4: "الرابع",
    5: "الخامس",
    6: "السادس",
    7: "السابع",
    8: "الثامن",
    9: "التاسع",
}
ORDINAL_DAYS = {word: day for day, words in _ORDINAL_UNITS.items() for word in words.split()} | {
    "العاشر": 10,
    "العشرين": 20,
    "الثلاثين": 30,
}
ORDINAL_TENS = {"والعشرين": 20, "والعشرون": 20, "والثلاثين": 30, "والثلاثون": 30}
ORDINAL_HOURS = word_set(
    "الواحده الثانيه الثالثه الرابعه الخامسه السادسه السابعه الثامنه التاسعه العاشره الحاديه"
)
