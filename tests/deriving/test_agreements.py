"""Which claims make an agreement, whom it binds, and what counts for and against its terms."""

from __future__ import annotations

import msgspec
import pytest

from sijill.deriving.agreements import agreements
from sijill.record import EventType, Place, Term, Time
from tests.deriving.agreements_made import (
    COUNTRY,
    ELSEWHERE,
    FIRST,
    SECOND,
    THIRD,
    all_of,
    claim,
    deal,
    only,
    term,
)


def test_without_a_date_it_has_only_a_latest_bound() -> None:
    found = only(deal("ceasefire", day=None))
    assert (found.start, found.end, found.latest) == (None, None, "2016-03-10")


def test_the_day_of_what_was_done_under_it_is_not_its_own() -> None:
    # «انسحبوا أمس تنفيذا للاتفاق»: the words of time stand beside the withdrawal.
    left = claim("report", "withdrawal", "2016-03-14", day="2016-03-13", actor=FIRST)
    mention = deal("ceasefire", report="report", published="2016-03-14", day=None, at=40)
    event = msgspec.structs.replace(mention.event, time=left.event.time)
    found = only(left, msgspec.structs.replace(mention, event=event))
    assert (found.start, found.latest) == (None, "2016-03-14")


def test_what_is_demanded_or_feared_is_no_agreement() -> None:
    assert all_of(deal("ceasefire", status="demanded"), deal("ceasefire", status="hypothetical", at=9)) == []


def test_later_mentions_are_of_the_same_agreement() -> None:
    later = deal(report="later", published="2016-04-20", day=None, background=True)
    assert only(deal("ceasefire"), later).reports == ("deal", "later")


@pytest.mark.parametrize(
    "other",
    [
        {"place": ELSEWHERE},
        {"day": "2016-05-20", "published": "2016-05-21"},
        {"parties": (FIRST,), "form": "unilateral"},
    ],
)
def test_other_places_parties_days_and_forms_make_another_agreement(other: dict[str, object]) -> None:
    first = deal("ceasefire", form="joint")
    second = deal("ceasefire", report="other", **{"form": "joint"} | other)  # type: ignore[arg-type]
    assert len(all_of(first, second)) == 2


def test_in_a_whole_country_an_agreement_is_known_by_all_its_parties() -> None:
    first = deal("ceasefire", place=COUNTRY)
    for parties, number in (((FIRST, SECOND), 1), ((FIRST, THIRD), 2), ((), 2)):
        later = deal(
            report="later", published="2016-04-20", day=None, background=True, place=COUNTRY, parties=parties
        )
        assert len(agreements([[first], [later]])) == number


def test_what_was_made_after_another_was_reported_is_another() -> None:
    first = deal("ceasefire", day=None)
    second = deal("ceasefire", report="second", published="2016-03-21", day="2016-03-20")
    assert [(found.start, found.latest) for found in all_of(first, second)] == [
        (None, "2016-03-10"),
        ("2016-03-20", "2016-03-20"),
    ]


def test_an_announced_agreement_is_that_which_is_concluded_then() -> None:
    announced = deal("ceasefire", report="before", published="2016-03-08", day=None, status="planned")
    assert only(announced).announced
    assert not only(announced, deal("ceasefire")).announced


def test_unilateral_and_joint_are_told_apart() -> None:
    assert only(deal("ceasefire", form="joint")).form == "joint"
    assert only(deal("ceasefire", parties=(FIRST,), form="unilateral")).form == "unilateral"
    assert only(deal("ceasefire", parties=(FIRST,))).form is None


def test_terms_keep_who_owes_them_where_and_by_when() -> None:
    deadline = Time(start="2016-03-14", end="2016-03-14", precision="day")
    place = Place(name="المركز", level="site", district="ذي ناعم", governorate="البيضاء", country="YE")
    owed = Term(kind="withdrawal", obligor=FIRST, place=place, deadline=deadline)
    account = term("withdrawal", deal(owed), deal("withdrawal", report="shorter"))
    assert (account.term.obligor, account.term.place, account.term.deadline) == (FIRST, place, deadline)
    assert len(account.term.told) == 2
    assert account.bound == (FIRST,)


def test_what_two_sides_owe_each_are_two_terms() -> None:
    both = deal(Term(kind="withdrawal", obligor=FIRST), Term(kind="withdrawal", obligor=SECOND))
    left = claim("later", "withdrawal", "2016-03-12", day="2016-03-11", actor=FIRST, side=SECOND)
    found = only(both, left)
    assert [(account.bound, account.judgement.state) for account in found.terms] == [
        ((FIRST,), "kept"),
        ((SECOND,), "no word"),
    ]


def test_done_after_its_deadline_is_late() -> None:
    deadline = Time(start="2016-03-14", end="2016-03-14", precision="day")
    owed = Term(kind="withdrawal", obligor=FIRST, deadline=deadline)
    left = claim("later", "withdrawal", "2016-03-21", day="2016-03-20", actor=FIRST, side=SECOND)
    account = term("withdrawal", deal(owed), left)
    assert (account.judgement.state, account.late) == ("kept", True)


def test_by_its_own_word_alone_is_said() -> None:
    owed = deal(Term(kind="withdrawal", obligor=FIRST))
    own = claim("own", "withdrawal", "2016-03-12", day="2016-03-11", actor=FIRST, side=FIRST)
    other = claim("other", "withdrawal", "2016-03-12", day="2016-03-11", actor=FIRST, side=SECOND)
    assert not term("withdrawal", owed, own).judgement.borne_out
    assert term("withdrawal", owed, own, other).judgement.borne_out


def test_a_part_is_partly_and_who_denies_it_disputes_it() -> None:
    owed = deal(Term(kind="withdrawal", obligor=FIRST))
    day = "2016-03-11"
    part = claim("part", "withdrawal", "2016-03-12", day=day, actor=FIRST, side=SECOND, extent="part")
    done = claim("done", "withdrawal", "2016-03-12", day=day, actor=FIRST, side=FIRST)
    denied = claim("denied", "withdrawal", "2016-03-12", day=day, actor=FIRST, side=SECOND, status="denied")
    assert term("withdrawal", owed, part).judgement.state == "partly"
    assert term("withdrawal", owed, done, denied).judgement.state == "disputed"


def test_who_comes_back_breaks_a_withdrawal_and_who_comes_instead_does_not() -> None:
    left = claim("left", "withdrawal", "2016-03-12", day="2016-03-11", actor=FIRST, side=FIRST)
    back = claim("back", "deployment", "2016-03-26", day="2016-03-25", actor=FIRST, side=FIRST)
    instead = claim("instead", "deployment", "2016-03-26", day="2016-03-25", actor=SECOND, side=SECOND)
    assert term("withdrawal", deal("withdrawal"), left, instead).judgement.state == "kept"
    broken = term("withdrawal", deal("withdrawal"), left, back).judgement
    assert (broken.state, broken.borne_out) == ("breached", True)


@pytest.mark.parametrize(
    "day, type_, actor, target, state",
    [
        ("2016-03-09", "clash", FIRST, SECOND, "no word"),  # it may have come before the signature
        ("2016-03-11", "clash", FIRST, SECOND, "breached"),
        ("2016-03-11", "clash", FIRST, THIRD, "no word"),  # who did not agree breaks nothing, nor is owed
        ("2016-03-11", "bombing", THIRD, FIRST, "no word"),
        ("2016-03-11", "shelling", None, "civilians", "breached"),
        ("2016-03-11", "interception", FIRST, None, "no word"),
        ("2017-06-01", "clash", FIRST, SECOND, "no word"),  # no longer followed
    ],
)
def test_fighting_at_the_place_after_the_day_breaks_a_ceasefire(
    day: str, type_: EventType, actor: str | None, target: str | None, state: str
) -> None:
    fight = claim("fight", type_, day, day=day, actor=actor, target=target)
    assert term("ceasefire", deal("ceasefire"), fight).judgement.state == state


def test_fighting_elsewhere_or_somewhere_in_a_wider_place_does_not() -> None:
    wider = Place(id="YE14", name="البيضاء", level="governorate", governorate="البيضاء", country="YE")
    for place in (ELSEWHERE, wider, None):
        fight = claim("fight", "clash", "2016-03-12", day="2016-03-11", actor=FIRST, place=place)
        assert term("ceasefire", deal("ceasefire"), fight).judgement.state == "no word"


def test_in_a_whole_country_only_what_they_do_to_each_other_counts() -> None:
    truce = deal("ceasefire", place=COUNTRY)
    day = "2016-03-11"
    other = claim("other", "airstrike", "2016-03-12", day=day, actor=FIRST, target=THIRD)
    each = claim("each", "airstrike", "2016-03-12", day=day, actor=FIRST, target=SECOND)
    assert term("ceasefire", truce, other).judgement.state == "no word"
    assert term("ceasefire", truce, each).judgement.blamed == (FIRST,)


def test_a_later_agreement_on_the_same_takes_over() -> None:
    second = deal("ceasefire", report="second", published="2016-05-02", day="2016-05-01")
    fight = claim("fight", "shelling", "2016-05-11", day="2016-05-10", actor=FIRST, target=SECOND)
    states = [found.terms[0].judgement.state for found in all_of(deal("ceasefire"), second, fight)]
    assert states == ["no word", "breached"]


def test_a_breach_counts_only_against_a_side_that_accepted() -> None:
    truce = deal("ceasefire", parties=(FIRST,), form="unilateral")
    accused = claim("accused", "breach", "2016-03-12", actor=SECOND, said_by=FIRST)
    found = only(truce, accused)
    assert found.terms[0].judgement.state == "no word"
    (entry,) = [one for one in found.timeline if one.what == "breach"]
    assert (entry.accusers, entry.actors, entry.bears) == ((FIRST,), (SECOND,), ())
    assert entry.why_not == "no report says that who is accused accepted the agreement"


def test_who_refused_is_not_bound_until_he_says_that_he_agreed() -> None:
    truce = deal("ceasefire")
    refusal = deal(
        report="no", published="2016-03-10", day=None, parties=(SECOND,), status="denied", said_by=SECOND
    )
    accused = claim("accused", "breach", "2016-03-14", actor=SECOND, said_by=FIRST)
    found = only(truce, refusal, accused)
    assert {party.id: party.stance for party in found.parties} == {FIRST: "accepted", SECOND: "refused"}
    assert found.terms[0].bound == (FIRST,)
    assert found.terms[0].judgement.state == "no word"
    joined = deal(report="yes", published="2016-03-12", day=None, parties=(SECOND,), said_by=SECOND)
    assert only(truce, refusal, joined, accused).terms[0].judgement.blamed == (SECOND,)


def test_a_smear_of_one_side_means_the_other_that_agreed() -> None:
    smear = claim("smear", "breach", "2016-03-12", actor=f"opponents_of:{FIRST}", side=FIRST)
    assert term("ceasefire", deal("ceasefire"), smear).judgement.blamed == (SECOND,)


def test_a_breach_that_somebody_fears_is_none() -> None:
    feared = claim("feared", "breach", "2016-03-12", actor=FIRST, said_by=SECOND, status="hypothetical")
    found = only(deal("ceasefire"), feared)
    assert [entry.what for entry in found.timeline] == ["agreement"]


def test_of_several_terms_without_a_ceasefire_it_must_say_which() -> None:
    accused = claim("accused", "breach", "2016-03-12", actor=FIRST, said_by=SECOND)
    found = only(deal("release", "withdrawal"), accused)
    assert {account.judgement.state for account in found.terms} == {"no word"}
    assert found.timeline[-1].why_not == "it does not say which term is broken"


def test_two_told_with_one_word_have_ids_of_their_own() -> None:
    first = deal("ceasefire", day="2015-05-13")
    second = deal("ceasefire", day="2015-07-10")
    ids = [found.id for found in all_of(first, second)]
    assert len(set(ids)) == 2


def test_words_and_outlet_of_a_confidential_report_are_not_shown() -> None:
    unlisted = Place(name="قرية لا يعرفها أحد", level="village", country="YE")
    hidden = deal("ceasefire", confidential=True, place=unlisted, side=FIRST)
    found = only(hidden)
    assert (found.place, found.terms[0].term.told[0].quote) == (None, None)
    assert found.sources[0].outlets == ()
    assert found.timeline[0].told[0].quote is None
    assert found.timeline[0].told[0].voice.outlet is None
