"""`sijill doctor`, `backup` and `restore` as a user runs them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.cli.conftest import Run


def findings(run: Run, *arguments: str) -> dict[str, bool]:
    ran = run("doctor", "--json", *arguments)
    assert "Traceback" not in ran.err
    return {told["about"]: told["sound"] for told in map(json.loads, ran.out.splitlines())}


def test_a_sound_register(run: Run, report: Path) -> None:
    run("ingest", report.name)
    ran = run("doctor")
    assert ran.code == 0
    assert all(line.startswith("ok") for line in ran.out.splitlines())
    assert "1 reports" in ran.out


def test_a_register_of_refusals_alone_is_sound(run: Run) -> None:
    assert run("ingest", "missing.txt").code == 2
    assert run("doctor").code == 0


def test_without_a_register_it_says_what_to_do(run: Run) -> None:
    ran = run("doctor")
    assert ran.code == 2
    assert "sijill ingest makes one" in ran.out


def test_a_wrong_pack_is_told_beside_the_register(run: Run, report: Path) -> None:
    run("ingest", report.name)
    ran = run("doctor", "--pack", "atlantis")
    assert ran.code == 1
    assert 'there is no pack "atlantis"' in ran.out


def test_changed_bytes_and_lost_readings_are_seen(run: Run, report: Path, tmp_path: Path) -> None:
    run("ingest", report.name)
    with sqlite3.connect(tmp_path / "sijill.db") as connection:
        connection.execute("UPDATE capture SET data = x'00'")
        connection.execute("UPDATE reading SET current = 0")
    connection.close()
    told = findings(run)
    assert told["captured bytes"] is False
    assert told["readings"] is False
    assert run("doctor").code == 1


def test_repair_makes_the_search_index_anew(run: Run, report: Path, tmp_path: Path) -> None:
    run("ingest", report.name)
    with sqlite3.connect(tmp_path / "sijill.db") as connection:
        connection.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
        connection.execute("DELETE FROM search_doc")
    connection.close()
    assert "no report" in run("search", "صرواح").out
    assert run("doctor", "--repair").code == 0
    assert "صرواح" in run("search", "صرواح").out


def test_a_backup_comes_back(run: Run, report: Path) -> None:
    run("ingest", report.name)
    assert run("backup", "register.sijill").code == 0
    again = run("backup", "register.sijill")
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert "name another" in again.err
    assert run("restore", "register.sijill", "--database", "sqlite:///new.db").code == 0
    stats = [run("stats", "--json", *where).out for where in ((), ("--database", "sqlite:///new.db"))]
    assert stats[0] == stats[1]


def test_what_is_no_backup_is_refused_and_leaves_nothing_behind(
    run: Run, report: Path, tmp_path: Path
) -> None:
    ran = run("restore", report.name, "--database", "sqlite:///new.db")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "no backup" in ran.err
    assert not (tmp_path / "new.db").exists()
    assert run("restore", "missing.sijill").code == 2
