"""What only the whole pack can tell: that ids that are named exist, and that the tree of places is one."""

from __future__ import annotations

from sijill.packs.faults import Faults
from sijill.packs.model import Pack, PlaceEntry
from sijill.packs.read_epithets import DEFAULT
from sijill.packs.schema import check_acled, check_frames
from sijill.record import OTHER, SOCIAL_IDS

_RANK = {"country": 0, "governorate": 1, "district": 2, "subdistrict": 3, "village": 4, "town": 4, "site": 4}
_OPPONENTS = "opponents_of:"


def check_whole(pack: Pack, faults: Faults) -> None:
    """Add the faults of references between the entries of a pack and its includes."""
    _check_actors(pack, faults)
    _check_epithets(pack, faults)
    for source in pack.sources:
        if source.side:
            _check_id(source.side, source.where, "side", pack, faults)
    for nationality in pack.nationalities:
        if nationality.id:
            _check_id(nationality.id, nationality.where, "actor", pack, faults)
    _check_places(pack.places, faults)
    _check_sides(pack, faults)
    check_frames(pack.words, faults)
    check_acled(pack.words, faults)


def _check_actors(pack: Pack, faults: Faults) -> None:
    for actor in pack.actors.values():
        for field, value in (("name_en", actor.name_en), ("name_ar", actor.name_ar), ("kind", actor.kind)):
            if not value:
                message = f'actor "{actor.id}" needs "{field}", for no included pack has this actor'
                faults.add_at(actor.where, message)
        for membership in actor.member_of:
            _check_id(membership.id, membership.where, "member_of", pack, faults)
            if membership.id == actor.id:
                faults.add_at(membership.where, f'actor "{actor.id}" can\'t be a member of itself')


def _check_epithets(pack: Pack, faults: Faults) -> None:
    for epithet in pack.epithets:
        for field, id_ in (("of", epithet.of), ("voice", epithet.voice)):
            if id_:
                _check_id(id_, epithet.where, field, pack, faults)
        for side in epithet.by_side:
            if side != DEFAULT:
                _check_id(side, epithet.where, "by_side", pack, faults)
        for field, table in (("by_side", epithet.by_side), ("by_country", epithet.by_country)):
            for id_ in {id_ for meanings in table.values() for meaning in meanings for id_ in meaning.ids}:
                _check_id(id_.removeprefix(_OPPONENTS), epithet.where, field, pack, faults)


def _check_sides(pack: Pack, faults: Faults) -> None:
    """Who stood with whom and who fought whom: actors that exist, days in order."""
    table = pack.words.get("control", {})
    listed = [(name, group) for name in ("allies", "foes") for group in table.get(name, ())]
    for name, group in listed:
        for key in group.keys() & {"ids", "one", "other"}:
            for id_, where in zip(group[key], group[key].wheres, strict=True):
                _check_id(id_, where, name, pack, faults)
        first, last = group.get("from"), group.get("until")
        if first and last and first > last:
            faults.add_at(group.where_of("from"), f"from {first} is after until {last}; swap them")


def _check_id(id_: str, where: str, field: str, pack: Pack, faults: Faults) -> None:
    if id_ and id_ not in pack.actors and id_ not in SOCIAL_IDS and id_ != OTHER:
        faults.add_at(where, f'{field} names "{id_}", which is no actor of this pack or its includes')


def _check_places(places: tuple[PlaceEntry, ...], faults: Faults) -> None:
    by_id = {place.id: place for place in places}
    for place in places:
        if not place.parent:
            continue
        parent = by_id.get(place.parent)
        if parent is None:
            faults.add_at(place.where, f'parent "{place.parent}" is no place of this pack or its includes')
        elif _RANK.get(place.level, 9) <= _RANK.get(parent.level, -1):
            message = f'parent "{place.parent}" is a {parent.level}, which a {place.level} can\'t lie in'
            faults.add_at(place.where, message)
