"""A backup holds everything, comes back into either database, and is never written over anything."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from sijill.store import Register, StoreError
from sijill.store.backup import MANIFEST, back_up, checked, restore
from sijill.store.schema import audit, run
from tests.store.made import AT, REFUSED, entries, entry
from tests.store.rows import rows


def filled(register: Register) -> None:
    run = register.start_run("ingest", AT)
    register.add(
        [*entries(0, 1, 2, 3), entry(3, text="نص آخر للخبر نفسه."), entry(5, confidential=True)], run, AT
    )
    register.set_aside(REFUSED, run, AT)
    register.end_run(run, {"found": 8}, AT)


@pytest.mark.parametrize("into", ["sqlite_url", "postgres_url"])
def test_a_restored_register_has_every_row(
    database_url: str, into: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    target = request.getfixturevalue(into)
    if target == database_url:
        target = f"sqlite:///{tmp_path / 'other.db'}" if into == "sqlite_url" else None
    if target is None:
        target = request.getfixturevalue("postgres").new_database()
    file = tmp_path / "register.sijill"
    with Register.open(database_url) as register:
        filled(register)
        manifest = back_up(register, file, at=AT, program="0.1.0")
        before, name = _comparable(register), register.id
    with Register.open(target) as restored:
        assert restore(file, restored) == manifest
        after = _comparable(restored)
        after["audit"].remove(("restore", "register", name))
        assert after == before
        assert restored.id == name
        run = restored.start_run("ingest", AT)
        assert restored.add(entries(0, 1), run, AT).known == 2


def _comparable(register: Register) -> dict[str, list[tuple[object, ...]]]:
    """The rows, but for the index that each kind of database has in a form of its own."""
    found = rows(register)
    del found["search"]
    return {name: sorted(of, key=repr) for name, of in found.items()}


def test_search_finds_in_a_restored_register(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "register.sijill"
    with Register.open(sqlite_url) as register:
        filled(register)
        back_up(register, file, at=AT, program="0.1.0")
        indexed = rows(register)["search"]
    with Register.open(f"sqlite:///{tmp_path / 'other.db'}") as restored:
        restore(file, restored)
        assert rows(restored)["search"] == indexed
        assert indexed


def test_a_file_that_is_there_stays(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("kept")
    with Register.open(sqlite_url) as register, pytest.raises(StoreError, match="name another"):
        back_up(register, file, at=AT, program="0.1.0")
    assert file.read_text() == "kept"


def test_a_register_in_use_stays(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "register.sijill"
    with Register.open(database_url) as register:
        filled(register)
        back_up(register, file, at=AT, program="0.1.0")
        before = rows(register)
        with pytest.raises(StoreError, match="in use"):
            restore(file, register)
        assert rows(register) == before


@pytest.mark.parametrize("harm", ["cut", "changed", "other zip", "text"])
def test_a_damaged_backup_writes_nothing(sqlite_url: str, tmp_path: Path, harm: str) -> None:
    file, harmed = tmp_path / "register.sijill", tmp_path / "harmed"
    with Register.open(sqlite_url) as register:
        filled(register)
        back_up(register, file, at=AT, program="0.1.0")
    if harm == "cut":
        harmed.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    elif harm == "text":
        harmed.write_text("no backup")
    else:
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(harmed, "w") as new:
            for name in old.namelist():
                if harm == "changed" or name != MANIFEST:
                    content = old.read(name)
                    new.writestr(name, content.replace("عتمة".encode(), "عنس".encode()))
    with Register.open(f"sqlite:///{tmp_path / 'new.db'}") as register:
        with pytest.raises(StoreError, match=r"no backup of a register|damaged"):
            restore(harmed, register)
        assert register.stats()["reports"] == 0


def test_who_brought_which_file_back_is_in_the_trail(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "register.sijill"
    with Register.open(sqlite_url) as register:
        filled(register)
        back_up(register, file, at=AT, program="0.1.0")
    with Register.open(f"sqlite:///{tmp_path / 'new.db'}") as register:
        restore(file, register)
        with register.reading() as connection:
            [row] = connection.execute(select(audit).where(audit.c.action == "restore"))
            [restored] = connection.execute(select(run).where(run.c.command == "restore"))
    assert row.actor.endswith(": sijill restore")
    assert row.detail == {"backup": file.name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    assert (row.run_id, restored.counts["version"]) == (restored.id, 6)
    assert restored.ended_at


ENCRYPTED, METHOD = 1, 99


@pytest.mark.parametrize("harm", ["bytes", "method", "encrypted", "endless"])
def test_what_cannot_be_unpacked_is_damaged(
    sqlite_url: str, tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "register.sijill"
    with Register.open(sqlite_url) as register:
        filled(register)
        back_up(register, file, at=AT, program="0.1.0")
    if harm == "endless":
        monkeypatch.setattr("sijill.store.backup.LONGEST_LINE", 100)
    else:
        with zipfile.ZipFile(file) as archive:
            member = archive.getinfo("tables/version.jsonl")
            directory = archive.start_dir
        data = bytearray(file.read_bytes())
        start = member.header_offset
        entry_at = data.rindex(b"tables/version.jsonl", directory) - 46
        if harm == "bytes":
            data[start + 70 : start + 140] = b"\xff" * 70
        else:
            # Flags and method, as the file's own header and the directory tell them.
            skip, value = (2, METHOD) if harm == "method" else (0, ENCRYPTED)
            data[start + 6 + skip] = data[entry_at + 8 + skip] = value
        file.write_bytes(data)
    with pytest.raises(StoreError, match=r"the backup is damaged \(table [a-z_]+:"):
        checked(file)


def test_a_folder_that_cannot_be_written_is_told(sqlite_url: str, tmp_path: Path) -> None:
    with Register.open(sqlite_url) as register, pytest.raises(StoreError, match="no such file or directory"):
        back_up(register, tmp_path / "none" / "register.sijill", at=AT, program="0.1.0")
