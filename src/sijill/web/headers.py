"""What every answer says beside its body, and which names the desk answers to."""

from collections.abc import Iterable
from ipaddress import ip_address
from typing import Final

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sijill.web.errors import ErrorBody, ErrorDetail
from sijill.web.settings import Settings

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # The map library has the pictures of its buttons in its style sheet, as data.
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No script or style inside a page, nothing from elsewhere: whatever a report's text may hold stays text."""

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
LARGEST_BODY: Final = 8 << 20
"""Bytes of a request: a report of half a million letters takes four times as many at the most."""

STRICT_TRANSPORT: Final = "max-age=31536000"


class Guard:
    """Refuses names that are not the desk's own, and puts the headers on every answer.

    A page of another site could have its own name lead to this machine and read what is served without login;
    its requests carry that name. Addresses written in numbers cannot be bent so.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.names = frozenset(_plain(name) for name in (*settings.names, settings.host, "localhost"))
        self.extra = {"Strict-Transport-Security": STRICT_TRANSPORT} if settings.secure else {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**HEADERS, **self.extra}.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/assets/"):
                    headers.setdefault("Cache-Control", "public, max-age=3600")
                else:
                    headers.setdefault("Cache-Control", "private, no-cache")
                    headers.add_vary_header("Cookie, Authorization")
            await send(message)

        headers = Headers(scope=scope)
        if not self.answers_to(headers.get("host", "")):
            said = "this name is not one of the desk's; open it by its own address, or start it with --name"
            await _refusal(421, "wrong_host", said)(scope, receive, with_headers)
            return
        announced = headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > LARGEST_BODY:
            said = f"that is more than {LARGEST_BODY >> 20} MiB; send less at once"
            await _refusal(413, "too_large", said)(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)

    def answers_to(self, host: str) -> bool:
        """Whether a Host header names the desk."""
        name = _plain(_without_port(host))
        return name in self.names or _is_address(name)


def same_origin(headers: Headers, hosts: Iterable[str] = ()) -> bool:
    """Whether a request comes from a page of the desk itself, as far as its browser tells."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    return origin.partition("://")[2] in {headers.get("host", ""), *hosts}


def _refusal(status: int, code: str, said: str) -> Response:
    body = msgspec.json.encode(ErrorBody(ErrorDetail(code, said)))
    return Response(body, status, media_type="application/json")


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0] if host.count(":") == 1 else host


def _plain(name: str) -> str:
    return name.strip("[]").rstrip(".").lower()


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
