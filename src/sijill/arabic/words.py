"""Words of a folded text, and the ways in which clitics may be cut off them."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import Struct

# A run of letters; a number with its separators; or any one other character that is not a space.
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]|_")

# Attached pronouns of the third person and the first plural, longest first. Those of the speaker and
# the one spoken to are left out: reports hardly use them, and they read «مسلحي» as "my gunman".
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "ه")
# What may stand before a noun or a verb: a conjunction, then a preposition or the future sîn.
_PREFIXES = tuple(
    conjunction + particle for conjunction in ("", "و", "ف") for particle in ("", "ب", "ل", "ك", "س")
)
_FIRST_LETTERS = frozenset(prefix[0] for prefix in _PREFIXES if prefix)


class Token(Struct, frozen=True, gc=False):
    """A word, number or mark: its folded form and its folded offsets, end exclusive."""

    form: str
    start: int
    end: int


class Split(NamedTuple):
    """One way to read a form: proclitics («وب», «س», …), the word with its article, a pronoun."""

    proclitics: str
    word: str
    enclitic: str


def tokenize(folded_text: str) -> list[Token]:
    """The tokens of a folded text, in order, none overlapping."""
    known: dict[str, str] = {}  # a form is kept once, however often it stands in the text
    found: list[Token] = []
    for match in _TOKEN.finditer(folded_text):
        form = match.group()
        found.append(Token(known.setdefault(form, form), match.start(), match.end()))
    return found


def splits(form: str) -> list[Split]:
    """Every way to cut clitics off a folded `form`, the fewest cuts first.

    The word keeps at least two letters, and its article stays with it («للانسحاب» gives ل and
    «الانسحاب»). A feminine ending before a pronoun comes back as its own («قيادتهم» gives «قياده»),
    and so does the alef that a plural verb drops («قتلوه» gives «قتلوا»). Which of the readings is a
    word is for the caller's vocabulary to say.
    """
    found: list[Split] = []
    for prefix in _PREFIXES if form[:1] in _FIRST_LETTERS else ("",):
        if not form.startswith(prefix):
            continue
        rest = form[len(prefix) :]
        if len(rest) < 2:
            continue
        if prefix.endswith("ل") and rest.startswith("ل"):
            found.append(Split(prefix, "ا" + rest, ""))
        found.append(Split(prefix, rest, ""))
        pronoun = next((p for p in _PRONOUNS if rest.endswith(p) and len(rest) - len(p) >= 2), "")
        if pronoun and not rest.startswith("ال"):
            found.extend(Split(prefix, word, pronoun) for word in _before_pronoun(rest[: -len(pronoun)]))
    found.sort(key=lambda split: bool(split.proclitics) + bool(split.enclitic))
    return found


def _before_pronoun(stem: str) -> list[str]:
    """The words that may have become `stem` when a pronoun was attached."""
    restored = {"ت": "ه", "و": "وا", "ا": "ي"}.get(stem[-1])
    return [stem, stem[:-1] + restored] if restored else [stem]
