"""The command line as a user runs it: a process of its own, its two streams, its exit code."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

REPORT = "شن طيران التحالف غارتين على مديرية صرواح بمحافظة مأرب أمس الثلاثاء، وقتل خمسة مدنيين."


class Ran(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `sijill` with arguments in an empty folder; `stdin` is text or bytes, `env` is added."""

    def _run(*args: str, stdin: str | bytes = b"", env: dict[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "sijill.cli.main", *args],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, **(env or {})},
            check=False,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return _run


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A readable report of one sentence."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path
