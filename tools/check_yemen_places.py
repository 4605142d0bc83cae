"""Hold the Yemen pack's governorates and districts against the official table.

    python tools/check_yemen_places.py OFFICIAL.csv [places.csv]

OFFICIAL.csv is OCHA COD-AB's units in one table (columns level,pcode,name_en,name_ar,parent_pcode,lat,lon).
For each of its governorates and districts the pack must have the P-code, with the same level, parent, English
name and point, and with the official Arabic name (folded) as its name or as an alias; and no others.
Prints what differs, then the counts. Exit code 0: all right, 1: something differs.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from sijill.arabic.fold import fold_key

PLACES = Path(__file__).parents[1] / "src/sijill/packs/yemen/places.csv"
LEVELS = {"1": "governorate", "2": "district"}
# Degrees: points are kept to six decimals.
TOLERANCE = 0.000002

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def names(place: Row) -> set[str]:
    """Every spelling of a place, folded; an alias with its level word stands for the bare name too."""
    spellings = {fold_key(name) for name in [place["name_ar"], *place["aliases"].split("|")]}
    return spellings | {name.removeprefix("مديريه ") for name in spellings}


def differences(official: Row, place: Row) -> Iterator[str]:
    """What the pack's row says otherwise than the official one."""
    pcode = official["pcode"]
    parent = official["parent_pcode"] if official["level"] == "2" else ""
    for column, wanted in (
        ("level", LEVELS[official["level"]]),
        ("parent", parent),
        ("name_en", official["name_en"]),
    ):
        if place[column] != wanted:
            yield f"{pcode}: {column} is {place[column]!r}, officially {wanted!r}"
    if fold_key(official["name_ar"]) not in names(place):
        yield f"{pcode}: {place['name_ar']} lacks the official name {official['name_ar']}"
    for column in ("lat", "lon"):
        if abs(float(place[column]) - float(official[column])) > TOLERANCE:
            yield f"{pcode}: {column} is {place[column]}, officially {official[column]}"


def check(official: list[Row], places: list[Row]) -> list[str]:
    """Every difference between the official governorates and districts and the pack's."""
    wanted = {row["pcode"]: row for row in official if row["level"] in LEVELS}
    ours = {row["id"]: row for row in places if row["level"] in LEVELS.values()}
    found = [
        f"{pcode}: {wanted[pcode]['name_ar']} is missing" for pcode in sorted(wanted.keys() - ours.keys())
    ]
    found += [f"{pcode}: no such official unit" for pcode in sorted(ours.keys() - wanted.keys())]
    for pcode in sorted(wanted.keys() & ours.keys()):
        found += differences(wanted[pcode], ours[pcode])
    return found


def main() -> int:
    """Print the differences; 0 if there are none."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("official", type=Path, help="OCHA COD-AB units and points (CSV)")
    parser.add_argument("places", type=Path, nargs="?", default=PLACES, help="the pack's places.csv")
    asked = parser.parse_args()
    official, places = read(asked.official), read(asked.places)
    found = check(official, places)
    print(*found, sep="\n", end="\n" if found else "")
    for number, level in LEVELS.items():
        print(f"{level}: {sum(row['level'] == number for row in official)} official units")
    print(f"{len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
