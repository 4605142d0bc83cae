"""A run over an archive: what is there already is left, the rest is read, and the whole is reported on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from filelock import FileLock, Timeout

from sijill.engines.archive.engine import Ended, Engine
from sijill.engines.archive.faults import ArchiveError
from sijill.engines.archive.manifest import Shard, digest
from sijill.engines.archive.report import RunReport, report_on
from sijill.engines.archive.shards import FORMAT, REPORT, RUN, Place, Plan, written
from sijill.engines.archive.work import Work

LOCK: Final = ".lock"

Watching = Callable[[Iterable[Ended], int], Iterable[Ended]]
"""Looks on while shards end, of which there are so many."""


def run(
    shards: Sequence[Shard], work: Work, engine: Engine, *, resume: bool, watching: Watching
) -> RunReport:
    """Read the shards that are not there yet, and report on all.

    Raises `ArchiveError` where the folder holds a run and `resume` is false, or another run than this one, or
    where another process is at work in it.
    """
    place = Place(work.folder)
    plan = Plan(FORMAT, digest(shards), len(shards), work.stamp)
    started = perf_counter()
    try:
        with _alone(place):
            _begin(place, plan, resume=resume)
            done = place.done(len(shards))
            rest = [shard for shard in shards if shard.number not in done]
            ended = engine(work, rest) if rest else iter(())
            lost = sorted((one for one in watching(ended, len(rest)) if one.lost), key=lambda one: one.shard)
            # What workers that were killed have left; nobody is at work any more.
            place.clear()
            report = report_on(place, plan, lost, perf_counter() - started, read=len(rest) - len(lost))
            written(place.folder / REPORT, report)
    except OSError as fault:
        raise ArchiveError(f"{work.folder}: {(fault.strerror or str(fault)).lower()}") from None
    return report


@contextmanager
def _alone(place: Place) -> Iterator[None]:
    """See that no other run works in the folder. Raises `ArchiveError`, `OSError`."""
    if place.folder.exists() and not place.folder.is_dir():
        raise ArchiveError(f"{place.folder}: it is a file; name a folder for the results")
    place.folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place.folder / LOCK)
    try:
        with lock.acquire(blocking=False):
            yield
    except Timeout:
        raise ArchiveError(f"{place.folder}: another run is at work in it; wait for its end") from None


def _begin(place: Place, plan: Plan, *, resume: bool) -> None:
    """Make the folder ready. Raises `ArchiveError` where it is not for this run."""
    before = place.plan()
    if before is None:
        if resume:
            raise ArchiveError(f"{place.folder}: there is no run to resume; leave out --resume to begin one")
        if any(file.name != LOCK for file in place.folder.iterdir()):
            raise ArchiveError(f"{place.folder}: it holds other files; name a new folder for the results")
        place.make()
        written(place.folder / RUN, plan)
        return
    if not resume:
        raise ArchiveError(f"{place.folder}: it holds a run; go on with it by --resume, or name a new folder")
    if before.stamp != plan.stamp:
        raise ArchiveError(
            f"{place.folder}: it was begun by {before.stamp}, and this is {plan.stamp}; resume it with that "
            "program and pack, or name a new folder"
        )
    if (before.format, before.manifest, before.shards) != (plan.format, plan.manifest, plan.shards):
        raise ArchiveError(
            f"{place.folder}: it was begun with another manifest, other files in it, or another number of "
            "files a shard; resume it with those, or name a new folder"
        )
    place.make()
    place.clear()
