"""GeoJSON (RFC 7946): a feature an event, written as they come; what has no point has a null geometry."""

from collections.abc import Iterable
from typing import TextIO

import msgspec

from sijill.export.columns import FLAT, Context, row
from sijill.export.events import FlatEvent

PLACED = frozenset(("latitude", "longitude"))
COLUMNS = tuple(column for column in FLAT if column.name not in PLACED)


def write(events: Iterable[FlatEvent], stream: TextIO, context: Context) -> int:
    """Write the collection and return how many features it holds.

    The properties are the columns of CSV. A point of a district or governorate is its middle: `place_level`
    says which it is.
    """
    stream.write('{"type":"FeatureCollection","features":[')
    written = 0
    for event in events:
        stream.write(",\n" if written else "\n")
        stream.write(msgspec.json.encode(_feature(event, context)).decode())
        written += 1
    stream.write("\n]}\n")
    return written


def _feature(event: FlatEvent, context: Context) -> dict[str, object]:
    place = event.place
    point = None
    if place is not None and place.lat is not None and place.lon is not None:
        point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": point,
        "properties": dict(zip((c.name for c in COLUMNS), row(COLUMNS, event, context), strict=True)),
    }
