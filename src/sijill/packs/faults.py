"""What is wrong in a pack: collected while its files are read, told with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong. `file` is the pack's folder and the file («yemen/places.csv»), lines count from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Faults:
    """A list of faults that every reader adds to, so that one check tells all of them."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, file: str, line: int, message: str) -> None:
        self._found.append(Fault(file, line, message))

    def add_at(self, where: str, message: str) -> None:
        """Add a fault at a `where` as the model has it («yemen/actors.yaml:17»)."""
        file, _, line = where.rpartition(":")
        self.add(file, int(line), message)

    def sorted(self) -> list[Fault]:
        return sorted(set(self._found))


class PackError(ValueError):
    """A pack that can't be used. Its text is one sentence about the first fault; `faults` has all."""

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        self.faults = () if isinstance(faults, str) else tuple(faults)
        if isinstance(faults, str):
            super().__init__(faults)
            return
        others = len(self.faults) - 1
        more = f" (and {others} more fault{'s' if others > 1 else ''} in this pack)" if others else ""
        super().__init__(f"{self.faults[0]}{more}")


def listed(allowed: Iterable[str]) -> str:
    """The words that are allowed, as a message names them."""
    return ", ".join(allowed)
