"""Incidents counted once, and how many were killed, detained, displaced in them: by whose word, and what not.

A figure of a war is an account of claims. Every row says how many each side claims and how many somebody
independent reports, how much is reported of the place at all, and beside the rows stands what was left out.
"""

from collections.abc import Iterable
from itertools import product
from typing import Final

from msgspec import Struct, field

from sijill.deriving.estimates import Estimate, of_incident, weigher
from sijill.deriving.figures import Figure, denies, figures_of
from sijill.deriving.happenings import Happening, happening_of, is_toll, sorted_out
from sijill.deriving.standing import Standings
from sijill.deriving.tally_parts import Part, Share, shares
from sijill.deriving.tally_question import Labels, Question, units_of
from sijill.deriving.tally_terms import EVENTS, PLACES, TIMES
from sijill.linking.claims import Claim
from sijill.linking.copies import NO_COPIES, Copies
from sijill.linking.incidents import Incident

Cell = tuple[str | None, ...]
"""A row's name under each key of the question; None: nobody tells."""

REASONS: Final = {
    "speech": "accusations, demands and threats: words alone",
    "planned": "announced or planned, not said to have happened",
    "demanded": "demanded, not said to have happened",
    "threatened": "threatened, not said to have happened",
    "hypothetical": "feared or supposed, not said to have happened",
    "denied": "said not to have happened",
    "background": "recalled as history, and told as news by no report here",
    "toll": "the toll of a long time or of the whole war, not of one incident",
    "undated": "no day is told",
    "coarse": "dated too coarsely to tell whether it falls in the days asked for",
    "no_number": "no number of these is told",
    "convention": "not counted by this convention",
}
"""Why claims are not counted, in the order in which it is looked at."""


class Row(Struct, kw_only=True):
    """A row: the whole, and by standing (a side, `independent`, `unplaced`) what such voices alone tell."""

    cell: Cell
    parts: list[Part] = field(default_factory=list)
    by_standing: dict[str, list[Part]] = field(default_factory=dict)

    @property
    def estimate(self) -> Estimate:
        """What the row comes to."""
        return added(self.parts)

    @property
    def claims(self) -> dict[str, Claim]:
        """The claims that it comes from, by their keys."""
        return {claim.key: claim for part in self.parts for claim in part.claims}

    @property
    def disputed(self) -> int:
        """How many of its incidents some claim denies."""
        return sum(bool(part.happening.denied) for part in self.parts)


class Scope(Struct, frozen=True):
    """The place and the months whose coverage stands beside a row; no `place`: everywhere."""

    place: str
    first: str
    last: str


class LeftOut(Struct, frozen=True):
    """Claims that are not counted, by their keys, for one of the `REASONS`."""

    reason: str
    claims: tuple[str, ...]


class Tally(Struct, frozen=True, kw_only=True):
    """The answer to a question. `total` has every incident once, whatever rows it stands in."""

    question: Question
    rows: tuple[Row, ...]
    total: Row
    left_out: tuple[LeftOut, ...]


def scope_of(row: Row, question: Question) -> Scope:
    """Of which place and months it matters to a row how much is reported.

    The place is the finest that the rows are by, else the one asked for, else everywhere. The months
    are those of its incidents if the rows are by time, else those asked for.
    """
    names = dict(zip(question.by, row.cell, strict=False))
    place, first, last = question.unit, (question.since or "")[:7], (question.until or "9999")[:7]
    finest = next((key for key in PLACES if names.get(key)), None)
    if finest and row.parts:
        place = units_of(row.parts[0].happening.place)[finest][0]
    if any(names.get(key) for key in TIMES):
        months = [part.happening.day.isoformat()[:7] for part in row.parts if part.happening.day]
        first, last = min(months), max(months)
    return Scope(place, first, last)


def added(parts: Iterable[Part]) -> Estimate:
    """What several incidents come to."""
    return sum((part.estimate for part in parts), Estimate())


def tally(
    incidents: Iterable[Incident],
    question: Question,
    *,
    copies: Copies = NO_COPIES,
    standings: Standings,
    speech: Iterable[Claim] = (),
) -> Tally:
    """Count incidents, or what happened in them, each once.

    `copies` tells which reports have one text, `speech` claims that are words alone, which are no
    part of incidents and are only left out here.
    """
    counting = _Counting(question, standings, copies)
    counting.leave_out("speech", speech)
    happenings = [h for incident in incidents if (h := counting.happening(incident))]
    labels = Labels(happenings)
    rows: dict[Cell, Row] = {}
    total = Row(cell=())
    for happening in happenings:
        for share in shares(happening, question.what, question.by, question.convention, standings):
            names = [
                [share.told[key]] if key in share.told else labels.of(key, happening) for key in question.by
            ]
            for cell in product(*names):
                _put(share, rows.setdefault(cell, Row(cell=cell)))
        for share in shares(happening, question.what, (), question.convention, standings):
            _put(share, total)
    return Tally(
        question=question,
        rows=tuple(rows[cell] for cell in sorted(rows, key=_order)) if question.by else (),
        total=total,
        left_out=tuple(
            LeftOut(reason, tuple(sorted(counting.left_out[reason])))
            for reason in REASONS
            if counting.left_out.get(reason)
        ),
    )


def _put(share: Share, row: Row) -> None:
    row.parts.append(share.whole)
    for standing, part in share.by_standing.items():
        row.by_standing.setdefault(standing, []).append(part)


def _order(cell: Cell) -> tuple[tuple[bool, str], ...]:
    """Rows by name, what nobody tells last."""
    return tuple((name is None, name or "") for name in cell)


class _Counting:
    """One question put to incidents, one by one."""

    def __init__(self, question: Question, standings: Standings, copies: Copies) -> None:
        self._question = question
        self._standings = standings
        self._copies = copies
        self.left_out: dict[str, list[str]] = {}

    def leave_out(self, reason: str, claims: Iterable[Claim]) -> None:
        """Note claims that are not counted, as far as they are among those asked for."""
        keys = [claim.key for claim in claims if self._question.fits_claim(claim)]
        self.left_out.setdefault(reason, []).extend(keys)

    def happening(self, incident: Incident) -> Happening | None:
        """The happening to be counted; None, with the reason noted, if it is not."""
        told = sorted_out(incident, self.leave_out, self._is_toll)
        if not told:
            return None
        denied = [claim for claim in incident.claims if denies(claim)]
        found = happening_of(incident, told, denied, self._copies)
        if not self._question.fits(found):
            return None
        holds = self._question.holds_day(found)
        if holds is False:
            return None
        if reason := self._not_counted(found, asked=holds):
            self.left_out.setdefault(reason, []).extend(claim.key for claim in told)
            return None
        return found

    def _not_counted(self, happening: Happening, *, asked: bool | None) -> str | None:
        """Why a happening is not counted; None if it is."""
        rules = self._question.convention
        if happening.window is None:
            return "undated"
        if asked is None:
            return "coarse"
        if self._question.what != EVENTS and not self._figures(happening.claims):
            return "no_number"
        if rules.types is not None and happening.type not in rules.types:
            return "convention"
        if rules.coarsest is not None and happening.window.days > rules.coarsest:
            return "convention"
        if not rules.country_level and (happening.place is None or happening.place.level == "country"):
            return "convention"
        if rules.deadly and not self._deaths(happening):
            return "convention"
        return None

    def _deaths(self, happening: Happening) -> int:
        figures = [f for claim in happening.claims for f in figures_of(claim, "killed", self._standings)]
        if not figures:
            return 0
        return of_incident(figures, self._question.convention, weigher(happening.source)).high

    def _is_toll(self, claim: Claim) -> bool:
        figures = self._figures([claim])
        return bool(figures) and is_toll(claim, (figure.low for figure in figures), self._question.what)

    def _figures(self, claims: Iterable[Claim]) -> list[Figure]:
        what = self._question.what
        if what == EVENTS:
            return []
        return [figure for claim in claims for figure in figures_of(claim, what, self._standings)]
