"""What people made of claims: accepted, rejected, corrected, added, and took back.

A layer of its own over what was read: nothing of that is changed, every edit stays, and an edit is undone by
another edit. Words of a report are kept by their offsets in it alone (`without_words`), so that a redaction
of the report takes them from here too.
"""

import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, get_args

from msgspec import Struct
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from sijill.record.moments import now
from sijill.store import runs, schema
from sijill.store.asking import portions
from sijill.store.entries import Run
from sijill.store.schema_desk import edit

Kind = Literal["accept", "reject", "correct", "add", "undo"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


class Edit(Struct, frozen=True, kw_only=True):
    """One edit of one claim. `number` counts the claim's edits from 1; `value` is as JSON has it, without
    words.

    `field` and `value` are of a correction, `value` alone of an added event, `undoes` the id of the edit
    that is taken back. `version_id` is the version of the report that was before the person's eyes.
    """

    id: str
    claim_key: str
    number: int
    report_id: str
    version_id: str
    at: str
    by: str
    kind: Kind
    field: str | None = None
    value: Any = None
    undoes: str | None = None
    note: str | None = None


class Changed(Exception):
    """Somebody else was quicker: `since` are the edits that the person has not seen."""

    def __init__(self, since: Sequence[Edit]) -> None:
        super().__init__("somebody else has changed this claim meanwhile")
        self.since = since


def record(
    connection: Connection,
    run: Run,
    *,
    claim_key: str,
    seen: int,
    report_id: str,
    version_id: str,
    by: str,
    kind: Kind,
    field: str | None = None,
    value: Any = None,
    undoes: str | None = None,
    note: str | None = None,
) -> Edit:
    """Write an edit of a claim of which the person has seen so many edits.

    In the transaction of the only writer. Raises `Changed` if there are more by now; then nothing is written.
    """
    since = [one for one in of_claims(connection, [claim_key]) if one.number > seen]
    if since:
        raise Changed(since)
    made = Edit(
        id=f"{time.time_ns():016x}-{secrets.token_hex(4)}",
        claim_key=claim_key,
        number=seen + 1,
        report_id=report_id,
        version_id=version_id,
        at=now(),
        by=by,
        kind=kind,
        field=field,
        value=value,
        undoes=undoes,
        note=note,
    )
    values = {name: getattr(made, name) for name in Edit.__struct_fields__}
    connection.execute(insert(edit).values(values))
    detail = {"field": field} if field else None
    runs.write_audit(connection, [runs.entry(run, made.at, kind, "edit", made.id, detail)])
    return made


def of_claims(connection: Connection, keys: Iterable[str]) -> list[Edit]:
    """The edits of these claims, each claim's in order."""
    found = []
    for some in portions(sorted(set(keys))):
        query = select(edit).where(edit.c.claim_key.in_(some)).order_by(edit.c.claim_key, edit.c.number)
        found += [_edit(row) for row in connection.execute(query)]
    return found


def of_report(connection: Connection, report_id: str) -> list[Edit]:
    """The edits of all claims of a report, in the order in which they were made."""
    query = select(edit).where(edit.c.report_id == report_id).order_by(edit.c.at, edit.c.id)
    return [_edit(row) for row in connection.execute(query)]


def everything(connection: Connection) -> dict[str, list[Edit]]:
    """All edits by claim, each claim's in order."""
    found: dict[str, list[Edit]] = {}
    for row in connection.execute(select(edit).order_by(edit.c.claim_key, edit.c.number)):
        found.setdefault(row.claim_key, []).append(_edit(row))
    return found


def latest(connection: Connection, limit: int, offset: int = 0, by: str | None = None) -> list[Edit]:
    """The last edits, the newest first."""
    query = select(edit).order_by(edit.c.at.desc(), edit.c.id.desc()).limit(limit).offset(offset)
    if by is not None:
        query = query.where(edit.c.by == by)
    return [_edit(row) for row in connection.execute(query)]


def count(connection: Connection) -> int:
    """How many edits there are."""
    return connection.scalar(select(func.count()).select_from(edit)) or 0


def active(edits: Sequence[Edit]) -> list[Edit]:
    """The edits of a claim that hold: those not taken back, without those that take back."""
    undone: set[str] = set()
    for one in reversed(edits):
        if one.kind == "undo" and one.id not in undone and one.undoes:
            undone.add(one.undoes)
    return [one for one in edits if one.kind != "undo" and one.id not in undone]


def without_words(value: Any) -> Any:
    """A value without the words of the report: quotes keep their offsets.

    A place that no gazetteer has is called by words of the report; it is found again by its quote.
    """
    if isinstance(value, list):
        return [without_words(member) for member in value]
    if not isinstance(value, Mapping):
        return value
    kept = {name: without_words(member) for name, member in value.items()}
    if is_quote(kept):
        kept.pop("text", None)
    if "level" in kept and kept.get("quote") and not kept.get("id"):
        kept.pop("name", None)
    return kept


def with_words(value: Any, text: str) -> Any:
    """The value with its words, cut from the report's text. Raises `ValueError` for words that are not
    there."""
    if isinstance(value, list):
        return [with_words(member, text) for member in value]
    if not isinstance(value, Mapping):
        return value
    found = {name: with_words(member, text) for name, member in value.items()}
    if is_quote(found):
        start, end = found["start"], found["end"]
        if not 0 <= start < end <= len(text):
            raise ValueError(f"there are no words from {start} to {end} in this report")
        found["text"] = text[start:end]
    if "level" in found and "name" not in found and isinstance(found.get("quote"), Mapping):
        found["name"] = found["quote"]["text"]
    return found


def is_quote(value: Mapping[str, Any]) -> bool:
    """Whether a value points at words: of a time, start and end are days."""
    return all(isinstance(value.get(name), int) and not isinstance(value.get(name), bool) for name in ENDS)


ENDS: Final = ("start", "end")


def follow(connection: Connection, reports: Mapping[str, str], versions: Mapping[str, str]) -> int:
    """Call reports and versions by the ids that a redaction gave them; returns how many edits that changed.

    Claims are called by their report's id too. The edits of a report that is gone go with it.
    """
    changed = 0
    for some in portions(sorted(reports)):
        for row in connection.execute(select(edit).where(edit.c.report_id.in_(some))).all():
            new = reports[row.report_id]
            this = edit.c.id == row.id
            changed += 1
            if connection.scalar(select(schema.report.c.id).where(schema.report.c.id == new)) is None:
                connection.execute(delete(edit).where(this))
                continue
            connection.execute(
                update(edit)
                .where(this)
                .values(
                    report_id=new,
                    version_id=versions.get(row.version_id, row.version_id),
                    claim_key=new + row.claim_key.removeprefix(row.report_id),
                )
            )
    return changed


def _edit(row: Row[Any]) -> Edit:
    return Edit(**row._mapping)
