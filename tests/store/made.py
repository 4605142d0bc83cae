"""Entries made for tests: reports in the manner of news, with what a reader would read out of them."""

from __future__ import annotations

from typing import Any

from sijill.record import (
    Attribution,
    Capture,
    Document,
    Event,
    Evidence,
    Found,
    Known,
    Note,
    Participant,
    Place,
    Quantity,
    Quote,
    SetAside,
    Time,
    report_of,
)
from sijill.store import Entry, Stamp

AT = "2026-03-01T10:00:00+00:00"
STAMP = Stamp("0.1.0", "yemen", "1.0.0", "0f" * 32)
LATER = Stamp("0.2.0", "yemen", "1.1.0", "1e" * 32)

_SENTENCES = (
    ("clash", "اندلعت اشتباكات بين قوات حكومية ومسلحين حوثيين في مديرية صرواح بمحافظة مأرب", "government"),
    ("airstrike", "شن طيران التحالف غارتين على مواقع في مديرية نهم شرق صنعاء", "coalition"),
    ("shelling", "قصفت جماعة الحوثي بالمدفعية أحياء سكنية في مدينة تعز", "houthi"),
    ("arrest", "احتجزت قوات الحزام الأمني عددا من المواطنين في عدن", "security_belt"),
    ("withdrawal", "انسحبت وحدات عسكرية من مواقعها في مديرية عتمة بمحافظة ذمار", "government"),
    ("agreement", "اتفق الطرفان على فتح طريق رئيسي بين المدينتين لمدة ثلاثة أيام", "houthi"),
)
_OUTLETS = ("سبتمبر نت", "المسيرة", "عدن الغد", "المشهد اليمني")


def entry(number: int, **changed: Any) -> Entry:
    """The entry of that number: always the same one. `changed` replaces `title`, `text`, `url`, …"""
    told = [_SENTENCES[(number + step) % len(_SENTENCES)] for step in range(number % 4)]
    text = "\n".join([f"الخبر رقم {number}.", *(f"{words}، بحسب مصادر محلية." for _, words, _ in told)])
    fields = {
        "title": f"عنوان الخبر {number}",
        "published": f"2016-03-{number % 28 + 1:02}",
        "source": _OUTLETS[number % len(_OUTLETS)],
        "url": f"https://news.example/{number}",
        "text": text,
        **changed,
    }
    text = fields.pop("text")
    confidential = fields.pop("confidential", False)
    stamp = fields.pop("stamp", STAMP)
    known = {name: value for name, value in fields.items() if value is not None}
    found = Found(
        text=text,
        capture=Capture(
            data=f"<p>{text}</p>".encode("utf-8", "surrogatepass"),
            media_type="text/html",
            captured_at="2026-02-28T23:59:59+00:00",
            whence=f"reports.jsonl:{number + 1}",
            headers={"etag": f'"{number}"'},
        ),
        fields={name: Known(value, "line") for name, value in known.items()},
    )
    report = report_of({"text": "x", **known})
    report.text = text
    events = [event(text, kind, words, actor) for kind, words, actor in told if words in text]
    document = Document(report=report, events=events, notes=[Note("made", "made for a test")])
    return Entry(found=found, report=report, document=document, stamp=stamp, confidential=confidential)


def entries(*numbers: int) -> list[Entry]:
    """Several entries."""
    return [entry(number) for number in numbers]


def event(text: str, kind: str, words: str, actor: str) -> Event:
    """An event read from these words of a text."""
    start = text.index(words)
    quote = Quote.cut(text, start, start + len(words))
    return Event(
        type=kind,  # type: ignore[arg-type]
        status="occurred",
        background=False,
        participants=[
            Participant(role="actor", id=actor, quote=quote),
            Participant(role="target", id="civilians"),
        ],
        place=Place(id="YE2005", name="عتمة", level="district", governorate="ذمار", lat=14.475, lon=43.945),
        time=Time(start="2016-03-01", end="2016-03-02", precision="day"),
        quantities=[Quantity(kind="killed", low=3, of=actor)],
        attribution=Attribution(kind="witness"),
        evidence=[Evidence(text=quote.text, start=quote.start, end=quote.end)],
    )


REFUSED = [SetAside("old.doc", "it is not a text file"), SetAside("reports.jsonl:7", "its text is empty")]
