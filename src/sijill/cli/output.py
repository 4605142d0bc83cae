"""Where results go: standard output, or a file that is replaced only when its new content is complete."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO


class NothingToKeep(Exception):
    """Raised inside `destination` to leave an existing file as it is."""


@contextmanager
def destination(path: Path | None, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A stream of text to write to: standard output for None, else a file as `binary_destination` has it.

    Line ends are written as they are. Raises `OSError` if the file cannot be written.
    """
    if path is None:
        with suppress(NothingToKeep):
            yield sys.stdout
            sys.stdout.flush()
        return
    with binary_destination(path) as sink:
        stream = TextIOWrapper(sink, encoding=encoding, newline="")
        try:
            yield stream
            stream.flush()
        finally:
            stream.detach()


@contextmanager
def binary_destination(path: Path | None) -> Iterator[BinaryIO]:
    """A stream of bytes: standard output for None, else a file that appears whole or not at all.

    The new content is written beside the file under another name and put in its place at the end, so
    whatever goes wrong on the way, an existing file stays as it was. Raises `OSError` if the file cannot be
    written.
    """
    with suppress(NothingToKeep):
        if path is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif path.exists() and not path.is_file():
            # A pipe or a device has no content to protect.
            with path.open("wb") as sink:
                yield sink
        else:
            with _replaced(path.resolve()) as sink:
                yield sink


@contextmanager
def _replaced(target: Path) -> Iterator[BinaryIO]:
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as sink:
            yield sink
            sink.flush()
            os.fsync(sink.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
