"""Decisions of people as the register keeps them: each stays, and a later one may take it back."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, func, insert, select

from sijill.linking.decisions import Decision, DecisionKind, withdrawn
from sijill.store import runs, schema, to_link
from sijill.store.entries import Run
from sijill.store.errors import StoreError

table = schema.decision


class KeptDecision(Struct, frozen=True, kw_only=True):
    """A decision with who made it when and why; `at` is ISO 8601 in UTC."""

    decision: Decision
    at: str
    by: str
    why: str | None


def all_of(connection: Connection) -> list[KeptDecision]:
    """All decisions in the order in which they were made."""
    return [
        KeptDecision(
            decision=Decision(
                kind=row.kind, number=row.number, one=tuple(row.one), other=tuple(row.other), of=row.of
            ),
            at=row.at,
            by=row.by,
            why=row.why,
        )
        for row in connection.execute(select(table).order_by(table.c.number))
    ]


def pure(connection: Connection) -> list[Decision]:
    """All decisions in their order, without who made them."""
    return [kept.decision for kept in all_of(connection)]


def decide(
    connection: Connection,
    run: Run,
    kind: DecisionKind,
    one: Iterable[str],
    other: Iterable[str],
    *,
    by: str,
    why: str | None,
) -> int:
    """Write a decision down, and that its claims are to be linked again; returns its number."""
    made = Decision(kind=kind, number=_next(connection), one=tuple(sorted(one)), other=tuple(sorted(other)))
    return _write(connection, run, made, (*made.one, *made.other), by=by, why=why)


def withdraw(connection: Connection, run: Run, number: int, *, by: str, why: str | None) -> int:
    """Write down that a decision is not to count; returns the new decision's number. Raises `StoreError`."""
    every = {decision.number: decision for decision in pure(connection)}
    if number not in every:
        raise StoreError(f"there is no decision {number}; sijill decide list shows them")
    if number in withdrawn(list(every.values())):
        raise StoreError(f"decision {number} is withdrawn already")
    keys: list[str] = []
    of: int | None = number
    # Of a withdrawal what it took back counts again.
    while of is not None:
        keys += (*every[of].one, *every[of].other)
        of = every[of].of
    made = Decision(kind="withdrawn", number=_next(connection), of=number)
    return _write(connection, run, made, keys, by=by, why=why)


def _next(connection: Connection) -> int:
    return (connection.scalar(select(func.max(table.c.number))) or 0) + 1


def _write(
    connection: Connection, run: Run, made: Decision, keys: Sequence[str], *, by: str, why: str | None
) -> int:
    row = {
        "number": made.number,
        "kind": made.kind,
        "one": list(made.one),
        "other": list(made.other),
        "of": made.of,
        "at": run.started_at,
        "by": by,
        "why": why,
    }
    connection.execute(insert(table), [row])
    entry = runs.entry(run, run.started_at, "decide", "decision", str(made.number), {"kind": made.kind})
    runs.write_audit(connection, [entry])
    to_link.claims(connection, keys)
    return made.number
