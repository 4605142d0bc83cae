"""Which civil events a sentence tells: against people and property, politics, protest and relief."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.reading.reader import Reader
from sijill.record import Report

CORPUS = Path(__file__).parents[1] / "corpus" / "events_civil.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
TYPES = frozenset(
    "killing abduction sexual_violence torture arrest raid siege recruitment destruction looting agreement "
    "negotiation breach release defection protest riot displacement aid".split()
)


@pytest.mark.parametrize("case", CASES, ids=[f"{n}: {case['text'][:50]}" for n, case in enumerate(CASES, 1)])
def test_the_civil_events_of_a_sentence_are_those_of_the_corpus(reader: Reader, case: dict[str, Any]) -> None:
    expected = Counter[tuple[str, str]]()
    for listed in [] if case["events"] == "none" else case["events"]:
        kind, _, status = listed.partition(" ")
        expected[kind, status or "occurred"] += 1
    document = reader.read(Report(text=case["text"], published="2019-06-19"))
    found = Counter((event.type, event.status) for event in document.events if event.type in TYPES)
    assert found == expected
