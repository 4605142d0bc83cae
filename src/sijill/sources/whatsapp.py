"""WhatsApp's export of a chat as text: a report a message, without the names of those who wrote."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import BinaryIO, Final, Literal, NamedTuple

import msgspec

from sijill.record import Capture, Found, Note, SetAside
from sijill.sources import chats
from sijill.sources.days import LATIN_DIGITS, day_or_none
from sijill.sources.encoding import decode
from sijill.sources.making import made
from sijill.sources.options import Options

M: Final = "[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]{0,16}+"
"""Marks of direction, which stand nearly anywhere in an export from an Arabic telephone; few at a time, so
that a line of nothing else is soon passed over."""

HEADER: Final = re.compile(
    rf"{M}\[?{M}(\d{{1,4}}){M}[/.-]{M}(\d{{1,2}}){M}[/.-]{M}(\d{{1,4}}){M}(?:\s?هـ)?{M}[,،]?\s+{M}"
    rf"(\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?{M}(?:\s?(?:[AaPp]\.?\s?[Mm]\.?|[صم]))?){M}(?:\]\s?|\s+-\s+)(.*)",
    re.DOTALL,
)
"""`11/10/2015, 8:05 م - rest` (Android) and `[11/10/2015, 8:05:33 م] rest` (iOS), in either digits."""

HALF_DAY: Final = re.compile("[صم]")
"""Telephones set to Arabic write the day first."""

SENDER: Final = re.compile(rf"({M}[^:\n]{{1,80}}?){M}:{M}\s(.*)", re.DOTALL)
OF_A_GROUP: Final = re.compile(r"المجموعة|القناة|مجموعة|\bgroup\b|\bchannel\b|\bcommunity\b", re.IGNORECASE)
GROUP_SENDERS: Final = 3
"""With so many who write it is a group; with fewer its name may be that of the one person written to."""

NO_WORDS: Final = re.compile(
    r"""[\s.<>«»]* (?:
      تم[ ]حذف[ ]هذه[ ]الرسالة | (?:لقد[ ])?(?:حذفت|قمت[ ]بحذف)[ ]هذه[ ]الرسالة | حذف[ ]المشرف.* | null
    | this[ ]message[ ]was[ ]deleted.* | you[ ]deleted[ ]this[ ]message | waiting[ ]for[ ]this[ ]message.*
    | (?:media|image|video|audio|sticker|document|gif|voice[ ]message|contact[ ]card)[ ]omitted
    | (?:تم[ ])?(?:استبعاد|حذف|إدراج)[ ](?:الوسائط|الصورة|الفيديو|الملصق|المستند|الملف[ ]الصوتي
        |المقطع[ ]الصوتي|صورة[ ]متحركة|بطاقة[ ]الاتصال).{0,30}
    | (?:الوسائط|الصورة|الفيديو|الملصق|المستند|الصوت)[ ]غير[ ](?:مدرجة?|متوفرة?) | missed[ ].{0,40}
    | مكالمة[ ](?:صوتية|فيديو|مرئية|جماعية)?[ ]?فائتة.{0,30}
    ) [\s.<>«»]*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What stands in the place of a message that was deleted, or of pictures and sound left out."""

LONGEST_STAND_IN: Final = 300
"""Characters; beyond them it is somebody's own message."""

ATTACHED: Final = re.compile(
    rf"(?:(?<!\S)\S{{1,255}}\s?{M}\((?:file attached|الملف مرفق|ملف مرفق)\)"
    rf"|{M}<(?:attached|مُ?رفق|المرفق):[^<>\n]*+>){M}\n?"
)
EDITED: Final = re.compile(rf"(?<!\s)\s*+{M}<(?:This message was edited|تم تعديل هذه الرسالة)>{M}")
OF_THE_SYSTEM: Final = "\u200e"
"""iOS puts this mark before what it writes itself under a member's name («… added …»)."""

MARKS: Final = "".join(map(chr, (0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, *range(0x202A, 0x202F))))

Order = Literal["year", "day", "month"]


class _Message(NamedTuple):
    line: int
    date: tuple[str, str, str]
    time: str
    sender: str | None
    text: str


def begins(start: str) -> bool:
    """Whether a text that begins so is an export: one of its first lines has a message's head."""
    lines = start.splitlines()[:3]
    return any(HEADER.match(line) for line in lines)


def from_whatsapp(stream: BinaryIO, whence: str, options: Options) -> Iterator[Found | SetAside]:
    """The messages of a chat that have three words or more; what the system wrote is left out."""
    data = stream.read(chats.LIMIT + 1)
    if len(data) > chats.LIMIT:
        yield SetAside(chats.unnamed(whence), chats.TOO_LARGE)
        return
    text, notes, _ = decode(data)
    messages = list(_messages(text))
    order, sure = _order([message.date for message in messages])
    if not sure and not any(HALF_DAY.search(message.time) for message in messages):
        notes = [
            *notes,
            Note("day_order", "its dates may be read two ways; they were read as day/month/year"),
        ]
    name = _group_name(whence, messages)
    if name is None:
        whence = chats.unnamed(whence)
    for message in messages:
        text = _words(message)
        if chats.is_report(text):
            yield _report(message, text, order, name, notes, whence, options)


def _messages(text: str) -> Iterator[_Message]:
    """The messages with their first lines' numbers; lines without a head go on with the one before."""
    head: re.Match[str] | None = None
    number, more = 0, list[str]()
    for at, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        found = HEADER.match(line)
        if found is None:
            more.append(line)
            continue
        if head:
            yield _message(number, head, more)
        head, number, more = found, at, []
    if head:
        yield _message(number, head, more)


def _message(number: int, head: re.Match[str], more: list[str]) -> _Message:
    rest = "\n".join([head[5], *more])
    sent = SENDER.match(rest)
    date = tuple(part.translate(LATIN_DIGITS) for part in head.group(1, 2, 3))
    sender, text = (sent[1].strip(MARKS + " ~"), sent[2]) if sent else (None, rest)
    return _Message(number, date, head[4], sender, text)  # type: ignore[arg-type]


def _words(message: _Message) -> str:
    """What somebody wrote: nothing for lines of the system and in the place of what was left out."""
    if message.sender is None:
        return ""
    text = EDITED.sub("", ATTACHED.sub("", message.text))
    if text.startswith(OF_THE_SYSTEM):
        return ""
    text = text.strip(MARKS + " \n")
    return "" if len(text) <= LONGEST_STAND_IN and NO_WORDS.fullmatch(text) else chats.covered(text)


def _group_name(whence: str, messages: Iterable[_Message]) -> str | None:
    """The name of the group or channel from that of the file, unless it may be a private person's."""
    messages = list(messages)
    name = chats.named(whence).strip(MARKS + " ")
    system = [not message.sender or message.text.startswith(OF_THE_SYSTEM) for message in messages]
    senders = {message.sender for message, by_system in zip(messages, system, strict=True) if not by_system}
    told = any(
        by_system and OF_A_GROUP.search(message.text)
        for message, by_system in zip(messages, system, strict=True)
    )
    is_group = told or len(senders) >= GROUP_SENDERS
    return name if name and is_group and name not in senders and not chats.is_number(name) else None


def _order(dates: list[tuple[str, str, str]]) -> tuple[Order, bool]:
    """How the telephone wrote its dates, and whether that is certain.

    A number above 12 tells; else the order in which the messages never go back in time.
    """
    if any(len(date[0]) == 4 for date in dates):
        return "year", True
    if any(int(date[0]) > 12 for date in dates):
        return "day", True
    if any(int(date[1]) > 12 for date in dates):
        return "month", True
    rising = {
        order: all(one <= other for one, other in pairwise(days))
        for order in ("day", "month")
        for days in [[_sortable(date, order) for date in dates]]
    }
    if rising["month"] and not rising["day"]:
        return "month", True
    return "day", rising["day"] and not rising["month"]


def _sortable(date: tuple[str, str, str], order: str) -> tuple[int, int, int]:
    one, other, year = map(int, date)
    return (year, other, one) if order == "day" else (year, one, other)


def _day(date: tuple[str, str, str], order: Order) -> str | None:
    if order == "year":
        year, month, day = date
    elif order == "day":
        day, month, year = date
    else:
        month, day, year = date
    if len(year) == 2:
        year = f"20{year}"
    return day_or_none(f"{day}/{month}/{year}")


def _report(
    message: _Message,
    text: str,
    order: Order,
    name: str | None,
    notes: list[Note],
    whence: str,
    options: Options,
) -> Found | SetAside:
    day = _day(message.date, order)
    kept = {"date": day, "time": message.time.strip(MARKS), "chat": name, "text": text}
    capture = Capture(
        msgspec.json.encode(kept), "application/json", options.captured_at, f"{whence}:{message.line}"
    )
    values = {"text": text, "published": day, "source": name}
    origins = {"published": "message date", "source": "chat name"}
    return made(values, capture, origins, options, notes)
