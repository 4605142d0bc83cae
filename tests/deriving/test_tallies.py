"""Tallies: the cases of the corpus, and what must hold of any."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.deriving.conventions import CONVENTIONS
from sijill.deriving.standing import Standings
from sijill.deriving.tallies import Tally, added, tally
from sijill.deriving.tally_parts import Part
from sijill.deriving.tally_question import Question
from sijill.packs import load
from sijill.record import Document
from tests.deriving.made import document, gathered, incidents

CASES = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "tallies.yaml").read_text(encoding="utf-8"))


@cache
def standings() -> Standings:
    return Standings.of_pack(load("yemen"))


def counted(documents: list[Document], **asked: Any) -> Tally:
    claims, speech, copies = gathered(documents)
    return tally(
        incidents(claims, copies), Question(**asked), copies=copies, standings=standings(), speech=speech
    )


def written(parts: list[Part]) -> str:
    """`low best high`."""
    of = added(parts)
    return f"{of.low} {of.best} {of.high}" + ("+" if of.open_ended else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_corpus(case: dict[str, Any]) -> None:
    found = counted(
        [document(report) for report in case["reports"]],
        what=case["what"],
        by=tuple(case["by"]),
        convention=CONVENTIONS[case.get("convention", "codebook")],
    )
    rows = {" / ".join(name or "not told" for name in row.cell): row for row in found.rows} or {
        "": found.total
    }
    if "rows" in case:
        wanted = {str(name): told for name, told in case["rows"].items()}
        assert {name: written(row.parts) for name, row in rows.items()} == wanted
    for name, told in case.get("independent", {}).items():
        assert written(rows[name].by_standing["independent"]) == told
    for name, sides in case.get("claimed", {}).items():
        by = {side: written(parts) for side, parts in rows[name].by_standing.items()}
        assert {side: by.get(side) for side in sides} == sides
    assert written(found.total.parts) == case["total"]
    assert {left.reason: len(left.claims) for left in found.left_out} == case.get("left_out", {})


PARTIES = ("houthi", "government")
SWAPPED = {"houthi": "government", "government": "houthi"}


@st.composite
def reports(draw: st.DrawFn, parties: tuple[str, str] = PARTIES) -> list[dict[str, Any]]:
    """Reports of outlets of both sides and of none, on a few places and days, so that they meet."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        claims = []
        for _ in range(draw(st.integers(1, 3))):
            actor = draw(st.sampled_from(parties))
            low = draw(st.integers(0, 30))
            high = draw(st.sampled_from([[low], [low, low], [low, low + 20]]))
            claims.append(
                {
                    "words": draw(st.sampled_from(["اشتباكات عنيفة في المديرية", "قتلى في هجوم على موقع"])),
                    "type": draw(st.sampled_from(["clash", "shelling", "capture", "accusation"])),
                    "status": draw(st.sampled_from(["occurred", "occurred", "denied", "planned"])),
                    "background": draw(st.booleans()),
                    "actor": actor,
                    "target": SWAPPED[actor],
                    "place": draw(st.sampled_from(["صرواح, مأرب, YE", "نهم, صنعاء, YE", "مأرب, YE", None])),
                    "day": f"2020-03-0{draw(st.integers(1, 3))}",
                    "numbers": [
                        {"killed": high, "of": draw(st.sampled_from([*parties, "civilians", "women", None]))}
                    ]
                    if draw(st.booleans())
                    else [],
                    "by": draw(
                        st.sampled_from(["reporter", "witness", "medical", *(f"party {p}" for p in parties)])
                    ),
                }
            )
        made.append(
            {
                "id": f"r{number}",
                "source": f"outlet {draw(st.integers(1, 3))}",
                "side": draw(st.sampled_from([*parties, None])),
                "published": f"2020-03-0{draw(st.integers(3, 9))}",
                "claims": claims,
            }
        )
    return made


asked = st.fixed_dictionaries(
    {
        "what": st.sampled_from(["killed", "events"]),
        "by": st.lists(
            st.sampled_from(["day", "month", "governorate", "type", "party", "actor", "side"]),
            unique=True,
            max_size=3,
        ).map(tuple),
        "convention": st.sampled_from(list(CONVENTIONS.values())),
    }
)


def told(found: Tally) -> dict[str, Any]:
    """A tally as plain values, without the ids of incidents."""
    rows = {
        row.cell: (
            written(row.parts),
            sorted(row.claims),
            {standing: written(parts) for standing, parts in row.by_standing.items()},
        )
        for row in (*found.rows, found.total)
    }
    return {"rows": rows, "left": {left.reason: left.claims for left in found.left_out}}


@settings(deadline=None, max_examples=60)
@given(reports(), asked, st.randoms(use_true_random=False))
def test_order_of_arrival_has_no_effect(made: list[dict[str, Any]], ask: dict[str, Any], any_: Any) -> None:
    documents = [document(report) for report in made]
    first = told(counted(documents, **ask))
    any_.shuffle(documents)
    assert told(counted(documents, **ask)) == first


def swapped(value: Any) -> Any:
    """The same with the two parties' names changed for one another, wherever they stand."""
    if isinstance(value, dict):
        return {swapped(key): swapped(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(swapped(inner) for inner in value)
    if isinstance(value, str):
        return " ".join(SWAPPED.get(word, word) for word in value.split(" "))
    return value


@settings(deadline=None, max_examples=60)
@given(reports(), asked)
def test_swapped_parties_give_the_mirrored_tally(made: list[dict[str, Any]], ask: dict[str, Any]) -> None:
    there = told(counted([document(report) for report in made], **ask))
    mirrored = told(counted([document(report) for report in swapped(made)], **ask))
    assert mirrored == swapped(there)


@settings(deadline=None, max_examples=60)
@given(reports(), asked)
def test_every_claim_is_counted_or_left_out_once(made: list[dict[str, Any]], ask: dict[str, Any]) -> None:
    documents = [document(report) for report in made]
    found = counted(documents, **ask)
    claims, speech, _ = gathered(documents)
    used = [claim.key for part in found.total.parts for claim in part.happening.claims]
    left = [key for of in found.left_out for key in of.claims]
    assert sorted(used + left) == sorted(claim.key for claim in (*claims, *speech))


@settings(deadline=None, max_examples=60)
@given(reports(), asked)
def test_low_best_and_high_are_in_order(made: list[dict[str, Any]], ask: dict[str, Any]) -> None:
    found = counted([document(report) for report in made], **ask)
    for row in (*found.rows, found.total):
        for parts in (row.parts, *row.by_standing.values()):
            of = added(parts)
            assert 0 <= of.low <= of.best <= of.high


@settings(deadline=None, max_examples=40)
@given(reports())
def test_days_asked_for_are_the_rows_of_these_days(made: list[dict[str, Any]]) -> None:
    documents = [document(report) for report in made]
    whole = counted(documents, what="killed", by=("day",))
    one = counted(documents, what="killed", by=("day",), since="2020-03-02", until="2020-03-02")
    there = [written(row.parts) for row in whole.rows if row.cell == ("2020-03-02",)]
    assert [written(row.parts) for row in one.rows] == there


def test_a_report_taken_away_takes_its_figures_with_it() -> None:
    case = next(case for case in CASES if case["case"].startswith("one incident told"))
    made = [document(report) for report in case["reports"]]
    ask = {"what": "killed", "by": ("party",)}
    assert told(counted(made[1:], **ask))["rows"][("civilians",)][0] == "3 3 4"
    assert written(counted(made[:1], **ask).total.parts) == "5 5 5"


def test_further_voices_claim_and_deny() -> None:
    case = next(case for case in CASES if case["case"].startswith("a voice quoted"))
    found = counted([document(report) for report in case["reports"]], what="events")
    assert set(found.total.by_standing) == {"independent", "government"}
    assert found.total.disputed == 1
