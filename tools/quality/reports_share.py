"""How many reports of sport, economy and culture, which tell of no conflict as a rule, yield an event.

The section of a report is told as `quality/sections.toml` says. Speech events do not count, as they do not
in the score.

usage: reports_share.py                          the table
       reports_share.py --sample N [--seed S]    N reports of such a section that yield an event, drawn at
                                                 random with seed S: title, events, and the words read
"""

import argparse
import gzip
import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sijill import Document, Event, read_many
from tools.quality.shared import ROOT, needed, share

SECTIONS = ("sport", "economy", "culture")
SPEECH = frozenset(("accusation", "demand", "threat"))
FILES = ("data/reports/saudinewsnet.jsonl.gz", "data/reports/antcorpus.jsonl.gz")


@dataclass(frozen=True, slots=True)
class Rule:
    """Where an outlet's reports show their section: a pattern in one field, and what its codes mean."""

    field: str
    pattern: re.Pattern[str]
    codes: Mapping[str, str]

    def section(self, report: Mapping[str, Any]) -> str | None:
        """The section of a report, `None` if it is another one or cannot be told."""
        found = self.pattern.search(str(report.get(self.field) or ""))
        return self.codes.get(found[1], self.codes.get("*")) if found else None


@dataclass(frozen=True, slots=True)
class Shares:
    """What the pass over the reports gave: reports and hits by section, and the hits themselves."""

    reports: int
    of_section: Counter[str]
    hit: Counter[str]
    hits: Sequence[tuple[str, Document]]

    def rows(self) -> list[tuple[str, str]]:
        """(section, share of its reports that yield an event), all sections together at the end."""
        rows = [(section, share(self.hit[section], self.of_section[section])) for section in SECTIONS]
        return [*rows, ("together", share(self.hit.total(), self.of_section.total()))]


def rules() -> dict[str, Rule]:
    """The rule of each outlet that shows sections, from `quality/sections.toml`."""
    table = tomllib.loads((ROOT / "quality" / "sections.toml").read_text(encoding="utf-8"))
    return {
        outlet: Rule(row["field"], re.compile(row["pattern"]), row["codes"]) for outlet, row in table.items()
    }


def reports() -> Iterator[dict[str, Any]]:
    """Every report of the collections."""
    for path in needed(*FILES):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def shares() -> Shares:
    """Read every report whose section can be told and is one of `SECTIONS`."""
    by_outlet = rules()
    number, sections, chosen = 0, [], []
    for report in reports():
        number += 1
        rule = by_outlet.get(report["source"])
        section = rule.section(report) if rule else None
        if section and report["text"].strip():
            sections.append(section)
            chosen.append(report)
    hits = [
        (section, document)
        for section, document in zip(sections, read_many(chosen), strict=True)
        if told(document)
    ]
    return Shares(number, Counter(sections), Counter(section for section, _ in hits), hits)


def told(document: Document) -> list[Event]:
    """The events of a document that are no speech."""
    return [event for event in document.events if event.type not in SPEECH]


def _sample(hits: Sequence[tuple[str, Document]], number: int, seed: int) -> None:
    drawn = random.Random(seed).sample(hits, min(number, len(hits)))
    for place, (section, document) in enumerate(drawn, 1):
        print(f"{place}. [{section}] {document.report.title or document.report.id}")
        for event in told(document):
            print(f"     {event.type}, {event.status}: {' … '.join(_words(event))}")


def _words(event: Event) -> Iterator[str]:
    """The trigger of each piece of evidence in brackets, with what stands around it."""
    for piece in event.evidence:
        if piece.trigger:
            at = piece.trigger.start - piece.start
            end = at + len(piece.trigger.text)
            yield f"{piece.text[max(at - 60, 0) : at]}[{piece.trigger.text}]{piece.text[end : end + 60]}"
        else:
            yield piece.text[:120]


def main() -> int:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--sample", type=int, metavar="N")
    arguments.add_argument("--seed", type=int, default=1)
    wanted = arguments.parse_args()
    result = shares()
    if wanted.sample:
        _sample(result.hits, wanted.sample, wanted.seed)
        return 0
    print(f"of {result.reports} reports, {result.of_section.total()} show that they are of these sections")
    for section, hit in result.rows():
        print(f"{section:<10}{hit}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
