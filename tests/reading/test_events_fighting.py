"""Which events of fighting, fire and control sentences of many outlets tell, and which tell of none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.reading.reader import Reader
from sijill.record import Report

CORPUS = Path(__file__).parents[1] / "corpus" / "events_fighting.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
PUBLISHED = "2019-08-05"
SPEECH = frozenset(("accusation", "demand", "threat"))


@pytest.mark.parametrize("case", CASES, ids=[f"{n}: {case['text'][:50]}" for n, case in enumerate(CASES, 1)])
def test_a_sentence_tells_the_events_that_the_corpus_says(reader: Reader, case: dict[str, Any]) -> None:
    document = reader.read(Report(text=case["text"], published=PUBLISHED))
    told = {(event.type, event.status) for event in document.events if event.type not in SPEECH}
    assert told == {tuple(event) for event in case["events"]}


def test_the_headline_of_a_link_is_no_news_also_behind_its_dots(reader: Reader) -> None:
    report = Report(text="سيطر الجيش على جبل هيلان. رابط الخبر: اليمن .. قصف جوي على مواقع الحوثيين في ذمار")
    assert [e.type for e in reader.read(report).events] == ["capture"]
