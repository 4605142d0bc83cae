"""What an agreement lays down, who owes it, and by when."""

from __future__ import annotations

import pytest

from sijill.reading import Reader
from sijill.record import Event, Report

DEAL = "توصل الجيش الوطني والحوثيون إلى اتفاق في محافظة البيضاء. "


def read_deal(reader: Reader, said: str, published: str | None = "2016-03-18") -> list[Event]:
    return reader.read(Report(text=DEAL + said, published=published)).events


@pytest.mark.parametrize(
    "said, terms",
    [
        ("وينص الاتفاق على وقف إطلاق النار وتبادل الأسرى.", {"ceasefire": None, "release": None}),
        ("ويقضي الاتفاق بانسحاب الحوثيين من المدينة.", {"withdrawal": "houthi"}),
        ("ونص الاتفاق على فتح الطريق ووقف إطلاق النار.", {"access": None, "ceasefire": None}),
    ],
)
def test_terms_are_those_of_the_deal_and_no_events(
    reader: Reader, said: str, terms: dict[str, str | None]
) -> None:
    (deal,) = read_deal(reader, said)
    assert {term.kind: term.obligor for term in deal.terms} == terms


def test_a_span_behind_a_term_begins_with_the_deal(reader: Reader) -> None:
    (deal,) = read_deal(reader, "وينص الاتفاق على وقف إطلاق النار خلال ثلاثة أيام.")
    deadline = deal.terms[0].deadline
    assert deadline is not None
    assert (deadline.start, deadline.end) == ("2016-03-18", "2016-03-21")


def test_no_deadline_is_known_without_the_day_of_publication(reader: Reader) -> None:
    (deal,) = read_deal(reader, "وينص الاتفاق على وقف إطلاق النار خلال ثلاثة أيام.", None)
    assert deal.terms[0].deadline is None
