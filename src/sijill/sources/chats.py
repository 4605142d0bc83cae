"""What the exports of chats have in common: what is a report among messages, and whom they must not name.

Members of a chat are private persons. Neither their names nor their numbers are kept: a message's source is
the chat or channel, and where the chat's own name may be a person's, it has none.
"""

import re
from pathlib import PurePath
from typing import Final

LIMIT: Final = 128 * 1024 * 1024
"""Bytes of the largest export read: it is held in memory whole, at some four times its size."""

TOO_LARGE: Final = f"it is larger than {LIMIT // (1024 * 1024)} MiB; export the chat in shorter spans"

FEWEST_WORDS: Final = 3
"""Messages of fewer words are greetings and replies, and no reports."""

NUMBER: Final = re.compile(r"[+\d\s()\-\u200e\u200f\u202a\u202c\u2068\u2069]{7,}")
COVER: Final = "[…]"
PERSON: Final = re.compile(
    r"""
      @[\u200e\u200f]?(?:\u2068[^\u2069\n]{1,100}\u2069 | \+?\d{5,20})
    | (?<![\w.,/])(?:\+|00|٠٠)[ ]?\d(?:[ ().\-\u200e\u200f\u202a\u202c\xa0]{0,2}\d){6,14}(?![\d])
    | (?<![\w.,/+-])(?:\d{9,15}|[7٧]\d\d[ -]\d{3}[ -]?\d{3})(?!\w|[.,/]\d)
    """,
    re.VERBOSE,
)
"""How WhatsApp writes members («@Name» between marks of direction, «@967…»), and telephone numbers: those
with the code of a country, nine digits and more in a row, and Yemeni mobile numbers in groups. Sums are
printed with fewer or with commas."""

NAMED: Final = re.compile(
    r"(?:WhatsApp Chat (?:with|-)|دردشة (?:واتساب|WhatsApp) مع|محادثة (?:واتساب|WhatsApp) مع)\s+(.+)"
)
INNER_NAMES: Final = frozenset({"_chat", "chat"})
UNNAMED: Final = "WhatsApp chat"

WORD: Final = re.compile(r"[^\W\d_]{2,}")


def is_report(text: str) -> bool:
    """Whether a message has words enough to tell of anything."""
    return sum(1 for _ in WORD.finditer(text)) >= FEWEST_WORDS


def covered(text: str) -> str:
    """A message with a mark in the place of members it names and of telephone numbers."""
    return PERSON.sub(COVER, text)


def named(whence: str) -> str:
    """The name of the chat by that of the file, or around `_chat.txt` of the folder; empty if it has none."""
    found = NAMED.match(_naming(whence).stem)
    return found[1] if found else ""


def unnamed(whence: str) -> str:
    """The place without the name of the person that a chat with one person is kept under."""
    naming = _naming(whence)
    return str(naming.with_name(UNNAMED)) if naming.name else UNNAMED


def without_name(whence: str) -> str:
    """The place of any file, unnamed if it is called as exports of chats are."""
    return unnamed(whence) if named(whence) else whence


def _naming(whence: str) -> PurePath:
    """The file, or around `_chat.txt` the folder, that bears the chat's name."""
    path = PurePath(whence)
    return path.parent if path.stem in INNER_NAMES else path


def is_number(name: str) -> bool:
    """Whether a name is a telephone number, as members without a name are shown."""
    return NUMBER.fullmatch(name) is not None
