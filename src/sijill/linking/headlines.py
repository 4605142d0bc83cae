"""What is said of an incident in one line: of every field the value of most independent sources."""

from typing import Any

from msgspec import Struct

from sijill.linking.incidents import Account, Incident
from sijill.record import Place


class Headline(Struct, frozen=True, kw_only=True):
    """An incident in short.

    `place` is as the first claim has it that names the place of most sources, `governorate` and `country`
    those of most sources, also where the place may not be named; the days are ISO days, both included.
    """

    type: str
    status: str
    place: Place | None = None
    governorate: str | None = None
    country: str | None = None
    first_day: str | None = None
    last_day: str | None = None


def headline_of(incident: Incident, account: Account) -> Headline:
    """An incident in short, out of its claims and their account."""
    name = _of_most(account, "place")
    places = (claim.event.place for claim in incident.claims if claim.may_name_place)
    place = next((place for place in places if place is not None and place.name == name), None)
    first, last = _of_most(account, "time") or (None, None)
    return Headline(
        type=_of_most(account, "type"),
        status=_of_most(account, "status"),
        place=place,
        governorate=_of_most(account, "governorate"),
        country=_of_most(account, "country"),
        first_day=first,
        last_day=last,
    )


def _of_most(account: Account, name: str) -> Any:
    """The value of a field that most sources give; None if no claim gives one."""
    if name in account.agreed:
        return account.agreed[name]
    return next((value.value for value in account.differing.get(name, ())), None)
