"""A local truce, told by outlets of three sides, as the program reads it: see tests/corpus/agreement.yaml."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import yaml

from sijill.deriving.agreements import Agreement, TermAccount, agreements
from sijill.deriving.agreements_timeline import Entry
from sijill.linking.claims import claims_of
from sijill.linking.grouping import grouped
from sijill.reading import Reader
from sijill.record import Report
from tests.deriving.agreements_made import no_copies

STORY = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "agreement.yaml").read_text(encoding="utf-8"))


def told(reader: Reader, reports: list[dict[str, str]]) -> list[Agreement]:
    claims = [claim for report in reports for claim in claims_of(reader.read(Report(**report)))]
    return agreements(grouped(claims, no_copies))


@pytest.fixture(scope="module")
def story(reader: Reader) -> Agreement:
    (found,) = told(reader, STORY)
    return found


def term(story: Agreement, kind: str) -> TermAccount:
    (found,) = [account for account in story.terms if account.term.kind == kind]
    return found


def entry(story: Agreement, day: str, type_: str) -> Entry:
    (found,) = [one for one in story.timeline if one.last == day and one.type == type_]
    return found


def test_reports_are_of_three_sides(reader: Reader) -> None:
    assert len(STORY) == 8
    sides = {reader.read(Report(**report)).report.side for report in STORY}
    assert len(sides) == 3


def test_who_agreed_when_and_where(story: Agreement) -> None:
    assert [(party.id, party.stance) for party in story.parties] == [
        ("houthi", "accepted"),
        ("resistance", "accepted"),
    ]
    assert [mediator.id for mediator in story.mediators] == ["sheikhs"]
    assert (story.form, story.announced) == ("joint", False)
    assert (story.start, story.end) == ("2016-03-09", "2016-03-09")
    assert story.place is not None
    assert story.place.id == "YE1406"
    assert {source.sides for source in story.sources} == {("houthi",), ("government",)}


def test_withdrawal_was_done_in_time_and_is_disputed_since_the_checkpoints(story: Agreement) -> None:
    account = term(story, "withdrawal")
    assert account.term.obligor == "houthi"
    assert account.term.deadline is not None
    assert account.term.deadline.end == "2016-03-15"
    assert not account.late
    assert account.judgement.state == "disputed"
    assert {(p.by, p.stands, p.of) for p in account.judgement.positions} == {
        ("houthi", "for", ("houthi",)),
        ("government", "for", ("houthi",)),
        ("saudi", "against", ("houthi",)),
    }


def test_before_the_checkpoints_the_withdrawal_was_kept(reader: Reader) -> None:
    (early,) = told(reader, STORY[:4])
    assert term(early, "withdrawal").judgement.state == "kept"
    assert term(early, "withdrawal").judgement.borne_out
    assert term(early, "ceasefire").judgement.state == "no word"


def test_hand_over_was_kept_and_of_the_prisoners_there_is_no_word(story: Agreement) -> None:
    assert term(story, "handover").judgement.state == "kept"
    assert term(story, "release").judgement.state == "no word"
    assert term(story, "release").evidence == ()


def test_with_accusations_alone_the_ceasefire_is_disputed(reader: Reader) -> None:
    (accused,) = told(reader, STORY[:6])
    judgement = term(accused, "ceasefire").judgement
    assert (judgement.state, judgement.blamed) == ("disputed", ("houthi", "resistance"))
    assert {(p.by, p.of) for p in judgement.positions} == {
        ("resistance", ("houthi",)),
        ("houthi", ("resistance",)),
    }


def test_fighting_that_two_sides_tell_of_ends_it_whoever_began(story: Agreement) -> None:
    judgement = term(story, "ceasefire").judgement
    assert (judgement.state, judgement.borne_out) == ("breached", True)
    assert judgement.blamed == ("houthi", "resistance")
    assert judgement.contested
    assert [(p.by, p.of) for p in judgement.positions if p.mutual] == [
        ("houthi", ("houthi", "resistance")),
        ("saudi", ("houthi", "resistance")),
    ]


def test_timeline_goes_from_the_deal_to_the_fighting(story: Agreement) -> None:
    assert [(one.what, one.type, one.status) for one in story.timeline] == [
        ("agreement", "agreement", "occurred"),
        ("evidence", "withdrawal", "occurred"),
        ("recalled", "agreement", "occurred"),
        ("evidence", "handover", "occurred"),
        ("evidence", "deployment", "occurred"),
        ("breach", "breach", "occurred"),
        ("evidence", "deployment", "denied"),
        ("breach", "breach", "occurred"),
        ("evidence", "clash", "occurred"),
        ("evidence", "shelling", "occurred"),
    ]
    accusations = [(one.accusers, one.actors) for one in story.timeline if one.what == "breach"]
    assert accusations == [(("resistance",), ("houthi",)), (("houthi",), ("resistance",))]


def test_every_entry_has_its_words(story: Agreement) -> None:
    texts = {report["id"]: report["text"] for report in STORY}
    for one in story.timeline:
        assert one.told
        for words in one.told:
            assert words.quote is not None
            assert texts[words.report][words.quote.start : words.quote.end] == words.quote.text
    assert {told.report for told in entry(story, "2016-03-13", "withdrawal").told} == {
        "withdrawal",
        "handover",
    }


def test_order_of_arrival_has_no_effect(reader: Reader, story: Agreement) -> None:
    for seed in range(5):
        assert told(reader, Random(seed).sample(STORY, len(STORY))) == [story]


def test_a_deleted_report_takes_its_effects_with_it(reader: Reader) -> None:
    (left,) = told(reader, [report for report in STORY if report["id"] != "checkpoints"])
    assert term(left, "withdrawal").judgement.state == "kept"
    assert "checkpoints" not in {told.report for one in left.timeline for told in one.told}
