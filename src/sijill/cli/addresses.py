"""The hosts that a command may open although they are not on the public internet."""

from typing import TYPE_CHECKING, Annotated

import typer

from sijill.cli.console import stop

if TYPE_CHECKING:
    from sijill.sources.net import Web

AllowHost = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="HOST[:PORT]",
        help="Open this host although it is not on the public internet; may be given several times.",
    ),
]


def web_of(allow_host: list[str] | None) -> "Web":
    """What opens addresses; a host that cannot be one ends the program with one sentence."""
    from sijill.sources.net import Web

    try:
        return Web(allow_hosts=allow_host or [])
    except ValueError as fault:
        stop(f"--allow-host: {fault}")
