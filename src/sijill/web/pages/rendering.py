"""Pages out of templates: everything is escaped, and every page knows its language and who asks."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sijill.record import GROUPS
from sijill.web.asking import LANGUAGE_COOKIE, Viewer, desk_of, language_of
from sijill.web.pages.bidi import visible
from sijill.web.pages.labels import Labels, labels_of
from sijill.web.pages.marking import shown
from sijill.web.pages.reasons import said
from sijill.web.pages.texts import LANGUAGES, texts_of

TEMPLATES: Final = Path(__file__).parent.parent / "templates"

_environment: Final = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["visible"] = visible
_environment.filters["reason"] = said
_environment.filters["unturned"] = shown
_environment.filters["group"] = lambda type_: GROUPS.get(type_, "speech")
_environment.globals["iso"] = lambda ordinal: date.fromordinal(ordinal).isoformat()
_environment.globals["group_of"] = lambda type_: GROUPS.get(type_, "speech")


def page(
    request: Request,
    template: str,
    viewer: Viewer | None,
    *,
    here: str = "",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **told: Any,
) -> HTMLResponse:
    """A page: `here` is the entry of the navigation that it belongs to."""
    spoken = language(request, viewer)
    texts = texts_of(spoken)
    written = _environment.get_template(template).render(
        t=texts,
        labels=labels_here(request, viewer),
        viewer=viewer,
        here=here,
        other="en" if spoken == "ar" else "ar",
        path=request.url.path,
        query=request.url.query,
        changed=lambda **change: address(request, **change),
        is_part=request.headers.get("x-part") is not None,
        **told,
    )
    response = HTMLResponse(written, status, dict(headers or {}))
    if "lang" in request.query_params:
        response.set_cookie(LANGUAGE_COOKIE, spoken, max_age=31_536_000, httponly=True, samesite="lax")
    return response


def language(request: Request, viewer: Viewer | None) -> str:
    """The language of a page: as its address asks, else the reader's own."""
    chosen = request.query_params.get("lang")
    if chosen in LANGUAGES:
        return chosen
    return viewer.language if viewer else language_of(request)


def labels_here(request: Request, viewer: Viewer | None) -> Labels:
    """The labels in the language of a page."""
    desk = desk_of(request)
    return labels_of(desk, desk.pack, language(request, viewer))


def address(request: Request, **change: str | int | None) -> str:
    """The address of this page with some of its query's values changed; None takes one away."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in change]
    kept += [(key, str(value)) for key, value in change.items() if value is not None]
    query = urlencode(kept)
    return request.url.path + (f"?{query}" if query else "")
