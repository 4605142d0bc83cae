"""Which register a command works on: the option, the environment, a settings file, `sijill.db`."""

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sijill.cli.console import stop

if TYPE_CHECKING:
    from sijill.store import Register

DEFAULT: Final = "sqlite:///sijill.db"
VARIABLE: Final = "SIJILL_DATABASE"
OF_THE_FOLDER: Final = Path("sijill.toml")

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="ADDRESS",
        envvar=VARIABLE,
        show_envvar=False,
        help="The register: sqlite:///path or postgresql://user@host/name. Without it: $SIJILL_DATABASE, "
        "database in ./sijill.toml or in the user's settings.toml, else sijill.db in this folder.",
    ),
]


@contextmanager
def opened(database: str | None, *, create: bool = False) -> "Iterator[Register]":
    """The register that `--database` names, or that is set elsewhere, open as long as the block lasts.

    Whatever goes wrong with it in the block is told in one sentence and ends the program. With `create` it
    is made if it is not there yet.
    """
    from sijill.store import Register, StoreError

    try:
        with Register.open(address(database), create=create) as register:
            yield register
    except StoreError as fault:
        stop(str(fault))


def address(database: str | None) -> str:
    """The register's address: as given, else from the first settings file that names one, else the default.

    Typer has looked into the environment before.
    """
    if database:
        return database
    for file in (OF_THE_FOLDER, *_of_the_user()):
        if named := _setting(file):
            return named
    return DEFAULT


def _of_the_user() -> Iterator[Path]:
    if general := os.environ.get("XDG_CONFIG_HOME"):
        yield Path(general) / "sijill" / "settings.toml"
        return
    try:
        yield Path.home() / ".config" / "sijill" / "settings.toml"
    except RuntimeError:
        # Nobody's home: a user without an entry and without $HOME.
        return


def _setting(file: Path) -> str | None:
    """What `database` says in a settings file; None if it says nothing or there is no such file."""
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        stop(f"{file}: {(fault.strerror or str(fault)).lower()}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        stop(f'{file}: not TOML ({fault}); write a line such as database = "{DEFAULT}"')
    if unknown := sorted(settings.keys() - {"database"}):
        stop(f'{file}: "{unknown[0]}" is no setting; the only one is database = "{DEFAULT}"')
    named = settings.get("database")
    if named is not None and not (isinstance(named, str) and named.strip()):
        stop(f'{file}: database must be an address in quotes, such as "{DEFAULT}"')
    return named
