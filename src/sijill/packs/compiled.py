"""A pack made ready for reading: one lexicon of everything, and the tables that the reader asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sijill.arabic.fold import fold_key
from sijill.arabic.verbs import conjugated, masdars, with_suffix_stem
from sijill.packs.lexicon import Entry, Lexicon, noun_variants
from sijill.packs.model import Actor, Epithet, Pack, PlaceEntry, Source
from sijill.packs.shelf import Shelf
from sijill.packs.triggers import add_triggers


@dataclass(frozen=True, slots=True)
class ActorName:
    """A name under which an actor stands, with the days on which it does."""

    id: str
    kind: str
    use: str
    country: str
    from_: date | None
    until: date | None

    def holds_on(self, day: date | None) -> bool:
        """Whether the name means this actor on `day`; an unknown day is taken for the present."""
        if day is None:
            return self.until is None
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


@dataclass(slots=True)
class CompiledPack:
    """What `sijill.reading.Reader` works with. Immutable once built, but for `holders`.

    `holders` is filled by the reader as it goes: the units that hold a place, by the place's id.
    """

    name: str
    country: str
    lexicon: Lexicon
    actors: dict[str, Actor]
    places: Shelf[PlaceEntry]
    sources: dict[str, list[Source]]
    nations: dict[str, str]  # country code -> actor id
    weapon_types: dict[str, str]
    speaks_for: dict[str, str]  # kind of source -> the folded name of those it speaks for
    holders: dict[str, Sequence[PlaceEntry]] = field(default_factory=dict)


def compile_pack(pack: Pack) -> CompiledPack:
    """Enter a loaded pack into one lexicon. Costs seconds; the caller keeps the result."""
    lexicon = Lexicon()
    words = pack.words
    add_triggers(lexicon, words["frames"], words["arguments"])
    _add_actors(lexicon, pack.actors.values())
    _add_epithets(lexicon, pack.epithets)
    _add_places(lexicon, pack.places)
    _add_nations(lexicon, pack)
    _add_people(lexicon, words["people_heads"])
    _add_casualties(lexicon, words["casualties"])
    _add_classes(lexicon, "means", {k: v for k, v in words["weapons"].items() if k != "types"}, "weapons")
    _add_classes(lexicon, "object", words["objects"], "objects")
    _add_speech(lexicon, words["speech"])
    statuses = dict(words["status"])
    for name in ("truce", "terms", "deal", "brokering"):
        _add_words(lexicon, name, statuses.pop(name), "status", nouns=name == "truce")
    _add_classes(lexicon, "status", statuses, "status", nouns=False)
    _add_classes(lexicon, "subject", words["subjects"], "subjects")
    for name, listed in words["details"].items():
        _add_words(lexicon, name, listed, "details", nouns=False)
    _add_place_words(lexicon, words["places"])
    for class_name, verbs in words["light_verbs"].items():
        _add_verbs(lexicon, class_name, verbs, "light_verbs")
    for class_name, nouns in words["light_nouns"].items():
        _add_words(lexicon, class_name, nouns, "light_nouns")
    return CompiledPack(
        name=pack.name,
        country=pack.country,
        lexicon=lexicon,
        actors=dict(pack.actors),
        places=_places_by_id(pack.places),
        sources=_sources_by_name(pack.sources),
        nations={nation.country: nation.id for nation in pack.nationalities},
        weapon_types=dict(words["weapons"]["types"]),
        speaks_for={kind: fold_key(name) for kind, name in words["speech"]["speaks_for"].items()},
    )


def _add_actors(lexicon: Lexicon, actors: Iterable[Actor]) -> None:
    for actor in actors:
        for alias in actor.aliases:
            name = ActorName(actor.id, actor.kind, alias.use, actor.country, alias.from_, alias.until)
            entry = Entry("actor", name, alias.where, suffixes=actor.kind == "people")
            for form in alias.forms:
                lexicon.add(form, entry)


def _add_epithets(lexicon: Lexicon, epithets: Iterable[Epithet]) -> None:
    for epithet in epithets:
        entry = Entry("epithet", epithet, epithet.where, suffixes=False)
        for words in epithet.words:
            lexicon.add(fold_key(words), entry)


def _add_places(lexicon: Lexicon, places: Iterable[PlaceEntry]) -> None:
    for place in places:
        weak = place.support != ""
        entry = Entry("place", place.id, place.where, weak=weak, suffixes=False)
        for form in dict.fromkeys(fold_key(name) for name in (place.name_ar, *place.aliases)):
            lexicon.add(form, entry)


def _add_nations(lexicon: Lexicon, pack: Pack) -> None:
    for nation in pack.nationalities:
        entry = Entry("nation", nation.country, nation.where, suffixes=False)
        for word in nation.words:
            for variant in noun_variants(word):
                lexicon.add(variant, entry)


def _add_people(lexicon: Lexicon, table: Mapping[str, list[str]]) -> None:
    names = {"heads": "head", "positions": "position", "supporters": "supporter", "relations": "relation"}
    for key, words in table.items():
        _add_words(lexicon, names.get(key, key), words, "people_heads", nouns=key != "by")
    for word in table["singulars"]:
        stem = with_suffix_stem(word)
        _add_words(lexicon, "duals", [stem + "ان", stem + "ين"], "people_heads")


def _add_casualties(lexicon: Lexicon, table: Mapping[str, Any]) -> None:
    for kind, row in table.items():
        if kind == "things":
            _add_counted(lexicon, "thing:", row)
        elif kind == "persons":
            _add_counted(lexicon, "", row)
        elif isinstance(row, list):
            _add_words(lexicon, kind, row, "casualties")
        else:
            _add_verbs(lexicon, f"harm:{kind}", row.get("verbs", ()), "casualties")
            _add_words(lexicon, f"harm:{kind}", row.get("event_nouns", ()), "casualties")
            _add_words(lexicon, f"harm:{kind}", row.get("phrases", ()), "casualties", nouns=False)
            for noun, count in row["person_nouns"].items():
                sound = noun + "ين" if noun + "ين" in row["person_nouns"] else ""
                forms = [noun, *(_duals(noun, sound) if count == 1 else ())]
                _add_words(lexicon, f"harmed:{kind}:{count}", forms, "casualties")


def _add_counted(lexicon: Lexicon, prefix: str, groups: Mapping[str, Mapping[str, str]]) -> None:
    """Nouns that are counted, each as one, two or many."""
    for group, nouns in groups.items():
        for singular, plural in nouns.items():
            plurals = [plural, *([plural.removesuffix("ين") + "ون"] if plural.endswith("ين") else [])]
            bent = [] if " " in singular or singular.endswith(("ة", "ى", "ا", "اء")) else [singular + "ا"]
            _add_words(lexicon, f"{prefix}one:{group}", dict.fromkeys([singular, *bent]), "casualties")
            _add_words(lexicon, f"{prefix}two:{group}", _duals(singular, plural), "casualties")
            _add_words(lexicon, f"{prefix}many:{group}", plurals, "casualties")


def _duals(singular: str, plural: str) -> list[str]:
    """«جنديان, جنديين»; of a noun with a sound plural «ين» is taken for that plural."""
    first, *rest = singular.split()
    stem = with_suffix_stem(first)
    endings = ["ان", *([] if plural.endswith("ين") else ["ين"]), *(["ا", "ي"] if rest else [])]
    return [" ".join([stem + ending, *rest]) for ending in endings]


def _add_speech(lexicon: Lexicon, table: Mapping[str, Any]) -> None:
    _add_verbs(lexicon, "say", table["verbs"], "speech")
    for key in ("relaying", "learning", "accusing", "denying"):
        _add_verbs(lexicon, f"say:{key}", table[key], "speech")
    _add_verbs(lexicon, "say:blaming", table["blaming"], "speech")
    _add_verbs(lexicon, "say:that", table["verbs_with_that"], "speech")
    _add_words(lexicon, "saying", table["participles"], "speech", nouns=False)
    _add_words(lexicon, "saying:denying", table["denying_participles"], "speech", nouns=False)
    according = [words.removesuffix(" ل") for words in table["according"]]
    _add_words(lexicon, "according", according, "speech", nouns=False)
    _add_words(lexicon, "impersonal", table["impersonal"], "speech", nouns=False)
    of_speakers = ("armed", "independent", "groups", "against", "ranks", "anybody")
    for key in ("statements", "issued", "blame", "measures", *of_speakers):
        _add_words(lexicon, f"speech:{key}", table[key], "speech", nouns=True)
    _add_words(lexicon, "source:local", table["local"], "speech", nouns=True)
    for kind, words in table["sources"].items():
        _add_words(lexicon, f"source:{kind}", words, "speech", nouns=True)


def _add_place_words(lexicon: Lexicon, table: Mapping[str, Any]) -> None:
    for level, words in table["level_words"].items():
        _add_words(lexicon, f"level:{level}", words, "places")
    for level, words in table["anaphors"].items():
        _add_words(lexicon, f"anaphor:{level}", words, "places", nouns=False)
    _add_words(lexicon, "direction", table["directions"], "places", nouns=False)
    _add_classes(lexicon, "recalling", table["recalling"], "places", nouns=False)
    for name, words in table.items():
        if name not in ("level_words", "anaphors", "recalling", "directions", "common"):
            _add_words(lexicon, f"place:{name}", words, "places", nouns=False)
    feminine = (word + "ة" for word in table["common"] if word[-1] not in "ةىءاه" and " " not in word)
    _add_words(lexicon, "place:common", [*table["common"], *feminine], "places")


def _add_classes(
    lexicon: Lexicon, prefix: str, table: Mapping[str, list[str]], stem: str, *, nouns: bool = True
) -> None:
    for name, words in table.items():
        _add_words(lexicon, f"{prefix}:{name}", words, stem, nouns=nouns)


def _add_words(
    lexicon: Lexicon, class_name: str, words: Iterable[str], stem: str, *, nouns: bool = True
) -> None:
    for word in words:
        entry = Entry("word", class_name, f"core/{stem}.yaml: {class_name}/{word}")
        for variant in noun_variants(word) if nouns else (fold_key(word),):
            lexicon.add(variant, entry)


def _add_verbs(lexicon: Lexicon, class_name: str, verbs: Iterable[list[str]], stem: str) -> None:
    for root, pattern in verbs:
        forms = conjugated(root, pattern)
        where = f"core/{stem}.yaml: {class_name}/{next(iter(forms))}"
        for form, readings in forms.items():
            lexicon.add(form, Entry("word", class_name, where, readings))
        if class_name in ("performing", "aid_verb"):
            for masdar in masdars(root, pattern):
                lexicon.add_noun(masdar, Entry("word", class_name, where))


def _places_by_id(places: Iterable[PlaceEntry]) -> Shelf[PlaceEntry]:
    found: Shelf[PlaceEntry] = Shelf()
    for place in places:
        found.setdefault(place.id, place)
    return found


def outlet_key(name: str) -> str:
    """An outlet's name as it is looked up: «Al-Watan», «al watan» and «alwatan» are one."""
    folded = fold_key(name).lower()
    return re.sub(r"[\s_-]", "", folded) if folded.isascii() else folded


def _sources_by_name(sources: Iterable[Source]) -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    for source in sources:
        for name in {source.id, *source.names, *source.hosts}:
            found.setdefault(outlet_key(name), []).append(source)
    return found
