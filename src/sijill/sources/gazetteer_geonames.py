"""Places of a GeoNames dump (`YE.txt`, `YE.zip`): https://download.geonames.org/export/dump/readme.txt."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Final

from sijill.record import Level
from sijill.sources.gazetteer import FoundPlace, GazetteerError, Passed

FIELDS: Final = 19
LARGEST: Final = 2_000_000_000
"""Bytes of the longest dump that is unpacked; all countries together have 1.7 billion."""

_UNITS: Final[dict[str, Level]] = {"ADM1": "governorate", "ADM2": "district", "ADM3": "subdistrict"}
_CAPITALS: Final = frozenset(("PPLC", "PPLA", "PPLA2"))
_KNOWN: Final[dict[str, Level]] = {"P": "village", "T": "site", "S": "site", "L": "site"}
_ARABIC_NAME: Final = re.compile("[\u0621-\u064a][\u0621-\u064a\u064b-\u0652 ]+")

NO_ARABIC: Final = "no name in Arabic letters"
OTHER_KIND: Final = "no place where people are or fight (water, roads, former units …)"
NO_PARENT: Final = "no unit that it lies in is known"
BROKEN: Final = f"not {FIELDS} fields, as GeoNames has them"


def is_geonames(head: str) -> bool:
    """Whether the first line of a text is of a GeoNames dump."""
    cells = head.rstrip("\n").split("\t")
    return len(cells) == FIELDS and cells[0].isdigit()


def unpacked(data: bytes) -> str:
    """The text of a dump, also of a zipped one. Raises `GazetteerError`."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = [
                    i
                    for i in archive.infolist()
                    if i.filename.endswith(".txt") and "readme" not in i.filename
                ]
                if len(names) != 1 or names[0].file_size > LARGEST:
                    raise GazetteerError("no zip of one GeoNames table; unpack it and name the .txt file")
                data = archive.read(names[0])
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as fault:
            raise GazetteerError(f"a damaged zip file ({fault}); fetch it again") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise GazetteerError(f"not UTF-8 (byte {fault.start}); GeoNames' dumps are") from None


def places(
    text: str,
    unit_of: Callable[[str, str], str | None],
    passed: Passed,
    level_words: frozenset[str] = frozenset(),
) -> Iterator[FoundPlace]:
    """The places that have a name in Arabic, units first.

    `unit_of` gives the id of a district that is known by another id, from the country's code and GeoNames'
    code of its second level (Yemen's is the number in the P-code); such districts are parents, not places. A
    name loses a word for its level at its beginning (`level_words`), as names stand in a pack.
    """
    rows = list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    units: dict[tuple[str, ...], str] = {}
    found: list[tuple[list[str], Level]] = []
    for row in rows:
        if len(row) != FIELDS:
            passed.over(BROKEN)
            continue
        level = _UNITS.get(row[7]) or ("town" if row[7] in _CAPITALS else _KNOWN.get(row[6]))
        if level is None or (row[6] == "P" and row[7].endswith(("H", "Q", "W"))):
            passed.over(OTHER_KIND)
            continue
        if row[7] in _UNITS:
            depth = int(row[7][-1])
            key = (row[8], *row[10 : 10 + depth])
            known = unit_of(row[8], row[11]) if depth == 2 else None
            units[key] = known or f"geonames:{row[0]}"
            if known:
                continue
        found.append((row, level))
    for row, level in sorted(found, key=lambda item: (item[0][7] not in _UNITS, item[0][7])):
        if place := _place(row, level, units, unit_of, passed, level_words):
            yield place


def _place(
    row: list[str],
    level: Level,
    units: dict[tuple[str, ...], str],
    unit_of: Callable[[str, str], str | None],
    passed: Passed,
    level_words: frozenset[str],
) -> FoundPlace | None:
    written = (name.strip() for name in (row[1], *row[3].split(",")))
    arabic = (name for name in written if _ARABIC_NAME.fullmatch(name))
    names = list(dict.fromkeys(_bare(name, level_words) for name in arabic))
    if not names:
        passed.over(NO_ARABIC)
        return None
    deepest = {"governorate": 0, "district": 1, "subdistrict": 2}.get(level, 3)
    parent = ""
    for depth in range(deepest, 0, -1):
        codes = row[10 : 10 + depth]
        if not all(codes):
            continue
        known = units.get((row[8], *codes)) or (unit_of(row[8], row[11]) if depth == 2 else None)
        if known:
            parent = known
            break
    if not parent and level in ("district", "subdistrict", "village"):
        passed.over(NO_PARENT)
        return None
    return FoundPlace(
        id=f"geonames:{row[0]}",
        level=level,
        name_ar=names[0],
        aliases=tuple(names[1:]),
        name_en=row[2].replace(",", " "),
        parent=parent,
        country=row[8],
        lat=float(row[4]),
        lon=float(row[5]),
        support="" if row[7] in _CAPITALS else "level" if row[7] in _UNITS else "context",
    )


def _bare(name: str, level_words: frozenset[str]) -> str:
    first, _, rest = name.partition(" ")
    return rest.strip() if rest.strip() and first in level_words else name
