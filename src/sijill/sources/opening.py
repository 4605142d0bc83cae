"""From paths and folders to the reports in them: each file is opened when reached and read as what it is."""

import io
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path, PurePath
from typing import Final

from msgspec.structs import replace

from sijill.record import Found, ReportError, SetAside
from sijill.sources import chats, columns
from sijill.sources.inflating import BROKEN, inflated
from sijill.sources.kinds import HEAD, Kind, kind_of
from sijill.sources.options import Options
from sijill.sources.walking import files_in, os_sentence, shown

STDIN: Final = "-"
GZIP_NAME: Final = ".gz"

Reading = Callable[[io.BufferedReader, str, Options], Iterator[Found | SetAside]]
"""How every format is read: the open file, what to call it, how to take its reports in."""

READERS: Final[dict[Kind, tuple[str, str]]] = {
    Kind.TEXT: ("text", "from_text"),
    Kind.LINES: ("lines", "from_lines"),
    Kind.HTML: ("html", "from_html"),
    Kind.FEED: ("feeds", "from_feed"),
    Kind.CSV: ("csv_rows", "from_csv"),
    Kind.XLSX: ("xlsx_rows", "from_xlsx"),
    Kind.DOCX: ("docx", "from_docx"),
    Kind.PDF: ("pdf", "from_pdf"),
    Kind.TELEGRAM: ("telegram", "from_telegram"),
    Kind.WHATSAPP: ("whatsapp", "from_whatsapp"),
    Kind.WARC: ("warc", "from_warc"),
    Kind.PARQUET: ("parquet", "from_parquet"),
}
"""The module and function that read each kind."""


def reports_in(paths: Iterable[str], options: Options) -> Iterator[Found | SetAside]:
    """The reports of all paths (files, folders, `-` for standard input) in order, read as they are asked for.

    Nothing that is wrong with a file ends the run: what cannot be read is a `SetAside` in its place.
    """
    for path in paths:
        if path == STDIN:
            # Left open: the caller's standard input is not ours to close.
            yield from reports_of(sys.stdin.buffer, "", "standard input", options)  # type: ignore[arg-type]
            continue
        for file in files_in([path]):
            yield from [file] if isinstance(file, SetAside) else _reports_at(file, options)


def reports_of(
    stream: io.BufferedReader, name: str, whence: str, options: Options
) -> Iterator[Found | SetAside]:
    """The reports in an open stream; of `name` only the ending counts. Its faults are told last."""
    count = 0
    reading = _read(stream, name, whence, options)
    # Only the making of the next item is watched over: what its taker raises is the taker's.
    while True:
        try:
            item = next(reading, None)
        except Exception as fault:
            yield SetAside(chats.without_name(whence), why_ended(fault, count))
            return
        if item is None:
            return
        count += 1
        if isinstance(item, SetAside) and item.whence == whence:
            item = SetAside(chats.without_name(whence), item.why)
        yield item


def why_ended(fault: Exception, count: int) -> str:
    """The sentence on what ended the reading of a file after so many reports."""
    after = f" after report {count}" if count else ""
    if isinstance(fault, ReportError):
        return str(fault)
    if isinstance(fault, BROKEN):
        return f"its compressed data is broken{after} ({fault}); fetch it anew"
    if isinstance(fault, OSError):
        return os_sentence(fault)
    return (
        f"the program failed on it{after} ({place_of(fault)}); this is a mistake in sijill, please report it"
    )


def place_of(fault: Exception) -> str:
    """Where a fault arose, and not what was said there, which may hold words of the report."""
    *_, last = traceback.walk_tb(fault.__traceback__)
    return f"{type(fault).__name__} in {PurePath(last[0].f_code.co_filename).name}, line {last[1]}"


def _reports_at(file: Path, options: Options) -> Iterator[Found | SetAside]:
    whence = shown(file)
    try:
        if options.columns is None:
            options = replace(options, columns=columns.beside(file))
        opened = file.open("rb")
    except ReportError as fault:
        yield SetAside(chats.without_name(whence), str(fault))
    except OSError as fault:
        yield SetAside(chats.without_name(whence), os_sentence(fault))
    else:
        with opened as stream:
            yield from reports_of(stream, file.name, whence, options)


def _read(stream: io.BufferedReader, name: str, whence: str, options: Options) -> Iterator[Found | SetAside]:
    kind = kind_of(name, stream.peek(HEAD)[:HEAD])
    if kind is Kind.GZIP:
        stream = inflated(stream)
        kind = kind_of(name.removesuffix(GZIP_NAME), stream.peek(HEAD)[:HEAD])
        if kind is Kind.GZIP:
            raise ReportError("it is compressed twice; unpack it")
    yield from _reading(kind)(stream, whence, options)


def _reading(kind: Kind) -> Reading:
    # Imported when the first file of the kind comes: some formats' libraries take long to load.
    module, function = READERS[kind]
    reading: Reading = getattr(import_module(f"sijill.sources.{module}"), function)
    return reading
