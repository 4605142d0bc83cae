"""The report of a run: what became of the pages, step by step, what that took, and what a million would."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct, field

from sijill.engines.archive.counts import Counts, StepCounts, Took
from sijill.engines.archive.engine import Ended
from sijill.engines.archive.shards import Place, Plan
from sijill.engines.archive.steps import STEPS
from sijill.engines.archive.work import UNPACKING, WRITING
from sijill.store.identity import Stamp

MILLION: Final = 1_000_000
HOUR: Final = 3_600


class StepReport(Struct, frozen=True, kw_only=True):
    """One step: records that came and went on, why others did not, and the processor seconds it took."""

    name: str
    came: int
    went_on: int
    left: dict[str, int] = field(default_factory=dict)
    seconds: float
    a_second: float | None = None


class RunReport(Struct, frozen=True, kw_only=True):
    """What became of an archive.

    `seconds` are those of the clock in this run, in which `shards_read` were read; all else is of every shard
    that is there, whenever it was read. `worked` are processor seconds of the workers, `memory` the most that
    one of them held, in megabytes. `lost` tells of shards that could not be read.
    """

    stamp: Stamp
    shards: int
    shards_done: int
    shards_read: int
    lost: list[Ended] = field(default_factory=list)
    pages: int
    steps: list[StepReport]
    reports: int
    events: int
    set_aside: dict[str, int] = field(default_factory=dict)
    broken_files: int
    seconds: float
    worked: float
    memory: float
    pages_a_second_and_core: float | None = None
    core_hours_a_million_pages: float | None = None


def report_on(place: Place, plan: Plan, lost: Sequence[Ended], seconds: float, *, read: int) -> RunReport:
    """The report on what is in a folder, after a run of so many seconds that read so many shards."""
    counts, done = Counts(), 0
    for marker in place.markers(plan.shards):
        counts.add(marker.counts)
        done += 1
    took = Took.of(place.took(plan.shards))
    counts.shortened()
    return RunReport(
        stamp=plan.stamp,
        shards=plan.shards,
        shards_done=done,
        shards_read=read,
        lost=list(lost),
        pages=counts.pages,
        steps=list(_steps(counts, took)),
        reports=counts.reports,
        events=counts.events,
        set_aside=ranked(counts.set_aside),
        broken_files=counts.broken_files,
        seconds=round(seconds, 3),
        worked=round(took.worked, 3),
        memory=round(took.memory, 1),
        pages_a_second_and_core=_rate(counts.pages, took.worked),
        core_hours_a_million_pages=_round(took.worked / HOUR / counts.pages * MILLION)
        if counts.pages
        else None,
    )


def _steps(counts: Counts, took: Took) -> Iterable[StepReport]:
    whole = StepCounts(counts.pages, counts.pages)
    kept = StepCounts(counts.reports, counts.reports)
    between = [(name, counts.steps.get(name, StepCounts())) for name in STEPS]
    for name, step in ((UNPACKING, whole), *between, (WRITING, kept)):
        seconds = took.steps.get(name, 0.0)
        yield StepReport(
            name=name,
            came=step.came,
            went_on=step.went_on,
            left=ranked(step.left),
            seconds=round(seconds, 3),
            a_second=_rate(step.came, seconds),
        )


def ranked(reasons: Mapping[str, int]) -> dict[str, int]:
    """Reasons, the commonest first."""
    return dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))


def _rate(number: int, seconds: float) -> float | None:
    return _round(number / seconds) if seconds > 0 and number else None


def _round(value: float) -> float:
    return float(f"{value:.4g}")
