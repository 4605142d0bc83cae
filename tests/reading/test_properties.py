"""What holds of any report: quotes are slices, spelling changes no value, no party is read otherwise."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.arabic.language import ARABIC as ARABIC_CODE
from sijill.arabic.language import language_of
from sijill.packs.compiled import CompiledPack
from sijill.reading.reader import Reader
from sijill.record import Document, Report
from sijill.record.check import check_record
from tests.reading.strategies import (
    PARTIES,
    SAMPLES,
    SPELLINGS,
    Sample,
    exchanged,
    respelt,
    samples,
    spellings,
    values,
)

settings.register_profile("reading", derandomize=True, deadline=None, max_examples=60)
reproducible = settings(settings.get_profile("reading"))
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


def bytes_of(document: Document) -> bytes:
    return msgspec.json.encode(document)


def quotes(value: Any) -> list[dict[str, Any]]:
    """Every quote and evidence within a decoded record."""
    if isinstance(value, list):
        return [quote for member in value for quote in quotes(member)]
    if not isinstance(value, dict):
        return []
    own = [value] if {"text", "start", "end"} <= value.keys() else []
    return own + [quote for member in value.values() for quote in quotes(member)]


def assert_sound(document: Document) -> None:
    """Quotes are slices of the text, triggers lie in their evidence, and the check of records is content."""
    text = document.report.text
    record = json.loads(bytes_of(document))
    for quote in quotes(record["events"]):
        assert quote["text"] == text[quote["start"] : quote["end"]] != ""
    for event in document.events:
        for evidence in event.evidence:
            trigger = evidence.trigger
            assert trigger is not None
            assert evidence.start <= trigger.start < trigger.end <= evidence.end
    assert check_record(bytes_of(document)) == []


@each_sample
def test_a_report_of_the_corpus_tells_of_events(sample: Sample, reader: Reader) -> None:
    assert len(reader.read(sample.report()).events) >= 3


# Quotes


@given(data=st.data(), sample=samples)
@reproducible
def test_records_are_sound_in_any_spelling(data: st.DataObject, sample: Sample, reader: Reader) -> None:
    assert_sound(reader.read(sample.report()))
    assert_sound(reader.read(sample.report(data.draw(spellings(sample.text)))))


# The same twice


@given(order=st.lists(samples, min_size=2, max_size=5))
@reproducible
def test_a_report_is_read_alike_whatever_was_read_before(
    order: list[Sample], reader: Reader, pack: CompiledPack
) -> None:
    alone = [bytes_of(Reader(pack).read(sample.report())) for sample in order]
    assert [bytes_of(reader.read(sample.report())) for sample in order] == alone
    assert [bytes_of(reader.read(sample.report())) for sample in reversed(order)] == alone[::-1]


_READ_ALL = """
import hashlib, sys, msgspec, sijill
texts = msgspec.json.decode(sys.stdin.buffer.read())
documents = sijill.read_many(texts, explain=True)
print(hashlib.sha256(b"".join(map(msgspec.json.encode, documents))).hexdigest())
"""


def test_every_process_gives_the_same_bytes() -> None:
    """Sets of words are ordered otherwise in each process; records must not show it."""
    given_reports = [
        {"id": s.name, "text": s.text, "published": s.published, "source": s.source} for s in SAMPLES
    ]
    digests = set()
    for seed in ("0", "1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", _READ_ALL],
            input=json.dumps(given_reports).encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        digests.add(done.stdout)
    assert len(digests) == 1


# Spelling


@each_sample
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_throughout_changes_no_value(sample: Sample, spelling: str, reader: Reader) -> None:
    told = values(reader.read(sample.report()))
    text = respelt(sample.text, spelling, 1.0, 1)
    assert values(reader.read(sample.report(text))) == told
    assert language_of(text) == ARABIC_CODE


@given(data=st.data(), sample=samples)
@settings(reproducible, max_examples=150)
def test_spelling_here_and_there_changes_no_value(
    data: st.DataObject, sample: Sample, reader: Reader
) -> None:
    told = values(reader.read(sample.report()))
    assert values(reader.read(sample.report(data.draw(spellings(sample.text))))) == told


# Parties that change places. Whom no word names is left out of these reports: a bare «مصدر عسكري» of an
# outlet whose side is not known speaks for the army that the pack takes it for, whoever fights.

MIRRORED = [
    "سيطرت {a} على جبل في مديرية المسراخ بمحافظة تعز بعد معارك مع {b}. وقتل خمسة من عناصر {b} وأسر اثنان.",
    "قصفت {a} بالمدفعية مواقع {b} في مديرية مريس. وردت {b} بهجوم على معسكر يتبع {a}، ما أسفر عن 12 قتيلا.",
    "انسحبت {b} من مدينة الحزم أمس وسلمت المواقع إلى {a}. وقال مصدر في {a} إن {b} اختطفت ثلاثة مدنيين.",
    "اتفقت {a} و{b} على تبادل 40 أسيرا بوساطة شيوخ قبائل. واتهمت {a} عناصر {b} بخرق الهدنة في منطقة قانية.",
    "أفرجت {b} عن عشرة محتجزين لدى {b} مقابل رفع {a} الحصار عن قرية خبزة. وهددت {a} باقتحام القرية.",
    "أعلن قائد في {a} إسقاط طائرة مسيرة أطلقتها {b} على معسكر في مديرية بيحان. وقتل اثنان من {b}.",
    "فجرت {a} منزلا لقيادي في {b} بمديرية رداع ونهبت {a} محتوياته. وأصيب أربعة في كمين نصبته {b}.",
    "قالت مصادر محلية إن تعزيزات ل{a} وصلت إلى مديرية عتمة. وسقط قتلى من {a} و{b} في اشتباكات فجر اليوم.",
    "انسحبت {a} من المدرسة بعد احتجاج السكان. وزرعت {b} ألغاما قتل أحدها طفلين، وتعتزم {a} نزعها.",
]
DAY = "2020-09-10"
NEUTRAL = [None, "reuters", "unnews"]
PAIRS = [(one, other) for one in PARTIES for other in PARTIES if one < other]


def mirror_of(value: Any, swapped: dict[str, str]) -> Any:
    """A record's values with ids, and names within its words, changed for each other."""
    if isinstance(value, dict):
        return {k: mirror_of(v, swapped) for k, v in value.items()}
    if isinstance(value, list):
        return [mirror_of(member, swapped) for member in value]
    return swapped.get(value, value) if isinstance(value, str) else value


def strings_in(value: Any) -> Iterator[str]:
    """Every string of a record: its ids are among them."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for member in value:
            yield from strings_in(member)
    elif isinstance(value, str):
        yield value


def without_words(value: Any) -> Any:
    """A record without its quotes: the words differ where the names do."""
    if isinstance(value, dict):
        return {k: without_words(v) for k, v in value.items() if k not in ("quote", "text", "trigger")}
    return [without_words(member) for member in value] if isinstance(value, list) else value


def told_of(reader: Reader, text: str, published: str, source: str | None) -> Any:
    return without_words(values(reader.read(Report(text=text, published=published, source=source))))


@pytest.mark.parametrize("frame", MIRRORED)
@pytest.mark.parametrize("one, other", PAIRS)
def test_parties_that_change_places_give_the_mirrored_record(
    frame: str, one: str, other: str, reader: Reader
) -> None:
    swapped = {one: other, other: one}
    for source in NEUTRAL:
        told = told_of(reader, frame.format(a=PARTIES[one], b=PARTIES[other]), DAY, source)
        mirrored = told_of(reader, frame.format(a=PARTIES[other], b=PARTIES[one]), DAY, source)
        assert mirrored == mirror_of(told, swapped)
        assert told
        assert {one, other} <= set(strings_in(told))


NAMING = [sample for sample in SAMPLES if sum(name in sample.text for name in PARTIES.values()) == 2]


@pytest.mark.parametrize("sample", NAMING, ids=lambda sample: sample.name)
@pytest.mark.parametrize("one, other", PAIRS)
def test_parties_of_a_report_changed_for_others_leave_all_else(
    sample: Sample, one: str, other: str, reader: Reader
) -> None:
    """The two parties of a report of the corpus become two others, and these change places."""
    first, second = (party for party, name in PARTIES.items() if name in sample.text)
    ways = []
    for a, b in ((one, other), (other, one)):
        text = exchanged(sample.text, {PARTIES[first]: PARTIES[a], PARTIES[second]: PARTIES[b]})
        ways.append(told_of(reader, text, max(sample.published, "2018-01-01"), None))
    assert ways[1] == mirror_of(ways[0], {one: other, other: one})


# An unrelated sentence behind

UNRELATED = [
    "يسود اليوم طقس حار نهارا ومعتدل ليلا على معظم المناطق الساحلية.",
    "وتهطل أمطار متفرقة على المرتفعات الغربية مع رياح نشطة.",
    "فاز الفريق الضيف بثلاثة أهداف مقابل هدفين في الجولة الرابعة من الدوري.",
    "وسجل اللاعب الشاب هدف المباراة الوحيد في الدقيقة 78.",
    "ارتفعت أسعار النفط بنسبة 2 في المئة في تعاملات الأسواق الآسيوية.",
    "وبلغ سعر صرف الدولار 1250 ريالا في محلات الصرافة.",
    "يفتتح معرض الكتاب أبوابه أمام الزوار بمشاركة 40 دار نشر.",
    "وتبدأ امتحانات الثانوية العامة الشهر القادم في 300 مدرسة.",
    "انخفضت درجات الحرارة إلى ثماني درجات مئوية في مدينة ذمار.",
    "تأهل المنتخب إلى نهائي كأس البطولة بعد مباراة مثيرة أمام جمهور غفير في الملعب.",
    "أغلق مؤشر الأسهم مرتفعا وسط تداولات نشطة لأسهم البنوك والشركات.",
    "وهطلت أمطار غزيرة على محافظات إب وتعز والضالع.",
    "افتتح في القاهرة معرض تشارك فيه دور نشر من لبنان ومصر وتونس.",
]


@each_sample
@pytest.mark.parametrize("sentence", UNRELATED)
@pytest.mark.parametrize("gap", [" ", "\n"], ids=["same line", "own line"])
def test_an_unrelated_sentence_behind_changes_no_event(
    sample: Sample, sentence: str, gap: str, reader: Reader
) -> None:
    told = reader.read(sample.report()).events
    assert reader.read(sample.report(sample.text + gap + sentence)).events == told


# Any text at all

ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
WORDS = sorted({word for sample in SAMPLES for word in sample.text.split()})
MARKS = ["،", "؛", "؟", "!", *". .. … : « » ( ) - – / % و".split(), '"', "\n", "\n\n"]
REPEATED = ["ا", "وال", "12", "،", "«", "ـ", "\u200f", "لل", "و ", "قتل "]
salad = st.lists(st.sampled_from(WORDS) | st.sampled_from(MARKS), max_size=80).map(" ".join)
any_char = st.characters(exclude_categories=["Cs"])
characters = st.text(st.sampled_from(ARABIC + " \n،.") | any_char, max_size=200)
endless = st.builds(str.__mul__, st.sampled_from(REPEATED), st.just(3000))
days = st.none() | st.dates().map(str)


@given(text=salad | characters | endless, day=days, source=st.sampled_from([None, "almasirah", "nobody"]))
@settings(reproducible, max_examples=300)
def test_any_text_is_read_into_a_sound_record(
    text: str, day: str | None, source: str | None, reader: Reader
) -> None:
    report = Report(text=text, published=day, source=source)
    document = reader.read(report)
    assert_sound(document)
    assert bytes_of(reader.read(report)) == bytes_of(document)


@given(text=salad, sample=samples)
@reproducible
def test_without_a_day_of_publication_nothing_is_dated(text: str, sample: Sample, reader: Reader) -> None:
    """The corpus has relative words and days without a year, but no whole date."""
    for words in (sample.text, text):
        for event in reader.read(Report(text=words)).events:
            moments = [event.time, *(term.deadline for term in event.terms)]
            assert all(time is None or (time.start, time.end) == (None, None) for time in moments)
