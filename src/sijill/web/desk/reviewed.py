"""Claims as people left them: what was read, with their edits laid on top."""

from collections.abc import Sequence
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import fields, replace

from sijill.linking.claims import Claim
from sijill.record import Event, Report, check_record
from sijill.store.edits import Edit, active, with_words

Verdict = Literal["unreviewed", "accepted", "corrected", "rejected", "added"]

FIELDS: Final = tuple(field.name for field in fields(Event) if field.name not in ("confidence", "evidence"))
"""What of an event can be corrected."""

_KINDS: Final = {field.name: field.type for field in fields(Event)}


class Review(Struct, frozen=True, kw_only=True):
    """How people stand to a claim. `agreed` are those who stand behind it as it is now; `revision` counts
    edits.

    `passed_over` are corrections of another version of the report, whose words are not those of this one.
    """

    verdict: Verdict = "unreviewed"
    agreed: tuple[str, ...] = ()
    revision: int = 0
    corrected: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


UNREVIEWED: Final = Review()


class EditError(ValueError):
    """A correction that makes no sound event; the message is one sentence for the user."""


def reviewed(event: Event, edits: Sequence[Edit], text: str, version_id: str) -> tuple[Event, Review]:
    """An event with the edits of its claim in order, and how people stand to it."""
    verdict: Verdict = "unreviewed"
    agreed: list[str] = []
    corrected: dict[str, None] = {}
    passed_over = []
    for edit in active(edits):
        if edit.kind == "correct":
            value = _value(edit, text, version_id)
            if value is PASSED_OVER:
                passed_over.append(edit.field or "")
                continue
            event = replace(event, **{edit.field or "": value})
            verdict, agreed = "corrected", [edit.by]
            corrected[edit.field or ""] = None
        elif edit.kind == "reject":
            verdict, agreed = "rejected", [*(agreed if verdict == "rejected" else []), edit.by]
        elif edit.kind == "accept":
            verdict, agreed = _accepted(verdict), [*([] if verdict == "rejected" else agreed), edit.by]
        elif edit.kind == "add":
            verdict, agreed = "added", [edit.by]
    return event, Review(
        verdict=verdict,
        agreed=tuple(dict.fromkeys(agreed)),
        revision=len(edits),
        corrected=tuple(corrected),
        passed_over=tuple(passed_over),
    )


def claim_reviewed(claim: Claim, edits: Sequence[Edit], text: str, version_id: str) -> tuple[Claim, Review]:
    """A claim with its edits; it keeps its key."""
    event, review = reviewed(claim.event, edits, text, version_id)
    return replace(claim, event=event), review


def added(edit: Edit, text: str, version_id: str) -> Event | None:
    """The event that somebody added; None if the report has other words by now."""
    if edit.version_id != version_id:
        return None
    try:
        return msgspec.convert(with_words(edit.value, text), Event)
    except (ValueError, msgspec.ValidationError):
        return None


def checked_event(value: Any, report: Report) -> Event:
    """A whole event as somebody gives it, its words cut from the report. Raises `EditError`."""
    try:
        event = msgspec.convert(with_words(value, report.text), Event)
    except (ValueError, TypeError) as fault:
        raise EditError(_said(fault)) from fault
    check(event, report)
    return event


def checked_value(field: str, value: Any, report: Report) -> Any:
    """The value of a field as somebody gives it, its words cut from the report. Raises `EditError`."""
    if field not in FIELDS:
        raise EditError(f"{field} is nothing that can be corrected; write one of {', '.join(FIELDS)}")
    try:
        return msgspec.convert(with_words(value, report.text), _KINDS[field])
    except (ValueError, TypeError) as fault:
        raise EditError(f"{field}: {_said(fault)}") from fault


def check(event: Event, report: Report) -> None:
    """Hold an event against the codebook. Raises `EditError` with the first fault."""
    whole = {"report": report, "events": [event]}
    if faults := check_record(msgspec.json.encode(whole)):
        raise EditError(faults[0].message if not faults[0].where else str(faults[0]).replace("event 1, ", ""))


PASSED_OVER: Final = object()


def _value(edit: Edit, text: str, version_id: str) -> Any:
    """The value of a correction, or `PASSED_OVER`: the words of another version are not these."""
    if edit.field not in _KINDS or (edit.version_id != version_id and _has_words(edit.value)):
        return PASSED_OVER
    try:
        return msgspec.convert(with_words(edit.value, text), _KINDS[edit.field])
    except (ValueError, msgspec.ValidationError):
        return PASSED_OVER


def _has_words(value: Any) -> bool:
    return with_words_count(value) > 0


def with_words_count(value: Any) -> int:
    """How many quotes a value has."""
    if isinstance(value, list):
        return sum(map(with_words_count, value))
    if not isinstance(value, dict):
        return 0
    own = isinstance(value.get("start"), int) and isinstance(value.get("end"), int)
    return own + sum(map(with_words_count, value.values()))


def _accepted(verdict: Verdict) -> Verdict:
    return verdict if verdict in ("corrected", "added") else "accepted"


def _said(fault: Exception) -> str:
    message, _, path = str(fault).partition(" - at `$")
    message = message[:1].lower() + message[1:]
    path = path.removesuffix("`").lstrip(".")
    return f"{path}: {message}" if path else message
