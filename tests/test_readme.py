"""What the READMEs show is what the program prints, and what they point to is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.ar.md", "CONTRIBUTING.md", "examples/README.md")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def test_results_are_printed_by_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "tools/refresh_readme.py", "--check"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / page
    missing = [
        link
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / link).resolve().exists()
    ]
    assert not missing


def test_every_command_is_in_the_readmes() -> None:
    from sijill.cli.main import app

    names = [command.name for command in app.registered_commands]
    names += [group.name for group in app.registered_groups]
    for page in PAGES[:2]:
        text = (ROOT / page).read_text(encoding="utf-8")
        assert [name for name in names if f"sijill {name}" not in text] == []
