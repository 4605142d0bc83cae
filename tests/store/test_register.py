"""What is put into the register comes out of it, once, and whole."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import text

from sijill.record import Report
from sijill.store import Added, Register, Rereading, Run, StoreError, version_key
from tests.store.made import AT, LATER, REFUSED, STAMP, entries, entry
from tests.store.rows import rows


def test_what_goes_in_comes_out(register: Register, run: Run) -> None:
    batch = entries(*range(8))
    added = register.add(batch, run, AT)
    claims = sum(len(one.document.events) for one in batch)
    assert added == Added(reports=8, versions=8, readings=8, claims=claims, copies=added.copies)
    stored = {one.version.report.url: one for one in register.documents()}
    assert len(stored) == len(batch)
    for one in batch:
        out = stored[one.report.url]
        assert out.document.events == one.document.events
        assert out.document.notes == one.document.notes
        assert out.version.report.text == one.report.text
        assert out.version.report.title == one.report.title
        assert out.version.origins["published"] == "line"
        assert out.version.headers == one.found.capture.headers
        assert out.version.whence == one.found.capture.whence
        assert out.stamp == STAMP
        assert out.claim_ids == [f"{out.reading_id}-{n}" for n in range(len(one.document.events))]
        capture = register.capture(out.version.capture_sha)
        assert capture is not None
        assert (capture.data, capture.media_type) == (one.found.capture.data, "text/html")
    assert register.capture("0" * 64) is None


def test_the_same_twice_adds_nothing(register: Register, run: Run) -> None:
    batch = entries(*range(5))
    register.add(batch, run, AT)
    register.set_aside(REFUSED, run, AT)
    before = rows(register)
    again = register.start_run("ingest", AT)
    assert register.add(batch, again, "2026-04-01T00:00:00+00:00") == Added(known=5)
    assert register.set_aside(REFUSED, again, AT) == 0
    assert rows(register) == before


def test_the_same_twice_in_one_batch_is_one(register: Register, run: Run) -> None:
    added = register.add([*entries(1, 2), *entries(1, 2)], run, AT)
    assert (added.reports, added.versions, added.known) == (2, 2, 2)


def test_nothing_is_a_batch_too(register: Register, run: Run) -> None:
    assert register.add([], run) == Added()
    assert register.set_aside([], run) == 0
    assert register.known([]) == set()


def test_changed_text_at_the_same_address_is_a_new_version(register: Register, run: Run) -> None:
    register.add(entries(1, 2), run, AT)
    changed = entry(1, text="تصحيح: لم تقع اشتباكات في المديرية.")
    added = register.add([changed], run, AT)
    assert (added.reports, added.versions) == (0, 1)
    versions = [v for v in register.versions(all_versions=True) if v.report.url == "https://news.example/1"]
    assert sorted(v.number for v in versions) == [1, 2]
    (newest,) = (v for v in register.versions() if v.report.url == "https://news.example/1")
    assert newest.number == 2
    assert newest.report.text.startswith("تصحيح")
    stats = register.stats()
    assert (stats["reports"], stats["versions"]) == (2, 3)
    assert stats["events"] == len(entry(2).document.events)


def test_versions_of_one_report_in_one_batch_are_numbered_as_they_come(register: Register, run: Run) -> None:
    batch = [entry(1), entry(1, text="نص ثان"), entry(1, title="عنوان آخر"), entry(1)]
    added = register.add(batch, run, AT)
    assert (added.reports, added.versions, added.known) == (1, 3, 1)
    numbers = {v.report.text: v.number for v in register.versions(all_versions=True) if v.number < 3}
    assert numbers == {entry(1).report.text: 1, "نص ثان": 2}


def test_known_are_those_with_the_same_content(register: Register, run: Run) -> None:
    register.add(entries(*range(5)), run, AT)
    keys = [version_key(entry(n).found) for n in range(1200)]
    changed = version_key(entry(1, title="عنوان آخر").found)
    assert register.known([*keys, changed]) == set(keys[:5])


def test_reading_anew_keeps_both_readings(register: Register, run: Run) -> None:
    register.add(entries(1, 2, 3), run, AT)
    anew = [
        Rereading(
            version_id=stored.version.id,
            report_id=stored.version.report_id,
            document=msgspec.structs.replace(stored.document, events=stored.document.events[:1]),
            stamp=LATER,
        )
        for stored in register.documents()
    ]
    assert len(list(register.versions(not_read_by=LATER))) == 3
    assert register.add_readings(anew[:2], run, AT) == 2
    assert len(list(register.versions(not_read_by=LATER))) == 1
    assert register.add_readings(anew, run, AT) == 1
    assert register.add_readings(anew, run, AT) == 0
    assert {stored.stamp for stored in register.documents()} == {LATER}
    assert all(len(stored.document.events) == 1 for stored in register.documents())
    stats = register.stats()
    assert (stats["versions"], stats["readings"], stats["events"]) == (3, 6, 3)


def test_an_earlier_reading_can_become_the_current_one_again(register: Register, run: Run) -> None:
    register.add([entry(1)], run, AT)
    assert register.add([entry(1, stamp=LATER)], run, AT).readings == 1
    (stored,) = register.documents()
    assert stored.stamp == LATER
    back = Rereading(
        version_id=stored.version.id,
        report_id=stored.version.report_id,
        document=stored.document,
        stamp=STAMP,
    )
    assert register.add_readings([back], run, AT) == 0
    assert [stored.stamp for stored in register.documents()] == [STAMP]


def test_more_than_a_page_is_streamed_once_each(register: Register, run: Run) -> None:
    register.add(entries(*range(450)), run, AT)
    ids = [version.id for version in register.versions()]
    assert len(ids) == len(set(ids)) == 450
    assert [stored.version.id for stored in register.documents()] == ids


def test_writing_while_streaming(register: Register, run: Run) -> None:
    register.add(entries(*range(250)), run, AT)
    for stored in register.documents():
        anew = Rereading(
            version_id=stored.version.id,
            report_id=stored.version.report_id,
            document=stored.document,
            stamp=LATER,
        )
        if stored.version.id < "2":
            register.add_readings([anew], run, AT)
    assert register.stats()["versions"] == 250


def test_confidential_once_is_confidential_for_good(register: Register, run: Run) -> None:
    register.add([entry(1), entry(2, confidential=True)], run, AT)
    assert [s.version.report.url for s in register.documents(confidential=False)] == [entry(1).report.url]
    assert register.add([entry(1, confidential=True)], run, AT).known == 1
    register.add([entry(2)], run, AT)
    assert list(register.documents(confidential=False)) == []
    assert register.stats()["confidential"] == 2
    ids = [version.report_id for version in register.versions()]
    assert register.mark_confidential(ids, run) == 0


@pytest.mark.parametrize("broken", ["\0", "\ud800"], ids=["nul", "surrogate"])
def test_characters_that_no_database_keeps_are_replaced_one_for_one(
    register: Register, run: Run, broken: str
) -> None:
    whole = entry(3)
    words = whole.report.text.replace("مديرية", f"مدير{broken}ية")
    spoilt = entry(3, text=words, title=f"عن{broken}وان")
    document = msgspec.structs.replace(
        whole.document,
        report=Report(text=words),
        events=[
            msgspec.convert(_with(msgspec.to_builtins(event), "مديرية", f"مدير{broken}ية"), type=type(event))
            for event in whole.document.events
        ],
    )
    added = register.add([msgspec.structs.replace(spoilt, document=document)], run, AT)
    assert added.versions == 1
    (stored,) = register.documents()
    assert stored.document.report.text == words.replace(broken, "\ufffd")
    assert stored.document.report.title == "عن\ufffdوان"
    assert broken not in str(stored.document.events)
    assert register.add([spoilt], run, AT).known == 1


def _with(value: object, old: str, new: str) -> object:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, list):
        return [_with(member, old, new) for member in value]
    if isinstance(value, dict):
        return {key: _with(member, old, new) for key, member in value.items()}
    return value


def test_the_order_of_writing_decides_nothing_but_numbers(
    register: Register, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    register.add(entries(*range(6)), run, AT)
    other = tmp_path_factory.mktemp("other") / "sijill.db"
    with Register.open(f"sqlite:///{other}") as backwards:
        its_run = backwards.start_run("ingest", AT)
        for number in reversed(range(6)):
            backwards.add(entries(number), its_run, AT)
        ours, theirs = rows(register), rows(backwards)
    for table in ("report", "version", "claim", "capture", "reading"):
        assert ours[table] == theirs[table]


def test_a_batch_that_fails_leaves_nothing(
    register: Register, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.add(entries(1), run, AT)
    before = rows(register)

    def fail(*_: object) -> int:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("sijill.store.copies.record", fail)
    with pytest.raises(RuntimeError, match="in the middle"):
        register.add(entries(2, 3), run, AT)
    assert rows(register) == before


def test_runs_are_written_down(register: Register, run: Run) -> None:
    register.end_run(run, {"read": 3, "new": 2}, "2026-03-01T10:05:00+00:00")
    with register.reading() as connection:
        row = connection.execute(text("SELECT command, started_at, ended_at FROM run")).one()
    assert tuple(row) == ("ingest", AT, "2026-03-01T10:05:00+00:00")
    assert run.actor.endswith(": sijill ingest")


def test_opening_again_finds_everything(database_url: str) -> None:
    with Register.open(database_url) as first:
        known_as = first.id
        first.add(entries(1), first.start_run("ingest"), AT)
    with Register.open(database_url, create=False) as second:
        assert second.id == known_as
        assert second.stats()["reports"] == 1


def test_a_program_error_is_no_store_error(register: Register) -> None:
    with pytest.raises(StoreError), register.reading() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    with pytest.raises(ZeroDivisionError):
        register.write(lambda _: 1 // 0)
