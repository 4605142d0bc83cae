"""Write docs/quality.md: figures anew, hand-written paragraphs as they stand.

A paragraph written by hand lies between `<!-- by hand: NAME -->` and `<!-- end -->`. It is kept under its
name; a new name begins empty. All else is written by this command and nothing in it is typed.

usage: write_doc.py
"""

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools.quality import gsr, reports_share
from tools.quality.errors import Causes, causes
from tools.quality.floors import floors
from tools.quality.score import Result, gold_path, score, write_records
from tools.quality.shared import ROOT

PAGE = ROOT / "docs" / "quality.md"
BY_HAND = re.compile(r"<!-- by hand: (\S+) -->\n(.*?)<!-- end -->", re.DOTALL)
CAUSES_SHOWN = 8

INTRODUCTION = """\
# Quality

How well the program reads, measured against reports that people read before it. `make quality` writes this
page; `make score` prints the figures and fails where one is below its floor in `quality/floors.toml`. The
reports are no part of the project: `SIJILL_SHARED` names the folder that has them.

An event is found where its type is right and its evidence covers that of the reader by hand. P is the share
of the events read that are right, R the share of the right ones that were read, F1 the harmonic mean of
both. "Fields" counts every field of every event, those of events missed or invented too.
"""


def page(kept: Mapping[str, str]) -> str:
    """The whole page, with the hand-written paragraphs `kept` by name."""
    with tempfile.TemporaryDirectory() as folder:
        records = {name: Path(folder) / f"{name}.jsonl" for name in ("gold", "check")}
        for name, path in records.items():
            write_records(name, path)
        results = {name: score(name, path) for name, path in records.items()}
        counted = causes(gold_path("gold"), records["gold"])
    return "\n".join(_parts(results, counted, kept))


def _parts(results: Mapping[str, Result], counted: Causes, kept: Mapping[str, str]) -> Iterator[str]:
    yield INTRODUCTION
    yield "## Totals\n"
    yield _totals(results)
    yield by_hand("totals", kept)
    yield "## By field, of the events of `gold` that were found\n"
    yield _prf_table("field", results["gold"]["per_field"])
    yield "## By type, `gold`\n"
    yield _prf_table("type", results["gold"]["per_type"])
    yield "## What goes wrong most, `gold`\n"
    yield from _wrong(counted)
    yield by_hand("errors", kept)
    yield from _sentences(kept)
    yield from _sections(kept)


def _totals(results: Mapping[str, Result]) -> str:
    lowest = floors()
    rows = []
    for name, result in results.items():
        for figure in ("events", "group", "fields"):
            floor = lowest[name].get(figure)
            row = result[figure]
            counts = (str(row[key]) for key in ("gold", "predicted", "right"))
            least = f"{floor:.3f}" if floor is not None else ""
            rows.append([name, figure, *counts, *(f"{row[key]:.3f}" for key in ("p", "r", "f1")), least])
        rows.append([name, "whole events", *[""] * 3, "", f"{result['whole']:.3f}", "", ""])
    return _table(["set", "of", "by hand", "read", "right", "P", "R", "F1", "floor of F1"], rows)


def _prf_table(label: str, figures: Mapping[str, Mapping[str, float]]) -> str:
    rows = [
        [
            name,
            *(str(row[key]) for key in ("gold", "predicted", "right")),
            *(f"{row[key]:.3f}" for key in ("p", "r", "f1")),
        ]
        for name, row in figures.items()
    ]
    return _table([label, "by hand", "read", "right", "P", "R", "F1"], rows)


def _wrong(counted: Causes) -> Iterator[str]:
    yield f"Events missed: {counted.missed.total()}\n"
    yield _causes_table(counted.missed)
    yield "Types taken for another:\n"
    yield _causes_table(counted.types)
    yield f"Events invented: {counted.invented.total()}\n"
    yield _causes_table(counted.invented)
    yield "Fields wrong in events that were found:\n"
    rows = [
        [name, cause, str(times)]
        for name, of_field in counted.fields.items()
        for cause, times in of_field.most_common(CAUSES_SHOWN)
    ]
    yield _table(["field", "cause", "times"], rows)


def _causes_table(counter: Counter[str]) -> str:
    return _table(["cause", "times"], [[cause, str(n)] for cause, n in counter.most_common(CAUSES_SHOWN)])


def _sentences(kept: Mapping[str, str]) -> Iterator[str]:
    yield "## Single sentences of a public gold standard\n"
    yield (
        "Half of the Arabic gold standard of the Open Event Data Alliance: does a sentence report an\n"
        "assault, a protest? It is hit where an event of such a type comes out, said to have occurred.\n"
    )
    rows = [list(row) for row in gsr.table(gsr.read_all())]
    yield _table(["file", "label", "hit", "hit without background events"], rows)
    yield by_hand("sentences", kept)


def _sections(kept: Mapping[str, str]) -> Iterator[str]:
    result = reports_share.shares()
    yield "## Reports of sport, economy and culture\n"
    yield (
        f"Of {result.reports} reports, {result.of_section.total()} show by their address, their id or\n"
        "their outlet that they belong to these sections (`quality/sections.toml` says how). Those that\n"
        "yield an event:\n"
    )
    yield _table(["section", "yield an event"], [list(row) for row in result.rows()])
    yield by_hand("sections", kept)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def by_hand(name: str, kept: Mapping[str, str]) -> str:
    """The paragraph of that name between its markers, empty if none is kept."""
    return f"<!-- by hand: {name} -->\n{kept.get(name, '')}<!-- end -->\n"


def main() -> int:
    standing = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    PAGE.write_text(page(dict(BY_HAND.findall(standing))), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
