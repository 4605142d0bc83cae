"""How often one may try a password: a few times for free, then with pauses that double."""

from collections.abc import Mapping
from hashlib import sha256
from ipaddress import ip_address
from typing import Final

FREE_HERE: Final = 5
"""Tries of one name from one address."""
FREE_FROM: Final = 20
"""Tries from one address, whatever the names: an office behind one address mistypes too."""
FREE_NAME: Final = 50
"""Tries of one name from everywhere. High: nobody should shut out another who signs in from elsewhere."""


def keys_of(name: str, client: str) -> Mapping[str, int]:
    """What is counted when `client` (an IP address) tries `name`, with how many tries are free.

    Hashes, for what somebody typed as a name may be a password.
    """
    near = _network(client)
    return {
        _key(f"{name}@{near}"): FREE_HERE,
        _key(f"@{near}"): FREE_FROM,
        _key(f"{name}@"): FREE_NAME,
    }


def own_key(name: str, client: str) -> str:
    """The key that is forgiven when that name signs in from there."""
    return _key(f"{name}@{_network(client)}")


def _network(client: str) -> str:
    """The address, or of IPv6 the network that one household has."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if address.version == 6:
        return str(int(address) >> 64)
    return str(address)


def _key(of: str) -> str:
    return sha256(of.encode("utf-8", "surrogatepass")).hexdigest()[:32]
