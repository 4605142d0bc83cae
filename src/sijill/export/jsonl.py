"""JSON lines: the codebook's documents, one a line, with nothing laid flat and nothing worked out."""

from collections.abc import Iterable
from typing import TextIO

import msgspec
from msgspec.structs import replace

from sijill.export.screen import Screen
from sijill.linking.claims import Claim
from sijill.record import Document
from sijill.store.search_fits import fits
from sijill.store.search_names import Filters


def write(
    documents: Iterable[tuple[Document, str | None]], stream: TextIO, filters: Filters, screen: Screen
) -> int:
    """Write the documents with an event that fits, with these events alone; returns how many events.

    Each document comes with the id that the pack has for its outlet. Where nothing is asked for, documents
    without events are written too.
    """
    written = 0
    for document, outlet in documents:
        asked = _asked(document, outlet, filters) if filters.asks else document
        if filters.asks and not asked.events:
            continue
        if shown := screen.document(asked):
            stream.write(msgspec.json.encode(shown).decode() + "\n")
            written += len(shown.events)
    return written


def _asked(document: Document, outlet: str | None, filters: Filters) -> Document:
    claims = (
        Claim(key="", position=position, event=event, report=document.report, outlet=outlet)
        for position, event in enumerate(document.events)
    )
    return replace(document, events=[claim.event for claim in claims if fits(filters, claim)])
