"""Forms that nobody but the desk's own pages can send.

A browser sends its cookies along whichever page makes it ask. So whatever changes something must carry a word
that only a page of the desk can know; it is made of the session's secret, or, where nobody signs in, of one
that lasts as long as the server.
"""

import secrets
from hashlib import sha256
from hmac import compare_digest
from typing import Final

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD: Final = "csrf"
HEADER: Final = "x-csrf-token"

_of_server: Final = secrets.token_urlsafe(32)


def word_for(session: str | None) -> str:
    """The word that forms must carry, for a session's secret or for nobody's."""
    return sha256(f"csrf:{session or _of_server}".encode()).hexdigest()


def right(given: str | None, session: str | None) -> bool:
    """Whether a form carries the word."""
    return given is not None and compare_digest(given.encode(), word_for(session).encode())
