"""Pages of HTML: a report a page, from the web or from a file."""

from collections.abc import Iterator
from typing import BinaryIO, Final

import lxml.etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sijill.record import Capture, Found, Known, ReportError, SetAside
from sijill.sources.html_body import body_of
from sijill.sources.html_bombs import BOMB, has_endless_tag, is_overgrown
from sijill.sources.html_charset import decode_page, without_controls
from sijill.sources.html_meta import known_of
from sijill.sources.making import made
from sijill.sources.options import Options

PAGE_LIMIT: Final = 4 * 1024 * 1024
"""Bytes of the largest page: its tree takes some thirty times its size. News pages have 0.3 MiB."""

TOO_LARGE: Final = f"it is a page of more than {PAGE_LIMIT // (1024 * 1024)} MiB; save its report as text"

NO_BODY: Final = "no body of a report was found on this page"


def from_html(stream: BinaryIO, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The one report on a page in a file."""
    data = stream.read(PAGE_LIMIT + 1)
    if not data.strip():
        yield SetAside(whence, "it is empty")
        return
    yield page(data, Capture(data, "text/html", options.captured_at, whence), options)


def page(data: bytes, capture: Capture, options: Options | None = None) -> Found | SetAside:
    """The report on a page, of which `capture` tells where it came from and what the server said.

    Title, day, outlet and address come from the page's metadata, each with its origin; days are those that
    the page prints in its own time zone.
    """
    options = options or Options()
    if len(data) > PAGE_LIMIT:
        return SetAside(capture.whence, TOO_LARGE)
    try:
        markup, notes, _ = decode_page(data, _content_type(capture))
        known, text = _read(without_controls(markup), capture.whence)
    except ReportError as fault:
        return SetAside(capture.whence, str(fault))
    if not text:
        return SetAside(capture.whence, NO_BODY)
    values = {"text": text, **{name: told.value for name, told in known.items()}}
    origins = {name: told.origin for name, told in known.items()}
    return made(values, capture, origins, options, notes)


def _read(markup: str, address: str) -> tuple[dict[str, Known], str]:
    tree = _tree(markup)
    known = known_of(tree, address)
    headline = known.get("title")
    return known, body_of(tree, headline.value if headline else None)


def _tree(markup: str) -> HtmlElement:
    """The page as a tree. Raises `ReportError` for one that is none, or was made to exhaust a machine."""
    if has_endless_tag(markup):
        raise ReportError(BOMB)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree: HtmlElement = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as fault:
        raise ReportError(f"it is no page that can be read ({fault})") from None
    if is_overgrown(tree):
        raise ReportError(BOMB)
    return tree


def _content_type(capture: Capture) -> str:
    headers = {name.lower(): value for name, value in capture.headers.items()}
    return headers.get("content-type", capture.media_type)
