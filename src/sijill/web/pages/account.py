"""Signing in and out, and one's own account; an administrator sees all accounts."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from sijill.store import accounts, accounts_keys
from sijill.web.asking import Asking, AtDesk, Reading
from sijill.web.errors import Fault
from sijill.web.pages.forms import Sent, text_of
from sijill.web.pages.rendering import page
from sijill.web.security import cookies, csrf
from sijill.web.security.signing import sign_in, sign_out
from sijill.web.security.who import check_form, is_alone

router = APIRouter()


@router.get("/login")
def login(request: Request, desk: AtDesk) -> Response:
    """The form to sign in; where nobody need sign in, the list of incidents."""
    if is_alone(desk):
        return RedirectResponse("/incidents", 303)
    return _login(request)


@router.post("/login")
def enter(request: Request, desk: AtDesk, form: Sent) -> Response:
    """Sign in; what is wrong is told in one sentence for all."""
    check_form(request, text_of(form, "csrf"), None)
    given = form.get("password")
    try:
        secret = sign_in(
            desk,
            name=text_of(form, "name"),
            password=given if isinstance(given, str) else "",
            code=text_of(form, "code") or None,
            client=request.client.host if request.client else "",
        )
    except Fault as fault:
        return _login(request, fault, text_of(form, "name"))
    response = RedirectResponse("/incidents", 303)
    cookies.give(response, secret)
    return response


@router.post("/logout")
def leave(request: Request, viewer: Asking, desk: AtDesk) -> Response:
    """Sign out."""
    if secret := cookies.session_of(request):
        sign_out(desk, secret, viewer.name)
    response = RedirectResponse("/login", 303)
    cookies.take(response)
    return response


@router.get("/account")
def account(request: Request, viewer: Asking, connection: Reading) -> HTMLResponse:
    """One's own account: password, second factor, tokens; and all accounts for who administers them."""
    own = accounts.by_id(connection, viewer.account_id) if viewer.account_id else None
    return page(
        request,
        "account.html",
        viewer,
        here="account",
        own=own,
        tokens=[t for t in accounts_keys.tokens(connection, own) if not t.revoked_at] if own else [],
        everybody=accounts.listed(connection) if viewer.may("administer") else [],
        roles=accounts.ROLES,
    )


def _login(request: Request, fault: Fault | None = None, name: str = "") -> HTMLResponse:
    status = fault.status if fault else 200
    return page(
        request,
        "login.html",
        None,
        status=status,
        headers=fault.headers if fault else None,
        number=status,
        word=csrf.word_for(None),
        name=name,
    )
