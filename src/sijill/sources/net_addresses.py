"""Which addresses may be opened: the rules of `net`, apart from the opening."""

import ipaddress
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
FIRST_FREE_PORT: Final = 1024
"""Below it stand the ports of mail, name and login servers, which must not be talked into answering."""
LAST_PORT: Final = 65535

HOST_NAME: Final = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", re.ASCII)
LONGEST_NAME: Final = 253
NUMBER: Final = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)", re.ASCII)

NOT_PUBLIC_4: Final = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 "
        "192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 "
        "224.0.0.0/4 240.0.0.0/4"
    ).split()
)
"""The blocks of IANA's IPv4 Special-Purpose Address Registry that lead to no public host, and multicast.
Written out, for the tables of the standard library differ from one release of Python to the next."""

PUBLIC_6: Final = ipaddress.IPv6Network("2000::/3")
NOT_PUBLIC_6: Final = tuple(
    ipaddress.IPv6Network(block) for block in "2001::/23 2001:db8::/32 2002::/16 3fff::/20".split()
)
"""What of the global unicast space leads to no public host, by IANA's IPv6 registry: protocol assignments
with Teredo, documentation, and 6to4, whose addresses hold an IPv4 address of the sender's choice."""

EMBEDDED_4: Final = tuple(ipaddress.IPv6Network(block) for block in "::ffff:0:0/96 64:ff9b::/96".split())
"""IPv4-mapped addresses and NAT64 (RFC 6052): as public as the IPv4 address in their last four bytes."""


class NetError(Exception):
    """An address that cannot be opened; the message is one sentence without the address.

    `passing` says that it may work later: the server, not the address, is what failed.
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing


class AllowedHosts(Struct, frozen=True):
    """Hosts that may be opened although not public: `host` at every port, `host:port` at that one."""

    names: frozenset[tuple[str, int | None]] = frozenset()

    def holds(self, host: str, port: int) -> bool:
        """Whether the user allowed that host, at that port."""
        return (host, None) in self.names or (host, port) in self.names


def allowed_hosts(written: Iterable[str]) -> AllowedHosts:
    """The hosts that a user wrote out. Raises `ValueError` with a sentence for what is no host."""
    names = set()
    for entry in written:
        # A bare IPv6 address has colons of its own.
        netloc = f"[{entry}]" if entry.count(":") > 1 and not entry.startswith("[") else entry
        try:
            parts = urlsplit(f"//{netloc}")
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if not host or parts.path or parts.username is not None:
            raise ValueError(f'"{entry}" is not a host; write it as intranet.example or 10.0.0.5:8080')
        names.add((host.rstrip("."), port))
    return AllowedHosts(frozenset(names))


def check_host(host: str, port: int, allowed: AllowedHosts) -> IPAddress | None:
    """The IP address that a host is, or None if it is a name that has yet to be resolved.

    Raises `NetError` for a host or a port that may not be opened.
    """
    if port > LAST_PORT:
        raise NetError(f"there is no port {port}")
    if not allowed.holds(host, port) and port not in DEFAULT_PORTS.values() and port < FIRST_FREE_PORT:
        raise NetError(f"port {port} is not one of the web; use 80, 443 or one from {FIRST_FREE_PORT} up")
    literal = _literal(host)
    if literal is not None:
        check_public([literal], host, port, allowed)
        return literal
    if len(host) > LONGEST_NAME or not HOST_NAME.fullmatch(host):
        raise NetError(f'"{host[:80]}" is not the name of a host')
    if NUMBER.fullmatch(host.rpartition(".")[2]):
        # 127.1, 0x7f000001 and 2130706433 are read as 127.0.0.1 by some systems, and not by others.
        raise NetError(f"{host} is a number, not a host; write an IP address as four numbers with dots")
    return None


def check_public(found: Iterable[IPAddress], host: str, port: int, allowed: AllowedHosts) -> None:
    """Raise `NetError` unless every address of a host is public, or the user allowed the host."""
    if allowed.holds(host, port):
        return
    for address in found:
        if not is_public(address):
            what = "is" if str(address) == host else f"leads to {address}, which is"
            raise NetError(
                f"{host} {what} not on the public internet; allow the host if you trust it (--allow-host)"
            )


def is_public(address: IPAddress) -> bool:
    """Whether an address can only be that of a host on the public internet."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in block for block in NOT_PUBLIC_4)
    if any(address in block for block in EMBEDDED_4):
        return is_public(ipaddress.IPv4Address(address.packed[-4:]))
    return address in PUBLIC_6 and not any(address in block for block in NOT_PUBLIC_6)


def _literal(host: str) -> IPAddress | None:
    # An address with a zone («fe80::1%eth0») means another host on every machine.
    if "%" in host:
        return None
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
