"""What somebody asks of the incidents, as it stands in an address; and which of them fit it.

Filters have the names and the meaning that they have in `sijill search`: all that is asked of claims must
fit one claim of the incident.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection
from starlette.datastructures import QueryParams

from sijill.linking.claims import Claim
from sijill.record import GROUPS, Place, ReportError, day
from sijill.store.publication import STATES
from sijill.store.search_find import MOST, find
from sijill.store.search_names import Area, Filters, Names, Outlet, status_named, types_named
from sijill.store.search_points import Circle, circle, distance
from sijill.store.search_query import SearchError, parsed
from sijill.web.asking import Viewer
from sijill.web.desk.material import Material
from sijill.web.desk.rows import Row
from sijill.web.desk.showing import findable

PER_PAGE: Final = 50
SORTS: Final = ("recent", "oldest", "reports", "toll", "conflict")
FACETS: Final = (
    "group",
    "type",
    "actor",
    "governorate",
    "status",
    "corroboration",
    "review",
    "publication",
)
"""Facets by the name that they have in an address; those of `sijill search` have its names."""

CLOSED: Final = {
    "group": frozenset(GROUPS.values()),
    "corroboration": frozenset(("several", "one", "differing", "denied")),
    "review": frozenset(("unreviewed", "partly", "reviewed")),
    "publication": frozenset(STATES),
}
OF_CLAIMS: Final = frozenset(("type", "actor", "status"))
KEPT: Final = 64
"""Answers that are kept until the register changes: readers ask the same again and again."""


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked: words, values of facets (any of each), places by name, days, an order, a page.

    `filters` is what of it is asked of claims. `faults` says of what could not be understood why, with the
    name of the field; that is passed over.
    """

    words: str = ""
    chosen: dict[str, tuple[str, ...]] = {}
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    near: str = ""
    since: str = ""
    until: str = ""
    sort: str = "recent"
    page: int = 1
    claims: Filters = Filters()
    found: frozenset[str] | None = None
    faults: tuple[tuple[str, str], ...] = ()

    @property
    def filters(self) -> list[tuple[str, str]]:
        """Every filter in use, as name and value in the address."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(name, value) for name, values in self.chosen.items() for value in values]
        pairs += [("place", place) for place in self.places]
        pairs += [("source", source) for source in self.sources]
        days = (("near", self.near), ("from", self.since), ("to", self.until))
        return pairs + [(name, value) for name, value in days if value]


def asked(given: QueryParams, connection: Connection, names: Names, viewer: Viewer) -> Asked:
    """What the query of an address asks."""
    faults: list[tuple[str, str]] = []

    def understood(name: str, meaning: Callable[[str], Iterable[str]]) -> frozenset[str]:
        found: set[str] = set()
        for value in given.getlist(name):
            if value.strip():
                try:
                    found.update(meaning(value))
                except SearchError as fault:
                    faults.append((name, str(fault)))
        return frozenset(found)

    areas: list[Area] = []
    for place in _values(given, "place"):
        try:
            areas += names.areas(place)
        except SearchError as fault:
            faults.append(("place", str(fault)))
    words = given.get("q", "").strip()
    since, until = (_day(given, name, faults) for name in ("from", "to"))
    if since and until and since > until:
        faults.append(("from", f"the first day {since} is after the last, {until}; swap them"))
    claims = Filters(
        types=understood("type", types_named),
        statuses=understood("status", lambda name: (status_named(name),)),
        actors=understood("actor", names.actors),
        areas=tuple(areas),
        sources=tuple(names.outlet(name) for name in _values(given, "source")),
        since=since or None,
        until=until or None,
        near=_near(given, faults),
    )
    chosen = {name: sorted(values) for name, values in _chosen(given, claims, faults).items() if values}
    return Asked(
        words=words,
        chosen={name: tuple(values) for name, values in chosen.items()},
        places=_values(given, "place"),
        sources=_values(given, "source"),
        near=given.get("near", "").strip(),
        since=since,
        until=until,
        sort=_sort(given, faults),
        page=_page(given.get("page", "1")),
        claims=claims,
        found=_with_words(connection, words, viewer, faults) if words else None,
        faults=tuple(faults),
    )


def fitting(material: Material, wanted: Asked, *, but: str = "") -> list[Row]:
    """The rows that fit; `but` is a facet that is not asked, for the counts beside its values."""
    tests = list(_tests(material, wanted, but))
    return [row for row in material.rows if all(test(row) for test in tests)]


def counted(material: Material, wanted: Asked) -> dict[str, list[tuple[str, int]]]:
    """The values of each facet with how many rows would be left, most first."""
    counts: dict[str, list[tuple[str, int]]] = {}
    everything = fitting(material, wanted)
    for name in FACETS:
        # A facet that nothing is chosen of leaves the rows as they are.
        left = fitting(material, wanted, but=name) if name in wanted.chosen else everything
        told = Counter(value for row in left for value in VALUES[name](row))
        for value in wanted.chosen.get(name, ()):
            told.setdefault(value, 0)
        counts[name] = sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))
    return counts


def sorted_rows(rows: Sequence[Row], sort: str) -> list[Row]:
    """Rows in an order; rows without a day are last wherever days decide."""
    latest = sorted(rows, key=lambda row: (row.day, row.id), reverse=True)
    if sort == "oldest":
        return sorted(rows, key=lambda row: (row.day or "9999", row.id))
    if sort == "reports":
        return sorted(latest, key=lambda row: (-len(row.reports), -row.sources))
    if sort == "toll":
        return sorted(latest, key=lambda row: -(row.killed.best if row.killed else -1))
    if sort == "conflict":
        return sorted(latest, key=lambda row: (-len(row.differing), -row.sources))
    return latest


Listing = tuple[list[Row], dict[str, list[tuple[str, int]]]]


def listing(material: Material, wanted: Asked) -> Listing:
    """The rows that fit in their order, and the counts of the facets."""
    key = (tuple(wanted.filters), wanted.sort, wanted.found)
    found: Listing | None = material.answers.get(key)
    if found is None:
        if len(material.answers) >= KEPT:
            material.answers.clear()
        rows = sorted_rows(fitting(material, wanted), wanted.sort)
        found = material.answers[key] = (rows, counted(material, wanted))
    return found


VALUES: Final[dict[str, Callable[[Row], Iterable[str]]]] = {
    "group": lambda row: {str(GROUPS[type_]) for type_ in row.types},  # type: ignore[index]
    "type": lambda row: row.types,
    "actor": lambda row: row.parties,
    "governorate": lambda row: filter(None, [_unit(row.place)]),
    "status": lambda row: row.statuses,
    "corroboration": lambda row: [row.corroboration],
    "review": lambda row: [row.review],
    "publication": lambda row: [row.publication],
}


def fits(claim: Claim, asked_of: Filters) -> bool:
    """Whether one claim has all that is asked of claims, as `sijill search` has it."""
    event = claim.event
    if asked_of.types and event.type not in asked_of.types:
        return False
    if asked_of.statuses and event.status not in asked_of.statuses:
        return False
    if asked_of.actors and not any(person.id in asked_of.actors for person in event.participants):
        return False
    if asked_of.areas and not any(lies_in(event.place, area) for area in asked_of.areas):
        return False
    if asked_of.near and not _is_near(event.place, asked_of.near):
        return False
    if asked_of.sources and not any(_is_of(claim, outlet) for outlet in asked_of.sources):
        return False
    return not (asked_of.since or asked_of.until) or _within(claim, asked_of)


def lies_in(place: Place | None, area: Area) -> bool:
    """Whether a place is or lies in an area, as `sijill search` has it."""
    if place is None:
        return False
    if area.country and not area.ids and not area.governorate:
        return place.country == area.country
    if place.id and place.id in area.ids:
        return True
    if place.country != area.country:
        return False
    if area.district:
        return (place.district, place.governorate) == (area.district, area.governorate)
    return bool(area.governorate) and place.governorate == area.governorate


def _is_near(place: Place | None, wanted: Circle) -> bool:
    if place is None or place.lat is None or place.lon is None:
        return False
    return distance(place.lat, place.lon, wanted.lat, wanted.lon) <= wanted.km


def _is_of(claim: Claim, outlet: Outlet) -> bool:
    if claim.confidential:
        return False
    return (outlet.id is not None and claim.outlet == outlet.id) or claim.report.source in outlet.names


def _within(claim: Claim, wanted: Filters) -> bool:
    """Whether the claim's days touch those asked for; without days, whether it was printed on one of them."""
    time = claim.event.time
    first, last = (time.start, time.end) if time and time.start else (claim.report.published,) * 2
    if first is None or last is None:
        return False
    return (not wanted.until or first <= wanted.until) and (not wanted.since or last >= wanted.since)


def _unit(place: Place | None) -> str | None:
    """The governorate; of places that lie in none, what stands in its place."""
    if place is None:
        return None
    return place.governorate or (place.name if place.level in ("governorate", "country") else None)


def _tests(material: Material, wanted: Asked, but: str) -> Iterable[Callable[[Row], bool]]:
    for name, values in wanted.chosen.items():
        if name != but:
            yield _has_any(frozenset(values), VALUES[name])
    if wanted.found is not None:
        found = wanted.found
        yield lambda row: not found.isdisjoint(row.reports)
    left_out = {"type": "types", "actor": "actors", "status": "statuses"}.get(but)
    filters = wanted.claims
    if left_out:
        filters = Filters(
            **{
                name: frozenset() if name == left_out else getattr(filters, name)
                for name in Filters.__struct_fields__
            }
        )
    if filters.asks:
        incidents = material.incidents
        yield lambda row: any(fits(claim, filters) for claim in incidents[row.id].claims)


def _has_any(allowed: frozenset[str], of: Callable[[Row], Iterable[str]]) -> Callable[[Row], bool]:
    return lambda row: not allowed.isdisjoint(of(row))


def _with_words(
    connection: Connection, words: str, viewer: Viewer, faults: list[tuple[str, str]]
) -> frozenset[str] | None:
    try:
        query = parsed(words)
    except SearchError as fault:
        faults.append(("q", str(fault)))
        return None
    found = find(connection, query, Filters(), MOST)
    shown = findable(connection, found.reports, query, viewer)
    return frozenset(report.report_id for report in shown)


def _chosen(given: QueryParams, claims: Filters, faults: list[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """The values chosen of each facet."""
    found = {"type": claims.types, "status": claims.statuses, "actor": claims.actors}
    found["governorate"] = frozenset(_values(given, "governorate"))
    for name, allowed in CLOSED.items():
        values = frozenset(_values(given, name))
        if unknown := sorted(values - allowed):
            faults.append(
                (name, f"there is no {name} {unknown[0][:40]}; write one of {', '.join(sorted(allowed))}")
            )
        found[name] = values & allowed
    return found


def _values(given: QueryParams, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in given.getlist(name) if value.strip()))


def _near(given: QueryParams, faults: list[tuple[str, str]]) -> Circle | None:
    if not given.get("near", "").strip():
        return None
    try:
        return circle(given["near"])
    except SearchError as fault:
        faults.append(("near", str(fault)))
        return None


def _day(given: QueryParams, name: str, faults: list[tuple[str, str]]) -> str:
    try:
        return day(given.get(name)) or ""
    except ReportError as fault:
        faults.append((name, str(fault)))
        return ""


def _sort(given: QueryParams, faults: list[tuple[str, str]]) -> str:
    sort = given.get("sort") or "recent"
    if sort not in SORTS:
        faults.append(("sort", f"there is no order {sort[:40]}; write one of {', '.join(SORTS)}"))
        return "recent"
    return sort


def _page(written: str) -> int:
    return max(1, int(written)) if written.isascii() and written.isdecimal() and len(written) < 7 else 1
