"""The shapes of a pack's word tables: which keys each has, and what may stand under them.

A shape checks a value that `yaml_lines` has read and adds a fault for whatever does not fit. The table
`TABLES` at the end is the whole format; a new key of a core table is entered there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Protocol, get_args

from sijill.arabic.verbs import masdars
from sijill.packs.faults import Faults, listed
from sijill.packs.model import ActorKind
from sijill.packs.triggers import MOVED, SETTLED_BY, Conditions
from sijill.packs.yaml_lines import Items, Table
from sijill.record import (
    ATTRIBUTION_KINDS,
    EVENT_TYPES,
    GROUPS,
    LEVELS,
    MEANS,
    OBJECTS,
    OTHER,
    PRECISIONS,
    QUANTITY_KINDS,
    ROLES,
    SOCIAL_IDS,
    STATUSES,
)

_ARABIC_LETTER = re.compile("[\u0621-\u064a]")


class Shape(Protocol):
    """What a value must look like."""

    def check(self, value: Any, where: str, faults: Faults) -> None: ...


@dataclass(frozen=True, slots=True)
class Words:
    """A list of Arabic words and phrases."""

    def check(self, value: Any, where: str, faults: Faults) -> None:
        for word, word_where in _items(value, where, "words", faults):
            if not isinstance(word, str) or not _ARABIC_LETTER.search(word):
                faults.add_at(word_where, f'"{word}" is no Arabic word')


@dataclass(frozen=True, slots=True)
class Verb:
    """A root and a pattern: [قصف, فعَل يفعِل]."""

    def check(self, value: Any, where: str, faults: Faults) -> None:
        if not (isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value)):
            faults.add_at(where, "a verb is written as [root, pattern], like [قصف, فعَل يفعِل]")
            return
        try:
            masdars(*value)
        except ValueError as error:
            faults.add_at(where, str(error))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values; true and false may be among them."""

    allowed: tuple[Any, ...]

    def check(self, value: Any, where: str, faults: Faults) -> None:
        if value not in self.allowed:
            allowed = listed(str(a).lower() if isinstance(a, bool) else str(a) for a in self.allowed)
            faults.add_at(where, f'"{value}" is not known here; allowed: {allowed}')


@dataclass(frozen=True, slots=True)
class Text:
    """A name that stands elsewhere in the tables."""

    def check(self, value: Any, where: str, faults: Faults) -> None:
        if not isinstance(value, str) or not value:
            faults.add_at(where, "a name is wanted here")


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two bounds, both included."""

    least: float
    most: float

    def check(self, value: Any, where: str, faults: Faults) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            faults.add_at(where, f'"{value}" is no number; write one from {self.least:g} to {self.most:g}')
        elif not self.least <= value <= self.most:
            faults.add_at(where, f"{value} is out of range; allowed: {self.least:g} to {self.most:g}")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    def check(self, value: Any, where: str, faults: Faults) -> None:
        if not isinstance(value, date):
            faults.add_at(where, f'"{value}" is no day; write it like 2015-03-26')


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one shape."""

    item: Shape

    def check(self, value: Any, where: str, faults: Faults) -> None:
        for item, item_where in _items(value, where, "entries", faults):
            self.item.check(item, item_where, faults)


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map of values of one shape, under the keys that are allowed; under any if none are named."""

    value: Shape
    keys: Collection[str] = ()

    def check(self, value: Any, where: str, faults: Faults) -> None:
        if not isinstance(value, Table):
            faults.add_at(where, "a map is wanted here: a key, a colon and what stands under it")
            return
        for key, inner in value.items():
            if self.keys and key not in self.keys:
                faults.add_at(
                    value.where_of(key), f'"{key}" is no key here; allowed: {listed(sorted(self.keys))}'
                )
            else:
                self.value.check(inner, value.where_of(key), faults)


@dataclass(frozen=True, slots=True)
class Fields:
    """A map with a shape for each of its keys, `required` ones among them."""

    shapes: dict[str, Shape]
    required: Collection[str] = ()

    def check(self, value: Any, where: str, faults: Faults) -> None:
        if not isinstance(value, Table):
            faults.add_at(where, f"a map is wanted here, with the keys {listed(self.shapes)}")
            return
        for key, inner in value.items():
            if key in self.shapes:
                self.shapes[key].check(inner, value.where_of(key), faults)
            else:
                faults.add_at(value.where_of(key), f'"{key}" is no key here; allowed: {listed(self.shapes)}')
        for key in self.required:
            if key not in value:
                faults.add_at(where, f'"{key}" is missing')


def _items(value: Any, where: str, what: str, faults: Faults) -> Iterable[tuple[Any, str]]:
    if isinstance(value, Items):
        return zip(value, value.wheres, strict=True)
    faults.add_at(where, f"a list of {what} is wanted here")
    return ()


def _conditions() -> Iterator[tuple[str, Shape]]:
    """The conditions that `triggers.Conditions` knows, by the names that a pack calls them."""
    for condition in fields(Conditions):
        if condition.name == "armed":
            yield "armed", Choice((True, "subject", "both"))
        elif condition.name == "moved":
            yield "moved", Choice(MOVED)
        elif condition.name in ("alone", "weak"):
            yield condition.name, Choice((True, "clause", "sentence"))
        elif condition.name == "without":
            yield "not", Words()
        elif isinstance(condition.default, bool):
            yield condition.name, Choice((True, False))
        else:
            yield condition.name, Words()


# An attack of no stated means: the weapon in the clause decides the type.
_ANY_ATTACK = "*attack"
_FRAME = Fields(
    {
        "verb": Verb(),
        "masdar": Words(),
        "phrase": Words(),
        "args": Text(),
        "when": Fields(dict(_conditions())),
        "means": Choice(tuple(sorted(MEANS))),
        "object": Choice(tuple(sorted(OBJECTS))),
        "except": Words(),
        "settled_by": Choice(SETTLED_BY),
        "objectless": Choice((True,)),
    },
    required=("args",),
)
_ROLE = Choice(("actor", "target", "recipient", "party", "mediator", "place", "both", "strike", "none"))
_CASUALTY = Fields(
    {
        "verbs": ListOf(Verb()),
        "event_nouns": Words(),
        "phrases": Words(),
        "person_nouns": MapOf(Choice((0, 1, 2))),
    },
    required=("person_nouns",),
)
_COUNTED = QUANTITY_KINDS - {"fighters", "houses", "vehicles", "weapons", "families", "aid_units", "strikes"}

_SHARE = Number(0, 1)
_DAYS = Number(1, 3650)
_FOES = Fields(
    {"one": ListOf(Text()), "other": ListOf(Text()), "from": Day(), "until": Day()}, required=("one", "other")
)


def _lists(*names: str, **others: Shape) -> Fields:
    """A table of word lists, and of what else is named."""
    return Fields({**dict.fromkeys(names, Words()), **others})


def _choices(allowed: Iterable[str]) -> ListOf:
    return ListOf(Choice(tuple(sorted(allowed))))


_HOLDING = Fields(
    {
        "types": _choices(EVENT_TYPES),
        "statuses": _choices(STATUSES),
        "objects": _choices(OBJECTS),
        "participants": ListOf(Text()),
        "words": Words(),
        "days": _DAYS,
        "level": Choice(("district", "governorate", "country")),
        "reason": Text(),
        "reason_ar": Text(),
        "off": Choice((True,)),
    }
)
_LABEL = Fields({"en": Text(), "ar": Text()}, required=("en", "ar"))
_SUB_EVENT = {"name": Text(), "event": Text(), "disorder": Text()}
_OVERRIDE = Fields({"inter": Text(), "name": Text(), "from": Day(), "until": Day()}, required=("inter",))
_KINDS = tuple(sorted(get_args(ActorKind)))

TABLES: dict[str, Shape] = {
    "acled": Fields(
        {
            "sub_events": ListOf(Fields(dict(_SUB_EVENT), required=tuple(_SUB_EVENT))),
            "types": MapOf(
                Fields(
                    dict.fromkeys(("is", "by_state", "taken", "deadly", "on_civilians"), Text()),
                    required=("is",),
                ),
                EVENT_TYPES,
            ),
            "inters": ListOf(Text()),
            "pairs": MapOf(Text()),
            "kinds": MapOf(Text(), _KINDS),
            "actors": MapOf(ListOf(_OVERRIDE)),
            "crowds": MapOf(Text(), EVENT_TYPES),
            **dict.fromkeys(("unidentified", "civilians", "civilian_targeting"), Text()),
            "scales": MapOf(Text(), ("own", "region", "abroad", "party")),
            "countries": MapOf(
                Fields(
                    {"iso": Number(1, 999), "iso3": Text(), "region": Text()},
                    required=("iso", "iso3", "region"),
                )
            ),
        }
    ),
    "ucdp": Fields(
        {
            "governments": ListOf(Choice(_KINDS)),
            "where_prec": MapOf(Number(1, 7), LEVELS),
            "date_prec": ListOf(Number(1, 36_600)),
            "clear_days": _DAYS,
            "civilians": ListOf(Text()),
        }
    ),
    "labels": Fields(
        {
            "types": MapOf(_LABEL, EVENT_TYPES),
            "groups": MapOf(_LABEL, sorted(set(GROUPS.values()))),
            "roles": MapOf(_LABEL, ROLES),
            "quantities": MapOf(_LABEL, QUANTITY_KINDS),
            "attributions": MapOf(_LABEL, ATTRIBUTION_KINDS),
            "people": MapOf(_LABEL, SOCIAL_IDS | {OTHER}),
            "precisions": MapOf(_LABEL, PRECISIONS),
            "levels": MapOf(_LABEL, LEVELS),
        }
    ),
    "frames": MapOf(ListOf(_FRAME), (*EVENT_TYPES, _ANY_ATTACK)),
    "arguments": MapOf(MapOf(_ROLE)),
    "casualties": Fields(
        {
            **dict.fromkeys(sorted(_COUNTED), _CASUALTY),
            "things": MapOf(MapOf(Text()), QUANTITY_KINDS),
            **dict.fromkeys(("fallen", "ruined"), _CASUALTY),
            "persons": MapOf(MapOf(Text())),
            **dict.fromkeys(("toll_verbs", "toll_nouns", "belonging", "companions", "measures"), Words()),
        }
    ),
    "light_verbs": MapOf(ListOf(Verb())),
    "light_nouns": MapOf(Words()),
    "objects": MapOf(Words(), OBJECTS),
    "people_heads": MapOf(Words()),
    "places": Fields(
        {
            "level_words": MapOf(Words(), LEVELS),
            "anaphors": MapOf(Words(), LEVELS),
            "recalling": MapOf(Words(), LEVELS),
            **dict.fromkeys(("directions", "whole", "several", "generic", "describing", "capital"), Words()),
            **dict.fromkeys(("beginning", "titles", "gathering", "common", "idiom"), Words()),
            **dict.fromkeys(
                ("namesake", "neighbouring", "website", "area", "urban", "landmark", "proper"), Words()
            ),
            **dict.fromkeys(
                ("premises", "institution", "office", "describing_owner", "numbered", "number", "residing"),
                Words(),
            ),
            **dict.fromkeys(
                ("stationed", "opening", "extending", "specifying", "honouring", "road", "joining"), Words()
            ),
        }
    ),
    "speech": Fields(
        {
            **dict.fromkeys(("verbs", "verbs_with_that", "relaying", "learning"), ListOf(Verb())),
            **dict.fromkeys(("accusing", "blaming", "denying"), ListOf(Verb())),
            **dict.fromkeys(("impersonal", "participles", "denying_participles", "according"), Words()),
            **dict.fromkeys(("statements", "issued", "armed", "independent", "local"), Words()),
            **dict.fromkeys(("groups", "against", "ranks", "anybody", "blame", "measures"), Words()),
            "speaks_for": MapOf(Text(), ("party", "official", "local")),
            "sources": MapOf(Words(), ATTRIBUTION_KINDS),
        }
    ),
    "status": MapOf(
        Words(),
        (
            *("planned", "demanded", "threatened", "hypothetical", "denied"),
            *("coming", "possible", "purpose", "standing", "undergone", "suffering", "awaited"),
            *("background", "formerly", "recalled", "tried", "glad", "victories"),
            *("truce", "terms", "deal", "brokering"),
        ),
    ),
    "details": Fields(
        dict.fromkeys(
            ("whole", "part", "unilateral", "access", "disarmament", "monitoring", "furniture", "charges"),
            Words(),
        )
    ),
    "control": Fields(
        {
            "half_life_days": MapOf(_DAYS, LEVELS),
            "trust": MapOf(_SHARE, ("own", "adverse", "independent", "other", "unnamed")),
            **dict.fromkeys(
                ("uncorroborated", "unknown_below", "unstated_extent", "contained", "sign"), _SHARE
            ),
            "signs": ListOf(Choice(tuple(sorted(EVENT_TYPES)))),
            "answer_days": _DAYS,
            "few_reports": Number(1, 1_000_000),
            "holders": ListOf(Text()),
            **dict.fromkeys(("inside", "itself"), Words()),
            "foes": ListOf(_FOES),
            "allies": ListOf(
                Fields({"ids": ListOf(Text()), "from": Day(), "until": Day()}, required=("ids",))
            ),
        }
    ),
    "given_names": _lists("male", "female", "also_words", "nasab", "kunya", "servant", "no_kunya"),
    "private": _lists(
        *("persons", "harmed", "honorifics", "called", "kin", "households", "belongings", "lists"),
        *("command", "offices", "office_words", "private_bodies", "harm", "namesakes", "between", "villages"),
        *("not_names", "phone_words", "identity_words", "plate_words", "dwellings", "streets", "measures"),
        labels=MapOf(Text(), ("name", "place", "number", "address", "doubt", "held")),
    ),
    "holding": Fields(
        {"viewers": ListOf(Choice(("public", "reader"))), "rules": MapOf(_HOLDING)},
    ),
    "subjects": Fields(dict.fromkeys(("apart", "war", "deals", "victims"), Words())),
    "weapons": Fields(
        {**dict.fromkeys(sorted(MEANS), Words()), "types": MapOf(Choice(tuple(sorted(EVENT_TYPES))), MEANS)}
    ),
}


def check_table(stem: str, data: Any, file: str, faults: Faults) -> None:
    """Add the faults of one word table, `stem` its file's name without the ending."""
    shape = TABLES.get(stem)
    if shape is None:
        others = ("pack", "actors", "people", "epithets", "sources")
        faults.add(file, 1, f"a pack has no such file; allowed: {listed((*others, *TABLES))}")
    else:
        shape.check(data, getattr(data, "where", f"{file}:1"), faults)


def check_frames(words: dict[str, Any], faults: Faults) -> None:
    """Add a fault for each frame whose argument structure no table of arguments has."""
    known = words.get("arguments", {})
    for rows in words.get("frames", {}).values():
        for row in rows:
            if row["args"] not in known:
                message = f'args "{row["args"]}" is not known; allowed: {listed(sorted(known))}'
                faults.add_at(row.where_of("args"), message)


def check_acled(words: dict[str, Any], faults: Faults) -> None:
    """Add a fault for each sub-event and each type of actor that the table of ACLED's own does not list."""
    table = words.get("acled", {})
    if "sub_events" not in table or "inters" not in table:
        return
    known = {row["name"] for row in table["sub_events"]}
    for row in table.get("types", {}).values():
        for key, name in row.items():
            if name not in known:
                faults.add_at(row.where_of(key), f'"{name}" is no sub-event type; those are in sub_events')
    inters = set(table["inters"])
    kinds = table.get("kinds", {})
    named = [(kinds.where_of(key), inter) for key, inter in kinds.items()]
    entries = [entry for listed_ in table.get("actors", {}).values() for entry in listed_]
    named += [(entry.where_of("inter"), entry["inter"]) for entry in entries]
    for where, inter in named:
        if inter not in inters:
            faults.add_at(where, f'"{inter}" is no type of actor; allowed: {listed(table["inters"])}')
