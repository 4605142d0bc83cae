"""Which claims are one incident: by type, place, day, parties and figures, in whatever order they come."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sijill.linking.claims import Claim
from sijill.linking.decisions import Decision, decided
from sijill.linking.grouping import grouped
from sijill.linking.likeness import points, reasons
from sijill.record import Event, EventType, Participant
from tests.linking.making import HARIB, MARIB, SIRWAH, claim, claims, event, never_copies


def groups(some: list[Claim], **more: object) -> set[frozenset[str]]:
    """The incidents, each as the keys of its claims."""
    return {frozenset(c.key for c in members) for members in grouped(some, never_copies, **more)}  # type: ignore[arg-type]


def are_one(one: Event, other: Event, **about: str) -> bool:
    return len(groups([claim("first", one), claim("second", other, **about)])) == 1


def test_the_same_thing_told_by_two_outlets_is_one() -> None:
    assert are_one(event(actor="houthi"), event(actor="houthi"))


@pytest.mark.parametrize(
    "one, other",
    [
        (event("capture", actor="government", target="houthi"), event("withdrawal", actor="houthi")),
        (event("handover", actor="houthi"), event("capture", target="houthi")),
        (event("arrest", target="civilians"), event("abduction", target="civilians")),
        (
            event("clash", actor="houthi", target="government"),
            event("clash", actor="government", target="houthi"),
        ),
        (event("capture"), event("capture", day="2016-03-02")),
        (event("capture", day=None, actor="stc", background=True), event("capture", actor="stc")),
    ],
)  # fmt: skip
def test_each_side_has_its_own_words_for_one_thing(one: Event, other: Event) -> None:
    assert are_one(one, other)
    assert are_one(other, one)


@pytest.mark.parametrize(
    "one, other",
    [
        (event(place=SIRWAH), event(place=HARIB)),
        (event("capture", place=MARIB), event("capture", place=SIRWAH)),
        (event("airstrike"), event("airstrike", day="2016-03-02")),
        (event("capture"), event("capture", day="2016-03-20")),
        (event("airstrike"), event("protest")),
        (event(status="planned"), event(status="hypothetical")),
        (
            event("shelling", actor="houthi", target="government"),
            event("shelling", actor="government", target="houthi"),
        ),
        (event(day=("2015-03-26", "2016-03-01"), background=True), event()),
    ],
)
def test_what_differs_in_what_matters_is_two(one: Event, other: Event) -> None:
    assert not are_one(one, other)
    assert not are_one(other, one)


def test_what_one_report_tells_as_two_stays_two() -> None:
    assert len(groups(claims("one", event(), event(words="ثم تجددت الاشتباكات")))) == 2


def test_places_without_a_code_are_one_by_their_names() -> None:
    unknown = replace(SIRWAH, id=None, name="جبل هيلان", district=None, level="site")
    spelt = replace(unknown, name="جبل هَيْلان")
    assert are_one(event(place=unknown), event(place=spelt))


def test_a_copied_sentence_speaks_for_one_incident() -> None:
    words = "استعادت القوات الحكومية أمس مركز المديرية بعد معارك استمرت ساعات"
    one = claim("first", event("shelling", place=MARIB, words=words))
    other = claim("second", event("shelling", place=SIRWAH, words=words))
    assert points(one, other, lambda *_: True) > points(one, other, never_copies)
    assert len(grouped([one, other], lambda *_: True)) == 1


def test_reasons_add_up_to_the_points() -> None:
    one, other = claim("first", event(actor="houthi")), claim("second", event(actor="houthi"))
    found = reasons(one, other, never_copies)
    assert sum(reason.points for reason in found) == points(one, other, never_copies)
    assert all(reason.what for reason in found)


def test_what_people_joined_stays_joined_and_what_they_parted_parted() -> None:
    alike = [claim("first", event()), claim("second", event())]
    other = claim("third", event(place=HARIB))
    parted = decided([Decision(kind="apart", one=(alike[0].key,), other=(alike[1].key,))])
    assert len(groups([*alike, other], decided=parted)) == 3
    joined = decided([Decision(kind="together", one=(alike[0].key,), other=(other.key,))])
    assert len(groups([*alike, other], decided=joined)) == 1
    both = [
        Decision(kind="apart", one=(alike[0].key,), other=(alike[1].key,)),
        Decision(kind="together", one=(alike[1].key,), other=(alike[0].key,)),
    ]
    assert len(groups(alike, decided=decided(both))) == 1
    assert len(groups(alike, decided=decided(both[::-1]))) == 2


@dataclass(frozen=True)
class Told:
    """What varies in the made-up claims."""

    report: int
    type: EventType
    place: int
    day: int
    actor: str


some_claims = st.lists(
    st.builds(
        Told,
        report=st.integers(0, 6),
        type=st.sampled_from(("clash", "capture", "withdrawal", "airstrike", "shelling")),
        place=st.integers(0, 2),
        day=st.integers(1, 6),
        actor=st.sampled_from(("houthi", "government")),
    ),
    max_size=14,
    unique_by=lambda told: (told.report, told.type, told.place),
)


def made(told: list[Told]) -> list[Claim]:
    return [
        claim(
            f"report {t.report}",
            event(t.type, (SIRWAH, HARIB, MARIB)[t.place], f"2016-03-0{t.day}", actor=t.actor),
        )
        for t in told
    ]


@given(some_claims, st.randoms(use_true_random=False))
def test_the_order_of_arrival_has_no_effect(told: list[Told], chance: object) -> None:
    some = made(told)
    shuffled = list(some)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert groups(shuffled) == groups(some)


@given(some_claims)
def test_every_claim_is_in_one_incident(told: list[Told]) -> None:
    some = made(told)
    found = grouped(some, never_copies)
    assert sorted(c.key for members in found for c in members) == sorted(c.key for c in some)
    for members in found:
        assert len({c.report_id for c in members}) == len(members)


@given(some_claims)
def test_with_the_parties_swapped_the_incidents_are_the_same(told: list[Told]) -> None:
    swap = {"houthi": "government", "government": "houthi"}
    some = made(told)
    mirrored = [
        replace(
            c,
            event=replace(
                c.event,
                participants=[Participant(role=p.role, id=swap[p.id]) for p in c.event.participants],
            ),
        )
        for c in some
    ]
    assert groups(mirrored) == groups(some)


def test_three_tellings_in_any_order() -> None:
    some = [claim("a", event()), claim("b", event(place=MARIB)), claim("c", event(actor="houthi"))]
    assert len({frozenset(groups(list(order))) for order in permutations(some)}) == 1
