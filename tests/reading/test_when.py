"""Which words of time are an event's own: segments, datelines, and the day of what was told before."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.packs.compiled import CompiledPack
from sijill.reading.passage import Passage, Sentence
from sijill.reading.reader import Reader
from sijill.reading.segments import segments
from sijill.reading.when.times import times
from sijill.record import Report

PUBLISHED = date(2018, 6, 20)
WORDS = "سيطر الجيش أمس على التي بعد أن ، عقب تحرير المدينة وقصف الحوثيون الأحد منذ مارس الذين .".split()


def sentences_of(pack: CompiledPack, text: str) -> list[Sentence]:
    passage = Passage.of(text)
    spans = passage.sentence_ranges()
    return [Sentence.of(passage, number, span, pack.lexicon) for number, span in enumerate(spans)]


def kinds(pack: CompiledPack, text: str) -> list[tuple[str, str]]:
    """Each segment's kind and first word."""
    (sentence,) = sentences_of(pack, text)
    cut = segments(sentence, times(sentence, PUBLISHED))
    return [(segment.kind, sentence.forms[segment.first]) for segment in cut]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("سيطر الجيش على المدينة", [("main", "سيطر")]),
        ("سيطر الجيش على القرية التي استولى عليها الحوثيون", [("main", "سيطر"), ("relative", "التي")]),
        ("سيطر الجيش على القرية بعد معارك عنيفة", [("main", "سيطر"), ("after", "بعد")]),
        ("سيطر الجيش على القرية بعد يومين", [("main", "سيطر")]),
        ("زار الوزير المدينة عقب تحريرها", [("main", "زار"), ("after", "عقب")]),
    ],
)
def test_segments_of_a_sentence(pack: CompiledPack, text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(pack, text) == expected


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_segments_are_in_order_and_within_the_sentence(pack: CompiledPack, words: list[str]) -> None:
    for sentence in sentences_of(pack, " ".join(words)):
        at = sentence.first
        for segment in segments(sentence, times(sentence, PUBLISHED)):
            assert at <= segment.first < segment.last <= sentence.last
            at = segment.last


def test_a_dateline_is_no_time_of_an_event(pack: CompiledPack) -> None:
    (sentence,) = sentences_of(pack, "عدن 20 يونيو 2018 م واس سيطر الجيش على المدينة")
    assert times(sentence, PUBLISHED) == []


def test_a_part_of_day_without_a_day_is_no_time(pack: CompiledPack) -> None:
    (sentence,) = sentences_of(pack, "سيطر الجيش على المدينة ظهرا")
    assert times(sentence, PUBLISHED) == []


def test_the_same_day_is_the_day_told_before(reader: Reader) -> None:
    text = "سيطر الجيش الاثنين على مدينة حيس، وفي اليوم نفسه قصف الحوثيون مدينة المخا."
    events = reader.read(Report(text=text, published=PUBLISHED.isoformat())).events
    days = {event.type: event.time.start for event in events if event.time}
    assert days == {"capture": "2018-06-18", "shelling": "2018-06-18"}


def test_without_a_day_of_publication_relative_words_take_no_other_day(reader: Reader) -> None:
    text = "سيطر الجيش يوم 5 يونيو 2017 على مدينة حيس. وقصف الحوثيون صباح اليوم مدينة المخا."
    days = {e.type: (e.time.start, e.time.precision) for e in reader.read(Report(text=text)).events if e.time}
    assert days == {"capture": ("2017-06-05", "day"), "shelling": (None, "unknown")}


def test_the_time_of_a_purpose_is_not_that_of_what_serves_it(reader: Reader) -> None:
    text = "وصلت تعزيزات عسكرية للجيش إلى مدينة المخا تمهيدا لاستئناف الرحلات غدا."
    (event,) = reader.read(Report(text=text, published=PUBLISHED.isoformat())).events
    assert (event.status, event.time and event.time.precision) == ("occurred", "week")


@pytest.mark.parametrize(
    "text, start, precision",
    [
        ("قتل تسعة جنود في هجوم على موقع في صرواح، حسبما أفادت مصادر طبية أمس.", "2018-06-19", "week"),
        ("سيطرت قوات الحكومة على مديرية الملاجم، وفق ما أعلن متحدث عسكري الاثنين.", "2018-06-18", "week"),
        ("قتل مدني في غارة على صعدة الأحد، كما ذكرت أمس مصادر محلية.", "2018-06-17", "day"),
    ],
)
def test_the_day_of_a_source_named_behind(pack: CompiledPack, text: str, start: str, precision: str) -> None:
    event = Reader(pack).read(Report(text=text, published=PUBLISHED.isoformat())).events[0]
    assert event.time is not None
    assert (event.time.start, event.time.precision) == (start, precision)


def test_what_is_told_a_day_later_may_be_the_same(pack: CompiledPack) -> None:
    text = (
        "سيطرت القوات الحكومية على مديرية ناطع، وفق ما أفادت مصادر عسكرية أمس. "
        "وكانت القوات الحكومية سيطرت على مديرية ناطع مساء الاثنين."
    )
    events = Reader(pack).read(Report(text=text, published=PUBLISHED.isoformat())).events
    assert [(e.type, e.time.start if e.time else None) for e in events] == [("capture", "2018-06-18")]


def test_details_are_of_the_day_of_the_telling(pack: CompiledPack) -> None:
    text = (
        "أعلن مصدر عسكري أمس مقتل ثلاثة من الحوثيين في معارك بمديرية صرواح. "
        "وقتل الحوثيون جنديين في معارك في جبهة المشجح."
    )
    events = Reader(pack).read(Report(text=text, published=PUBLISHED.isoformat())).events
    assert {(e.time.start, e.time.precision) for e in events if e.time} == {("2018-06-19", "week")}
