"""Addresses as pages, feeds and users give them."""

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

LOGIN: Final = re.compile(r"\A(\s*\w+://)[^/?#]*@")
ANY_LOGIN: Final = re.compile(r"\A(\s*\w+://).*@", re.DOTALL)


def is_web(address: str) -> bool:
    """Whether it is an address of the web."""
    return address.lower().startswith(("http://", "https://"))


def without_login(address: str) -> str:
    """The address without the name and password that may stand before its host."""
    try:
        broken = urlsplit(address).port == 0
    except ValueError:
        broken = True
    # A password may hold what ends a host, and then nothing before the last @ can be trusted to be one.
    return (ANY_LOGIN if broken else LOGIN).sub(r"\1", address)


def full(link: str, base: str) -> str:
    """The address that a link on the page or feed `base` leads to; empty unless it is one of the web.

    `base` is passed over where it is no address of the web itself.
    """
    try:
        address = urljoin(base if is_web(base) else "", link.strip())
        urlsplit(address)
    except ValueError:
        return ""
    return address if is_web(address) else ""
