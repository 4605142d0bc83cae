"""Files damaged at random, of every format: reports and sentences come of them, never an error."""

from __future__ import annotations

import gzip
import io
import json
import random
from pathlib import Path

import docx
import openpyxl
import pytest

from sijill.record import Found
from sijill.sources.opening import reports_of
from sijill.sources.options import Options
from tests.sources.pdf_maker import pdf
from tests.sources.shared import OTHER, REPORT, items
from tests.sources.test_chats import GROUP, channel, message
from tests.sources.test_feeds import ATOM, FULL, RSS
from tests.sources.warc_maker import pages
from tools.quality.html import PAGES

ROUNDS = 25
PIECES = (
    b"<", b">", b'"', b"'", b"\0", b"\xff", b"[", b"]", b"http://[", b"<div>" * 50, b"<table><tr><td>",
    b"]]>", b"&#1;", b"%", b"\n", b"9" * 30, b"{", b"}", b"\xd9", b"</html>", b"\x1f\x8b",
)  # fmt: skip

NAMES = (
    "a.txt a.json a.jsonl a.jsonl.gz a.csv a.rss a.atom a.pdf a.warc a.warc.gz a.docx a.xlsx "
    "wordpress.html old1256.html agency_aspx.html"
).split()


def whole(name: str) -> bytes:
    """A sound file of the kind."""
    kept = io.BytesIO()
    if name == "a.docx":
        document = docx.Document()
        document.add_paragraph(REPORT)
        document.save(kept)
    elif name == "a.xlsx":
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active.append(("text", "date"))
        book.active.append((REPORT, "2015-10-11"))
        book.save(kept)
    elif name.endswith(".html"):
        return (PAGES / name).read_bytes()
    else:
        return {
            "a.txt": "\n".join(GROUP).encode(),
            "a.json": json.dumps(channel(message(REPORT))).encode(),
            "a.jsonl": json.dumps({"text": REPORT, "published": "2015-10-11"}).encode(),
            "a.jsonl.gz": gzip.compress(json.dumps({"text": REPORT}).encode() * 20),
            "a.csv": f"text,date\n{REPORT},2015-10-11\n{OTHER},\n".encode(),
            "a.rss": RSS.format(encoding="utf-8", items=FULL).encode(),
            "a.atom": ATOM.encode(),
            "a.pdf": pdf([[REPORT[::-1], OTHER[::-1]]]),
            "a.warc": b"".join(pages(2)),
            "a.warc.gz": b"".join(map(gzip.compress, pages(2))),
        }[name]
    return kept.getvalue()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with up to thirty bytes or pieces put in, taken out, changed, or its end cut off."""
    content = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 30))):
        at = chance.randrange(len(content) + 1)
        how = chance.random()
        if how < 0.4:
            content[at:at] = chance.choice(PIECES)
        elif how < 0.65:
            del content[at : at + chance.randrange(1, 60)]
        elif how < 0.9 and at < len(content):
            content[at] = chance.randrange(256)
        else:
            del content[max(at, 10) :]
    return bytes(content)


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_raises_nothing(name: str) -> None:
    sound = whole(name)
    chance = random.Random(name)
    for _ in range(ROUNDS):
        data = damaged(sound, chance)
        for item in reports_of(io.BufferedReader(io.BytesIO(data)), name, "here", Options()):
            if isinstance(item, Found):
                assert "\0" not in item.text
                " ".join((item.text, *(known.value for known in item.fields.values()))).encode()
            else:
                assert "\n" not in item.why


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.html", f"<link rel=canonical href='http://['><p>{REPORT}&#1;</p><nav>\x01</nav>&#0;&#xffff;&#9999999;"),
        ("a.rss", "<rss version='2.0'><channel><item><link>http://[</link><description/></item></channel></rss>"),
        ("a.csv", '"a\nb",c\n1,2\n'),
    ],
)  # fmt: skip
def test_what_damage_has_shown(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (item,) = items(tmp_path)
    assert isinstance(item, Found) == (name == "a.html")
