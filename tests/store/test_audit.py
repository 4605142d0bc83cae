"""The audit trail says who wrote each row, and the database itself keeps it from being changed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from sijill.store import Register, Rereading, Run, StoreError
from sijill.store.schema import audit, claim, reading
from tests.store.made import AT, LATER, REFUSED, STAMP, entries, entry

TRACED = {"capture": "sha256", "report": "id", "version": "id", "reading": "id", "set_aside": "id"}


def trail(register: Register) -> list[Any]:
    with register.reading() as connection:
        return list(connection.execute(audit.select()))


def test_every_row_has_its_entry(register: Register, run: Run) -> None:
    register.add(entries(*range(10)), run, AT)
    register.add([entry(1, title="عنوان آخر")], run, AT)
    register.set_aside(REFUSED, run, AT)
    told = {(row.table_name, row.row_id) for row in trail(register)}
    with register.reading() as connection:
        for table, key in TRACED.items():
            ids = set(connection.scalars(text(f"SELECT {key} FROM {table}")))
            assert ids == {row_id for name, row_id in told if name == table}
        # What belongs to a reading has the reading's id in its own.
        assert set(connection.scalars(claim.select().with_only_columns(claim.c.reading_id))) <= set(
            connection.scalars(reading.select().with_only_columns(reading.c.id))
        )


def test_an_entry_says_who_when_and_in_which_run(register: Register, run: Run) -> None:
    register.add(entries(3), run, AT)
    for row in trail(register):
        assert (row.actor, row.at, row.run_id, row.action) == (run.actor, AT, run.id, "add")
    (of_reading,) = (row for row in trail(register) if row.table_name == "reading")
    assert of_reading.detail == {"claims": len(entry(3).document.events)}


def test_what_becomes_current_again_is_written_down(register: Register, run: Run) -> None:
    register.add([entry(1)], run, AT)
    register.add([entry(1, stamp=LATER)], run, AT)
    (stored,) = register.documents()
    back = Rereading(
        version_id=stored.version.id,
        report_id=stored.version.report_id,
        document=stored.document,
        stamp=STAMP,
    )
    register.add_readings([back], run, AT)
    register.add_readings([back], run, AT)
    assert [row.action for row in trail(register)].count("make current") == 1


def test_a_second_writer_is_told_apart(register: Register, run: Run) -> None:
    register.add(entries(1), run, AT)
    (stored,) = register.documents()
    other = register.start_run("reread", AT)
    anew = Rereading(
        version_id=stored.version.id,
        report_id=stored.version.report_id,
        document=stored.document,
        stamp=LATER,
    )
    register.add_readings([anew], other, AT)
    register.mark_confidential([stored.version.report_id], other, AT)
    by_other = [(row.action, row.table_name) for row in trail(register) if row.run_id == other.id]
    assert sorted(by_other) == [("add", "reading"), ("mark confidential", "report")]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET actor = 'nobody'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE action = 'add'",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit",
        "TRUNCATE audit",
    ],
)
def test_the_trail_cannot_be_changed(register: Register, run: Run, change: str) -> None:
    only_on = {"INSERT OR REPLACE": "sqlite", "TRUNCATE": "postgresql"}
    kind = next((kind for words, kind in only_on.items() if change.startswith(words)), None)
    register.add(entries(1, 2), run, AT)
    before = trail(register)
    reason = "append-only" if kind in (None, register.engine.dialect.name) else "syntax error"
    with pytest.raises(StoreError, match=reason):
        register.write(lambda connection: connection.execute(text(change)))
    assert trail(register) == before
