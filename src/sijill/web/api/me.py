"""Who asks, and signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from msgspec import Struct
from pydantic import BaseModel, Field

from sijill.store.accounts import Role
from sijill.web.api.answers import Done, answer, gives
from sijill.web.asking import NEEDED, Asking, AtDesk, Language, word_of
from sijill.web.security import cookies, csrf
from sijill.web.security.signing import sign_in, sign_out
from sijill.web.security.who import check_form

router = APIRouter(tags=["who"])


class Me(Struct, frozen=True, kw_only=True):
    """Who asks. `csrf` is the word that a browser sends along with what changes something."""

    name: str
    role: Role
    language: Language
    local: bool
    may: list[str]
    csrf: str


class SignIn(BaseModel):
    """Name and password, and the code of the authenticator if the account has one."""

    name: str = Field(min_length=1, max_length=200)
    password: str = Field(min_length=1, max_length=1000)
    code: str | None = Field(default=None, max_length=20)


@router.get("/me", openapi_extra=gives(Me))
def me(request: Request, viewer: Asking) -> Response:
    """Who asks, and what they may do."""
    found = Me(
        name=viewer.name,
        role=viewer.role,
        language=viewer.language,
        local=viewer.local,
        may=[deed for deed in NEEDED if viewer.may(deed)],
        csrf=viewer.csrf,
    )
    return answer(request, found)


@router.post("/session", openapi_extra=gives(Done))
def begin(
    request: Request, desk: AtDesk, given: SignIn, word: Annotated[str | None, Depends(word_of)]
) -> Response:
    """Sign in: the answer sets the session's cookie.

    Whoever is not signed in yet has no word of a page to send; that the request is not another site's is told
    by its Origin.
    """
    check_form(request, word if word is not None else csrf.word_for(None), None)
    client = request.client.host if request.client else ""
    secret = sign_in(desk, name=given.name, password=given.password, code=given.code, client=client)
    response = answer(request, Done())
    cookies.give(response, secret)
    return response


@router.delete("/session", openapi_extra=gives(Done))
def end(request: Request, desk: AtDesk, viewer: Asking) -> Response:
    """Sign out."""
    if secret := cookies.session_of(request):
        sign_out(desk, secret, viewer.name)
    response = answer(request, Done())
    cookies.take(response)
    return response
