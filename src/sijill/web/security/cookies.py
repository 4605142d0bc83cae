"""The session's cookie."""

from typing import Final

from fastapi import Request, Response

from sijill.store.accounts_keys import LONGEST

SESSION: Final = "__Host-sijill"
"""With this prefix browsers take it only by https, for this host alone, whatever another host may set."""


def session_of(request: Request) -> str | None:
    """The secret of the request's session."""
    return request.cookies.get(SESSION)


def give(response: Response, secret: str) -> None:
    """Hand the browser a session."""
    response.set_cookie(
        SESSION,
        secret,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )


def take(response: Response) -> None:
    """Take the session from the browser."""
    response.delete_cookie(SESSION, path="/", secure=True, httponly=True, samesite="lax")
