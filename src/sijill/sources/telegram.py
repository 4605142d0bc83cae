"""Telegram's export of chats as JSON (`result.json`): a report a message, without who wrote it."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import msgspec
from msgspec import Struct, field

from sijill.record import Capture, Found, ReportError, SetAside
from sijill.sources import chats
from sijill.sources.days import day_or_none
from sijill.sources.making import made
from sijill.sources.options import Options

NO_EXPORT: Final = "it is no Telegram export that can be read; export the chat anew as JSON"
OF_MANY: Final = ("channel", "group")
"""A part of the kind (`public_channel`, `private_supergroup`) of chats whose name is no private person's."""

PERSONS: Final = frozenset({"mention", "mention_name", "phone"})
"""Stretches of a message that name a person."""


class _Part(Struct):
    """A stretch of a message with a style, a link, a mention."""

    text: str = ""
    type: str = ""

    def words(self) -> str:
        return chats.COVER if self.type in PERSONS else self.text


class _Message(Struct):
    id: int = 0
    type: str = ""
    date: str = ""
    text: str | list[str | _Part] = ""

    def words(self) -> str:
        parts = [self.text] if isinstance(self.text, str) else self.text
        whole = "".join(part if isinstance(part, str) else part.words() for part in parts)
        return chats.covered(whole.strip())


class _Chat(Struct):
    name: str | None = None
    type: str = ""
    id: int = 0
    messages: list[_Message] = field(default_factory=list)


class _Chats(Struct, rename={"chats": "list"}):
    chats: list[_Chat] = field(default_factory=list)


class _Account(Struct):
    """The export of an account, or of one chat alone."""

    chats: _Chats = field(default_factory=_Chats)
    left_chats: _Chats = field(default_factory=_Chats)
    name: str | None = None
    type: str = ""
    id: int = 0
    messages: list[_Message] = field(default_factory=list)


def from_telegram(stream: BinaryIO, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The messages of three words or more, of one chat or of all in an account's export.

    Raises `ReportError` if it is no export, or too large to be held in memory.
    """
    data = stream.read(chats.LIMIT + 1)
    if len(data) > chats.LIMIT:
        raise ReportError(chats.TOO_LARGE)
    try:
        account = msgspec.json.decode(data, type=_Account)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise ReportError(f"{NO_EXPORT} ({fault})") from None
    alone = _Chat(account.name, account.type, account.id, account.messages)
    for chat in (alone, *account.chats.chats, *account.left_chats.chats):
        for message in chat.messages:
            text = message.words()
            if message.type == "message" and chats.is_report(text):
                yield _report(chat, message, text, whence, options)


def _report(chat: _Chat, message: _Message, text: str, whence: str, options: Options) -> Found | SetAside:
    known: dict[str, Any] = {}
    if any(kind in chat.type for kind in OF_MANY):
        known = {"source": chat.name, "id": f"{chat.id}/{message.id}"}
    kept = {"chat": known.get("source"), "id": message.id, "date": message.date, "text": text}
    capture = Capture(
        msgspec.json.encode(kept), "application/json", options.captured_at, f"{whence}: message {message.id}"
    )
    values = {**known, "text": text, "published": day_or_none(message.date)}
    origins = {"source": "chat name", "id": "message id", "published": "message date"}
    return made(values, capture, origins, options)
