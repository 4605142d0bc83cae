"""What the exports of chats have in common: what is a report among messages, and whom they must not name.

Members of a chat are private persons. Neither their names nor their numbers are kept: a message's source is
the chat or channel, and where the chat's own name may be a person's, it has none.
"""

import re
from typing import Final

LIMIT: Final = 128 * 1024 * 1024
"""Bytes of the largest export read: it is held in memory whole, at some four times its size."""

TOO_LARGE: Final = f"it is larger than {LIMIT // (1024 * 1024)} MiB; export the chat in shorter spans"

FEWEST_WORDS: Final = 3
"""Messages of fewer words are greetings and replies, and no reports."""

NUMBER: Final = re.compile(r"[+\d\s()\-\u200e\u200f\u202a\u202c\u2068\u2069]{7,}")
WORD: Final = re.compile(r"[^\W\d_]{2,}")


def is_report(text: str) -> bool:
    """Whether a message has words enough to tell of anything."""
    return sum(1 for _ in WORD.finditer(text)) >= FEWEST_WORDS


def is_number(name: str) -> bool:
    """Whether a name is a telephone number, as members without a name are shown."""
    return NUMBER.fullmatch(name) is not None
