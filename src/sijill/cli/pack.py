"""`sijill pack`: what the packs are, whether they are sound, what stands in them."""

from pathlib import Path
from typing import Annotated

import typer

from sijill.cli.console import ALL_READ, NOTHING_READ, SOME_REFUSED, say, stop

app = typer.Typer(
    name="pack",
    help="List, check and show packs: what the program knows of a conflict, as plain files.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_() -> None:
    """List the bundled packs."""
    from sijill.packs import available

    for info in available():
        places = f", {info.country}" if info.country else ""
        builds = f" (includes {', '.join(info.includes)})" if info.includes else ""
        print(f"{info.name:<8} {info.version:<8} {info.title}{places}{builds}")


@app.command()
def check(
    packs: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME|FOLDER", help="Packs to check; none: all bundled.", show_default=False),
    ] = None,
) -> None:
    """Check packs. Every fault is a line "file:line: what is wrong, what is allowed".

    Exit code 0: sound, 1: faults, 2: no such pack.
    """
    from sijill import packs as loader

    worst = ALL_READ
    for pack in packs or [info.name for info in loader.available()]:
        try:
            faults = loader.check(pack)
        except loader.PackError as fault:
            say(str(fault))
            worst = NOTHING_READ
            continue
        for found in faults:
            print(found)
        print(f"{pack}: {_counted(len(faults), 'fault') if faults else 'sound'}")
        if faults:
            worst = max(worst, SOME_REFUSED)
    raise typer.Exit(worst)


@app.command()
def show(
    pack: Annotated[str, typer.Argument(metavar="NAME|FOLDER", help="The pack.")],
    word: Annotated[
        str | None,
        typer.Argument(
            help="An id, or a name or word in any spelling: show its entries.", show_default=False
        ),
    ] = None,
) -> None:
    """Show what is in a pack: how much of each, or the entries of one id or word."""
    from sijill.packs import PackError, load

    try:
        loaded = load(pack)
    except PackError as fault:
        stop(str(fault))
    from sijill.cli import pack_view

    if word is None:
        print("\n".join(pack_view.summary(loaded)))
        return
    found = list(pack_view.entries(loaded, word))
    if not found:
        stop(f"{Path(pack).name} has no entry «{word}»", SOME_REFUSED)
    print("\n\n".join(found))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
