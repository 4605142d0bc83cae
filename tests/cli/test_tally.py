"""`sijill tally` as a user runs it: rows, JSON, what is refused, what is said of a wrong question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from sijill.record import Place
from sijill.store import Register
from tests.cli.conftest import Ran, Run
from tests.deriving.made import document
from tests.store.made import AT, entry

CASES = {
    case["case"]: case
    for case in yaml.safe_load(
        (Path(__file__).parents[1] / "corpus" / "tallies.yaml").read_text(encoding="utf-8")
    )
}
TWO_SIDES = "one incident told by outlets of two sides is counted once, with each side's figure beside it"
LEFT_OUT = "what is not counted, and why"
SECRET = "مخبأ"


def written(path: Path, case: str, *more: str) -> str:
    """A file of the records of a case, with further lines."""
    lines = [msgspec.json.encode(document(report)).decode() for report in CASES[case]["reports"]]
    path.write_text("\n".join([*lines, *more]) + "\n", encoding="utf-8")
    return path.name


@pytest.fixture
def records(tmp_path: Path) -> str:
    return written(tmp_path / "records.jsonl", TWO_SIDES)


def objects(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def test_rows_show_who_claims_what(run: Run, records: str) -> None:
    ran = run("tally", "--records", records, "--by", "month,governorate,party", "--what", "killed")
    assert (ran.code, ran.err) == (0, "")
    assert "2018-09 · الحديدة · civilians" in ran.out
    assert "killed 3 (from 3 to 5) · 1 incident · 3 reports" in ran.out
    assert "independently reported: 4 (1 incident)" in ran.out
    assert "as claimed by: coalition 3 (1 incident) · houthi 5 (1 incident)" in ran.out
    assert "coverage: 3 reports of 3 outlets speak of الحديدة in 2018-09" in ran.out
    assert "silence is not peace" in ran.out
    assert "Sijill's codebook" in ran.out


def test_json_is_an_object_a_line_with_the_keys_and_words_behind_it(run: Run, records: str) -> None:
    about, row, total = objects(
        run("tally", "--records", records, "--by", "governorate", "--what", "killed", "--json")
    )
    assert about["about"]["convention"] == "codebook"
    assert row["row"] == {"governorate": "الحديدة"}
    assert (row["low"], row["best"], row["high"], row["incidents"]) == (3, 3, 5, 1)
    assert row["independent"]["best"] == 4
    assert set(row["claimed"]) == {"coalition", "houthi"}
    assert row["coverage"]["reports"] == 3
    assert len(row["claims"]) == 3
    figures = row["accounts"][0]["figures"]
    assert {figure["claim"] for figure in figures} == set(row["claims"])
    assert all(figure["quote"]["text"] for figure in figures)
    assert total["total"]["high"] == 5


def test_explain_shows_every_figure_with_its_words(run: Run, records: str) -> None:
    out = run("tally", "--records", records, "--what", "killed", "--explain").out
    assert "5 of civilians · by houthi · «قتل خمسة مدنيين في غارة للتحالف" in out
    events = run("tally", "--records", records, "--explain").out
    assert "1 incident · 3 reports" in events
    assert "almasirah · «قتل خمسة مدنيين" in events


def test_what_is_left_out_is_told_with_its_reason(run: Run, tmp_path: Path) -> None:
    name = written(tmp_path / "records.jsonl", LEFT_OUT)
    out = run("tally", "--records", name, "--what", "killed").out
    assert "2 claims: the toll of a long time or of the whole war, not of one incident" in out
    assert "1 claim: accusations, demands and threats: words alone" in out
    (*_, last) = objects(run("tally", "--records", name, "--what", "killed", "--json"))
    assert last["left_out"]["reason"] == "no_number"
    assert len(last["left_out"]["claims"]) == 1


@pytest.mark.parametrize(
    "args, incidents",
    [
        (("--type", "airstrike"), 1),
        (("--type", "clash"), 0),
        (("--actor", "التحالف العربي"), 1),
        (("--actor", "stc"), 0),
        (("--place", "YE18"), 1),
        (("--place", "محافظة تعز"), 0),
        (("--from", "2018-09-11", "--to", "2018-09-11"), 1),
        (("--from", "2018-09-12"), 0),
    ],
)
def test_filters_as_in_search(run: Run, records: str, args: tuple[str, ...], incidents: int) -> None:
    total = objects(run("tally", "--records", records, *args, "--json"))[-1]["total"]
    assert (total["incidents"], total["best"]) == (incidents, incidents)


def test_conventions_name_their_source(run: Run, records: str) -> None:
    acled = run("tally", "--records", records, "--what", "killed", "--convention", "acled")
    assert "killed 3 · 1 incident" in acled.out
    assert "https://acleddata.com/methodology/acled-codebook" in acled.out
    ucdp = run("tally", "--records", records, "--what", "killed", "--convention", "ucdp")
    assert "killed 4 (from 3 to 5)" in ucdp.out
    assert "from memory" in ucdp.out
    told = " ".join(run("tally", "--help").out.split())
    assert "acled: one figure, the lowest told" in told
    assert "Source: UCDP methodology" in told


@pytest.mark.parametrize(
    "args, said",
    [
        (("--by", "month,colour"), "there is nothing to tally by called 'colour'; write some of day, week"),
        (("--by", "month,month"), "--by names month twice"),
        (("--what", "dead"), "there is nothing to count called 'dead'; write one of events, abducted"),
        (("--convention", "own"), "there is no convention 'own'; write one of codebook, acled, ucdp"),
        (("--convention", "acled", "--what", "injured"), "acled counts only killed and events, not injured"),
        (("--convention", "acled", "--what", "killed", "--by", "party"), "leave party out of --by"),
        (("--from", "2018-13-01"), "--from: "),
        (("--type", "clashes"), "did you mean clash?"),
        (("--place", "الحديضة"), "did you mean"),
    ],
)
def test_a_wrong_question_is_told_in_a_sentence(
    run: Run, records: str, args: tuple[str, ...], said: str
) -> None:
    ran = run("tally", "--records", records, *args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def broken(change: dict[str, Any]) -> str:
    """A sound record but for what is changed in its event."""
    made = json.loads(msgspec.json.encode(document(CASES[TWO_SIDES]["reports"][0])))
    made["report"]["id"] = "broken"
    made["events"][0].update(change)
    return json.dumps(made, ensure_ascii=False)


@pytest.mark.parametrize(
    "line, said",
    [
        (
            broken({"type": "war"}),
            "event 1, type: invalid enum value 'war'; write one of abduction, accusation",
        ),
        (
            broken({"place": {"name": "تعز", "level": "city"}}),
            "event 1, place.level: invalid enum value 'city'",
        ),
        (broken({"quantities": [{"kind": "killed", "low": "five"}]}), "event 1, quantities[0].low: expected"),
        (broken({"quantities": [{"kind": "killed", "low": 9, "high": 2}]}), "low 9 is above high 2"),
        (broken({"colour": "red"}), "unknown field `colour`; remove it"),
        (broken({"time": {"start": "2018-02-30", "end": "2018-02-30", "precision": "day"}}), "not a day"),
        ("{", "not JSON"),
        ('{"report": {"text": ""}, "events": []}', "report, id: absent; give each report an id"),
        ('{"report": {"id": "a"}, "events": []}', "report, id: a is that of line 1 too"),
    ],
)
def test_a_broken_record_is_refused_and_the_rest_goes_on(
    run: Run, tmp_path: Path, line: str, said: str
) -> None:
    name = written(tmp_path / "records.jsonl", TWO_SIDES, line)
    ran = run("tally", "--records", name, "--what", "killed")
    assert ran.code == 1
    assert ran.err.startswith(f"sijill: {name}:4: ")
    assert said in ran.err
    assert "killed 3 (from 3 to 5) · 1 incident · 3 reports" in ran.out


def test_records_come_from_standard_input_and_as_one_list(run: Run, records: str, tmp_path: Path) -> None:
    lines = (tmp_path / records).read_bytes()
    assert "1 incident · 3 reports" in run("tally", "--records", "-", stdin=lines).out
    laid_out = "[\n" + ",\n".join(lines.decode().splitlines()) + "\n]\n"
    assert "1 incident · 3 reports" in run("tally", "--records", "-", stdin=laid_out).out


def test_nothing_to_count_is_no_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")
    ran = run("tally", "--records", "empty.jsonl", "--by", "month", "--what", "killed")
    assert (ran.code, ran.err) == (0, "")
    assert "killed 0 · 0 incidents · 0 reports" in ran.out
    ran = run("tally", "--records", "missing.jsonl")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "sijill: missing.jsonl: no such file or directory\n"


def test_the_register_is_counted(run: Run, report: Path) -> None:
    run("ingest", report.name, "--published", "2016-03-02", "--source", "سبتمبر نت")
    ran = run("tally", "--what", "killed", "--by", "month,governorate")
    assert (ran.code, ran.err) == (0, "")
    assert "2016-03 · مأرب" in ran.out
    assert "killed 5 · 1 incident · 1 report" in ran.out


def test_without_a_register_there_is_nothing_to_count(run: Run) -> None:
    ran = run("tally")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no register here yet" in ran.err


def test_confidential_reports_count_and_show_neither_words_nor_source(run: Run, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'sijill.db'}"
    with Register.open(address) as register:
        batch = register.start_run("ingest", AT)
        hidden = entry(
            2, url="https://hidden.example/r", title=SECRET, source=f"مصدر {SECRET}", confidential=True
        )
        for event in hidden.document.events:
            event.place = Place(name=SECRET, level="village")
        register.add([hidden], batch, AT)
    for args in (("--explain",), ("--json",), ("--by", "side,place", "--explain")):
        ran = run("tally", *args)
        assert ran.code == 0
        assert "incident" in ran.out
        assert SECRET not in ran.out
        assert "الخبر" not in ran.out
        assert "صرواح" not in ran.out
