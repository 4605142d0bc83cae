"""Score how claims are grouped into incidents, on reports of several papers whose claims people grouped.

Once with the claims as people wrote them down, which tests the linking alone, and once with the claims as the
program reads them.

usage: python -m tools.quality.linking
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tools.quality.shared import SHARED, needed

FIGURES: Final = re.compile(r"^(B-cubed|pairs) +P [\d.]+ +R [\d.]+ +F1 ([\d.]+)", re.MULTILINE)
COPIES: Final = re.compile(r"found (\d+) of \d+ pairs of one text, (\d+) others")


def scored(*, as_read: bool) -> str:
    """What the scorer prints of the incidents linked out of the claims, as read or as people wrote them."""
    gold, converter, scorer = needed("data/dev/incidents.jsonl", "score/gold_to_records.py", "score/link.py")
    with tempfile.TemporaryDirectory() as folder:
        records, incidents = Path(folder) / "records.jsonl", Path(folder) / "incidents.jsonl"
        wanted = "input" if as_read else "records"
        written = _run([str(converter), wanted, str(gold)])
        records.write_bytes(_sijill("read", "--format", "jsonl", stdin=written) if as_read else written)
        incidents.write_bytes(_sijill("link", str(records)))
        more = ["--records", str(records)] if as_read else []
        return _run([str(scorer), str(gold), str(incidents), *more]).decode()


def figures(told: str) -> dict[str, float]:
    """F1 of B-cubed and of pairs of claims, and the copies found, out of what the scorer printed."""
    found = {name.lower(): float(figure) for name, figure in FIGURES.findall(told)}
    copies = COPIES.search(told)
    if copies:
        found |= {"copies": float(copies[1]), "copies_wrong": float(copies[2])}
    return found


def _run(command: list[str]) -> bytes:
    folder = SHARED / "score"
    return subprocess.run([sys.executable, *command], capture_output=True, check=True, cwd=folder).stdout


def _sijill(*arguments: str, stdin: bytes = b"") -> bytes:
    command = [sys.executable, "-m", "sijill.cli.main", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout


def print_both() -> dict[str, float]:
    """Print both, and return the figures of the linking alone."""
    print("== claims of several reports grouped into incidents, given the claims")
    alone = scored(as_read=False)
    print(alone, end="")
    print("-- with the claims as they are read")
    print(scored(as_read=True), end="")
    return {name: figure for name, figure in figures(alone).items() if name != "copies_wrong"}


if __name__ == "__main__":
    print_both()
