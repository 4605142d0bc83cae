"""The page of the record: every part, field and code, from the types that the program works with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args

import yaml

from sijill.record import codes
from sijill.record.json_schema import schema

MEANINGS: Final = Path(__file__).with_name("codes.yaml")
CODES: Final = {
    "EventType": "Types of events",
    "Status": "Status",
    "Role": "Roles of participants",
    "SocialId": "People of no listed group",
    "Level": "Levels of places",
    "Precision": "Precision of times",
    "QuantityKind": "Kinds of quantities",
    "AttributionKind": "Kinds of sources",
    "TermKind": "Kinds of terms",
    "Form": "Forms of agreements",
    "Extent": "Extent",
    "Means": "Means",
    "ObjectKind": "Objects",
}
"""The lists of codes in the order in which they stand on the page, with their headings."""

INTRODUCTION: Final = """# The record

One report gives one document: the report as it was given, and the events read from it. This page is written
by `make reference` from the types of the program; `sijill schema` prints the same as a JSON Schema, and
`sijill check` holds records against it. A value with no words behind it is absent, never guessed. Offsets
count Unicode code points in `report.text`; the end is the first one after the words.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_parts(), *_codes()]).rstrip() + "\n"


def _parts() -> Iterator[str]:
    parts = schema()["$defs"]
    for name in _in_order(parts):
        part = parts[name]
        yield f"## {name}\n\n{_one_line(part['description'])}\n\n| field | is | what it says |\n|---|---|---|"
        for field, about in part["properties"].items():
            told = "" if field in part.get("required", ()) else ", may be absent"
            yield f"| `{field}` | {_kind(about)}{told} | {about['description']} |"
        yield ""


def _in_order(parts: dict[str, Any]) -> list[str]:
    """The document first, then each part behind those that mention it."""
    order: list[str] = []
    waiting = ["ExplainedDocument"]
    while waiting:
        name = waiting.pop(0)
        if name not in order:
            order.append(name)
            waiting += _mentioned(parts[name])
    return order


def _mentioned(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "$ref":
                yield value.rpartition("/")[2]
            else:
                yield from _mentioned(value)
    elif isinstance(part, list):
        for value in part:
            yield from _mentioned(value)


def _kind(about: dict[str, Any]) -> str:
    """What a field holds, in words, from its schema."""
    if "$ref" in about:
        name = about["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in about:
        return _heading_of(about["enum"])
    if "anyOf" in about:
        return " or ".join(_kind(one) for one in about["anyOf"] if one.get("type") != "null")
    if about["type"] == "array":
        return f"list of {_kind(about['items'])}"
    words = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
    return words[about["type"]]


def _heading_of(values: list[str]) -> str:
    """The link to the list that has these codes."""
    [name] = [name for name in CODES if set(values) == set(_values(name))]
    heading = CODES[name]
    return f"one of [{heading.lower()}](#{heading.lower().replace(' ', '-')})"


def _values(name: str) -> tuple[str, ...]:
    if name == "SocialId":
        return tuple(sorted(codes.SOCIAL_IDS))
    return get_args(getattr(codes, name))


def _codes() -> Iterator[str]:
    meanings = yaml.safe_load(MEANINGS.read_text(encoding="utf-8"))
    for name, heading in CODES.items():
        grouped = name == "EventType"
        yield f"## {heading}\n"
        yield "| code | group | meaning |\n|---|---|---|" if grouped else "| code | meaning |\n|---|---|"
        for code in _values(name):
            group = f" {codes.GROUPS[code]} |" if grouped else ""  # type: ignore[index]
            yield f"| `{code}` |{group} {meanings[name][code]} |"
        yield ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
