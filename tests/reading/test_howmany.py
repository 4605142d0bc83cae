"""Quantities that the reader gives to events, against the corpus of sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from sijill.reading import Reader
from sijill.record import Event, Quantity, Report

CORPUS = Path(__file__).parents[1] / "corpus" / "quantities.yaml"
_EXPECTED = re.compile(r"(?P<kind>\w+) (?P<low>\d+)-(?P<high>\d*)(?P<about>~?) (?P<of>\S+)")


@dataclass(frozen=True)
class Case:
    """A sentence or two of a report, and the quantities that it tells."""

    text: str
    quantities: tuple[str, ...]
    types: tuple[str, ...]
    source: str | None


def _cases() -> list[Case]:
    rows = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    return [
        Case(row["text"], tuple(row["quantities"]), tuple(row.get("types", ())), row.get("source"))
        for row in rows
    ]


CASES = _cases()


def _told(reader: Reader, case: Case) -> list[tuple[Event, Quantity]]:
    report = Report(text=case.text, published="2018-05-10", source=case.source)
    return [(event, quantity) for event in reader.read(report).events for quantity in event.quantities]


def _fits(quantity: Quantity, expected: str) -> bool:
    parts = _EXPECTED.fullmatch(expected)
    assert parts is not None, f"{expected!r} is not written as «kind low-high of»"
    high = int(parts["high"]) if parts["high"] else None
    same = (quantity.kind, quantity.low, quantity.high) == (parts["kind"], int(parts["low"]), high)
    owner = parts["of"]
    return (
        same
        and bool(quantity.approximate) == bool(parts["about"])
        and (owner == "any" or quantity.of == (None if owner == "none" else owner))
    )


def test_corpus_is_large_enough() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize("case", CASES, ids=[case.text[:40] for case in CASES])
def test_quantities_of_a_sentence(reader: Reader, case: Case) -> None:
    told = _told(reader, case)
    shown = [(e.type, q.kind, q.low, q.high, q.of) for e, q in told]
    assert len(told) == len(case.quantities), shown
    for expected in case.quantities:
        assert any(_fits(quantity, expected) for _, quantity in told), (expected, shown)


@pytest.mark.parametrize("case", [c for c in CASES if c.types], ids=lambda case: case.text[:40])
def test_event_that_bears_a_quantity(reader: Reader, case: Case) -> None:
    told = _told(reader, case)
    for expected, event_type in zip(case.quantities, case.types, strict=True):
        assert any(event.type == event_type and _fits(q, expected) for event, q in told), expected


def test_quotes_are_the_words_of_the_report(reader: Reader) -> None:
    for case in CASES:
        for _, quantity in _told(reader, case):
            quote = quantity.quote
            assert quote is not None
            assert case.text[quote.start : quote.end] == quote.text
