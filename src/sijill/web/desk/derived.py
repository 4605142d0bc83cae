"""Control, agreements and tallies as plain values, as somebody may see them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from sijill.arabic.fold import fold_key
from sijill.deriving import control_objects, tally_objects
from sijill.deriving.agreements import Agreement
from sijill.deriving.containment import Located
from sijill.deriving.control import Control
from sijill.deriving.conventions import CONVENTIONS
from sijill.deriving.tallies import tally
from sijill.deriving.tally_question import Question
from sijill.deriving.tally_terms import EVENTS, KEYS, Key, What
from sijill.record import QUANTITY_KINDS
from sijill.store.search_query import SearchError
from sijill.web.asking import Viewer
from sijill.web.desk.asked import Asked, lies_in
from sijill.web.desk.material import Material
from sijill.web.desk.showing import sees_names, shown_values
from sijill.web.desk.state import Desk
from sijill.web.errors import Fault, not_found

UNLISTED = "~"
"""Stands in the keys of places that no gazetteer has: these are made of words of reports."""


def held_on(desk: Desk, viewer: Viewer, day: str | None, place: str | None) -> dict[str, Any]:
    """Who holds what on a day (without one, that of the last report): everywhere, or at one place."""
    material = desk.material
    on = day or material.last_day
    if on is None:
        return {"on": None, "places": []}
    control, ordinal = material.control, date.fromisoformat(on).toordinal()
    if place is None:
        accounts = [one for one in control.map_on(ordinal) if _may_be_named(one.place, viewer)]
    else:
        accounts = [control.on(one, ordinal) for one in places_named(desk, control, place, viewer)]
    told = [_plain(control_objects.account(control, one), viewer) for one in accounts]
    return {"on": on, "places": told}


def timelines(desk: Desk, viewer: Viewer, place: str) -> dict[str, Any]:
    """Every change at the places of a name, with how much was reported in each month."""
    control = desk.material.control
    found = []
    for located in places_named(desk, control, place, viewer):
        told = [_plain(one, viewer) for one in control_objects.timeline(control, located)]
        found.append(
            {
                "place": told[-1]["place"],
                "intervals": [one for one in told if "state" in one],
                "unordered": [word for one in told for word in one.get("unordered", ())],
                "coverage": told[-1]["coverage"],
            }
        )
    return {"timelines": found}


def places_named(desk: Desk, control: Control, name: str, viewer: Viewer) -> list[Located]:
    """The places of that name of which anything is told; if there are none, all that it may mean."""
    told = {located.key: located for located in control.places if _may_be_named(located, viewer)}
    unlisted = [one for key, one in told.items() if UNLISTED in key and fold_key(one.name) == fold_key(name)]
    meant: list[Located] = []
    try:
        for entry in desk.names.places(name):
            located = control.containment.by_key(entry.id)
            meant += [located] if located else []
    except SearchError as fault:
        if not unlisted:
            raise Fault(422, str(fault), field="place") from fault
    meant += unlisted
    return [located for located in meant if located.key in told] or meant


def agreements(material: Material, viewer: Viewer, wanted: Asked, *, every: bool) -> list[dict[str, Any]]:
    """The agreements that fit, the latest first; with `every` those too of which nothing can be followed."""
    fitting = (one for one in material.agreements if (every or one.can_be_followed) and _fits(one, wanted))
    return [_agreement(one, viewer) for one in fitting]


def agreement(material: Material, viewer: Viewer, id_: str) -> dict[str, Any]:
    """One agreement with its terms and its timeline. Raises `Fault`."""
    found = next((one for one in material.agreements if one.id == id_), None)
    if found is None:
        raise not_found("agreement", id_)
    return _agreement(found, viewer)


def tallied(
    material: Material, viewer: Viewer, wanted: Asked, *, what: str, by: Iterable[str], convention: str
) -> dict[str, Any]:
    """The answer to a tally's question, every row with its claims and how much was reported. Raises
    `Fault`."""
    rules = CONVENTIONS.get(convention)
    if rules is None:
        said = f"there is no convention {convention[:40]}; write one of {', '.join(CONVENTIONS)}"
        raise Fault(422, said, field="convention")
    keys, kind = _keys(by), _kind(what)
    if rules.kinds is not None and kind not in (EVENTS, *rules.kinds):
        raise Fault(422, f"{rules.name} counts only {', '.join(rules.kinds)} and {EVENTS}", field="what")
    if not rules.by_party and "party" in keys and kind != EVENTS:
        raise Fault(422, f"{rules.name} does not say whose the {kind} are; leave party out", field="by")
    areas = wanted.claims.areas
    units = {area.district or area.governorate or ("" if area.ids else area.country) for area in areas}
    question = Question(
        what=kind,
        by=keys,
        convention=rules,
        types=wanted.claims.types,
        actors=wanted.claims.actors,
        since=wanted.claims.since,
        until=wanted.claims.until,
        within=(lambda place: any(lies_in(place, area) for area in areas)) if areas else None,
        unit=(units.pop() or "") if len(units) == 1 else "",
    )
    found = tally(
        material.incidents.values(),
        question,
        copies=material.copies,
        standings=material.standings,
        speech=material.speech,
    )
    answer: dict[str, Any] = {"about": {}, "rows": [], "total": {}, "left_out": []}
    for told in tally_objects.objects(found, material.coverage):
        plain = _plain(told, viewer)
        if "row" in plain:
            answer["rows"].append(plain)
        elif "left_out" in plain:
            answer["left_out"].append(plain["left_out"])
        else:
            answer |= plain
    return answer


def _agreement(of: Agreement, viewer: Viewer) -> dict[str, Any]:
    return {**_plain(of, viewer), "can_be_followed": of.can_be_followed}


def _fits(of: Agreement, wanted: Asked) -> bool:
    asked_of = wanted.claims
    if asked_of.actors and asked_of.actors.isdisjoint(party.id for party in of.parties):
        return False
    if asked_of.areas and not any(lies_in(of.place, area) for area in asked_of.areas):
        return False
    last, first = of.end or of.latest, of.start or of.latest
    if asked_of.since and (last is None or last < asked_of.since):
        return False
    return not (asked_of.until and (first is None or first > asked_of.until))


def _plain(value: Any, viewer: Viewer) -> dict[str, Any]:
    told: dict[str, Any] = shown_values(msgspec.to_builtins(value), viewer)
    return told


def _may_be_named(place: Located, viewer: Viewer) -> bool:
    return sees_names(viewer) or UNLISTED not in place.key


def _keys(by: Iterable[str]) -> tuple[Key, ...]:
    known = {str(key): key for key in KEYS}
    found = []
    for word in dict.fromkeys(by):
        if word not in known:
            said = f"there is nothing to tally by called {word[:40]}; write some of {', '.join(KEYS)}"
            raise Fault(422, said, field="by")
        found.append(known[word])
    return tuple(found)


def _kind(what: str) -> What:
    if what != EVENTS and what not in QUANTITY_KINDS:
        allowed = ", ".join((EVENTS, *sorted(QUANTITY_KINDS)))
        raise Fault(
            422, f"there is nothing to count called {what[:40]}; write one of {allowed}", field="what"
        )
    return what  # type: ignore[return-value]
