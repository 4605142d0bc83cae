"""The forms a run's documents can be written in, one writer each."""

from enum import StrEnum
from typing import Protocol, TextIO

import msgspec

from sijill.record import Document


class Format(StrEnum):
    """What `--format` may be."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class Writer(Protocol):
    """Takes documents one by one; `close` ends what they were written into."""

    def write(self, document: Document) -> None:
        """Write one document."""

    def close(self) -> None:
        """Write what comes after the last one."""


class JsonLines:
    """A document a line, written as soon as it is read."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, document: Document) -> None:
        """Write one line."""
        self._stream.write(msgspec.json.encode(document).decode() + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Nothing follows the last line."""


class Json:
    """One document for a report given as text; a list of them for several, or for JSON lines."""

    def __init__(self, stream: TextIO, *, alone: bool) -> None:
        self._stream = stream
        self._alone = alone
        self._written = 0

    def write(self, document: Document) -> None:
        """Write one document, indented to be read."""
        if not self._alone:
            self._stream.write(",\n" if self._written else "[\n")
        self._stream.write(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())
        self._written += 1

    def close(self) -> None:
        """End the list. A list of nothing is `[]`, so that it can still be parsed."""
        if self._alone:
            self._stream.write("\n" if self._written else "")
        else:
            self._stream.write("\n]\n" if self._written else "[]\n")


class Csv:
    """One row an event, under a header that is there even if no event is."""

    def __init__(self, stream: TextIO) -> None:
        from sijill.cli import table

        self._table = table
        self._stream = stream
        table.write_header(stream)

    def write(self, document: Document) -> None:
        """Write the document's rows."""
        self._table.write_rows(document, self._stream)

    def close(self) -> None:
        """Nothing follows the last row."""


def writer(form: Format, stream: TextIO, *, alone: bool) -> Writer:
    """The writer of a form; `alone` says that the run has a single report as plain text."""
    if form is Format.JSONL:
        return JsonLines(stream)
    if form is Format.JSON:
        return Json(stream, alone=alone)
    if form is Format.CSV:
        return Csv(stream)
    from sijill.cli.render import TextView

    return TextView(stream)


def encoding(form: Format, *, to_file: bool) -> str:
    """UTF-8; with a byte order mark for CSV in a file, without which spreadsheets garble Arabic.

    On standard output there is none, for programs that read on would take it for part of the header.
    """
    return "utf-8-sig" if form is Format.CSV and to_file else "utf-8"
