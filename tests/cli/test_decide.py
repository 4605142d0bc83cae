"""`sijill decide`: incidents joined and parted by hand, as a user does it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

REPORTS = (Path(__file__).parents[1] / "corpus" / "incidents.jsonl").read_text(encoding="utf-8")


def test_a_claim_is_parted_and_brought_back(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text(REPORTS, encoding="utf-8")
    assert run("ingest", "reports.jsonl").code == 0
    first = json.loads(run("incidents", "--json", "--limit", "1").out)
    parted = run("decide", "split", first["id"], "2", "--why", "another day", "--by", "amal")
    assert parted.code == 0, parted.err
    ids = parted.out.strip().rpartition(": ")[2].split(", ")
    assert len(ids) == 2
    listed = run("decide", "list")
    assert "amal: 1 claim and" in listed.out
    assert "«another day»" in listed.out
    assert run("decide", "merge", *ids).out.startswith("decision 2: they are one incident now: ")
    assert run("decide", "withdraw", "2").code == 0
    (kept, *_, last) = map(json.loads, run("decide", "list", "--json").out.splitlines())
    assert (kept["counts"], last["kind"], last["of"]) == (True, "withdrawn", 2)
    wrong = run("decide", "split", ids[0], "99")
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
    assert "99 is no claim of this incident" in wrong.err


def test_a_file_of_records_has_no_fields_to_choose_by(run: Run) -> None:
    ran = run("incidents", "--records", "absent.jsonl", "--type", "clash")
    assert ran.code == 2
    assert "take it in with sijill ingest" in ran.err
