"""`sijill agreements` and `sijill agreement`: what was agreed, and what has been reported of it since."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sijill.cli.claims import Gathered, Records, everything
from sijill.cli.console import ALL_READ, NOTHING_READ, SOME_REFUSED, say, stop
from sijill.cli.database import Database

if TYPE_CHECKING:
    from sijill.deriving.agreements import Agreement

Json = Annotated[bool, typer.Option("--json", help="Print a JSON object an agreement, one a line.")]


def agreements(
    every: Annotated[
        bool, typer.Option("--all", help="Also those of which no party or no term is told.")
    ] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many agreements.")] = 20,
    records: Records = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """List agreements, the latest first: who concluded them, when, where, and how each term is kept.

    A term is kept, partly kept, breached, disputed, or there is no word of it, each by what has been reported
    since; no word is no peace. Exit code 0: listed, 1: some records were refused, 2: nothing to list from or
    wrong usage.
    """
    from sijill.cli.agreements_view import line

    found = everything(database, records)
    told = _latest_first(found)
    fitting = [agreement for agreement in told if every or agreement.can_be_followed]
    for agreement in islice(fitting, limit):
        print(msgspec.json.encode(agreement).decode() if as_json else line(agreement))
    _end_if_empty(found)
    if not as_json:
        print(_summary(len(fitting), len(told) - len(fitting), limit))
    raise typer.Exit(SOME_REFUSED if found.refused else ALL_READ)


def agreement(
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="The agreement's id, or how it begins: sijill agreements.")
    ],
    records: Records = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Show one agreement whole: its terms, each side's claims about them, and a timeline with quotes.

    Exit code 0: shown, 1: shown, but some records were refused, 2: there is none of that id, or wrong usage.
    """
    from sijill.cli.agreements_view import whole

    found = everything(database, records)
    _end_if_empty(found)
    named = [one for one in _latest_first(found) if wanted and one.id.startswith(wanted)]
    if not named:
        stop(f"there is no agreement {wanted}; sijill agreements --all lists them")
    if len(named) > 1:
        stop(f"{wanted} may be {' or '.join(one.id for one in named[:3])}; write more of it")
    print(msgspec.json.encode(named[0]).decode() if as_json else whole(named[0]))
    raise typer.Exit(SOME_REFUSED if found.refused else ALL_READ)


def _latest_first(found: Gathered) -> "list[Agreement]":
    from sijill.deriving.agreements import agreements as derived
    from sijill.linking.grouping import grouped

    return derived(grouped(found.claims, found.copies), found.copies)[::-1]


def _end_if_empty(found: Gathered) -> None:
    if not found.reports:
        say("there are no reports here; take some in with sijill ingest, or name a file with --records")
        raise typer.Exit(NOTHING_READ)


def _summary(fitting: int, others: int, limit: int) -> str:
    said = f"{fitting:,} {'agreement' if fitting == 1 else 'agreements'}"
    if fitting > limit:
        said += f"; the first {limit:,} are shown (--limit)"
    if others:
        said += f"; {others:,} more without a party or a term (--all)"
    return said
