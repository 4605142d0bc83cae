"""What became of the records of a shard, and what that took."""

from collections.abc import Iterable, Mapping
from typing import Final, Self

from msgspec import Struct, field

FEW: Final = 50
"""Reasons that are told of a shard each with its number; the rest, mostly of single records, together."""

OTHERS: Final = "other reasons"


class StepCounts(Struct):
    """Of one step: how many records came, how many went on, and why the others did not."""

    came: int = 0
    went_on: int = 0
    left: dict[str, int] = field(default_factory=dict)


class Counts(Struct):
    """What became of records: the same whenever, wherever and by whatever engine they are read.

    `pages` are the records of the files, and `left` of a step counts those that are of no matter here (in
    another language, with no word of conflict). `set_aside` are those that could not be read, a step's or a
    file's, by their reasons; `broken_files` those files that could not be read to their end.
    """

    pages: int = 0
    steps: dict[str, StepCounts] = field(default_factory=dict)
    reports: int = 0
    events: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)
    broken_files: int = 0

    def add(self, other: Self) -> None:
        """Count what another shard has."""
        self.pages += other.pages
        self.reports += other.reports
        self.events += other.events
        self.broken_files += other.broken_files
        count(self.set_aside, other.set_aside)
        for name, counts in other.steps.items():
            mine = self.steps.setdefault(name, StepCounts())
            mine.came += counts.came
            mine.went_on += counts.went_on
            count(mine.left, counts.left)

    def shortened(self) -> None:
        """Put the rarest reasons together where there are many: some hold numbers, and stand once each."""
        ranked = sorted(self.set_aside.items(), key=lambda item: (item[0] == OTHERS, -item[1], item[0]))
        self.set_aside = dict(ranked[:FEW])
        if rest := sum(number for _, number in ranked[FEW:]):
            count(self.set_aside, {OTHERS: rest})


class Took(Struct):
    """What a shard, or many, took: processor seconds by step and in all, seconds of the clock, memory.

    `memory` is what the worker's process held at most until then, in megabytes.
    """

    steps: dict[str, float] = field(default_factory=dict)
    worked: float = 0.0
    seconds: float = 0.0
    memory: float = 0.0

    @classmethod
    def of(cls, parts: Iterable["Took"]) -> "Took":
        """What several shards took."""
        whole = cls()
        for part in parts:
            whole.worked += part.worked
            whole.seconds += part.seconds
            whole.memory = max(whole.memory, part.memory)
            for name, seconds in part.steps.items():
                whole.steps[name] = whole.steps.get(name, 0.0) + seconds
        return whole


def count(into: dict[str, int], more: Mapping[str, int]) -> None:
    """Add numbers to those of the same name."""
    for name, number in more.items():
        into[name] = into.get(name, 0) + number
