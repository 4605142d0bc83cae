"""What feeds and digests say of their own, in both languages, and their colours."""

from typing import Final

from sijill.export.names import Language
from sijill.record import Group

MONTHS: Final = {
    "ar": (
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}

SAYINGS: Final[dict[str, dict[Language, str]]] = {
    "feed_title": {"en": "Incidents, by Sijill", "ar": "الحوادث، من سجل"},
    "caveat": {
        "en": "What follows is what reports claim, not what is proven. Few reports on a place do not mean "
        "that it is quiet.",
        "ar": "ما يلي هو ما تقوله التقارير لا ما ثبت. وقلة التقارير عن مكان لا تعني هدوءه.",
    },
    "machine": {
        "en": "Read by a program; no person has reviewed it.",
        "ar": "قرأه برنامج ولم يراجعه إنسان.",
    },
    "undated": {"en": "day not told", "ar": "لم يُذكر اليوم"},
    "unplaced": {"en": "place not told", "ar": "لم يُذكر المكان"},
    "or_more": {"en": "or more", "ar": "أو أكثر"},
    "to": {"en": "to", "ar": "إلى"},
    "differing": {"en": "Reports differ on", "ar": "تختلف التقارير في"},
    "denied": {"en": "Somebody denies it.", "ar": "وهناك من ينفيه."},
    "claimed": {"en": "As told by", "ar": "بحسب"},
    "reports": {"en": "reports", "ar": "عدد التقارير"},
    "sources": {"en": "independent sources", "ar": "المصادر المستقلة"},
    "digest": {"en": "Incident digest", "ar": "نشرة الحوادث"},
    "dated": {"en": "Made on", "ar": "أُعدّت في"},
    "claims_not_facts": {"en": "Claims, not facts.", "ar": "أقوال لا حقائق."},
    "incidents": {"en": "incidents", "ar": "حادثة"},
    "ranges": {
        "en": "Numbers go from the lowest to the highest told, each incident counted once. Vague words count "
        "by fixed rules: «dozens» is 20 to 99.",
        "ar": "تمتد الأعداد من أدنى ما قيل إلى أعلاه، وتُعدّ كل حادثة مرة واحدة. وللألفاظ المبهمة قواعد "
        "ثابتة: «عشرات» من 20 إلى 99.",
    },
    "map": {"en": "Where", "ar": "أين"},
    "open_circle": {
        "en": "placed in a district or governorate only: the middle of it",
        "ar": "لم يُذكر إلا المديرية أو المحافظة: وسطها",
    },
    "by_type": {"en": "What", "ar": "ماذا"},
    "by_unit": {"en": "Governorates and countries", "ar": "المحافظات والبلدان"},
    "no_closer": {"en": "(no closer)", "ar": "(بلا تحديد)"},
    "by_day": {"en": "Day by day", "ar": "يوما بيوم"},
    "silent": {"en": "No incident is told of:", "ar": "لم تُذكر حادثة في:"},
    "silence": {"en": "Silence is not peace.", "ar": "والصمت ليس سلاما."},
    "how": {
        "en": "Each incident brings together the claims of all reports that tell of it; copies of one text, "
        "one outlet and one agency count as one source. Names are neutral; loaded words stand in quotes.",
        "ar": "تجمع كل حادثة أقوال التقارير التي ذكرتها؛ والنسخ والوسيلة الواحدة والوكالة الواحدة مصدر "
        "واحد. الأسماء محايدة، ولا ترد الألفاظ المحمّلة إلا داخل الاقتباس.",
    },
    "left_out": {"en": "Left out:", "ar": "ما لم يُدرج:"},
    "outlines": {"en": "Outlines: Natural Earth", "ar": "الحدود: Natural Earth"},
}

FIELDS: Final[dict[str, dict[Language, str]]] = {
    "type": {"en": "what happened", "ar": "ما جرى"},
    "status": {"en": "whether it happened", "ar": "هل وقع"},
    "place": {"en": "the place", "ar": "المكان"},
    "governorate": {"en": "the governorate", "ar": "المحافظة"},
    "country": {"en": "the country", "ar": "البلد"},
    "time": {"en": "the day", "ar": "اليوم"},
    "actor": {"en": "who did it", "ar": "الفاعل"},
    "target": {"en": "against whom", "ar": "المستهدف"},
    "recipient": {"en": "who received", "ar": "المتسلّم"},
    "party": {"en": "the parties", "ar": "الأطراف"},
    "mediator": {"en": "the mediator", "ar": "الوسيط"},
    "extent": {"en": "how much of the place", "ar": "كله أو بعضه"},
    "means": {"en": "the weapon", "ar": "السلاح"},
    "object": {"en": "what was hit", "ar": "ما أصيب"},
}

COLOURS: Final[dict[Group, str]] = {
    "fighting": "#b2432f",
    "remote": "#c76f14",
    "civilians": "#7a2d4f",
    "coercion": "#54478c",
    "property": "#8a6d3b",
    "control": "#2c6e7f",
    "politics": "#1f7f59",
    "protest": "#4d7096",
    "humanitarian": "#2f72a8",
    "speech": "#555555",
}
"""A colour a group of types, dark enough for white letters on it; none of them is a party's."""
