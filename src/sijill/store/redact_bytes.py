"""Search captured bytes for names: in every encoding they may be in, and in archives member by member."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from sijill.store.redact_words import Finder

NOTICE: Final = b"What was captured here has been taken out of this register by a redaction.\n"
NOTICE_TYPE: Final = "text/plain"
"""What stands in the place of captured bytes that were taken out: always the same, so it tells nothing."""

KEPT_HEADERS: Final = frozenset(("content-type", "date", "last-modified"))
"""Of bytes that were taken out; others, such as ETag, may be made from them and would give them away."""

LARGEST_UNPACKED: Final = 256 << 20
DEEPEST: Final = 3

_EIGHT_BITS: Final = ("cp1256", "iso8859_6", "mac_arabic", "cp720", "cp1252")
_UNREADABLE: Final = (
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xfd7zXZ",
    b"BZh",
    b"(\xb5/\xfd",
)
# High bytes of Arabic letters, and of ASCII, in UTF-16.
_LIKE_UTF_16: Final = re.compile(b"[\x00\x06\xfb-\xfe]")
_BINARY: Final = re.compile(b"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class _Unsure(Exception):
    """These bytes cannot be searched surely."""


def held(data: bytes, finder: Finder) -> bool | None:
    """Whether a name stands in the bytes; None if none was found but they cannot be searched surely."""
    try:
        return _held(data, finder, 0)
    except _Unsure:
        return None


def _held(data: bytes, finder: Finder, depth: int) -> bool:
    if any(finder.spans(text) for text in _texts(data)):
        return True
    if data.startswith(b"\x1f\x8b"):
        return _held(_inflated(data, depth), finder, depth + 1)
    if data.startswith(b"PK\x03\x04"):
        return _in_archive(data, finder, depth)
    if data.startswith(_UNREADABLE) or not _is_text(data):
        raise _Unsure
    return False


def _texts(data: bytes) -> Iterator[str]:
    """The bytes as text, in every encoding that they may be in.

    Arabic in an encoding of eight bits is never valid UTF-8, so what is valid is in no other of those.
    """
    try:
        yield data.decode()
    except UnicodeDecodeError:
        yield data.decode(errors="replace")
        for encoding in _EIGHT_BITS:
            yield data.decode(encoding, "replace")
    if _LIKE_UTF_16.search(data):
        for encoding in ("utf-16-le", "utf-16-be"):
            yield data.decode(encoding, "replace")
            yield data[1:].decode(encoding, "replace")


def _is_text(data: bytes) -> bool:
    return not _BINARY.search(data) or data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _inflated(data: bytes, depth: int) -> bytes:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = unpacker.decompress(data, LARGEST_UNPACKED)
    except zlib.error as fault:
        raise _Unsure from fault
    if depth == DEEPEST or not unpacker.eof or unpacker.unused_data:
        raise _Unsure
    return plain


def _in_archive(data: bytes, finder: Finder, depth: int) -> bool:
    """Search every member of a ZIP archive (DOCX, XLSX), its name too."""
    unsure = depth == DEEPEST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if unsure or sum(member.file_size for member in members) > LARGEST_UNPACKED:
                raise _Unsure
            for member in members:
                if finder.spans(member.filename):
                    return True
                try:
                    if _held(archive.read(member), finder, depth + 1):
                        return True
                except _Unsure:
                    unsure = True
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as fault:
        raise _Unsure from fault
    if unsure:
        raise _Unsure
    return False
