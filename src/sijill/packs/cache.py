"""Things that take seconds to build, kept on disk between runs.

The cache is a help and nothing more: where it can't be read or written, the thing is built anew and no
word is said. A pickle is code, so a file is trusted only if it and its folder are the user's own and nobody
else may write there.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import mazini
import msgspec

T = TypeVar("T")

_OWN_PACKAGE = Path(__file__).parents[1]
# Folders whose code decides what a compiled pack looks like.
_CODE = ("arabic", "packs", "record")
# Two checkouts or two Pythons may take turns; what is older is refuse, of 30 MB each.
_KEPT_VERSIONS = 2


def cached(name: str, fingerprint: str, build: Callable[[], T]) -> T:
    """What `build` makes, from the cache if it was built before.

    `name` tells it from other things («lexicon-yemen»), `fingerprint` stands for what it is built from
    (`loader.fingerprint`). A change in the program's own code or in Python also makes it anew.
    """
    folder = _folder()
    if folder is None:
        return build()
    file = folder / _file_name(name, fingerprint)
    kept: tuple[T] | None = _read(file)
    if kept is not None:
        return kept[0]
    built = build()
    _write(file, built)
    return built


def _folder() -> Path | None:
    """The cache's folder: $SIJILL_CACHE, or sijill in $XDG_CACHE_HOME or in ~/.cache; None without a home."""
    if own := os.environ.get("SIJILL_CACHE"):
        return Path(own)
    if general := os.environ.get("XDG_CACHE_HOME"):
        return Path(general) / "sijill"
    try:
        return Path.home() / ".cache" / "sijill"
    except RuntimeError:
        return None


def _file_name(name: str, fingerprint: str) -> str:
    python = f"{sys.implementation.cache_tag}-{sys.hexversion:x}"
    total = hashlib.blake2b(f"{fingerprint}\n{_code_hash()}\n{python}".encode(), digest_size=16)
    safe = "".join(char if char.isalnum() or char in "-_" else "-" for char in name)
    return f"{safe}.{total.hexdigest()}.pickle"


def _code_hash() -> str:
    total = hashlib.blake2b(digest_size=16)
    for folder in _CODE:
        for file in sorted((_OWN_PACKAGE / folder).glob("*.py")):
            total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    # The verb forms that are kept are mazini's, the structs msgspec's. importlib.metadata would tell their
    # versions too, but takes longer to import than a pack to load.
    total.update(f"{mazini.__version__} {msgspec.__version__}".encode())
    return total.hexdigest()


def _read(file: Path) -> tuple[T] | None:
    """The thing kept in a file, as a tuple of one; None if there is none that can be trusted and read."""
    collecting = gc.isenabled()
    try:
        if not _is_private(file.parent):
            return None
        with os.fdopen(os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as stream:
            if not _is_own(os.fstat(stream.fileno())):
                return None
            # Of a hundred thousand new objects none is garbage; looking for some doubles the time.
            gc.disable()
            return (pickle.load(stream),)
    except Exception:  # a damaged pickle may raise anything
        return None
    finally:
        if collecting:
            gc.enable()


def _write(file: Path, built: object) -> None:
    """Write beside and move into place, so that a reader never sees half a file."""
    temporary: str | None = None
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(file.parent):
            return
        descriptor, temporary = tempfile.mkstemp(prefix=file.name, suffix=".new", dir=file.parent)
        with os.fdopen(descriptor, "wb") as stream:
            pickle.dump(built, stream, protocol=pickle.HIGHEST_PROTOCOL)
        Path(temporary).replace(file)
        temporary = None
        _drop_older(file)
    except OSError:
        return
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _drop_older(file: Path) -> None:
    """Remove what an earlier version of the pack or the program left under the same name."""
    name = file.name.split(".", 1)[0]
    kept = sorted(file.parent.glob(f"{name}.*.pickle"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in kept[_KEPT_VERSIONS:]:
        old.unlink(missing_ok=True)


def _is_private(folder: Path) -> bool:
    return _is_own(folder.stat())


def _is_own(status: os.stat_result) -> bool:
    """Whether it is the user's and only the user may write to it."""
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
