"""Whose report it is: by its outlet, else by words that one side alone uses, never by a quotation."""

from __future__ import annotations

import pytest

from sijill.reading.reader import Reader
from sijill.record import Report


def _actor_of_the_army(reader: Reader, text: str, source: str | None) -> str:
    report = Report(text=text, published="2019-05-04", source=source)
    (event,) = [event for event in reader.read(report).events if event.type == "capture"]
    return next(someone.id for someone in event.participants if someone.role == "actor")


@pytest.mark.parametrize(
    "source, quoted, army",
    [
        ("المسيرة", "قال المتحدث باسم الحكومة إن مليشيا الحوثي الإرهابية قصفت مدينة مأرب.", "houthi"),
        ("سبتمبر نت", "قال المتحدث باسم الحوثيين إن مرتزقة العدوان قصفوا مدينة الحديدة.", "government"),
    ],
)
def test_a_quotation_does_not_change_the_side_of_an_outlet(
    reader: Reader, source: str, quoted: str, army: str
) -> None:
    assert _actor_of_the_army(reader, f"{quoted} وسيطر الجيش على جبل هيلان.", source) == army


@pytest.mark.parametrize(
    "own_words, army",
    [
        ("قصف طيران العدوان السعودي مدينة صعدة.", "houthi"),
        ("قصفت مليشيا الحوثي مدينة مأرب.", "government"),
    ],
)
def test_the_words_of_an_unknown_outlet_tell_its_side(reader: Reader, own_words: str, army: str) -> None:
    assert _actor_of_the_army(reader, f"{own_words} وسيطر الجيش على جبل هيلان.", "موقع إخباري") == army
