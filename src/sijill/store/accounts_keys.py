"""What opens an account: sessions of browsers and tokens of machines. Only hashes of either are kept.

Both are 32 random bytes, so a plain SHA-256 suffices: there is nothing to guess from a list of words.
"""

import datetime
import secrets
import uuid
from hashlib import sha256
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from sijill.record.moments import now
from sijill.store import runs
from sijill.store.accounts import ROLES, Account, AccountError, Role
from sijill.store.entries import Run
from sijill.store.schema_desk import account, session, token

IDLE: Final = datetime.timedelta(hours=12)
"""After so long without a request a session ends: a working day's pause, not a night's."""
LONGEST: Final = datetime.timedelta(days=14)
TOUCHED: Final = datetime.timedelta(minutes=5)
"""So often a session's last use is written down: not at each request, for that would be a write each."""

MARK: Final = "sijill_"
"""Tokens begin with it, so that a scanner of leaked secrets can know one."""


class Opened(Struct, frozen=True, kw_only=True):
    """An account with the role in which its key opens it. `stale`: its use should be written down."""

    account: Account
    role: Role
    stale: bool = False


class Token(Struct, frozen=True, kw_only=True):
    """A machine's key, without the key."""

    id: str
    name: str
    role: Role
    created_at: str
    expires_at: str | None = None
    revoked_at: str | None = None


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def begin_session(connection: Connection, run: Run, of: Account) -> str:
    """A new session's secret, for the cookie. Sessions that ended are swept out."""
    ended = or_(session.c.seen_at < _ago(IDLE), session.c.created_at < _ago(LONGEST))
    connection.execute(delete(session).where(ended))
    secret, at = secrets.token_urlsafe(32), now()
    connection.execute(
        insert(session).values(digest=digest_of(secret), account_id=of.id, created_at=at, seen_at=at)
    )
    _audit(connection, run, "sign_in", "account", of.id)
    return secret


def end_session(connection: Connection, run: Run, secret: str) -> None:
    """Sign out."""
    digest = digest_of(secret)
    owner = connection.scalar(select(session.c.account_id).where(session.c.digest == digest))
    if owner is not None:
        connection.execute(delete(session).where(session.c.digest == digest))
        _audit(connection, run, "sign_out", "account", owner)


def by_session(connection: Connection, secret: str) -> Opened | None:
    """Whose session it is; None if it is none, or none any more."""
    row = connection.execute(
        select(*account.c, session.c.seen_at)
        .join(session, session.c.account_id == account.c.id)
        .where(
            session.c.digest == digest_of(secret),
            session.c.seen_at >= _ago(IDLE),
            session.c.created_at >= _ago(LONGEST),
            account.c.disabled.is_(False),
        )
    ).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    stale = values.pop("seen_at") < _ago(TOUCHED)
    opened = Account(**values)
    return Opened(account=opened, role=opened.role, stale=stale)


def touch(connection: Connection, secret: str) -> None:
    """Write down that a session was used just now."""
    connection.execute(update(session).where(session.c.digest == digest_of(secret)).values(seen_at=now()))


def make_token(
    connection: Connection, run: Run, of: Account, *, name: str, role: Role, days: int | None = None
) -> tuple[Token, str]:
    """A new token and its secret, which is shown this once. Raises `AccountError` above the owner's role."""
    if ROLES.index(role) > ROLES.index(of.role):
        raise AccountError(f"{of.name} is a {of.role}, so a token of theirs cannot be {role}; choose less")
    if not name.strip() or len(name) > 100:
        raise AccountError("a token's name has 1 to 100 characters; say what it is for")
    secret = MARK + secrets.token_urlsafe(32)
    expires = _stamp(_moment() + datetime.timedelta(days=days)) if days is not None else None
    made = Token(id=str(uuid.uuid4()), name=name.strip(), role=role, created_at=now(), expires_at=expires)
    values = {field: getattr(made, field) for field in Token.__struct_fields__}
    connection.execute(insert(token).values(**values, account_id=of.id, digest=digest_of(secret)))
    _audit(connection, run, "add", "token", made.id, {"account": of.id, "role": role})
    return made, secret


def tokens(connection: Connection, of: Account) -> list[Token]:
    """The tokens of an account, newest first."""
    rows = connection.execute(
        select(token).where(token.c.account_id == of.id).order_by(token.c.created_at.desc(), token.c.id)
    )
    return [_token(row) for row in rows]


def revoke(connection: Connection, run: Run, of: Account | None, id_: str) -> bool:
    """Revoke a token of an account, or of anybody; False if there is none that still opens."""
    mine = token.c.account_id == of.id if of else token.c.account_id.is_not(None)
    done = connection.execute(
        update(token).where(token.c.id == id_, mine, token.c.revoked_at.is_(None)).values(revoked_at=now())
    )
    if done.rowcount:
        _audit(connection, run, "revoke", "token", id_)
    return bool(done.rowcount)


def by_token(connection: Connection, secret: str) -> Opened | None:
    """Whose token it is: with the token's role, or the owner's if that is less by now."""
    row = connection.execute(
        select(*account.c, token.c.role.label("token_role"))
        .join(token, token.c.account_id == account.c.id)
        .where(
            token.c.digest == digest_of(secret),
            token.c.revoked_at.is_(None),
            or_(token.c.expires_at.is_(None), token.c.expires_at > now()),
            account.c.disabled.is_(False),
        )
    ).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    role: Role = values.pop("token_role")
    opened = Account(**values)
    return Opened(account=opened, role=min(role, opened.role, key=ROLES.index))


def _token(row: Row[Any]) -> Token:
    return Token(**{field: row._mapping[field] for field in Token.__struct_fields__})


def _audit(
    connection: Connection,
    run: Run,
    action: str,
    table: str,
    id_: str,
    detail: dict[str, Any] | None = None,
) -> None:
    runs.write_audit(connection, [runs.entry(run, now(), action, table, id_, detail)])


def _moment() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _ago(span: datetime.timedelta) -> str:
    return _stamp(_moment() - span)


def _stamp(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
