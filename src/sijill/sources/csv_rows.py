"""Tables as text: commas, semicolons or tabs between the cells, a report a row."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from sijill.record import Found, ReportError, SetAside
from sijill.sources.encoding import UTF16_MARKS, decode
from sijill.sources.options import LIMIT, Options
from sijill.sources.tables import Row, from_rows

SAMPLE: Final = 8192
SEPARATORS: Final = ",;\t|،"
"""The last is the Arabic comma, which some exports put there."""


def from_csv(stream: io.BufferedReader, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The rows of a table, read as they come. A row is named by the line on which it begins.

    Raises `ReportError` if it is no table that can be read.
    """
    yield from from_rows(_rows(stream), whence, options)


def _rows(stream: io.BufferedReader) -> Iterator[Row]:
    sample = stream.peek(SAMPLE)[:SAMPLE]
    text = io.TextIOWrapper(stream, encoding=_encoding(sample), errors="replace", newline="")
    try:
        start = sample.decode(_encoding(sample), errors="replace").lstrip("\ufeff")
        # Longer than any report, so that one open quotation mark does not take in the file.
        csv.field_size_limit(LIMIT)
        reader = csv.reader(text, delimiter=_separator(start))
        line = 1
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as fault:
        raise ReportError(f"after line {reader.line_num} it is no table of text ({fault})") from None
    finally:
        # The stream is the caller's to close.
        text.detach()


def _encoding(sample: bytes) -> str:
    """The encoding of a table by its beginning, which may end within a character."""
    if sample.startswith(UTF16_MARKS):
        return "utf-16"
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    found = decode(whole).encoding
    return "utf-8-sig" if found == "utf-8" else found


def _separator(start: str) -> str:
    """The separator that stands most often in the first line, outside of quotation marks."""
    header = "".join(start.split("\n", 1)[0].split('"')[::2])
    return max(SEPARATORS, key=header.count)
