"""How the desk is set up: which register, which pack, where it listens, and under which names."""

from ipaddress import ip_address
from typing import Final

from msgspec import Struct

LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Settings(Struct, frozen=True, kw_only=True):
    """What `sijill serve` was told.

    `names` are the host names under which the desk is reached beside its address. `secure` says that readers
    reach it by https, here or at a proxy. `allow_hosts` may be fetched by «submit» although they are not on
    the public internet.
    """

    database: str
    pack: str = "yemen"
    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    secure: bool = False
    allow_hosts: tuple[str, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether nobody but this machine's user can reach the desk: no other name, no proxy, no network."""
        return is_loopback(self.host) and not self.names and not self.secure


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own alone."""
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
