"""Accounts and tokens: an admin's for everybody, each person's own."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from msgspec import Struct
from pydantic import BaseModel, Field

from sijill.store import accounts, accounts_keys
from sijill.store.accounts import Account, AccountError, Role
from sijill.store.accounts_keys import Token
from sijill.web.api.answers import Done, answer, gives
from sijill.web.asking import Asking, AtDesk, Language, Viewer, need
from sijill.web.desk.state import Desk
from sijill.web.errors import Fault, not_found
from sijill.web.security import passwords, totp

router = APIRouter(tags=["accounts"])

Name = Annotated[str, Path(max_length=200)]


class AccountShown(Struct, frozen=True, kw_only=True):
    """An account, without what opens it."""

    name: str
    role: Role
    language: str | None
    one_time_codes: bool
    disabled: bool
    created_at: str


class Accounts(Struct, frozen=True):
    """All accounts by name."""

    accounts: list[AccountShown]


class Tokens(Struct, frozen=True):
    """One's tokens, newest first."""

    tokens: list[Token]


class NewTokenMade(Struct, frozen=True):
    """A new token; `secret` is shown this once."""

    token: Token
    secret: str


class Authenticator(Struct, frozen=True):
    """A secret for an authenticator: as it is typed, and as an `otpauth://` address."""

    secret: str
    address: str


class NewAccount(BaseModel):
    """An account to be made."""

    name: str = Field(min_length=1, max_length=60)
    role: Role
    password: str = Field(min_length=12, max_length=1000)


class AccountChange(BaseModel):
    """What is to be changed of an account; what is absent stays. `one_time_codes`: false takes them away."""

    role: Role | None = None
    password: str | None = Field(default=None, min_length=12, max_length=1000)
    disabled: bool | None = None
    one_time_codes: bool | None = None


class OwnChange(BaseModel):
    """What is to be changed of one's own account; a new password asks for the old one."""

    language: Language | None = None
    password: str | None = Field(default=None, min_length=12, max_length=1000)
    old_password: str | None = Field(default=None, max_length=1000)


class NewToken(BaseModel):
    """A token to be made, for so many days, or until it is revoked."""

    name: str = Field(min_length=1, max_length=100)
    role: Role
    days: int | None = Field(default=None, ge=1, le=3660)


class NewAuthenticator(BaseModel):
    """The secret that was offered, with a code made of it, which shows that the authenticator has it."""

    secret: str = Field(min_length=16, max_length=64, pattern="^[A-Z2-7]+$")
    code: str = Field(min_length=6, max_length=8)


@router.get("/accounts", openapi_extra=gives(Accounts))
def listed(request: Request, desk: AtDesk, viewer: Asking) -> Response:
    """All accounts."""
    need(viewer, "administer")
    with desk.register.reading() as connection:
        found = accounts.listed(connection)
    return answer(request, Accounts([_shown(one) for one in found]))


@router.post("/accounts", openapi_extra=gives(AccountShown, status=201), status_code=201)
def add(request: Request, desk: AtDesk, viewer: Asking, given: NewAccount) -> Response:
    """Make an account."""
    need(viewer, "administer")
    kept, run = _hashed(given.password), desk.run_of(viewer.name)
    try:
        made = desk.register.write(
            lambda c: accounts.add(c, run, name=given.name, role=given.role, password_hash=kept)
        )
    except AccountError as fault:
        raise Fault(409, str(fault), field="name") from fault
    return answer(request, _shown(made), status=201)


@router.patch("/accounts/{name}", openapi_extra=gives(AccountShown))
def change(request: Request, desk: AtDesk, viewer: Asking, name: Name, given: AccountChange) -> Response:
    """Change an account's role or password, shut it out or let it in, take its one-time codes away."""
    need(viewer, "administer")
    values = {
        "role": given.role,
        "disabled": given.disabled,
        "password_hash": _hashed(given.password) if given.password is not None else None,
    }
    kept: dict[str, object] = {field: value for field, value in values.items() if value is not None}
    if given.one_time_codes is False:
        kept["totp_secret"] = None
    with desk.register.reading() as connection:
        of = accounts.named(connection, name)
    if of is None:
        raise not_found("account", name)
    return _changed(request, desk, viewer, of, "change", **kept)


@router.patch("/me", openapi_extra=gives(AccountShown))
def change_own(request: Request, desk: AtDesk, viewer: Asking, given: OwnChange) -> Response:
    """Change one's own language or password."""
    of = _own(desk, viewer)
    values: dict[str, object] = {}
    if given.language is not None:
        values["language"] = given.language
    if given.password is not None:
        if not passwords.fits(given.old_password or "", of.password_hash):
            raise Fault(403, "the old password is wrong", code="wrong", field="old_password")
        values["password_hash"] = _hashed(given.password)
    return _changed(request, desk, viewer, of, "change", **values)


@router.post("/me/authenticator/offer", openapi_extra=gives(Authenticator))
def offer(request: Request, desk: AtDesk, viewer: Asking) -> Response:
    """A new secret for an authenticator; nothing is kept until it is confirmed."""
    secret = totp.new_secret()
    return answer(request, Authenticator(secret, totp.address(secret, _own(desk, viewer).name)))


@router.put("/me/authenticator", openapi_extra=gives(AccountShown))
def confirm(request: Request, desk: AtDesk, viewer: Asking, given: NewAuthenticator) -> Response:
    """Ask for one-time codes from now on, by the authenticator that gave this code. Signs out everywhere."""
    try:
        step = totp.step_of(given.secret, given.code)
    except ValueError:
        raise Fault(422, "this is no secret of an authenticator", field="secret") from None
    if step is None:
        raise Fault(422, "the code is not one of this moment; look at the phone's clock", field="code")
    of = _own(desk, viewer)
    return _changed(request, desk, viewer, of, "ask_codes", totp_secret=given.secret, totp_step=step)


@router.get("/me/tokens", openapi_extra=gives(Tokens))
def tokens(request: Request, desk: AtDesk, viewer: Asking) -> Response:
    """One's tokens."""
    of = _own(desk, viewer)
    with desk.register.reading() as connection:
        return answer(request, Tokens(accounts_keys.tokens(connection, of)))


@router.post("/me/tokens", openapi_extra=gives(NewTokenMade, status=201), status_code=201)
def make_token(request: Request, desk: AtDesk, viewer: Asking, given: NewToken) -> Response:
    """Make a token for a machine, with one's own role or less."""
    of, run = _own(desk, viewer), desk.run_of(viewer.name)
    # What a token may do is the most that a token made with it may.
    if not _at_most(given.role, viewer.role):
        raise Fault(403, f"a {viewer.role} can make no token of a {given.role}", field="role")
    try:
        made, secret = desk.register.write(
            lambda c: accounts_keys.make_token(c, run, of, name=given.name, role=given.role, days=given.days)
        )
    except AccountError as fault:
        raise Fault(422, str(fault)) from fault
    return answer(request, NewTokenMade(made, secret), status=201)


@router.delete("/me/tokens/{id}", openapi_extra=gives(Done))
def revoke(
    request: Request, desk: AtDesk, viewer: Asking, id: Annotated[str, Path(max_length=64)]
) -> Response:
    """Revoke one of one's tokens."""
    of = _own(desk, viewer)
    if not desk.register.write(partial(accounts_keys.revoke, run=desk.run_of(viewer.name), of=of, id_=id)):
        raise not_found("token", id)
    return answer(request, Done())


def _changed(
    request: Request, desk: Desk, viewer: Viewer, of: Account, action: str, **values: object
) -> Response:
    run = desk.run_of(viewer.name)
    if values:
        try:
            desk.register.write(lambda c: accounts.change(c, run, of, action, **values))
        except AccountError as fault:
            raise Fault(409, str(fault)) from fault
    with desk.register.reading() as connection:
        return answer(request, _shown(accounts.by_id(connection, of.id) or of))


def _own(desk: Desk, viewer: Viewer) -> Account:
    """The account of who asks; the machine's own user has none."""
    with desk.register.reading() as connection:
        found = accounts.by_id(connection, viewer.account_id) if viewer.account_id else None
    if found is None:
        raise Fault(409, "nobody signs in here yet; make an account first", code="no_account")
    return found


def _at_most(role: Role, most: Role) -> bool:
    return accounts.ROLES.index(role) <= accounts.ROLES.index(most)


def _hashed(password: str) -> str:
    try:
        return passwords.hashed(password)
    except passwords.PasswordError as fault:
        raise Fault(422, str(fault), field="password") from fault


def _shown(of: Account) -> AccountShown:
    return AccountShown(
        name=of.name,
        role=of.role,
        language=of.language,
        one_time_codes=of.totp_secret is not None,
        disabled=of.disabled,
        created_at=of.created_at,
    )
