"""`sijill ingest`, `stats`, `copies` and `reread` as a user runs them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from sijill.engines.batches import BATCH
from sijill.packs.folders import find
from tests.cli.conftest import REPORT, Run
from tests.engines.made_reports import write

LONG = (
    "أعلنت السلطة المحلية وصول قافلة تضم عشرين شاحنة محملة بالمواد الغذائية إلى المديرية بعد توقف. "
    "وقال مسؤول الإغاثة إن التوزيع يبدأ غدا ويشمل ألف أسرة نازحة في ثلاثة مخيمات، "
    "فيما طالب أهالي القرى الجبلية بفتح طريق ثان. "
    "وقتل مدنيان بانفجار لغم في الطريق نفسه صباح اليوم، وفق مصدر طبي في المستشفى الريفي."
)


def ingested(run: Run, *arguments: str, stdin: bytes = b"") -> dict[str, object]:
    ran = run("ingest", *arguments, "--json", stdin=stdin)
    assert ran.err == ""
    return dict(json.loads(ran.out))


def test_a_folder_is_taken_in_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text(REPORT, encoding="utf-8")
    write(folder / "many.jsonl", 30)
    first = ingested(run, "reports")
    assert (first["found"], first["new"], first["refused"]) == (31, 31, 0)
    again = ingested(run, "reports")
    assert (again["new"], again["versions"], again["known"], again["events"]) == (0, 0, 31, 0)
    stats = json.loads(run("stats", "--json").out)
    assert stats["reports"] == stats["versions"] == 31
    assert stats["events"] == first["events"]
    assert all(isinstance(value, int) for value in stats.values())
    assert (tmp_path / "sijill.db").exists()


def test_where_the_process_that_reads_ends_what_was_taken_in_is_kept(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "many.jsonl", 3 * BATCH)
    command = subprocess.Popen(
        [sys.executable, "-m", "sijill.cli.main", "ingest", "-", "--json"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
    )  # fmt: skip
    assert command.stdin
    # The rest is withheld, so that it is still at work when its process is killed.
    *some, last = (tmp_path / "many.jsonl").read_bytes().splitlines(keepends=True)
    command.stdin.writelines(some)
    command.stdin.flush()
    os.kill(reading_process(command.pid), signal.SIGKILL)
    out, err = command.communicate(last, timeout=120)
    assert (command.returncode, out) == (2, b"")
    assert err.decode().startswith("sijill: the process that reads reports ended (code -9)")
    assert err.decode().endswith("what was taken in is kept, run the same command again for the rest\n")
    again = ingested(run, "-", stdin=b"".join([*some, last]))
    assert (again["found"], again["refused"]) == (3 * BATCH, 0)
    assert json.loads(run("stats", "--json").out)["reports"] == 3 * BATCH


def reading_process(parent: int) -> int:
    """The process that a command has started to read, as soon as it is there."""
    for _ in range(600):
        for status in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                line = status.read_text(encoding="utf-8", errors="replace")
                command = (status.parent / "cmdline").read_bytes()
                if line.rpartition(")")[2].split()[1] == str(parent) and b"spawn_main" in command:
                    return int(status.parent.name)
        time.sleep(0.1)
    raise AssertionError("no process was started to read")


def test_what_is_to_be_known_of_the_reading_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(REPORT.encode("windows-1256"))
    ran = run("ingest", "old.txt")
    assert "1  with the note windows_1256: read as windows-1256, for it is not UTF-8" in ran.out


def test_refusals_are_told_counted_and_kept(run: Run, tmp_path: Path, report: Path) -> None:
    (tmp_path / "scan.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 50)
    (tmp_path / "lines.jsonl").write_text(
        f'{json.dumps({"text": REPORT + " "})}\n{{"text": ""}}\n', encoding="utf-8"
    )
    ran = run("ingest", report.name, "scan.doc", "lines.jsonl", "missing.txt")
    assert ran.code == 1
    for place in ("scan.doc", "lines.jsonl:2", "missing.txt"):
        assert sum(line.startswith(f"sijill: {place}: ") for line in ran.err.splitlines()) == 1
    assert "Traceback" not in ran.err
    assert json.loads(run("stats", "--json").out)["refused"] == 3


def test_nothing_taken_in_is_exit_code_2(run: Run) -> None:
    assert run("ingest", "missing.txt").code == 2
    assert run("ingest", "-", "-").code == 2
    assert run("ingest").code == 2


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--database", "oracle://here"], "oracle"),
        (["--database", "sqlite:///no/such/folder/s.db"], "mkdir"),
        (["--published", "yesterday"], "--published"),
        (["--pack", "atlantis"], 'there is no pack "atlantis"'),
        (["--columns", "none.yaml"], "--columns"),
    ],
)
def test_wrong_use_is_one_sentence(run: Run, report: Path, arguments: list[str], said: str) -> None:
    ran = run("ingest", report.name, *arguments)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert said in ran.err


@pytest.mark.parametrize("command", ["stats", "copies", "reread"])
def test_without_a_register_commands_say_how_to_make_one(run: Run, tmp_path: Path, command: str) -> None:
    ran = run(command)
    assert ran.code == 2
    assert "sijill ingest makes one" in ran.err
    assert not (tmp_path / "sijill.db").exists()


def test_the_register_is_found_by_option_environment_and_settings(
    run: Run, tmp_path: Path, report: Path
) -> None:
    run("ingest", report.name, "--database", "sqlite:///one.db")
    run("ingest", report.name, env={"SIJILL_DATABASE": "sqlite:///two.db"})
    (tmp_path / "sijill.toml").write_text('database = "sqlite:///three.db"\n', encoding="utf-8")
    run("ingest", report.name)
    for name in ("one", "two", "three"):
        assert json.loads(run("stats", "--json", "--database", f"sqlite:///{name}.db").out)["reports"] == 1


def test_copies_stand_together_with_the_first_one(run: Run, tmp_path: Path) -> None:
    lines = [
        {
            "text": f"{REPORT} {LONG}",
            "url": "https://one.example/1",
            "published": "2016-03-03",
            "source": "المسيرة",
        },
        {"text": LONG, "url": "https://two.example/1", "published": "2016-03-02", "source": "سبتمبر نت"},
        {"text": REPORT, "url": "https://three.example/1", "published": "2016-03-02", "source": "عدن الغد"},
    ]
    (tmp_path / "three.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert ingested(run, "three.jsonl")["copies"] == 1
    [group] = map(json.loads, run("copies", "--json").out.splitlines())
    assert group["first_is_known"] is True
    assert group["original"]["source"] == "سبتمبر نت"
    assert [copy["source"] for copy in group["copies"]] == ["المسيرة"]
    assert "two.example" in run("copies").out


def test_a_confidential_copy_is_not_named(run: Run, tmp_path: Path) -> None:
    for name, source in (("open", "سبتمبر نت"), ("closed", "مصدر محمي")):
        line = {"text": LONG, "source": source, "published": "2016-03-02"}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(line), encoding="utf-8")
    ingested(run, "open.jsonl")
    ingested(run, "closed.jsonl", "--confidential")
    for arguments in (["copies"], ["copies", "--json"]):
        out = run(*arguments).out
        assert "سبتمبر نت" in out
        assert "مصدر محمي" not in out


def test_a_changed_pack_is_read_with_anew(run: Run, tmp_path: Path, report: Path) -> None:
    run("ingest", report.name)
    assert "already" in run("reread").out
    pack = tmp_path / "mine"
    shutil.copytree(find("yemen"), pack)
    manifest = (pack / "pack.yaml").read_text(encoding="utf-8")
    (pack / "pack.yaml").write_text(
        manifest.replace('version: "0.', 'version: "9.').replace("version: 0.", "version: 9."),
        encoding="utf-8",
    )
    lines = run("reread", "--pack", str(pack), "--json").out.splitlines()
    assert json.loads(lines[-1])["reports"] == 1
    assert json.loads(run("stats", "--json").out)["readings"] == 2
    assert "already" in run("reread", "--pack", str(pack)).out


ESCAPES = "\x1b]0;forged\x07\x1b[2Jخبر"


def test_nothing_in_a_report_moves_the_cursor(run: Run, tmp_path: Path) -> None:
    line = {"text": f"{LONG} \x1b[31mأحمر", "source": ESCAPES, "title": ESCAPES, "published": "2016-03-02"}
    for number in range(2):
        (tmp_path / f"{number}.jsonl").write_text(json.dumps({**line, "url": f"https://{number}.example/"}))
    (tmp_path / "bad.jsonl").write_text(json.dumps({"text": "نص", "published": ESCAPES}))
    told = [
        run("ingest", "0.jsonl", "1.jsonl", "bad.jsonl"),
        run("read", "0.jsonl"),
        run("copies"),
        run("search", "قافلة"),
        run("stats", "--refused"),
    ]
    for ran in told:
        assert ran.out
        assert "\x1b" not in ran.out + ran.err
        assert "\x07" not in ran.out + ran.err


def test_what_was_refused_can_be_listed(run: Run) -> None:
    run("ingest", "missing.txt")
    assert "missing.txt: there is no such file" in run("stats", "--refused").out
    [item] = map(json.loads, run("stats", "--refused", "--json").out.splitlines())
    assert item["whence"] == "missing.txt"


@pytest.mark.parametrize("place", ["ftp://example.net/x", "file:///etc/hostname", ""])
def test_what_cannot_be_opened_is_told(run: Run, place: str) -> None:
    ran = run("ingest", place)
    assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_a_folder_without_reports_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("ingest", "empty")
    assert ran.code == 2
    assert "there are no reports in empty" in ran.err


def test_the_register_itself_is_no_report(run: Run, report: Path) -> None:
    run("ingest", report.name)
    ran = run("ingest", ".", "--json")
    assert (ran.code, json.loads(ran.out)["found"]) == (0, 1)


def test_a_known_report_can_be_made_confidential(run: Run, report: Path) -> None:
    run("ingest", report.name)
    run("ingest", report.name, "--confidential")
    assert json.loads(run("stats", "--json").out)["confidential"] == 1
    assert "صرواح" not in run("search", "مأرب", "--json").out
