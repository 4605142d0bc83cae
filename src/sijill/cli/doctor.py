"""`sijill doctor`: what is installed, which pack, which database, is all of it sound, and what to do."""

import platform
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sijill.cli.console import ALL_READ, NOTHING_READ, SOME_REFUSED
from sijill.cli.database import Database, address
from sijill.cli.readers import Pack

if TYPE_CHECKING:
    from sijill.store.health import Finding


def doctor(
    repair: Annotated[
        bool, typer.Option("--repair", help="Make search index and incidents anew, if they need it.")
    ] = False,
    pack: Pack = "yemen",
    database: Database = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a JSON object a finding, one a line.")
    ] = False,
) -> None:
    """Look at program, pack and register, and say of each thing whether it is sound and what to do.

    Exit code 0: all sound, 1: something needs doing, 2: the register cannot be opened.
    """
    worst = ALL_READ
    for finding in (*_program(), *_pack(pack), *_register(database, repair=repair)):
        if not finding.sound:
            worst = max(worst, NOTHING_READ if finding.about == "register" else SOME_REFUSED)
        print(msgspec.json.encode(finding).decode() if as_json else _line(finding))
    raise typer.Exit(worst)


def _line(finding: "Finding") -> str:
    mark = "ok  " if finding.sound else "WARN"
    advice = f"; {finding.advice}" if finding.advice else ""
    return f"{mark}  {finding.about}: {finding.found}{advice}"


def _program() -> "Iterator[Finding]":
    from sijill import __version__
    from sijill.store.health import Finding

    system = f"{platform.system()} {platform.machine()}"
    yield Finding("program", True, f"sijill {__version__}, Python {platform.python_version()}, {system}")
    missing = [name for name in _required() if not _installed(name)]
    advice = f"install them: {sys.executable} -m pip install {' '.join(missing)}" if missing else ""
    found = f"missing {', '.join(missing)}" if missing else "all there"
    yield Finding("libraries", not missing, found, advice)


def _required() -> list[str]:
    """The distributions that the program says it needs, without its extras."""
    try:
        told = metadata.requires("sijill") or []
    except metadata.PackageNotFoundError:
        return []
    names = (line.partition(";") for line in told)
    return [_name(line) for line, _, condition in names if "extra" not in condition]


def _name(requirement: str) -> str:
    end = next((at for at, letter in enumerate(requirement) if letter in "[<>=!~ ("), len(requirement))
    return requirement[:end]


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _pack(pack: str) -> "Iterator[Finding]":
    from sijill.packs import PackError, check, info
    from sijill.store.health import Finding

    try:
        about, faults = info(pack), check(pack)
    except PackError as fault:
        yield Finding("pack", False, str(fault), "name another with --pack")
        return
    named = f"{about.name} {about.version}"
    if faults:
        yield Finding("pack", False, f"{named}, {len(faults)} faults", f"see sijill pack check {pack}")
    else:
        yield Finding("pack", True, f"{named}, sound")


def _register(database: str | None, *, repair: bool) -> "Iterator[Finding]":
    from sijill.store import Register, StoreError, search, to_link
    from sijill.store.health import Finding, findings

    try:
        with Register.open(address(database), create=False) as register:
            if repair:
                register.write(search.rebuild)
                register.write(to_link.everything)
            stats = register.stats()
            yield Finding(
                "register", True, f"{register.name}, {stats['reports']:,} reports, {stats['events']:,} events"
            )
            yield from findings(register)
    except StoreError as fault:
        yield Finding("register", False, str(fault))
