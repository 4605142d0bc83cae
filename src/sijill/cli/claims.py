"""The claims that a command derives from: of the register, or of a file of records."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sijill.cli.console import stop
from sijill.cli.database import opened

if TYPE_CHECKING:
    from sijill.linking.claims import Claim

Records = Annotated[
    Path | None,
    typer.Option(
        "--records",
        metavar="FILE",
        help="Take the claims of this file, as sijill read --format jsonl writes it, not of the register.",
    ),
]
"""The option for a file of records."""

BOM: Final = b"\xef\xbb\xbf"


def gathered(database: str | None, records: Path | None) -> "list[Claim]":
    """The claims; what cannot be opened or read ends the program with one sentence."""
    return _of_register(database) if records is None else _of_file(records)


def _of_file(file: Path) -> "list[Claim]":
    import msgspec

    from sijill.linking.claims import claims_of
    from sijill.record import Document

    found: list[Claim] = []
    try:
        with file.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    continue
                document = msgspec.json.decode(line.removeprefix(BOM), type=Document)
                if not document.report.id:
                    stop(f"{file}:{number}: its report has no id; give each report one")
                found += claims_of(document)
    except OSError as fault:
        stop(f"{file}: {(fault.strerror or str(fault)).lower()}")
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        stop(f"{file}:{number}: {fault}; a line must be a record as sijill read --format jsonl writes it")
    return found


def _of_register(database: str | None) -> "list[Claim]":
    from sijill.linking.claims import claims_of

    with opened(database) as register:
        return [
            claim
            for stored in register.documents()
            for claim in claims_of(
                stored.document,
                outlet=stored.version.outlet_id,
                confidential=stored.version.confidential,
            )
        ]
