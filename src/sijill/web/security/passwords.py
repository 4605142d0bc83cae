"""Passwords: argon2id by the parameters of RFC 9106's second choice, as argon2-cffi has them."""

from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 12
LONGEST: Final = 1_000

_hasher: Final = PasswordHasher()


class PasswordError(ValueError):
    """A password that is not taken; the message is one sentence for the user."""


def hashed(password: str) -> str:
    """What is kept of a new password. Raises `PasswordError` if it is easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordError(f"a password has at least {SHORTEST} characters; a few words in a row do well")
    if len(set(password)) < 5:
        raise PasswordError("this password is the same few characters again and again; choose another")
    return _hasher.hash(_bytes(password))


def hashed_again(password: str) -> str:
    """A hash by the parameters of today, of a password that was taken before."""
    return _hasher.hash(_bytes(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the password; without one that is kept, no, after the time that it takes to see."""
    try:
        matches = _hasher.verify(kept or _nobody(), _bytes(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return matches and kept is not None


def outdated(kept: str) -> bool:
    """Whether a hash was made with weaker parameters than those of today."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    """A hash to be held against when there is no account: who measures time learns no names."""
    return _hasher.hash(b"nobody")


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
