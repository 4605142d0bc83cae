"""Records of web archives, made for tests."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sources.shared import OTHER, REPORT

PAGE = (
    "<html><head><title>خبر {0}</title></head><body><nav><a href='/'>الرئيسية</a></nav>"
    "<article><h1>خبر {0}</h1><p>" + REPORT + "</p><p>" + OTHER + " {0}</p></article></body></html>"
)


def record(
    number: int, body: bytes, *, status: str = "200 OK", kind: str = "response", **headers: str
) -> bytes:
    told = {
        "Content-Type": "text/html; charset=utf-8",
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    http = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items()) + "\r\n"
    block = http.encode() + body
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/{number}\r\n"
            f"WARC-Date: 2019-01-20T18:30:0{number % 10}Z\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
            f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def pages(count: int) -> Iterator[bytes]:
    return (record(number, PAGE.format(number).encode()) for number in range(count))
