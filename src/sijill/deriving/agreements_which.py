"""Which claims tell of one agreement: of the deal itself, and of what later reports recall of it.

Linking puts together what is told of one day. An agreement is named again for as long as it is argued about,
mostly without its date: those claims are joined here to the latest agreement of these parties at that place.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sijill.deriving.agreements_dates import Made, made
from sijill.deriving.agreements_places import is_narrow, narrowest
from sijill.deriving.agreements_sealed import shown_place
from sijill.deriving.agreements_sides import Sides, sides_of
from sijill.linking.claims import Claim
from sijill.linking.grouping import rank
from sijill.linking.places import Relation, relation
from sijill.linking.times import ordinal
from sijill.record import Form, Place

_TELLING: Final = frozenset(("occurred", "planned", "denied"))
"""What is demanded, threatened or supposed is no agreement yet."""
_SAME_DAYS: Final = 3
"""Days by which reports of one deal differ: as for whatever happens once, see `linking.likeness`."""
_NEWS_REACH: Final = 30
"""Days after which what is told as news without a date is another agreement."""
_RECALLED_REACH: Final = 400
"""Days back within which an agreement is recalled without a date, as `linking.likeness` has it."""

Reports = Mapping[str, Sequence[Claim]]


class Deal(Struct, frozen=True, kw_only=True):
    """The claims of one agreement, in order, and what they come to.

    `reported` is the day by which it is known of, if only as announced, and 0 if no report has a day; `form`
    is None if it is not told.
    """

    claims: tuple[Claim, ...]
    sides: Sides
    place: Place | None
    made: Made
    form: Form | None
    recalled: bool
    reported: int

    @property
    def nameless(self) -> bool:
        """Whether neither a party nor a near place is told: «الاتفاق», of which the report spoke before."""
        return not is_narrow(self.place) and not self.sides.named


def deals(incidents: Iterable[Sequence[Claim]], reports: Reports) -> list[Deal]:
    """The agreements in the order in which they were made.

    Claims of one incident stay together if it was in a district or smaller. In a whole country agreements of
    one day are many, so there each claim is looked at by itself. What is denied alone is none.
    """
    units = [_deal(claims, reports) for incident in incidents for claims in _tellings(incident)]
    units.sort(key=lambda unit: (unit.nameless, unit.reported, rank(unit.claims[0])))
    found: list[Deal] = []
    for unit in units:
        near = _beside(unit, found) if unit.nameless else [deal for deal in found if _one(deal, unit)]
        if not near:
            found.append(unit)
            continue
        best = max(near, key=lambda deal: (_likeness(deal, unit), deal.reported, deal.claims[0].key))
        found[found.index(best)] = _deal([*best.claims, *unit.claims], reports)
    agreed = [deal for deal in found if not _refuses(deal)]
    return sorted(agreed, key=lambda deal: (deal.reported, rank(deal.claims[0])))


def _tellings(incident: Iterable[Claim]) -> list[list[Claim]]:
    """The claims of agreements in an incident: those near by together, the others each alone."""
    told = [c for c in incident if c.event.type == "agreement" and c.event.status in _TELLING]
    near = [claim for claim in told if is_narrow(claim.event.place)]
    return ([near] if near else []) + [[claim] for claim in told if claim not in near]


def _deal(claims: Sequence[Claim], reports: Reports) -> Deal:
    ordered = tuple(sorted(claims, key=rank))
    told = [claim for claim in ordered if claim.event.status != "denied"] or ordered
    when = made(told, reports)
    published = [ordinal(claim.report.published) for claim in ordered if claim.report.published]
    forms = {claim.event.form for claim in told if claim.event.form}
    return Deal(
        claims=ordered,
        sides=sides_of(ordered),
        place=narrowest([place for c in told if (place := shown_place(c.event.place, c))]),
        made=when,
        form="joint" if "joint" in forms else next(iter(forms), None),
        recalled=all(claim.event.background for claim in ordered),
        reported=when.latest or min(published, default=0),
    )


def _beside(unit: Deal, found: Iterable[Deal]) -> list[Deal]:
    """The agreements of the same report, if it tells of one alone."""
    reports = {claim.report_id for claim in unit.claims}
    beside = [deal for deal in found if reports & {claim.report_id for claim in deal.claims}]
    return beside if len(beside) == 1 else []


def _one(deal: Deal, unit: Deal) -> bool:
    """Whether two tellings may be of one agreement, `unit` being the later one."""
    return _places_fit(deal, unit) and _sides_fit(deal, unit) and _days_fit(deal, unit)


def _places_fit(deal: Deal, unit: Deal) -> bool:
    return relation(deal.place, unit.place) is not Relation.APART


def _sides_fit(deal: Deal, unit: Deal) -> bool:
    """Whether those who agreed may be the same: some of them are, and nothing speaks against the others.

    In a district few agree on anything at one time. In a whole country many do, so there the parties must be
    the same, or some of them with the very day.
    """
    if {deal.form, unit.form} == {"unilateral", "joint"}:
        return False
    first, second = deal.sides.named, unit.sides.named
    one_place = relation(deal.place, unit.place) in (Relation.SAME, Relation.WITHIN)
    if one_place and is_narrow(deal.place) and is_narrow(unit.place):
        return not first or not second or bool(first & second)
    if one_place and _refuses(unit):
        return bool(first & second)
    if not first or not second:
        return False
    if deal.made.told and unit.made.told:
        return first <= second or second <= first
    return first == second


def _refuses(unit: Deal) -> bool:
    return all(claim.event.status == "denied" for claim in unit.claims)


def _days_fit(deal: Deal, unit: Deal) -> bool:
    first, second = deal.made.told, unit.made.told
    if first and second:
        return first.gap(second) <= _SAME_DAYS
    if not deal.reported or not unit.reported:
        return False
    if second and second.first > deal.reported + _SAME_DAYS:
        # What was made later than the other was reported is another one.
        return False
    return abs(unit.reported - deal.reported) <= (_RECALLED_REACH if unit.recalled else _NEWS_REACH)


def _likeness(deal: Deal, unit: Deal) -> tuple[bool, int]:
    """What tells several agreements apart that a telling may be of: the place, then the parties."""
    return relation(deal.place, unit.place) is Relation.SAME, len(deal.sides.named & unit.sides.named)
