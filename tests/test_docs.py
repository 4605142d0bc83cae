"""The documentation: it builds, its links lead somewhere, and nothing that the program has is left out."""

import subprocess
import sys
from pathlib import Path

from tools.reference import commands

ROOT = Path(__file__).parents[1]


def test_reference_pages_are_those_that_the_program_writes() -> None:
    done = subprocess.run(
        [sys.executable, "tools/refresh_reference.py", "--check"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_every_command_argument_and_option_says_what_it_is() -> None:
    silent = [
        f"{words} {parameter.name}"
        for words, command in commands.commands()
        for parameter in command.params
        if not (parameter.help or "").strip()  # type: ignore[attr-defined]
    ]
    assert silent == []
    assert [words for words, command in commands.commands() if not (command.help or "").strip()] == []


def test_the_site_builds_and_every_page_is_in_it(tmp_path: Path) -> None:
    """In strict mode a link or an anchor that leads nowhere, or a page that no menu has, is an error."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", tmp_path / "site"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    assert {page for page in pages if not (tmp_path / "site" / page).exists()} == set()


def test_the_site_asks_no_other_host_for_anything(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", tmp_path / "site"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert 'src="http' not in page
    assert 'rel="stylesheet" href="http' not in page
