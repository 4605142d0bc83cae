"""What holds of agreements for any claims: order, names, deletion, and that all goes back to claims."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sijill.linking.claims import Claim
from sijill.record import EventType, Status, Term, TermKind
from tests.deriving.agreements_made import (
    COUNTRY,
    ELSEWHERE,
    FIRST,
    HERE,
    SECOND,
    THIRD,
    all_of,
    claim,
)

SWAP = {FIRST: SECOND, SECOND: FIRST}
TYPES: list[EventType] = [
    "agreement",
    "agreement",
    "breach",
    "withdrawal",
    "deployment",
    "handover",
    "release",
    "capture",
    "clash",
    "shelling",
]
STATUSES: list[Status] = ["occurred", "occurred", "occurred", "planned", "denied", "demanded"]
KINDS: list[TermKind] = ["ceasefire", "withdrawal", "release"]
NAMES = st.sampled_from([FIRST, SECOND, THIRD, f"opponents_of:{FIRST}", f"opponents_of:{SECOND}"])
MAYBE_NAMES = st.none() | NAMES


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    """Some reports' claims around one deal, mostly between two parties in one district."""
    found = []
    for number in range(draw(st.integers(1, 9))):
        type_ = draw(st.sampled_from(TYPES))
        published = date(2016, 3, 1) + timedelta(days=draw(st.integers(0, 40)))
        day = published - timedelta(days=draw(st.integers(0, 4))) if draw(st.booleans()) else None
        parties = draw(st.sampled_from([(FIRST, SECOND), (FIRST,), (SECOND,), ()]))
        kinds = draw(st.lists(st.sampled_from(KINDS), unique=True))
        obligor = draw(st.sampled_from([None, FIRST, SECOND]))
        is_deal = type_ == "agreement"
        found.append(
            claim(
                f"r{number % 6}",
                type_,
                published.isoformat(),
                day=day.isoformat() if day else None,
                status=draw(st.sampled_from(STATUSES)),
                actor=None if is_deal else draw(MAYBE_NAMES),
                target=None if is_deal else draw(MAYBE_NAMES),
                parties=parties if is_deal else (),
                side=draw(st.sampled_from([None, FIRST, SECOND])),
                said_by=draw(st.sampled_from([None, FIRST, SECOND])),
                place=draw(st.sampled_from([HERE, HERE, HERE, ELSEWHERE, COUNTRY, None])),
                terms=tuple(Term(kind=kind, obligor=obligor) for kind in kinds) if is_deal else (),
                at=number * 20,
            )
        )
    return found


def swapped(value: Any) -> Any:
    """The same with the two parties' names swapped, wherever they stand."""
    if isinstance(value, str):
        names = {**SWAP, **{f"opponents_of:{one}": f"opponents_of:{other}" for one, other in SWAP.items()}}
        return names.get(value, value)
    if isinstance(value, dict):
        return {swapped(key): swapped(each) for key, each in value.items()}
    return [swapped(each) for each in value] if isinstance(value, list) else value


def in_order(value: Any) -> Any:
    """The same with every list sorted: lists of names stand in the order of names."""
    if isinstance(value, dict):
        return {key: in_order(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted(map(in_order, value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


def plain(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def account(found: Sequence[Claim]) -> Any:
    return plain(all_of(*found))


@given(claims(), st.randoms(use_true_random=False))
def test_order_of_claims_has_no_effect(told: list[Claim], random: Any) -> None:
    shuffled = random.sample(told, len(told))
    assert account(shuffled) == account(told)


@given(claims())
def test_with_two_names_swapped_the_account_is_mirrored(told: list[Claim]) -> None:
    mirrored = [msgspec.convert(swapped(plain(each)), Claim) for each in told]
    outlets = [
        msgspec.structs.replace(other, report=msgspec.structs.replace(other.report, source=one.report.source))
        for one, other in zip(told, mirrored, strict=True)
    ]
    assert in_order(account(outlets)) == in_order(swapped(account(told)))


@given(claims())
def test_all_goes_back_to_claims_that_are_there(told: list[Claim]) -> None:
    keys = {each.key for each in told}
    for agreement in all_of(*told):
        behind = {*agreement.claims}
        for one in agreement.terms:
            behind |= {*one.evidence} | {words.claim for words in one.term.told}
            behind |= {key for position in one.judgement.positions for key in position.claims}
        behind |= {words.claim for entry in agreement.timeline for words in entry.told}
        assert behind <= keys


@given(claims())
def test_nothing_counts_against_a_side_that_did_not_accept(told: list[Claim]) -> None:
    for agreement in all_of(*told):
        accepted = {party.id for party in agreement.parties if party.stance == "accepted"}
        for one in agreement.terms:
            assert {*one.bound} <= accepted
            assert {*one.judgement.blamed} <= accepted
            assert {side for position in one.judgement.positions for side in position.of} <= accepted


@given(claims())
def test_without_evidence_there_is_no_word(told: list[Claim]) -> None:
    for agreement in all_of(*told):
        for one in agreement.terms:
            assert (one.judgement.state == "no word") == (not one.evidence)
