"""Incidents and decisions of a register: through an upgrade, a backup, a redaction; by fields of search."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import SQLAlchemyError

from sijill.engines import linked
from sijill.record import Event, Place
from sijill.store import Register, StoreError, schema
from sijill.store.backup import back_up, restore
from sijill.store.redact import redact
from sijill.store.search_names import Area, Filters
from tests.engines.sequences import entry_of
from tests.linking.making import HARIB, SIRWAH, event

HOUSE = Place(name="بيت صالح الريمي المطري", level="site", governorate="مأرب", country="YE")
WORDS = "اشتباكات قرب بيت صالح الريمي المطري في المديرية"


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def filled(url: str) -> Register:
    """A register of four reports: three tell of one clash, the last of another."""
    register = Register.open(url)
    run = register.start_run("ingest")
    told: list[list[Event]] = [[event()], [event()], [event()], [event(place=HARIB)]]
    register.add([entry_of(number, number, events, 0) for number, events in enumerate(told)], run)
    return register


def sizes(register: Register, filters: Filters | None = None, **more: int) -> list[int]:
    linked.catch_up(register)
    return [row.claims for row in linked.listed(register, filters or Filters(), **more).rows]


def first_id(register: Register) -> str:
    linked.catch_up(register)
    return linked.listed(register, Filters(), limit=1).rows[0].id


NEWER = (
    *("incident_shelf", "incident_member", "incident", "to_link", "decision"),
    *("alert", "saved_filter", "publication", "edit", "attempt", "token", "session", "account"),
)
"""Tables that the first register did not have, each before those that it points to."""


def test_an_older_register_keeps_its_reports_and_they_wait_to_be_linked(database_url: str) -> None:
    with filled(database_url) as register:
        before = register.stats()

        def older(connection: object) -> None:
            for name in NEWER:
                connection.execute(text(f"DROP TABLE {name}"))  # type: ignore[attr-defined]
            if register.engine.dialect.name == "postgresql":
                connection.execute(text("DROP FUNCTION decision_refuse"))  # type: ignore[attr-defined]
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))  # type: ignore[attr-defined]

        register.write(older)
    with Register.open(database_url) as register:
        assert register.stats() == before
        assert linked.waiting(register) == 4
        assert sizes(register) == [3, 1]
        assert linked.waiting(register) == 0


def test_a_decision_outlives_a_backup_and_is_linked_by_again(database_url: str, tmp_path: Path) -> None:
    with filled(database_url) as register:
        linked.split(register, first_id(register), ["2"], by="amal", why="another day")
        assert sizes(register) == [2, 1, 1]
        back_up(register, tmp_path / "kept.zip", at="2026-03-01T10:00:00+00:00", program="0.1.0")
    with Register.open(str(tmp_path / "again.db")) as again:
        restore(tmp_path / "kept.zip", again)
        assert sizes(again) == [2, 1, 1]
        (kept,) = linked.decisions_of(again)
        assert (kept.kept.by, kept.kept.why, kept.counts) == ("amal", "another day", True)


def test_decisions_cannot_be_changed(database_url: str) -> None:
    with filled(database_url) as register:
        linked.split(register, first_id(register), ["1"], by="amal", why=None)
        for change in (schema.decision.update().values(by="nobody"), delete(schema.decision)):
            with pytest.raises((StoreError, SQLAlchemyError), match="append-only"):
                register.write(lambda connection, change=change: connection.execute(change))  # type: ignore[misc]
        assert sizes(register) == [2, 1, 1]
        linked.withdraw(register, 1, by="amal", why=None)
        assert sizes(register) == [3, 1]
        with pytest.raises(StoreError, match="decision 1 is withdrawn already"):
            linked.withdraw(register, 1, by="amal", why=None)


def test_a_name_taken_out_leaves_its_decisions_standing(database_url: str) -> None:
    with Register.open(database_url) as register:
        run = register.start_run("ingest")
        at_house = event(place=HOUSE, words=WORDS)
        # What is told of a place that no gazetteer has is cut out of the text.
        entries = [entry_of(number, number, [at_house], before=WORDS) for number in range(2)]
        entries.append(entry_of(2, 2, [event(place=SIRWAH)], 0))
        register.add(entries, run)
        linked.catch_up(register)
        ids = [row.id for row in linked.listed(register, Filters()).rows]
        linked.merge(register, ids, by="amal", why="بيت صالح الريمي المطري")
        assert sizes(register) == [3]
        redact(register, why="asked for", name="صالح الريمي المطري")
        with register.reading() as connection:
            for table in (*(schema.metadata.tables[name] for name in schema.LINKED), schema.decision):
                assert "الريمي" not in repr(connection.execute(select(table)).all())
        assert sizes(register) == [3]
        assert linked.decisions_of(register)[0].counts


def test_one_claim_must_fit_all_that_is_asked_for(database_url: str) -> None:
    with filled(database_url) as register:
        area = Area(district="صرواح", governorate="مأرب", country="YE")
        assert sizes(register, Filters(areas=(area,))) == [3]
        assert sizes(register, Filters(areas=(area,), types=frozenset(("capture",)))) == []
        assert sizes(register, Filters(since="2016-03-01", until="2016-03-01")) == [3, 1]
        assert sizes(register, Filters(since="2016-03-02")) == []
        assert sizes(register, least=2) == [3]
        assert sizes(register, limit=1) == [3]


def test_an_incident_is_found_by_the_beginning_of_its_id(database_url: str) -> None:
    with filled(database_url) as register:
        id_ = first_id(register)
        found = linked.named(register, id_[:8])
        assert found.incident.id == id_
        assert [claim.key for claim in found.incident.claims] == list(found.account.claims)
        with pytest.raises(StoreError, match="there is no incident zz; sijill incidents lists them"):
            linked.named(register, "zz")
