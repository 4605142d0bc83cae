"""Characters written as escapes, with the way back to where they stand: in addresses, pages, JSON, mail.

`%D8%A3`, `&#1571;`, `&nbsp;`, `\\u0623`, `=D8=A3` and `xn--…` are read as what they mean, one inside the
other too (an address inside JSON).
"""

import re
from array import array
from collections.abc import Iterator
from html import unescape
from typing import Final

from msgspec import Struct

DEEPEST: Final = 3
"""How often escapes are unfolded: `%25D8` in JSON is `%D8`, and that a letter."""

_ESCAPE: Final = re.compile(
    r"(?P<percent>(?:%[0-9A-Fa-f]{2})+)|(?P<mail>(?:=[0-9A-F]{2})+)|(?P<json>(?:\\u[0-9A-Fa-f]{4})+)"
    r"|(?P<one>%u[0-9A-Fa-f]{4}|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?"
    r"|\\[nrtbf\"\\/']|=\r?\n|xn--[a-z0-9-]+)"
)
_JSON_LETTERS: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_HIGH_SURROGATES: Final = range(0xD800, 0xDC00)


class View(Struct, frozen=True):
    """A text with its escapes unfolded; its character `n` is `raw[starts[n]:ends[n]]` of the raw."""

    text: str
    starts: "array[int]"
    ends: "array[int]"


def views(raw: str) -> Iterator[View]:
    """The text with its escapes unfolded once, twice and so on, as long as there are any."""
    view = _unfolded(raw)
    for _ in range(DEEPEST):
        if view is None:
            return
        yield view
        outer, view = view, _unfolded(view.text)
        if view is not None:
            view = View(
                view.text,
                array("q", (outer.starts[at] for at in view.starts)),
                array("q", (outer.ends[at - 1] for at in view.ends)),
            )


def _unfolded(raw: str) -> View | None:
    pieces: list[str] = []
    starts, ends = array("q"), array("q")
    done = 0
    for found in _ESCAPE.finditer(raw):
        pieces.append(raw[done : found.start()])
        starts.extend(range(done, found.start()))
        ends.extend(range(done + 1, found.start() + 1))
        at = found.start()
        for letters, length in _meaning(found):
            pieces.append(letters)
            starts.extend([at] * len(letters))
            ends.extend([at + length] * len(letters))
            at += length
        done = found.end()
    if not done:
        return None
    pieces.append(raw[done:])
    starts.extend(range(done, len(raw)))
    ends.extend(range(done + 1, len(raw) + 1))
    text = "".join(pieces)
    return View(text, starts, ends) if text != raw else None


def _meaning(found: re.Match[str]) -> Iterator[tuple[str, int]]:
    """What an escape means, letter by letter, each with the length of its writing."""
    written = found.group()
    if found.lastgroup in ("percent", "mail"):
        yield from _of_bytes(bytes.fromhex(written.replace(written[0], "")))
    elif found.lastgroup == "json":
        yield from _of_units([int(unit, 16) for unit in written.split("\\u")[1:]])
    else:
        yield _of_one(written), len(written)


def _of_bytes(data: bytes) -> Iterator[tuple[str, int]]:
    try:
        for letter in data.decode():
            yield letter, 3 * len(letter.encode())
    except UnicodeDecodeError:
        # An old page's form was sent in the page's own encoding.
        for letter in data.decode("cp1256", "replace"):
            yield letter, 3


def _of_units(units: list[int]) -> Iterator[tuple[str, int]]:
    at = 0
    while at < len(units):
        width = 2 if units[at] in _HIGH_SURROGATES and at + 1 < len(units) else 1
        written = b"".join(unit.to_bytes(2, "big") for unit in units[at : at + width])
        yield written.decode("utf-16-be", "replace"), 6 * width
        at += width


def _of_one(written: str) -> str:
    if written.startswith("%u"):
        return chr(int(written[2:], 16))
    if written.startswith("&"):
        return unescape(written)
    if written.startswith("\\"):
        return _JSON_LETTERS.get(written[1], written[1])
    if written.startswith("xn--"):
        try:
            return written[4:].encode().decode("punycode")
        except UnicodeError:
            return written
    return ""
