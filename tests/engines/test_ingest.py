"""Taking reports in: what is new is read and kept, what is known passed by, what fails set aside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest
from msgspec.structs import replace

from sijill.engines.batches import BATCH_BYTES, batches
from sijill.engines.ingest import ingest
from sijill.engines.stamped import StampedReader
from sijill.engines.taking import Noted
from sijill.reading import Reader
from sijill.record import Document, Found, Note, Report, SetAside
from sijill.store import Entry, Register, StoreError
from sijill.store.entries import Added, Run
from tests.engines.conftest import STAMP, Finding
from tests.store.rows import rows

CLASH = (
    "اندلعت اشتباكات بين القوات الحكومية وجماعة الحوثي في مديرية صرواح بمحافظة مأرب أمس، بحسب سكان محليين."
)
RAID = "قصفت جماعة الحوثي بالمدفعية مواقع القوات الحكومية في مدينة تعز، ونفت الجماعة ذلك في بيان لها."
ENGLISH = "The two sides met on Tuesday in the capital and agreed to meet again within the next two weeks."


def test_new_reports_are_read_and_kept(database_url: str, stamped: StampedReader, finding: Finding) -> None:
    items: list[Found | SetAside] = [
        finding(CLASH, url="https://one.example/1", published="2016-03-02", source="سبتمبر نت"),
        finding(RAID, url="https://two.example/1", published="2016-03-02"),
        SetAside("old.doc", "it is not a text file"),
    ]
    told: list[SetAside] = []
    with Register.open(database_url) as register:
        summary = ingest(items, register, stamped, register.start_run("ingest"), told=told.append)
        documents = {stored.version.report.url: stored for stored in register.documents()}
        assert register.stats()["refused"] == 1
    assert summary.counts() == {
        "found": 3, "new": 2, "versions": 0, "known": 0, "copies": 0, "events": summary.events, "refused": 1,
    }  # fmt: skip
    assert told == items[2:]
    assert summary.refusals == {"it is not a text file": 1}
    clash = documents["https://one.example/1"]
    assert [event.type for event in clash.document.events] == ["clash"]
    assert clash.document.events[0].time is not None
    assert clash.document.events[0].time.start == "2016-03-01"
    assert clash.stamp == STAMP
    assert clash.version.outlet_id is not None
    assert clash.version.origins["published"] == "test"
    assert sum(len(stored.document.events) for stored in documents.values()) == summary.events


def test_the_same_input_twice_adds_nothing(
    database_url: str, stamped: StampedReader, finding: Finding
) -> None:
    items = [finding(CLASH, url="https://one.example/1"), finding(RAID, source="المسيرة")]
    with Register.open(database_url) as register:
        ingest(items, register, stamped, register.start_run("ingest"))
        before = rows(register)
        again = ingest(items, register, stamped, register.start_run("ingest"))
        assert rows(register) == before
    assert (again.new, again.versions, again.known, again.events) == (0, 0, 2, 0)


def test_twice_in_one_batch_is_once(database_url: str, stamped: StampedReader, finding: Finding) -> None:
    items = [finding(CLASH, url="https://one.example/1")] * 3
    with Register.open(database_url) as register:
        summary = ingest(items, register, stamped, register.start_run("ingest"))
        assert register.stats()["versions"] == 1
    assert (summary.found, summary.new, summary.known) == (3, 1, 2)


def test_twice_in_batches_of_which_one_is_being_kept_is_once(
    database_url: str, stamped: StampedReader, finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sijill.engines.ingest.batches", partial(batches, most=1))
    read: list[str | None] = []
    reading = stamped.read

    def watched(report: Report) -> Document:
        read.append(report.url)
        return reading(report)

    monkeypatch.setattr(stamped, "read", watched)
    items = [finding(CLASH, url="https://one.example/1")] * 4
    with Register.open(database_url) as register:
        summary = ingest(items, register, stamped, register.start_run("ingest"))
        assert register.stats()["versions"] == 1
    assert (summary.found, summary.new, summary.known) == (4, 1, 3)
    assert read == ["https://one.example/1"]


def test_changed_text_at_an_address_is_a_new_version(
    database_url: str, stamped: StampedReader, finding: Finding
) -> None:
    with Register.open(database_url) as register:
        run = register.start_run("ingest")
        ingest([finding(CLASH, url="https://one.example/1")], register, stamped, run)
        summary = ingest(
            [finding(f"{CLASH}\n{RAID}", url="https://one.example/1#top")], register, stamped, run
        )
        stats = register.stats()
        newest = [stored.version.number for stored in register.documents()]
    assert (summary.new, summary.versions) == (0, 1)
    assert (stats["reports"], stats["versions"]) == (1, 2)
    assert newest == [2]


def test_what_is_not_arabic_is_kept_without_events(
    sqlite_url: str, stamped: StampedReader, finding: Finding
) -> None:
    with Register.open(sqlite_url) as register:
        summary = ingest([finding(ENGLISH)], register, stamped, register.start_run("ingest"))
        [stored] = register.documents()
    assert (summary.new, summary.events) == (1, 0)
    assert [note.code for note in stored.document.notes] == ["not_arabic"]


def test_an_outlet_is_known_by_the_host_of_its_address(
    sqlite_url: str, stamped: StampedReader, finding: Finding
) -> None:
    with Register.open(sqlite_url) as register:
        found = finding(CLASH, url="https://www.almasirah.net.ye/post.php?id=1")
        ingest([found], register, stamped, register.start_run("ingest"))
        [stored] = register.documents()
    assert stored.version.outlet_id == "almasirah"
    assert stored.version.report.side == "houthi"


def test_a_report_that_the_reader_stumbles_over_costs_no_other(
    sqlite_url: str, reader: Reader, finding: Finding
) -> None:
    class Stumbling(StampedReader):
        def read(self, report):  # type: ignore[no-untyped-def]
            if report.text == RAID:
                raise ValueError("stumbled")
            return super().read(report)

    stumbling = Stumbling(STAMP, lambda: reader)
    with Register.open(sqlite_url) as register:
        run = register.start_run("ingest")
        summary = ingest([finding(CLASH), finding(RAID)], register, stumbling, run)
    assert (summary.new, summary.refused) == (1, 1)
    assert "please report it" in next(iter(summary.refusals))


def test_a_confidential_report_is_marked(sqlite_url: str, stamped: StampedReader, finding: Finding) -> None:
    with Register.open(sqlite_url) as register:
        run = register.start_run("ingest")
        ingest([finding(CLASH)], register, stamped, run, confidential=True)
        assert [stored.version.confidential for stored in register.documents()] == [True]
        assert list(register.documents(confidential=False)) == []


def test_of_confidential_reports_no_reason_is_kept(database_url: str, stamped: StampedReader) -> None:
    refused = SetAside("list.csv:row 3", "its date «words of the report» is no date")
    other = SetAside("other.csv", "it is empty")
    told: list[SetAside] = []
    with Register.open(database_url) as register:
        run = register.start_run("ingest")
        # By mistake as open ones at first, and again later.
        for confidential in (False, True, False):
            items = [refused] if confidential else [refused, other]
            ingest(items, register, stamped, run, confidential=confidential, told=told.append)
        kept = {row["whence"]: row["why"] for row in register.refused()}
        assert register.stats()["refused"] == 2
    assert told.count(refused) == 3
    assert kept[other.whence] == other.why
    assert "words of the report" not in kept[refused.whence]


def test_notes_on_how_reports_were_read_are_counted(
    sqlite_url: str, stamped: StampedReader, finding: Finding
) -> None:
    old = Note("windows_1256", "read as windows-1256")
    items = [replace(finding(text), notes=[old]) for text in (CLASH, RAID)]
    with Register.open(sqlite_url) as register:
        summary = ingest([*items, finding(ENGLISH)], register, stamped, register.start_run("ingest"))
    assert summary.notes["windows_1256"] == Noted(2, "read as windows-1256")
    assert summary.notes["not_arabic"].reports == 1


def test_a_report_that_is_there_is_marked_when_it_comes_in_as_confidential(
    database_url: str, stamped: StampedReader, finding: Finding
) -> None:
    with Register.open(database_url) as register:
        run = register.start_run("ingest")
        ingest([finding(CLASH), finding(RAID)], register, stamped, run)
        again = ingest([finding(CLASH)], register, stamped, run, confidential=True)
        marked = {stored.version.report.text: stored.version.confidential for stored in register.documents()}
        ingest([finding(CLASH)], register, stamped, run)
        assert [stored.version.report.text for stored in register.documents(confidential=False)] == [RAID]
    assert (again.new, again.known) == (0, 1)
    assert marked == {CLASH: True, RAID: False}


def test_captured_bytes_count_in_a_batch(
    sqlite_url: str, stamped: StampedReader, finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sijill.engines.batches.BATCH_BYTES", 1_000)
    page = finding(CLASH, url="https://one.example/1")
    page = replace(page, capture=replace(page.capture, data=b" " * 900))
    sizes = []
    with Register.open(sqlite_url) as register:
        add = register.add

        def counted(new: list[Entry], run: Run) -> Added:
            sizes.append(len(new))
            return add(new, run)

        monkeypatch.setattr(register, "add", counted)
        items = [page, finding(RAID), finding(ENGLISH)]
        ingest(items, register, stamped, register.start_run("ingest"))
    assert sizes == [1, 2]


def test_an_item_beyond_the_bound_is_a_batch_of_its_own() -> None:
    sizes = [1, BATCH_BYTES + 1, 1, BATCH_BYTES - 1, 1]
    assert list(batches(sizes, int)) == [[1], [BATCH_BYTES + 1], [1, BATCH_BYTES - 1], [1]]


def test_a_register_that_goes_away_in_mid_run_keeps_whole_batches(
    postgres_url: str, stamped: StampedReader, finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sijill.engines.ingest.batches", partial(batches, most=2))
    items = [finding(f"{CLASH} {number}", url=f"https://one.example/{number}") for number in range(6)]
    with Register.open(postgres_url) as register:
        run = register.start_run("ingest")

        add, calls = register.add, list[int]()

        def gone_after_one(entries: Sequence[Entry], run: Run) -> Added:
            calls.append(len(entries))
            if len(calls) > 1:
                raise StoreError("the database is gone")
            return add(entries, run)

        monkeypatch.setattr(register, "add", gone_after_one)
        with pytest.raises(StoreError, match="gone"):
            ingest(items, register, stamped, run)
        monkeypatch.undo()
        assert calls == [2, 2]
        assert register.stats()["reports"] == 2
        ingest(items, register, stamped, run)
        assert register.stats()["reports"] == 6
