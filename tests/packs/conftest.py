"""A small pack of a made-up country, written anew for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

MANIFEST = """name: mypack
title: A made-up conflict
title_ar: نزاع متخيل
version: 1.0.0
country: XX
"""

ACTORS = """# أطراف
- id: northern_front
  name_en: Northern Front
  name_ar: الجبهة الشمالية
  kind: armed_group
  country: XX
  aliases:
    - الشماليون
    - {ar: كتيبة الجبل, use: unit, from: 2015-01-01, until: 2016-12-31}
- id: state_army
  name_en: State army
  name_ar: جيش الدولة
  kind: state
  member_of: [{id: northern_front, from: 2015-01-01}]
  aliases: [جيش الدولة]
"""

EPITHETS = """- words: [الجيش]
  by_side:
    northern_front: [{id: northern_front, from: 2015-01-01}]
    state_army: opponents_of:northern_front
    default: state_army
  by_country:
    XX: [state_army, northern_front]
"""

SOURCES = """- id: daily
  names: [اليومية]
  hosts: [daily.example]
  side: state_army
  kind: state
  country: XX
"""

PLACES = """id,level,name_ar,aliases,name_en,parent,country,lat,lon,support
XX11,governorate,الشمالية,,North,,XX,14.5,44.5,
XX1101,district,النهر,نهر الشمال|النهر الكبير,River,XX11,XX,14.475,43.945,context
xx:bridge,site,جسر النهر,,River bridge,XX1101,XX,,,
"""

NATIONALITIES = """country,actor,adj_m,adj_f,plural,country_ar,country_en
XX,state_army,متخيلي,متخيلية,متخيليين,متخيلة|المتخيلة,Imagined
"""

FILES = {
    "pack.yaml": MANIFEST,
    "actors.yaml": ACTORS,
    "epithets.yaml": EPITHETS,
    "sources.yaml": SOURCES,
    "places.csv": PLACES,
    "nationalities.csv": NATIONALITIES,
}

WritePack = Callable[..., Path]


@pytest.fixture
def write_pack(tmp_path: Path) -> WritePack:
    """Writes a sound pack and returns its folder; files given by name replace or join the sound ones."""

    def write(files: dict[str, str | bytes] | None = None, folder: str = "mypack") -> Path:
        path = tmp_path / folder
        path.mkdir()
        for name, content in {**FILES, **(files or {})}.items():
            (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
