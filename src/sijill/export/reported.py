"""How much was looked at: what stands beside every account, for silence is not peace."""

from collections.abc import Iterable

from msgspec import Struct

from sijill.record import Report


class Reported(Struct, frozen=True, kw_only=True):
    """How many reports of how many outlets, and the days on which they were printed, as far as known."""

    reports: int
    outlets: int
    first: str | None
    last: str | None


def reported_in(reports: Iterable[Report]) -> Reported:
    """What some reports come to."""
    listed = list(reports)
    days = sorted(report.published for report in listed if report.published)
    return Reported(
        reports=len(listed),
        outlets=len({report.source for report in listed if report.source}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )
