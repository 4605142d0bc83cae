"""What an archive is made of: a file that names its files, a path or an address a line, cut into shards."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from sijill.engines.archive.faults import ArchiveError
from sijill.record import ReportError
from sijill.sources.archived import NAMES, archived_kind
from sijill.sources.kinds import Kind
from sijill.sources.stores import check_store, is_remote

COMMENT: Final = "#"
ENDINGS: Final = ", ".join(ending for endings in NAMES.values() for ending in endings)


class Input(Struct, frozen=True):
    """A file of the archive: as the manifest names it, where it is, its kind, and its bytes if it is here."""

    name: str
    place: str
    kind: Kind
    size: int | None = None


class Shard(Struct, frozen=True):
    """Files that are read by one worker from first to last, and whose results stand together."""

    number: int
    inputs: list[Input]


def read_manifest(path: Path) -> list[Input]:
    """The files that a manifest names, in its order. Blank lines and those that begin with # are passed over.

    Paths count from the manifest's folder. Raises `ArchiveError` for the first line that names no file of an
    archive; whether a file in a store is there is not asked.
    """
    try:
        written = path.read_text(encoding="utf-8-sig")
    except IsADirectoryError:
        raise ArchiveError(
            f"{path}: it is a folder; give a file that names a path or address a line"
        ) from None
    except UnicodeDecodeError:
        raise ArchiveError(f"{path}: it is no text in UTF-8; write a path or address a line") from None
    except OSError as fault:
        raise ArchiveError(f"{path}: {_os_words(fault)}") from None
    inputs: list[Input] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(written.splitlines(), 1):
        name = line.strip()
        if not name or name.startswith(COMMENT):
            continue
        try:
            found = _input(name, path.parent)
        except ReportError as fault:
            raise ArchiveError(f"{path}:{number}: {name}: {fault}") from None
        if first := lines.get(found.place):
            raise ArchiveError(f"{path}:{number}: {name}: it is named in line {first} already; name it once")
        lines[found.place] = number
        inputs.append(found)
    if not inputs:
        raise ArchiveError(f"{path}: it names no file; write a path or address a line")
    return inputs


def cut(inputs: Sequence[Input], files: int) -> list[Shard]:
    """The files in shards of so many, in the manifest's order."""
    return [
        Shard(number, list(inputs[first : first + files]))
        for number, first in enumerate(range(0, len(inputs), files))
    ]


def digest(shards: Sequence[Shard]) -> str:
    """SHA-256 of what is read and how it is cut: where the files lie is no matter, their sizes are."""
    told = [[(file.name, file.size) for file in shard.inputs] for shard in shards]
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()


def _input(name: str, folder: Path) -> Input:
    """The file that a line names. Raises `ReportError`."""
    kind = archived_kind(name)
    if is_remote(name):
        check_store(name)
        return Input(name, name, _known(kind))
    place = folder / name
    try:
        if place.is_dir():
            raise ReportError("it is a folder; name the files in it")
        size = place.stat().st_size
    except (OSError, ValueError) as fault:
        raise ReportError(_os_words(fault)) from None
    if not place.is_file():
        raise ReportError("it is no ordinary file")
    return Input(name, str(place.absolute()), _known(kind), size)


def _known(kind: Kind | None) -> Kind:
    if kind is None:
        raise ReportError(f"its name tells of no kind that is read; they end in {ENDINGS}")
    return kind


def _os_words(fault: OSError | ValueError) -> str:
    if isinstance(fault, FileNotFoundError):
        return "there is no such file"
    told = fault.strerror if isinstance(fault, OSError) else None
    return (told or str(fault)).lower()
