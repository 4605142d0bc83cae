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


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make; its name is the pack's.")],
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="The pack's title in English.")] = None,
    title_ar: Annotated[str | None, typer.Option(metavar="TITLE", help="The pack's title in Arabic.")] = None,
    country: Annotated[
        str, typer.Option(metavar="CODE", help="ISO code of the country that it is about.")
    ] = "XX",
) -> None:
    """Write a new pack, with two made-up parties and places to put your own in the place of.

    It is sound as it stands, and its example is read as it should be: see sijill pack check and sijill pack
    test. Exit code 0: written, 2: nothing written.
    """
    from sijill.packs import PackError
    from sijill.packs.new import write_new

    try:
        files = write_new(
            folder, title=title or folder.name.capitalize(), title_ar=title_ar or "نزاع", country=country
        )
    except PackError as fault:
        stop(str(fault))
    except OSError as fault:
        stop(f"{folder}: {(fault.strerror or str(fault)).lower()}")
    print("\n".join(str(file) for file in files))
    print(f"next: sijill pack check {folder} && sijill pack test {folder}")


@app.command("test")
def read_examples(
    packs: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME|FOLDER", help="Packs to test; none: all bundled.", show_default=False),
    ] = None,
) -> None:
    """Read the reports in a pack's folder examples, and hold the events against those that they should give.

    Exit code 0: all as expected, 1: differences, 2: no such pack, or nothing to test.
    """
    from sijill import packs as loader
    from sijill.cli.pack_test import examples, outcomes
    from sijill.cli.readers import reader_of

    failed = tested = 0
    for pack in packs or [info.name for info in loader.available()]:
        try:
            found = examples(pack)
        except loader.PackError as fault:
            for line in fault.faults or (fault,):
                say(str(line))
            raise typer.Exit(NOTHING_READ) from None
        wrong = 0
        for example, faults in outcomes(found, reader_of(pack)) if found else ():
            tested += 1
            wrong += bool(faults)
            for told in faults:
                print(f"{example.name}: {told}")
        if found:
            print(f"{pack}: {_counted(len(found) - wrong, 'example')} as expected, {wrong} not")
        failed += wrong
    if not tested:
        stop("there is nothing to test: no pack has a folder examples; see docs/how-to/write-a-pack.md")
    raise typer.Exit(SOME_REFUSED if failed else ALL_READ)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
