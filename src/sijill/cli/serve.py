"""`sijill serve`: the register in a browser."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sijill.cli.addresses import AllowHost
from sijill.cli.console import say, stop
from sijill.cli.database import Database, address
from sijill.cli.readers import Pack, stamped

if TYPE_CHECKING:
    from fastapi import FastAPI


def serve(
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Where to listen; any but this machine's own demands accounts."
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=1, max=65535, help="Port to listen on.")
    ] = 8000,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--name", metavar="HOST", help="A name under which readers reach it, as desk.example.org."
        ),
    ] = None,
    certificate: Annotated[
        Path | None,
        typer.Option("--certificate", metavar="FILE", help="Serve https with this certificate (PEM)."),
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="The certificate's private key (PEM).")
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option(
            "--proxy",
            metavar="ADDRESS",
            help="The proxy that readers reach by https and that passes them on to here.",
        ),
    ] = None,
    allow_host: AllowHost = None,
    pack: Pack = "yemen",
    database: Database = None,
) -> None:
    """Open the register in a browser: read, check and correct.

    On this machine alone (127.0.0.1, the default) nobody signs in, as long as there are no accounts. Any
    other address is served only if there are accounts (sijill account add), and only by https: with
    --certificate and --key here, or behind a --proxy. Exit code 0: stopped, 2: cannot serve.
    """
    import uvicorn

    from sijill.store import StoreError
    from sijill.web.app import create_app
    from sijill.web.settings import Settings

    if (certificate is None) != (key is None):
        stop("--certificate and --key go together; give both")
    for file in (certificate, key):
        if file is not None and not file.is_file():
            stop(f"{file}: there is no such file")
    settings = Settings(
        database=address(database),
        pack=pack,
        host=host,
        port=port,
        names=tuple(names or ()),
        secure=certificate is not None or proxy is not None,
        allow_hosts=tuple(allow_host or ()),
    )
    try:
        app = create_app(settings, stamped(pack))
    except StoreError as fault:
        stop(str(fault))
    if not settings.alone:
        _check_may_be_reached(app, secure=settings.secure)
    scheme = "https" if certificate else "http"
    say(f"the desk is open at {scheme}://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C closes it)")
    uvicorn.run(
        app,
        host=host,
        port=port,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
        server_header=False,
        access_log=False,
        log_level="warning",
    )


def _check_may_be_reached(app: "FastAPI", *, secure: bool) -> None:
    """Others may reach the desk only if they have to sign in, and nobody on the way can read along."""
    from sijill.store import accounts

    with app.state.desk.register.reading() as connection:
        guarded = accounts.any_there(connection)
    if not guarded:
        stop("others could reach this; make accounts first: sijill account add NAME --role admin")
    if not secure:
        stop("others could read along; give --certificate and --key, or the --proxy that speaks https")
