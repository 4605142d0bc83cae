"""actors.yaml and people.yaml: parties, states, organisations and kinds of people with their names."""

from __future__ import annotations

from typing import Any, cast, get_args

from sijill.packs.entry import ACTOR_ID, COUNTRY, Entry, arabic_fault, entries
from sijill.packs.faults import Faults
from sijill.packs.model import Actor, ActorKind, Alias, AliasUse, Membership, StrikesFrom
from sijill.packs.spellings import alias_forms
from sijill.packs.yaml_lines import Table

KINDS: tuple[str, ...] = get_args(ActorKind)
STRIKES_FROM: tuple[str, ...] = get_args(StrikesFrom)[1:]
USES: tuple[str, ...] = get_args(AliasUse)
FIELDS = ("id", "name_en", "name_ar", "kind", "country", "aliases", "member_of", "strikes_from")
ALIAS_FIELDS = ("ar", "use", "from", "until")
MEMBERSHIP_FIELDS = ("id", "from", "until")


def read_actors(data: Any, file: str, faults: Faults) -> list[Actor]:
    """The actors of one file. Names and kind may be left out where an included pack has the actor."""
    found: dict[str, Actor] = {}
    for entry in entries(data, file, "an actor", FIELDS, faults):
        actor = _actor(entry)
        if actor.id in found:
            entry.fault("id", f'id "{actor.id}" already stands in {found[actor.id].where}')
        elif actor.id:
            found[actor.id] = actor
    return list(found.values())


def _actor(entry: Entry) -> Actor:
    return Actor(
        id=entry.matching("id", ACTOR_ID, "northern_front", required=True),
        name_en=entry.text("name_en"),
        name_ar=entry.arabic("name_ar"),
        kind=cast(ActorKind, entry.choice("kind", KINDS)),
        country=entry.matching("country", COUNTRY, "YE"),
        aliases=tuple(_aliases(entry)),
        member_of=tuple(_memberships(entry)),
        strikes_from=cast(StrikesFrom, entry.choice("strikes_from", STRIKES_FROM)),
        where=entry.where,
    )


def _aliases(entry: Entry) -> list[Alias]:
    found: list[Alias] = []
    for value, where in entry.items("aliases"):
        if isinstance(value, str):
            if wrong := arabic_fault(value):
                entry.faults.add_at(where, wrong)
                continue
            alias = Alias(ar=value.strip(), forms=alias_forms(value, "name"), use="name", where=where)
        elif isinstance(value, Table):
            alias = _alias(Entry(value, "an alias", ALIAS_FIELDS, entry.faults), where)
            if not alias.ar:
                continue
        else:
            entry.faults.add_at(where, "an alias is a text, or a map with ar, use, from, until")
            continue
        twin = next((a for a in found if a.ar == alias.ar and a.use == alias.use and overlap(a, alias)), None)
        if twin:
            entry.faults.add_at(where, f'alias "{alias.ar}" already stands in {twin.where} for the same time')
        found.append(alias)
    return found


def _alias(entry: Entry, where: str) -> Alias:
    ar = entry.arabic("ar", required=True)
    use = cast(AliasUse, entry.choice("use", USES, "name"))
    from_, until = entry.days()
    return Alias(
        ar=ar, forms=alias_forms(ar, use) if ar else (), use=use, from_=from_, until=until, where=where
    )


def _memberships(entry: Entry) -> list[Membership]:
    found: list[Membership] = []
    for value, where in entry.items("member_of"):
        if not isinstance(value, Table):
            entry.faults.add_at(where, "a membership is a map with id, from, until")
            continue
        member = Entry(value, "a membership", MEMBERSHIP_FIELDS, entry.faults)
        id_ = member.matching("id", ACTOR_ID, "alliance", required=True)
        from_, until = member.days()
        found.append(Membership(id=id_, from_=from_, until=until, where=where))
    return found


def overlap(one: Any, other: Any) -> bool:
    """Whether two dated things hold on a common day."""
    starts_late = one.from_ and other.until and other.until < one.from_
    ends_early = one.until and other.from_ and one.until < other.from_
    return not (starts_late or ends_early)
