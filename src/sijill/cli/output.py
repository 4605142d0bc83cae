"""Where results go: standard output, or a file that is replaced only when its new content is complete."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO


class NothingToKeep(Exception):
    """Raised inside `destination` to leave an existing file as it is."""


@contextmanager
def destination(path: Path | None, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A stream to write to: standard output for None, else a file that appears whole or not at all.

    The new content is written beside the file under another name and put in its place at the end, so
    whatever goes wrong on the way, an existing file stays as it was. Line ends are written as they are.
    Raises `OSError` if the file cannot be written.
    """
    with suppress(NothingToKeep):
        if path is None:
            yield sys.stdout
            sys.stdout.flush()
        elif path.exists() and not path.is_file():
            # A pipe or a device has no content to protect.
            with path.open("w", encoding=encoding, newline="") as stream:
                yield stream
        else:
            with _replaced(path.resolve(), encoding) as stream:
                yield stream


@contextmanager
def _replaced(target: Path, encoding: str) -> Iterator[TextIO]:
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("x", encoding=encoding, newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
