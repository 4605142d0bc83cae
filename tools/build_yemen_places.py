"""Build the Yemen pack's places.csv from public tables and the names kept by hand beside this script.

    python tools/build_yemen_places.py OFFICIAL.csv yemen-info.json src/sijill/packs/yemen/places.csv

OFFICIAL.csv     Yemen's administrative units (OCHA COD-AB) as one table of three levels with the columns
                 level,pcode,name_en,name_ar,parent_pcode,lat,lon
yemen-info.json  the data file inside the PyPI package yemen-regions-py (its uzlahs and villages)

By hand, in tools/yemen_places/:
names.csv        governorates and districts: common spelling, further spellings, support
towns.csv        towns: where a town shares its governorate's name, or the press speaks of the town

Official codes, points and English are taken over unchanged; an official spelling that folds to another
string than the common one becomes an alias, so that both are found. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sijill.arabic.fold import fold_key

COLUMNS = ["id", "level", "name_ar", "aliases", "name_en", "parent", "country", "lat", "lon", "support"]
BY_HAND = Path(__file__).parent / "yemen_places"
LEVELS = {"1": "governorate", "2": "district", "3": "subdistrict"}

# A name is one to four words; longer ones in the source are notes ("two hamlets near …"), not names.
MOST_WORDS = 4
FEWEST_LETTERS = 3

# Words that the census appended to tell settled people from nomads; they are no part of the name.
_NOTES = re.compile(r"\(.*?\)|\s[-–_/]\s?.*$|\s(بدو رحل|بدو)$|^(قرية|قريه|تجمع) ")
_NOT_A_NAME = re.compile(r"[^\u0621-\u064a ]")
_NO_NAME = {"تجمعات بدويه", "بدو رحل", "بدون اسم", "اخري", "بدو"}
# The official table writes a final ta marbuta as ha; these few words do end in ha.
_ENDS_IN_HA = {"الله", "عبدالله", "الفقيه", "فقيه", "الوجه", "وجه", "نبيه", "النبيه", "منبه", "فيه", "به"}


@dataclass(slots=True)
class Place:
    """One row of places.csv; `lat` and `lon` are decimal degrees as text, empty where unknown."""

    id: str
    level: str
    name_ar: str
    name_en: str
    parent: str
    lat: str
    lon: str
    support: str = ""
    aliases: list[str] = field(default_factory=list)

    def add_alias(self, name: str) -> None:
        """Add a spelling unless it folds to one that the place has already."""
        known = {fold_key(spelling) for spelling in [self.name_ar, *self.aliases]}
        if name and fold_key(name) not in known:
            self.aliases.append(name)

    def row(self) -> list[str]:
        """The place as a row in the order of COLUMNS."""
        aliases = "|".join(self.aliases)
        return [
            self.id, self.level, self.name_ar, aliases, self.name_en,
            self.parent, "YE", self.lat, self.lon, self.support,
        ]  # fmt: skip


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header, as mappings."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def loose_key(name: str) -> str:
    """A key under which two registers' spellings of one unit meet: no article, no spaces, no «مدينة»."""
    words = [word for word in fold_key(name).replace("ء", "").split() if word != "مدينه"]
    return "".join(word.removeprefix("وال").removeprefix("ال") for word in words)


def with_ta_marbuta(name: str) -> str:
    """The official table's final ha written as ta marbuta, save in the few words that end in ha."""
    last = name.split()[-1]
    if not last.endswith("ه") or last.endswith("اه") or last in _ENDS_IN_HA:
        return name
    return name[:-1] + "ة"


def clean(name: str) -> str:
    """A village's name without census notes, or an empty string where none is left."""
    words = " ".join(_NOTES.sub("", name.replace("\u0640", "")).split())
    letters = words.replace(" ", "")
    too_long = len(words.split()) > MOST_WORDS
    if too_long or len(letters) < FEWEST_LETTERS or _NOT_A_NAME.search(words) or fold_key(words) in _NO_NAME:
        return ""
    return with_ta_marbuta(words)


def short(degrees: str, digits: int) -> str:
    """A coordinate with so many digits: a village's point is its uzlah's, so more would pretend."""
    return f"{float(degrees):.{digits}f}"


def official_units(table: list[dict[str, str]]) -> dict[str, Place]:
    """Every official unit by its P-code, named by the names kept by hand where there are any."""
    by_hand = {row["id"]: row for row in read_table(BY_HAND / "names.csv")}
    units: dict[str, Place] = {}
    for row in sorted(table, key=lambda row: (row["level"], row["pcode"])):
        pcode, own = row["pcode"], by_hand.get(row["pcode"])
        subdistrict = row["level"] == "3"
        place = Place(
            id=pcode,
            level=LEVELS[row["level"]],
            name_ar=own["name_ar"] if own else with_ta_marbuta(row["name_ar"]),
            name_en=row["name_en"],
            parent="" if row["level"] == "1" else row["parent_pcode"],
            lat=short(row["lat"], 6),
            lon=short(row["lon"], 6),
            support=own["support"] if own else "context",
        )
        if not own and not subdistrict:
            raise SystemExit(f"names.csv has no row for {pcode} ({row['name_ar']}, {row['name_en']})")
        for alias in own["aliases"].split("|") if own else []:
            place.add_alias(alias)
        # Where names.csv has the official name with its level word («مديرية باب المندب»), the bare name
        # belongs to something else (the strait), and isn't added.
        if not any(fold_key(alias) == fold_key("مديرية " + row["name_ar"]) for alias in place.aliases):
            place.add_alias(row["name_ar"])
        units[pcode] = place
    return units


def towns(units: dict[str, Place]) -> list[Place]:
    """The towns kept by hand; one without a point of its own has its parent's."""
    found = []
    for row in read_table(BY_HAND / "towns.csv"):
        parent = units[row["parent"]]
        place = Place(
            id=row["id"],
            level="town",
            name_ar=row["name_ar"],
            name_en=row["name_en"],
            parent=parent.id,
            lat=row["lat"] or parent.lat,
            lon=row["lon"] or parent.lon,
            support=row["support"],
        )
        for alias in row["aliases"].split("|"):
            place.add_alias(alias)
        found.append(place)
    return found


def called(name: str, among: Iterable[Place]) -> Place | None:
    """The place that a register means by a name: the same letters, else the same loose key, else None.

    «مأرب» and «مدينة مأرب» have one loose key, so the same letters go before.
    """
    places = list(among)
    for key in (fold_key, loose_key):
        for place in places:
            if key(name) in {key(spelling) for spelling in [place.name_ar, *place.aliases]}:
                return place
    return None


def register_districts(register: Any, units: dict[str, Place]) -> Iterator[tuple[Place, list[Any]]]:
    """Each official district that the register has, with the register's uzlahs in it."""
    governorates = [unit for unit in units.values() if unit.level == "governorate"]
    for entry in register["governorates"]:
        governorate = called(entry["name_ar"], governorates)
        if governorate is None:
            raise SystemExit(f"no official governorate is called {entry['name_ar']}")
        districts = [unit for unit in units.values() if unit.parent == governorate.id]
        for district_entry in entry["districts"]:
            district = called(district_entry["name_ar"], districts)
            if district is None:
                print(f"no official district is called {district_entry['name_ar']} in {governorate.name_ar}")
            else:
                yield district, district_entry.get("uzaal", [])


def villages(register: Any, units: dict[str, Place], in_towns: list[Place]) -> Iterator[Place]:
    """The register's villages, each name once a district; an uzlah's spelling goes to its official unit.

    Many are called by ordinary words («هذا», «السوق»), so all need the context of their district. A village
    has the point of its uzlah, or of the district where the uzlah is not in the official table.
    """
    subdistricts: dict[str, list[Place]] = defaultdict(list)
    for place in units.values():
        if place.level == "subdistrict":
            subdistricts[place.parent].append(place)
    known: dict[str, list[Place]] = defaultdict(list)
    for town in in_towns:
        known[town.parent].append(town)
    for district, uzlahs in register_districts(register, units):
        others = [district, *subdistricts[district.id], *known[district.id]]
        seen = {fold_key(place.name_ar) for place in others}
        for uzlah in uzlahs:
            unit = called(uzlah["name_ar"], subdistricts[district.id])
            if unit is not None and (spelling := clean(uzlah["name_ar"])):
                unit.add_alias(spelling)
            near = unit or district
            for entry in uzlah.get("villages", []):
                name = clean(entry["name_ar"])
                if not name or fold_key(name) in seen:
                    continue
                seen.add(fold_key(name))
                yield Place(
                    id=f"sijill:v-{district.id}-{entry['id']}",
                    level="village",
                    name_ar=name,
                    name_en="",
                    parent=district.id,
                    lat=short(near.lat, 2),
                    lon=short(near.lon, 2),
                    support="context",
                )


def build(official: Path, register: Path) -> list[Place]:
    """Every place of places.csv, from the largest units to the villages."""
    units = official_units(read_table(official))
    by_hand = towns(units)
    found = sorted(
        villages(json.loads(register.read_text("utf-8")), units, by_hand),
        key=lambda place: (place.parent, place.name_ar),
    )
    above = [unit for unit in units.values() if unit.level != "subdistrict"]
    uzlahs = [unit for unit in units.values() if unit.level == "subdistrict"]
    return [*above, *by_hand, *uzlahs, *found]


def main() -> None:
    """Read the inputs named on the command line and write places.csv."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("official", type=Path, help="OCHA COD-AB units and points (CSV)")
    parser.add_argument("register", type=Path, help="yemen-info.json of the package yemen-regions-py")
    parser.add_argument("output", type=Path, help="places.csv to write")
    asked = parser.parse_args()
    places = build(asked.official, asked.register)
    with asked.output.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(place.row() for place in places)
    print(f"{len(places)} places written to {asked.output}")


if __name__ == "__main__":
    main()
