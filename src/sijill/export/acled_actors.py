"""Actors as ACLED's columns want them: two names with their types, and who stands beside each."""

from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sijill.export.events import FlatEvent
from sijill.export.names import Names
from sijill.export.sides import holding_on, kind_of, sides_of
from sijill.packs import Pack

VIOLENT = frozenset(("Battles", "Explosions/Remote violence", "Violence against civilians"))


class Acting(Struct, frozen=True, kw_only=True):
    """Both actors: name, type and associates; empty where nobody is told."""

    actor1: str = ""
    inter1: str = ""
    assoc1: tuple[str, ...] = ()
    actor2: str = ""
    inter2: str = ""
    assoc2: tuple[str, ...] = ()


class Actors:
    """Names and types by the tables of a pack."""

    def __init__(self, pack: Pack, table: dict[str, Any], names: Names) -> None:
        self._pack = pack
        self._table = table
        self._names = names

    def of(self, event: FlatEvent, day: date, code: str, country: str) -> Acting:
        """The actors of an event on a day, in the country of that ISO code and English name."""
        sides = sides_of(event)
        name1, inter1, assoc1 = self._side(sides.one, day, code, country)
        name2, inter2, assoc2 = self._side(sides.other, day, code, country)
        if crowd := self._table["crowds"].get(event.type):
            known = tuple(name for name in (name1, *assoc1) if name)
            name1, inter1, assoc1 = f"{crowd} ({country})", crowd, known
        return Acting(actor1=name1, inter1=inter1, assoc1=assoc1, actor2=name2, inter2=inter2, assoc2=assoc2)

    def completed(self, acting: Acting, event_type: str, country: str) -> Acting:
        """With the generic names for whom nobody names, where ACLED asks for somebody.

        Violence has somebody who did it, battles two armed groups; of violence against civilians these are
        the second actor.
        """
        nobody = {"name": f"{self._table['unidentified']} ({country})", "inter": "Political militia"}
        if event_type in VIOLENT and not acting.actor1:
            acting = replace(acting, actor1=nobody["name"], inter1=nobody["inter"])
        if not acting.actor2:
            if event_type == "Battles":
                acting = replace(acting, actor2=nobody["name"], inter2=nobody["inter"])
            elif event_type == "Violence against civilians":
                civilians = self._table["kinds"]["people"]
                acting = replace(acting, actor2=f"{self._table['civilians']} ({country})", inter2=civilians)
        return acting

    def interaction(self, acting: Acting) -> str:
        """Both types in ACLED's order, «… only» for one; empty for none."""
        order = list(self._table["inters"])
        told = sorted((inter for inter in (acting.inter1, acting.inter2) if inter), key=order.index)
        if len(told) < 2:
            return f"{told[0]} only" if told else ""
        pair = "-".join(told)
        return str(self._table["pairs"].get(pair, pair))

    def _side(
        self, ids: tuple[str, ...], day: date, code: str, country: str
    ) -> tuple[str, str, tuple[str, ...]]:
        """The name and the type of the first, and who is beside: of people of a kind, that kind."""
        if not ids:
            return "", "", ()
        beside: list[str] = []
        name, inter = self._one(ids[0], day, code, country)
        if inter == self._table["kinds"]["people"]:
            kind = f"{self._names.actor(ids[0], 'en')} ({country})"
            name = f"{self._table['civilians']} ({country})"
            beside += [kind] if kind != name else []
        beside += [self._one(id_, day, code, country)[0] for id_ in ids[1:]]
        return name, inter, tuple(dict.fromkeys(one for one in beside if one != name))

    def _one(self, id_: str, day: date, code: str, country: str) -> tuple[str, str]:
        kind = kind_of(self._pack, id_)
        entry = holding_on(self._table.get("actors", {}).get(id_, ()), day)
        actor = self._pack.actors.get(id_)
        if kind == "foreign_state" and actor is not None and actor.country == code:
            kind = "state"
        inter = entry["inter"] if entry else self._table["kinds"][kind]
        own = entry.get("name") if entry else None
        name = own or self._names.actor(id_, "en")
        return (f"{name} ({country})" if own or kind == "people" else name), inter
