"""Loose input becomes a report or one sentence."""

import datetime
from typing import Any

import pytest

from sijill.record import ReportError, day, report_of
from sijill.record.intake import LONGEST


@pytest.mark.parametrize(
    "given, expected",
    [
        (None, None),
        ("", None),
        ("  ", None),
        ("2015-10-11", "2015-10-11"),
        (" 2015-10-11 ", "2015-10-11"),
        ("2015-10-11T08:00:00Z", "2015-10-11"),
        ("2015-10-11 23:59", "2015-10-11"),
        (datetime.date(2015, 10, 11), "2015-10-11"),
        (datetime.datetime(2015, 10, 11, 8, 0), "2015-10-11"),
        ("2016-02-29", "2016-02-29"),
    ],
)
def test_days(given: str | datetime.date | None, expected: str | None) -> None:
    assert day(given) == expected


@pytest.mark.parametrize(
    "given",
    ["2015-02-29", "11/10/2015", "2015-13-01", "20151011", "2015-W41", "٢٠١٥-١٠-١١", "yesterday", "0"],
)
def test_what_is_no_day_is_refused_with_the_form_that_is(given: str) -> None:
    with pytest.raises(ReportError, match="YYYY-MM-DD"):
        day(given)


def test_empty_values_are_absent_and_further_keys_are_passed_over() -> None:
    report = report_of({"text": "نص", "id": 7, "published": "", "source": None, "title": "", "lang": "ar"})
    assert (report.id, report.published, report.source, report.title) == ("7", None, None, None)


@pytest.mark.parametrize(
    "raw, told",
    [
        ({}, 'no "text"'),
        ({"text": None}, 'no "text"'),
        ({"text": ""}, "empty"),
        ({"text": " \n\u200f\ufeff"}, "empty"),
        ({"text": 5}, "must be a string"),
        ({"text": "نص\ud800"}, "surrogates"),
        ({"text": "نص", "published": 2015}, '"published" must be a string'),
        ({"text": "نص", "published": "أمس"}, "not a day"),
        ({"text": "نص", "source": ["a"]}, '"source" must be a string'),
        ({"text": "نص", "id": True}, '"id" must be a string'),
    ],
)
def test_what_cannot_be_read_is_told(raw: dict[str, Any], told: str) -> None:
    with pytest.raises(ReportError, match=told):
        report_of(raw)


def test_a_long_wrong_value_is_not_repeated_whole() -> None:
    with pytest.raises(ReportError) as caught:
        day("x" * 1000)
    assert len(str(caught.value)) < 120


def test_a_text_longer_than_any_report_is_refused_at_once() -> None:
    with pytest.raises(ReportError, match="more than 6,000,000 characters"):
        report_of({"text": "نص " * (LONGEST // 3 + 1)})
