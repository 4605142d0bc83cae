"""YAML into plain data that still knows the lines it stands in.

Scalars are read more narrowly than YAML 1.1 does, so that a hand-edited file means what it seems to:
only true and false are truth values (Norway's code NO stays text), only 2015-03-26 is a date, and 12:30 or
007 stay text.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from sijill.packs.faults import Faults

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class Table(dict[str, Any]):
    """A mapping. `wheres` has the file and line of each key, which may be of several files once merged."""

    __slots__ = ("file", "line", "wheres")

    def __init__(self, file: str = "", line: int = 0) -> None:
        super().__init__()
        self.file = file
        self.line = line
        self.wheres: dict[str, str] = {}

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    def where_of(self, key: str) -> str:
        return self.wheres.get(key, self.where)


class Items(list[Any]):
    """A sequence. `wheres` has the file and line of each item, which may be of several files once merged."""

    __slots__ = ("file", "line", "wheres")

    def __init__(self, file: str = "", line: int = 0) -> None:
        super().__init__()
        self.file = file
        self.line = line
        self.wheres: list[str] = []

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"


def parse(text: str, file: str, faults: Faults) -> Any:
    """The data of one file: Table, Items or a scalar; None if it is empty or is no YAML (a fault then)."""
    reading = _Reading(file, faults)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reading.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.add(file, mark.line + 1 if mark else 1, f"this is no YAML: {error.problem or error.context}")
        return None
    except yaml.YAMLError as error:
        faults.add(file, 1, f"this is no YAML: {' '.join(str(error).split())}")
        return None
    return reading.result


class _Reading:
    """The parser's events made data, on a stack of its own, so that no file is nested too deeply for it."""

    def __init__(self, file: str, faults: Faults) -> None:
        self.file = file
        self.faults = faults
        self.result: Any = None
        self.open: list[Table | Items] = []
        # For each open map the key whose value comes next.
        self.keys: list[str | None] = []

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.ScalarEvent):
            self.put(_scalar(event.value, event.style), event.value, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self.enter(Table(self.file, line), line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.enter(Items(self.file, line), line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.open.pop()
            self.keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            # A few anchors can stand for billions of words, and an editor can't see what one says.
            self.faults.add(self.file, line, f"*{event.anchor} is not allowed; write the words out")
            self.put(None, "", line)

    def enter(self, container: Table | Items, line: int) -> None:
        self.put(container, None, line)
        self.open.append(container)
        self.keys.append(None)

    def put(self, value: Any, as_key: str | None, line: int) -> None:
        """Put a value where the parser stands; in a map that awaits a key it is the key, if it is text."""
        if not self.open:
            self.result = value
            return
        container = self.open[-1]
        if isinstance(container, Items):
            container.append(value)
            container.wheres.append(f"{self.file}:{line}")
            return
        key = self.keys[-1]
        if key is not None:
            container[key] = value
            self.keys[-1] = None
            return
        if as_key is None:
            self.faults.add(self.file, line, "a key must be a word, not a list or a map")
            as_key = ""
        if as_key in container:
            self.faults.add(self.file, line, f'"{as_key}" stands twice in one entry')
        self.keys[-1] = as_key
        container.wheres[as_key] = f"{self.file}:{line}"


def _scalar(value: str, style: str | None) -> str | int | float | bool | date | None:
    # Only the plain style may be anything but text; quoted and block scalars are what they say.
    if style:
        return value
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if _INTEGER.fullmatch(value):
        return int(value)
    if _DECIMAL.fullmatch(value):
        return float(value)
    if _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
