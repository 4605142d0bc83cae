"""One-time codes of an authenticator (RFC 6238), a second key beside the password for whoever wants one."""

import time
from typing import Final

import pyotp

STEP: Final = 30
"""Seconds for which a code is the one to give."""
LATE: Final = 1
"""Steps by which the clocks of phone and server may differ."""


def new_secret() -> str:
    """A secret for an authenticator, 160 bits."""
    return pyotp.random_base32()


def address(secret: str, name: str, issuer: str = "Sijill") -> str:
    """The `otpauth://` address that authenticators take."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def step_of(secret: str, code: str, at: float | None = None) -> int | None:
    """The half minute, counted from 1970, whose code this is; None if it is not one of these moments."""
    typed = "".join(code.split())
    now = int(at if at is not None else time.time()) // STEP
    made = pyotp.TOTP(secret)
    for step in range(now - LATE, now + LATE + 1):
        if pyotp.utils.strings_equal(typed, made.generate_otp(step)):
            return step
    return None
