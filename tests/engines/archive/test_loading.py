"""Shards into a register: the register is the one that taking in the same reports would have made."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sijill.engines.archive.faults import ArchiveError
from sijill.engines.archive.loading import load
from sijill.engines.archive.local import here
from sijill.engines.archive.run import run
from sijill.engines.archive.work import Work
from sijill.engines.ingest import ingest
from sijill.engines.stamped import StampedReader
from sijill.engines.taking import Summary
from sijill.reading import Reader
from sijill.record import Document, Report
from sijill.sources.opening import reports_in
from sijill.sources.options import Options
from sijill.store import Register
from tests.engines.archive.archives import archive
from tests.engines.archive.conftest import shards_of
from tests.store.rows import rows

AT = "2026-03-01T10:00:00Z"


class NotAsked(StampedReader):
    """Fails where it is to read."""

    def read(self, report: Report) -> Document:
        raise AssertionError(f"what was read is not read again: {report.url}")


@pytest.fixture
def done(work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    """An archive that was read."""
    for module in ("store.register", "engines.archive.loading"):
        monkeypatch.setattr(f"sijill.{module}.now", lambda: AT)
    shards = shards_of(archive(tmp_path / "in"))
    run(shards, work, here, resume=False, watching=lambda ended, _: ended)
    return work


def loaded(work: Work, register: Register, reader: StampedReader, *, confidential: bool = False) -> Summary:
    run = register.start_run("archive load")
    return load(work.folder, register, reader, run, confidential=confidential)


def not_asked(work: Work, reader: Reader) -> StampedReader:
    return NotAsked(work.stamp, lambda: reader)


def test_it_equals_what_taking_in_would_have_given(
    done: Work, tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "in")
    stamped = StampedReader(done.stamp, lambda: reader)
    names = sorted(path.name for path in (tmp_path / "in").iterdir() if path.name != "manifest.txt")
    with (
        Register.open(f"sqlite:///{tmp_path}/taken.db") as taken,
        Register.open(f"sqlite:///{tmp_path}/loaded.db") as register,
    ):
        ingest(reports_in(names, Options(captured_at=AT)), taken, stamped, taken.start_run("archive load"))
        summary = loaded(done, register, not_asked(done, reader))
        mine = {stored.version.id: stored for stored in register.documents()}
        theirs = {stored.version.id: stored for stored in taken.documents()}
    assert summary.new == len(mine) > 100
    # What the gates have left tells of no event.
    assert not any(theirs[left].document.events for left in theirs.keys() - mine.keys())
    for version_id, stored in mine.items():
        other = theirs[version_id]
        assert stored.document == other.document
        assert stored.version.origins == other.version.origins
        assert stored.version.captured_at == other.version.captured_at
        assert stored.version.capture_sha == other.version.capture_sha
        assert stored.version.outlet_id == other.version.outlet_id
        assert stored.version.whence == other.version.whence
        assert stored.stamp == other.stamp


def test_loaded_twice_nothing_is_added(done: Work, database_url: str, reader: Reader) -> None:
    with Register.open(database_url) as register:
        first = loaded(done, register, not_asked(done, reader))
        before = rows(register)
        again = loaded(done, register, not_asked(done, reader))
        after = rows(register)
    assert (again.new, again.known) == (0, first.new + first.known)
    assert {name: before[name] for name in ("version", "claim")} == {
        n: after[n] for n in ("version", "claim")
    }


def test_what_another_pack_has_read_is_read_anew(done: Work, sqlite_url: str, reader: Reader) -> None:
    later = msgspec.structs.replace(done.stamp, program="9.9")
    with Register.open(sqlite_url) as register:
        summary = loaded(done, register, StampedReader(later, lambda: reader))
        assert {stored.stamp for stored in register.documents()} == {later}
    assert summary.seconds["reading"] > 0
    assert summary.events > 0


def test_confidential_reports_are_marked(done: Work, sqlite_url: str, reader: Reader) -> None:
    with Register.open(sqlite_url) as register:
        loaded(done, register, not_asked(done, reader), confidential=True)
        assert list(register.documents(confidential=False)) == []


def test_a_broken_shard_is_told_and_what_came_before_stays(
    done: Work, sqlite_url: str, reader: Reader
) -> None:
    table = done.folder / "shards" / "00004" / "reports.parquet"
    table.write_bytes(table.read_bytes()[:-40])
    with Register.open(sqlite_url) as register:
        with pytest.raises(ArchiveError, match="take the folder away and resume the run"):
            loaded(done, register, not_asked(done, reader))
        assert register.stats()["reports"] == 0 or register.stats()["claims"] > 0


def test_a_folder_without_a_run_is_told(work: Work, sqlite_url: str, reader: Reader) -> None:
    with Register.open(sqlite_url) as register, pytest.raises(ArchiveError, match="holds no run"):
        loaded(work, register, not_asked(work, reader))
