"""Where submitted reports wait until somebody keeps them."""

import secrets
from threading import Lock
from time import monotonic
from typing import Final

from msgspec import Struct

from sijill.record import Found

MOST_WAITING: Final = 100
FORGOTTEN: Final = 3600.0
"""Seconds for which what was submitted waits to be kept."""


class _Waiting(Struct, frozen=True):
    found: list[Found]
    by: str
    at: float


class Tray:
    """What was submitted and waits, in memory alone: what nobody keeps leaves no trace."""

    def __init__(self) -> None:
        self._waiting: dict[str, _Waiting] = {}
        self._lock = Lock()

    def put(self, found: list[Found], by: str) -> str:
        """Let reports wait; returns the id under which they do."""
        id_ = secrets.token_urlsafe(16)
        with self._lock:
            fresh = {key: one for key, one in self._waiting.items() if monotonic() - one.at < FORGOTTEN}
            self._waiting = dict(list(fresh.items())[-MOST_WAITING + 1 :])
            self._waiting[id_] = _Waiting(found, by, monotonic())
        return id_

    def take(self, id_: str, by: str) -> list[Found] | None:
        """Take out what somebody let wait; None if there is nothing of theirs, or no longer."""
        with self._lock:
            one = self._waiting.get(id_)
            if one is None or one.by != by or monotonic() - one.at >= FORGOTTEN:
                return None
            del self._waiting[id_]
            return one.found
