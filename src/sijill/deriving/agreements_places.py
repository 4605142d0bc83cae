"""Whether something happened where an agreement holds."""

from sijill.linking.places import Relation, relation
from sijill.record import Place

_SIZE = ("country", "region", "governorate", "district", "town", "subdistrict", "village", "site")


def covers(ground: Place | None, place: Place | None) -> bool:
    """Whether a place is, or lies in, the ground of an agreement; what is not told is not taken for it.

    A wider place does not: fighting «في البيضاء» may be anywhere in it. A town and the district of its name
    are one here, for a report seldom says which it means.
    """
    if ground is None or place is None:
        return False
    if ground.level == "country":
        return (ground.country or ground.id) == (place.country or place.id)
    how = relation(ground, place)
    if how is Relation.SAME:
        return True
    if how is not Relation.WITHIN:
        return False
    return _size(place) >= _size(ground) or {ground.level, place.level} == {"town", "district"}


def is_narrow(place: Place | None) -> bool:
    """Whether a place is a district or smaller: what happens there has likely to do with a deal there."""
    return place is not None and _size(place) >= _SIZE.index("district")


def narrowest(places: list[Place]) -> Place | None:
    """The most exact of some places; of equals the one told most often, then the first by name."""
    if not places:
        return None
    names = [place.id or place.name for place in places]
    return min(
        places,
        key=lambda place: (-_size(place), -names.count(place.id or place.name), place.id or "", place.name),
    )


def _size(place: Place) -> int:
    return _SIZE.index(place.level)
