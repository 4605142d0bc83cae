"""The program's own sentences on why claims are one incident, in the language of the page.

They are made in English where claims are compared; each has its text here by its pattern. A test takes every
sentence that there is from the source.
"""

import re
from typing import Final

from sijill.web.pages.texts import Texts

PATTERNS: Final = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"one report tells of them as two", "two"),
        (r"unilateral to one, joint to the other", "form"),
        (r"the same type, (?P<one>\w+)", "same_type"),
        (r"(?P<one>\w+) and (?P<other>\w+) may be one happening told by two sides", "kindred"),
        (r"(?P<one>\w+) and (?P<other>\w+) are different things", "different"),
        (r"the same place", "same_place"),
        (r"one place lies in the other", "within"),
        (r"one place is not told", "no_place"),
        (r"different places", "places"),
        (r"different days", "days"),
        (r"(?P<days>\d+) days? apart", "apart"),
        (r"one is of a day, the other of a long time", "long"),
        (r"the same day", "same_day"),
        (r"days that fit", "fit"),
        (r"told too long after each other, without a day", "too_long"),
        (r"no day is told of either", "no_days"),
        (r"the day of one is not told", "no_day"),
        (r"news to one, background to the other", "background"),
        (r"planned to one, done to the other", "planned"),
        (r"denied by one", "denied"),
        (r"the same words in two copies of one text", "copies"),
        (r"the same parties", "same_parties"),
        (r"other parties", "parties"),
        (r"who does it to one suffers it to the other", "mirrored"),
        (r"like figures", "like_figures"),
        (r"other figures", "figures"),
        (r"like words", "words"),
    )
)


def said(sentence: str, texts: Texts) -> str:
    """A reason in the language of the texts; one that is not known stays as it is."""
    for pattern, key in PATTERNS:
        if found := pattern.fullmatch(sentence):
            given = found.groupdict()
            if days := given.pop("days", None):
                return texts["joined.apart"].format(days=texts.many("count.days", int(days)))
            types = {name: texts.get(f"type.{type_}", type_) for name, type_ in given.items()}
            return texts[f"joined.{key}"].format(**types)
    return sentence
