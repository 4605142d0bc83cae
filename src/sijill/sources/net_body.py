"""What is kept of an answer: its headers, and its body, unpacked with an eye on how much comes out of it."""

import io
import zlib
from collections.abc import Iterable
from typing import Final

from sijill.sources.inflating import BROKEN, RATIO, inflated
from sijill.sources.net_addresses import NetError

ACCEPTED: Final = "gzip, deflate"
FREE: Final = 1024 * 1024
"""Bytes that may come out before the ratio is looked at: an empty table of a page packs well."""

LEFT_OUT: Final = frozenset({"set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authorization"})
"""Headers that are not kept: they mark the visitor, not the page."""


def kept_headers(told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by their names in lower case, without those that mark or admit a visitor."""
    return {name.lower(): value for name, value in told if name.lower() not in LEFT_OUT}


def unpacked(data: bytes, coding: str, limit: int) -> bytes:
    """`data` without its content coding, never more than `limit` bytes. Raises `NetError`."""
    name = coding.strip().lower()
    if name in ("", "identity"):
        return data
    try:
        if name in ("gzip", "x-gzip"):
            plain = inflated(io.BytesIO(data)).read(limit + 1)
        elif name == "deflate":
            plain = _deflated(data, limit + 1)
        else:
            raise NetError(f'its content is packed as "{name[:40]}", which was not asked for')
    except BROKEN as fault:
        raise NetError(f"its packed content is broken ({fault})", passing=True) from None
    if len(plain) > limit:
        raise NetError(f"it unpacks to more than {limit // FREE} MiB")
    if len(plain) > FREE and len(plain) > RATIO * len(data):
        raise NetError(f"it swells to more than {RATIO} times its size when unpacked")
    return plain


def _deflated(data: bytes, most: int) -> bytes:
    # Some servers leave out the header of zlib that the standard asks for (RFC 9110, 8.4.1.2).
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(data, most)
    except zlib.error:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        plain = unpacking.decompress(data, most)
    if not unpacking.eof and len(plain) < most:
        raise EOFError("it ends too early")
    return plain
