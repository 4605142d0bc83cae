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
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=_separator(start))
        line = 1
        for row in reader:
            yield line, None if lines.passed_over else row
            line = reader.line_num + 1
            lines.next_row()
    except csv.Error as fault:
        raise ReportError(f"after line {reader.line_num} it is no table of text ({fault})") from None
    finally:
        # The stream is the caller's to close.
        text.detach()


class _Lines:
    """The lines of a table, never more for one row than `LIMIT` characters.

    A line that is longer is passed over where a row begins with it. Within a row nobody knows where the next
    one would begin: raises `csv.Error`.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.next_row()

    def next_row(self) -> None:
        """Begin to count anew."""
        self._taken = 0
        self.passed_over = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LIMIT + 1)
        if not line:
            raise StopIteration
        begins = not self._taken
        self._taken += len(line)
        if self._taken <= LIMIT:
            return line
        if not begins:
            raise csv.Error(f"a row is larger than {LIMIT // (1024 * 1024)} MiB")
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(LIMIT)
        self.passed_over = True
        return "\n"


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
