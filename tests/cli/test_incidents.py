"""`sijill link` and `sijill incidents`: one happening in the words of several outlets, as a user gets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

REPORTS = (Path(__file__).parents[1] / "corpus" / "incidents.jsonl").read_text(encoding="utf-8")
SAME = ("one", "two", "three")


@pytest.fixture(scope="module")
def read_reports() -> str:
    """The reports as the program reads them."""
    import msgspec

    from sijill.api import read_many
    from sijill.record import Document

    documents = read_many(json.loads(line) for line in REPORTS.splitlines())
    lines = [
        msgspec.json.encode(document).decode() for document in documents if isinstance(document, Document)
    ]
    return "\n".join(lines)


@pytest.fixture
def records(tmp_path: Path, read_reports: str) -> str:
    """A file of records."""
    (tmp_path / "records.jsonl").write_text(read_reports, encoding="utf-8")
    return "records.jsonl"


def test_link_prints_an_incident_a_line(run: Run, records: str) -> None:
    ran = run("link", records)
    assert ran.code == 0
    incidents = [json.loads(line) for line in ran.out.splitlines()]
    together = [{member["report"] for member in found["members"]} for found in incidents]
    assert set(SAME) in together
    assert {"four"} in together
    assert all(set(found) == {"incident", "members"} for found in incidents)


def test_link_tells_copies(run: Run, tmp_path: Path, read_reports: str) -> None:
    record = json.loads(read_reports.splitlines()[0])
    record["report"]["text"] += (
        " وتأتي هذه التطورات في وقت تتواصل فيه المعارك على امتداد خط التماس منذ أسابيع عدة."
    )
    copy = json.loads(json.dumps(record))
    copy["report"] |= {"id": "later", "published": "2019-05-15"}
    lines = "\n".join(json.dumps(each) for each in (copy, record))
    (tmp_path / "copies.jsonl").write_text(lines, encoding="utf-8")
    ran = run("link", "copies.jsonl")
    assert json.loads(ran.out.splitlines()[-1]) == {"copy": "later", "of": "one"}


def test_link_takes_standard_input_and_terms_written_as_kinds(run: Run, read_reports: str) -> None:
    record = json.loads(read_reports.splitlines()[0])
    record["events"][0] |= {"type": "agreement", "terms": ["ceasefire"]}
    record["events"][0].pop("extent", None)
    ran = run("link", "-", stdin=json.dumps(record))
    assert ran.code == 0, ran.err
    assert ran.out


def test_what_breaks_the_schema_is_refused_and_the_rest_goes_on(
    run: Run, tmp_path: Path, read_reports: str
) -> None:
    lines = read_reports.splitlines()
    broken = json.loads(lines[0])
    broken["events"][0]["type"] = "battle"
    (tmp_path / "some.jsonl").write_text("\n".join([json.dumps(broken), "{", *lines[1:]]), encoding="utf-8")
    ran = run("link", "some.jsonl")
    assert ran.code == 1
    assert "some.jsonl:1: event 1" in ran.err
    assert "some.jsonl:2: " in ran.err
    assert "clash" in ran.err, "the sentence says what is allowed"
    assert {"two", "three"} in [
        {m["report"] for m in json.loads(line)["members"]} for line in ran.out.splitlines()
    ]


@pytest.mark.parametrize("command", ["link", "incidents"])
def test_nothing_to_read_is_one_sentence(run: Run, command: str) -> None:
    arguments = [command, "absent.jsonl"] if command == "link" else [command, "--records", "absent.jsonl"]
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "absent.jsonl" in ran.err


def test_incidents_lists_and_shows_one_whole(run: Run, records: str) -> None:
    listed = run("incidents", "--records", records, "--least", "2")
    assert listed.code == 0
    assert "3 reports, 3 independent sources" in listed.out
    assert "قعطبة" in listed.out
    name = listed.out.split()[0]
    whole = run("incidents", name, "--records", records)
    assert whole.code == 0
    for outlet in ("المسيرة", "سبتمبر نت", "عدن الغد"):
        assert outlet in whole.out
    assert "joined: " in whole.out
    assert "killed" in whole.out


def test_incidents_in_json_carry_every_differing_value_with_its_claims(run: Run, records: str) -> None:
    ran = run("incidents", "--records", records, "--json", "--limit", "1")
    account = json.loads(ran.out)
    assert sorted(account["reports"]) == sorted(SAME)
    killed = [count for count in account["counts"] if count["kind"] == "killed"]
    assert killed
    for count in killed:
        for value in count["values"]:
            assert set(value["claims"]) <= set(account["claims"])
    one = json.loads(run("incidents", account["id"], "--records", records, "--json").out)
    assert [member["claim"] for member in one["members"]] == account["claims"]
    assert one["members"][1]["joined"]


def test_incidents_of_a_register(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text(REPORTS, encoding="utf-8")
    assert run("ingest", "reports.jsonl").code == 0
    ran = run("incidents", "--json", "--limit", "1")
    assert ran.code == 0
    assert len(json.loads(ran.out)["reports"]) == len(SAME)


def test_of_a_confidential_report_no_words_are_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text(REPORTS, encoding="utf-8")
    assert run("ingest", "reports.jsonl", "--confidential").code == 0
    listed = run("incidents", "--limit", "1")
    whole = run("incidents", listed.out.split()[0])
    in_json = run("incidents", listed.out.split()[0], "--json")
    for told in (listed, whole, in_json):
        assert told.code == 0
        for secret in ("سبتمبر", "المسيرة", "almasirah", "26sep", "مواجهات", "معارك في قعطبة"):
            assert secret not in told.out


def test_an_id_that_is_none_is_told(run: Run, records: str) -> None:
    ran = run("incidents", "zzz", "--records", records)
    assert ran.code == 2
    assert "there is no incident zzz" in ran.err


def test_a_register_without_reports(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    run("ingest", "empty.jsonl")
    ran = run("incidents")
    assert ran.code == 2
    assert "no reports" in ran.err
