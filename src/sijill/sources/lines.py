"""Files of JSON lines: a report a line."""

import io
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import msgspec

from sijill.record import Capture, Found, ReportError, SetAside
from sijill.sources.encoding import BINARY, UTF16_MARKS, decode
from sijill.sources.making import TOLD, make
from sijill.sources.options import LIMIT, TOO_LARGE, Options
from sijill.sources.raw import Raw, all_taken

SUFFIXES: Final = (".jsonl", ".ndjson")
HEAD: Final = 256
OVER_SEVERAL_LINES: Final = (b"{", b"[", b"\xef\xbb\xbf{", b"\xef\xbb\xbf[")
"""How JSON begins that was laid out for people."""

ORIGINS: Final = {name: f"field {name}" for name in TOLD}


def holds_lines(name: str, head: bytes) -> bool:
    """Whether an input has a report a line: by its name, else by beginning with a brace."""
    if name.lower().endswith(SUFFIXES):
        return True
    if name.lower().endswith(".txt"):
        return False
    if head.startswith(UTF16_MARKS):
        return head.decode("utf-16", errors="ignore").lstrip().startswith("{")
    # A brace followed by a backslash is how RTF files begin.
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and not start.startswith(b"{\\")


def from_lines(stream: io.BufferedReader, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The reports of a file, each with its line as what was captured. Blank lines are passed over."""
    return all_taken(raw_lines(stream, whence, options))


def raw_lines(stream: io.BufferedReader, whence: str, options: Options) -> Iterator[Raw | SetAside]:
    """The lines of a file that hold reports, not looked into yet."""
    found = False
    for number, line in enumerate(_lines(stream), 1):
        if line is not None and not line.strip():
            continue
        if not found and line is not None and line.strip() in OVER_SEVERAL_LINES:
            yield SetAside(
                whence,
                "its JSON goes over several lines; write one report a line, without a list around them",
            )
            return
        found = True
        place = f"{whence}:{number}"
        if line is None:
            yield SetAside(place, TOO_LARGE)
        else:
            yield Raw(line, place, partial(_report, line, place, options))
    if not found:
        yield SetAside(whence, "it is empty")


def _lines(stream: io.BufferedReader) -> Iterator[bytes | None]:
    """The lines of a file, None for one beyond the limit. UTF-16 is turned into UTF-8."""
    if stream.peek(HEAD).startswith(UTF16_MARKS):
        yield from _utf16_lines(stream)
        return
    while line := stream.readline(LIMIT + 1):
        if len(line) <= LIMIT:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LIMIT)
        yield None


def _utf16_lines(stream: io.BufferedReader) -> Iterator[bytes | None]:
    text = io.TextIOWrapper(stream, encoding="utf-16", errors="replace", newline="\n")
    try:
        while line := text.readline(LIMIT + 1):
            if len(line) <= LIMIT:
                yield line.encode()
                continue
            while line and not line.endswith("\n"):
                line = text.readline(LIMIT)
            yield None
    finally:
        # The stream is the caller's to close.
        text.detach()


def _report(line: bytes, whence: str, options: Options) -> Found | SetAside:
    try:
        text, notes, _ = decode(line)
        capture = Capture(line.strip(), "application/json", options.captured_at, whence)
        return make(_object(text), capture, ORIGINS, options, notes)
    except ReportError as fault:
        why = "this line is not text" if str(fault) == BINARY else str(fault)
        return SetAside(whence, why)


def _object(line: str) -> dict[str, Any]:
    try:
        raw = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as fault:
        raise ReportError(f"this line is not JSON ({fault}); write one report a line") from None
    if not isinstance(raw, dict):
        raise ReportError('this line is not a report; write an object with "text"')
    return raw
