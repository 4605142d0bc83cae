"""Take a person's name or a whole report out of a register, for good, and keep it out.

`settle` is what every opening of a register does: redactions that the ledger has and the register lacks, as
after an older backup was brought back, are done again before anything is shown.
"""

from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, insert, select

from sijill.record.moments import now
from sijill.store import connecting, identity, ledger, redact_purge, redact_rows, runs, schema
from sijill.store.entries import Run
from sijill.store.errors import StoreError
from sijill.store.ledger import Digests, Ledger, Redaction, Scope
from sijill.store.redact_rows import Redacted
from sijill.store.redact_values import Screen
from sijill.store.redact_words import name_digest, text_digest
from sijill.store.schema import redaction

if TYPE_CHECKING:
    from sijill.store.register import Register

KEY_MARK: Final = "redaction_key"
"""Under this key the table `register` has what tells the ledger's key from another one."""

NO_LEDGER: Final = (
    "words were taken out of this register, and the ledger that keeps them out is not here; bring it to {}, "
    "from the machine on which sijill redact was run"
)
NAMED_IN_WHY: Final = "the reason holds the name itself; it is kept, so say why without it"
NO_REPORT: Final = "there is no report of that id or address in the register"
OPENING: Final = 0.0
"""Seconds for which opening a register waits to purge its files: others may be reading for hours."""


class Done(Struct, frozen=True):
    """What a redaction changed, and where its ledger lies."""

    rows: Redacted
    ledgers: list[Path]


class _TriedOut(Exception):
    """Ends a transaction that shall change nothing."""

    def __init__(self, rows: Redacted) -> None:
        self.rows = rows


def redact(register: "Register", *, why: str, name: str | None = None, report: str | None = None) -> Done:
    """Take a person's name (in every spelling), or the report of an id or address, out for good.

    Raises `StoreError`; what was begun by then is finished when the register is opened next.
    """
    done = register.write(lambda connection: _redact(connection, register, why=why, name=name, report=report))
    with register.reading() as connection:
        after = redact_purge.due(connection)
    if after is not None:
        redact_purge.finished_or_told(register, after)
    register.refresh()
    return done


def preview(register: "Register", *, name: str | None = None, report: str | None = None) -> Redacted:
    """What taking out a name or a report would change; nothing is changed."""

    def work(connection: Connection) -> None:
        book = _book(connection, register) or ledger.new(_register_id(connection))
        made = _redaction(connection, book, name=name, report=report, why="", by="", at=now())
        raise _TriedOut(_apply(connection, book.joined([made]), [made]))

    try:
        register.write(work)
    except _TriedOut as tried:
        return tried.rows
    raise AssertionError("a trial ends by its exception")


def settle(register: "Register") -> Screen:
    """Do what redactions were not done yet, and finish what was broken off; mostly there is nothing.

    Returns the redactions as they are done to what comes in.
    """
    with register.reading() as connection:
        book, done, after = _standing(connection, register)
        screen = Screen(book, book.redactions if book else _in_table(connection))
    if book is not None:
        with suppress(StoreError):
            # One place is enough; a register that is only read may lie where nothing can be written.
            ledger.save(book, connecting.file_of(register.engine.url))
        if book.ids - done:
            register.write(lambda connection: settle_rows(connection, register))
            with register.reading() as connection:
                after = redact_purge.due(connection)
    if after is not None:
        redact_purge.purge(register, after, patience=OPENING)
    return screen


def settle_rows(connection: Connection, register: "Register") -> None:
    """Do what redactions of the ledger were not done yet, in the caller's transaction."""
    book, done, _ = _standing(connection, register)
    missing = [one for one in book.redactions if one.id not in done] if book else []
    if book is None or not missing:
        return
    run = runs.start(connection, "redact again")
    _write(connection, book, missing, run.started_at, run)
    rows = _apply(connection, book, missing)
    runs.end(connection, run, msgspec.structs.asdict(rows))


def must_know(connection: Connection, screen: Screen, register: "Register") -> bool:
    """Whether a screen has every redaction of the register, as a writer must before it writes.

    Raises `StoreError` if the ledger is not here: nobody can tell what must not come in.
    """
    if not frozenset(connection.scalars(select(redaction.c.id))) <= screen.ids:
        return False
    if screen and screen.ledger is None:
        raise _without_ledger(connection, register)
    return True


def _without_ledger(connection: Connection, register: "Register") -> StoreError:
    file = connecting.file_of(register.engine.url)
    place = ledger.beside(file) if file else ledger.in_state_folder(_register_id(connection))
    return StoreError(f"{register.name}: {NO_LEDGER.format(place)}")


def _redact(
    connection: Connection, register: "Register", *, why: str, name: str | None, report: str | None
) -> Done:
    book = _book(connection, register)
    if book is None:
        if connection.scalar(select(redaction.c.id).limit(1)) is not None:
            raise _without_ledger(connection, register)
        book = ledger.new(_register_id(connection))
    run = runs.start(connection, "redact")
    made = _redaction(connection, book, name=name, report=report, why=why, by=run.actor, at=run.started_at)
    book = book.joined([made])
    screen = Screen(book)
    if screen.text(why) != why:
        raise StoreError(NAMED_IN_WHY)
    # Reasons of earlier redactions may tell the name, too.
    redactions = [msgspec.structs.replace(one, why=screen.text(one.why)) for one in book.redactions]
    book = msgspec.structs.replace(book, redactions=redactions)
    _write(connection, book, [made], run.started_at, run)
    rows = _apply(connection, book, [made])
    runs.end(connection, run, msgspec.structs.asdict(rows))
    # Last before the commit: if that is broken off, the next opening of the register does it all again.
    return Done(rows, ledger.save(book, connecting.file_of(register.engine.url)))


def _redaction(
    connection: Connection,
    book: Ledger,
    *,
    name: str | None,
    report: str | None,
    why: str,
    by: str,
    at: str,
) -> Redaction:
    scope: Scope = "name" if name is not None else "report"
    if name is not None:
        digests = Digests(names=[name_digest(name, book.secret)])
    else:
        digests = _of_report(connection, book, report or "")
    return Redaction(id=ledger.redaction_id(digests), at=at, by=by, why=why, scope=scope, digests=digests)


def _of_report(connection: Connection, book: Ledger, report: str) -> Digests:
    """The digests of the report of that id or address."""
    screen = Screen(book)
    key = f"url:{identity.normal_url(screen.url(report))}"
    stored, version = schema.report.c, schema.version.c
    row = connection.execute(
        select(stored.id, stored.key).where((stored.id == report.strip()) | (stored.key == key))
    ).one_or_none()
    if row is None:
        raise StoreError(NO_REPORT)
    texts = connection.scalars(select(version.text).where(version.report_id == row.id))
    return Digests(
        keys=[screen.digest(row.key)], texts=sorted({text_digest(book.secret, words) for words in texts})
    )


def _apply(connection: Connection, book: Ledger, missing: Sequence[Redaction]) -> Redacted:
    """Do these redactions, in their order: names one after the other in one go."""
    ids, whole = {one.id for one in missing}, Redacted()
    numbered = [(at, one) for at, one in enumerate(book.redactions, 1) if one.id in ids]
    for scope, some in groupby(numbered, key=lambda pair: pair[1].scope):
        group = list(some)
        screen = Screen(book, book.redactions[: group[-1][0]])
        if scope == "name":
            whole = whole.plus(redact_rows.take_names_out(connection, screen))
        else:
            keys = [key for _, one in group for key in one.digests.keys]
            whole = whole.plus(redact_rows.take_reports_out(connection, screen, keys))
    redact_purge.demand(connection)
    return whole


def _write(connection: Connection, book: Ledger, made: Sequence[Redaction], at: str, run: Run) -> None:
    """Write down that redactions are done, by whom and why."""
    known = frozenset(connection.scalars(select(redaction.c.id)))
    rows = [msgspec.structs.asdict(one) for one in made if one.id not in known]
    if rows:
        connection.execute(insert(redaction), rows)
    mark = schema.register.c.key == KEY_MARK
    if connection.scalar(select(schema.register.c.value).where(mark)) is None:
        connection.execute(insert(schema.register).values(key=KEY_MARK, value=book.mark))
    trail = [runs.entry(run, at, run.command, "redaction", one.id) for one in made]
    runs.write_audit(connection, trail)


def _standing(
    connection: Connection, register: "Register"
) -> tuple[Ledger | None, frozenset[str], str | None]:
    """The ledger, the redactions that are done, and whether the files are to be purged."""
    return (
        _book(connection, register),
        frozenset(connection.scalars(select(redaction.c.id))),
        redact_purge.due(connection),
    )


def _book(connection: Connection, register: "Register") -> Ledger | None:
    """The register's ledger, with what only its table has; None if it is not here."""
    book = ledger.load(connecting.file_of(register.engine.url), _register_id(connection))
    if book is None:
        return None
    mark = connection.scalar(select(schema.register.c.value).where(schema.register.c.key == KEY_MARK))
    if mark not in (None, book.mark):
        raise StoreError(f"{register.name}: the ledger of its redactions here has another key than theirs")
    return book.joined(_in_table(connection))


def _in_table(connection: Connection) -> list[Redaction]:
    rows = connection.execute(select(redaction).order_by(redaction.c.at))
    return [Redaction(**{**row._asdict(), "digests": msgspec.convert(row.digests, Digests)}) for row in rows]


def _register_id(connection: Connection) -> str:
    told = schema.register.c
    return str(connection.scalar(select(told.value).where(told.key == "register_id")))
