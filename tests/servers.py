"""Local web servers for tests: honest ones, and ones that do what no honest server does."""

import datetime
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from sijill.sources.net import Limits, Web

PUBLIC = "93.184.215.14"
"""An address of the public internet, for resolvers of tests. Nothing ever connects to it."""

GONE = (BrokenPipeError, ConnectionResetError)


class Request(NamedTuple):
    """What a server was asked."""

    path: str
    headers: dict[str, str]


class Exchange(BaseHTTPRequestHandler):
    """One request and its answer, whose bytes a test may write itself."""

    protocol_version = "HTTP/1.1"
    server: "Site"

    def do_GET(self) -> None:
        self.close_connection = True
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append(Request(self.path, headers))
        route = self.server.routes.get(self.path.partition("?")[0], not_found)
        with suppress(*GONE):
            route(self)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def answer(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """A well-formed answer; a header `content_type` is sent as Content-Type."""
        self.raw(head(status, {"Content-Length": str(len(body)), **_named(headers)}) + body)

    def raw(self, data: bytes) -> None:
        """Bytes as they are."""
        self.wfile.write(data)
        self.wfile.flush()


Route = Callable[[Exchange], None]


class Site(ThreadingHTTPServer):
    """A server on a free port of 127.0.0.1 that keeps what it was asked."""

    daemon_threads = False
    block_on_close = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.routes: dict[str, Route] = {}
        super().__init__(("127.0.0.1", 0), Exchange)
        self.port: int = self.server_address[1]
        self.scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up, or trusts no certificate, is what many tests are about."""

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path, under a name that a test's resolver knows."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [request.path for request in self.requests]


def not_found(exchange: Exchange) -> None:
    """What is at every path without a route."""
    exchange.answer(b"nothing here", 404)


def page(body: bytes | str, content_type: str = "text/html; charset=utf-8", **headers: str) -> Route:
    """A route that always gives the same content."""
    data = body.encode() if isinstance(body, str) else body
    return lambda exchange: exchange.answer(data, 200, content_type=content_type, **headers)


def status(code: int, **headers: str) -> Route:
    """A route that answers with a status and nothing else."""
    return lambda exchange: exchange.answer(b"", code, **headers)


def redirect(to: str, code: int = 302) -> Route:
    """A route that leads elsewhere, whatever that is."""
    return status(code, location=to)


def tagged(body: bytes | str, etag: str, content_type: str = "application/rss+xml") -> Route:
    """A route that answers 304 to who has this version."""
    data = body.encode() if isinstance(body, str) else body

    def route(exchange: Exchange) -> None:
        if exchange.headers["If-None-Match"] == etag:
            exchange.answer(b"", 304, etag=etag)
        else:
            exchange.answer(data, content_type=content_type, etag=etag)

    return route


def head(code: int, headers: dict[str, str]) -> bytes:
    """Status line and headers as they go over the wire."""
    lines = [f"HTTP/1.1 {code} Status", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")


def rss(*items: tuple[str, str, str], title: str = "وكالة الأنباء") -> str:
    """A feed of (address, headline, text) entries, each published at an hour of its own."""
    start = datetime.datetime(2015, 10, 11, 8, tzinfo=datetime.UTC)
    entries = "".join(
        f"<item><title>{headline}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{start + datetime.timedelta(hours=number):%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<description>{text}</description></item>"
        for number, (link, headline, text) in enumerate(items)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'


def article(headline: str, *paragraphs: str) -> str:
    """A page with one report."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f"<title>{headline}</title></head><body><article><h1>{headline}</h1>{body}</article></body></html>"
    )


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A server that runs until the block ends."""
    site = Site(tls)
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        thread.join()
        site.server_close()


def local(*sites: Site, names: Sequence[str] = (), limits: Limits | None = None) -> Web:
    """A `Web` that may open these servers, as 127.0.0.1 and by names, which all lead to 127.0.0.1."""
    hosts = [f"{name}:{site.port}" for site in sites for name in ("127.0.0.1", *names)]
    return Web(
        allow_hosts=hosts,
        limits=limits or Limits(seconds=10, idle=5),
        resolver=lambda host, port: ["127.0.0.1"],  # noqa: ARG005
    )


def certificate(folder: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's and the client's side of TLS for one host, with a certificate made on the spot."""
    import subprocess

    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", cert, "-days", "2", "-subj", f"/CN={host}",
         "-addext", f"subjectAltName=DNS:{host}"],
        check=True, capture_output=True,
    )  # fmt: skip
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    client = ssl.create_default_context(cafile=str(cert))
    return server, client


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").title(): value for name, value in headers.items()}
