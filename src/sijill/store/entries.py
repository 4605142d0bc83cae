"""What is handed to the register, and what it says was done with it."""

from msgspec import Struct

from sijill.record import Document, Found, Report
from sijill.store.identity import Stamp


class Entry(Struct, frozen=True, kw_only=True):
    """A report as it was found, and what was read out of it.

    `report` is the report as it was given to the reader, `document` what came back. `outlet_id` is the
    pack's id of the outlet, if it has one. The words and the source of a confidential report leave the
    register in no export.
    """

    found: Found
    report: Report
    document: Document
    stamp: Stamp
    confidential: bool = False
    outlet_id: str | None = None


class Rereading(Struct, frozen=True, kw_only=True):
    """What was read anew out of a version that the register has already."""

    version_id: str
    report_id: str
    document: Document
    stamp: Stamp


class Run(Struct, frozen=True, kw_only=True):
    """One run of one command, to which every row it writes is put down.

    `actor` is the user of the operating system and the command, as in `amal: sijill ingest`.
    """

    id: str
    command: str
    actor: str
    started_at: str


class Added(Struct, kw_only=True):
    """How much of a batch was new, in rows; `known` counts entries that the register had entirely.

    `versions` counts those of new reports too; `copies` the new versions whose text another report had.
    """

    reports: int = 0
    versions: int = 0
    readings: int = 0
    claims: int = 0
    copies: int = 0
    known: int = 0
