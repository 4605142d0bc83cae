"""`sijill redact` as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run
from tests.store.named import ARABIC, traces

NAME = ARABIC.name
Redact = Callable[..., Ran]


@pytest.fixture
def sijill(run: Run, tmp_path: Path) -> Run:
    """The command line with a state folder of its own."""
    return partial(run, env={"XDG_STATE_HOME": str(tmp_path / "state")})


@pytest.fixture
def ingested(sijill: Run, tmp_path: Path) -> Path:
    """A register of three reports, two of which name somebody."""
    lines = [
        {"text": f"احتجز مسلحون {NAME} في مديرية صرواح بمحافظة مأرب أمس.", "url": "https://news.example/1"},
        {"text": f"أفرج مسلحون عن {ARABIC.spellings[0]} في مأرب.", "url": "https://news.example/2"},
        {"text": "شن طيران التحالف غارتين على مديرية نهم شرق صنعاء.", "url": "https://news.example/3"},
    ]
    file = tmp_path / "three.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert sijill("ingest", file.name).code == 0
    return file


def databases(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("sijill.db*")))


def test_a_name_goes_and_stays_away(sijill: Run, ingested: Path, tmp_path: Path) -> None:
    assert sijill("backup", "old.zip").code == 0
    assert traces(ARABIC, databases(tmp_path))
    ran = sijill("redact", "--name", "-", "--why", "the family asked", "--yes", stdin=f"{NAME}\n")
    assert (ran.code, ran.err) == (0, "")
    assert "2 reports (2 versions, " in ran.out
    assert "sijill.db.redactions" in ran.out
    assert not traces(ARABIC, databases(tmp_path) + ran.out.encode())
    again = json.loads(sijill("ingest", ingested.name, "--json").out)
    assert (again["known"], again["new"], again["versions"], again["events"]) == (3, 0, 0, 0)
    assert sijill("restore", "old.zip", "--database", "sqlite:///again.db").code == 0
    assert not traces(ARABIC, (tmp_path / "again.db").read_bytes())
    assert json.loads(sijill("stats", "--json", "--database", "sqlite:///again.db").out)["reports"] == 3
    assert sijill("doctor").code == 0


def test_a_report_goes_and_is_refused(sijill: Run, ingested: Path) -> None:
    ran = sijill("redact", "--report", "https://NEWS.example/1#top", "--why", "asked", "--yes", "--json")
    assert json.loads(ran.out)["reports"] == 1
    again = sijill("ingest", ingested.name)
    assert again.code == 1
    assert "taken out of the register by a redaction" in again.err
    assert json.loads(sijill("stats", "--json").out)["reports"] == 2


@pytest.mark.usefixtures("ingested")
def test_a_dry_run_changes_nothing(sijill: Run, tmp_path: Path) -> None:
    ran = sijill("redact", "--name", NAME, "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert "2 reports" in ran.out
    assert "would be" in ran.out
    assert NAME not in ran.out
    assert traces(ARABIC, databases(tmp_path))
    assert json.loads(sijill("redact", "--name", NAME, "--dry-run", "--json").out)["reports"] == 2
    assert not (tmp_path / "sijill.db.redactions").exists()


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--why", "x", "--yes"], "--name or --report"),
        (["--name", NAME, "--report", "1", "--why", "x", "--yes"], "--name or --report"),
        (["--name", NAME, "--yes"], "--why"),
        (["--name", NAME, "--why", " ", "--yes"], "--why"),
        (["--name", NAME, "--why", "x"], "--yes"),
        (["--name", "علي", "--why", "x", "--yes"], "fewer than"),
        (["--name", NAME, "--why", f"for {NAME}", "--yes"], "without it"),
        (["--report", "https://news.example/9", "--why", "x", "--yes"], "no report"),
        (["--name", NAME, "--why", "x", "--yes", "--database", "sqlite:///none.db"], "no register"),
    ],
)
@pytest.mark.usefixtures("ingested")
def test_wrong_use_is_one_sentence(sijill: Run, arguments: list[str], said: str) -> None:
    ran = sijill("redact", *arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert said in ran.err
    assert NAME not in ran.err


@pytest.mark.usefixtures("ingested")
def test_a_name_that_is_no_text_is_told(sijill: Run) -> None:
    ran = sijill("redact", "--name", "-", "--why", "x", "--yes", stdin=NAME.encode("cp1256"))
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "UTF-8" in ran.err
