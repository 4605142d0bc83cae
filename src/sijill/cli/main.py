"""The entry point: the commands, and the guard that keeps tracebacks from users."""

import os
import sys
from typing import Annotated

import typer

from sijill.cli import (
    account,
    agreements,
    archive,
    backup,
    check,
    control,
    copies,
    decide,
    doctor,
    export,
    import_,
    incidents,
    ingest,
    link,
    pack,
    read,
    redact,
    reread,
    schema,
    search,
    serve,
    stats,
    tally,
    watch,
)
from sijill.cli.console import INTERRUPTED, NOTHING_READ, debugging, fault_sentence, say

READER_GONE = 1

app = typer.Typer(
    name="sijill",
    help="Reads Arabic reports of armed conflict into records in which every value has its words.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("read")(read.read)
app.add_typer(pack.app, name="pack")
app.command("schema")(schema.schema)
app.command("check")(check.check)
app.command("ingest")(ingest.ingest)
app.command("reread")(reread.reread)
app.command("copies")(copies.copies)
app.command("control")(control.control)
app.command("watch")(watch.watch)
app.command("search")(search.search)
app.command("incidents")(incidents.incidents)
app.add_typer(decide.app, name="decide")
app.command("link")(link.link)
app.command("agreements")(agreements.agreements)
app.command("agreement")(agreements.agreement)
app.command("tally")(tally.tally)
app.command("export")(export.export)
app.command("import")(import_.import_)
app.add_typer(import_.places_app, name="places")
app.command("serve")(serve.serve)
app.add_typer(account.app, name="account")
app.add_typer(archive.app, name="archive")
app.command("stats")(stats.stats)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("redact")(redact.redact)
app.command("doctor")(doctor.doctor)


def _version(asked: bool) -> None:
    if asked:
        from sijill import __version__

        print(__version__)
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""


def main() -> None:
    """Run the command line; every way out is an exit code and at most one sentence an error."""
    for stream in (sys.stdout, sys.stderr):
        # Arabic must come out whole whatever the locale; odd file names must not stop a message.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        # The program that was reading our output is gone: nobody is left to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(READER_GONE)
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(INTERRUPTED)
    except Exception as fault:
        if debugging():
            raise
        say(fault_sentence(fault))
        sys.exit(NOTHING_READ)


if __name__ == "__main__":
    main()
