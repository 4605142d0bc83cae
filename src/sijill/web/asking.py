"""What a request is asked for and by whom: the dependencies of every page and of every part of the API."""

from collections.abc import Iterator
from typing import Annotated, Final, Literal

from fastapi import Depends, Request
from msgspec import Struct
from sqlalchemy import Connection

from sijill.store.accounts import ROLES, Role
from sijill.web.desk.state import Desk
from sijill.web.errors import Fault, wants_page

Language = Literal["ar", "en"]
LANGUAGE_COOKIE: Final = "sijill_language"

Deed = Literal["read", "see_names", "review", "keep", "publish", "administer"]
NEEDED: Final[dict[Deed, Role]] = {
    "read": "reader",
    "review": "reviewer",
    "keep": "reviewer",
    "see_names": "reviewer",
    "publish": "editor",
    "administer": "admin",
}
"""The least role for each thing that can be done. `see_names`: reports with the names of private persons,
without which nobody can check them; `keep`: put submitted reports into the register; `publish`: change an
incident's publishing state."""


class Viewer(Struct, frozen=True, kw_only=True):
    """Who asks; words are masked by the names of `pack`. `account_id` is None for whoever sits at the
    machine itself, without login."""

    name: str
    role: Role
    language: Language
    pack: str
    account_id: str | None = None
    csrf: str = ""

    def may(self, deed: Deed) -> bool:
        """Whether the role suffices."""
        return ROLES.index(self.role) >= ROLES.index(NEEDED[deed])

    @property
    def local(self) -> bool:
        """Whether nobody signed in, for the desk serves this machine alone."""
        return self.account_id is None


def desk_of(request: Request) -> Desk:
    """The open desk."""
    desk: Desk = request.app.state.desk
    return desk


def language_of(request: Request, preferred: str | None = None) -> Language:
    """The language of the pages: as chosen, as the account has it, as the browser asks, else Arabic."""
    for chosen in (request.cookies.get(LANGUAGE_COOKIE), preferred):
        if chosen in ("ar", "en"):
            return chosen  # type: ignore[return-value]
    for asked in request.headers.get("accept-language", "").lower().split(","):
        if asked.strip()[:2] in ("ar", "en"):
            return asked.strip()[:2]  # type: ignore[return-value]
    return "ar"


def connection_of(desk: Annotated[Desk, Depends(desk_of)]) -> Iterator[Connection]:
    """A connection that sees the register as it is at one moment."""
    with desk.register.reading() as connection:
        yield connection


async def word_of(request: Request) -> str | None:
    """What the request carries against forged forms."""
    from sijill.web.security.who import given_word

    return await given_word(request)


def viewer_of(
    request: Request,
    desk: Annotated[Desk, Depends(desk_of)],
    word: Annotated[str | None, Depends(word_of)],
) -> Viewer:
    """Who asks; whoever is nobody is sent to sign in. Refuses forms that another site may have sent."""
    from sijill.web.security.who import seen

    viewer = seen(request, desk, word)
    if viewer is None:
        if wants_page(request) and request.method in ("GET", "HEAD"):
            raise Fault(303, "sign in first", code="sign_in", headers={"Location": "/login"})
        raise Fault(401, "sign in, or send a token", headers={"WWW-Authenticate": "Bearer"})
    return viewer


def need(viewer: Viewer, deed: Deed) -> None:
    """Go on only if the viewer may do that."""
    if not viewer.may(deed):
        raise Fault(403, f"only {NEEDED[deed]}s and those above them may do that; you are a {viewer.role}")


AtDesk = Annotated[Desk, Depends(desk_of)]
"""The open desk, as a parameter of a route."""
Asking = Annotated[Viewer, Depends(viewer_of)]
"""Who asks, as a parameter of a route: without it a route is open to everybody."""
Reading = Annotated[Connection, Depends(connection_of)]
"""A connection to read with, as a parameter of a route."""
