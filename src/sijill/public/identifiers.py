"""Numbers and addresses that lead to a person: telephones, documents, number plates, accounts, houses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sijill.arabic.words import Token
from sijill.public.name_tables import bare
from sijill.public.name_words import NameWords

_NUMBER: Final = re.compile(r"(?<![\d.,/])(?:\+ ?)?\d(?:[ ./\\-]{0,2}\d){4,17}(?![\d])")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])@\w{3,}")
_DATE: Final = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4} ?[-/] ?\d{4}")
_NEAR: Final = 4
"""Words before a number in which «هاتف» or «بطاقة» says what it is."""
_TELEPHONE: Final = range(9, 16)
_ADDRESS_WORDS: Final = 7

Place = tuple[int, int, str]
"""Folded offsets and "number" or "address"."""


def identifiers(text: str, tokens: Sequence[Token], known: NameWords) -> Iterator[Place]:
    """The places of such numbers in a folded text; few texts have any."""
    if "@" in text:
        yield from ((found.start(), found.end(), "number") for found in _MAIL.finditer(text))
    if not any(char.isdigit() for char in text):
        return
    starts = [token.start for token in tokens]
    for found in _NUMBER.finditer(text):
        if _DATE.fullmatch(found.group()):
            continue
        before = _before(found.start(), starts, tokens)
        after = next((t.form for t in tokens if t.start >= found.end()), "")
        if _identifies(found.group(), before, after, known):
            yield found.start(), found.end(), "number"
    yield from _plates(tokens, known)
    yield from _addresses(tokens, known)


def _before(at: int, starts: Sequence[int], tokens: Sequence[Token]) -> list[str]:
    near = [token.form for token, start in zip(tokens, starts, strict=True) if start < at][-2 * _NEAR :]
    return [bare(form.lstrip("وب")) if form[0].isalpha() else form for form in near]


def _identifies(number: str, before: Sequence[str], after: str, known: NameWords) -> bool:
    digits = sum(char.isdigit() for char in number)
    words = set(before) | {f"ب{word}" for word in before}
    if words & known.phone_words:
        return digits >= 6
    if words & known.identity_words:
        return digits >= 5
    if bare(after) in known.measures or "." in number:
        return False
    return digits in _TELEPHONE or (number.startswith("+") and digits > 7)


def _plates(tokens: Sequence[Token], known: NameWords) -> Iterator[Place]:
    for at, token in enumerate(tokens):
        if bare(token.form) not in known.plate_words:
            continue
        first = next(
            (n for n in range(at + 1, min(at + 5, len(tokens))) if tokens[n].form[0].isdigit()), None
        )
        if first is None:
            continue
        last = first + 1
        while last < len(tokens) and (
            tokens[last].form[0].isdigit()
            or tokens[last].form in "/\\-–"
            or len(tokens[last].form) == 1
            and tokens[last].form.isalpha()
        ):
            last += 1
        yield tokens[first].start, tokens[last - 1].end, "number"


def _addresses(tokens: Sequence[Token], known: NameWords) -> Iterator[Place]:
    """«شارع كذا، عمارة رقم 5، شقة 3»: from the street to the last number."""
    for at, token in enumerate(tokens):
        if not token.form[0].isdigit() or len(token.form) > 4 or at == 0:
            continue
        words = [tokens[n].form for n in range(max(0, at - 3), at)]
        numbered = [bare(w) for w in words if w not in ("(", "رقم")]
        if not numbered or bare(numbered[-1]) not in known.dwellings:
            continue
        following = tokens[at + 1].form if at + 1 < len(tokens) else "."
        if "رقم" not in words and following[0].isalpha() and not following.startswith(("في", "ب", "شارع")):
            continue
        first = next(
            (
                n
                for n in range(max(0, at - _ADDRESS_WORDS), at)
                if bare(tokens[n].form.lstrip("ب")) in known.streets
            ),
            at - len(words) + words.index(next(w for w in words if bare(w) == numbered[-1])),
        )
        last = at
        for n in range(at + 1, min(at + _ADDRESS_WORDS, len(tokens))):
            if tokens[n].form in (".", "\n"):
                break
            if bare(tokens[n].form.lstrip("ب")) in known.streets and n + 1 < len(tokens):
                last = n + 1
        yield tokens[first].start, tokens[last].end, "address"
