"""`sijill control` as a user runs it: accounts, timelines, the map, and what is said of wrong usage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sijill.store import Register
from tests.cli.conftest import Ran, Run
from tests.store.made import AT, entry


def objects(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def event(text: str, **fields: Any) -> dict[str, Any]:
    """An event whose evidence is the whole text, its trigger the first word."""
    first = text.split()[0]
    told = {"text": text, "start": 0, "end": len(text)}
    trigger = {"text": first, "start": 0, "end": len(first)}
    return {
        "status": "occurred",
        "background": False,
        "attribution": {"kind": "reporter"},
        "evidence": [{**told, "trigger": trigger}],
        **fields,
    }


def story(path: Path, *, swapped: bool = False) -> Path:
    """Records of a place taken, retaken and left, told by both sides' outlets; or with names swapped."""
    names = {"houthi": "government", "government": "houthi"} if swapped else {}
    place = {"id": "YE2005", "name": "عتمة", "level": "district", "governorate": "ذمار", "country": "YE"}
    told = (
        ("2015-08-10", "houthi", "capture", "houthi", "2015-08-09", "سيطرت على مديرية عتمة"),
        ("2015-08-20", "government", "capture", "government", "2015-08-19", "استعادت مديرية عتمة"),
        ("2015-08-20", "houthi", "withdrawal", "houthi", "2015-08-19", "انسحبت من مديرية عتمة"),
    )
    lines = []
    for number, (reported, side, type_, actor, day, text) in enumerate(told):
        side, actor = names.get(side, side), names.get(actor, actor)
        report = {"id": f"r{number}", "text": text, "published": reported, "source": f"outlet {number}"}
        happened = event(
            text,
            type=type_,
            participants=[{"role": "actor", "id": actor}],
            place=place,
            time={"start": day, "end": day, "precision": "day"},
        )
        lines.append(json.dumps({"report": {**report, "side": side}, "events": [happened]}))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_who_holds_a_place_on_a_day(run: Run, tmp_path: Path) -> None:
    records = str(story(tmp_path / "records.jsonl"))
    ran = run("control", "--place", "عتمة", "--on", "2015-08-15", "--records", records)
    assert (ran.code, ran.err) == (0, "")
    assert "held by houthi" in ran.out
    assert "nobody independent or adverse says so" in ran.out
    assert "[سيطرت]" in ran.out
    assert "2015-08: 3 of 3 reports tell of this place, by 3 outlets" in ran.out
    ran = run("control", "--place", "YE2005", "--on", "2015-08-21", "--records", records)
    assert "held by government" in ran.out
    assert "adverse 1 (outlet 2)" in ran.out
    assert "2015-08-19 left by houthi; reported 2015-08-20 by outlet 2" in ran.out


def test_json_gives_the_keys_of_the_claims(run: Run, tmp_path: Path) -> None:
    records = str(story(tmp_path / "records.jsonl"))
    ran = run("control", "--place", "عتمة", "--on", "2015-08-21", "--json", "--records", records)
    (told,) = objects(ran)
    assert (told["place"]["key"], told["state"], told["from"]) == ("YE2005", "held", "2015-08-19")
    (camp,) = told["camps"]
    assert (camp["ids"], camp["corroborated"], camp["taken_from"]) == (["government"], True, ["houthi"])
    assert [word["claim"] for word in camp["words"]] == ["r1/capture/0/YE2005", "r2/withdrawal/0/YE2005"]
    assert camp["words"][1]["evidence"]["text"] == "انسحبت من مديرية عتمة"
    assert told["coverage"]["reports"] == 3


def test_the_timeline_has_every_change_with_its_claims(run: Run, tmp_path: Path) -> None:
    records = str(story(tmp_path / "records.jsonl"))
    ran = run("control", "--timeline", "عتمة", "--json", "--records", records)
    *intervals, coverage = objects(ran)
    held = [(told["state"], told["from"], [c["ids"] for c in told["camps"]]) for told in intervals]
    assert held[0] == ("held", "2015-08-09", [["houthi"]])
    assert held[1] == ("held", "2015-08-19", [["government"]])
    assert held[2][0] == "unknown"
    assert [word["claim"] for word in intervals[0]["began"]] == ["r0/capture/0/YE2005"]
    assert intervals[0]["began"][0]["reported"] == "2015-08-10"
    assert coverage["coverage"][0]["month"] == "2015-08"
    text = run("control", "--timeline", "عتمة", "--records", records)
    assert "2015-08-09 to 2015-08-18: held by houthi" in text.out
    assert "without fresh word what was told before fades" in text.out


def test_the_map_of_a_day(run: Run, tmp_path: Path) -> None:
    records = str(story(tmp_path / "records.jsonl"))
    told = objects(run("control", "--on", "2015-08-15", "--json", "--records", records))
    # The governorate is known by its district alone: in part, and nobody knows the rest.
    assert [(one["place"]["key"], one["state"]) for one in told] == [("YE20", "unknown"), ("YE2005", "held")]
    assert told[0]["camps"][0]["extent"] == "part"
    assert told[0]["camps"][0]["places"] == ["YE2005"]
    assert told[0]["inside"][0]["holders"] == ["houthi"]
    ran = run("control", "--on", "2014-08-15", "--records", records)
    assert (ran.code, ran.out) == (0, "no report here tells who holds a place on 2014-08-15\n")


def test_swapped_names_give_the_mirrored_map(run: Run, tmp_path: Path) -> None:
    for day in ("2015-08-15", "2015-08-19", "2015-10-19"):
        texts = []
        for swapped in (False, True):
            records = str(story(tmp_path / f"{swapped}.jsonl", swapped=swapped))
            texts.append(run("control", "--on", day, "--json", "--records", records).out)
        there, here = texts
        assert there
        swap = {"houthi": "government", "government": "houthi"}
        mirrored = [_renamed(json.loads(line), swap) for line in there.splitlines()]
        assert [json.loads(line) for line in here.splitlines()] == mirrored


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        found = [_renamed(inner, names) for inner in value]
        return sorted(found) if all(isinstance(inner, str) for inner in found) else found
    return names.get(value, value) if isinstance(value, str) else value


def test_a_register_is_what_is_asked_without_records(run: Run, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'sijill.db'}"
    with Register.open(address) as register:
        register.add([entry(number) for number in range(10)], register.start_run("ingest", AT), AT)
    *intervals, coverage = objects(run("control", "--timeline", "عتمة", "--json", "--database", address))
    assert {word["says"] for told in intervals for word in told["began"]} >= {"leaves"}
    assert coverage["coverage"][0]["reports"] > 0


def test_confidential_reports_count_without_their_words(run: Run, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'sijill.db'}"
    with Register.open(address) as register:
        hidden = [entry(number, source="مصدر سري", confidential=True) for number in range(10)]
        register.add(hidden, register.start_run("ingest", AT), AT)
    for form in ([], ["--json"]):
        ran = run("control", "--timeline", "عتمة", "--database", address, *form)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out
        assert "سري" not in ran.out
        assert "انسحبت" not in ran.out


def test_an_empty_register_tells_nothing(run: Run, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'sijill.db'}"
    Register.open(address).close()
    assert run("control", "--database", address) == (0, "no report here tells who holds a place\n", "")
    ran = run("control", "--place", "عتمة", "--on", "2015-08-20", "--database", address)
    assert ran.code == 0
    assert "unknown" in ran.out
    assert "silence is not peace" in ran.out
    assert run("control", "--json", "--database", address) == (0, "", "")


WRONG = [
    (["--on", "yesterday"], '--on: "yesterday" is not a day; write YYYY-MM-DD'),
    (["--place", "عتمت"], "there is no place «عتمت» in the pack yemen; did you mean عتمة?"),
    (["--timeline", "عتمة", "--on", "2015-08-20"], "--timeline tells of all days of one place"),
    (["--pack", "atlantis"], "atlantis"),
    (["--records", "nowhere.jsonl"], "nowhere.jsonl: no such file or directory"),
]


@pytest.mark.parametrize("options, told", WRONG, ids=lambda value: str(value)[:30])
def test_wrong_usage_is_told_in_a_sentence(run: Run, tmp_path: Path, options: list[str], told: str) -> None:
    records = [] if "--records" in options else ["--records", str(story(tmp_path / "records.jsonl"))]
    ran = run("control", *records, *options)
    assert ran.code == 2
    assert told in ran.err
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1


def test_faulty_records_are_refused_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    records = story(tmp_path / "records.jsonl")
    lines = records.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace('"withdrawal"', '"retreat"')
    records.write_text("\n".join(lines), encoding="utf-8")
    ran = run("control", "--place", "عتمة", "--on", "2015-08-21", "--records", str(records))
    assert ran.code == 1
    assert "held by government" in ran.out
    assert f"{records}:3: event 1, type: invalid enum value 'retreat'" in ran.err
