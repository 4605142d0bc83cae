"""How many sentences of a public gold standard are found to tell of an assault or a protest.

The standard (openeventdata, MIT) labels single sentences without date or source: does it report such an
event? A sentence is hit where an event of the matching kind with status `occurred` comes out.

usage: gsr.py                            the table
       gsr.py --list FILE LABEL N        N sentences of FILE (assault, protest) with LABEL that are hit, drawn
              [--missed] [--seed S]      at random with seed S, with the words hit; or N that are missed
"""

import argparse
import csv
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sijill import Event
from tools.quality.shared import needed, sentences_read, share

KINDS = {
    "assault": frozenset(
        "clash capture airstrike shelling bombing suicide_attack interception "
        "killing abduction sexual_violence torture".split()
    ),
    "protest": frozenset(("protest", "riot")),
}
"""Event types that count for each file: the codebook's groups fighting, remote, civilians; and protest."""

LABELS = ("yes", "easy no", "difficult no", "ambiguous")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence and the events of the matching kind that were read out of it."""

    file: str
    label: str
    text: str
    events: tuple[Event, ...]

    def hit(self, *, background: bool = True) -> bool:
        """Whether an event was found; without `background`, events recalled as history do not count."""
        return any(background or not event.background for event in self.events)


def read_file(name: str, path: Path) -> list[Sentence]:
    """The sentences of one file, read."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["text"].strip()]
    documents = sentences_read(row["text"] for row in rows)
    return [
        Sentence(name, row["label"], row["text"], _matching(name, document.events))
        for row, document in zip(rows, documents, strict=True)
    ]


def _matching(name: str, events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(e for e in events if e.status == "occurred" and e.type in KINDS[name])


def read_all() -> list[Sentence]:
    """Every sentence of both files, read."""
    paths = needed(*(f"data/gsr/{name}_dev.csv" for name in KINDS))
    return [s for name, path in zip(KINDS, paths, strict=True) for s in read_file(name, path)]


def table(sentences: Sequence[Sentence]) -> list[tuple[str, str, str, str]]:
    """(file, label, share hit, share hit without background events), a line for each file and label."""
    lines = []
    for name, of_file in groupby(sentences, key=lambda s: s.file):
        members = list(of_file)
        for label in LABELS:
            labelled = [s for s in members if s.label == label]
            hits = sum(s.hit() for s in labelled)
            fresh = sum(s.hit(background=False) for s in labelled)
            lines.append((name, label, share(hits, len(labelled)), share(fresh, len(labelled))))
    return lines


def found(sentences: Sequence[Sentence]) -> dict[str, float]:
    """Of each file, the share of "yes" that is found."""
    return {
        name: sum(s.hit() for s in yes) / len(yes)
        for name in KINDS
        if (yes := [s for s in sentences if s.file == name and s.label == "yes"])
    }


def print_table(sentences: Sequence[Sentence]) -> None:
    """Print the table for people."""
    print(f"{'file':<9}{'label':<14}{'hit':<22}without background")
    for file, label, hit, fresh in table(sentences):
        print(f"{file:<9}{label:<14}{hit:<22}{fresh}")


def _listing(sentences: Sequence[Sentence], wanted: argparse.Namespace) -> None:
    file, label, number = wanted.list
    chosen = [s for s in sentences if s.file == file and s.label == label and s.hit() != wanted.missed]
    random.Random(wanted.seed).shuffle(chosen)
    for place, sentence in enumerate(chosen[: int(number)], 1):
        words = [
            f"{event.type}{' (background)' if event.background else ''}: "
            + ", ".join(e.trigger.text for e in event.evidence if e.trigger)
            for event in sentence.events
        ]
        print(f"{place}. {sentence.text}\n   {' | '.join(words) or 'nothing'}")


def main() -> int:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--list", nargs=3, metavar=("FILE", "LABEL", "N"))
    arguments.add_argument("--missed", action="store_true")
    arguments.add_argument("--seed", type=int, default=1)
    wanted = arguments.parse_args()
    sentences = read_all()
    if wanted.list:
        _listing(sentences, wanted)
        return 0
    print_table(sentences)
    return 0


if __name__ == "__main__":
    sys.exit(main())
