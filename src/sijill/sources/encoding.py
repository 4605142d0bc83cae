"""From the bytes of a report to its text: UTF-8, UTF-16 by its mark, else an older encoding of Arabic."""

import codecs
import re
from typing import Final, NamedTuple

from sijill.record import Note, ReportError

UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LETTER: Final = re.compile(r"[^\W\d_]")
ARABIC_LETTER: Final = re.compile(r"[\u0620-\u064a]")
CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
FEW_CONTROLS: Final = 0.001
FEW_BROKEN: Final = 0.01
MOSTLY: Final = 0.5
ARTICLE_1256: Final = "ال".encode("windows-1256")
ARTICLE_8859_6: Final = "ال".encode("iso-8859-6")
"""The article, of which no Arabic text is without: its lām is another byte in either encoding."""

NOT_TEXT: Final = (b"%PDF", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
"""How PDF, RTF, ZIP (so also DOCX and ODT), old Word and gzip files begin."""

BINARY: Final = "it is not a text file; give the report as plain text in UTF-8"


class Decoded(NamedTuple):
    """A text and, if it was not plain UTF-8, how it was read."""

    text: str
    notes: list[Note]
    encoding: str = "utf-8"


def decode(data: bytes) -> Decoded:
    """The text in `data`, without the byte order mark. Raises `ReportError` if it is no text.

    windows-1256 gives every byte a meaning, so it is believed only if Arabic letters come out; ISO 8859-6,
    which has half of the letters in the same places, is told from it by the article. UTF-8 read as either
    yields Arabic letters too, so UTF-8 with a few broken bytes is told apart first, and keeps U+FFFD in their
    place.
    """
    if data.startswith(UTF16_MARKS):
        return _decoded_utf16(data)
    if data.startswith(NOT_TEXT) or b"\x00" in data or len(CONTROL.findall(data)) > FEW_CONTROLS * len(data):
        raise ReportError(BINARY)
    try:
        return Decoded(data.decode("utf-8-sig"), [])
    except UnicodeDecodeError as fault:
        first_broken = fault.start
    patched = data.decode("utf-8-sig", errors="replace")
    broken = patched.count("\ufffd")
    whole = sum(character > "\x7f" for character in patched) - broken
    if broken <= max(1, FEW_BROKEN * whole) and whole:
        characters = "character" if broken == 1 else "characters"
        said = f"{broken} broken {characters}, the first at byte {first_broken}"
        return Decoded(patched, [Note("broken_utf8", f"read as UTF-8 with {said}")])
    encoding = "iso-8859-6" if _is_8859_6(data) else "windows-1256"
    text = data.decode(encoding)
    letters = len(LETTER.findall(text))
    if letters and len(ARABIC_LETTER.findall(text)) >= MOSTLY * letters:
        note = Note(encoding.replace("-", "_"), f"read as {encoding}, for it is not UTF-8")
        return Decoded(text, [note], encoding)
    raise ReportError("it is neither UTF-8 nor Arabic in windows-1256 or ISO 8859-6; save it as UTF-8")


def _is_8859_6(data: bytes) -> bool:
    """Whether bytes are ISO 8859-6: it gives few bytes a meaning, and to those of the article its own."""
    try:
        data.decode("iso-8859-6")
    except UnicodeDecodeError:
        return False
    return data.count(ARTICLE_8859_6) > data.count(ARTICLE_1256)


def _decoded_utf16(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-16"), [], "utf-16")
    except UnicodeDecodeError as fault:
        raise ReportError(
            f"it begins as UTF-16 but breaks off at byte {fault.start}; save it as UTF-8"
        ) from None
