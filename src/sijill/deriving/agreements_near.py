"""The happenings that may bear on an agreement, found without going through all of them for each."""

from collections.abc import Iterable, Sequence

from sijill.deriving.agreements_evidence import FOLLOWED_DAYS, day_of
from sijill.deriving.agreements_rules import ANYWHERE
from sijill.deriving.agreements_which import Deal
from sijill.linking.claims import Claim
from sijill.record import Place

_DAYS_BEFORE = 3
"""What a report of the day after tells may have begun by then; `agreements_evidence` looks more closely."""

Happening = Sequence[Claim]


class Near:
    """An index of happenings by country and governorate."""

    def __init__(self, happenings: Iterable[Happening]) -> None:
        self._by_area: dict[str, list[tuple[int, int, Happening]]] = {}
        self._anywhere: list[tuple[int, int, Happening]] = []
        for claims in happenings:
            days = [day for claim in claims if (day := day_of(claim))]
            if not days:
                continue
            kept = min(day.first for day in days), max(day.last for day in days), claims
            if any(claim.event.type in ANYWHERE for claim in claims):
                self._anywhere.append(kept)
                continue
            for area in sorted({area for claim in claims for area in _areas(claim.event.place)}):
                self._by_area.setdefault(area, []).append(kept)

    def to(self, deal: Deal) -> list[Happening]:
        """Those in the agreement's country or governorate, from its day on for as long as it is followed."""
        start = deal.made.latest
        if start is None:
            return []
        grounds = [deal.place, *(term.place for claim in deal.claims for term in claim.event.terms)]
        areas = {area for ground in grounds if ground for area in _areas(ground)[-1:]}
        near = [kept for area in sorted(areas) for kept in self._by_area.get(area, ())]
        found = {
            claims[0].key: claims
            for first, last, claims in [*near, *self._anywhere]
            if last >= start - _DAYS_BEFORE and first <= start + FOLLOWED_DAYS
        }
        return list(found.values())


def _areas(place: Place | None) -> list[str]:
    """Country, then governorate; the last one is the smallest that is told."""
    if place is None:
        return []
    country = place.country or ""
    if place.level == "country":
        return [country or place.id or place.name]
    governorate = place.governorate or (place.name if place.level == "governorate" else None)
    return [country, *([f"{country}/{governorate}"] if governorate else [])]
