"""Web archives (WARC, plain or gzip, as of CC-NEWS): a report a page, streamed."""

import datetime
import re
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from typing import Any, BinaryIO, Final

from fastwarc.warc import ArchiveIterator, WarcRecordType

from sijill.record import Capture, Found, ReportError, SetAside
from sijill.sources.html import PAGE_LIMIT, TOO_LARGE, page
from sijill.sources.net_addresses import NetError
from sijill.sources.net_body import kept_headers, unpacked
from sijill.sources.options import Options
from sijill.sources.raw import Raw, all_taken
from sijill.sources.text import text_report

CHUNK: Final = re.compile(rb"(?:\r\n)?([0-9A-Fa-f]{1,8})[^\r\n]*\r\n")
PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
PLAIN: Final = "text/plain"
BROKEN: Final = "it is a broken web archive"


def from_warc(stream: BinaryIO, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The pages and plain texts in an archive that servers gave with status 200; the rest is passed over.

    One record is held at a time; `whence` of each is its address. Raises `ReportError` where the archive
    breaks off.
    """
    return all_taken(raw_pages(stream, whence, options))


def raw_pages(stream: BinaryIO, whence: str, options: Options) -> Iterator[Raw | SetAside]:
    """The same pages and texts as the server gave them, unpacked, and not looked into yet."""
    del whence
    records = ArchiveIterator(stream, record_types=WarcRecordType.response)
    number = 0
    while True:
        try:
            record = next(records, None)
            item = _raw(record, options) if record and _is_wanted(record) else None
        except Exception as fault:
            # The library lets through whatever its decoders stumble over.
            after = f" after response {number}" if number else ""
            raise ReportError(f"{BROKEN}{after} ({fault}); fetch it anew") from None
        if record is None:
            return
        number += 1
        if item:
            yield item


def _is_wanted(record: Any) -> bool:
    headers = record.http_headers
    return (
        headers is not None
        and headers.status_code == HTTPStatus.OK
        and _media_type(record) in (*PAGES, PLAIN)
    )


def _media_type(record: Any) -> str:
    return (record.http_content_type or "").partition(";")[0].strip().lower()


def _raw(record: Any, options: Options) -> Raw | SetAside:
    address = record.headers.get("WARC-Target-URI", "").strip("<>")
    headers = kept_headers(record.http_headers)
    try:
        data = _body(record, headers)
    except NetError as fault:
        return SetAside(address, str(fault))
    date = record.record_date
    at = date.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if date else options.captured_at
    media_type = _media_type(record)
    capture = Capture(data, media_type, at, address, headers)
    taken = page if media_type in PAGES else text_report
    return Raw(data, address, partial(taken, data, capture, options))


def _body(record: Any, headers: dict[str, str]) -> bytes:
    """What the server gave, unpacked no further than a page may be. Raises `NetError` where it is more."""
    packed: bytes = record.reader.read(PAGE_LIMIT + 1)
    if len(packed) > PAGE_LIMIT:
        record.reader.consume()
        raise NetError(TOO_LARGE)
    if len(packed) < record.content_length:
        raise ReportError("within one")
    if headers.get("transfer-encoding", "").strip().lower() == "chunked":
        packed = _joined(packed)
    return unpacked(packed, headers.get("content-encoding", ""), PAGE_LIMIT)


def _joined(chunks: bytes) -> bytes:
    """A body without the sizes of its chunks (RFC 9112, 7.1); as it is, where the archive took them out."""
    parts: list[bytes] = []
    at = 0
    while found := CHUNK.match(chunks, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(chunks[found.end() : found.end() + size])
        at = found.end() + size
    return chunks
