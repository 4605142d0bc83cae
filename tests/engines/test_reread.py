"""Reading anew: the earlier reading stays, the new one is current, and what changed is told."""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import text

from sijill.engines.changes import Changes, changes
from sijill.engines.ingest import ingest
from sijill.engines.reread import reread
from sijill.engines.stamped import StampedReader
from sijill.reading import Reader
from sijill.record import Document, Report
from sijill.store import Register, StoredDocument
from tests.engines.conftest import STAMP, Finding
from tests.store.made import event

TEXT = (
    "قصفت جماعة الحوثي بالمدفعية مواقع القوات الحكومية في مدينة تعز. وانسحبت القوات الحكومية من مدينة الضالع."
)
LATER = replace(STAMP, program="0.2.0")


class Forgetting(StampedReader):
    """A later program that sees withdrawals alone, and calls them planned."""

    def read(self, report: Report) -> Document:
        document = super().read(report)
        document.events = [
            replace(found, status="planned") for found in document.events if found.type == "withdrawal"
        ]
        return document


def test_both_readings_stay_and_the_difference_is_told(
    database_url: str, stamped: StampedReader, reader: Reader, finding: Finding
) -> None:
    told: list[tuple[StoredDocument, Changes]] = []
    later = Forgetting(LATER, lambda: reader)
    with Register.open(database_url) as register:
        ingest([finding(TEXT)], register, stamped, register.start_run("ingest"))
        stored = register.documents(not_read_by=LATER)
        run = register.start_run("reread")
        summary = reread(stored, register, later, run, told=lambda *changed: told.append(changed))
        [now] = register.documents()
        with register.reading() as connection:
            readings = connection.execute(text('SELECT program, "current" FROM reading ORDER BY program'))
            assert [tuple(row) for row in readings] == [("0.1.0", False), ("0.2.0", True)]
        assert list(register.documents(not_read_by=LATER)) == []
    assert [found.type for found in now.document.events] == ["withdrawal"]
    assert now.stamp == LATER
    assert (summary.reports, summary.changed, summary.gone_events, summary.altered_events) == (1, 1, 1, 1)
    [(before, difference)] = told
    assert before.stamp == STAMP
    assert [found.type for found in difference.gone] == ["shelling"]
    assert [altered.fields for altered in difference.altered] == [["status"]]
    assert not difference.new


def test_the_same_reading_is_no_change(
    sqlite_url: str, stamped: StampedReader, reader: Reader, finding: Finding
) -> None:
    same = StampedReader(LATER, lambda: reader)
    with Register.open(sqlite_url) as register:
        ingest([finding(TEXT)], register, stamped, register.start_run("ingest"))
        run = register.start_run("reread")
        summary = reread(register.documents(not_read_by=LATER), register, same, run)
    assert (summary.reports, summary.changed) == (1, 0)


def test_other_words_of_the_same_claim_are_no_change() -> None:
    one = event("انسحبت قوات من عتمة أمس", "withdrawal", "انسحبت قوات من عتمة", "government")
    longer = replace(one, evidence=[replace(one.evidence[0], text="انسحبت قوات من عتمة أمس", end=23)])
    assert not changes([one], [longer])


def test_another_type_is_one_gone_and_one_new() -> None:
    one = event("انسحبت قوات من عتمة أمس", "withdrawal", "انسحبت قوات من عتمة", "government")
    difference = changes([one], [replace(one, type="capture")])
    assert (len(difference.gone), len(difference.new), len(difference.altered)) == (1, 1, 0)
