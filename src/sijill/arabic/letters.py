"""Whether bytes can hold Arabic at all, told by counting bytes: a look before anything is decoded or parsed.

It is made to lose no Arabic, whatever it is written in, and to leave most of the rest behind; what it lets
through may still be Persian, or an English page with an Arabic menu. `arabic.language` decides that.
"""

import codecs
import re
from typing import Final

FEWEST: Final = 16
"""Letters of the shortest report: three or four words. A page that names its Arabic edition has fewer."""

FEWEST_ARTICLES: Final = 2
"""How often «ال» must stand in bytes of an older encoding, for the same bytes are letters of other scripts.
No two sentences of news are without it."""

LEADS: Final = bytes(range(0xD8, 0xDC))
"""What each letter of U+0600 to U+06FF begins with in UTF-8, and nothing else does."""

IN_UTF8: Final = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")

FORMS: Final = (b"\xef\xad", b"\xef\xae", b"\xef\xaf", b"\xef\xb9", b"\xef\xba", b"\xef\xbb")
"""What presentation forms (U+FB50 to U+FDFF, U+FE70 to U+FEFF) begin with, the ligatures of words aside."""

ESCAPES: Final = (b"&#15", b"&#16", b"&#x6", b"&#X6", b"&#x06", b"&#X06", b"\\u06")
"""How letters are written in ASCII: references of HTML (1568 to 1610, x620 to x64A) and escapes of JSON."""

ARTICLES: Final = tuple("ال".encode(name) for name in ("cp1256", "iso8859-6", "cp720"))
"""The article in the encodings that are read; Mac Arabic has that of ISO 8859-6."""

UTF16: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def may_be_arabic(data: bytes) -> bool:
    """Whether there are as many Arabic letters in `data` as a report has, in any encoding that is read."""
    for mark, encoding in UTF16:
        if data.startswith(mark):
            data = data.decode(encoding, "ignore").encode("utf-8", "ignore")
    if data.isascii():
        return _escaped(data)
    leads = len(data) - len(data.translate(None, LEADS))
    if _is_utf8(data):
        return leads >= FEWEST or sum(map(data.count, FORMS)) >= FEWEST or _escaped(data)
    # Broken UTF-8, or an older encoding: there the same bytes stand for other letters, one by one.
    if leads >= FEWEST and len(IN_UTF8.findall(data)) >= FEWEST:
        return True
    return max(map(data.count, ARTICLES)) >= FEWEST_ARTICLES or _escaped(data)


def _escaped(data: bytes) -> bool:
    return sum(map(data.count, ESCAPES)) >= FEWEST


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
