"""Figures for one incident, told by several, settled to low, best and high; and such estimates added up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sijill.deriving.conventions import Convention
from sijill.deriving.figures import Figure
from sijill.deriving.standing import INDEPENDENT, UNPLACED
from sijill.linking.incidents import best_of

Weight = Callable[[Iterable[Figure]], int]
"""How many independent sources give some figures."""

CIVILIANS: Final = "civilians"
AMONG_CIVILIANS: Final = frozenset(("women", "children", "journalists", "aid_workers", "medics", "displaced"))
"""Kinds of people (social ids of the codebook) who are counted among civilians."""


class Estimate(Struct, frozen=True):
    """How many: the lowest, the best and the highest figure told.

    Of `open_ended` of the incidents counted in it somebody told no upper bound («more than»): `high` is then
    the greatest number told, and there may be more.
    """

    low: int = 0
    best: int = 0
    high: int = 0
    open_ended: int = 0

    def __add__(self, other: "Estimate") -> "Estimate":
        """Both together."""
        return Estimate(
            self.low + other.low,
            self.best + other.best,
            self.high + other.high,
            self.open_ended + other.open_ended,
        )


def of_incident(figures: Sequence[Figure], convention: Convention, weight: Weight) -> Estimate:
    """How many there were in one incident, of all parties; there is at least one figure.

    A total that is told without saying of whom goes before the sum of those told of single parties, for these
    may be parts of it; where the sum is more, the one that more sources agree with is the best.
    """
    totals = [figure for figure in figures if figure.of is None]
    named = _by_whose(figures, convention, weight)
    together = _sum(named.values())
    if not totals:
        return together
    total = settled(totals, convention, weight)
    if not named:
        return total
    if convention.lowest:
        bettered = not any(map(_is_exact, totals)) and any(_holds(t, together.best) for t in totals)
        return together if bettered else total
    parts = [(figure, together.best, together.best) for figure in figures if figure.of is not None]
    whole = [(figure, figure.low, figure.high) for figure in totals]
    best = total.best if together.best <= total.best else best_of([*whole, *parts], weight)
    return Estimate(
        total.low,
        max(best, total.low),
        max(total.high, together.high),
        max(total.open_ended, together.open_ended),
    )


def by_party(
    figures: Sequence[Figure], convention: Convention, weight: Weight
) -> dict[str | None, tuple[Estimate, list[Figure]]]:
    """How many of each party or kind of people there were in one incident, with the figures that say so.

    Under None stands what the total leaves over of which nobody says whose they were.
    """
    found: dict[str | None, tuple[Estimate, list[Figure]]] = {
        of: (one, [figure for figure in figures if _party(figure) == of])
        for of, one in _by_whose(figures, convention, weight).items()
    }
    totals = [figure for figure in figures if figure.of is None]
    if not totals:
        return found
    total, named = settled(totals, convention, weight), _sum(one for one, _ in found.values())
    best = max(total.best - named.best, 0)
    low = min(max(total.low - named.low, 0), best)
    high = max(total.high - named.high, best)
    if high or not found:
        found[None] = (Estimate(low, best, high, total.open_ended), totals)
    return found


def settled(figures: Sequence[Figure], convention: Convention, weight: Weight) -> Estimate:
    """What figures for one and the same come to; there is at least one.

    A vague word that a closer figure agrees with is no rival of it, and widens no range.
    """
    told = [figure for figure in figures if not any(_betters(other, figure) for other in figures)]
    if convention.lowest:
        one = min(_counted(figure, convention) for figure in told)
        return Estimate(one, one, one)
    trusted = [figure for figure in figures if figure.standing == INDEPENDENT]
    among = trusted if convention.trusted_first and trusted else figures
    low, high = min(figure.low for figure in told), max(max(f.low, f.high or 0) for f in told)
    best = best_of([(figure, figure.low, figure.high) for figure in among], weight)
    # A vague figure of an independent source may be below what others counted.
    return Estimate(min(low, best), best, max(high, best), int(any(figure.high is None for figure in told)))


def weigher(source: Mapping[str, int]) -> Weight:
    """Counts sources by the number of each report's; who is unplaced confirms nothing."""
    return lambda figures: len({source[f.claim.report_id] for f in figures if f.standing != UNPLACED})


def _by_whose(figures: Iterable[Figure], convention: Convention, weight: Weight) -> dict[str, Estimate]:
    """The estimate for each party told of; of civilians the greater of their own and their parts' sum."""
    told: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.of is not None:
            told.setdefault(figure.of, []).append(figure)
    each = {of: settled(some, convention, weight) for of, some in told.items()}
    found = {of: one for of, one in each.items() if of != CIVILIANS and of not in AMONG_CIVILIANS}
    parts = _sum(one for of, one in each.items() if of in AMONG_CIVILIANS)
    whole = each.get(CIVILIANS, Estimate())
    if CIVILIANS in each or any(of in AMONG_CIVILIANS for of in each):
        found[CIVILIANS] = Estimate(
            max(whole.low, parts.low),
            max(whole.best, parts.best),
            max(whole.high, parts.high),
            max(whole.open_ended, int(parts.open_ended > 0)),
        )
    return found


def _sum(estimates: Iterable[Estimate]) -> Estimate:
    """Estimates of one incident added up: it is open-ended once, however many of them are."""
    total = sum(estimates, Estimate())
    return Estimate(total.low, total.best, total.high, int(total.open_ended > 0))


def _party(figure: Figure) -> str | None:
    return CIVILIANS if figure.of in AMONG_CIVILIANS else figure.of


def _is_exact(figure: Figure) -> bool:
    return figure.low == figure.high


def _holds(figure: Figure, number: int) -> bool:
    return figure.low <= number and (figure.high is None or number <= figure.high)


def _betters(one: Figure, other: Figure) -> bool:
    """Whether a figure is closer than another and agrees with it: «32» betters «more than 30» and «tens»."""
    if (one.low, one.high) == (other.low, other.high) or one.low < other.low:
        return False
    return other.high is None or (one.high is not None and one.high <= other.high)


def _counted(figure: Figure, convention: Convention) -> int:
    """The one number of a figure, where only one counts."""
    return dict(convention.vague).get((figure.low, figure.high), figure.low)
