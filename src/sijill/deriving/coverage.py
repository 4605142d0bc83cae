"""How much is reported of a place in a month: what stands beside every figure, for silence is not peace.

Where few reports speak of a place a low figure says little; a figure may fall because an outlet was closed,
a road was cut, or nobody looked.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from sijill.linking.claims import Claim
from sijill.record import Place, Report

EVERYWHERE: Final = ""
"""Stands for no place in particular."""

NO_MONTH: Final = ""
"""Stands for the month of reports whose day of publication is not known."""


class Coverage(Struct, frozen=True):
    """The ids of the reports that speak of a place, and the outlets that printed them."""

    reports: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()

    def __or__(self, other: "Coverage") -> "Coverage":
        """Both together, each report and outlet once."""
        return Coverage(self.reports | other.reports, self.outlets | other.outlets)


def coverage(claims: Iterable[Claim], reports: Iterable[Report]) -> dict[str, dict[str, Coverage]]:
    """Which reports and outlets speak of a place in a month, by place, then by month (`2015-08`).

    A report speaks of every place of its claims, and of the district, governorate and country (ISO code) that
    they lie in; all reports, those without claims too, stand under `EVERYWHERE`. The month is that of
    publication, for what is asked is who was looking then.
    """
    outlet_of: dict[str, str] = {}
    month_of: dict[str, str] = {}
    units: dict[str, set[str]] = {}
    for report in reports:
        known = report.id or ""
        units[known] = {EVERYWHERE}
        month_of[known] = (report.published or NO_MONTH)[:7]
        outlet_of[known] = report.source or ""
    for claim in claims:
        known = claim.report_id
        units.setdefault(known, {EVERYWHERE}).update(_units(claim.event.place))
        month_of[known] = (claim.report.published or NO_MONTH)[:7]
        outlet_of[known] = claim.outlet_name or ""
    found: dict[str, dict[str, tuple[set[str], set[str]]]] = {}
    for known, of in units.items():
        for unit in of:
            ids, outlets = found.setdefault(unit, {}).setdefault(month_of[known], (set(), set()))
            ids.add(known)
            if outlet_of[known]:
                outlets.add(outlet_of[known])
    return {
        unit: {
            month: Coverage(frozenset(ids), frozenset(outlets)) for month, (ids, outlets) in months.items()
        }
        for unit, months in found.items()
    }


def coverage_of(
    found: Mapping[str, Mapping[str, Coverage]], unit: str, first: str = "", last: str = "9999"
) -> Coverage:
    """The coverage of a place from one month to another, both included, or in all that there is."""
    told = Coverage()
    for month, some in found.get(unit, {}).items():
        if first <= month <= last:
            told |= some
    return told


def _units(place: Place | None) -> set[str]:
    if place is None:
        return set()
    return {unit for unit in (place.name, place.district, place.governorate, place.country) if unit}
