"""A backup holds everything, comes back into either database, and is never written over anything."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sijill.store import Register, StoreError
from sijill.store.backup import MANIFEST, back_up, restore
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
        assert _comparable(restored) == before
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


def test_a_folder_that_cannot_be_written_is_told(sqlite_url: str, tmp_path: Path) -> None:
    with Register.open(sqlite_url) as register, pytest.raises(StoreError, match="no such file or directory"):
        back_up(register, tmp_path / "none" / "register.sijill", at=AT, program="0.1.0")
