"""Signing in and out."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy import Connection

from sijill.record.moments import now
from sijill.store import accounts, accounts_attempts, accounts_keys, runs
from sijill.store.accounts import Account
from sijill.web.desk.state import Desk
from sijill.web.errors import Fault
from sijill.web.security import passwords, throttling, totp

WRONG = "name, password or code is wrong"
"""One sentence for all, so that nobody learns which names there are."""


def sign_in(desk: Desk, *, name: str, password: str, code: str | None, client: str) -> str:
    """The secret of a new session, for the cookie. `client` is the address that asks.

    Raises `Fault`: 401 if anything is wrong, 429 with Retry-After if it was tried too often.
    """
    typed = name.strip().casefold()
    keys = throttling.keys_of(typed, client)
    with desk.register.reading() as connection:
        _check_pause(connection, keys)
        known = accounts.named(connection, name)
    fits = passwords.fits(password, known.password_hash if known and not known.disabled else None)
    step = totp.step_of(known.totp_secret, code or "") if known and known.totp_secret else None
    run = desk.run_of(known.name if known else "somebody")

    def enter(connection: Connection) -> str | None:
        # Once more, for many may try at the same moment.
        _check_pause(connection, keys)
        accepted = known is not None and fits and _code_is_right(connection, known, step)
        if known is None or not accepted:
            accounts_attempts.failed(connection, keys)
            row = known.id if known else "unknown"
            runs.write_audit(connection, [runs.entry(run, now(), "refuse_sign_in", "account", row)])
            return None
        accounts_attempts.forgive(connection, throttling.own_key(typed, client))
        if passwords.outdated(known.password_hash):
            accounts.rehash(connection, known, passwords.hashed_again(password))
        return accounts_keys.begin_session(connection, run, known)

    secret = desk.register.write(enter)
    if secret is None:
        raise Fault(401, WRONG, code="wrong")
    return secret


def sign_out(desk: Desk, secret: str, name: str) -> None:
    """End a session."""
    desk.register.write(partial(accounts_keys.end_session, run=desk.run_of(name), secret=secret))


def _check_pause(connection: Connection, keys: Mapping[str, int]) -> None:
    if seconds := accounts_attempts.wait(connection, keys):
        said = f"too many tries; try again in {seconds} seconds"
        raise Fault(429, said, headers={"Retry-After": str(seconds)})


def _code_is_right(connection: Connection, of: Account, step: int | None) -> bool:
    if of.totp_secret is None:
        return True
    return step is not None and accounts.use_step(connection, of, step)
