"""Status, background and time of events against the corpus, and that no word near by taints another event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.reading.reader import Reader
from sijill.record import Event, Report

CORPUS = Path(__file__).parents[1] / "corpus" / "status.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
PUBLISHED = "2018-06-20"


def event_of(reader: Reader, case: dict[str, Any]) -> Event:
    """The event of a case: of its type, and told by its trigger where the case names one."""
    text = case["text"]
    document = reader.read(Report(text=text, published=case.get("published", PUBLISHED)))
    found = [
        event
        for event in document.events
        if event.type == case["type"]
        and any(case.get("at", "") in (told.trigger.text if told.trigger else "") for told in event.evidence)
    ]
    told = [
        (event.type, event.status, [part.trigger.text for part in event.evidence if part.trigger])
        for event in document.events
    ]
    assert found, f"{text}: no {case['type']} among {told}"
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=[f"{n}: {case['text'][:50]}" for n, case in enumerate(CASES, 1)])
def test_status_background_and_time_are_what_the_corpus_says(reader: Reader, case: dict[str, Any]) -> None:
    event = event_of(reader, case)
    assert event.status == case.get("status", "occurred")
    assert event.background == case.get("background", False)
    if case.get("time") == "none":
        assert event.time is None
    elif "time" in case:
        start, end, precision = (PUBLISHED, PUBLISHED, "week") if case["time"] == "news" else case["time"]
        assert event.time is not None
        assert (event.time.start, event.time.end, event.time.precision) == (start, end, precision)


def test_what_is_demanded_taints_no_event_beside_it(reader: Reader) -> None:
    text = (
        "قصف الحوثيون حي الجمهوري في تعز فقتل ثلاثة مدنيين، ودعت الأمم المتحدة الأطراف إلى وقف إطلاق النار، "
        "فيما سيطر الجيش على تلة السلال."
    )
    events = reader.read(Report(text=text, published=PUBLISHED)).events
    statuses = {event.type: event.status for event in events}
    assert statuses["shelling"] == "occurred"
    assert statuses["agreement"] == "demanded"
    assert statuses["capture"] == "occurred"


def test_no_day_of_publication_leaves_no_news_time(reader: Reader) -> None:
    (event, *_) = reader.read(Report(text="سيطرت قوات الجيش أمس على جبل النار في المخا.")).events
    assert event.time is not None
    assert (event.time.start, event.time.precision) == (None, "unknown")
