"""Linking what changed gives what linking all at once gives, whatever came, went and was decided before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.linking.claims import Claim
from sijill.linking.decisions import Decision, decided
from sijill.linking.grouping import grouped
from sijill.linking.nearby import Look, Shelf, kept
from sijill.linking.relinking import Member, Relinking
from tests.linking.making import HARIB, MARIB, SIRWAH, claims, event


class Box:
    """What was linked, kept in memory as a register keeps it: rows that are handed out as new members."""

    def __init__(self) -> None:
        self.rows: dict[str, Member] = {}
        self.told: dict[str, Claim] = {}

    def on(self, looks: Iterable[Look]) -> list[tuple[Shelf, str, Member]]:
        wanted = {(look.shelf, unit) for look in looks for unit in look.units or (None,)}
        return [
            (shelf, unit, _copy(self.rows[key]))
            for key, claim in self.told.items()
            for shelf, unit in kept(claim)
            if (shelf, unit) in wanted or (shelf, None) in wanted
        ]

    def of(self, seeds: Iterable[str]) -> list[Member]:
        wanted = set(seeds)
        return [_copy(row) for row in self.rows.values() if row.seed in wanted]

    def inside(self, incidents: Iterable[str]) -> list[Member]:
        wanted = set(incidents)
        return [_copy(row) for row in self.rows.values() if row.incident in wanted]

    def named(self, keys: Iterable[str]) -> list[Member]:
        return [_copy(self.rows[key]) for key in keys if key in self.rows]

    def claims(self, keys: Iterable[str]) -> Mapping[str, Claim]:
        return {key: self.told[key] for key in keys}

    def last(self) -> int:
        return max((row.rank[0] for row in self.rows.values()), default=0)

    def link(
        self, gone: Iterable[str], new: Iterable[Claim], decisions: list[Decision], again: Iterable[str] = ()
    ) -> None:
        """One round, and what comes of it kept."""
        new, gone = list(new), list(gone)
        round_ = Relinking(self, are_copies, decided(decisions))
        round_.drop(gone)
        round_.add(new)
        round_.take_again(again)
        round_.settle()
        found = round_.incidents()
        for key in gone:
            self.rows.pop(key, None)
            self.told.pop(key, None)
        self.told |= {claim.key: claim for claim in new}
        for key, member in round_.moved.items():
            self.rows[key] = _copy(member)
        for members in found:
            for member in members:
                self.rows[member.key].incident = members[0].key

    def incidents(self) -> set[frozenset[str]]:
        found: dict[str, set[str]] = {}
        for key, row in self.rows.items():
            assert row.incident is not None
            found.setdefault(row.incident, set()).add(key)
        return set(map(frozenset, found.values()))


def _copy(member: Member) -> Member:
    return Member(member.rank, member.key, member.seed, member.incident)


def are_copies(one: str, other: str) -> bool:
    """Some reports have one text."""
    return (int(one[-1]) + int(other[-1])) % 5 == 0


DAYS = (
    None,
    *(f"2016-03-0{day}" for day in (1, 2, 3)),
    ("2016-01-01", "2016-03-04"),
    ("2016-03-01", "2016-03-03"),
)
told = st.builds(
    lambda type_, place, day, actor, words, background: event(
        type_, (SIRWAH, HARIB, MARIB, None)[place], DAYS[day], actor=actor, words=words, background=background
    ),
    # Few of each, so that claims meet.
    st.sampled_from(("clash", "killing", "capture")),
    st.sampled_from((0, 0, 0, 1, 2, 3)),
    st.sampled_from((0, 1, 1, 1, 2, 3, 4, 5)),
    st.sampled_from((None, None, "houthi", "government")),
    st.sampled_from(("اشتباكات عنيفة قرب مركز المديرية", "معارك في الجبال", "انسحاب القوات من المدينة")),
    st.booleans(),
)
reports = st.lists(told, max_size=3, unique_by=lambda e: (e.type, e.place.name if e.place else ""))
chances = st.randoms(use_true_random=False)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("report"), st.integers(0, 9), reports),
        st.tuples(st.just("reports"), st.integers(0, 5), reports),
        st.tuples(st.just("decide"), st.sampled_from(("together", "apart")), chances),
        st.tuples(st.just("withdraw"), st.none(), chances),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(steps)
def test_what_changed_is_linked_as_all_is_linked_at_once(steps: list[tuple[str, Any, Any]]) -> None:
    box, decisions, by_report = Box(), list[Decision](), dict[str, list[Claim]]()
    for what, number, given_ in steps:
        gone: list[str] = []
        new: list[Claim] = []
        again: list[str] = []
        if what in ("report", "reports"):
            # Several reports of one content, to make incidents of more members than are compared.
            for each in range(number, number + (5 if what == "reports" else 1)):
                id_ = f"report {each % 10}"
                gone += [claim.key for claim in by_report.get(id_, ())]
                by_report[id_] = claims(id_, *given_)
                new += by_report[id_]
        else:
            known = sorted(claim.key for some in by_report.values() for claim in some)
            if len(known) < 2:
                continue
            chance = given_
            number_ = len(decisions) + 1
            if what == "decide":
                picked = chance.sample(known, min(len(known), 4))
                made = Decision(kind=number, number=number_, one=tuple(picked[:2]), other=tuple(picked[2:]))
                again = picked
            elif decisions:
                back = chance.choice(decisions)
                made = Decision(kind="withdrawn", number=number_, of=back.number)
                again = [key for decision in decisions for key in (*decision.one, *decision.other)]
            else:
                continue
            decisions.append(made)
        box.link(gone, new, decisions, again)
        every = [claim for some in by_report.values() for claim in some]
        at_once = grouped(every, are_copies, decided(decisions))
        assert box.incidents() == {frozenset(claim.key for claim in members) for members in at_once}
