"""From an address to the reports behind it: a page, a feed, or a file of any kind that is read from disk."""

import io
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from sijill.record import Capture, Found, ReportError, SetAside
from sijill.sources import feeds, html
from sijill.sources.kinds import HEAD, Kind, kind_of
from sijill.sources.links import without_login
from sijill.sources.net import Answer, NetError, Web
from sijill.sources.opening import reports_of
from sijill.sources.options import Options

PASSING: Final = frozenset({408, 425, 429})
"""Refusals of a server that it may take back later, beside its own troubles (500 and up)."""

UNKNOWN: Final = "application/octet-stream"


def fetched(
    address: str,
    options: Options,
    *,
    web: Web | None = None,
    permit: Callable[[str], None] | None = None,
) -> Iterator[Found | SetAside]:
    """The reports behind an address; what cannot be fetched or read is a `SetAside`.

    `permit` is asked about the address and each that it redirects to, and may raise `NetError`.
    """
    try:
        if permit is not None:
            permit(address)
        answer = answered((web or Web()).get(address, permit=permit))
    except NetError as fault:
        yield SetAside(without_login(address), str(fault))
        return
    yield from contents(answer, options)


def answered(answer: Answer) -> Answer:
    """The answer, if the server gave what was asked for. Raises `NetError`."""
    if answer.status != HTTPStatus.OK:
        passing = answer.status in PASSING or answer.status >= 500
        raise NetError(f"the server answered {_status_words(answer.status)}", passing=passing)
    return answer


def contents(answer: Answer, options: Options) -> Iterator[Found | SetAside]:
    """The reports in what a server gave."""
    try:
        kind = kind_in(answer)
    except ReportError as fault:
        yield SetAside(answer.address, str(fault))
        return
    if kind is Kind.HTML:
        yield html.page(answer.body, capture_of(answer, options), options)
    elif kind is Kind.FEED:
        yield from feeds.entries(answer.body, capture_of(answer, options), options)
    else:
        stream = io.BufferedReader(io.BytesIO(answer.body))
        for item in reports_of(stream, _name(answer), answer.address, options):  # type: ignore[arg-type]
            yield _with_headers(item, answer)


def kind_in(answer: Answer) -> Kind:
    """What a server gave. Raises `ReportError` for what is told to be of no kind that can be read."""
    kind = kind_of(_name(answer), answer.body[:HEAD])
    # A page may begin with its text; that it is one only the server can say.
    return Kind.HTML if kind is Kind.TEXT and media_type(answer) == "text/html" else kind


def capture_of(answer: Answer, options: Options) -> Capture:
    """The bytes of an answer as they came, unpacked."""
    return Capture(answer.body, media_type(answer), options.captured_at, answer.address, answer.headers)


def media_type(answer: Answer) -> str:
    """The media type that the server gave, without its parameters."""
    return answer.headers.get("content-type", "").partition(";")[0].strip().lower() or UNKNOWN


def _with_headers(item: Found | SetAside, answer: Answer) -> Found | SetAside:
    if isinstance(item, SetAside):
        return item
    headers = {**answer.headers, **item.capture.headers}
    return replace(item, capture=replace(item.capture, headers=headers))


def _name(answer: Answer) -> str:
    """The name of the file that was given, for its ending."""
    return PurePosixPath(unquote(urlsplit(answer.url).path)).name


def _status_words(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)
