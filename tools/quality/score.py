"""Score reading and linking on reports read by hand, and hold the figures against the floors.

The records are what `sijill read --format jsonl` prints. Of the set `check` the figures alone are shown:
its reports are not to be looked at.

usage: score.py    exit code 0: no figure below its floor in quality/floors.toml, 1: some, 2: no reports
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools.quality import gsr, html, linking, masking
from tools.quality.floors import below
from tools.quality.shared import SHARED, needed

SETS = ("gold", "check")

Result = dict[str, Any]
"""What the scorer prints with `--json`: `events`, `group`, `fields` (p, r, f1), `per_field`, `per_type`."""


def gold_path(name: str) -> Path:
    """The file of a set. Ends the program if it, or the scorer, is absent."""
    path, *_ = needed(f"data/dev/{name}.jsonl", "score/score.py", "score/gold_to_records.py")
    return path


def write_records(name: str, target: Path) -> None:
    """Read the reports of a set with the command line, as a user would, into `target` (JSON Lines)."""
    converter = [sys.executable, str(SHARED / "score" / "gold_to_records.py"), "input", str(gold_path(name))]
    reports = subprocess.run(converter, capture_output=True, check=True).stdout
    reading = [sys.executable, "-m", "sijill.cli.main", "read", "--format", "jsonl"]
    with target.open("wb") as records:
        subprocess.run(reading, input=reports, stdout=records, check=True)


def score(name: str, records: Path) -> Result:
    """The scorer's figures for the records of a set."""
    command = [
        sys.executable,
        str(SHARED / "score" / "score.py"),
        str(gold_path(name)),
        str(records),
        "--json",
    ]
    result: Result = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return result


def read_and_score(name: str) -> Result:
    """The figures of a set with the program as it stands."""
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "records.jsonl"
        write_records(name, records)
        return score(name, records)


def _print(name: str, result: Result) -> None:
    print(f"== {name}: {result['reports']} reports, {result['unread']} unread")
    groups = [("", {key: result[key] for key in ("events", "group", "fields")})]
    if name == "gold":
        groups += [("of the events found", result["per_field"]), ("by type", result["per_type"])]
    for heading, rows in groups:
        if heading:
            print(f"-- {heading}")
        for label, row in rows.items():
            counts = f"({row['right']}/{row['gold']} gold, {row['predicted']} predicted)"
            print(f"{label:<16}P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}   {counts}")
    print(f"whole           {result['whole']:.3f}")


def main() -> int:
    figures: dict[str, dict[str, float]] = {}
    for name in SETS:
        result = read_and_score(name)
        _print(name, result)
        figures[name] = {key: result[key]["f1"] for key in ("events", "fields")}
    sentences = gsr.read_all()
    print("== sentences found to tell of an event")
    gsr.print_table(sentences)
    figures["gsr"] = gsr.found(sentences)
    figures["linking"] = linking.print_both()
    print("== bodies of the project's own pages")
    precision, recall = html.overall(html.all_pages())
    print(f"precision       {precision:.3f}\nrecall          {recall:.3f}")
    figures["html"] = {"precision": precision, "recall": recall}
    print("== private persons' names masked")
    figures["masking"] = masking.print_all()
    faults = below(figures)
    for sentence in faults:
        print(sentence, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
