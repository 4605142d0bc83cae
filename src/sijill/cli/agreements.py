"""`sijill agreements` and `sijill agreement`: what was agreed, and what has been reported of it since."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sijill.cli.claims import Records, end_if_empty, everything, named
from sijill.cli.console import ALL_READ, SOME_REFUSED
from sijill.cli.database import Database

if TYPE_CHECKING:
    from sijill.deriving.agreements import Agreement
    from sijill.engines.gathering import Loaded

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
    end_if_empty(found)
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
    end_if_empty(found)
    one = named(_latest_first(found), wanted, "agreement", "sijill agreements --all")
    print(msgspec.json.encode(one).decode() if as_json else whole(one))
    raise typer.Exit(SOME_REFUSED if found.refused else ALL_READ)


def _latest_first(found: "Loaded") -> "list[Agreement]":
    from sijill.deriving.agreements import agreements as derived

    return derived(found.incidents(), found.copies)[::-1]


def _summary(fitting: int, others: int, limit: int) -> str:
    said = f"{fitting:,} {'agreement' if fitting == 1 else 'agreements'}"
    if fitting > limit:
        said += f"; the first {limit:,} are shown (--limit)"
    if others:
        said += f"; {others:,} more without a party or a term (--all)"
    return said
