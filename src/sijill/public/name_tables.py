"""Sets of words out of a pack by which a name is told from other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sijill.arabic.fold import fold_key
from sijill.arabic.verbs import conjugated
from sijill.packs import Pack

ARTICLE: Final = "ال"
USES_OF_PERSONS: Final = frozenset({"leader", "spokesman"})
"""Uses of an actor's aliases that are names of persons."""


def bare(word: str) -> str:
    """A folded word without its article."""
    return word[2:] if word.startswith(ARTICLE) and len(word) > 4 else word


def folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_key(word) for word in words)


def verbs(pack: Pack) -> Iterator[str]:
    """Every form of the third person of the verbs that the pack's tables have."""

    def found(value: Any) -> Iterator[tuple[str, str]]:
        if isinstance(value, Mapping):
            for key, inner in value.items():
                if key == "verb":
                    yield (inner[0], inner[1])
                else:
                    yield from found(inner)
        elif isinstance(value, list):
            for inner in value:
                if isinstance(inner, list):
                    yield (inner[0], inner[1])
                else:
                    yield from found(inner)

    for name in ("frames", "speech", "casualties", "light_verbs"):
        for root, pattern in found(pack.words[name]):
            for form, readings in conjugated(root, pattern).items():
                if any(reading.person == 3 for reading in readings):
                    yield form


def vocabulary(pack: Pack) -> Iterator[str]:
    """Single words of the pack's tables, without the article: none of them is an unknown name."""

    def found(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield from (bare(word) for word in fold_key(value).split())
        elif isinstance(value, Mapping):
            for key, inner in value.items():
                yield from found(key)
                yield from found(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from found(inner)

    for name, table in pack.words.items():
        if name != "given_names":
            yield from found(table)
    for nation in pack.nationalities:
        yield from (bare(fold_key(word)) for word in (*nation.words, *nation.names))
    for actor in pack.actors.values():
        for alias in actor.aliases:
            if alias.use not in USES_OF_PERSONS:
                yield from (bare(word) for form in alias.forms for word in form.split())


def units(pack: Pack) -> frozenset[str]:
    """Words of the names of units and of towns known by themselves: they stand in titles of office."""
    return frozenset(
        word
        for place in pack.places
        if place.level in ("country", "governorate", "district")
        or (place.level == "town" and not place.support)
        for name in (place.name_ar, *place.aliases)
        for word in (bare(w) for w in fold_key(name).split())
    )
