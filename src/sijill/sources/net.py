"""The door to the network. No other module of the program opens an address.

What is asked for may be named by anybody, in a feed, a page or a redirect, so every address is checked as if
an enemy had written it: only http and https, only hosts of the public internet, connected to at the very
address that was checked, and never more bytes, time or redirects than the limits say.
`docs/reference/watching.md` lists the rules.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from ipaddress import ip_address
from typing import Final
from urllib.parse import urljoin

import httpcore
import httpx
from msgspec import Struct, field

from sijill.sources.net_addresses import (
    DEFAULT_PORTS,
    IPAddress,
    NetError,
    allowed_hosts,
    check_host,
    check_public,
)
from sijill.sources.net_body import ACCEPTED, kept_headers, unpacked
from sijill.sources.options import LIMIT

__all__ = ["PROGRAM", "USER_AGENT", "Answer", "Limits", "NetError", "Resolver", "Web", "resolve"]

PROGRAM: Final = "sijill"
"""The name by which a robots.txt may address the program."""

USER_AGENT: Final = f"{PROGRAM}/{version(PROGRAM)}"

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
Resolver = Callable[[str, int], Sequence[str]]
"""From the name of a host and a port to the host's IP addresses. Raises `OSError`."""


class Limits(Struct, frozen=True, kw_only=True):
    """How much one address may cost.

    `size` bytes of body, packed or unpacked; `seconds` for everything together, redirects included, and
    `idle` seconds for a single step; `headers` bytes of headers; `redirects` followed.
    """

    size: int = LIMIT
    seconds: float = 60.0
    idle: float = 20.0
    headers: int = 64 * 1024
    redirects: int = 5


class Answer(Struct, frozen=True):
    """What a server answered. `address` is what was asked for, `url` where redirects led from there."""

    address: str
    url: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the system finds them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Web:
    """Opens addresses, one connection a request. Proxies of the environment are not used, cookies not kept.

    `allow_hosts` names hosts (`host` or `host:port`) that may be opened although they are not on the public
    internet; raises `ValueError` for what is no host.
    """

    def __init__(
        self,
        *,
        allow_hosts: Iterable[str] = (),
        limits: Limits = Limits(),  # noqa: B008 (frozen)
        resolver: Resolver = resolve,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._allowed = allowed_hosts(allow_hosts)
        self._limits = limits
        self._resolver = resolver
        self._ssl_context = ssl_context

    def get(
        self,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        permit: Callable[[str], None] | None = None,
    ) -> Answer:
        """The answer to a GET, whatever its status.

        `permit` is called with each address that redirects lead to, before it is opened, and may raise.
        Raises `NetError`.
        """
        budget = _Budget(self._limits)
        url = _parsed(address)
        for hop in range(self._limits.redirects + 1):
            if permit is not None and hop:
                permit(str(url))
            status, told, body = self._visit(url, headers or {}, budget)
            if status not in REDIRECTS or "location" not in told:
                return Answer(address, str(url), status, kept_headers(told.items()), body)
            url = _followed(url, told["location"])
        raise NetError(f"it redirects more than {self._limits.redirects} times")

    def _visit(
        self, url: httpx.URL, headers: Mapping[str, str], budget: "_Budget"
    ) -> tuple[int, httpx.Headers, bytes]:
        """Status, headers and unpacked body of one request, redirects not followed."""
        port = DEFAULT_PORTS[url.scheme] if url.port is None else url.port
        addresses = self._checked(url, port, budget)
        connection = httpcore.HTTPConnection(
            httpcore.Origin(url.raw_scheme, url.raw_host, port),
            ssl_context=self._tls() if url.scheme == "https" else None,
            network_backend=_Pinned(addresses, budget),
        )
        sent = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": USER_AGENT,
            "Accept": "*/*",
            "Accept-Encoding": ACCEPTED,
            "Connection": "close",
            **headers,
        }
        try:
            lines: list[tuple[bytes | str, bytes | str]] = list(sent.items())
            with _told(url.host), connection.stream("GET", _core(url, port), headers=lines) as response:
                told = httpx.Headers(response.headers)
                self._check_headers(response.headers)
                if response.status in REDIRECTS:
                    return response.status, told, b""
                return response.status, told, self._body(response, told)
        finally:
            connection.close()

    def _checked(self, url: httpx.URL, port: int, budget: "_Budget") -> list[IPAddress]:
        """The addresses of the URL's host, all of them fit to be connected to."""
        host = url.raw_host.decode("ascii").rstrip(".")
        literal = check_host(host, port, self._allowed)
        if literal is not None:
            return [literal]
        found = [ip_address(address) for address in self._resolved(host, port, budget)]
        check_public(found, host, port, self._allowed)
        return found

    def _resolved(self, host: str, port: int, budget: "_Budget") -> Sequence[str]:
        found: list[Sequence[str]] = []
        faults: list[Exception] = []

        def ask() -> None:
            try:
                found.append(self._resolver(host, port))
            except (OSError, UnicodeError) as fault:
                faults.append(fault)

        # The system's resolver knows no time limit and cannot be interrupted; a thread can be left behind.
        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(budget.left())
        if not found or not found[0]:
            why = str(getattr(faults[0], "strerror", None) or faults[0]) if faults else "no answer"
            raise NetError(f"the host {host} was not found ({why.lower()})", passing=True)
        return found[0]

    def _check_headers(self, headers: list[tuple[bytes, bytes]]) -> None:
        if sum(len(name) + len(value) for name, value in headers) > self._limits.headers:
            raise NetError(f"it sends more than {self._limits.headers // 1024} KiB of headers")

    def _body(self, response: httpcore.Response, told: httpx.Headers) -> bytes:
        limit = self._limits.size
        too_large = NetError(f"it is larger than {limit // (1024 * 1024)} MiB; fetch it and give the file")
        announced = told.get("content-length", "")
        if announced.isdecimal() and int(announced) > limit:
            raise too_large
        body = bytearray()
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > limit:
                raise too_large
        return unpacked(bytes(body), told.get("content-encoding", ""), limit)

    def _tls(self) -> ssl.SSLContext:
        if self._ssl_context is None:
            self._ssl_context = httpx.create_ssl_context()
        return self._ssl_context


class _Budget:
    """What is left of the time of one `get`, over all its redirects."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end = time.monotonic() + limits.seconds

    def left(self) -> float:
        """Seconds that the next step may take. Raises `NetError` if there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise NetError(f"it took longer than {self._limits.seconds:g} seconds", passing=True)
        return min(left, self._limits.idle)


class _Pinned(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, whatever the host's name may mean by now."""

    def __init__(self, addresses: list[IPAddress], budget: _Budget) -> None:
        self._addresses = addresses
        self._budget = budget

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 (the interface of httpcore)
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the addresses that takes one."""
        system = httpcore.SyncBackend()
        for number, address in enumerate(self._addresses, 1):
            try:
                stream = system.connect_tcp(
                    str(address), port, self._budget.left(), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(self._addresses):
                    raise
            else:
                return _Timed(stream, self._budget)
        raise httpcore.ConnectError("no address")


class _Timed(httpcore.NetworkStream):
    """A connection each of whose steps ends with the budget: a drop a second does not keep it open."""

    def __init__(self, stream: httpcore.NetworkStream, budget: _Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._budget.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._budget.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._budget.left()), self._budget)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _parsed(address: str) -> httpx.URL:
    """The address without its fragment, if it is one of the web. Raises `NetError`."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError):
        # What is wrong is not quoted: it may be a part of a password.
        raise NetError("it is not a web address; check how it is written") from None
    if url.scheme not in DEFAULT_PORTS:
        raise NetError(f'only http and https are opened, not "{url.scheme or address[:80]}"')
    if not url.raw_host:
        raise NetError("it names no host")
    if url.userinfo:
        raise NetError("it holds a user name or password; leave them out")
    return url.copy_with(fragment=None)


def _followed(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return _parsed(urljoin(str(url), location))
    except (NetError, ValueError) as fault:
        raise NetError(f"it redirects to an address that is not opened: {fault}") from None


def _core(url: httpx.URL, port: int) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=port, target=url.raw_path)


@contextmanager
def _told(host: str) -> Iterator[None]:
    """Turn what the connection raises into a `NetError`."""
    try:
        yield
    except httpcore.TimeoutException:
        raise NetError(f"{host} did not answer in time", passing=True) from None
    except httpcore.ConnectError as fault:
        cause = fault.__cause__
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = f"the certificate of {host} does not hold ({cause.verify_message})"
        else:
            why = f"{host} takes no connection ({_reason(fault)})"
        raise NetError(why, passing=True) from None
    except httpcore.NetworkError as fault:
        raise NetError(f"the connection to {host} broke ({_reason(fault)})", passing=True) from None
    except (httpcore.ProtocolError, UnicodeError) as fault:
        raise NetError(f"{host} does not keep to HTTP ({_reason(fault)})", passing=True) from None


def _reason(fault: Exception) -> str:
    cause = fault.__cause__
    told = getattr(cause, "strerror", None) or str(fault) or type(fault).__name__
    return " ".join(str(told).split())[:200]
