"""What kind of file it is: by its first bytes, and by its name where they leave it open."""

import re
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from sijill.record import ReportError
from sijill.sources import whatsapp
from sijill.sources.encoding import UTF16_MARKS
from sijill.sources.lines import holds_lines

HEAD: Final = 8192
"""How many bytes are looked at."""


class Kind(StrEnum):
    """The formats, each read by a module of its own."""

    TEXT = "text"
    LINES = "lines"
    HTML = "html"
    FEED = "feed"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    WARC = "warc"
    PARQUET = "parquet"
    GZIP = "gzip"


SINGLE: Final = frozenset({Kind.TEXT, Kind.HTML, Kind.DOCX, Kind.PDF})
"""The kinds whose files hold one report each."""

ZIP: Final = b"PK\x03\x04"
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"II*\x00", b"MM\x00*", b"RIFF")
SOUND: Final = (b"OggS", b"ID3", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x1cftyp", b"\x00\x00\x00\x20ftyp")
PAGE_NAMES: Final = (".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp")
TABLE_NAMES: Final = (".csv", ".tsv")
FEED_START: Final = re.compile(r"<(?:rss|feed|rdf:RDF|atom:feed)[\s>]")
PAGE_START: Final = re.compile(r"<!doctype\s+html|<(?:html|head|body|meta|title)[\s>]", re.IGNORECASE)
CHAT_START: Final = re.compile(r'\{\s*"(?:name|about|type)"\s*:')
CHAT: Final = re.compile(r'"messages"\s*:\s*\[|"personal_information"|"(?:public|private)_\w+"|"chats"\s*:')

NOT_OURS: Final = {
    "rtf": "it is an RTF file; save it as .docx or plain text",
    "office": "it is an old Word or Excel file; save it as .docx or .xlsx",
    "zip": "it is a zip archive; unpack it and give the folder",
    "picture": "it is a picture; only text can be read, type it or run text recognition over it",
    "sound": "it is sound or video; only text can be read",
    "xml": "it is XML, but neither a feed nor a page",
}


def kind_of(name: str, head: bytes) -> Kind:
    """The kind of a file of this name that begins with `head`.

    Raises `ReportError` with a sentence on what to do for files of other kinds that can be told.
    """
    suffix = PurePath(name).suffix.lower()
    binary = _binary(name, head, suffix)
    if binary:
        return binary
    start = _text(head).lstrip("\ufeff \t\r\n")
    if start.startswith("<") and suffix != ".txt" or PAGE_START.match(start):
        return _markup(start, suffix)
    if suffix in PAGE_NAMES:
        return Kind.HTML
    if suffix in TABLE_NAMES:
        return Kind.CSV
    if suffix == ".json" and CHAT_START.match(start) and CHAT.search(start):
        return Kind.TELEGRAM
    if holds_lines(name, head[:256]):
        return Kind.LINES
    return Kind.WHATSAPP if whatsapp.begins(start) else Kind.TEXT


def _binary(name: str, head: bytes, suffix: str) -> Kind | None:
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith(b"\x1f\x8b"):
        return Kind.WARC if name.lower().endswith(".warc.gz") else Kind.GZIP
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(ZIP):
        if suffix == ".docx" or b"word/" in head:
            return Kind.DOCX
        if suffix in (".xlsx", ".xlsm") or b"xl/" in head:
            return Kind.XLSX
        raise ReportError(NOT_OURS["zip"])
    for starts, what in (
        ((b"{\\rtf",), "rtf"), ((OLD_OFFICE,), "office"), (PICTURES, "picture"), (SOUND, "sound"),
    ):  # fmt: skip
        if head.startswith(starts):
            raise ReportError(NOT_OURS[what])
    return None


def _text(head: bytes) -> str:
    if head.startswith(UTF16_MARKS):
        return head.decode("utf-16", errors="ignore")
    return head.decode("utf-8", errors="replace")


def _markup(start: str, suffix: str) -> Kind:
    page, feed = PAGE_START.search(start), FEED_START.search(start)
    if feed and not (page and page.start() < feed.start()):
        return Kind.FEED
    if suffix in (".rss", ".atom", ".rdf"):
        return Kind.FEED
    if suffix == ".xml" and not page:
        raise ReportError(NOT_OURS["xml"])
    return Kind.HTML
