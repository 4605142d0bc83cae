"""A new pack: a folder of files that hold together, for an editor to fill."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Final

from sijill.packs.entry import COUNTRY
from sijill.packs.faults import PackError
from sijill.packs.folders import NAME, own_names

_FILES: Final = Path(__file__).parent / "new_pack"
_MARK: Final = ".txt"
"""Behind the names of the files, so that nobody takes the template for a pack."""


def write_new(folder: Path, *, title: str, title_ar: str, country: str) -> list[Path]:
    """Write a pack that is named as its folder; the files written, in order.

    `country` is an ISO code of two letters. Raises `PackError`, with nothing written, where the name is no
    pack's, is taken, or the folder is there; `OSError` where it cannot be written.
    """
    name = folder.name
    if not NAME.fullmatch(name):
        raise PackError(
            f'"{name}" is no name of a pack; write lower case letters, digits, - and _, as in my-pack'
        )
    if name in own_names():
        raise PackError(f'"{name}" comes with the program already; give yours another name')
    if not COUNTRY.fullmatch(country):
        raise PackError(f'"{country}" is no ISO code of a country; write two capitals, as in SD')
    if folder.exists():
        raise PackError(f"{folder} is there already; give another name, or move it away")
    # As JSON has it, so that no title can end its line or its quotes.
    titles = {
        "title": json.dumps(title, ensure_ascii=False),
        "title_ar": json.dumps(title_ar, ensure_ascii=False),
    }
    values = {"name": name, "folder": str(folder), "country": country, **titles}
    return list(_written(folder, values))


def _written(folder: Path, values: dict[str, str]) -> Iterator[Path]:
    for source in sorted(_FILES.rglob(f"*{_MARK}")):
        target = folder / source.relative_to(_FILES).with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(source.read_text(encoding="utf-8")).substitute(values), encoding="utf-8")
        yield target
