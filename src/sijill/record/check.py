"""What must hold of a record beyond its shape: quotes are slices, days are days, bounds are in order."""

import datetime
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from sijill.record.codes import GROUPS
from sijill.record.document import Explanation, Note, Report
from sijill.record.events import Event, Evidence, Place, Quantity, Quote, Time

DOCUMENT_FIELDS: Final = {"report": dict, "events": list, "notes": list, "explain": list}

BELONGS: Final[dict[str, tuple[frozenset[str], str]]] = {
    "extent": (frozenset({"capture", "withdrawal", "handover"}), "capture, withdrawal and handover"),
    "means": (
        frozenset(t for t, group in GROUPS.items() if group in ("remote", "fighting")) | {"killing"},
        "remote violence, fighting and killing",
    ),
    "destination": (frozenset({"displacement", "deployment"}), "displacement and deployment"),
    "terms": (frozenset({"agreement", "negotiation"}), "agreement and negotiation"),
    "form": (frozenset({"agreement", "negotiation"}), "agreement and negotiation"),
}
"""Fields that the codebook gives to some event types alone."""


class RecordFault(NamedTuple):
    """One thing wrong in a record: the place in it (`event 3, participants[0].quote`), what, what to do.

    Events are counted from 1, the members of lists inside an event from 0, as in their path.
    """

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


def check_record(line: bytes | str) -> list[RecordFault]:
    """Every fault of one line of JSONL, which should hold one document. An empty list: it is sound.

    Of each event whose shape is wrong only the first such fault is told.
    """
    try:
        raw = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        return [RecordFault("", f"not JSON ({fault}); write one document a line")]
    if not isinstance(raw, dict):
        return [RecordFault("", "not a document; write an object with report and events")]
    return list(_document(raw))


def _document(raw: dict[str, Any]) -> Iterator[RecordFault]:
    for name, value in raw.items():
        if name not in DOCUMENT_FIELDS:
            yield RecordFault(name, f"no such field; a document has {', '.join(DOCUMENT_FIELDS)}")
        elif not isinstance(value, DOCUMENT_FIELDS[name]):
            kind = "an object" if DOCUMENT_FIELDS[name] is dict else "a list"
            yield RecordFault(name, f"must be {kind}")
    text: str | None = None
    for name in ("report", "events"):
        if name not in raw:
            yield RecordFault("", f"a document needs {name}; add it")
    if isinstance(raw.get("report"), dict):
        text = raw["report"].get("text") or None
        yield from _shaped(raw["report"], Report, "report", None)
    if not isinstance(text, str):
        text = None
    besides: tuple[tuple[str, type[Struct]], ...] = (("notes", Note), ("explain", Explanation))
    for name, shape in besides:
        members = raw.get(name)
        for at, member in enumerate(members if isinstance(members, list) else []):
            yield from _shaped(member, shape, f"{name}[{at}]", None)
    events = raw.get("events")
    for number, event in enumerate(events if isinstance(events, list) else [], 1):
        yield from _shaped(event, Event, f"event {number}", text)


def _shaped(raw: Any, kind: type[Struct], where: str, text: str | None) -> Iterator[RecordFault]:
    try:
        value = msgspec.convert(raw, kind)
    except msgspec.ValidationError as fault:
        yield _shape_fault(fault, kind, where)
        return
    for path, message in _faults(value, "", text):
        yield RecordFault(f"{where}, {path}" if path else where, message)


def _shape_fault(fault: msgspec.ValidationError, kind: type[Struct], where: str) -> RecordFault:
    """msgspec says `Invalid enum value 'x' - at `$.place.level``; say where and what is allowed."""
    message, _, path = str(fault).partition(" - at `$")
    path = path.removesuffix("`").lstrip(".")
    message = message[:1].lower() + message[1:]
    if message.startswith("invalid enum value"):
        allowed = _allowed(kind, path)
        if allowed:
            message += f"; write one of {', '.join(allowed)}"
    elif message.startswith("object contains unknown field"):
        message += "; remove it"
    elif message.startswith("object missing required field"):
        message += "; add it"
    return RecordFault(f"{where}, {path}" if path else where, message)


def _allowed(kind: type[Struct], path: str) -> list[str]:
    """The words that the field at `path` may hold, read from the JSON Schema of `kind`."""
    definitions = msgspec.json.schema(kind)["$defs"]
    here: dict[str, Any] = definitions[kind.__name__]
    for step in re.sub(r"\[[^\]]*\]", "", path).split("."):
        here = here["properties"][step]
        for choice in (here, here.get("items", {}), *here.get("anyOf", ())):
            if "$ref" in choice:
                here = definitions[choice["$ref"].rsplit("/", 1)[1]]
                break
            if "enum" in choice:
                return [str(word) for word in choice["enum"]]
    return []


def _faults(value: Struct, path: str, text: str | None) -> Iterator[tuple[str, str]]:
    """Faults of a value of the right shape and of everything in it."""
    if isinstance(value, Quote | Evidence):
        for message in _slice_faults(value, text):
            yield path, message
    if isinstance(value, Time):
        yield from _time_faults(value, path)
    elif isinstance(value, Report) and value.published and not _is_day(value.published):
        yield _join(path, "published"), f"{value.published} is not a day of the calendar"
    elif isinstance(value, Quantity):
        if value.low is not None and value.high is not None and value.low > value.high:
            yield path, f"low {value.low} is above high {value.high}; swap them or leave high out"
    elif isinstance(value, Place) and (value.lat is None) != (value.lon is None):
        yield path, "lat and lon belong together; give both or neither"
    elif isinstance(value, Event):
        yield from _belonging_faults(value)
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        if isinstance(inner, Struct):
            yield from _faults(inner, _join(path, name), text)
        elif isinstance(inner, list):
            for at, member in enumerate(inner):
                yield from _faults(member, f"{_join(path, name)}[{at}]", text)


def _slice_faults(words: Quote | Evidence, text: str | None) -> Iterator[str]:
    length = words.end - words.start
    if length <= 0:
        yield f"end {words.end} is not after start {words.start}; a quote holds at least one character"
    elif len(words.text) != length:
        yield (
            f"its text has {len(words.text)} characters, start and end span {length}; "
            "count Unicode code points, end exclusive"
        )
    elif text is not None and text[words.start : words.end] != words.text:
        there = text[words.start : words.end]
        yield (
            f"«{_short(words.text)}» is not what the report's text has from {words.start} to {words.end}, "
            + (f"which is «{_short(there)}»; correct the offsets" if there else "which is past its end")
        )
    trigger = words.trigger if isinstance(words, Evidence) else None
    if trigger and not (words.start <= trigger.start and trigger.end <= words.end):
        yield "its trigger lies outside it; an event's trigger stands in its evidence"


def _time_faults(time: Time, path: str) -> Iterator[tuple[str, str]]:
    sound = True
    for name in ("start", "end"):
        written = getattr(time, name)
        if written and not _is_day(written):
            sound = False
            yield _join(path, name), f"{written} is not a day of the calendar"
    if (time.start is None) != (time.end is None):
        yield path, "start and end belong together; of a single day both are that day"
    elif sound and time.start and time.end and time.start > time.end:
        yield path, f"start {time.start} is after end {time.end}; swap them"


def _belonging_faults(event: Event) -> Iterator[tuple[str, str]]:
    for name, (types, said) in BELONGS.items():
        if getattr(event, name) and event.type not in types:
            yield name, f"not a field of {event.type}; it belongs to {said}"


def _is_day(written: str) -> bool:
    try:
        datetime.date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:40] + "…"
