"""An incident as a row of the table: what can be filtered, sorted and shown without its claims."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from sijill.linking.claims import Claim
from sijill.linking.incidents import Account, Count, Incident
from sijill.record import GROUPS, Place
from sijill.store.publication import DRAFT, Published, State
from sijill.web.desk.reviewed import UNREVIEWED, Review

Corroboration = Literal["several", "one", "differing", "denied"]
Reviewed = Literal["unreviewed", "partly", "reviewed"]


class Row(Struct, frozen=True, kw_only=True):
    """One incident. `types`, `statuses`, `parties` are all that some claim tells; the first is shown.

    `actors` and `targets` are those of most sources; of figures `killed` and `injured` over all who were
    counted stand here. `differing` are the fields on which claims differ. `reviewers` stand behind all of it.
    """

    id: str
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    background: bool
    first_day: str | None
    last_day: str | None
    place: Place | None
    parties: frozenset[str]
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    killed: Count | None
    injured: Count | None
    reports: frozenset[str]
    sources: int
    outlets: tuple[str, ...]
    sides: tuple[str, ...]
    differing: tuple[str, ...]
    printed: str | None
    review: Reviewed = "unreviewed"
    reviewers: tuple[str, ...] = ()
    publication: State = DRAFT

    @property
    def type(self) -> str:
        """The type that most sources tell."""
        return self.types[0]

    @property
    def group(self) -> str:
        """The group of that type."""
        return GROUPS[self.type]  # type: ignore[index]

    @property
    def day(self) -> str:
        """The day by which it is sorted: its last, else that of its first report; may be empty."""
        return self.last_day or self.printed or ""

    @property
    def corroboration(self) -> Corroboration:
        """Whether independent sources tell of it, and agree."""
        if "denied" in self.statuses and len(self.statuses) > 1:
            return "denied"
        if self.sources < 2:
            return "one"
        return "differing" if self.differing else "several"


NOBODY_REVIEWED: Final[Mapping[str, Review]] = MappingProxyType({})

TOLD_APART = frozenset(("type", "status", "place", "time", "actor", "target", "party"))
"""Fields a difference in which is a disagreement worth a reader's attention."""


def row_of(
    incident: Incident,
    account: Account,
    reviews: Mapping[str, Review] = NOBODY_REVIEWED,
    published: Published | None = None,
) -> Row:
    """The row of an incident. `reviews` has those of its claims that people have edited."""
    days = _first(account, "time") or (None, None)
    differing = tuple(name for name in account.differing if name in TOLD_APART)
    apart = tuple(f"quantity.{c.kind}" for c in account.counts if len(c.values) > 1 and c.low != c.high)
    seen = [reviews.get(claim.key, UNREVIEWED) for claim in incident.claims]
    return Row(
        id=incident.id,
        types=_all(account, "type"),
        statuses=_all(account, "status"),
        background=all(claim.event.background for claim in incident.claims),
        first_day=days[0],
        last_day=days[1],
        place=_place(incident.claims),
        parties=frozenset(p.id for claim in incident.claims for p in claim.event.participants),
        actors=tuple(_first(account, "actor") or _first(account, "party") or ()),
        targets=tuple(_first(account, "target") or ()),
        killed=_figure(account, "killed"),
        injured=_figure(account, "injured"),
        reports=frozenset(account.reports),
        sources=len(account.sources),
        outlets=tuple(dict.fromkeys(name for group in account.sources for name in group.outlets)),
        sides=tuple(sorted({side for group in account.sources for side in group.sides})),
        differing=differing + tuple(dict.fromkeys(apart)),
        printed=account.first_report,
        review=_reviewed(seen),
        reviewers=tuple(sorted(set.intersection(*(set(one.agreed) for one in seen)))),
        publication=published.state if published else DRAFT,
    )


def _reviewed(reviews: Iterable[Review]) -> Reviewed:
    verdicts = {review.verdict != "unreviewed" for review in reviews}
    if verdicts == {True}:
        return "reviewed"
    return "partly" if True in verdicts else "unreviewed"


def _first(account: Account, name: str) -> list[str] | None:
    if name in account.agreed:
        found: list[str] = account.agreed[name]
        return found
    values = account.differing.get(name)
    return values[0].value if values else None


def _all(account: Account, name: str) -> tuple[str, ...]:
    if name in account.agreed:
        return (account.agreed[name],)
    return tuple(value.value for value in account.differing[name])


def _figure(account: Account, kind: str) -> Count | None:
    """The figure of a kind over everybody; where none is told so, the largest of a party."""
    counts = [count for count in account.counts if count.kind == kind]
    whole = next((count for count in counts if count.of is None), None)
    return whole or max(counts, key=lambda count: count.best, default=None)


def _place(claims: Iterable[Claim]) -> Place | None:
    """The place as the first claim tells it that has a point, else as the first tells it."""
    places = [c.event.place for c in claims if c.event.place is not None and c.may_name_place]
    return next((place for place in places if place.lat is not None), places[0] if places else None)
