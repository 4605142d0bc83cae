"""Reports for properties: one text in other spellings, parties that change places, words in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import yaml
from hypothesis import strategies as st

from sijill.arabic.fold import fold_key
from sijill.record import Document, Report

_CORPUS = Path(__file__).parents[1] / "corpus" / "reports.yaml"


@dataclass(frozen=True, slots=True)
class Sample:
    """A report of the corpus; its name is what a failing example prints."""

    name: str
    text: str
    published: str
    source: str | None

    def report(self, text: str | None = None) -> Report:
        """The report as the reader takes it, with another text if one is given."""
        return Report(text=self.text if text is None else text, published=self.published, source=self.source)


SAMPLES = [
    Sample(case["id"], case["text"], case["published"], case["source"] or None)
    for case in yaml.safe_load(_CORPUS.read_text(encoding="utf-8"))
]
samples = st.sampled_from(SAMPLES)


# Spellings of one text. Each takes a character, the one behind it, and gives what may stand for it.

_HARAKAT = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_ALEFS = "اأإآ"
_ENDINGS = {"ي": "يى", "ى": "يى", "ه": "هة", "ة": "هة"}
_DIGITS = {str(n): f"{n}{chr(0x0660 + n)}{chr(0x06F0 + n)}" for n in range(10)}


def _presentation_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for code in (*range(0xFB50, 0xFDF0), *range(0xFE70, 0xFEFD)):
        letter = unicodedata.normalize("NFKC", chr(code))
        if len(letter) == 1 and letter.isalpha():
            forms[letter] = forms.get(letter, letter) + chr(code)
    return forms


_FORMS = _presentation_forms()


def _is_letter(char: str) -> bool:
    return "\u0621" <= char <= "\u064a"


def _vowelled(char: str, _following: str, random: Random) -> str:
    return char + random.choice(_HARAKAT) if _is_letter(char) else char


def _stretched(char: str, following: str, random: Random) -> str:
    return char + "ـ" * random.randint(1, 3) if _is_letter(char) and _is_letter(following) else char


def _marked(char: str, _following: str, random: Random) -> str:
    return char + random.choice(_UNSEEN)


def _other_alef(char: str, _following: str, random: Random) -> str:
    return random.choice(_ALEFS) if char in _ALEFS else char


def _other_ending(char: str, following: str, random: Random) -> str:
    return random.choice(_ENDINGS[char]) if char in _ENDINGS and not _is_letter(following) else char


def _other_digit(char: str, _following: str, random: Random) -> str:
    return random.choice(_DIGITS[char]) if char in _DIGITS else char


def _shaped(char: str, _following: str, random: Random) -> str:
    return random.choice(_FORMS.get(char, char))


SPELLINGS: dict[str, Callable[[str, str, Random], str]] = {
    "harakat": _vowelled,
    "tatweel": _stretched,
    "unseen marks": _marked,
    "alef": _other_alef,
    "ending": _other_ending,
    "digits": _other_digit,
    "presentation forms": _shaped,
}


def respelt(text: str, spelling: str, share: float, seed: int) -> str:
    """`text` with a share of the letters that a spelling may change written in another way."""
    random = Random(seed)
    change = SPELLINGS[spelling]
    return "".join(
        change(char, following, random) if random.random() < share else char
        for char, following in zip(text, text[1:] + " ", strict=True)
    )


@st.composite
def spellings(draw: st.DrawFn, text: str) -> str:
    """The same words in other spellings: one kind of change, or several over each other."""
    for spelling in sorted(draw(st.sets(st.sampled_from(sorted(SPELLINGS)), min_size=1, max_size=3))):
        share = draw(st.sampled_from((0.03, 0.3, 1.0)))
        text = respelt(text, spelling, share, draw(st.integers(0, 999)))
    return text


# Documents compared.


_SPELT = ("text", "name", "district", "governorate")


def values(document: Document) -> list[dict[str, Any]]:
    """What the events of a document say: of their quotes only the folded words, and no offsets.

    What a place is called that the gazetteer lacks is the report's own spelling, so names are folded too.
    """
    return [_bare(event) for event in msgspec.to_builtins(document.events)]


def _bare(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: _bare(v, k) for k, v in value.items() if not ("text" in value and k in ("start", "end"))}
    if isinstance(value, list):
        return [_bare(member) for member in value]
    return fold_key(value) if isinstance(value, str) and key in _SPELT else value


# Ground parties by names of one shape: they take the same verbs, pronouns and clitics.

PARTIES: dict[str, str] = {
    "houthi": "قوات الحوثيين",
    "resistance": "قوات المقاومة الشعبية",
    "giants": "قوات العمالقة",
    "stc": "قوات المجلس الانتقالي",
    "security_belt": "قوات الحزام الأمني",
    "government": "قوات الحكومة",
}


def exchanged(text: str, names: Mapping[str, str]) -> str:
    """`text` with each name replaced by the one given for it, all at once."""
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(either, lambda found: names[found.group()], text)
