"""`sijill agreements` and `sijill agreement` as a user runs them, on reports that tell of one local truce."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from sijill.reading import Reader
from sijill.record import Report
from tests.cli.conftest import Run

STORY = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "agreement.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def records(reader: Reader, tmp_path: Path) -> str:
    """A file of what the program reads in the reports."""
    lines = [msgspec.json.encode(reader.read(Report(**report))) for report in STORY]
    (tmp_path / "records.jsonl").write_bytes(b"\n".join(lines))
    return "records.jsonl"


def objects(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_list_has_a_line_a_term(run: Run, records: str) -> None:
    ran = run("agreements", "--records", records)
    assert (ran.code, ran.err) == (0, "")
    head, ceasefire, withdrawal, handover, release, total = ran.out.splitlines()
    assert "2016-03-09 · ذي ناعم, البيضاء · houthi, resistance · mediated by sheikhs · joint" in head
    assert ceasefire.strip() == "ceasefire: breached; who broke it is disputed: houthi, resistance"
    assert withdrawal.strip() == (
        "withdrawal, owed by houthi, by 2016-03-15: disputed; saudi says: broken by houthi; "
        "government says: kept by houthi; houthi says: kept by houthi"
    )
    assert handover.strip() == "handover: kept"
    assert release.strip() == "release: no word"
    assert total == "1 agreement"


def test_json_is_an_object_an_agreement(run: Run, records: str) -> None:
    (found,) = objects(run("agreements", "--records", records, "--json").out)
    assert [(t["term"]["kind"], t["judgement"]["state"]) for t in found["terms"]] == [
        ("ceasefire", "breached"),
        ("withdrawal", "disputed"),
        ("handover", "kept"),
        ("release", "no word"),
    ]
    assert {party["id"] for party in found["parties"]} == {"houthi", "resistance"}


def test_one_is_shown_whole_by_the_beginning_of_its_id(run: Run, records: str) -> None:
    (found,) = objects(run("agreements", "--records", records, "--json").out)
    ran = run("agreement", found["id"][:6], "--records", records)
    assert (ran.code, ran.err) == (0, "")
    assert "resistance accuses houthi of a breach" in ran.out
    assert "houthi accuses resistance of a breach" in ran.out
    assert "«نصبت ميليشيات الحوثي أمس السبت نقاط تفتيش جديدة" in ran.out
    assert "counts: term 1 broken by fighting of houthi and resistance" in ran.out
    assert ran.out.splitlines()[-1] == "Reports until 2016-04-02; no word is no peace."
    (whole,) = objects(run("agreement", found["id"], "--records", records, "--json").out)
    assert whole == found


def test_from_the_register_it_is_the_same(run: Run, records: str, tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(report, ensure_ascii=False) for report in STORY)
    (tmp_path / "reports.jsonl").write_text(lines, encoding="utf-8")
    assert run("ingest", "reports.jsonl").code == 0
    stored = run("agreements")
    assert stored.code == 0
    told = run("agreements", "--records", records)
    # A register names reports by ids of its own.
    assert stored.out.splitlines()[1:] == told.out.splitlines()[1:]


def test_a_confidential_report_is_counted_and_its_words_are_not_shown(run: Run, tmp_path: Path) -> None:
    hidden, *others = STORY
    for name, reports in (("hidden.jsonl", [hidden]), ("others.jsonl", others)):
        lines = "\n".join(json.dumps(report, ensure_ascii=False) for report in reports)
        (tmp_path / name).write_text(lines, encoding="utf-8")
    assert run("ingest", "hidden.jsonl", "--confidential").code == 0
    assert run("ingest", "others.jsonl").code == 0
    (found,) = objects(run("agreements", "--json").out)
    assert [term["term"]["kind"] for term in found["terms"]] == [
        "ceasefire",
        "withdrawal",
        "handover",
        "release",
    ]
    shown = run("agreement", found["id"]).out + json.dumps(found, ensure_ascii=False)
    assert "[confidential]" in shown
    assert "mandabpress · 2016-03-10" not in shown
    assert "أمس الأربعاء" not in shown


def test_what_cannot_be_followed_is_shown_with_all(run: Run, reader: Reader, tmp_path: Path) -> None:
    report = Report(id="r", text="وقع الحوثيون اتفاقا في مديرية عتمة أمس.", published="2016-03-10")
    (tmp_path / "few.jsonl").write_bytes(msgspec.json.encode(reader.read(report)))
    ran = run("agreements", "--records", "few.jsonl")
    assert ran.out == "0 agreements; 1 more without a party or a term (--all)\n"
    assert "عتمة" in run("agreements", "--all", "--records", "few.jsonl").out


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("agreements", "--records", "absent.jsonl"), "sijill: absent.jsonl: no such file or directory"),
        (("agreement", "ffff", "--records", "records.jsonl"), "sijill: there is no agreement ffff"),
        (
            ("agreements", "--database", "sqlite:///absent.db"),
            "sijill: absent.db: there is no register here yet",
        ),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    run: Run, records: str, arguments: tuple[str, ...], said: str
) -> None:
    ran = run(*arguments)
    assert records
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert len(ran.err.splitlines()) == 1


def test_an_empty_file_says_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    for command in (("agreements",), ("agreement", "f")):
        ran = run(*command, "--records", "empty.jsonl")
        assert (ran.code, ran.out) == (2, "")
        assert "there are no reports here" in ran.err


def test_a_record_that_breaks_the_schema_is_refused_and_the_rest_goes_on(
    run: Run, records: str, tmp_path: Path
) -> None:
    with (tmp_path / records).open("ab") as stream:
        stream.write(b'\n{"report": {"id": "odd"}, "events": [{"type": "treaty"}]}\n')
    ran = run("agreements", "--records", records)
    assert ran.code == 1
    assert f"{records}:9" in ran.err
    assert "1 agreement" in ran.out
