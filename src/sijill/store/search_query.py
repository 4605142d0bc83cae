"""What a user types into a search, understood, and put in the words of each database.

`قتلى تعز` finds reports with both words, in any order; `"وقف إطلاق النار"` or «…» a phrase; `غارة OR قصف`
either; `-جازان` leaves out. Words that every text has (في, من) count in phrases alone, unless nothing else is
asked.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from msgspec import Struct

from sijill.arabic.fold import fold_key
from sijill.arabic.particles import COMPLEMENTISERS, DEMONSTRATIVES, PREPOSITIONS, RELATIVES
from sijill.arabic.search_words import query_forms

MOST_WORDS: Final = 40
LONGEST: Final = 2_000
"""Characters of a query; nobody types so many."""

Forms = tuple[str, ...]
"""The forms that one word of the query may have in the index, the likeliest first."""

_WINDOW: Final = 3
"""Words of a phrase that SQLite is asked for at once: it knows no alternatives inside a phrase, so each
combination of forms is a phrase of its own. A longer phrase is all its windows."""

_QUOTES: Final = {'"': '"', "«": "»", "“": "”", "„": "“”", "”": "”“", "‟": "”"}
_PIECE: Final = re.compile(
    "(?P<minus>(?<!\\S)[-−](?=\\S))?(?:"
    + "|".join(
        f"{opening}(?P<q{at}>[^{closing}]*)[{closing}]"
        for at, (opening, closing) in enumerate(_QUOTES.items())
    )
    + r'|(?P<word>[^\s"«»“”„‟]+))'
)
_OR: Final = frozenset(("OR", "|", "||"))
_LIGHT: Final = PREPOSITIONS | RELATIVES | COMPLEMENTISERS | DEMONSTRATIVES


class SearchError(ValueError):
    """A search that cannot be made; the message is one sentence for the user."""


class Phrase(Struct, frozen=True):
    """Words that stand one behind the other: nearly always just one."""

    words: tuple[Forms, ...]


class Query(Struct, frozen=True):
    """Of each group in `wanted` one phrase must be found, of `unwanted` none."""

    wanted: tuple[tuple[Phrase, ...], ...] = ()
    unwanted: tuple[Phrase, ...] = ()


class _Piece(Struct, frozen=True):
    phrase: Phrase
    minus: bool
    light: bool


def parsed(typed: str) -> Query:
    """The query that a user typed; an empty one for nothing but spaces. Raises `SearchError`."""
    if len(typed) > LONGEST:
        raise SearchError(
            f"the text to search for has more than {LONGEST:,} characters; give a few words of it"
        )
    if not typed.strip():
        return Query()
    pieces: list[_Piece | None] = list(_pieces(typed))
    asked = [piece for piece in pieces if piece]
    if not asked:
        raise SearchError(f"there is no word in {_shown(typed)}; type letters or numbers to search for")
    if sum(len(piece.phrase.words) for piece in asked) > MOST_WORDS:
        raise SearchError(
            f"more than {MOST_WORDS} words to search for; give fewer, or a short phrase in quotes"
        )
    if all(piece.minus for piece in asked):
        raise SearchError("there are only words to leave out; type one to find beside them")
    if any(not piece.light and not piece.minus for piece in asked):
        pieces = [piece for piece in pieces if not (piece and piece.light)]
    unwanted = tuple(piece.phrase for piece in asked if piece.minus)
    return Query(_grouped([piece for piece in pieces if not (piece and piece.minus)]), unwanted)


def fts5(query: Query) -> str:
    """The query in the language of SQLite's FTS5. It must want something."""
    wanted = " AND ".join("(" + " OR ".join(map(_fts5_phrase, group)) + ")" for group in query.wanted)
    if not query.unwanted:
        return wanted
    return f"({wanted}) NOT ({' OR '.join(map(_fts5_phrase, query.unwanted))})"


def tsquery(query: Query) -> str:
    """The query as PostgreSQL writes a tsquery. It must want something."""
    wanted = ["(" + " | ".join(map(_tsquery_phrase, group)) + ")" for group in query.wanted]
    return " & ".join((*wanted, *(f"!({_tsquery_phrase(phrase)})" for phrase in query.unwanted)))


def as_typed(query: Query) -> Query:
    """The query with the first form of each word alone: what ranks a text.

    A rare other form would count for more than the word itself, just for being rare.
    """
    wanted = tuple(
        tuple(Phrase(tuple(forms[:1] for forms in phrase.words)) for phrase in group)
        for group in query.wanted
    )
    return Query(wanted)


def _pieces(typed: str) -> Iterator[_Piece | None]:
    """The words and phrases of a query in order; None where «OR» stands."""
    for found in _PIECE.finditer(typed):
        word = found["word"]
        if word in _OR and not found["minus"]:
            yield None
            continue
        raw = word if word is not None else next(q for q in found.groups()[1:-1] if q is not None)
        forms = tuple(query_forms(raw))
        if forms:
            light = word is not None and fold_key(word) in _LIGHT
            yield _Piece(Phrase(forms), bool(found["minus"]), light)


def _grouped(pieces: list[_Piece | None]) -> tuple[tuple[Phrase, ...], ...]:
    """Phrases with «OR» between them together; one at either end of the query joins nothing."""
    groups: list[list[Phrase]] = []
    joins = False
    for piece in pieces:
        if piece is None:
            joins = bool(groups)
        elif joins:
            groups[-1].append(piece.phrase)
            joins = False
        else:
            groups.append([piece.phrase])
    return tuple(tuple(group) for group in groups)


def _fts5_phrase(phrase: Phrase) -> str:
    words = phrase.words
    windows = [words[at : at + _WINDOW] for at in range(max(1, len(words) - _WINDOW + 1))]
    asked = [
        " OR ".join('"' + " ".join(combination) + '"' for combination in product(*window))
        for window in windows
    ]
    return "(" + " AND ".join(f"({window})" for window in asked) + ")"


def _tsquery_phrase(phrase: Phrase) -> str:
    return " <-> ".join("(" + " | ".join(f"'{form}'" for form in forms) + ")" for forms in phrase.words)


def _shown(typed: str) -> str:
    line = " ".join(typed.split())
    return f"«{line}»" if len(line) <= 40 else f"«{line[:40]}…»"
