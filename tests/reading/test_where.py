"""Places: `tests/corpus/places.yaml` holds texts, the places that they name and those of their events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.packs.compiled import CompiledPack
from sijill.reading.context import Context
from sijill.reading.passage import Passage, Sentence
from sijill.reading.reader import Reader
from sijill.reading.where.places import Places, as_place
from sijill.reading.who.named import mentions
from sijill.record import Place, Report

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "corpus" / "places.yaml").read_text(encoding="utf-8")
)


def _named(pack: CompiledPack, case: dict[str, Any]) -> list[Place]:
    """The places of a case's text, in order."""
    passage = Passage.of(case["text"])
    sentences = [Sentence.of(passage, n, s, pack.lexicon) for n, s in enumerate(passage.sentence_ranges())]
    context = Context(pack, None, None, case.get("country", "YE"))
    places = Places(context, sentences)
    found: list[Place] = []
    for sentence in sentences:
        people = mentions(sentence, context)
        taken = {at for m in people for at in range(m.core, m.last) if m.kind != "people"}
        for mention in places.of(sentence, taken):
            found.append(as_place(mention, context, passage.quote(mention.first, mention.last)))
    return found


def _with(key: str) -> list[Any]:
    return [pytest.param(case, id=case["text"][:60]) for case in CASES if key in case]


@pytest.mark.parametrize("case", _with("places"))
def test_the_places_of_a_text(pack: CompiledPack, case: dict[str, Any]) -> None:
    assert [f"{p.name}/{p.governorate or '-'}" for p in _named(pack, case)] == case["places"]


@pytest.mark.parametrize("case", _with("levels"))
def test_the_levels_of_places(pack: CompiledPack, case: dict[str, Any]) -> None:
    assert [f"{p.name}/{p.level}" for p in _named(pack, case)] == case["levels"]


@pytest.mark.parametrize("case", _with("ids"))
def test_which_place_a_name_stands_for(pack: CompiledPack, case: dict[str, Any]) -> None:
    found = {p.name: p.id for p in _named(pack, case)}
    assert {name: found.get(name) for name in case["ids"]} == case["ids"]


@pytest.mark.parametrize("case", _with("events"))
def test_where_events_happened(reader: Reader, case: dict[str, Any]) -> None:
    events = reader.read(Report(text=case["text"], published="2016-03-01")).events
    assert [[e.type, e.place.name if e.place else None] for e in events] == case["events"]


def test_every_quote_is_the_words_of_the_text(pack: CompiledPack) -> None:
    for case in CASES:
        for place in _named(pack, case):
            assert place.quote is not None
            assert case["text"][place.quote.start : place.quote.end] == place.quote.text


def test_a_flight_has_a_destination(reader: Reader) -> None:
    (event,) = reader.read(Report(text="نزح مئات السكان من حيس باتجاه الخوخة")).events
    assert event.destination is not None
    assert event.destination.name == "الخوخة"


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
