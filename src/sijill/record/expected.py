"""Events as a person expects them, written by hand, held against events that were read.

An expected event names what matters and leaves the rest open: every field that it has must be so in the event
that was read. A quote may be its words alone. Of a list each member must be there, in any order.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sijill.record.events import Event
from sijill.record.json_schema import schema

Expected = Mapping[str, Any]


def differences(expected: Sequence[Expected], read: Sequence[Event], *, others: bool = False) -> list[str]:
    """How the events that were read differ from those expected, a sentence each; none if they do not.

    Each expected event is held against the one of its type that it is most like. Events that nobody expects
    are told as well, unless `others` allows them.
    """
    left = [msgspec.to_builtins(event) for event in read]
    told: list[str] = []
    for number, wanted in enumerate(expected, 1):
        name = f"event {number} ({wanted.get('type')})"
        alike = [event for event in left if event["type"] == wanted.get("type")]
        if not alike:
            told.append(f"{name}: was not read")
            continue
        best = min(alike, key=lambda event: len(list(_differing(wanted, event, ""))))
        left.remove(best)
        told += (f"{name}: {fault}" for fault in _differing(wanted, best, ""))
    if not others:
        told += (f"not expected, but read: {event['type']} «{_trigger(event)}»" for event in left)
    return told


def unknown_fields(expected: Any, part: str = "Event", path: str = "") -> list[str]:
    """The paths in an expected event that no event has."""
    definitions = schema()["$defs"]
    return list(_unknown(expected, {"$ref": f"#/$defs/{part}"}, definitions, path))


def _differing(wanted: Any, found: Any, path: str) -> Iterator[str]:
    if isinstance(wanted, Mapping):
        for name, value in wanted.items():
            at = f"{path}.{name}" if path else name
            yield from _differing(value, found.get(name) if isinstance(found, Mapping) else None, at)
    elif isinstance(wanted, list):
        for value in wanted:
            if not any(not list(_differing(value, member, path)) for member in found or ()):
                yield f"{path} has no {_shown(value)}; read: {_shown(found)}"
    elif isinstance(wanted, str) and isinstance(found, Mapping) and "text" in found:
        if wanted != found["text"]:
            yield f"{path} is {_shown(found['text'])}, expected {_shown(wanted)}"
    # What is false by default is left out of a record.
    elif wanted != found and not (wanted is False and found is None):
        yield f"{path} is {_shown(found)}, expected {_shown(wanted)}"


def _unknown(value: Any, about: Any, definitions: Any, path: str) -> Iterator[str]:
    """Walk an expected value and the schema of what it should be, side by side."""
    about = next((one for one in about.get("anyOf", ()) if one.get("type") != "null"), about)
    if isinstance(value, list):
        for member in value:
            yield from _unknown(member, about.get("items", {}), definitions, path)
    elif isinstance(value, Mapping) and "$ref" in about:
        fields = definitions[about["$ref"].rpartition("/")[2]]["properties"]
        for name, inner in value.items():
            at = f"{path}.{name}" if path else str(name)
            if name in fields:
                yield from _unknown(inner, fields[name], definitions, at)
            else:
                yield at


def _trigger(event: Mapping[str, Any]) -> str:
    first = event["evidence"][0]
    trigger = first.get("trigger") or first
    return str(trigger["text"])


def _shown(value: Any) -> str:
    if value is None:
        return "absent"
    return f"«{value}»" if isinstance(value, str) else msgspec.json.encode(value).decode()
