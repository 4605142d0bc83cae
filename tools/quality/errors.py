"""What goes wrong in the reading of the gold set, counted by causes that can be told from the figures.

Events are matched as the scorer matches them. Each event that is missed or invented, and each field that
is wrong in an event that was found, is put under one cause.
"""

import importlib.util
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from sijill.api import DEFAULT_PACK, reader_for
from sijill.packs.lexicon import Lexicon
from sijill.reading.passage import Passage, Sentence, trigger_of
from tools.quality.shared import SHARED

UNKNOWN_WORD = "no word of an event is known in its words"
UNDECIDED = "*attack"


@dataclass(slots=True)
class Causes:
    """Counts by cause: of events missed and invented, and by field of the events found."""

    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    fields: dict[str, Counter[str]] = field(default_factory=dict)

    def count_field(self, name: str, cause: str, times: int = 1) -> None:
        """Count a cause of a field that is wrong."""
        if times > 0:
            self.fields.setdefault(name, Counter())[cause] += times


def causes(gold: Path, records: Path) -> Causes:
    """The causes for the records of a gold file."""
    scorer = _scorer()
    lexicon = reader_for(DEFAULT_PACK).pack.lexicon
    read = scorer.read(str(records))
    counted = Causes()
    for name, report in scorer.read(str(gold)).items():
        _compare(scorer, lexicon, report, read.get(name) or {"events": []}, counted)
    return counted


def _scorer() -> ModuleType:
    """The scorer as a module, so that events are matched by its rules and no others."""
    spec = importlib.util.spec_from_file_location("scorer", SHARED / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _compare(
    scorer: ModuleType,
    lexicon: Lexicon,
    report: Mapping[str, Any],
    record: Mapping[str, Any],
    counted: Causes,
) -> None:
    text = report["text"]
    golds, reads = (
        [scorer.Event(e, text) for e in raw["events"] if scorer.GROUP.get(e["type"]) != "speech"]
        for raw in (report, record)
    )
    pairs = scorer.match(golds, reads, lambda g, p: g.type == p.type)
    of_gold, of_read = dict(pairs), {j: i for i, j in pairs}
    for i, gold in enumerate(golds):
        if i not in of_gold:
            _count_missed(gold, reads, of_read, lexicon, text, counted)
    for j, event in enumerate(reads):
        if j not in of_read:
            counted.invented[_why_invented(event, golds, of_gold)] += 1
    for i, j in pairs:
        _count_fields(scorer, golds[i], reads[j], counted)


def _count_missed(
    gold: Any, reads: Sequence[Any], of_read: Mapping[int, int], lexicon: Lexicon, text: str, counted: Causes
) -> None:
    covering = [(j, event) for j, event in enumerate(reads) if event.covers(gold)]
    other = next((e for j, e in covering if j not in of_read and e.type != gold.type), None)
    if any(event.type == gold.type for _, event in covering):
        cause = "read as one with another event of its type"
    elif other is not None:
        cause = "read as another type"
        counted.types[f"{gold.type} read as {other.type}"] += 1
    else:
        known = _types_known(text, gold.triggers or gold.spans, lexicon)
        if gold.type in known or UNDECIDED in known:
            cause = "its word is known, a condition did not hold"
        elif known:
            cause = "its word is known for other types only"
        else:
            cause = UNKNOWN_WORD
    counted.missed[cause] += 1


def _why_invented(event: Any, golds: Sequence[Any], of_gold: Mapping[int, int]) -> str:
    covered = [(i, gold) for i, gold in enumerate(golds) if event.covers(gold)]
    if any(gold.type == event.type for _, gold in covered):
        return "told already: not joined with another event of its type"
    if any(i not in of_gold for i, _ in covered):
        return "stands for an event of another type"
    if covered:
        return "one event too many in words that tell of another"
    return "words that tell of no event"


def _types_known(text: str, spans: Sequence[tuple[int, int]], lexicon: Lexicon) -> set[str]:
    """The types of the lexicon's words that stand within the spans."""
    passage = Passage.of(text)
    found: set[str] = set()
    for number, span in enumerate(passage.sentence_ranges()):
        for hit in Sentence.of(passage, number, span, lexicon).triggers:
            quote = passage.quote(hit.first, hit.last)
            if any(start < quote.end and quote.start < end for start, end in spans):
                found.add(trigger_of(hit).type)
    return found


def _count_fields(scorer: ModuleType, gold: Any, event: Any, counted: Causes) -> None:
    _count_people(scorer, gold, event, counted)
    for name in ("governorate", "place", "time"):
        told, given = getattr(gold, name), getattr(event, name)
        same = scorer.same_time(told, given) if name == "time" and told and given else told == given
        if not same:
            counted.count_field(
                name, "missing" if not given else "given without need" if not told else "another"
            )
    for name in ("status", "attribution"):
        told, given = getattr(gold, name), getattr(event, name)
        if told != given:
            counted.count_field(name, f"{told} read as {given}")
    if gold.background != event.background:
        counted.count_field(
            "background", "history read as news" if gold.background else "news read as history"
        )
    for name in ("quantities", "terms"):
        told, given = getattr(gold, name), getattr(event, name)
        missing, extra = (told - given).total(), (given - told).total()
        other = min(missing, extra)
        counted.count_field(name, "another", other)
        counted.count_field(name, "missing", missing - other)
        counted.count_field(name, "given without need", extra - other)


def _count_people(scorer: ModuleType, gold: Any, event: Any, counted: Causes) -> None:
    """Participants, after the scorer's way of letting the sides of a clash stand the other way round."""
    given = list(event.people)
    if gold.type in scorer.SYMMETRIC:
        turned = {"actor": "target", "target": "actor"}
        swapped = [(turned.get(role, role), who, words) for role, who, words in given]
        given = min(given, swapped, key=lambda people: len(_unmatched(scorer, gold.people, people)[0]))
    missing, extra = _unmatched(scorer, gold.people, given)
    for person in list(missing):
        same_who = next((p for p in extra if p[1] == person[1] and p[0] != person[0]), None)
        same_role = next((p for p in extra if p[0] == person[0]), None)
        stands_for_it = same_who or same_role
        if stands_for_it is not None:
            extra.remove(stands_for_it)
            missing.remove(person)
            counted.count_field(
                "participants", "in another role" if same_who else "somebody else in its role"
            )
    for role, _, _ in missing:
        counted.count_field("participants", f"{role} missing")
    for role, _, _ in extra:
        counted.count_field("participants", f"{role} given without need")


Person = tuple[str, str, str]


def _unmatched(
    scorer: ModuleType, wanted: Sequence[Person], given: Sequence[Person]
) -> tuple[list[Person], list[Person]]:
    """Who of `wanted` has no equal in `given`, and who is left of `given`."""
    left, missing = list(given), []
    for person in wanted:
        equal = next((p for p in left if scorer.same_person(person, p)), None)
        if equal is None:
            missing.append(person)
        else:
            left.remove(equal)
    return missing, left
