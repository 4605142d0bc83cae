"""The ids of rows: all made from what the row says, so that a run broken off and taken up again, or two
runs at once, give the same rows."""

import hashlib
import re
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from msgspec import Struct

from sijill.record import Found

ID_LENGTH: Final = 32
"""Hexadecimal digits of an id: 128 bits of a SHA-256."""

_TRIPLET: Final = re.compile(r"%[0-9a-fA-F]{2}")
_TRACKING: Final = re.compile(r"(?:utm_[^=]*|fbclid|gclid)(?:=|\Z)", re.IGNORECASE)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_KEPT_IN_URLS: Final = "!$%&'()*+,-./:;=?@[]_~"


class Stamp(Struct, frozen=True):
    """What read a report: the program's version, and the pack's name, version and fingerprint."""

    program: str
    pack: str
    pack_version: str
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.program} / {self.pack} / {self.pack_version} / {self.fingerprint[:16]}"


def version_key(found: Found) -> tuple[str, str]:
    """The report's id and the SHA-256 of its content, which together tell whether a version is known."""
    return report_id(report_key(found)), content_sha(found)


def report_key(found: Found) -> str:
    """What makes two inputs one report: its address; else the id that its source gave it; else its text.

    Many sources count from 1 in every list that they hand out. So an id holds for the outlet and the day that
    the report tells of itself, and says nothing without them.
    """
    if url := found.value("url"):
        return f"url:{normal_url(url)}"
    source, day, given = (found.own(name) for name in ("source", "published", "id"))
    if source and day and given:
        return f"id:{_one_part(source)}/{day}/{given}"
    source = found.value("source")
    return f"text:{_sha256(_joined(source, _levelled(found.text)))}"


def report_id(key: str) -> str:
    """The id of the report with that key."""
    return _sha256(_bytes(key))[:ID_LENGTH]


def content_sha(found: Found) -> str:
    """SHA-256 of what a reader would call the report: title, text, day and outlet.

    Line ends of another kind and white space around the text make no other report.
    """
    text = _levelled(found.text)
    return _sha256(_joined(found.value("title"), text, found.value("published"), found.value("source")))


def version_id(report: str, content: str) -> str:
    """The id of the version of a report with that content."""
    return _sha256(_bytes(report + content))[:ID_LENGTH]


def reading_id(version: str, stamp: Stamp) -> str:
    """The id of what program and pack of that stamp read out of a version."""
    return _sha256(_bytes(f"{version}{stamp}"))[:ID_LENGTH]


def claim_id(reading: str, position: int) -> str:
    """The id of the event at that index of a reading."""
    return f"{reading}-{position}"


def set_aside_id(whence: str, why: str) -> str:
    """The id of a refusal: the same thing refused for the same reason is one row."""
    return _sha256(_bytes(whence + why))[:ID_LENGTH]


def sha256_of(data: bytes) -> str:
    """The name under which captured bytes are kept."""
    return _sha256(data)


def normal_url(url: str) -> str:
    """One spelling for addresses that lead to the same page.

    Scheme and host in small letters; no fragment, default port, user name or tracking parameters; letters
    beyond ASCII as percent escapes. What is no address is only stripped of spaces.
    """
    written = url.strip()
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return written
    if not parts.scheme or not parts.hostname:
        return written
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port is not None and port != _DEFAULT_PORTS.get(parts.scheme):
        host += f":{port}"
    query = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.match(pair))
    return urlunsplit((parts.scheme, host, _escaped(parts.path) or "/", _escaped(query), ""))


def _escaped(part: str) -> str:
    escaped = quote(part, safe=_KEPT_IN_URLS, errors="replace")
    return _TRIPLET.sub(lambda found: found[0].upper(), escaped)


def _levelled(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _one_part(name: str) -> str:
    """A name that ends at the next bare slash; its words stay, for a redaction looks for them in keys."""
    return name.replace("\\", "\\\\").replace("/", "\\/")


def _joined(*values: str | None) -> bytes:
    """Values with their lengths before them, so that no two lists of values give the same bytes."""
    encoded = [None if value is None else _bytes(value) for value in values]
    return b"".join(b"-;" if value is None else b"%d;" % len(value) + value for value in encoded)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
