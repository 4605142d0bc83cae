"""Who holds what: cases in tests/corpus/control.yaml, and what holds of any claims."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sijill import packs
from sijill.deriving.control import Account, Control
from sijill.linking.claims import Claim
from sijill.linking.copies import NO_COPIES, Copies
from sijill.packs import Pack
from sijill.packs.model import DatedIds
from tests.deriving.made_claims import claim_of

CASES = yaml.load(
    (Path(__file__).parents[1] / "corpus" / "control.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
TRUE = "true"


def account(control: Control, place: str, day: str) -> Account:
    located = control.containment.by_key(place)
    assert located is not None
    return control.on(located, date.fromisoformat(day).toordinal())


def made(briefs: list[dict[str, Any]], pack: Pack) -> list[Claim]:
    return [
        claim_of({**brief, "background": brief.get("background") == TRUE}, number, pack)
        for number, brief in enumerate(briefs)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_cases(case: dict[str, Any], yemen: Pack) -> None:
    control = Control(
        made(case["claims"], yemen),
        Copies(alike={tuple(sorted(pair)) for pair in case.get("copies", ())}),
        yemen,
    )
    for expected in case["expect"]:
        told = account(control, expected["place"], expected["on"])
        assert told.state == expected["state"], expected
        if "holders" in expected:
            assert sorted({i for c in told.camps for i in c.camp.ids}) == expected["holders"], expected
        if "sure" in expected:
            assert [c.corroborated for c in told.camps] == [expected["sure"] == TRUE], expected
        if "unordered" in expected:
            assert len(told.unordered) == int(expected["unordered"]), expected
        if "at_most" in expected:
            assert told.camps[0].confidence <= float(expected["at_most"]), expected
        if "less_than" in expected:
            whole = account(control, expected["less_than"], expected["on"])
            assert told.camps[0].confidence < whole.camps[0].confidence, expected


def test_every_interval_has_the_claims_behind_it(yemen: Pack) -> None:
    for case in CASES:
        control = Control(made(case["claims"], yemen), NO_COPIES, yemen)
        for place in control.places:
            through = control.timeline(place).intervals
            for earlier, later in pairwise(through):
                assert earlier.last is not None
                assert earlier.last + 1 == later.first
            for interval in through:
                faded = interval is not through[0] and interval.state == "unknown"
                ended = any(c.places for other in through for c in other.camps)
                assert interval.began or faded or ended or interval.camps, (case["case"], place.name)
            if through:
                assert through[-1].state == "unknown"


def test_a_confidential_place_that_the_pack_lacks_is_not_named(yemen: Pack) -> None:
    brief = {"reported": "2015-08-20", "type": "capture", "actor": "houthi", "on": "2015-08-20"}
    hidden = claim_of({**brief, "place": "مخبأ", "confidential": True}, 0, yemen)
    shown = claim_of({**brief, "place": "مخبأ"}, 0, yemen)
    assert Control([hidden], NO_COPIES, yemen).places == []
    assert [place.name for place in Control([shown], NO_COPIES, yemen).places] == ["مخبأ"]


def test_coverage_stands_beside_every_account(yemen: Pack) -> None:
    brief = {"type": "clash", "actor": "houthi", "place": "YE2005"}
    days = ("2015-08-01", "2015-08-20", "2015-08-31", "2015-09-01")
    claims = [
        claim_of({**brief, "reported": day, "outlet": f"outlet{number % 2}"}, number, yemen)
        for number, day in enumerate(days)
    ]
    told = account(Control(claims, NO_COPIES, yemen), "YE20", "2015-08-15").coverage
    assert (told.month, told.reports, told.outlets, told.few) == ("2015-08", 3, 2, False)
    assert account(Control(claims, NO_COPIES, yemen), "YE20", "2015-09-15").coverage.few
    assert account(Control(claims, NO_COPIES, yemen), "YE21", "2015-08-15").coverage.reports == 0


# Properties

SIDES = ("houthi", "government", "resistance", "stc")
SWAPPED = {"houthi": "government", "government": "houthi"}
PLACES = ("YE20", "YE2005", "YE2007", "sijill:dhamar")


@st.composite
def briefs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Claims on a few places of one governorate, by outlets of all sides and of none."""
    found = []
    for _ in range(draw(st.integers(1, 12))):
        first = draw(st.integers(1, 60))
        type_ = draw(st.sampled_from(("capture", "withdrawal", "handover", "arrest")))
        actor = draw(st.sampled_from(SIDES))
        brief: dict[str, Any] = {
            "type": type_,
            "status": draw(st.sampled_from(("occurred", "occurred", "occurred", "denied"))),
            "actor": actor,
            "place": draw(st.sampled_from(PLACES)),
            "reported": date.fromordinal(735810 + first + draw(st.integers(0, 9))).isoformat(),
            "outlet": draw(st.sampled_from(("reuters", "unheard-of", "one", "two", "three"))),
            "extent": draw(st.sampled_from((None, "whole", "part"))),
        }
        brief["side"] = draw(st.sampled_from((None, *SIDES))) if len(brief["outlet"]) < 6 else None
        if draw(st.booleans()):
            brief["target" if type_ == "capture" else "recipient"] = draw(
                st.sampled_from([side for side in SIDES if side != actor])
            )
        if draw(st.integers(0, 5)):
            last = first + draw(st.sampled_from((0, 0, 0, 6, 30)))
            brief["on"] = [date.fromordinal(735810 + day).isoformat() for day in (first, last)]
            brief["precision"] = draw(st.sampled_from(("day", "week"))) if first == last else "week"
        found.append(brief)
    return found


PACK = packs.load("yemen")


def picture(control: Control, names: dict[str, str]) -> list[Any]:
    """Everything that an account says, with the parties renamed."""

    def renamed(ids: frozenset[str]) -> list[str]:
        return sorted(names.get(id_, id_) for id_ in ids)

    return [
        (
            place.key,
            interval.first,
            interval.last,
            interval.state,
            sorted(word.claim.key for word in interval.began),
            sorted(word.claim.key for word in interval.against),
            sorted(
                (
                    renamed(camp.ids),
                    renamed(camp.losers),
                    camp.whole,
                    sorted((s.word.claim.key, s.standing, s.weight) for s in camp.supports),
                )
                for camp in interval.camps
            ),
        )
        for place in control.places
        for interval in control.timeline(place).intervals
    ]


def renamed_claim(claim: Claim) -> Claim:
    event, side = claim.event, claim.report.side
    people = [replace(one, id=SWAPPED.get(one.id, one.id)) for one in event.participants]
    return replace(
        claim,
        event=replace(event, participants=people),
        report=replace(claim.report, side=SWAPPED.get(side, side) if side else None),
    )


def renamed_pack(pack: Pack) -> Pack:
    """The pack in which each of two parties has the other's allies and foes."""
    table = dict(pack.words["control"])
    table["allies"] = [
        {**group, "ids": [SWAPPED.get(id_, id_) for id_ in group["ids"]]} for group in table["allies"]
    ]
    table["foes"] = [
        {**pair, **{key: [SWAPPED.get(id_, id_) for id_ in pair[key]] for key in ("one", "other")}}
        for pair in table["foes"]
    ]
    return replace(pack, words={**pack.words, "control": table})


MIRRORED = renamed_pack(PACK)


@settings(max_examples=150, deadline=None)
@given(told=briefs())
def test_swapped_names_give_the_mirrored_map(told: list[dict[str, Any]]) -> None:
    claims = [claim_of(brief, number, PACK) for number, brief in enumerate(told)]
    swapped = [renamed_claim(claim) for claim in claims]
    there, here = Control(claims, NO_COPIES, PACK), Control(swapped, NO_COPIES, MIRRORED)
    assert picture(there, {}) == picture(here, SWAPPED)


@settings(max_examples=150, deadline=None)
@given(told=briefs(), data=st.data())
def test_the_order_of_arrival_has_no_effect(told: list[dict[str, Any]], data: st.DataObject) -> None:
    claims = [claim_of(brief, number, PACK) for number, brief in enumerate(told)]
    copies = Copies(alike={(f"r{n:03}", f"r{n + 1:03}") for n in range(0, len(claims) - 1, 3)})
    shuffled = data.draw(st.permutations(claims))
    once, again = Control(claims, copies, PACK), Control(shuffled, copies, PACK)
    assert picture(once, {}) == picture(again, {})


@settings(max_examples=150, deadline=None)
@given(told=briefs())
def test_invariants(told: list[dict[str, Any]]) -> None:
    claims = [claim_of(brief, number, PACK) for number, brief in enumerate(told)]
    control = Control(claims, NO_COPIES, PACK)
    for place in control.places:
        through = control.timeline(place).intervals
        for earlier, later in pairwise(through):
            assert earlier.last is not None
            assert earlier.first <= earlier.last == later.first - 1
        for interval in through:
            camps = control.camps_on(place, interval, interval.first)
            # Nobody's word on himself alone makes certain.
            for camp in camps:
                if not camp.corroborated:
                    assert camp.confidence <= control.rates.uncorroborated
            if interval.state == "held":
                assert [camp.camp.whole for camp in camps] == [True]
            if interval.state == "contested":
                assert len(camps) > 1 or interval.against
        if through:
            assert through[-1].last is None
            assert through[-1].state == "unknown"


def test_allies_are_dated(yemen: Pack) -> None:
    from sijill.deriving.alignment import Alignment
    from sijill.deriving.control_rates import rates_of

    rates = replace(rates_of(yemen), allies=(DatedIds(ids=("stc", "un"), until=date(2015, 1, 1)),))
    alignment = Alignment(yemen, rates)
    assert alignment.allied(("stc",), ("un",), date(2015, 1, 1).toordinal())
    assert not alignment.allied(("stc",), ("un",), date(2015, 1, 2).toordinal())
