"""Which types of events may be two tellings of one happening, and which happen once.

«انسحبت» in one outlet is «طردت» or «تحرير» in another, «تسلّمت السلطة المحلية» is «تسلم رجال المقاومة»: who
tells of a place that changed hands chooses the verb by his side. The codebook calls arrest and abduction
kindred for the same reason.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from sijill.record import EventType, Role

_FAMILIES: Final[tuple[frozenset[EventType], ...]] = (
    frozenset(("capture", "withdrawal", "handover")),
    frozenset(("arrest", "abduction")),
    frozenset(("airstrike", "shelling")),
    frozenset(("clash", "killing", "suicide_attack", "bombing")),
    frozenset(("raid", "looting", "arrest")),
    frozenset(("protest", "riot")),
    frozenset(("agreement", "negotiation")),
)

ONCE: Final = frozenset(
    (
        "capture",
        "withdrawal",
        "handover",
        "agreement",
        "release",
        "defection",
        "suicide_attack",
        "displacement",
    )
)
"""Types that seldom happen twice at one place within days. Fighting and fire go on from day to day."""

FACING: Final = frozenset(("clash",))
"""Types in which either side may be told first."""


@lru_cache(maxsize=4096)
def kindred(one: EventType, other: EventType) -> bool:
    """Whether two types, different ones, may be two tellings of one happening."""
    return any(one in family and other in family for family in _FAMILIES)


@lru_cache(maxsize=256)
def families(type_: EventType) -> tuple[EventType, ...]:
    """The type and all that are kindred to it, in alphabetical order."""
    return tuple(sorted({type_}.union(*(family for family in _FAMILIES if type_ in family))))


_LOSES: Final[frozenset[Role]] = frozenset(("actor",))
_GAINS: Final[frozenset[Role]] = frozenset(("recipient",))
DOES: Final[Mapping[str, frozenset[Role]]] = {
    "withdrawal": _GAINS,
    "handover": _GAINS,
    "": frozenset(("actor", "party")),
}
SUFFERS: Final[Mapping[str, frozenset[Role]]] = {
    "withdrawal": _LOSES,
    "handover": _LOSES,
    "": frozenset(("target",)),
}
"""By type the roles of who does it and of whom it befalls; "" for every other type. Of a place that changes
hands the one gains it, whatever verb tells of it, and the other loses it."""
