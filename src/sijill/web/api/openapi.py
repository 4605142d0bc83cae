"""openapi.json: what FastAPI tells of the routes, with the structs that they answer with."""

from typing import Any, Final

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sijill.web.api.answers import SCHEMAS
from sijill.web.errors import ErrorBody

REF: Final = "#/components/schemas/{name}"
DESCRIPTION: Final = (
    "What the desk's pages show and do. Errors have one shape. Lists come in pages (`limit`, `offset`). GETs "
    "carry an ETag; what several people may change at once asks for it in `If-Match`. Machines send "
    "`Authorization: Bearer` and a token; browsers their session, and with everything that changes something "
    "the word that `/api/v1/me` tells, in `X-CSRF-Token`."
)
SECURITY: Final = {
    "token": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": "__Host-sijill"},
}
ERROR: Final = {
    "description": "What is wrong, in one sentence.",
    "content": {"application/json": {"schema": {"$ref": REF.format(name="ErrorBody")}}},
}


def install(app: FastAPI, version: str) -> None:
    """Let the app tell of its API at /openapi.json."""

    def told() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document(app, version)
        return app.openapi_schema

    app.openapi = told  # type: ignore[method-assign]


def document(app: FastAPI, version: str) -> dict[str, Any]:
    """The API as OpenAPI 3.1."""
    made = get_openapi(title="Sijill", version=version, description=DESCRIPTION, routes=app.routes)
    components = made.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    kinds = [ErrorBody, *(SCHEMAS[name] for name in sorted(SCHEMAS))]
    _, ours = msgspec.json.schema_components(kinds, ref_template=REF)
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    clashing = schemas.keys() & ours.keys()
    assert not clashing, f"two things are called {clashing}"
    schemas.update(ours)
    components["schemas"] = dict(sorted(schemas.items()))
    components["securitySchemes"] = SECURITY
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _finish(path, operation)
    return made


def _finish(path: str, operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    answers.pop("422", None)
    answers["default"] = ERROR
    if path.startswith("/api/") and not path.endswith("/session"):
        operation["security"] = [{"token": []}, {"session": []}]
