"""Reports with a name in every place that a register keeps, for two invented people, and a search for it."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
from msgspec import Struct
from sqlalchemy import select

from sijill.record import Capture, Found, Known, Note, SetAside, report_of
from sijill.record.document import Document
from sijill.store import Entry, Register, Run
from sijill.store.feeds import Feeds, FeedState
from sijill.store.schema import capture
from tests.store.made import AT, STAMP, entry, event


class Person(Struct, frozen=True):
    """An invented person: the name as it is redacted, in other spellings, and what must be nowhere after."""

    name: str
    spellings: tuple[str, ...]
    traces: tuple[str, ...]


ARABIC = Person(
    "غرسان بن مفلاح التجريبي",
    ("غَرْسان ابن مفلاح التجريبى", "غرسـان  بن\nمفلاح التجريبي", "غرسان‌ بن مفلاح‏ التجريبی"),
    ("غرسان", "مفلاح", "تجريبي", "غَرْسان", "غرسـان"),
)
LATIN = Person(
    "Ghrsan Ibn Moflah",
    ("GHRSAN IBN MOFLAH", "Ghrsân-ibn Moflah", "ghrsan\nibn   moflah"),
    ("ghrsan", "moflah"),
)
PEOPLE = (ARABIC, LATIN)

_TEXT = (
    "قالت مصادر محلية إن مسلحين احتجزوا و{0} في مديرية عتمة بمحافظة ذمار مساء السبت.\n"
    "وأضافت المصادر أن قصفا طال منزل {1} وأدى إلى مقتل ثلاثة مدنيين، وأن وساطة قبلية بدأت الأحد "
    "للإفراج عن {0} وفتح الطريق بين المديريتين بعد توقف دام ثلاثة أيام."
)


def named(person: Person, number: int) -> Entry:
    """The report of that number in which the person stands everywhere, each time in other bytes."""
    first, second = (person.spellings[(number + step) % len(person.spellings)] for step in (0, 1))
    text = _TEXT.format(person.name, first)
    told = {
        "title": f"احتجاز {second} في عتمة ({number})",
        "published": f"2016-04-{number + 1:02}",
        "source": f"صفحة {person.name}",
        "url": f"https://News.example/{quote(person.name)}/{number}?utm_source=x#{person.name}",
    }
    if number % 3 == 2:
        del told["url"]
    found = Found(
        text=text,
        capture=Capture(
            data=_captured(text, number),
            media_type="text/html",
            captured_at=AT,
            whence=f"inbox/{first}/{number}.html",
            headers={"etag": '"5eed"', "date": "Sat", "location": f"/{quote(person.name, encoding='cp1256')}"}
            if person is ARABIC
            else {"etag": '"5eed"', "date": "Sat", "location": f"/{quote(person.name)}"},
        ),
        fields={name: Known(value, f"line of {person.name}") for name, value in told.items()},
    )
    report = report_of({"text": text, **told})
    words = f"قصفا طال منزل {first} وأدى إلى مقتل ثلاثة مدنيين"
    events = [
        event(text, "arrest", f"احتجزوا و{person.name} في مديرية", "houthi"),
        event(text, "shelling", words, "other"),
    ]
    place = events[1].place
    assert place is not None
    place.id, place.name = None, first
    events[1].participants[0].quote = None
    return Entry(
        found=found,
        report=report,
        document=Document(report=report, events=events, notes=[Note("made", f"of {first}")]),
        stamp=STAMP,
    )


def _captured(text: str, number: int) -> bytes:
    """The text as it may have been captured: by the number, in another encoding or packed."""
    page = f"<p>{text}</p>"
    if number == 0:
        return page.encode("cp1256", "replace")
    if number == 1:
        return json.dumps({"text": text}).encode()
    if number == 2:
        return page.encode("utf-16")
    if number == 3:
        return "".join(f"&#{ord(letter)};" for letter in text).encode()
    if number == 4:
        return gzip.compress(page.encode(), mtime=0)
    if number == 5:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as document:
            document.writestr(zipfile.ZipInfo("word/document.xml"), page.replace(" ", "</w:t><w:t> "))
        return archive.getvalue()
    if number == 6:
        return b"%PDF-1.7 " + zlib.compress(page.encode())
    return page.encode()


NUMBERS = range(8)
OTHERS = range(12)


def fill(register: Register, run: Run, person: Person) -> None:
    """Reports with the person, reports without, two versions of some, and what is beside reports."""
    register.add([entry(number) for number in OTHERS], run, AT)
    register.add([named(person, number) for number in NUMBERS], run, AT)
    register.add([entry(1, title="عنوان آخر")], run, AT)
    register.set_aside([SetAside(f"inbox/{person.name}.doc", f"no text in {person.spellings[1]}")], run, AT)
    Feeds(register, run).keep(
        FeedState(address=f"https://feeds.example/{quote(person.name)}.xml", last_error=person.name)
    )


def encodings(word: str) -> Iterator[bytes]:
    """How a word may stand in bytes, in small letters."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1256"):
        encoded = word.encode(encoding, "ignore")
        if len(encoded) > 3:
            yield encoded.lower()
    if not word.isascii():
        yield quote(word).lower().encode()
        yield json.dumps(word)[1:-1].encode()
        yield "".join(f"&#{ord(letter)};" for letter in word).encode()


def traces(person: Person, data: bytes) -> list[bytes]:
    """What of a person stands in some bytes."""
    small = data.lower()
    return [found for word in person.traces for found in encodings(word) if found in small]


def captured(register: Register) -> bytes:
    """All captured bytes, unpacked as they are kept, and packed archives unpacked as well."""
    with register.reading() as connection:
        kept = [zlib.decompress(data) for data in connection.scalars(select(capture.c.data))]
    for data in list(kept):
        if data.startswith(b"\x1f\x8b"):
            kept.append(gzip.decompress(data))
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                kept += map(archive.read, archive.namelist())
    return b"\0".join(kept)


def files_of(url: str) -> bytes:
    """Every byte of a closed or open register on the disk, save PostgreSQL's own write-ahead log."""
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        return b"\0".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
        folder = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    assert folder is not None
    return b"\0".join(part.read_bytes() for part in sorted(Path(folder[0], "base", str(row[0])).iterdir()))
