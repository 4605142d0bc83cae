"""`sijill check`: hold records against the schema and the codebook."""

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from sijill.cli.console import ALL_READ, NOTHING_READ, SOME_REFUSED, say


def check(
    records: Annotated[
        list[str], typer.Argument(help="Files that read wrote as jsonl or json; - is standard input.")
    ],
) -> None:
    """Check records: their shape, that quotes are slices of the text, days, bounds, and fields by type.

    Every fault is a line "file:line: where: what, what to do"; in a file of --format json the document
    is counted instead of the line. Exit code 0: all sound, 1: faults,
    2: nothing could be read.
    """
    checked = faulty = unread = 0
    for name in records:
        where = "standard input" if name == "-" else name
        try:
            with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as stream:
                found = _check_stream(where, stream)
        except OSError as fault:
            say(f"{where}: {(fault.strerror or str(fault)).lower()}")
            unread += 1
            continue
        checked += found[0]
        faulty += found[1]
        if not found[0]:
            say(f"{where}: holds no records")
            unread += 1
    if not checked:
        raise typer.Exit(NOTHING_READ)
    print(f"{checked} {'record' if checked == 1 else 'records'} checked, {faulty} with faults")
    raise typer.Exit(SOME_REFUSED if faulty or unread else ALL_READ)


def _check_stream(name: str, stream: "BinaryIO | Iterable[bytes]") -> tuple[int, int]:
    """Print the faults of each document; how many there were and how many had any."""
    from sijill.record import check_record
    from sijill.record.lines import documents_in

    checked = faulty = 0
    for place, document in documents_in(stream):
        checked += 1
        faults = check_record(document)
        faulty += bool(faults)
        for fault in faults:
            print(f"{name}:{place}: {fault}")
    return checked, faulty
