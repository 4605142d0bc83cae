"""Accounts: who may sign in at the desk, and what for.

Everything here is done inside a transaction of the caller's. What changes an account is written to the audit
trail in the same transaction; passwords and secrets never are.
"""

import unicodedata
import uuid
from typing import Any, Final, Literal, get_args

from msgspec import Struct
from sqlalchemy import Connection, Row, exists, func, insert, select, update

from sijill.record.moments import now
from sijill.store import runs
from sijill.store.entries import Run
from sijill.store.schema_desk import account, session, token

Role = Literal["reader", "reviewer", "editor", "admin"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""What people may do, each role all that the ones before it may."""

LONGEST_NAME: Final = 60


class AccountError(ValueError):
    """Something that cannot be done to an account; the message is one sentence for the user."""


class Account(Struct, frozen=True, kw_only=True):
    """Somebody who may sign in."""

    id: str
    name: str
    role: Role
    password_hash: str
    totp_secret: str | None = None
    totp_step: int | None = None
    language: str | None = None
    disabled: bool = False
    created_at: str


def name_of(typed: str) -> str:
    """A name as it is kept: one spelling for all that look alike. Raises `AccountError`."""
    name = unicodedata.normalize("NFKC", typed).strip().casefold()
    if not name or len(name) > LONGEST_NAME:
        raise AccountError(f"an account's name has 1 to {LONGEST_NAME} characters; choose another")
    if not all(character.isalnum() or character in "._-@" for character in name):
        raise AccountError("an account's name has letters, digits and . _ - @ alone; choose another")
    if name == "local":
        raise AccountError("local is what the machine's own user is called; choose another name")
    return name


def any_there(connection: Connection) -> bool:
    """Whether there are accounts: then everybody signs in."""
    return bool(connection.scalar(select(exists().where(account.c.id.is_not(None)))))


def listed(connection: Connection) -> list[Account]:
    """All accounts by name."""
    return [_account(row) for row in connection.execute(select(account).order_by(account.c.name))]


def named(connection: Connection, typed: str) -> Account | None:
    """The account of that name, if there is one."""
    try:
        name = name_of(typed)
    except AccountError:
        return None
    return _first(connection, account.c.name == name)


def by_id(connection: Connection, id_: str) -> Account | None:
    """The account of that id, if there is one."""
    return _first(connection, account.c.id == id_)


def add(connection: Connection, run: Run, *, name: str, role: Role, password_hash: str) -> Account:
    """Make an account. Raises `AccountError` if the name is taken or no name."""
    kept = name_of(name)
    if named(connection, kept):
        raise AccountError(f"there is an account {kept} already; choose another name")
    made = Account(id=str(uuid.uuid4()), name=kept, role=role, password_hash=password_hash, created_at=now())
    values = {field: getattr(made, field) for field in Account.__struct_fields__}
    connection.execute(insert(account).values(values))
    _audit(connection, run, "add", made.id, {"name": kept, "role": role})
    return made


def change(connection: Connection, run: Run, of: Account, action: str, **values: Any) -> None:
    """Change an account; `action` is what the trail calls it. Raises `AccountError` for the last admin.

    Whoever gets another password, another role or is shut out is signed out everywhere.
    """
    if of.role == "admin" and (values.get("disabled") or values.get("role", "admin") != "admin"):
        others = select(func.count()).where(
            account.c.role == "admin", account.c.disabled.is_(False), account.c.id != of.id
        )
        if not connection.scalar(others):
            raise AccountError(f"{of.name} is the last admin; make another one first")
    connection.execute(update(account).where(account.c.id == of.id).values(values))
    told = {name: value for name, value in values.items() if name in ("role", "disabled", "language")}
    _audit(connection, run, action, of.id, told or None)
    if values.keys() & {"role", "disabled", "password_hash", "totp_secret"}:
        connection.execute(session.delete().where(session.c.account_id == of.id))
    if values.get("disabled"):
        connection.execute(
            update(token)
            .where(token.c.account_id == of.id, token.c.revoked_at.is_(None))
            .values(revoked_at=now())
        )


def rehash(connection: Connection, of: Account, password_hash: str) -> None:
    """Keep a better hash of the same password."""
    connection.execute(update(account).where(account.c.id == of.id).values(password_hash=password_hash))


def use_step(connection: Connection, of: Account, step: int) -> bool:
    """Take a one-time code's half minute; False if it, or a later one, was taken before."""
    later = (account.c.totp_step.is_(None)) | (account.c.totp_step < step)
    done = connection.execute(update(account).where(account.c.id == of.id, later).values(totp_step=step))
    return done.rowcount == 1


def _first(connection: Connection, condition: Any) -> Account | None:
    row = connection.execute(select(account).where(condition)).one_or_none()
    return _account(row) if row else None


def _account(row: Row[Any]) -> Account:
    return Account(**row._mapping)


def _audit(connection: Connection, run: Run, action: str, id_: str, detail: dict[str, Any] | None) -> None:
    runs.write_audit(connection, [runs.entry(run, now(), action, "account", id_, detail)])
