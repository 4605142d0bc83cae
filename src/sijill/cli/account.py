"""`sijill account`: who may sign in at the desk."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sijill.cli.console import stop
from sijill.cli.database import Database, opened

if TYPE_CHECKING:
    from sijill.store import Register
    from sijill.store.accounts import Account, Role

app = typer.Typer(
    help="Who may sign in at the desk: accounts, their roles, their tokens.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name.")]
RoleOption = Annotated[
    str,
    typer.Option("--role", metavar="ROLE", help="reader, reviewer, editor or admin; each may all before it."),
]


@app.command("add")
def add(name: Name, role: RoleOption = "reader", database: Database = None) -> None:
    """Make an account; the password is asked for, or read from standard input.

    Exit code 0: made, 2: wrong usage or the name is taken.
    """
    from sijill.store import accounts
    from sijill.web.security.passwords import PasswordError, hashed

    wanted = _role(role)
    # Before a register may be made for it.
    try:
        kept = hashed(_password())
    except PasswordError as fault:
        stop(str(fault))
    with opened(database, create=True) as register, _told():
        run = register.start_run("account")
        made = register.write(lambda c: accounts.add(c, run, name=name, role=wanted, password_hash=kept))
        register.end_run(run, {})
    print(f"{made.name} may sign in as {made.role}")


@app.command("list")
def listed(
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """List the accounts. Exit code 0: listed, 2: no register."""
    from sijill.store import accounts

    with opened(database) as register, register.reading() as connection:
        found = accounts.listed(connection)
    for one in found:
        if as_json:
            shown = {
                "name": one.name,
                "role": one.role,
                "disabled": one.disabled,
                "one_time_codes": one.totp_secret is not None,
                "created_at": one.created_at,
            }
            print(msgspec.json.encode(shown).decode())
        else:
            marks = [
                *(["shut out"] if one.disabled else []),
                *(["one-time codes"] if one.totp_secret else []),
            ]
            print(" · ".join([f"{one.name:<24} {one.role:<8} {one.created_at}", *marks]))


@app.command("change")
def change(
    name: Name,
    role: Annotated[str | None, typer.Option("--role", metavar="ROLE", help="The new role.")] = None,
    password: Annotated[bool, typer.Option("--password", help="Ask for a new password.")] = False,
    disable: Annotated[
        bool | None, typer.Option("--disable/--enable", help="Shut the account out, or let it in again.")
    ] = None,
    no_codes: Annotated[
        bool, typer.Option("--no-codes", help="Ask for no one-time codes any more: the phone is lost.")
    ] = False,
    database: Database = None,
) -> None:
    """Change an account; whoever is signed in with it is signed out, and shut out with its tokens.

    Exit code 0: changed, 2: wrong usage or there is no such account.
    """
    from sijill.store import accounts
    from sijill.web.security.passwords import PasswordError, hashed

    values: dict[str, object] = {}
    if role is not None:
        values["role"] = _role(role)
    if disable is not None:
        values["disabled"] = disable
    if no_codes:
        values["totp_secret"] = None
    if not values and not password:
        stop("nothing to change; give --role, --password, --disable, --enable or --no-codes")
    with opened(database) as register, _told():
        of = _account(register, name)
        if password:
            try:
                values["password_hash"] = hashed(_password())
            except PasswordError as fault:
                stop(str(fault))
        run = register.start_run("account")
        register.write(lambda c: accounts.change(c, run, of, "change", **values))
        register.end_run(run, {})
    print(f"{of.name} was changed")


@app.command("token")
def token(
    name: Name,
    purpose: Annotated[str, typer.Option("--for", metavar="PURPOSE", help="What the token is for.")],
    role: RoleOption = "reader",
    days: Annotated[
        int | None, typer.Option("--days", metavar="N", min=1, max=3660, help="How long it opens.")
    ] = None,
    database: Database = None,
) -> None:
    """Make a token for a machine, and print it this once: only a hash is kept.

    Exit code 0: made, 2: wrong usage or there is no such account.
    """
    from sijill.store import accounts_keys

    wanted = _role(role)
    with opened(database) as register, _told():
        of = _account(register, name)
        run = register.start_run("account")
        _, secret = register.write(
            lambda c: accounts_keys.make_token(c, run, of, name=purpose, role=wanted, days=days)
        )
        register.end_run(run, {})
    print(secret)


@app.command("tokens")
def tokens(name: Name, database: Database = None) -> None:
    """List an account's tokens. Exit code 0: listed, 2: there is no such account."""
    from sijill.store import accounts_keys

    with opened(database) as register:
        of = _account(register, name)
        with register.reading() as connection:
            found = accounts_keys.tokens(connection, of)
    for one in found:
        ends = f"revoked {one.revoked_at}" if one.revoked_at else f"until {one.expires_at or 'revoked'}"
        print(f"{one.id}  {one.role:<8} {one.name} · made {one.created_at} · {ends}")


@app.command("revoke")
def revoke(
    token_id: Annotated[str, typer.Argument(metavar="TOKEN_ID", help="See sijill account tokens.")],
    database: Database = None,
) -> None:
    """Revoke a token. Exit code 0: revoked, 2: there is none of that id that still opens."""
    from sijill.store import accounts_keys

    with opened(database) as register:
        run = register.start_run("account")
        done = register.write(lambda c: accounts_keys.revoke(c, run, None, token_id))
        register.end_run(run, {})
    if not done:
        stop(f"there is no token {token_id} that still opens; see sijill account tokens NAME")
    print("revoked")


@contextmanager
def _told() -> Iterator[None]:
    from sijill.store.accounts import AccountError

    try:
        yield
    except AccountError as fault:
        stop(str(fault))


def _account(register: "Register", name: str) -> "Account":
    from sijill.store import accounts

    with register.reading() as connection:
        found = accounts.named(connection, name)
    if found is None:
        stop(f"there is no account {name}; see sijill account list")
    return found


def _role(typed: str) -> "Role":
    from sijill.store.accounts import ROLES

    known = {role: role for role in ROLES}
    asked = typed.strip().lower()
    if asked not in known:
        stop(f"there is no role {typed!r}; write one of {', '.join(ROLES)}")
    return known[asked]


def _password() -> str:
    """The password as it is typed twice, or from standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    try:
        return sys.stdin.buffer.read().decode().rstrip("\r\n")
    except UnicodeDecodeError:
        stop("the password on standard input is not UTF-8; save it so")
