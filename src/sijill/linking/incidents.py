"""Incidents: the claims of one happening, what they agree on, and where they differ with who says so."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any, Final, TypeVar

from msgspec import Struct

from sijill.linking.claims import Claim
from sijill.linking.copies import Copies
from sijill.linking.voices import SourceGroup, source_groups
from sijill.record import Event, Quantity

T = TypeVar("T")

ID_LENGTH: Final = 16


class Incident(Struct, frozen=True, kw_only=True):
    """Claims of one happening, in order (`grouping.rank`). `id` is made of the first claim's key."""

    id: str
    claims: tuple[Claim, ...]


class Value(Struct, frozen=True, kw_only=True):
    """A value that some claims give, and which: `claims` has their keys. `value` is as JSON has it."""

    value: Any
    claims: tuple[str, ...]


class Count(Struct, frozen=True, kw_only=True):
    """A figure over all claims: the lowest told, the highest (None: no bound was told by somebody), the best.

    The best one is that of most independent sources (`best_of`); `values` are the figures told.
    """

    kind: str
    of: str | None
    low: int
    best: int
    high: int | None
    values: tuple[Value, ...]


class Account(Struct, frozen=True, kw_only=True):
    """One account of an incident out of its claims.

    `agreed` has the fields of which all claims that speak of them give one value; `differing` those with
    several, every value with the claims that give it, that of most sources first.
    """

    id: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    sources: tuple[SourceGroup, ...]
    first_report: str | None
    last_report: str | None
    agreed: dict[str, Any]
    differing: dict[str, tuple[Value, ...]]
    counts: tuple[Count, ...]


def incident_of(claims: Sequence[Claim]) -> Incident:
    """The incident that claims, in order, make."""
    name = sha256(claims[0].key.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]
    return Incident(id=name, claims=tuple(claims))


def account_of(incident: Incident, copies: Copies) -> Account:
    """The account of an incident."""
    sources = source_groups(incident.claims, copies)
    weight = _weigher(sources)
    agreed: dict[str, Any] = {}
    differing: dict[str, tuple[Value, ...]] = {}
    for name, value_of in FIELDS.items():
        # The name of a place that no gazetteer has is a word of its report.
        telling = (claim for claim in incident.claims if name != "place" or claim.may_name_place)
        values = _values(((claim, value_of(claim.event)) for claim in telling), weight)
        if len(values) == 1:
            agreed[name] = values[0].value
        elif values:
            differing[name] = values
    days = sorted(claim.report.published for claim in incident.claims if claim.report.published)
    return Account(
        id=incident.id,
        claims=tuple(claim.key for claim in incident.claims),
        reports=tuple(dict.fromkeys(claim.report_id for claim in incident.claims)),
        sources=tuple(sources),
        first_report=days[0] if days else None,
        last_report=days[-1] if days else None,
        agreed=agreed,
        differing=differing,
        counts=tuple(_counts(incident.claims, weight)),
    )


def _ids(role: str) -> Callable[[Event], list[str] | None]:
    return lambda event: sorted({p.id for p in event.participants if p.role == role}) or None


def best_of(told: Sequence[tuple[T, int, int | None]], weight: Callable[[Iterable[T]], int]) -> int:
    """Of the lower bounds told that which agrees with most sources, of equals a counted one, then the lowest.

    `told` are figures, each with who tells it, its low and its high. Who says «dead», without a number,
    agrees with whoever counts twelve: a vague figure agrees with every number within its bounds.
    """

    def agreeing(number: int) -> int:
        return weight([who for who, low, high in told if low <= number and (high is None or number <= high)])

    counted = {low for _, low, high in told if low == high}
    return min(
        {low for _, low, _ in told}, key=lambda number: (-agreeing(number), number not in counted, number)
    )


FIELDS: Final[dict[str, Callable[[Event], Any]]] = {
    "type": lambda event: event.type,
    "status": lambda event: event.status,
    "place": lambda event: event.place.name if event.place else None,
    "governorate": lambda event: event.place.governorate if event.place else None,
    "country": lambda event: event.place.country if event.place else None,
    "time": lambda event: [event.time.start, event.time.end] if event.time and event.time.start else None,
    "actor": _ids("actor"),
    "target": _ids("target"),
    "recipient": _ids("recipient"),
    "party": _ids("party"),
    "mediator": _ids("mediator"),
    "extent": lambda event: event.extent,
    "means": lambda event: event.means,
    "object": lambda event: event.object,
}
"""The fields that are compared, with how an event's value of each is written; None where it has none."""


def _weigher(sources: Sequence[SourceGroup]) -> Callable[[Iterable[Claim]], int]:
    source = {report: number for number, group in enumerate(sources) for report in group.reports}
    return lambda claims: len({source[claim.report_id] for claim in claims})


def _values(told: Iterable[tuple[Claim, Any]], weight: Callable[[Iterable[Claim]], int]) -> tuple[Value, ...]:
    """The different values, that of most sources first, of equals the one told first."""
    by_value: dict[str, tuple[Any, list[Claim]]] = {}
    for claim, value in told:
        if value is not None:
            by_value.setdefault(repr(value), (value, []))[1].append(claim)
    most_first = sorted(by_value.values(), key=lambda entry: -weight(entry[1]))
    return tuple(Value(value=value, claims=tuple(c.key for c in claims)) for value, claims in most_first)


def _counts(claims: Sequence[Claim], weight: Callable[[Iterable[Claim]], int]) -> Iterable[Count]:
    told: dict[tuple[str, str | None], list[tuple[Claim, Quantity]]] = {}
    for claim in claims:
        for quantity in claim.event.quantities:
            if quantity.low is not None or quantity.high is not None:
                told.setdefault((quantity.kind, quantity.of), []).append((claim, quantity))
    for (kind, of), figures in sorted(told.items(), key=lambda entry: (entry[0][0], entry[0][1] or "")):
        values = _values(((claim, [q.low, q.high]) for claim, q in figures), weight)
        lows = [q.low if q.low is not None else 0 for _, q in figures]
        open_ended = any(q.high is None for _, q in figures)
        highs = [q.high for _, q in figures if q.high is not None]
        told_by = [(claim, low, q.high) for (claim, q), low in zip(figures, lows, strict=True)]
        yield Count(
            kind=kind,
            of=of,
            low=min(lows),
            best=best_of(told_by, weight),
            high=None if open_ended else max(highs),
            values=values,
        )
