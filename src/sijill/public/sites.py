"""Names of sites that are held back, found in a text: «مستشفى كذا», and the places of events held."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from sijill.arabic.fold import fold, fold_key
from sijill.arabic.words import Token, tokenize
from sijill.public.masker import Hide
from sijill.public.name_tables import bare
from sijill.public.name_words import NameWords

_LONGEST_NAME: Final = 3


def sites(
    text: str, kinds: Collection[tuple[str, ...]], names: Iterable[str], words: NameWords
) -> Iterator[Hide]:
    """The places in a text of names behind the words `kinds`, and of the `names` themselves.

    `kinds` are folded and without the article; the name of a site is at most three words, none of which is a
    particle or a verb.
    """
    wanted = {name for name in (tuple(bare(w) for w in fold_key(name).split()) for name in names) if name}
    if not kinds and not wanted:
        return
    folded = fold(text)
    tokens = tokenize(folded.text)
    cores = [bare(words.of(token.form).core) for token in tokens]
    for at in range(len(tokens)):
        for kind in kinds:
            end = at + len(kind)
            if tuple(cores[at:end]) == kind and (last := _end_of_name(end, tokens, words)) > end:
                yield (*folded.span(tokens[end].start, tokens[last - 1].end), "place")
        for name in wanted:
            if tuple(cores[at : at + len(name)]) == name:
                last = at + len(name) - 1
                start = tokens[at].start + _cut(words, tokens[at])
                yield (*folded.span(start, tokens[last].end), "place")


def _end_of_name(first: int, tokens: Sequence[Token], words: NameWords) -> int:
    at = first
    while at < len(tokens) and at - first < _LONGEST_NAME:
        word = words.of(tokens[at].form)
        if not tokens[at].form[0].isalpha() or word.stop or word.verb or word.cut:
            break
        at += 1
    return at


def _cut(words: NameWords, token: Token) -> int:
    word = words.of(token.form)
    return word.cut if token.form.endswith(word.core) else 0
