"""Official units with their outlines: GeoJSON as OCHA publishes it (COD-AB), a level a file.

The properties are `ADM1_PCODE`, `ADM1_EN`, `ADM1_AR` and so on, in newer files in small letters and as
`adm1_name`, `adm1_name1`.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from sijill.record import Level
from sijill.sources.gazetteer import FoundPlace, GazetteerError, Passed

_LEVELS: Final[tuple[Level, ...]] = ("country", "governorate", "district", "subdistrict")
_ARABIC: Final = re.compile("[\u0621-\u064a]")
NO_CODE: Final = "no P-code (ADM1_PCODE …) among its properties"
NO_NAME: Final = "no Arabic name (ADM1_AR …) among its properties"
NO_OUTLINE: Final = "no polygon with degrees as its outline"


def units(data: bytes, passed: Passed) -> Iterator[FoundPlace]:
    """The units of a file, each with its outline and a point inside or near its middle.

    Raises `GazetteerError` for a file that is no collection of features.
    """
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise GazetteerError(f"not JSON ({fault}); give a GeoJSON file") from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise GazetteerError("no GeoJSON collection of features; export the layer as GeoJSON")
    for feature in features:
        about = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(about, dict):
            unit = _unit({str(key).lower(): value for key, value in about.items()}, feature, passed)
            if unit is not None:
                yield unit
        else:
            passed.over(NO_CODE)


def _unit(about: dict[str, Any], feature: dict[str, Any], passed: Passed) -> FoundPlace | None:
    level = max((n for n in range(4) if isinstance(about.get(f"adm{n}_pcode"), str)), default=None)
    if level is None:
        passed.over(NO_CODE)
        return None
    code = about[f"adm{level}_pcode"]
    names = [about.get(f"adm{level}_{end}") for end in ("ar", "name_ar", "name1", "name2", "name")]
    arabic = next((n.strip() for n in names if isinstance(n, str) and _ARABIC.search(n)), None)
    if arabic is None:
        passed.over(NO_NAME)
        return None
    outline = feature.get("geometry")
    largest = _largest(outline)
    if largest is None:
        passed.over(NO_OUTLINE)
        return None
    english = next(
        (n for end in ("en", "name_en", "name") if isinstance(n := about.get(f"adm{level}_{end}"), str)), ""
    )
    lat, lon = about.get("lat", about.get("center_lat")), about.get("lon", about.get("center_lon"))
    if not (isinstance(lat, int | float) and isinstance(lon, int | float)):
        lon, lat = _middle(largest)
    above = about.get(f"adm{level - 1}_pcode") if level > 1 else ""
    return FoundPlace(
        id=code,
        level=_LEVELS[level],
        name_ar=arabic,
        name_en=english.strip(),
        parent=above if isinstance(above, str) else "",
        country=code[:2],
        lat=float(lat),
        lon=float(lon),
        # A unit's name is often a word of every day or a town's: with its level's word it is sure.
        support="level",
        outline=outline,
    )


def _largest(outline: Any) -> list[list[float]] | None:
    """The outer ring of the largest part; None for what is no polygon in degrees."""
    if not isinstance(outline, dict):
        return None
    try:
        parts = {"Polygon": [outline["coordinates"]], "MultiPolygon": outline["coordinates"]}
        rings = [part[0] for part in parts.get(str(outline.get("type")), [])]
        sound = [ring for ring in rings if len(ring) > 3 and all(map(_is_point, ring))]
    except (KeyError, IndexError, TypeError):
        return None
    return max(sound, key=lambda ring: abs(_area(ring))) if sound and len(sound) == len(rings) else None


def _is_point(point: Any) -> bool:
    lon, lat = point[0], point[1]
    return (
        isinstance(lon, int | float) and isinstance(lat, int | float) and abs(lon) <= 180 and abs(lat) <= 90
    )


def _area(ring: list[list[float]]) -> float:
    """Twice the area in square degrees, by the shoelace formula."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(one[0] * other[1] - other[0] * one[1] for one, other in pairs)


def _middle(ring: list[list[float]]) -> tuple[float, float]:
    """The centre of gravity, longitude first."""
    area = _area(ring)
    if not area:
        return ring[0][0], ring[0][1]
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    crossed = [one[0] * other[1] - other[0] * one[1] for one, other in pairs]
    lon = sum((one[0] + other[0]) * part for (one, other), part in zip(pairs, crossed, strict=True))
    lat = sum((one[1] + other[1]) * part for (one, other), part in zip(pairs, crossed, strict=True))
    return lon / (3 * area), lat / (3 * area)
