"""How the places of two claims stand to each other, by what the claims say of them."""

from enum import Enum
from functools import lru_cache
from typing import Final

from sijill.arabic.fold import fold_key
from sijill.record import Place

NOWHERE: Final = ("",)


def units_of(place: Place | None) -> tuple[str, ...]:
    """The names under which a place is looked for: its own and its governorate's; none of a country."""
    if place is None or place.level == "country":
        return NOWHERE
    names = [_name(place.name)]
    if place.governorate:
        names.append(_name(place.governorate))
    return tuple(dict.fromkeys(names))


class Relation(Enum):
    """The places are one; one lies in the other; they are not said to be different; they are different."""

    SAME = "same"
    WITHIN = "within"
    OPEN = "open"
    APART = "apart"


def relation(one: Place | None, other: Place | None) -> Relation:
    """How two places stand to each other. A place that is not told, or is a country, leaves it open."""
    if one is None or other is None:
        return Relation.OPEN
    if (one.country or other.country) != (other.country or one.country):
        return Relation.APART
    if one.id and other.id:
        if one.id == other.id:
            return Relation.SAME
    elif _name(one.name) == _name(other.name) and _agree(one.governorate, other.governorate):
        return Relation.SAME
    if "country" in (one.level, other.level):
        return Relation.SAME if one.level == other.level else Relation.OPEN
    if _lies_in(one, other) or _lies_in(other, one):
        return Relation.WITHIN
    return Relation.APART


def _lies_in(inner: Place, outer: Place) -> bool:
    """Whether a place is told to be in the unit that the other one is."""
    if outer.level == "governorate":
        return inner.level != "governorate" and inner.governorate in (outer.governorate, outer.name)
    # A town has the name of its district nearly always, and a report seldom says which is meant.
    if outer.level in ("district", "town"):
        return (
            inner.district is not None
            and inner.level not in ("governorate", "district")
            and inner.district in (outer.district, outer.name)
            and _agree(inner.governorate, outer.governorate)
        )
    return False


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


@lru_cache(maxsize=4096)
def _name(name: str) -> str:
    return fold_key(name)
