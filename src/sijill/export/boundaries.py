"""Outlines of official units that the user has imported: kept for maps, a file a country and level.

They lie in $SIJILL_DATA, else in `sijill` in $XDG_DATA_HOME or ~/.local/share. Each file is GeoJSON; a
feature has `id` (P-code), `level`, `name_ar`, `name_en`, `parent` and `country` as properties.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from sijill.record import Level
from sijill.sources.gazetteer import FoundPlace


def folder() -> Path:
    """Where outlines are kept. Raises `OSError` where nobody's home is known."""
    if own := os.environ.get("SIJILL_DATA"):
        return Path(own) / "outlines"
    if general := os.environ.get("XDG_DATA_HOME"):
        return Path(general) / "sijill" / "outlines"
    try:
        return Path.home() / ".local" / "share" / "sijill" / "outlines"
    except RuntimeError:
        raise OSError("no home folder is known; set SIJILL_DATA to a folder for outlines") from None


def keep(units: Iterable[FoundPlace]) -> list[Path]:
    """Keep the outlines of units in place of those of the same country and level; returns the files.

    Each file appears whole or not at all. Raises `OSError`.
    """
    by_file: dict[tuple[str, Level], list[FoundPlace]] = {}
    for unit in units:
        by_file.setdefault((unit.country, unit.level), []).append(unit)
    files = []
    for (country, level), some in by_file.items():
        file = folder() / f"{country}_{level}.geojson"
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.{os.getpid()}.part")
        try:
            beside.write_bytes(msgspec.json.encode(_collection(some)))
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
        files.append(file)
    return files


def kept(country: str, level: Level) -> list[dict[str, Any]]:
    """The features that are kept of a country's level; none where none were imported, or can't be read."""
    try:
        found = msgspec.json.decode((folder() / f"{country}_{level}.geojson").read_bytes())
        features: list[dict[str, Any]] = found["features"]
    except (OSError, msgspec.DecodeError, KeyError, TypeError):
        return []
    return features


def rings(features: Iterable[dict[str, Any]]) -> list[list[list[float]]]:
    """The outer rings of features, to draw them."""
    found = []
    for feature in features:
        outline = feature["geometry"]
        parts = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
        found += [part[0] for part in parts]
    return found


def _collection(units: Iterable[FoundPlace]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "id": unit.id,
            "properties": {
                "id": unit.id,
                "level": unit.level,
                "name_ar": unit.name_ar,
                "name_en": unit.name_en,
                "parent": unit.parent,
                "country": unit.country,
            },
            "geometry": unit.outline,
        }
        for unit in units
    ]
    return {"type": "FeatureCollection", "features": features}
