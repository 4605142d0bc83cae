"""Outlines drawn on the server: a map as inline SVG, that needs no script."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

FILE: Final = Path(__file__).parent.parent / "assets" / "vendor" / "outlines.json"
WIDTH: Final = 900
MARGIN: Final = 0.35
"""Degrees around what is drawn."""


class Frame(Struct, frozen=True, kw_only=True):
    """A part of the earth on a drawing: equirectangular, true at its middle."""

    west: float
    north: float
    across: float
    scale: float
    height: int

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point is drawn."""
        x = (lon - self.west) * self.across * self.scale
        return round(x, 1), round((self.north - lat) * self.scale, 1)

    @property
    def km(self) -> float:
        """How long a kilometre is drawn."""
        return self.scale / 111.2


def frame_around(points: Sequence[tuple[float, float]]) -> Frame:
    """The frame that holds some points (longitude, latitude)."""
    west, east = min(x for x, _ in points) - MARGIN, max(x for x, _ in points) + MARGIN
    south, north = min(y for _, y in points) - MARGIN, max(y for _, y in points) + MARGIN
    across = cos(radians((north + south) / 2))
    scale = WIDTH / ((east - west) * across)
    return Frame(west=west, north=north, across=across, scale=scale, height=round((north - south) * scale))


def paths(frame: Frame) -> Iterator[tuple[str, str]]:
    """The outlines within a frame, each with its kind (country, unit) and its path."""
    for kind, rings in _rings():
        drawn = [_path(ring, frame) for ring in rings if _is_within(ring, frame)]
        if drawn:
            yield kind, "".join(drawn)


def units_around() -> list[tuple[float, float]]:
    """The corners of what has units: the country that the map is of; nothing where no outlines were made."""
    return [point for kind, rings in _rings() if kind == "unit" for ring in rings for point in ring]


@cache
def _rings() -> list[tuple[str, list[list[tuple[float, float]]]]]:
    if not FILE.exists():
        return []
    told = msgspec.json.decode(FILE.read_bytes())
    found = []
    for feature in told["features"]:
        kind, geometry = feature["properties"]["kind"], feature["geometry"]
        if kind in ("country", "unit"):
            polygons: list[Any] = geometry["coordinates"]
            if geometry["type"] == "Polygon":
                polygons = [polygons]
            found.append((kind, [[(x, y) for x, y in ring] for rings in polygons for ring in rings]))
    return found


def _is_within(ring: Iterable[tuple[float, float]], frame: Frame) -> bool:
    return any(0 <= x <= WIDTH and 0 <= y <= frame.height for x, y in (frame.xy(*point) for point in ring))


def _path(ring: list[tuple[float, float]], frame: Frame) -> str:
    drawn = dict.fromkeys(frame.xy(*point) for point in ring)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in drawn) + "Z"
