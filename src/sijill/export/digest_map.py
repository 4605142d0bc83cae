"""The map of a digest: outlines and circles as inline SVG, which needs no network.

A circle stands for all incidents that are put at one point. What is placed in a unit alone is drawn as an
open circle, larger the larger the unit: its middle is no spot where anything happened.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from markupsafe import Markup, escape
from msgspec import Struct

from sijill.export.boundaries import kept, rings
from sijill.export.events import FlatEvent
from sijill.export.sayings import COLOURS
from sijill.export.wording import Wording
from sijill.packs import PlaceEntry
from sijill.record import GROUPS

WIDTH: Final = 760.0
_OPEN: Final[dict[str, float]] = {"governorate": 16.0, "region": 16.0, "district": 10.0, "subdistrict": 8.0}
"""Radius of the open circle for what is placed in such a unit alone."""

_CLOSEST: Final = 0.9
"""Degrees from the middle to the side of the smallest part of a country that is shown."""

_ABOVE: Final = 19.0
"""How far a unit's name stands above its middle, so that its circle does not hide it."""

_PADDING: Final = 0.4
"""Degrees around the country."""

Ring = Sequence[Sequence[float]]


class Drawn(Struct, frozen=True):
    """The map and how many incidents are not on it: placed nowhere, or outside of the country shown."""

    svg: Markup
    country: str
    off: int


class _Frame(Struct, frozen=True):
    """The part of the earth that is shown, and how degrees become points of the drawing.

    Longitudes are shortened by the cosine of the middle latitude, so that shapes are right there.
    """

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        return WIDTH / ((self.east - self.west) * self._shortened)

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.scale

    @property
    def _shortened(self) -> float:
        return math.cos(math.radians((self.north + self.south) / 2))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self._shortened * self.scale, (self.north - lat) * self.scale

    def holds(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def path(self, ring: Ring) -> str:
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (self.at(*point) for point in ring)) + "Z"


def drawn(events: Sequence[FlatEvent], words: Wording) -> Drawn | None:
    """The map of the country of most incidents; None if no incident has a point in one with outlines."""
    countries = Counter(
        event.place.country for event in events if event.place and event.place.country and event.place.lat
    )
    known = [(number, code) for code, number in countries.items() if code in outlines()["countries"]]
    if not known:
        return None
    country = max(known)[1]
    frame = _frame(outlines()["countries"][country])
    frame = _closer(frame, list(_spots(events, frame))) or frame
    shapes = [
        _shape(frame, rings, "near" if code != country else "home")
        for code, rings in outlines()["countries"].items()
        if code == country or any(frame.holds(*point) for ring in rings for point in ring)
    ]
    own = rings(kept(country, "governorate"))
    units = [_shape(frame, own or outlines()["units"].get(country, ()), "unit")]
    labels = [_label(frame, unit, words) for unit in words.units_of(country)]
    spots = _spots(events, frame)
    circles = [_circle(frame, spot, some, words) for spot, some in spots.items()]
    shown = sum(map(len, spots.values()))
    svg = Markup('<svg class="map" role="img" viewBox="0 0 {:.0f} {:.0f}" aria-label="{}">{}</svg>').format(
        WIDTH, frame.height, words.say("map"), Markup("").join((*shapes, *units, *labels, *circles))
    )
    return Drawn(svg, country, len(events) - shown)


@cache
def outlines() -> dict[str, dict[str, list[Ring]]]:
    """Outlines by ISO code: of `countries`, and of the first-level `units` of some (Natural Earth)."""
    found: dict[str, dict[str, list[Ring]]] = json.loads(
        files("sijill.export").joinpath("outlines.json").read_text(encoding="utf-8")
    )
    return found


_Spot = tuple[float, float, str]


def _spots(events: Iterable[FlatEvent], frame: _Frame) -> dict[_Spot, list[FlatEvent]]:
    """The incidents by point and level, those of units first, so that spots are drawn over them."""
    found: dict[_Spot, list[FlatEvent]] = {}
    for event in events:
        place = event.place
        if place is None or place.lat is None or place.lon is None or place.level == "country":
            continue
        if frame.holds(place.lon, place.lat):
            found.setdefault((place.lon, place.lat, place.level), []).append(event)
    return dict(sorted(found.items(), key=lambda item: (-_OPEN.get(item[0][2], 0), -len(item[1]))))


def _frame(rings: Sequence[Ring]) -> _Frame:
    """Around the largest part of a country; islands far off are left out."""
    largest = max(rings, key=lambda ring: _width(ring) * _height(ring))
    lons, lats = [point[0] for point in largest], [point[1] for point in largest]
    return _Frame(min(lons) - _PADDING, min(lats) - _PADDING, max(lons) + _PADDING, max(lats) + _PADDING)


def _closer(country: _Frame, spots: Sequence[_Spot]) -> _Frame | None:
    """Around what happened, where that is but a corner of the country; None where it is not."""
    if not spots:
        return None
    lons, lats = [spot[0] for spot in spots], [spot[1] for spot in spots]
    wide = max((max(lons) - min(lons)) / 2 + _PADDING, _CLOSEST)
    high = max((max(lats) - min(lats)) / 2 + _PADDING, _CLOSEST * 0.65)
    if 4 * wide > country.east - country.west or 4 * high > country.north - country.south:
        return None
    lon, lat = (max(lons) + min(lons)) / 2, (max(lats) + min(lats)) / 2
    return _Frame(lon - wide, lat - high, lon + wide, lat + high)


def _width(ring: Ring) -> float:
    return max(point[0] for point in ring) - min(point[0] for point in ring)


def _height(ring: Ring) -> float:
    return max(point[1] for point in ring) - min(point[1] for point in ring)


def _shape(frame: _Frame, rings: Iterable[Ring], kind: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(kind, "".join(map(frame.path, rings)))


def _label(frame: _Frame, unit: PlaceEntry, words: Wording) -> Markup:
    if unit.lat is None or unit.lon is None or not frame.holds(unit.lon, unit.lat):
        return Markup("")
    x, y = frame.at(unit.lon, unit.lat)
    name = unit.name_en if words.language == "en" else unit.name_ar
    return Markup('<text class="name" x="{:.1f}" y="{:.1f}">{}</text>').format(x, y - _ABOVE, name)


def _circle(frame: _Frame, spot: _Spot, events: Sequence[FlatEvent], words: Wording) -> Markup:
    lon, lat, level = spot
    x, y = frame.at(lon, lat)
    groups = Counter(GROUPS[event.happening.type] for event in events)
    colour = COLOURS[groups.most_common(1)[0][0]]
    radius = _OPEN.get(level, 4.0 + 1.6 * math.sqrt(len(events) - 1))
    style = (
        f'fill="{colour}" fill-opacity=".12" stroke="{colour}" stroke-dasharray="3 2"'
        if level in _OPEN
        else f'fill="{colour}" fill-opacity=".85" stroke="#fff"'
    )
    title = f"{words.place(events[0])}: {len(events)}"
    number = (
        Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>').format(
            "dark" if level in _OPEN else "light", x, y + 3.5, len(events)
        )
        if len(events) > 1 and radius >= 7
        else Markup("")
    )
    return Markup('<g><circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}" {}><title>{}</title></circle>{}</g>').format(
        x, y, radius, Markup(style), escape(title), number
    )
