"""`sijill search` as a user runs it: what is printed, as JSON, and what is said of a wrong search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sijill.store import Register
from tests.cli.conftest import Ran, Run
from tests.store.made import AT, entry

SECRET = "مخبأ"


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """The address of a register with ten reports in the manner of news and a confidential one."""
    address = f"sqlite:///{tmp_path / 'sijill.db'}"
    with Register.open(address) as register:
        run = register.start_run("ingest", AT)
        register.add([entry(number) for number in range(10)], run, AT)
        hidden = entry(
            3,
            url="https://hidden.example/report",
            title=f"عنوان {SECRET}",
            source=f"مصدر {SECRET}",
            confidential=True,
        )
        register.add([hidden], run, AT)
    return address


def objects(ran: Ran) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_words_are_found_and_marked(run: Run, filled: str) -> None:
    ran = run("search", "احتجزت مواطنين", "--database", filled)
    assert (ran.code, ran.err) == (0, "")
    assert "[احتجزت]" in ran.out
    assert "arrest occurred" in ran.out
    assert "https://news.example/" in ran.out
    assert "fit" in ran.out.splitlines()[-1]


def test_json_has_offsets_and_claims(run: Run, filled: str) -> None:
    found = objects(run("search", "«مديريه عتمه»", "--type", "withdrawal", "--json", "--database", filled))
    assert found["total"] == len(found["reports"]) > 0
    for report in (r for r in found["reports"] if not r["confidential"]):
        snippet = report["snippet"]
        words = [snippet["text"][a - snippet["start"] : b - snippet["start"]] for a, b in snippet["marks"]]
        assert words[0] == "مديرية عتمة"
        assert {claim["type"] for claim in report["claims"]} == {"withdrawal"}


def test_fields_alone_are_a_search(run: Run, filled: str) -> None:
    found = objects(run("search", "--actor", "الحوثيين", "--json", "--database", filled))
    assert found["total"] > 0
    assert all("houthi" in claim["actors"] for r in found["reports"] for claim in r["claims"])
    days = [report["published"] for report in found["reports"]]
    assert days == sorted(days, reverse=True)


def test_the_words_of_a_confidential_report_stay_out_of_json(run: Run, filled: str) -> None:
    ran = run("search", SECRET, "--json", "--database", filled)
    (report,) = objects(ran)["reports"]
    assert report["confidential"] is True
    assert report["claims"]
    assert set(report) == {"report", "version", "confidential", "published", "score", "claims"}
    everything = run("search", "--from", "2016-01-01", "--json", "--database", filled).out
    assert SECRET not in everything
    assert "hidden.example" not in everything
    shown = run("search", SECRET, "--database", filled).out
    assert "[confidential]" in shown
    assert SECRET in shown


def test_nothing_found_is_no_failure(run: Run, filled: str) -> None:
    ran = run("search", "زرافة", "--database", filled)
    assert (ran.code, ran.out, ran.err) == (0, "no report fits\n", "")
    assert objects(run("search", "زرافة", "--json", "--database", filled)) == {"total": 0, "reports": []}


@pytest.mark.parametrize(
    "args, said",
    [
        ((), "nothing to search for; give words, or options"),
        (('"*()',), "there is no word in"),
        (("قتلى", "--type", "clashes"), "did you mean clash?"),
        (("قتلى", "--actor", "hothi"), "did you mean houthi"),
        (("قتلى", "--place", "عتما"), "did you mean"),
        (("قتلى", "--from", "2016-13-01"), "--from: "),
        (
            ("قتلى", "--from", "2016-02-01", "--to", "2016-01-01"),
            "--from 2016-02-01 is after --to 2016-01-01",
        ),
        (("قتلى", "--limit", "0"), "--limit must be from 1 to 10,000"),
        (("قتلى", "--pack", "nowhere"), ""),
    ],
)
def test_a_wrong_search_is_told_in_a_sentence(
    run: Run, filled: str, args: tuple[str, ...], said: str
) -> None:
    ran = (
        run("search", *args, "--place", "عدن", "--database", filled)
        if "--pack" in args
        else run("search", *args, "--database", filled)
    )
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_without_a_register_there_is_nothing_to_search(run: Run, tmp_path: Path) -> None:
    ran = run("search", "قتلى")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "sijill.db").exists()


def test_a_name_of_several_places_is_told(run: Run, filled: str) -> None:
    ran = run("search", "--place", "تعز", "--database", filled)
    assert "note: --place تعز is taken for تعز (governorate, YE15), تعز (town, sijill:taiz)" in ran.err


def test_an_outlet_that_no_report_is_from_is_told(run: Run, report: Path) -> None:
    run("ingest", report.name)
    ran = run("search", "صرواح", "--source", "الجريدة الغائبة")
    assert (ran.code, ran.out) == (0, "no report fits\n")
    assert "no report here is from an outlet called الجريدة الغائبة" in ran.err
