"""A reader with its stamp, and reports as sources find them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sijill.engines.stamped import StampedReader
from sijill.reading import Reader
from sijill.record import Capture, Found, Known
from sijill.store import Stamp

STAMP = Stamp("0.1.0", "yemen", "1.0.0", "ab" * 32)

Finding = Callable[..., Found]


@pytest.fixture
def stamped(reader: Reader) -> StampedReader:
    """The default pack's reader under a fixed stamp."""
    return StampedReader(STAMP, lambda: reader)


@pytest.fixture
def finding() -> Finding:
    """Makes what a source would find: a text, and fields by name."""

    def find(text: str, **fields: str) -> Found:
        capture = Capture(text.encode(), "text/plain", "2026-03-01T10:00:00Z", fields.get("url", "reports:1"))
        return Found(text, capture, {name: Known(value, "test") for name, value in fields.items()})

    return find
