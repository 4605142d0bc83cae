"""Sijill reads Arabic reports of armed conflict into records in which every value has its words.

import sijill

document = sijill.read(text, published="2015-10-11", source="الرياض")
for event in document.events:
    print(event.type, event.place, event.attribution)

with sijill.open("sijill.db") as register:
    frame = register.incidents(type="airstrike", place="تعز").pandas()
"""

from typing import TYPE_CHECKING, Any

from sijill.api import load_pack, open, read, read_many
from sijill.record import (
    Attribution,
    Claim,
    Document,
    Event,
    Evidence,
    ExplainedDocument,
    Explanation,
    Note,
    Participant,
    Place,
    Quantity,
    Quote,
    Report,
    ReportError,
    Term,
    Time,
    check_record,
    schema,
)

if TYPE_CHECKING:
    from sijill.packs import Pack, PackError

__version__ = "0.1.0"

__all__ = [
    "Attribution",
    "Claim",
    "Document",
    "Event",
    "Evidence",
    "ExplainedDocument",
    "Explanation",
    "Note",
    "Pack",
    "PackError",
    "Participant",
    "Place",
    "Quantity",
    "Quote",
    "Report",
    "ReportError",
    "Term",
    "Time",
    "__version__",
    "check_record",
    "load_pack",
    "open",
    "read",
    "read_many",
    "schema",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Names of the pack loader, imported when first asked for: `import sijill` stays quick."""
        if name in ("Pack", "PackError"):
            from sijill import packs

            return getattr(packs, name)
        raise AttributeError(f"module 'sijill' has no attribute {name!r}")
