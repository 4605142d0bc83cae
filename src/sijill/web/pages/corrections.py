"""From the form of a correction to the value of a record that it asks for.

Words are pointed at: a form has the offsets of what was chosen in the text, or of what stood there before.
"""

from typing import Any, Final

import msgspec
from starlette.datastructures import FormData

from sijill.record import Event
from sijill.web.pages.forms import number_of, text_of

CODES: Final = ("type", "status", "extent", "means", "object", "form")
LISTS: Final = {"participant": "participants", "quantity": "quantities"}
"""Values that are members of a list: a correction of one hands in the whole list."""


def value_of(form: FormData, event: Event) -> tuple[str, Any]:
    """The field of the event that a form corrects, and its new value; None takes a value away."""
    what = text_of(form, "what")
    if what in CODES:
        return what, text_of(form, "value") or None
    if what == "background":
        return what, text_of(form, "value") == "yes"
    if what in LISTS:
        return LISTS[what], _listed(form, what, event)
    if text_of(form, "remove"):
        return what, None
    return what, _one(form, what)


def _listed(form: FormData, what: str, event: Event) -> list[Any]:
    members: list[Any] = [_plain(member) for member in getattr(event, LISTS[what])]
    at = number_of(form, "at")
    if text_of(form, "remove"):
        return [member for number, member in enumerate(members) if number != at]
    made = _one(form, what)
    if at is None or at >= len(members):
        return [*members, made]
    members[at] = {**{k: v for k, v in members[at].items() if k in ("attribution", "approximate")}, **made}
    return members


def _one(form: FormData, what: str) -> dict[str, Any]:
    value: dict[str, Any] = {}
    if what == "participant":
        value = {"role": text_of(form, "role"), "id": text_of(form, "id")}
    elif what in ("place", "destination"):
        value = {"id": text_of(form, "id")}
    elif what == "time":
        start, end = text_of(form, "start_day"), text_of(form, "end_day")
        value = {"precision": text_of(form, "precision") or "day"}
        if start or end:
            value |= {"start": start or end, "end": end or start}
    elif what == "quantity":
        value = {"kind": text_of(form, "kind")}
        for name in ("low", "high"):
            if (number := number_of(form, name)) is not None:
                value[name] = number
        if of := text_of(form, "of"):
            value["of"] = of
    elif what == "attribution":
        value = {"kind": text_of(form, "kind")}
        if id_ := text_of(form, "id"):
            value["id"] = id_
    start_, end_ = number_of(form, "start"), number_of(form, "end")
    if start_ is not None and end_ is not None and end_ > start_:
        value["quote"] = {"start": start_, "end": end_}
    return value


def _plain(member: Any) -> Any:
    """A member as it is handed in again: its words as offsets alone."""
    value = msgspec.to_builtins(member)
    return _pointed(value)


def _pointed(value: Any) -> Any:
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            return {"start": value["start"], "end": value["end"]}
        return {name: _pointed(inner) for name, inner in value.items()}
    return [_pointed(inner) for inner in value] if isinstance(value, list) else value


def event_of(form: FormData) -> dict[str, Any]:
    """A missed event as a form tells it: its kind, its sentence, and the word in it that tells of it."""
    start, end = number_of(form, "start") or 0, number_of(form, "end") or 0
    evidence: dict[str, Any] = {"start": start, "end": end}
    first, last = number_of(form, "trigger_start"), number_of(form, "trigger_end")
    if first is not None and last is not None and start <= first < last <= end:
        evidence["trigger"] = {"start": first, "end": last}
    return {
        "type": text_of(form, "type"),
        "status": text_of(form, "status") or "occurred",
        "background": False,
        "attribution": {"kind": "reporter"},
        "evidence": [evidence],
    }
