"""What `sijill read` writes in each form, and how it treats files."""

import csv
import io
import json
import os
from pathlib import Path
from threading import Thread

import pytest

from sijill.record import check_record
from tests.cli.conftest import REPORT, Run

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_examples_give_sound_records(run: Run) -> None:
    ran = run("read", str(EXAMPLES / "reports.jsonl"), "--format", "jsonl")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [json.loads(line)["report"]["id"] for line in lines] == ["withdrawal", "airstrikes", "detentions"]
    assert [fault for line in lines for fault in check_record(line)] == []


def test_json_is_a_document_for_a_text_and_a_list_for_more(run: Run, report: Path) -> None:
    assert json.loads(run("read", report.name, "--format", "json").out)["report"]["id"] == "report"
    assert len(json.loads(run("read", report.name, report.name, "--format", "json").out)) == 2
    assert len(json.loads(run("read", "--format", "json", stdin=json.dumps({"text": REPORT})).out)) == 1


def test_a_pipe_is_opened_once(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for content, kind in ((REPORT, dict), (json.dumps({"text": REPORT}), list)):
        writer = Thread(target=pipe.write_text, args=(content,), kwargs={"encoding": "utf-8"})
        writer.start()
        ran = run("read", "pipe", "--format", "json")
        writer.join()
        assert isinstance(json.loads(ran.out), kind)


def test_text_goes_in_and_comes_out_unchanged(run: Run, tmp_path: Path) -> None:
    text = "\u202bشنّ الطيـران\r\nغارةً على ﻣﺄﺭﺏ\u202c\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert json.loads(run("read", "a.txt", "--format", "json").out)["report"]["text"] == text


def test_the_command_line_fills_what_a_line_lacks(run: Run) -> None:
    lines = [
        {"text": REPORT},
        {"text": REPORT, "published": "2016-01-05", "source": "المسيرة", "title": "عنوان"},
        {"text": REPORT, "published": "", "source": None},
    ]
    ran = run(
        "read", "--format", "jsonl", "--published", "2015-10-14", "--source", "الرياض",
        stdin="\n".join(map(json.dumps, lines)),
    )  # fmt: skip
    reports = [json.loads(line)["report"] for line in ran.out.splitlines()]
    assert [report["published"] for report in reports] == ["2015-10-14", "2016-01-05", "2015-10-14"]
    assert [report["source"] for report in reports] == ["الرياض", "المسيرة", "الرياض"]
    assert reports[1]["title"] == "عنوان"


def test_csv_has_a_row_an_event(run: Run, report: Path) -> None:
    ran = run("read", report.name, "--published", "2015-10-14", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    strike = next(row for row in rows if row["type"] == "airstrike")
    assert strike["report"] == "report"
    assert strike["actor"] == "coalition"
    assert strike["start"] == "2015-10-13"
    assert strike["governorate"] == "مأرب"
    assert strike["background"] == "false"


def test_csv_in_a_file_has_the_mark_that_spreadsheets_need(run: Run, report: Path, tmp_path: Path) -> None:
    assert run("read", report.name, "--format", "csv", "--output", "out.csv").code == 0
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfreport,")
    assert not run("read", report.name, "--format", "csv").out.startswith("\ufeff")


def test_a_cell_is_never_a_formula(run: Run) -> None:
    line = json.dumps({"id": "=1+1", "title": "@SUM(A1)", "source": "+966", "text": REPORT})
    ran = run("read", "--format", "csv", stdin=line)
    for row in csv.DictReader(io.StringIO(ran.out)):
        assert (row["report"], row["title"], row["source"]) == ("'=1+1", "'@SUM(A1)", "'+966")


def test_the_view_names_what_was_read_and_adds_no_marks(run: Run, report: Path) -> None:
    ran = run("read", report.name, "--published", "2015-10-14")
    assert ran.code == 0
    for words in (
        "airstrike",
        "occurred",
        "who",
        "coalition",
        "where",
        "«مديرية صرواح",
        "2015-10-13",
        "says",
    ):
        assert words in ran.out
    assert "\u2068" not in ran.out
    assert "\x1b[" not in ran.out


def test_explain_says_which_entry_gave_a_value(run: Run, report: Path) -> None:
    assert "← " in run("read", report.name, "--explain").out
    document = json.loads(run("read", report.name, "--explain", "--format", "json").out)
    assert list(document)[-1] == "explain"
    fields = {reason["field"] for reason in document["explain"]}
    assert "type" in fields
    assert all(set(reason) == {"event", "field", "entry", "step"} for reason in document["explain"])
    assert check_record(json.dumps(document)) == []


def test_an_existing_file_outlives_a_failure(run: Run, report: Path, tmp_path: Path) -> None:
    kept = tmp_path / "out.jsonl"
    kept.write_text("mine", encoding="utf-8")
    assert run("read", "absent.txt", "--output", "out.jsonl").code == 2
    assert run("read", report.name, "--pack", "atlantis", "--output", "out.jsonl").code == 2
    assert kept.read_text(encoding="utf-8") == "mine"
    assert run("read", report.name, "absent.txt", "--output", "out.jsonl", "--format", "jsonl").code == 1
    assert json.loads(kept.read_text(encoding="utf-8"))["report"]["id"] == "report"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "report.txt"]


def test_a_report_is_not_overwritten_by_its_record(run: Run, report: Path) -> None:
    ran = run("read", report.name, "--output", f"./{report.name}")
    assert ran.code == 2
    assert report.read_text(encoding="utf-8") == REPORT


def test_an_output_that_cannot_be_written_is_told(run: Run, report: Path) -> None:
    ran = run("read", report.name, "--output", "no/such/folder/out.json")
    assert ran.code == 2
    assert ran.err == "sijill: no/such/folder/out.json: no such file or directory\n"


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_arabic_comes_out_in_any_locale(run: Run, report: Path, locale: str) -> None:
    ran = run("read", report.name, env={"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert ran.code == 0
    assert "صرواح" in ran.out


def test_an_odd_file_name_stops_nothing(run: Run, tmp_path: Path) -> None:
    name = b"\xff\xfe-report.txt"
    path = Path(str(tmp_path)) / name.decode("utf-8", "surrogateescape")
    path.write_text(REPORT, encoding="utf-8")
    for form in ("text", "json", "csv"):
        assert run("read", str(path), "--format", form).code == 0
