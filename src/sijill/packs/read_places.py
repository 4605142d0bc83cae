"""places.csv, sites.csv and nationalities.csv: the gazetteer, and the words for countries and people."""

from __future__ import annotations

from typing import cast, get_args

from sijill.packs.csv_lines import Row, rows
from sijill.packs.entry import ACTOR_ID, COUNTRY, PLACE_ID, arabic_fault
from sijill.packs.faults import Faults
from sijill.packs.model import Nationality, PlaceEntry, Support
from sijill.packs.spellings import other_case
from sijill.record import Level

COLUMNS = ("id", "level", "name_ar", "aliases", "name_en", "parent", "country", "lat", "lon", "support")
NATIONALITY_COLUMNS = ("country", "actor", "adj_m", "adj_f", "plural", "country_ar", "country_en")
LEVELS: tuple[str, ...] = get_args(Level)
SUPPORTS: tuple[str, ...] = get_args(Support)
_NEED_PARENT = frozenset({"district", "subdistrict", "village"})


def read_places(text: str, file: str, known: dict[str, str], faults: Faults) -> list[PlaceEntry]:
    """The places of one table. `known` has the ids of the pack's tables so far, and takes in the new ones."""
    found: list[PlaceEntry] = []
    for row in rows(text, file, COLUMNS, faults):
        place = _place(row)
        if place.id in known:
            row.fault(f'id "{place.id}" already stands in {known[place.id]}')
        elif place.id:
            known[place.id] = place.where
            found.append(place)
    return found


def _place(row: Row) -> PlaceEntry:
    row.needs("id", "name_ar", "country")
    names = (row["name_ar"], *row.split("aliases"))
    for name in names:
        if name and (wrong := arabic_fault(name)):
            row.fault(wrong)
    level = cast(Level, row.choice("level", LEVELS))
    if level in _NEED_PARENT and not row["parent"]:
        row.fault(f"a {level} needs a parent")
    lat, lon = row.degrees("lat", 90), row.degrees("lon", 180)
    if bool(row["lat"]) != bool(row["lon"]):
        row.fault("lat and lon must stand together or both be empty")
    return PlaceEntry(
        id=row.matching("id", PLACE_ID, "YE1101 or geonames:71137"),
        level=level,
        name_ar=row["name_ar"],
        aliases=names[1:],
        name_en=row["name_en"],
        parent=row.matching("parent", PLACE_ID, "YE11"),
        country=row.matching("country", COUNTRY, "YE"),
        lat=lat,
        lon=lon,
        support=cast(Support, row.choice("support", SUPPORTS)),
        where=row.where,
    )


def read_nationalities(text: str, file: str, faults: Faults) -> list[Nationality]:
    """The nationalities of one table."""
    found: list[Nationality] = []
    for row in rows(text, file, NATIONALITY_COLUMNS, faults):
        row.needs("country", "adj_m", "adj_f", "country_ar", "country_en")
        adjectives = [word for column in ("adj_m", "adj_f", "plural") for word in row.split(column)]
        names = row.split("country_ar")
        for word in (*adjectives, *names):
            if wrong := arabic_fault(word):
                row.fault(wrong)
        words = dict.fromkeys(spelling for word in adjectives for spelling in (word, *other_case(word)))
        found.append(
            Nationality(
                country=row.matching("country", COUNTRY, "SY"),
                id=row.matching("actor", ACTOR_ID, "northern_front"),
                words=tuple(words),
                names=names,
                name_en=row["country_en"],
                where=row.where,
            )
        )
    return found
