"""Where packs are: the ones that come with the program, and a user's own folder."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sijill.packs.entry import COUNTRY, Entry
from sijill.packs.faults import Fault, Faults, PackError, listed
from sijill.packs.model import PackInfo
from sijill.packs.yaml_lines import Table, parse

MANIFEST = "pack.yaml"
MANIFEST_FIELDS = ("name", "title", "title_ar", "version", "country", "includes", "licence", "description")
_OWN = Path(__file__).parent
NAME = re.compile(r"[a-z][a-z0-9_-]*")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")


@dataclass(frozen=True, slots=True)
class PackFolder:
    """One pack's files as bytes, by file name; read once, so that what is hashed is what is loaded."""

    path: Path
    files: dict[str, bytes]

    @property
    def label(self) -> str:
        return self.path.name

    def text(self, name: str, faults: Faults) -> str:
        """A file as text; what is not UTF-8 is a fault and reads as empty."""
        raw = self.files[name]
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            faults.add(f"{self.label}/{name}", line, "this file is not UTF-8; save it as UTF-8")
            return ""


def own_names() -> list[str]:
    """Names of the packs that come with the program."""
    return sorted(folder.name for folder in _OWN.iterdir() if (folder / MANIFEST).is_file())


def find(name_or_path: str | Path, beside: Path | None = None) -> Path:
    """The folder of a pack, by name or path; `beside` is the folder of a pack that includes it.

    A name goes before a folder of that name in the working directory. Raises PackError.
    """
    name = str(name_or_path)
    if not isinstance(name_or_path, Path) and name in own_names():
        return _OWN / name
    folder = (beside.parent / name if beside else Path(name)).resolve()
    if (folder / MANIFEST).is_file():
        return folder
    if folder.is_dir():
        raise PackError([Fault(folder.name, 1, f"the folder has no {MANIFEST}, so it is no pack")])
    raise PackError(f'there is no pack "{name}"; there are {listed(own_names())}, or give a pack\'s folder')


def read_folder(path: Path) -> PackFolder:
    """The pack files of a folder: its YAML and CSV files, not those of folders within it."""
    try:
        names = sorted(p for p in path.iterdir() if p.suffix in (".yaml", ".csv") and p.is_file())
        return PackFolder(path, {p.name: p.read_bytes() for p in names})
    except OSError as error:
        raise PackError(f"the pack {path.name} can't be read: {error.strerror}") from error


def manifest(folder: PackFolder, faults: Faults) -> PackInfo:
    """What pack.yaml says."""
    file = f"{folder.label}/{MANIFEST}"
    data: Any = parse(folder.text(MANIFEST, faults), file, faults)
    if not isinstance(data, Table):
        faults.add(file, 1, f"{MANIFEST} must be a map of {listed(MANIFEST_FIELDS)}")
        data = Table(file, 1)
        data["name"] = folder.label
    entry = Entry(data, "a pack", MANIFEST_FIELDS, faults)
    return PackInfo(
        name=entry.matching("name", NAME, "my-pack", required=True),
        title=entry.text("title", required=True),
        title_ar=entry.arabic("title_ar", required=True),
        version=entry.matching("version", _VERSION, "1.0.0, in quotes if it has one dot only", required=True),
        country=entry.matching("country", COUNTRY, "YE"),
        includes=entry.words("includes", arabic=False),
        licence=entry.text("licence"),
        description=entry.text("description"),
    )


def with_includes(name_or_path: str | Path, faults: Faults) -> list[tuple[PackFolder, PackInfo]]:
    """A pack after everything that it includes, each once, the included first."""
    found: dict[Path, tuple[PackFolder, PackInfo]] = {}

    def visit(path: Path, open_paths: tuple[Path, ...]) -> None:
        folder = read_folder(path)
        info = manifest(folder, faults)
        for include in info.includes:
            try:
                inner = find(include, beside=path)
            except PackError as error:
                faults.add(f"{folder.label}/{MANIFEST}", _include_line(folder, include), str(error))
                continue
            if inner in (*open_paths, path):
                message = f'the pack includes "{include}", which includes it in turn'
                faults.add(f"{folder.label}/{MANIFEST}", _include_line(folder, include), message)
            elif inner not in found:
                visit(inner, (*open_paths, path))
        found[path] = (folder, info)

    visit(find(name_or_path), ())
    return list(found.values())


def _include_line(folder: PackFolder, include: str) -> int:
    lines = folder.files[MANIFEST].decode("utf-8", "replace").splitlines()
    after = next((n for n, line in enumerate(lines) if line.startswith("includes")), 0)
    return next((n for n, line in enumerate(lines[after:], after + 1) if include in line), after + 1)


def content_hash(parts: Iterable[bytes]) -> str:
    """A short hash of contents, each part's length told, so that no two lists of parts look alike."""
    total = hashlib.blake2b(digest_size=16)
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()
