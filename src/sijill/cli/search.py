"""`sijill search`: reports of the register by their words and by what they claim."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sijill.cli.console import say, stop
from sijill.cli.database import Database, opened
from sijill.cli.readers import Pack, pack_of

if TYPE_CHECKING:
    from sijill.store import Register
    from sijill.store.search_names import Filters

T = TypeVar("T")

Types = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="A type or group of events.")]
Actors = Annotated[
    list[str] | None, typer.Option("--actor", metavar="NAME", help="Who took part: id or name.")
]
Places = Annotated[
    list[str] | None,
    typer.Option("--place", metavar="NAME", help="Where: name or P-code, with all that lies in it."),
]
Governorates = Annotated[
    list[str] | None,
    typer.Option("--governorate", metavar="NAME", help="In which governorate: name or P-code."),
]
Near = Annotated[
    str | None,
    typer.Option("--near", metavar="LAT,LON,KM", help="Within so many kilometres of a point."),
]
Sources = Annotated[
    list[str] | None, typer.Option("--source", metavar="NAME", help="The outlet: name or id.")
]
Statuses = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help="occurred, planned, demanded, threatened, denied …"),
]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day.")]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day.")]


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT]",
            help='Words that all must stand in a report; "a phrase" in quotes, -word to leave out, OR for '
            "either of two. Put -- before a text that begins with a hyphen.",
            show_default=False,
        ),
    ] = None,
    types: Types = None,
    actors: Actors = None,
    places: Places = None,
    governorates: Governorates = None,
    near: Near = None,
    since: Since = None,
    until: Until = None,
    sources: Sources = None,
    statuses: Statuses = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="At most so many reports.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    pack: Pack = "yemen",
    database: Database = None,
) -> None:
    """Find stored reports by words and by the fields of their claims.

    Spelling is forgiven (hamza, ta marbuta, harakat, digits), and so is what is attached to a word (و، ب، ل،
    ال، ها، هم). An option given several times means any of its values; different options must fit one claim
    of the report together. Exit code 0: searched, 2: wrong usage.
    """
    import msgspec

    from sijill.cli.search_view import as_object, show
    from sijill.store.search_fields import absent_outlets
    from sijill.store.search_find import MOST, find
    from sijill.store.search_query import parsed

    if not 1 <= limit <= MOST:
        stop(f"--limit must be from 1 to {MOST:,}, not {limit}")
    query = _understood(parsed, " ".join(words or ()))
    filters = filters_of(
        pack,
        types=types,
        statuses=statuses,
        actors=actors,
        places=places,
        governorates=governorates,
        sources=sources,
        since=since,
        until=until,
        near=near,
    )
    if not query.wanted and not filters.asks:
        stop("nothing to search for; give words, or options such as --type clash --place تعز")
    with opened(database) as register:
        _renew(register)
        with register.reading() as connection:
            found = find(connection, query, filters, limit)
            absent = [] if found.total else absent_outlets(connection, filters.sources)
    for outlet in absent:
        say(f"note: no report here is from an outlet called {max(outlet.names)}; check its spelling")
    if as_json:
        print(msgspec.json.encode(as_object(found)).decode())
    else:
        show(found)


def filters_of(
    pack: str,
    *,
    since: str | None = None,
    until: str | None = None,
    near: str | None = None,
    places: list[str] | None = None,
    **named: list[str] | None,
) -> "Filters":
    """The fields asked for; what has no meaning ends the program with a sentence.

    `named` are the names under each other field of `filters_named`.
    """
    from sijill.store.search_names import Names, filters_named
    from sijill.store.search_points import circle
    from sijill.store.search_query import SearchError

    names = cache(lambda: Names(pack_of(pack)))
    first, last = _day("--from", since), _day("--to", until)
    if first and last and first > last:
        stop(f"--from {first} is after --to {last}; swap them")
    try:
        filters = filters_named(
            names,
            places=places or (),
            since=first,
            until=last,
            near=circle(near) if near is not None else None,
            **{field: asked or () for field, asked in named.items()},
        )
        for place in places or ():
            meant = names().areas(place)
            if len(meant) > 1:
                say(f"note: --place {place} is taken for {', '.join(area.label for area in meant)}")
    except SearchError as fault:
        stop(str(fault))
    return filters


def _day(option: str, typed: str | None) -> str | None:
    from sijill.record import ReportError, day

    try:
        return day(typed)
    except ReportError as fault:
        stop(f"{option}: {fault}")


def _understood(meaning: Callable[[str], T], typed: str) -> T:
    from sijill.store.search_query import SearchError

    try:
        return meaning(typed)
    except SearchError as fault:
        stop(str(fault))


def _renew(register: "Register") -> None:
    """Make the index anew if another version of the program made it; a register without reports has none."""
    from sijill.store.search import is_outdated, rebuild

    with register.reading() as connection:
        if not is_outdated(connection):
            return
    say("note: making the search index anew for this version of the program; this takes a moment")
    register.write(rebuild)
