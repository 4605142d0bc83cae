"""`sijill tally`: incidents counted once, and how many were killed, detained, displaced in them."""

from collections.abc import Callable, Sequence
from inspect import cleandoc
from typing import TYPE_CHECKING, Annotated

import typer

from sijill.cli.claims import Records, everything
from sijill.cli.console import SOME_REFUSED, stop
from sijill.cli.database import Database
from sijill.cli.readers import Pack, pack_of
from sijill.cli.search import Actors, Places, Since, Types, Until, filters_of
from sijill.deriving.conventions import CONVENTIONS, Convention
from sijill.deriving.tally_terms import EVENTS, KEYS, Key, What
from sijill.record import QUANTITY_KINDS, Place

if TYPE_CHECKING:
    from sijill.store.search_names import Area


def tally(
    by: Annotated[
        str, typer.Option(metavar="KEYS", help=f"A row for each of these, with commas: {', '.join(KEYS)}.")
    ] = "",
    what: Annotated[
        str,
        typer.Option(
            metavar="KIND", help=f"What is counted: {EVENTS}, or {', '.join(sorted(QUANTITY_KINDS))}."
        ),
    ] = EVENTS,
    convention: Annotated[
        str, typer.Option(metavar="NAME", help=f"By whose rules: {', '.join(CONVENTIONS)}; see below.")
    ] = "codebook",
    since: Since = None,
    until: Until = None,
    places: Places = None,
    types: Types = None,
    actors: Actors = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the incidents of each row, every figure with its words.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON objects, one a line.")] = False,
    pack: Pack = "yemen",
    records: Records = None,
    database: Database = None,
) -> None:
    """Count incidents, or what happened in them, each incident once, on the day on which it was.

    Every row has the lowest, the best and the highest figure, what each side claims beside what is reported
    independently, and how much is reported of the place at all: silence is not peace. What was left out is
    listed with the reason.
    """
    from sijill.cli.tally_view import objects, show
    from sijill.deriving.coverage import coverage
    from sijill.deriving.standing import Standings
    from sijill.deriving.tallies import tally as counted
    from sijill.deriving.tally_question import Question
    from sijill.linking.incidents import incident_of

    keys, kind, rules = _keys(by), _kind(what), _convention(convention)
    if rules.kinds is not None and kind != EVENTS and kind not in rules.kinds:
        stop(f"{rules.name} counts only {', '.join(rules.kinds)} and {EVENTS}, not {kind}")
    if not rules.by_party and "party" in keys and kind != EVENTS:
        stop(f"{rules.name} does not say whose the {kind} are; leave party out of --by")
    filters = filters_of(pack, types=types, actors=actors, places=places, since=since, until=until)
    loaded = everything(database, records)
    question = Question(
        what=kind,
        by=keys,
        convention=rules,
        types=filters.types,
        actors=filters.actors,
        since=filters.since,
        until=filters.until,
        within=_within(filters.areas),
        unit=_unit(filters.areas),
    )
    incidents = map(incident_of, loaded.incidents())
    found = counted(
        incidents,
        question,
        copies=loaded.copies,
        standings=Standings.of_pack(pack_of(pack)),
        speech=loaded.speech,
    )
    reported = coverage(loaded.claims, loaded.reports)
    if as_json:
        for line in objects(found, reported):
            print(line)
    else:
        show(found, reported, explain=explain)
    if loaded.refused:
        raise typer.Exit(SOME_REFUSED)


tally.__doc__ = "\n\n".join(
    (
        cleandoc(tally.__doc__ or ""),
        "Conventions:",
        *(f"{rules.name}: {rules.says}. Source: {rules.source}." for rules in CONVENTIONS.values()),
        "Exit code 0: counted, 1: some records of the file were refused, 2: wrong usage or nothing to read.",
    )
)


def _keys(typed: str) -> tuple[Key, ...]:
    """The keys asked for, in their order."""
    asked = [word.strip().lower() for word in typed.split(",") if word.strip()]
    known = {key: key for key in KEYS}
    for word in asked:
        if word not in known:
            stop(f"there is nothing to tally by called {word!r}; write some of {', '.join(KEYS)}")
        if asked.count(word) > 1:
            stop(f"--by names {word} twice; name it once")
    return tuple(known[word] for word in asked)  # type: ignore[index]


def _kind(typed: str) -> What:
    asked = typed.strip().lower()
    if asked != EVENTS and asked not in QUANTITY_KINDS:
        allowed = ", ".join((EVENTS, *sorted(QUANTITY_KINDS)))
        stop(f"there is nothing to count called {typed!r}; write one of {allowed}")
    return asked  # type: ignore[return-value]


def _convention(typed: str) -> Convention:
    asked = typed.strip().lower()
    if asked not in CONVENTIONS:
        stop(f"there is no convention {typed!r}; write one of {', '.join(CONVENTIONS)}")
    return CONVENTIONS[asked]


def _within(areas: "Sequence[Area]") -> Callable[[Place | None], bool] | None:
    """Whether a place lies in one of some areas, as `sijill search` has it; None if none is asked for."""
    if not areas:
        return None
    from sijill.store.search_fits import lies_in

    return lambda place: any(lies_in(place, area) for area in areas)


def _unit(areas: "Sequence[Area]") -> str:
    """The name of the one unit that is asked for; empty if it is none or several."""
    names = {area.district or area.governorate or ("" if area.ids else area.country) for area in areas}
    return (names.pop() or "") if len(names) == 1 else ""
