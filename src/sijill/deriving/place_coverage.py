"""How much was reported on a place in a month, which stands beside every account: silence is not peace.

Months are those of publication: they say how closely a place was watched then, whatever happened in it.
"""

from collections.abc import Iterable

from msgspec import Struct

from sijill.deriving.containment import Containment
from sijill.linking.claims import Claim
from sijill.linking.voices import voice_of


class Coverage(Struct, frozen=True, kw_only=True):
    """Reports of a month (YYYY-MM) that tell of anything in a place, beside all reports of that month.

    `outlets` counts the different ones, `sides` are those that they serve or quote; `few` if there are too
    few reports to tell silence from peace.
    """

    place: str
    month: str
    reports: int
    outlets: int
    sides: tuple[str, ...]
    all_reports: int
    few: bool


class _Seen(Struct):
    reports: set[str]
    outlets: set[str]
    sides: set[str]


class CoverageTable:
    """Coverage by place and month, of all claims whatever they tell of."""

    def __init__(self, claims: Iterable[Claim], containment: Containment, few_reports: int) -> None:
        self._few = few_reports
        self._all: dict[str, set[str]] = {}
        self._seen: dict[tuple[str, str], _Seen] = {}
        for claim in claims:
            month = (claim.report.published or "")[:7]
            if not month:
                continue
            self._all.setdefault(month, set()).add(claim.report_id)
            if claim.event.place is not None:
                located = containment.of(claim.event.place)
                for key in (located.key, *located.within):
                    self._add(key, month, claim)

    def of(self, place: str, month: str) -> Coverage:
        """The figures of a place, by its key, in a month; of a month without reports they are 0."""
        seen = self._seen.get((place, month)) or _Seen(set(), set(), set())
        return Coverage(
            place=place,
            month=month,
            reports=len(seen.reports),
            outlets=len(seen.outlets),
            sides=tuple(sorted(seen.sides)),
            all_reports=len(self._all.get(month, ())),
            few=len(seen.reports) < self._few,
        )

    def _add(self, key: str, month: str, claim: Claim) -> None:
        seen = self._seen.setdefault((key, month), _Seen(set(), set(), set()))
        seen.reports.add(claim.report_id)
        if outlet := claim.outlet_name:
            seen.outlets.add(outlet)
        if side := voice_of(claim).side:
            seen.sides.add(side)
