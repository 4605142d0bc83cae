"""What a name or a relative word means: its actor, and the meaning by side, day and country."""

from __future__ import annotations

from collections.abc import Iterator

from sijill.packs.compiled import ActorName
from sijill.packs.lexicon import Hit
from sijill.packs.model import ELSEWHERE, DatedIds, Epithet
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.who.mention import OTHER

_ARMY = ("الجيش",)
_GOVERNMENT = ("الحكومه",)
# Actors that are named in every country's reports: they tell nothing of the one spoken of.
_ABROAD = ("foreign_state", "organisation", "people")


def named(hit: Hit) -> ActorName:
    """The name behind a hit of an actor."""
    name = hit.entry.data
    assert isinstance(name, ActorName)
    return name


def meaning(epithet: Epithet, context: Context, country: str = "") -> tuple[str, ...]:
    """Whom a relative word means: in the country spoken of, by the outlet's side, else as is common there.

    `country` overrides the report's. An entry that lists countries says nothing of any other; one that
    lists the country with nobody is left to the sides that it names.
    """
    countries = (country,) if country else (context.local, context.country)
    home = context.pack.country
    place = next((c for c in countries if c in epithet.by_country), "")
    if ELSEWHERE in epithet.by_country and any(countries) and not place and home not in countries:
        place = ELSEWHERE
    if epithet.by_country and not place and any(countries):
        return ()
    options: list[tuple[DatedIds, ...]] = []
    if context.side and context.side in epithet.by_side:
        options.append(epithet.by_side[context.side])
    if place:
        options.insert(len(options) if place == home else 0, epithet.by_country[place])
    if "default" in epithet.by_side and (place or context.country) in ("", home):
        options.append(epithet.by_side["default"])
    for dated in options:
        ids = [i for d in dated if d.holds_on(context.published) for i in d.ids]
        if ids:
            return tuple(dict.fromkeys(ids))
    return ()


def army_of(context: Context, country: str = "") -> tuple[tuple[str, ...], str]:
    """Whose the soldiers of a country are, and the entry that says so; the report's own by default."""
    return _common(context, _ARMY, country)


def state_of(context: Context, country: str) -> tuple[str, ...]:
    """The actor that a country is, or its government; `other` where the pack has none."""
    actor = context.pack.nations.get(country, "")
    if actor:
        return (actor,)
    return _common(context, _GOVERNMENT, country)[0] or (OTHER,)


def _common(context: Context, words: tuple[str, ...], country: str) -> tuple[tuple[str, ...], str]:
    for hit in context.pack.lexicon.find(words, 0, len(words)):
        if hit.entry.kind == "epithet":
            meant = meaning(hit.entry.data, context, country)
            if meant:
                return meant, hit.entry.where
    return (), ""


def countries(sentence: Sentence, context: Context) -> Iterator[tuple[str, bool]]:
    """The countries that a sentence speaks of, each with whether by a place inside of it."""
    places = context.pack.places
    for hits in sentence.at.values():
        capital = any(h.entry.kind == "actor" and named(h).use == "capital" for h in hits)
        for hit in hits:
            if hit.entry.kind == "place" and not hit.entry.weak and not capital:
                place = places[hit.entry.data]
                yield place.country, place.level != "country"
            elif hit.entry.kind == "actor" and named(hit).country and named(hit).kind not in _ABROAD:
                yield named(hit).country, False
