"""A file of plain text: one report."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from sijill.record import Capture, Found, ReportError, SetAside
from sijill.sources.encoding import decode
from sijill.sources.links import full
from sijill.sources.making import make
from sijill.sources.options import LIMIT, TOO_LARGE, Options

JSON_LIST: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\[\s*(?:\{\s*"|\]\s*\Z|")')


def from_text(stream: BinaryIO, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The one report in a file of plain text."""
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        yield SetAside(whence, TOO_LARGE)
    elif not data.strip():
        yield SetAside(whence, "it is empty")
    elif JSON_LIST.match(data):
        yield SetAside(whence, "it is a JSON list; write one report a line, without brackets and commas")
    else:
        yield text_report(data, Capture(data, "text/plain", options.captured_at, whence), options)


def text_report(data: bytes, capture: Capture, options: Options) -> Found | SetAside:
    """The report that the bytes of a text are; `capture` tells where they came from."""
    try:
        text, notes, _ = decode(data)
        values = {"text": text, "url": full(capture.whence, "")}
        return make(values, capture, {"url": "address"}, options, notes)
    except ReportError as fault:
        return SetAside(capture.whence, str(fault))
