"""What can go wrong at the desk, in one shape: `{"error": {"code", "message", "field"?}}`."""

import logging
from http import HTTPStatus
from typing import Any, Final

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from msgspec import UNSET, Struct, UnsetType
from starlette.exceptions import HTTPException

from sijill.store import StoreError

log = logging.getLogger("sijill.web")

CODES: Final = {
    400: "bad_request",
    401: "sign_in",
    403: "not_allowed",
    404: "not_found",
    405: "wrong_method",
    409: "conflict",
    412: "changed",
    413: "too_large",
    422: "invalid",
    428: "name_version",
    429: "too_many",
    503: "unavailable",
}


class ErrorDetail(Struct, omit_defaults=True):
    """A stable code, one sentence for people, and the field that it is about, if it is about one.

    `changes` tells, of a conflict, what others have changed meanwhile.
    """

    code: str
    message: str
    field: str | UnsetType = UNSET
    changes: list[dict[str, Any]] | UnsetType = UNSET


class ErrorBody(Struct):
    """The body of every answer that is an error."""

    error: ErrorDetail


class Fault(Exception):
    """A request that cannot be fulfilled; becomes an answer of that status."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str | None = None,
        field: str | None = None,
        changes: list[dict[str, Any]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code or CODES.get(status, "fault")
        self.field = field
        self.changes = changes
        self.headers = headers or {}


def not_found(what: str, name: str) -> Fault:
    """There is no such thing: `what` is its kind, as in `incident`."""
    return Fault(404, f"there is no {what} {name[:80]}")


def install(app: FastAPI) -> None:
    """Let every fault of an app end as an answer of the one shape, or, of a page, as a page."""

    @app.exception_handler(Fault)
    async def fault(request: Request, raised: Fault) -> Response:
        return answer(request, raised)

    @app.exception_handler(HTTPException)
    async def http(request: Request, raised: HTTPException) -> Response:
        headers = dict(raised.headers or {})
        return answer(request, Fault(raised.status_code, _sentence(request, raised), headers=headers))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, raised: RequestValidationError) -> Response:
        return answer(request, _invalid(raised))

    @app.exception_handler(StoreError)
    async def store(request: Request, raised: StoreError) -> Response:
        log.error("%s", raised)
        return answer(request, Fault(503, "the register cannot be read or written; who runs it finds why"))

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, raised: Exception) -> Response:
        log.error("%s %s", request.method, request.url.path, exc_info=raised)
        return answer(request, Fault(500, "something went wrong here; it was written down", code="fault"))


def answer(request: Request, fault: Fault) -> Response:
    """The answer that a fault becomes."""
    if wants_page(request):
        from sijill.web.pages.errors import error_page

        response: Response = error_page(request, fault.status, fault.code, fault.message)
        response.headers.update(fault.headers)
        return response
    detail = ErrorDetail(
        fault.code,
        fault.message,
        UNSET if fault.field is None else fault.field,
        UNSET if fault.changes is None else fault.changes,
    )
    return Response(
        msgspec.json.encode(ErrorBody(detail)),
        fault.status,
        {**fault.headers, "Cache-Control": "no-store"},
        "application/json",
    )


def wants_page(request: Request) -> bool:
    """Whether a person is to read the answer: everything but the API, feeds and files."""
    return not request.url.path.startswith(("/api/", "/feeds/", "/openapi.json", "/assets/"))


def _sentence(request: Request, raised: HTTPException) -> str:
    if raised.status_code == 404:
        return f"there is nothing at {request.url.path[:200]}"
    if raised.status_code == 405:
        return f"{request.method} is not possible here"
    if isinstance(raised.detail, str) and raised.detail:
        return raised.detail
    return HTTPStatus(raised.status_code).phrase


def _invalid(raised: RequestValidationError) -> Fault:
    first = raised.errors()[0]
    at = [str(step) for step in first["loc"] if step not in ("query", "path", "header", "body")]
    field = ".".join(at) or None
    # pydantic writes `Value error, …` before what our own checks say.
    said = str(first["msg"]).removeprefix("Value error, ")
    return Fault(422, f"{field}: {said}" if field else said, field=field)
