"""PDF with a text layer: one report."""

import io
import logging
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

import pypdf

from sijill.record import Capture, Found, ReportError, SetAside
from sijill.sources.making import made
from sijill.sources.options import LIMIT, TOO_LARGE, Options
from sijill.sources.pdf_order import in_reading_order

# It warns of every small fault that it mends.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

MOST_PAGES: Final = 500
PAGE: Final = 4 * 1024 * 1024
"""Bytes of what one page draws, unpacked: a page full of text has some 30,000."""

DOCUMENT: Final = 16 * 1024 * 1024
"""Bytes of what all pages draw together, unpacked: many pages may draw the same thing."""

BROKEN: Final = "it is a broken PDF; open it and save it anew"
PROTECTED: Final = "it is protected by a password; save it without one"
TOO_MANY: Final = f"it has more than {MOST_PAGES} pages; split it into single reports"
BOMB: Final = "what it draws swells beyond measure when unpacked; it is not read"
SCANNED: Final = "it is a PDF without text, as scanners make them; run text recognition over it first"


def from_pdf(stream: BinaryIO, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The one report in a PDF, its lines in reading order, its title from what the file says of itself.

    Raises `ReportError` for one that is broken, protected, scanned, or made to exhaust a machine.
    """
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise ReportError(TOO_LARGE)
    try:
        title, lines = _read(data)
    except ReportError:
        raise
    except Exception as fault:
        # The library raises whatever a strange object makes it stumble over.
        raise ReportError(BOMB if "limit" in type(fault).__name__.lower() else BROKEN) from None
    text = "\n".join(in_reading_order(lines))
    if not text.strip():
        raise ReportError(SCANNED)
    capture = Capture(data, "application/pdf", options.captured_at, whence)
    yield made({"text": text, "title": title}, capture, {"title": "document properties"}, options)


def _read(data: bytes) -> tuple[str, list[str]]:
    """The title, and the lines as they are seen from top to bottom, empty ones left out."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise ReportError(PROTECTED)
    if len(reader.pages) > MOST_PAGES:
        raise ReportError(TOO_MANY)
    lines: list[str] = []
    size = 0
    for page in _drawn(reader):
        # This mode gives lines as seen; the other turns parts of Arabic lines, and not their order.
        seen = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
        lines += [line for line in (re.sub(r"\s+", " ", line).strip() for line in seen.split("\n")) if line]
        size += len(seen)
        if size > LIMIT:
            raise ReportError(TOO_LARGE)
    title = reader.metadata.title if reader.metadata else None
    return (title or "").strip(), lines


def _drawn(reader: pypdf.PdfReader) -> list[pypdf.PageObject]:
    """The pages that anything is drawn on. Raises `ReportError`, before any is read, if it is too much."""
    drawn = []
    size = 0
    for page in reader.pages:
        contents = page.get_contents()
        if contents is None:
            continue
        here = len(contents.get_data())
        size += here
        if here > PAGE or size > DOCUMENT:
            raise ReportError(BOMB)
        drawn.append(page)
    return drawn
