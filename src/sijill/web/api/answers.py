"""How the API answers: values as JSON with an ETag, and what the answers look like for openapi.json."""

from hashlib import sha256
from typing import Any, Final

import msgspec
from fastapi import Request, Response
from msgspec import Struct

from sijill.web.errors import Fault

TAG_LENGTH: Final = 16
SCHEMAS: Final[dict[str, type[Any]]] = {}
"""The structs that answers are made of, by name."""


class Done(Struct, frozen=True):
    """That it was done."""

    done: bool = True


def answer(request: Request, value: object, *, revision: int | None = None, status: int = 200) -> Response:
    """A value as JSON; 304 to whoever has it already.

    `revision` counts the edits of what is shown: it stands in the ETag, and `If-Match` is compared with it.
    """
    body = msgspec.json.encode(value)
    tag = sha256(body).hexdigest()[:TAG_LENGTH]
    tag = f'"{tag}"' if revision is None else f'"{revision}.{tag}"'
    headers = {"ETag": tag}
    if request.method in ("GET", "HEAD") and _has(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, "application/json")


def expected(if_match: str | None) -> int:
    """The revision that a change is meant for, out of `If-Match`. Raises `Fault` without one."""
    if if_match is None:
        raise Fault(428, "say in If-Match which version you have seen: the ETag that it came with")
    number = if_match.strip().removeprefix("W/").strip('"').partition(".")[0]
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise Fault(422, "this is no ETag of what is to be changed", field="If-Match")
    return int(number)


def gives(kind: type[Any], description: str = "What was asked for.", status: int = 200) -> dict[str, Any]:
    """For a route's `openapi_extra`: its answer is such a struct."""
    SCHEMAS[kind.__name__] = kind
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    content = {"application/json": {"schema": schema}}
    return {"responses": {str(status): {"description": description, "content": content}}}


def _has(given: str | None, tag: str) -> bool:
    if given is None:
        return False
    listed = (one.strip().removeprefix("W/") for one in given.split(","))
    return any(one in ("*", tag) for one in listed)
