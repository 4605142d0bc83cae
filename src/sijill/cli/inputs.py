"""Where the reports of a run come from: text files, files of JSON lines, standard input.

What cannot be read becomes a `Refused` in its place, so that the others are still read.
"""

import io
import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import msgspec

from sijill.cli.encoding import BINARY, UTF16_MARKS, decode
from sijill.record import Note, Report, ReportError, report_of

STDIN: Final = "-"
LINES_SUFFIXES: Final = (".jsonl", ".ndjson")
HEAD: Final = 256
LIMIT: Final = 16 * 1024 * 1024
"""The largest report read, in bytes: many times a long book. Reading takes memory in proportion to the
text, about 100 bytes a byte, so that a file that is no single report would exhaust a small machine."""

JSON_LIST: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\[\s*\{\s*"')
TOO_LARGE: Final = f"it is larger than {LIMIT // (1024 * 1024)} MiB; split it into single reports"


class Known(NamedTuple):
    """What the command line says of the reports that do not say it themselves."""

    published: str | None = None
    source: str | None = None
    title: str | None = None


class Incoming(NamedTuple):
    """A report to be read: where it stands, and notes on how it was taken in."""

    where: str
    report: Report
    notes: list[Note]
    of_lines: bool = False


class Refused(NamedTuple):
    """A report, or a file, that cannot be read, and why."""

    where: str
    why: str
    of_lines: bool = False


def incoming(paths: list[str], known: Known) -> Iterator[Incoming | Refused]:
    """The reports of all paths in order, `-` being standard input. Files are opened when reached."""
    for path in paths:
        where = "standard input" if path == STDIN else path
        try:
            with _opened(path) as stream:
                if _holds_lines(path, _head(stream)):
                    yield from _from_lines(where, stream, known)
                else:
                    yield _from_text(path, where, stream, known)
        except OSError as fault:
            yield Refused(where, _os_sentence(path, fault))


def count(paths: list[str]) -> int | None:
    """How many reports there are, counted quickly; None if standard input or an unreadable file is one."""
    total = 0
    for path in paths:
        if not path.lower().endswith(LINES_SUFFIXES):
            total += 1
            continue
        try:
            with Path(path).open("rb") as stream:
                total += sum(1 for line in stream if not line.isspace())
        except OSError:
            return None
    return None if STDIN in paths else total


def _opened(path: str) -> AbstractContextManager[io.BufferedReader]:
    if path == STDIN:
        # Left open: the caller's standard input is not ours to close.
        return nullcontext(sys.stdin.buffer)  # type: ignore[arg-type]
    return Path(path).open("rb")


def _head(stream: io.BufferedReader) -> bytes:
    """The first bytes, which stay to be read."""
    return stream.peek(HEAD)[:HEAD]


def _holds_lines(path: str, head: bytes) -> bool:
    """Whether the input has a report a line: by its name, else by beginning with a brace."""
    if path.lower().endswith(LINES_SUFFIXES):
        return True
    if path.lower().endswith(".txt"):
        return False
    if head.startswith(UTF16_MARKS):
        return head.decode("utf-16", errors="ignore").lstrip().startswith("{")
    # A brace followed by a backslash is how RTF files begin.
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and not start.startswith(b"{\\")


def _from_text(path: str, where: str, stream: BinaryIO, known: Known) -> Incoming | Refused:
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        return Refused(where, TOO_LARGE)
    if not data.strip():
        return Refused(where, "it is empty")
    if JSON_LIST.match(data):
        return Refused(where, "it is a JSON list; write one report a line, without brackets and commas")
    name = None if path == STDIN else Path(path).stem.encode("utf-8", "replace").decode()
    try:
        text, notes = decode(data)
        report = report_of({"id": name, "text": text, **known._asdict()})
    except ReportError as fault:
        return Refused(where, str(fault))
    return Incoming(where, report, notes)


def _from_lines(where: str, stream: io.BufferedReader, known: Known) -> Iterator[Incoming | Refused]:
    found = False
    for number, line in enumerate(_lines(stream), 1):
        if line is not None and not line.strip():
            continue
        found = True
        place = f"{where}:{number}"
        item = Refused(place, TOO_LARGE) if line is None else _from_line(place, line, known)
        yield item._replace(of_lines=True)
    if not found:
        yield Refused(where, "it is empty", of_lines=True)


def _lines(stream: io.BufferedReader) -> Iterator[bytes | None]:
    """The lines of a file, None for one beyond the limit. UTF-16 is turned into UTF-8."""
    if _head(stream).startswith(UTF16_MARKS):
        data = stream.read()
        yield from data.decode("utf-16", errors="replace").encode().split(b"\n")
        return
    while line := stream.readline(LIMIT + 1):
        if len(line) <= LIMIT:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LIMIT)
        yield None


def _from_line(where: str, line: bytes, known: Known) -> Incoming | Refused:
    try:
        text, notes = decode(line)
        raw = _object(text)
        for name, value in known._asdict().items():
            if not raw.get(name):
                raw[name] = value
        return Incoming(where, report_of(raw), notes)
    except ReportError as fault:
        why = "this line is not text" if str(fault) == BINARY else str(fault)
        return Refused(where, why)


def _object(line: str) -> dict[str, Any]:
    try:
        raw = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as fault:
        raise ReportError(f"this line is not JSON ({fault}); write one report a line") from None
    if not isinstance(raw, dict):
        raise ReportError('this line is not a report; write an object with "text"')
    return raw


def _os_sentence(path: str, fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return "there is no such file"
    if isinstance(fault, IsADirectoryError) or Path(path).is_dir():
        return "it is a directory; give the files in it"
    return (fault.strerror or str(fault)).lower()
