"""`sijill pack test`: the reports in a pack's examples, read, and held against what they should give."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from sijill.packs import PackError
from sijill.packs.faults import Faults, listed
from sijill.packs.folders import find
from sijill.packs.yaml_lines import Table, parse
from sijill.reading import Reader
from sijill.record import ReportError, report_of
from sijill.record.codes import EVENT_TYPES
from sijill.record.expected import Expected, differences, unknown_fields

FOLDER: Final = "examples"
FIELDS: Final = ("text", "published", "source", "title", "url", "events", "others")


class Example(Struct, frozen=True):
    """A report with the events that it should give; `others` allows further ones."""

    name: str
    report: dict[str, Any]
    events: list[Expected]
    others: bool


def examples(pack: str) -> list[Example]:
    """The examples of a pack. Raises `PackError` with every fault in them."""
    folder = find(pack) / FOLDER
    faults = Faults()
    found = [example for path in sorted(folder.glob("*.yaml")) if (example := _example(path, faults))]
    if told := faults.sorted():
        raise PackError(told)
    return found


def outcomes(found: list[Example], reader: Reader) -> Iterator[tuple[Example, list[str]]]:
    """Each example with what is wrong with what is read out of it."""
    for example in found:
        document = reader.read(report_of(example.report))
        yield example, differences(example.events, document.events, others=example.others)


def _example(path: Path, faults: Faults) -> Example | None:
    file = f"{path.parent.parent.name}/{FOLDER}/{path.name}"
    before = len(faults.sorted())
    written = _written(path, file, faults)
    if not isinstance(written, Table):
        if len(faults.sorted()) == before:
            faults.add(file, 1, f"an example is a map of {listed(FIELDS)}")
        return None
    for name in written.keys() - set(FIELDS):
        faults.add_at(written.where_of(name), f"an example has no field {name}; allowed: {listed(FIELDS)}")
    events = written.get("events")
    if not isinstance(events, list) or not all(isinstance(event, Table) for event in events):
        faults.add(file, 1, "events must be a list of events; write [] where none should be read")
        events = []
    for event in events:
        _check(event, faults)
    report = {name: _plain(value) for name, value in written.items() if name not in ("events", "others")}
    try:
        report_of(report)
    except ReportError as fault:
        faults.add(file, 1, str(fault))
    if len(faults.sorted()) > before:
        return None
    return Example(path.stem, report, _plain(events), bool(written.get("others")))


def _written(path: Path, file: str, faults: Faults) -> Any:
    try:
        return parse(path.read_text(encoding="utf-8-sig"), file, faults)
    except (OSError, UnicodeDecodeError):
        faults.add(file, 1, "this file can't be read; save it as UTF-8")
        return None


def _check(event: Table, faults: Faults) -> None:
    """Whether an event is one that could be read at all."""
    if event.get("type") not in EVENT_TYPES:
        faults.add_at(event.where, f"an event's type must be one of {listed(sorted(EVENT_TYPES))}")
    for field in unknown_fields(event):
        faults.add_at(event.where, f"an event has no field {field}; sijill schema tells all that there are")


def _plain(value: Any) -> Any:
    """Values as a record has them: days are text there."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
