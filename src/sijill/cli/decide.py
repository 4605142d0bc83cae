"""`sijill decide`: what people find about incidents, which wins over what the program makes of the claims."""

from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sijill.cli.claims import linked_up
from sijill.cli.console import on_one_line, say
from sijill.cli.database import Database, opened

if TYPE_CHECKING:
    from sijill.engines.linked import ListedDecision, Made

app = typer.Typer(
    name="decide",
    help="Join or part incidents by hand. Decisions win over the program, stay when reports are read or "
    "linked anew, and are never changed: a later one takes an earlier one back.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Why = Annotated[
    str | None, typer.Option("--why", metavar="REASON", help="Why; it is kept, so name no private person.")
]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who decides; without it this computer's user."),
]
Id = Annotated[
    str, typer.Argument(metavar="ID", help="The incident's id, or its beginning: sijill incidents.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def merge(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID ID…", help="The incidents' ids: see sijill incidents."),
    ],
    why: Why = None,
    by: By = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Find that several incidents are one. Exit code 0: decided, 2: wrong usage."""
    from sijill.engines.linked import merge as merged

    with opened(database) as register:
        linked_up(register)
        made = merged(register, ids, by=by or _user(), why=_reason(why))
    _tell(made, "they are one incident now", as_json=as_json)


@app.command()
def split(
    id_: Id,
    claims: Annotated[
        list[str],
        typer.Argument(
            metavar="CLAIM…",
            help="Claims that are of another incident: numbers in sijill incidents ID.",
        ),
    ],
    why: Why = None,
    by: By = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Find that some claims of an incident do not belong to it. Exit code 0: decided, 2: wrong usage."""
    from sijill.engines.linked import split as parted

    with opened(database) as register:
        linked_up(register)
        made = parted(register, id_, claims, by=by or _user(), why=_reason(why))
    _tell(made, "they are several incidents now", as_json=as_json)


@app.command()
def withdraw(
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="The decision's number: see sijill decide list.")
    ],
    why: Why = None,
    by: By = None,
    database: Database = None,
    as_json: Json = False,
) -> None:
    """Take a decision back; it stays on record, and this can be taken back, too.

    Exit code 0: decided, 2: wrong usage.
    """
    from sijill.engines.linked import withdraw as withdrawn

    with opened(database) as register:
        made = withdrawn(register, number, by=by or _user(), why=_reason(why))
    _tell(made, f"decision {number} does not count any more", as_json=as_json)


@app.command("list")
def list_(database: Database = None, as_json: Json = False) -> None:
    """List all decisions, with who made them when and why, and which incidents they are about now."""
    from sijill.engines.linked import decisions_of

    with opened(database) as register:
        linked_up(register)
        every = decisions_of(register)
    for one in every:
        print(msgspec.json.encode(_object(one)).decode() if as_json else _line(one))
    if not every and not as_json:
        say("nothing is decided yet; see sijill decide --help")


def _line(one: "ListedDecision") -> str:
    decision, kept = one.kept.decision, one.kept
    if decision.kind == "withdrawn":
        what = f"decision {decision.of} withdrawn"
    else:
        found = "are one" if decision.kind == "together" else "are not one"
        what = f"{_claims(len(decision.one))} and {_claims(len(decision.other))} {found}"
        what += f" (now in {', '.join(one.incidents) or 'no incident'})"
    state = "" if one.counts else "  WITHDRAWN"
    why = f"  «{kept.why}»" if kept.why else ""
    return on_one_line(f"{decision.number}. {kept.at}  {kept.by}: {what}{why}{state}")


def _object(one: "ListedDecision") -> dict[str, object]:
    told = {**msgspec.to_builtins(one.kept.decision), **msgspec.to_builtins(one.kept)}
    del told["decision"]
    return {**told, "counts": one.counts, "incidents": one.incidents}


def _claims(number: int) -> str:
    return f"{number} {'claim' if number == 1 else 'claims'}"


def _tell(made: "Made", what: str, *, as_json: bool) -> None:
    if as_json:
        print(msgspec.json.encode(made).decode())
    else:
        print(f"decision {made.number}: {what}: {', '.join(made.incidents) or 'none is left of them'}")


def _reason(why: str | None) -> str | None:
    return (why or "").strip() or None


def _user() -> str:
    from sijill.store.runs import user

    return user()
