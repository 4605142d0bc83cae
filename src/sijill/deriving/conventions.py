"""By whose rules figures are settled: the codebook's own, ACLED's, UCDP's. Each names its source.

What is not marked otherwise was read at the source named. What a convention asks beyond these rules (ACLED's
division of a total over days, UCDP's threshold of 25 deaths a year for a dyad) is not done here.
"""

from typing import Final

from msgspec import Struct

from sijill.record import GROUPS, EventType, QuantityKind


class Convention(Struct, frozen=True, kw_only=True):
    """How figures are settled.

    `lowest`: one figure alone counts, the lowest told, and it is low, best and high at once. `trusted_first`:
    the best figure is an independent one where there is any. `vague` gives, for bounds that stand for a vague
    word in the codebook, the number that is counted instead. `kinds`: the quantities that it knows, None all.
    `types`: the types of events, None all. `deadly`: an event counts only with a death in low, best or high.
    `country_level`: whether what is placed in a country alone counts. `coarsest`: the most days that the date
    of an event may span, None any. `by_party`: whether it says whose the counted are.
    """

    name: str
    source: str
    says: str
    lowest: bool = False
    trusted_first: bool = False
    vague: tuple[tuple[tuple[int, int | None], int], ...] = ()
    kinds: frozenset[QuantityKind] | None = None
    types: frozenset[EventType] | None = None
    deadly: bool = False
    country_level: bool = True
    coarsest: int | None = None
    by_party: bool = True


CODEBOOK: Final = Convention(
    name="codebook",
    source="Sijill's codebook",
    says="low is the lowest figure told, high the highest, best that of most independent sources, of equals "
    "the lowest; a vague word that a closer figure agrees with is no rival of it; a plural without a number "
    "is 3 or more, tens 20 to 99, hundreds 200 to 999",
)

ACLED: Final = Convention(
    name="acled",
    source="ACLED codebook, https://acleddata.com/methodology/acled-codebook, after October 2024; tens as "
    "10 from a copy of ACLED's answers to questions, thousands as 1000 by analogy, not by ACLED",
    says="one figure, the lowest told; a plural without a number is 3, tens 10, hundreds 100, dead and "
    "injured told together are no dead; only the dead are counted, not by party; nothing that is placed "
    "in a country alone or dated no closer than a month",
    lowest=True,
    vague=(
        ((3, 9), 3),
        ((20, 99), 10),
        ((200, 999), 100),
        ((2000, 9999), 1000),
    ),
    kinds=frozenset(("killed",)),
    country_level=False,
    coarsest=31,
    by_party=False,
)

UCDP: Final = Convention(
    name="ucdp",
    source="UCDP methodology, https://www.uu.se/en/department/peace-and-conflict-research/research/ucdp/"
    "ucdp-methodology; what best means and that deaths by side add up to it: from memory, not checked; its "
    "rule for vague words is not known here, they count as in the codebook",
    says="low, best and high; best is the most reliable figure: an independent one if there is any, else "
    "that of most independent sources; only events of armed force with at least one death in low, best or "
    "high",
    trusted_first=True,
    kinds=frozenset(("killed",)),
    types=frozenset(t for t, group in GROUPS.items() if group in ("fighting", "remote", "civilians")),
    deadly=True,
)

CONVENTIONS: Final = {convention.name: convention for convention in (CODEBOOK, ACLED, UCDP)}
