"""The files under paths and folders, in an order that is the same every time."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from sijill.record import SetAside
from sijill.sources.columns import SUFFIX as MAPPING_SUFFIX

COMPANIONS: Final = frozenset(
    ".avi .bmp .css .eot .gif .heic .ico .jpeg .jpg .js .m4a .mkv .mov .mp3 .mp4 .oga .ogg .opus .otf .png "
    ".svg .tgs .tif .tiff .ttf .wav .webm .webp .woff .woff2".split()
)
"""Endings of what lies beside reports in folders (the pictures of a chat, the styles of a saved page)."""

OF_THE_REGISTER: Final = (
    MAPPING_SUFFIX,
    ".db",
    ".db-shm",
    ".db-wal",
    ".redactions",
    "sijill.toml",
    "feeds.yaml",
)
"""Ends of the names of what the program itself keeps in a folder."""


def files_in(paths: Iterable[str]) -> Iterator[Path | SetAside]:
    """Each file named, and each in the folders named, sorted by name.

    In a folder hidden files and folders, the program's own files (`OF_THE_REGISTER`), and pictures, sound,
    styles and scripts (`COMPANIONS`) are left out. A folder that links lead to twice is walked once.
    """
    walked: set[tuple[int, int]] = set()
    for path in map(Path, paths):
        if path.is_dir():
            yield from _walked(path, walked)
        else:
            yield path


def shown(path: Path) -> str:
    """A path as it can be written down: bytes that are no text become question marks."""
    return str(path).encode("utf-8", "replace").decode()


def _walked(folder: Path, walked: set[tuple[int, int]]) -> Iterator[Path | SetAside]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in walked:
            return
        walked.add((status.st_dev, status.st_ino))
        entries = sorted(folder.iterdir())
    except OSError as fault:
        yield SetAside(shown(folder), os_sentence(fault))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walked(entry, walked)
        elif entry.suffix.lower() in COMPANIONS or entry.name.endswith(OF_THE_REGISTER):
            continue
        elif entry.is_file() or not entry.exists():
            yield entry
        else:
            # A pipe or a device would keep the run waiting for ever.
            yield SetAside(shown(entry), "it is no ordinary file; name it itself if it is to be read")


def os_sentence(fault: OSError) -> str:
    """What to tell of a file or folder that the system does not hand out."""
    if isinstance(fault, FileNotFoundError):
        return "there is no such file"
    return (fault.strerror or str(fault)).lower()
