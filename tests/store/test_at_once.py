"""Several processes on one register lose nothing and disturb nobody."""

from __future__ import annotations

from sijill.store import Register
from tests.store.rows import rows
from tests.store.workers import counter, ingest, look_on, signal_between, started


def test_two_writers_and_a_reader(database_url: str) -> None:
    done, looks = signal_between(), counter()
    with Register.open(database_url):
        pass
    reader = started(look_on, database_url, done, looks)
    writers = [
        started(ingest, database_url, range(120)),
        started(ingest, database_url, range(60, 180)),
    ]
    for writer in writers:
        writer.join(120)
    done.set()
    reader.join(120)
    assert [process.exitcode for process in (*writers, reader)] == [0, 0, 0]
    assert looks.value > 0
    with Register.open(database_url) as register:
        stats = register.stats()
        found = rows(register)
    assert stats["versions"] == 180
    assert stats["reports"] == 180 - 180 // 5
    assert stats["readings"] == 180
    assert stats["refused"] == 2
    audited = [row_id for _, table, row_id in found["audit"] if table == "version"]
    assert len(audited) == len(set(audited)) == 180


def test_two_who_make_the_register_at_once(database_url: str) -> None:
    makers = [started(ingest, database_url, range(5)) for _ in range(3)]
    for maker in makers:
        maker.join(120)
    assert [maker.exitcode for maker in makers] == [0, 0, 0]
    with Register.open(database_url) as register:
        assert register.stats()["versions"] == 5
