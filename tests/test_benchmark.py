"""The benchmark says in one line what it lacks; what it measures is no matter of a test."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_without_reports_it_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("no report\n{}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "benchmarks/bench_reading.py", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"no reports to read in {tmp_path}; name a folder of .jsonl files\n"
