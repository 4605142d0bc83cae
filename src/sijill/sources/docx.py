"""Word documents (DOCX): one report, its paragraphs and tables in their order."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import docx
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from sijill.record import Capture, Found, ReportError, SetAside
from sijill.sources.making import made
from sijill.sources.options import LIMIT, TOO_LARGE, Options
from sijill.sources.packed import BROKEN, check_package

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PART: Final = 64 * 1024 * 1024
"""Bytes of the largest part, unpacked."""


def from_docx(stream: BinaryIO, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The one report in a document: its title from the core properties, never who wrote or saved it."""
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise ReportError(TOO_LARGE)
    packed = io.BytesIO(data)
    check_package(packed, largest_part=PART)
    try:
        document = docx.Document(packed)
        text = "\n".join(_lines(document))
        title = (document.core_properties.title or "").strip()
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, RecursionError, SyntaxError):
        raise ReportError(BROKEN) from None
    if not text.strip():
        raise ReportError("it holds no text; if its pages are pictures, run text recognition over them")
    capture = Capture(data, MEDIA_TYPE, options.captured_at, whence)
    # The day of a document's making is no day of publication: it may be edited for weeks, or be a copy.
    yield made({"text": text, "title": title}, capture, {"title": "core properties"}, options)


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            if block.text.strip():
                yield block.text
        elif isinstance(block, Table):
            yield from _rows(block)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        # The elements themselves: the library gives a cell once for each column it says to span.
        elements = row._tr.tc_lst
        cells = [" ".join(_Cell(element, table).text.split()) for element in elements]
        if any(cells):
            yield "\t".join(cells)
