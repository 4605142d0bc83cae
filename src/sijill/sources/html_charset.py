"""From the bytes of a page to its markup, whatever it says of its own encoding."""

import codecs
import re
from typing import Final

from sijill.record import Note
from sijill.sources.encoding import UTF16_MARKS, Decoded, decode

NO_WORDS: Final = re.compile(
    rb"<(script|style)\b.*?(?:</\1\s*+>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*+>?", re.DOTALL | re.IGNORECASE
)
IN_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
IN_META: Final = re.compile(
    rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
ARABIC: Final = {
    "cp1256": "windows-1256",
    "iso8859-6": "iso-8859-6",
    "cp720": "cp720",
    "mac-arabic": "mac-arabic",
}
"""Python's names of encodings for Arabic, and the usual ones."""

META_WITHIN: Final = 4096
"""Bytes among which a page must tell its encoding; the standard asks for the first 1024."""


NO_CHARACTER: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
REFERENCE: Final = re.compile(r"&#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));?")


def without_controls(markup: str) -> str:
    """Markup with a space for each control character, written or referred to: no tree can keep them."""

    def checked(found: re.Match[str]) -> str:
        code = int(found[1]) if found[1] else int(found[2], 16)
        return " " if code > 0x10FFFF or NO_CHARACTER.match(chr(code)) else found[0]

    return REFERENCE.sub(checked, NO_CHARACTER.sub(" ", markup))


def decode_page(data: bytes, content_type: str = "") -> Decoded:
    """The markup of a page. Raises `ReportError` if it is no text.

    A byte order mark comes first; then UTF-8, where the bytes hold as such (Arabic in another encoding never
    does); then what the server or the page says, if it fits; then windows-1256 or ISO 8859-6, if Arabic comes
    out.
    """
    if data.startswith((*UTF16_MARKS, codecs.BOM_UTF8)):
        return decode(data)
    try:
        return Decoded(data.decode("utf-8"), [])
    except UnicodeDecodeError:
        pass
    for told in _told(data, content_type):
        try:
            text = data.decode(told)
        except UnicodeDecodeError:
            continue
        return Decoded(text, [Note(told.replace("-", "_"), f"read as {told}, as the page says")], told)
    # Markup is all Latin letters: what the words are written in is asked of the words.
    found = decode(NO_WORDS.sub(b" ", data))
    return Decoded(data.decode(found.encoding, errors="replace"), found.notes, found.encoding)


def _told(data: bytes, content_type: str) -> list[str]:
    """The encodings that the header and the page name, those that are no use for Arabic left out."""
    names = [found[1] for found in [IN_HEADER.search(content_type)] if found]
    if found := IN_META.search(data[:META_WITHIN]):
        names.append((found[1] or found[2]).decode("ascii", "replace"))
    known = []
    for name in names:
        try:
            codec = codecs.lookup(name.lower().removeprefix("x-"))
        except (LookupError, ValueError):
            continue
        # Western encodings fit any bytes, and are what servers say who were told nothing.
        if codec.name in ARABIC:
            known.append(ARABIC[codec.name])
    return known
