"""`sijill export` as a user runs it: files, formats, what is said, what is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from sijill.store import Register
from tests.cli.conftest import Run
from tests.export.making import lines, report
from tests.store.made import AT, entry

SECRET = "مخبأ"


@pytest.fixture
def records(tmp_path: Path) -> str:
    told = [
        report({"numbers": [{"killed": 2, "of": "houthi"}]}),
        report({"type": "clash", "place": "عدن, YE"}, id="b"),
        report({"status": "planned"}, id="c"),
    ]
    (tmp_path / "records.jsonl").write_bytes(b"".join(lines(told)))
    return "records.jsonl"


def test_the_ending_of_the_file_tells_the_format(run: Run, records: str, tmp_path: Path) -> None:
    for name in ("e.csv", "e.xlsx", "e.parquet", "e.acled.csv", "e.rss", "e.html"):
        ran = run("export", "--records", records, "--output", name)
        assert (ran.code, ran.out) == (0, ""), ran.err
        assert f"2 incidents written to {name}" in ran.err
        assert "left out: 1 claim: announced or planned, not said to have happened" in ran.err
        assert "has no place for:" in ran.err
        assert "made for the public" in ran.err
        assert (tmp_path / name).stat().st_size > 500
    assert (tmp_path / "e.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_standard_output_takes_text_alone(run: Run, records: str) -> None:
    ran = run("export", "--records", records, "--format", "csv", "--output", "-")
    assert len(list(csv.DictReader(io.StringIO(ran.out)))) == 2
    refused = run("export", "--records", records, "--format", "xlsx")
    assert (refused.code, refused.out) == (2, "")
    assert "xlsx is no text; name a file with --output" in refused.err


def test_filters_are_those_of_search(run: Run, records: str) -> None:
    def ids(*asked: str) -> list[str]:
        ran = run("export", "--records", records, "--format", "jsonl", *asked)
        return [json.loads(line)["report"]["id"] for line in ran.out.splitlines()]

    assert ids() == ["a", "b", "c"]
    assert ids("--type", "clash") == ids("--place", "عدن") == ["b"]
    assert ids("--actor", "coalition", "--status", "planned") == ["c"]
    assert ids("--source", "adengad", "--from", "2016-03-01", "--to", "2016-03-01") == ["a", "b", "c"]
    ran = run("export", "--records", records, "--format", "csv", "--place", "لا مكان كهذا")
    assert ran.code == 2
    assert "there is no place" in ran.err


def test_a_stream_of_records_is_exported(run: Run, records: str, tmp_path: Path) -> None:
    data = (tmp_path / records).read_bytes()
    ran = run("export", "--records", "-", "--format", "geojson", "--unit", "claims", stdin=data)
    assert ran.code == 0
    assert len(json.loads(ran.out)["features"]) == 2


def test_a_broken_record_is_told_and_the_rest_is_written(run: Run, records: str, tmp_path: Path) -> None:
    with (tmp_path / records).open("ab") as stream:
        stream.write(b'{"report": {}}\n')
    ran = run("export", "--records", records, "--output", "e.csv")
    assert ran.code == 1
    assert "records.jsonl:4: a document needs events; add it" in ran.err
    assert "2 incidents written" in ran.err


def test_nothing_to_write_leaves_an_older_file_as_it_was(run: Run, records: str, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("older", encoding="utf-8")
    ran = run("export", "--records", records, "--output", "e.csv", "--type", "protest")
    assert ran.code == 2
    assert "there is nothing to export" in ran.err
    assert (tmp_path / "e.csv").read_text(encoding="utf-8") == "older"
    assert run("export", "--records", records, "--output", "e.csv").code == 0
    assert (tmp_path / "e.csv").read_text(encoding="utf-8") != "older"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["e.csv", records]


@pytest.mark.parametrize(
    "args, said",
    [
        ((), "in which format?"),
        (("--format", "docx"), "there is no format 'docx'; write one of jsonl, csv"),
        (("--output", "e.docx"), "in which format?"),
        (("--format", "acled", "--unit", "claims"), "acled holds incidents"),
        (("--format", "csv", "--status", "planned"), "add --unit claims"),
        (("--output", "records.jsonl"), "is the file of records"),
        (("--output", "no/such/folder/e.csv"), "no such file or directory"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    run: Run, records: str, args: tuple[str, ...], said: str
) -> None:
    ran = run("export", "--records", records, *args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_columns_are_described_in_both_languages(run: Run) -> None:
    for name in ("csv", "acled", "rss"):
        ran = run("export", "--columns", "--format", name)
        if name == "rss":
            assert (ran.code, ran.out) == (2, "")
        else:
            head, *guide = csv.reader(io.StringIO(ran.out))
            assert head == ["column", "kind", "what it holds", "ما فيه"]
            assert len(guide) > 30


def test_a_register_is_exported_without_its_confidential_reports(run: Run, tmp_path: Path) -> None:
    with Register.open(f"sqlite:///{tmp_path / 'sijill.db'}") as register:
        kept = register.start_run("ingest", AT)
        hidden = entry(
            2, url="https://hidden.example/r", title=SECRET, source=f"مصدر {SECRET}", confidential=True
        )
        register.add([entry(1), hidden, entry(3)], kept, AT)
    for form, unit in (
        ("csv", "incidents"),
        ("geojson", "claims"),
        ("jsonl", "incidents"),
        ("digest", "incidents"),
    ):
        ran = run("export", "--format", form, "--for", "editor", "--unit", unit)
        assert ran.code == 0, ran.err
        assert SECRET not in ran.out
        assert "hidden.example" not in ran.out
    assert run("export", "--output", "sijill.db", "--format", "csv").code == 2
