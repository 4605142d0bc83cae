"""Whether a claim has the fields that are asked for: what `search_fields` asks of rows, asked of claims."""

import math

from sijill.linking.claims import Claim
from sijill.record import Place
from sijill.store.search_names import Area, Filters, Outlet
from sijill.store.search_points import EARTH_KM, Circle


def fits(filters: Filters, claim: Claim) -> bool:
    """Whether a claim has all the fields asked for, of several values of one field any."""
    event = claim.event
    return (
        (not filters.types or event.type in filters.types)
        and (not filters.statuses or event.status in filters.statuses)
        and (not filters.actors or any(someone.id in filters.actors for someone in event.participants))
        and (not filters.areas or any(lies_in(event.place, area) for area in filters.areas))
        and (not filters.governorates or any(lies_in(event.place, area) for area in filters.governorates))
        and (filters.near is None or _is_near(event.place, filters.near))
        and _was_within(claim, filters.since, filters.until)
        and (not filters.sources or any(_is_from(claim, outlet) for outlet in filters.sources))
    )


def lies_in(place: Place | None, area: Area) -> bool:
    """Whether a place is one of an area's, or in its unit."""
    if place is None:
        return False
    if place.id and place.id in area.ids:
        return True
    if place.country != area.country:
        return False
    if area.district:
        return (place.district, place.governorate) == (area.district, area.governorate)
    if area.governorate:
        return place.governorate == area.governorate
    return not area.ids


def _was_within(claim: Claim, since: str | None, until: str | None) -> bool:
    """Whether its days touch those asked for; one without a day is of the day of its report."""
    time, published = claim.event.time, claim.report.published
    first, last = (time.start, time.end) if time and time.start and time.end else (published, published)
    if not first or not last:
        return not (since or until)
    return (not until or first <= until) and (not since or since <= last)


def _is_near(place: Place | None, circle: Circle) -> bool:
    """By the great circle (haversine); a place without a point is near nothing."""
    if place is None or place.lat is None or place.lon is None:
        return False
    one, other = math.radians(place.lat), math.radians(circle.lat)
    across = math.radians(place.lon - circle.lon)
    half = math.sin((one - other) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half)) <= circle.km


def _is_from(claim: Claim, outlet: Outlet) -> bool:
    return claim.outlet == outlet.id if outlet.id and claim.outlet else claim.report.source in outlet.names
