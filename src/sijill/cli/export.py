"""`sijill export`: what is known, in the forms that others use."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sijill.cli.claims import STDIN, Records, lines_of, refusing
from sijill.cli.console import ALL_READ, NOTHING_READ, SOME_REFUSED, say, stop
from sijill.cli.database import Database, opened
from sijill.cli.output import NothingToKeep, binary_destination
from sijill.cli.readers import Pack, pack_of
from sijill.cli.search import (
    Actors,
    Governorates,
    Near,
    Places,
    Since,
    Sources,
    Statuses,
    Types,
    Until,
    filters_of,
)

if TYPE_CHECKING:
    from sijill.export.forms import FormName
    from sijill.export.sources import Source
    from sijill.export.writing import Request


class Unit(StrEnum):
    """What a row is."""

    INCIDENTS = "incidents"
    CLAIMS = "claims"


class Viewer(StrEnum):
    """Whom the export is for."""

    PUBLIC = "public"
    EDITOR = "editor"


class Language(StrEnum):
    """The language of what the program says in a feed, a digest or a workbook."""

    ENGLISH = "en"
    ARABIC = "ar"


def export(
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="jsonl, csv, xlsx, geojson, parquet, acled, ucdp, hxl, rss or digest; without it, by the "
            "ending of --output.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Where to; an existing file is replaced at the end. -: the screen."
        ),
    ] = None,
    unit: Annotated[
        Unit, typer.Option("--unit", help="What a row is: an incident, or one claim of one report.")
    ] = Unit.INCIDENTS,
    viewer: Annotated[
        Viewer,
        typer.Option(
            "--for",
            help="Whom it is for: public masks and holds back, editor shows all but the confidential.",
        ),
    ] = Viewer.PUBLIC,
    language: Annotated[
        Language, typer.Option("--lang", help="Language of rss, digest and the sheets of xlsx.")
    ] = Language.ENGLISH,
    columns: Annotated[
        bool, typer.Option("--columns", help="Print the guide to the format's columns instead, as CSV.")
    ] = False,
    types: Types = None,
    actors: Actors = None,
    places: Places = None,
    governorates: Governorates = None,
    near: Near = None,
    since: Since = None,
    until: Until = None,
    sources: Sources = None,
    statuses: Statuses = None,
    link: Annotated[
        str, typer.Option("--link", metavar="ADDRESS", help="Address of the pages that the feed belongs to.")
    ] = "urn:sijill",
    pack: Pack = "yemen",
    records: Records = None,
    database: Database = None,
) -> None:
    """Export incidents, or single claims, of the register or of a file of records.

    Only what some report says happened, as news, is exported as an event; what is planned, demanded,
    threatened, denied, supposed or recalled as history is left out and counted. --status with --unit claims
    asks for such claims, which keep their status. What was left out and what the format has no place for is
    said at the end. Confidential reports are never exported; by default private persons are masked and
    shelters held back. Exit code 0: written, 1: some records were refused, 2: nothing to
    write or wrong usage.
    """
    from datetime import UTC, datetime

    from sijill import __version__
    from sijill.export.forms import FORMS
    from sijill.export.writing import Request

    name = _form(form, output)
    chosen = FORMS[name]
    if columns:
        _print_guide(name)
        return
    to_screen = output is None or str(output) == "-"
    if to_screen and not chosen.text:
        stop(f"{name} is no text; name a file with --output")
    if unit is Unit.CLAIMS and not chosen.claims:
        stop(f"{name} holds incidents; leave out --unit claims, or choose csv, xlsx, geojson or parquet")
    if statuses and unit is Unit.INCIDENTS and name != "jsonl":
        stop("incidents are what is said to have happened; for other statuses add --unit claims")
    _guard(output, records, database)
    filters = filters_of(
        pack,
        types=types,
        statuses=statuses,
        actors=actors,
        places=places,
        governorates=governorates,
        sources=sources,
        since=since,
        until=until,
        near=near,
    )
    request = Request(
        form=name,
        filters=filters,
        pack=pack_of(pack),
        program=f"sijill {__version__}",
        unit="claims" if unit is Unit.CLAIMS else "incidents",
        viewer="editor" if viewer is Viewer.EDITOR else "public",
        language="ar" if language is Language.ARABIC else "en",
        day=datetime.now(UTC).date().isoformat(),
        link=link,
        bom=chosen.bom and not to_screen,
    )
    with _source(records, database) as source:
        _write(request, source, None if to_screen else output)
        refused = source.refused
    raise typer.Exit(SOME_REFUSED if refused else ALL_READ)


def _write(request: "Request", source: "Source", output: Path | None) -> None:
    from sijill.export.forms import FORMS
    from sijill.export.writing import Exporter
    from sijill.export.xlsx import TooManyRows
    from sijill.packs import PackError

    outcome = None
    try:
        with binary_destination(output) as sink:
            outcome = Exporter(request, source).write(sink)
            if not outcome.written:
                raise NothingToKeep
    except BrokenPipeError:
        raise
    except (TooManyRows, PackError) as fault:
        stop(str(fault))
    except OSError as fault:
        stop(f"{output or 'standard output'}: {(fault.strerror or str(fault)).lower()}")
    if outcome is None or not outcome.written:
        _tell(outcome.left_out if outcome else ())
        say(
            "there is nothing to export; take reports in with sijill ingest, or ask for less with the filters"
        )
        raise typer.Exit(NOTHING_READ)
    kind = "events" if request.form == "jsonl" else request.unit
    say(f"{outcome.written:,} {kind} written" + (f" to {output}" if output else ""))
    _tell(outcome.left_out)
    say(f"{request.form} has no place for: {FORMS[request.form].loses}")
    if request.viewer == "public":
        say("made for the public: private persons masked, shelters held back (--for editor shows them)")


def _tell(left_out: tuple[str, ...]) -> None:
    for line in left_out:
        say(f"left out: {line}")


@contextmanager
def _source(records: Path | None, database: str | None) -> "Iterator[Source]":
    from sijill.export.sources import OfRecords, OfRegister

    if records is None:
        with opened(database) as register:
            yield OfRegister(register)
    else:
        with lines_of(records) as lines:
            yield OfRecords(lines, refusing(records))


def _form(typed: str | None, output: Path | None) -> "FormName":
    from sijill.export.forms import FORM_NAMES, form_of

    allowed = ", ".join(FORM_NAMES)
    if typed is None:
        told = form_of(output.name) if output is not None else None
        if told is None:
            stop(f"in which format? write --format with one of {allowed}")
        return told
    known = {name: name for name in FORM_NAMES}
    asked = typed.strip().lower()
    if asked not in known:
        stop(f"there is no format {typed!r}; write one of {allowed}")
    return known[asked]


def _print_guide(name: "FormName") -> None:
    import csv

    from sijill.export.forms import FORMS
    from sijill.export.guide import guide

    if not FORMS[name].columns:
        stop(
            f"{name} has no columns; those of csv, xlsx, geojson, parquet, acled, ucdp and hxl are described"
        )
    csv.writer(sys.stdout).writerows(guide(FORMS[name].columns))


def _guard(output: Path | None, records: Path | None, database: str | None) -> None:
    """What is exported from must not be overwritten by it."""
    from contextlib import suppress

    from sijill.cli.database import address

    if output is None:
        return
    with suppress(OSError):
        if records is not None and records != STDIN and output.samefile(records):
            stop(f"--output: {output} is the file of records; choose another name")
    with suppress(OSError):
        if records is None and output.samefile(address(database).removeprefix("sqlite:///")):
            stop(f"--output: {output} is the register itself; choose another name")
