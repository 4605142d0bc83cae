"""Packs by name or folder: what there is, one read whole with its includes, and what is wrong in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sijill.packs.faults import Fault, Faults, PackError
from sijill.packs.folders import (
    MANIFEST,
    PackFolder,
    content_hash,
    find,
    manifest,
    own_names,
    read_folder,
    with_includes,
)
from sijill.packs.merge import merge_actors, merge_places, merge_words
from sijill.packs.model import Actor, Epithet, Nationality, Pack, PackInfo, PlaceEntry, Source
from sijill.packs.read_actors import read_actors
from sijill.packs.read_epithets import read_epithets
from sijill.packs.read_places import read_nationalities, read_places
from sijill.packs.read_sources import read_sources
from sijill.packs.schema import check_table
from sijill.packs.validate import check_whole
from sijill.packs.yaml_lines import parse


def available() -> list[PackInfo]:
    """The packs that come with the program, by name."""
    return [manifest(read_folder(find(name)), Faults()) for name in own_names()]


def load(name_or_path: str | Path) -> Pack:
    """A pack with its includes. Raises PackError if anything in it is wrong."""
    faults = Faults()
    pack = _build(name_or_path, faults)
    if found := faults.sorted():
        raise PackError(found)
    return pack


def check(name_or_path: str | Path) -> list[Fault]:
    """Everything that is wrong in a pack and its includes, by file and line.

    Raises PackError only if there is no such pack.
    """
    faults = Faults()
    _build(name_or_path, faults)
    return faults.sorted()


def info(name_or_path: str | Path) -> PackInfo:
    """What a pack's manifest says, without loading the pack. Raises PackError."""
    faults = Faults()
    told = manifest(read_folder(find(name_or_path)), faults)
    if found := faults.sorted():
        raise PackError(found)
    return told


def fingerprint(name_or_path: str | Path) -> str:
    """A hash of all that is in a pack and its includes, to keep its compiled form under (`cache.cached`).

    Reads the files and the manifests, nothing else. Raises PackError.
    """
    faults = Faults()
    folders = [folder for folder, _ in with_includes(name_or_path, faults)]
    if found := faults.sorted():
        raise PackError(found)
    names_and_contents = (
        part
        for folder in folders
        for name, content in folder.files.items()
        for part in (f"{folder.label}/{name}".encode(), content)
    )
    return content_hash(names_and_contents)


class _Parts:
    """What has been read so far, over all packs of one load."""

    def __init__(self) -> None:
        self.actors: list[Actor] = []
        self.epithets: list[Epithet] = []
        self.sources: list[Source] = []
        self.places: list[PlaceEntry] = []
        self.nationalities: list[Nationality] = []
        self.words: dict[str, Any] = {}

    def read_pack(self, folder: PackFolder, faults: Faults) -> None:
        """Read all files of one pack but its manifest."""
        place_ids: dict[str, str] = {}
        for name in folder.files:
            if name != MANIFEST:
                self._read_file(folder, name, place_ids, faults)

    def _read_file(self, folder: PackFolder, name: str, place_ids: dict[str, str], faults: Faults) -> None:
        """Read one file; its name tells what it holds."""
        file = f"{folder.label}/{name}"
        text = folder.text(name, faults)
        if name in ("places.csv", "sites.csv"):
            self.places += read_places(text, file, place_ids, faults)
        elif name == "nationalities.csv":
            self.nationalities += read_nationalities(text, file, faults)
        elif name.endswith(".csv"):
            faults.add(file, 1, "a pack has no such table; allowed: places.csv, sites.csv, nationalities.csv")
        else:
            self._read_yaml(parse(text, file, faults), name.removesuffix(".yaml"), file, faults)

    def _read_yaml(self, data: Any, stem: str, file: str, faults: Faults) -> None:
        if stem in ("actors", "people"):
            self.actors += read_actors(data, file, faults)
        elif stem == "epithets":
            self.epithets += read_epithets(data, file, faults)
        elif stem == "sources":
            self.sources += read_sources(data, file, faults)
        elif data is not None:
            check_table(stem, data, file, faults)
            earlier = self.words.get(stem)
            self.words[stem] = data if earlier is None else merge_words(earlier, data)


def _build(name_or_path: str | Path, faults: Faults) -> Pack:
    packs = with_includes(name_or_path, faults)
    parts = _Parts()
    for folder, _ in packs:
        parts.read_pack(folder, faults)
    pack = Pack(
        info=packs[-1][1],
        actors=merge_actors(parts.actors),
        epithets=tuple(parts.epithets),
        sources=tuple(parts.sources),
        places=merge_places(parts.places),
        nationalities=tuple(parts.nationalities),
        words=parts.words,
    )
    # What is missing because its own line is wrong would be told a second time here.
    if not faults.sorted():
        check_whole(pack, faults)
    return pack
