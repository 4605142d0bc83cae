"""What a pack says, once it is read: actors, epithets, outlets, places, nationalities and word lists.

All values are immutable structs (msgspec: a gazetteer of forty thousand places is read from the cache
in a third of the time that dataclasses take). Every entry has `where`, the file and line that it stands
in («yemen/actors.yaml:17»), which `--explain` shows.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from msgspec import Struct

from sijill.record import Level

StrikesFrom = Literal["", "air"]
ActorKind = Literal[
    "state",
    "armed_group",
    "coalition",
    "foreign_state",
    "organisation",
    "party",
    "people",
    "armed_state_unit",
]
AliasUse = Literal["name", "unit", "leader", "media", "epithet", "adjective", "spokesman", "capital"]
SourceKind = Literal["state", "party", "independent", "unknown"]
Support = Literal["", "level", "context"]


class Dated(Struct, frozen=True, kw_only=True):
    """Something that holds between two days, both included; without a day it has no bound on that side."""

    from_: date | None = None
    until: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether it holds on `day`; where the day is not known, whether it has no end."""
        if day is None:
            return self.until is None
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class Alias(Dated, frozen=True, kw_only=True):
    """One name of an actor. `ar` is as written, `forms` the folded spellings to look for, `ar`'s first."""

    ar: str
    forms: tuple[str, ...]
    use: AliasUse
    where: str


class Membership(Dated, frozen=True, kw_only=True):
    """An actor belongs to another, as a state does to a coalition."""

    id: str
    where: str


class Actor(Struct, frozen=True, kw_only=True):
    """A party, state, organisation or kind of people.

    `strikes_from` is "air" for one whose fire is an airstrike unless a report names artillery or rockets.
    """

    id: str
    name_en: str
    name_ar: str
    kind: ActorKind
    country: str
    aliases: tuple[Alias, ...]
    member_of: tuple[Membership, ...]
    strikes_from: StrikesFrom = ""
    where: str


class DatedIds(Dated, frozen=True, kw_only=True):
    """Whom a relative word means in a time: several ids are several participants."""

    ids: tuple[str, ...]


ELSEWHERE = "*"


class Epithet(Struct, frozen=True, kw_only=True):
    """Words whose meaning depends on the outlet's side, or on the country that the report speaks of.

    `by_side` goes by the actor id of the outlet's side and has "default" for any other; `by_country` by
    ISO code. All entries that hold on the day are meant, together. With `of`, the words mean somebody only
    behind a naming of that actor: «الحوثيون وحلفاؤهم». The country ELSEWHERE stands for every one that is
    neither the pack's own nor listed by the entry. `voice` is the side whose outlets alone speak so: a report
    of an unknown outlet that does is read as one of theirs.
    """

    words: tuple[str, ...]
    of: str = ""
    voice: str = ""
    by_side: dict[str, tuple[DatedIds, ...]]
    by_country: dict[str, tuple[DatedIds, ...]]
    where: str


class Source(Dated, frozen=True, kw_only=True):
    """An outlet. `side` is the actor whom it serves, "" if it serves none or it is not known.

    An outlet that changed hands has several entries with one id and dates that do not overlap.
    """

    id: str
    names: tuple[str, ...]
    hosts: tuple[str, ...]
    side: str
    kind: SourceKind
    country: str
    where: str


class PlaceEntry(Struct, frozen=True, kw_only=True, gc=False):
    """A place of the gazetteer. Names are as written; `parent` is the id of the next unit up, or "".

    `support` tells when the name is believed: "" by itself, "level" with its level word or containment,
    "context" if the report has also named its district or governorate. `lat` and `lon` are WGS 84 degrees.
    """

    id: str
    level: Level
    name_ar: str
    aliases: tuple[str, ...]
    name_en: str
    parent: str
    country: str
    lat: float | None
    lon: float | None
    support: Support
    where: str


class Nationality(Struct, frozen=True, kw_only=True):
    """A country's people: `words` are the adjectives of both genders and the plural in both cases.

    `id` is the actor that the country is as a party to a conflict, "" if it is none; `names` are the
    Arabic names of the country.
    """

    country: str
    id: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    name_en: str
    where: str


class PackInfo(Struct, frozen=True, kw_only=True):
    """What pack.yaml says of a pack."""

    name: str
    title: str
    title_ar: str
    version: str
    country: str
    includes: tuple[str, ...]
    licence: str
    description: str


class Pack(Struct, frozen=True, kw_only=True):
    """A pack with everything that it includes. `places` holds each id once.

    `words` has the tables of every other YAML file by the file's stem, as plain dicts and lists that
    also know their lines (`yaml_lines.Table`, `yaml_lines.Items`).
    """

    info: PackInfo
    actors: dict[str, Actor]
    epithets: tuple[Epithet, ...]
    sources: tuple[Source, ...]
    places: tuple[PlaceEntry, ...]
    nationalities: tuple[Nationality, ...]
    words: dict[str, Any]

    @property
    def name(self) -> str:
        return self.info.name

    @property
    def title(self) -> str:
        return self.info.title

    @property
    def title_ar(self) -> str:
        return self.info.title_ar

    @property
    def version(self) -> str:
        return self.info.version

    @property
    def country(self) -> str:
        return self.info.country
