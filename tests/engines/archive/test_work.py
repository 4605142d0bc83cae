"""One shard from first to last: what each step lets through, what is left or set aside, and the tables."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

from sijill.engines.archive.counts import FEW, OTHERS, Counts
from sijill.engines.archive.faults import ArchiveError
from sijill.engines.archive.shards import MARKER, Marker, Place
from sijill.engines.archive.steps import STEPS, all_steps
from sijill.engines.archive.work import KILLS, Work
from sijill.reading import Reader
from sijill.record import Event, Report
from tests.engines.archive.archives import archive
from tests.engines.archive.conftest import shards_of


@pytest.fixture
def done(work: Work, tmp_path: Path) -> Place:
    """An archive read as one shard."""
    place = Place(work.folder)
    place.make()
    [shard] = shards_of(archive(tmp_path / "in"), files=10)
    assert work(shard) is None
    return place


def test_every_record_is_counted_once(done: Place) -> None:
    [marker] = done.markers(1)
    counts = marker.counts
    steps = [counts.steps[name] for name in STEPS]
    assert steps[0].came == 12 + 4 + 5 + 33 + 30 + 30
    assert counts.pages == steps[0].came + 1
    assert counts.broken_files == 2
    for step, following in pairwise(steps):
        assert step.went_on == following.came
    assert steps[-1].went_on == counts.reports == pq.read_metadata(done.shard(0) / "reports.parquet").num_rows
    left = sum(sum(step.left.values()) for step in steps)
    ended = sum(counts.set_aside.values())
    assert counts.pages + counts.broken_files == counts.reports + left + ended
    assert counts.events == pq.read_metadata(done.shard(0) / "events.parquet").num_rows > 0


def test_what_is_left_and_set_aside_says_why(done: Place) -> None:
    [marker] = done.markers(1)
    counts = marker.counts
    # The page in English, the line that is no JSON, and the one without text.
    assert counts.steps["letters"].left == {"no Arabic letters": 4}
    assert counts.steps["language"].left == {"Persian": 1}
    assert counts.steps["conflict"].left["no word of conflict"] >= 1
    aside = {
        row["whence"]: row["why"] for row in pq.read_table(done.shard(0) / "set_aside.parquet").to_pylist()
    }
    assert "broken web archive" in aside["broken.warc.gz"]
    assert "broken Parquet" in aside["broken.parquet"]
    assert "more than 4 MiB" in aside["https://a.example/95"]
    assert aside["https://a.example/93"] == "no body of a report was found on this page"


def test_events_are_those_that_are_read_of_the_text(done: Place, reader: Reader) -> None:
    reports = pq.read_table(done.shard(0) / "reports.parquet").to_pylist()
    events = pq.read_table(done.shard(0) / "events.parquet").to_pylist()
    assert {report["whence"] for report in reports} >= {"lines.jsonl:1", "https://a.example/1"}
    for report in reports:
        told = {name: report[name] for name in ("title", "text", "published", "source", "url", "language")}
        read = reader.read(Report(**told))
        mine = [event for event in events if event["row"] == report["row"]]
        kept = [msgspec.json.decode(event["record"], type=Event) for event in mine]
        assert kept == read.events
        assert report["events"] == len(kept)
        assert report["side"] == read.report.side
        for event, row in zip(kept, mine, strict=True):
            assert (row["type"], row["status"]) == (event.type, event.status)
            assert row["place_id"] == (event.place.id if event.place else None)
            assert [p["id"] for p in row["participants"]] == [p.id for p in event.participants]
            assert [q["low"] for q in row["quantities"]] == [q.low for q in event.quantities]


def test_the_gate_on_conflict_loses_nothing_that_is_read(reader: Reader) -> None:
    texts = ["الطقس صحو اليوم.", "انسحبت القوات من مديرية عتمة أمس.", "فاز الفريق بالمباراة."]
    for text in texts:
        report = Report(text=text, published="2016-01-01")
        looked_up = reader.look_up(report)
        read = reader.read(report)
        assert (reader.tell_explained(looked_up)[0] if looked_up else None) == (read if looked_up else None)
        assert looked_up or not read.events


def test_no_time_and_no_path_of_the_machine_is_written_down(done: Place, tmp_path: Path) -> None:
    for name, content in files_of(done).items():
        assert str(tmp_path).encode() not in content, name
    reports = pq.read_table(done.shard(0) / "reports.parquet").to_pylist()
    of_lines = [report for report in reports if report["whence"].startswith("lines")]
    assert {report["captured_at"] for report in of_lines} == {None}


def test_read_again_elsewhere_the_files_are_the_same(done: Place, work: Work, tmp_path: Path) -> None:
    other = Work(tmp_path / "other", work.stamp, work.make)
    Place(other.folder).make()
    [shard] = shards_of(archive(tmp_path / "copy"), files=10)
    other(shard)
    mine, theirs = files_of(done), files_of(Place(other.folder))
    assert mine == theirs


def files_of(place: Place) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.shard(0).iterdir()}


def test_a_step_that_fails_costs_one_record(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(text: str) -> str:
        calls.append(text)
        if len(calls) == 3:
            raise ZeroDivisionError("words of the report")
        return "ar"

    calls: list[str] = []
    monkeypatch.setattr("sijill.engines.archive.steps.language_of", failing)
    Place(work.folder).make()
    shards = shards_of(archive(tmp_path / "in"))
    work(next(shard for shard in shards if shard.inputs[0].name == "rows.parquet"))
    [marker] = [msgspec.json.decode(p.read_bytes(), type=Marker) for p in work.folder.rglob(MARKER)]
    [(why, count)] = marker.counts.set_aside.items()
    assert count == 1
    assert why.startswith("the program failed on it (ZeroDivisionError in test_work.py")
    assert "words of the report" not in why


def test_a_shard_that_killed_three_workers_is_given_up(work: Work, tmp_path: Path) -> None:
    place = Place(work.folder)
    place.make()
    shard, *_ = shards_of(archive(tmp_path / "in"))
    for attempt in range(3):
        assert place.begun(shard.number) == attempt
        (place.shards / f".part-{shard.number:05}-{attempt}").mkdir()
    assert work(shard) == KILLS
    assert place.done(1) == set()
    place.clear()
    assert work(shard) is None
    assert place.done(1) == {0}


def test_a_worker_with_another_pack_does_nothing(work: Work, tmp_path: Path) -> None:
    stamp = msgspec.structs.replace(work.stamp, fingerprint="ab" * 32)
    place = Place(work.folder)
    place.make()
    with pytest.raises(ArchiveError, match="have one everywhere"):
        Work(work.folder, stamp, work.make)(shards_of(archive(tmp_path / "in"))[0])
    assert list(place.shards.iterdir()) == []


def test_a_folder_that_cannot_be_written_ends_the_run(work: Work, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be written"):
        work(shards_of(archive(tmp_path / "in"))[0])


def test_a_shard_that_was_finished_by_another_stays(work: Work, tmp_path: Path) -> None:
    place = Place(work.folder)
    place.make()
    shard, *_ = shards_of(archive(tmp_path / "in"))
    work(shard)
    before = {path: path.stat().st_ino for path in place.shard(0).iterdir()}
    assert work(shard) is None
    assert {path: path.stat().st_ino for path in place.shard(0).iterdir()} == before
    assert len(list(place.shards.iterdir())) == 1


def test_rare_reasons_are_told_together() -> None:
    counts = Counts(set_aside={"often": 9, **{f"byte {number}": 1 for number in range(FEW + 5)}})
    counts.shortened()
    assert len(counts.set_aside) == FEW + 1
    assert counts.set_aside["often"] == 9
    assert counts.set_aside[OTHERS] == 6
    other = Counts()
    other.add(counts)
    other.shortened()
    assert other.set_aside == counts.set_aside


def test_the_steps_are_named_in_their_order(work: Work) -> None:
    assert tuple(step.name for step in all_steps(work.make())) == STEPS
