"""`sijill.open`: what is known, asked from Python."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import sijill
from sijill.store import Register, StoreError
from tests.export.making import lines, report
from tests.store.made import AT, entry

DOCUMENTS = [
    report({"numbers": [{"killed": [3, 9], "of": "houthi"}]}),
    report({"type": "capture", "actor": "government", "place": "صرواح, مأرب, YE"}, id="b"),
    report({"status": "planned"}, id="c"),
]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"".join(lines(DOCUMENTS)))
    return path


def test_a_file_of_records_gives_typed_objects_and_frames(records: Path) -> None:
    with sijill.open(records) as known:
        incidents = known.incidents(type="airstrike", place="مأرب", since=date(2016, 3, 1))
        (incident,) = incidents
        assert (incident.type, incident.ids("actor"), incident.days[0]) == (
            "airstrike",
            ("coalition",),
            "2016-03-01",
        )
        frame = incidents.pandas()
        assert frame.killed_low.tolist() == [3]
        assert str(frame.start.dtype).startswith("datetime64")
        assert incidents.polars()["start"].to_list() == [date(2016, 3, 1)]
        assert incidents[:0].rows() == []
        assert incidents.columns["id"]
        assert len(known.claims()) == 2
        assert [claim.status for claim in known.claims(status="planned")] == ["planned"]


def test_control_and_tallies_as_frames(records: Path) -> None:
    with sijill.open(records) as known:
        held = known.control("2016-03-02", "صرواح").pandas()
        assert held.holders.tolist() == ["government"]
        states = {told.place.name: told.state for told in known.control(date(2016, 3, 2))}
        assert states["صرواح"] == "held"
        (row,) = known.tally("governorate", what="killed", type="airstrike").rows()
        assert (row["governorate"], row["low"], row["best"], row["high"]) == ("مأرب", 3, 3, 9)
        (total,) = known.tally(what="killed", convention="acled", place="مأرب").rows()
        assert total["best"] == 3
        assert len(known.tally("type")) == 2


def test_a_register_is_opened_by_its_file_and_tells_nothing_of_confidential_reports(tmp_path: Path) -> None:
    path = tmp_path / "sijill.db"
    with Register.open(f"sqlite:///{path}") as register:
        kept = register.start_run("ingest", AT)
        register.add([entry(1), entry(2, title="مخبأ", confidential=True)], kept, AT)
    with sijill.open(path) as known:
        told = str(known.incidents().rows()) + str(list(known.incidents()))
        assert "مخبأ" not in told
        assert len(known.incidents()) >= 1
        assert known.tally().rows()[0]["incidents"] > 1
        with Register.open(f"sqlite:///{path}") as register:
            register.add([entry(5)], register.start_run("ingest", AT), AT)
        before = len(known.claims())
        known.refresh()
        assert len(known.claims()) > before


def test_what_is_wrong_is_said(records: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no register here"):
        sijill.open(tmp_path / "absent.db")
    with sijill.open(records) as known:
        with pytest.raises(ValueError, match="no place"):
            known.incidents(place="لا مكان كهذا")
        with pytest.raises(ValueError, match="not a day"):
            known.incidents(since="soon")
        with pytest.raises(ValueError, match="there is no key"):
            known.tally("weather")  # type: ignore[arg-type]
    records.write_text("{}\n", encoding="utf-8")
    with sijill.open(records) as known, pytest.raises(ValueError, match="a document needs report"):
        known.incidents()
