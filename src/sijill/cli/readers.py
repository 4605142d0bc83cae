"""The reader that a command works with, made from the pack that `--pack` names."""

import gc
import sys
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated

import typer

from sijill.cli.console import say, stop

if TYPE_CHECKING:
    from sijill.engines.beside import ReadingBeside
    from sijill.engines.stamped import StampedReader
    from sijill.packs import Pack as LoadedPack
    from sijill.reading import Reader

Pack = Annotated[
    str, typer.Option("--pack", metavar="NAME|FOLDER", help="The conflict's pack; see sijill pack list.")
]

OBJECTS_BETWEEN_SEARCHES = 50_000
"""New objects after which Python looks for garbage, in place of 700: what a batch of reports comes to."""


@cache
def pack_of(name: str) -> "LoadedPack":
    """The pack itself; one that cannot be loaded ends the program with one sentence."""
    from sijill.packs import PackError, load

    try:
        return load(name)
    except PackError as fault:
        stop(str(fault))


def reader_of(pack: str) -> "Reader":
    """The pack's reader; a pack that cannot be loaded ends the program with one sentence."""
    from sijill.api import reader_for
    from sijill.packs import PackError

    try:
        reader = reader_for(pack, compiling=_ask_patience)
    except PackError as fault:
        stop(str(fault))
    collect_seldom()
    return reader


def collect_seldom() -> None:
    """Spare Python's search for garbage the pack, which stays to the end, and let it go seldom.

    Reading makes no circles of objects, which alone have to be searched for: it is a tenth faster so.
    """
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)


def stamped(pack: str) -> "StampedReader":
    """The pack's reader, loaded when the first Arabic report comes, and the stamp of program and pack."""
    from sijill import __version__
    from sijill.engines.stamped import StampedReader
    from sijill.packs import PackError, fingerprint, info
    from sijill.store import Stamp

    try:
        about = info(pack)
        stamp = Stamp(__version__, about.name, about.version, fingerprint(pack))
    except PackError as fault:
        stop(str(fault))
    return StampedReader(stamp, cache(partial(reader_of, pack)))


@cache
def kept_stamped(pack: str) -> "StampedReader":
    """The same, one for all the work of a process: for workers, who are handed many pieces of it."""
    return stamped(pack)


def beside(reader: "StampedReader", pack: str) -> "Callable[[], ReadingBeside]":
    """What starts a process that reads with the same pack."""
    from sijill.engines.beside import ReadingBeside

    return partial(ReadingBeside, reader.stamp, partial(reader_of, pack))


def _ask_patience() -> None:
    if sys.stderr.isatty():
        say("making the pack ready; this takes some seconds, the first time only")
