"""The ledger outlives the database, is nobody else's to read, and tells no name."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from sijill.store import StoreError, ledger
from sijill.store.ledger import Digests, Redaction


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def one(number: int) -> Redaction:
    digests = Digests(keys=[f"{number:064x}"])
    return Redaction(
        id=ledger.redaction_id(digests), at=f"2026-03-{number:02}", by="amal", why="asked", scope="report",
        digests=digests,
    )  # fmt: skip


def test_it_lies_in_two_places_for_its_owner_alone(tmp_path: Path) -> None:
    database = tmp_path / "sijill.db"
    book = ledger.new("the-id").joined([one(1)])
    beside, in_state = ledger.save(book, database)
    assert (beside, in_state) == (
        tmp_path / "sijill.db.redactions",
        tmp_path / "state" / "sijill" / "redactions" / "the-id.json",
    )
    for file in (beside, in_state):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ledger.load(database, "the-id") == book
    beside.unlink()
    assert ledger.load(database, "the-id") == ledger.load(None, "the-id") == book
    in_state.unlink()
    assert ledger.load(database, "the-id") is None


def test_what_either_copy_has_counts(tmp_path: Path) -> None:
    database = tmp_path / "sijill.db"
    book = ledger.new("the-id")
    ledger.save(book.joined([one(1), one(2)]), None)
    ledger._write(ledger.beside(database), book.joined([one(3), one(1)]))
    found = ledger.load(database, "the-id")
    assert found is not None
    assert [redaction.at[-1] for redaction in found.redactions] == ["1", "2", "3"]


def test_of_two_keys_none_is_taken(tmp_path: Path) -> None:
    database = tmp_path / "sijill.db"
    ledger.save(ledger.new("the-id"), None)
    ledger._write(ledger.beside(database), ledger.new("the-id"))
    with pytest.raises(StoreError, match="its key is not that"):
        ledger.load(database, "the-id")


def test_another_registers_is_told(tmp_path: Path) -> None:
    database = tmp_path / "sijill.db"
    ledger.save(ledger.new("another"), database)
    with pytest.raises(StoreError, match="another register's"):
        ledger.load(database, "the-id")


@pytest.mark.parametrize("content", [b"", b"{}", b"\0", b'{"register_id": 1}'])
def test_a_damaged_one_is_told(tmp_path: Path, content: bytes) -> None:
    database = tmp_path / "sijill.db"
    ledger.beside(database).write_bytes(content)
    with pytest.raises(StoreError, match=r"sijill\.db\.redactions: .* bring the file back"):
        ledger.load(database, "the-id")


def test_one_place_is_enough_but_the_first_must_do(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    database = tmp_path / "sijill.db"
    book = ledger.new("the-id")
    assert ledger.save(book, database) == [ledger.beside(database)]
    assert ledger.load(database, "the-id") == book
    with pytest.raises(StoreError, match="not a directory"):
        ledger.save(book, None)
