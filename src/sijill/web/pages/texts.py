"""The texts of the pages in a language, with its plurals, numbers and days."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

FOLDER: Final = Path(__file__).parent.parent / "texts"
LANGUAGES: Final = ("ar", "en")


class Texts:
    """The texts of one language. `[key]` is one of them, as in `incidents.title`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.direction = "rtl" if language == "ar" else "ltr"
        # Days as 21 Jul 2015, not as Jul 21, 2015.
        self._locale = Locale.parse("ar" if language == "ar" else "en_GB")
        self._texts = _flat(yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8")))

    def __getitem__(self, key: str) -> str:
        """The text under a key. Raises `KeyError`: a page never asks for one that is not there."""
        found = self._texts[key]
        if not isinstance(found, str):
            raise KeyError(f"{key} is of a number")
        return found

    def get(self, key: str, default: str) -> str:
        """The text under a key that data made, else the default."""
        found = self._texts.get(key)
        return found if isinstance(found, str) else default

    def many(self, key: str, number: int) -> str:
        """The text of so many: `many("count.reports", 3)` is «3 تقارير»."""
        forms = self._texts[key]
        assert isinstance(forms, dict)
        form = forms.get("zero") if number == 0 else forms.get(self._locale.plural_form(number))
        return str(form or forms["other"]).replace("{n}", self.number(number))

    def number(self, number: int) -> str:
        """A number as it is written: in both languages with the digits that both know."""
        return str(format_decimal(number, locale=self._locale, numbering_system="latn"))

    def day(self, written: str | None) -> str:
        """A day (YYYY-MM-DD) in words; what is none stays as it is."""
        if not written:
            return self["common.not_told"]
        try:
            day = date.fromisoformat(written)
        except ValueError:
            return written
        return str(format_date(day, "d MMM y", locale=self._locale))

    def month(self, written: str) -> str:
        """A month (YYYY-MM) in words."""
        try:
            day = date.fromisoformat(f"{written}-01")
        except ValueError:
            return written
        return str(format_skeleton("yMMM", day, locale=self._locale))

    def days(self, first: str | None, last: str | None) -> str:
        """A day, or from one to another; of whole months and years these are said."""
        if not first or not last or first == last:
            return self.day(first or last)
        if first.endswith("-01") and _ends_month(last):
            if first[4:] == "-01-01" and last[4:] == "-12-31":
                return "–".join(dict.fromkeys((first[:4], last[:4])))
            months = dict.fromkeys((first[:7], last[:7]))
            return " – ".join(map(self.month, months))
        return self["common.to"].format(first=self.day(first), last=self.day(last))

    def list(self, words: list[str]) -> str:
        """Words one behind the other."""
        return self["common.list"].join(words)


def _ends_month(day: str) -> bool:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).day == 1
    except ValueError:
        return False


def _flat(texts: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Texts by their whole keys; those of numbers keep their forms."""
    found: dict[str, Any] = {}
    for key, value in texts.items():
        name = f"{above}{key}"
        if isinstance(value, dict) and "other" in value and name.startswith("count."):
            found[name] = value
        elif isinstance(value, dict):
            found |= _flat(value, f"{name}.")
        else:
            found[name] = value
    return found


@cache
def texts_of(language: str) -> Texts:
    """The texts of a language, read once."""
    return Texts(language if language in LANGUAGES else LANGUAGES[0])
