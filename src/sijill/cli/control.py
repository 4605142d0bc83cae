"""`sijill control`: who holds which place, on a day or through time, and whose word that is."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from sijill.cli.claims import Records, everything
from sijill.cli.console import ALL_READ, SOME_REFUSED, say, stop
from sijill.cli.database import Database
from sijill.cli.readers import Pack, pack_of

if TYPE_CHECKING:
    from sijill import packs
    from sijill.deriving.containment import Located
    from sijill.deriving.control import Control


def control(
    place: Annotated[
        str | None,
        typer.Option(
            "--place",
            metavar="NAME",
            help="Who holds this place: name or P-code. Without it: every place that anything is said of.",
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The day; without it the day of the last report."),
    ] = None,
    through: Annotated[
        str | None,
        typer.Option("--timeline", metavar="NAME", help="Every change at this place instead."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object a line.")] = False,
    pack: Pack = "yemen",
    records: Records = None,
    database: Database = None,
) -> None:
    """Tell who holds a place, or that it is contested, or that nobody can tell, and whose word that is.

    Computed anew from the claims of all reports, never stored. A party's word on itself makes nothing
    certain: what its own side, the loser, sources of no side and others say is told apart. A hold fades
    without fresh word, at the pack's rate. Beside each account stands how much was reported: silence is not
    peace. Exit code 0: told, 1: told, but some records were refused, 2: wrong usage.
    """
    from sijill.cli import control_objects, control_text
    from sijill.deriving.control import Control
    from sijill.packs import PackError

    if through is not None and (place is not None or on is not None):
        stop("--timeline tells of all days of one place; leave out --place and --on")
    asked_day = _day(on)
    known = pack_of(pack)
    found = everything(database, records)
    try:
        account = Control(found.claims, found.copies, known)
    except PackError as fault:
        stop(str(fault))
    day = asked_day or max((report.published for report in found.reports if report.published), default=None)
    asked = place if through is None else through
    places = _places(asked, known, account) if asked is not None else []
    show = control_objects if as_json else control_text
    ordinal = date.fromisoformat(day).toordinal() if day else 0
    told: Iterator[str] = iter(())
    if through is not None:
        told = chain.from_iterable(show.timeline(account, located) for located in places)
    elif place is not None and day:
        accounts = (account.on(located, ordinal) for located in places)
        told = chain.from_iterable(show.account(account, one) for one in accounts)
    elif day:
        told = show.map_of(account, ordinal)
    shown = False
    for line in told:
        shown = True
        print(line)
    if not shown and not as_json:
        print("no report here tells who holds a place" + (f" on {day}" if day and through is None else ""))
    raise typer.Exit(SOME_REFUSED if found.refused else ALL_READ)


def _day(typed: str | None) -> str | None:
    from sijill.record import ReportError, day

    try:
        return day(typed)
    except ReportError as fault:
        stop(f"--on: {fault}")


def _places(name: str, pack: "packs.Pack", account: "Control") -> "list[Located]":
    """The places of that name of which anything is told; if there are none, all that it may mean."""
    from sijill.arabic.fold import fold_key
    from sijill.store.search_names import Names
    from sijill.store.search_query import SearchError

    told = {located.key: located for located in account.places}
    unlisted = [
        located for key, located in told.items() if "~" in key and fold_key(located.name) == fold_key(name)
    ]
    meant: list[Located] = []
    try:
        entries = Names(pack).places(name)
    except SearchError as fault:
        if not unlisted:
            stop(str(fault))
    else:
        meant = [found for entry in entries if (found := account.containment.by_key(entry.id)) is not None]
    meant += unlisted
    some = [located for located in meant if located.key in told] or meant
    if len(some) > 1:
        say(f"note: {name} is taken for " + ", ".join(f"{one.name} ({one.level}, {one.key})" for one in some))
    return some
