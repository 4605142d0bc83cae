"""A name is found in every spelling, in every writing of its letters, and nothing else is."""

from __future__ import annotations

import html
import io
import json
import zipfile
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.store import StoreError
from sijill.store.redact_bytes import held
from sijill.store.redact_words import MASK, Finder, name_digest

KEY = bytes(range(32))
ARABIC = "عبد الإله بن مؤنس الغريبي"
LATIN = "Ghreeb Al-Tajribi"
FINDER = Finder(KEY, [name_digest(ARABIC, KEY), name_digest(LATIN, KEY)])


@pytest.mark.parametrize(
    "text, covered",
    [
        ("قال عبد الإله بن مؤنس الغريبي أمس", "عبد الإله بن مؤنس الغريبي"),
        ("وعبدالاله ابن مونس الغريبى", "عبدالاله ابن مونس الغريبى"),
        ("لعبد الإله بن مؤنس الغريبي", "عبد الإله بن مؤنس الغريبي"),
        ("عَبْدِ الإِلٰهِ\n  بن مـؤنـس\tالغريبـي.", "عَبْدِ الإِلٰهِ\n  بن مـؤنـس\tالغريبـي"),
        ("#عبد_الإله_بن_مؤنس_الغريبي", "عبد_الإله_بن_مؤنس_الغريبي"),
        ("عبد‌الإله\u200f بن مؤنس الغریبی", "عبد‌الإله\u200f بن مؤنس الغریبی"),
        ("ﻋﺒﺪ ﺍﻹﻟﻪ ﺑﻦ ﻣﺆﻧﺲ ﺍﻟﻐﺮﻳﺒﻲ", "ﻋﺒﺪ ﺍﻹﻟﻪ ﺑﻦ ﻣﺆﻧﺲ ﺍﻟﻐﺮﻳﺒﻲ"),
        ("met GHREEB al tajribi.", "GHREEB al tajribi"),
        ("Ghreêb Al\u2011Tajribī and", "Ghreêb Al\u2011Tajribī"),
        ("mail ghreebaltajribi7@mail.example", "ghreebaltajribi"),
        ("with وGhreeb Al-Tajribi", "Ghreeb Al-Tajribi"),
        ("<b>Ghreeb</b> <i class='x'>Al-Tajribi</i>", "Ghreeb</b> <i class='x'>Al-Tajribi"),
    ],
)
def test_spellings(text: str, covered: str) -> None:
    assert FINDER.masked(text) == text.replace(covered, MASK * len(covered))
    assert MASK in FINDER.masked(text)


def test_an_attached_article() -> None:
    finder = Finder(KEY, [name_digest("الغريبي مؤنس", KEY)])
    assert finder.masked("سلم للغريبي مؤنس، ووللغريبي") == f"سلم ل{MASK * 11}، ووللغريبي"


@pytest.mark.parametrize(
    "case", ["أبو مفلاح الغريبي", "أبي مفلاح الغريبي", "وأبا مفلاح الغريبي", "لأبي مفلاح الغريبي"]
)
def test_a_kunya_is_found_in_every_case(case: str) -> None:
    assert MASK in Finder(KEY, [name_digest("ابو مفلاح الغريبي", KEY)]).masked(case)


@pytest.mark.parametrize(
    "text",
    [
        "قال عبد الإله بن مؤنس أمس",
        "بن مؤنس الغريبي",
        "عبد الإله. وقال الضابط بن مؤنس الغريبي",
        "Ghreeb met Al-Tajribi",
        "Ghreeb Al-Tajribian",
        "",
        "100% & 5 = \\u",
    ],
)
def test_what_is_not_the_name(text: str) -> None:
    assert FINDER.masked(text) == text


@pytest.mark.parametrize("name", ["علي", "Ali", "", " - ", "ab c"])
def test_a_name_too_short_is_refused(name: str) -> None:
    with pytest.raises(StoreError, match="fewer than"):
        name_digest(name, KEY)


def test_a_digest_needs_the_key_and_forgives_spelling() -> None:
    assert name_digest("غرسان بن مفلاح", KEY) == name_digest("غَرسان  ابن مفلاح", KEY)
    assert name_digest("غرسان بن مفلاح", KEY).digest != name_digest("غرسان بن مفلاح", b"x" * 32).digest


WRITINGS: dict[str, Callable[[str], str]] = {
    "percent": quote,
    "percent of percent": lambda text: quote(quote(text)),
    "windows-1256 percent": lambda text: quote(text.encode("cp1256", "replace")),
    "json": lambda text: json.dumps({"a": text}),
    "address in json": lambda text: json.dumps(quote(text)).replace("/", "\\/"),
    "json in json": lambda text: json.dumps(json.dumps(text)),
    "entities": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "hexadecimal entities": lambda text: "".join(f"&#x{ord(letter):X};" for letter in text),
    "page": lambda text: f"<p title=x>{html.escape(text).replace(' ', '&nbsp; ')}</p>",
    "mail": lambda text: "".join(f"={byte:02X}" for byte in text.encode()),
    "domain": lambda text: (
        "http://" + text.replace(" ", "-").encode("punycode").decode().join(["xn--", ".example"])
    ),
}


@pytest.mark.parametrize(
    "writing, name",
    # A domain of ASCII letters is not written with escapes.
    [(writing, ARABIC) for writing in WRITINGS]
    + [(writing, LATIN.lower()) for writing in WRITINGS if writing != "domain"],
)
def test_letters_written_as_escapes(writing: str, name: str) -> None:
    text = f"قال {name} أمس" if writing != "domain" else name
    written = WRITINGS[writing](text)
    masked = FINDER.masked(written)
    assert MASK in masked
    assert len(masked) == len(written)
    assert not FINDER.spans(masked)


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6", "mac_arabic"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", [ARABIC, LATIN])
def test_bytes_in_every_encoding(encoding: str, name: str) -> None:
    assert held(f"<p>قال {name} امس</p>".encode(encoding), FINDER) is True
    assert held(f"<p>قال {name[:9]} امس</p>".encode(), FINDER) is False


def test_an_archive_is_searched_member_by_member() -> None:
    def archive(text: str, name: str = "word/document.xml") -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as document:
            document.writestr("first.xml", "<a/>")
            document.writestr(name, text)
        return stream.getvalue()

    runs = "".join(f"<w:t>{letter}</w:t>" for letter in ARABIC)
    assert held(archive(runs), FINDER) is True
    assert held(archive("x", name=f"{LATIN}.xml"), FINDER) is True
    assert held(archive("<w:t>قال</w:t>"), FINDER) is False
    assert held(archive("<w:t>قال</w:t>")[:-30], FINDER) is None
    assert held(b"%PDF-1.7 ...", FINDER) is None
    assert held(f"%PDF-1.7 ({LATIN})".encode(), FINDER) is True
    assert held(bytes(range(256)), FINDER) is None


HARAKAT = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640\u200c\u200d\u200f\u2066\ufeff"
LEVELS = {"ا": "اأإآٱ", "ي": "يىیے", "ك": "كکﻙ", "ه": "هةۀ", "و": "وؤ", "ب": "بﺑ"}
OTHER_WORDS = st.text(alphabet="ابتثجحخدذرزسشص0123456789 .,\n%&=\\<>xyz", max_size=30)


@st.composite
def arabic_spellings(draw: st.DrawFn) -> str:
    """The name with its letters in other forms, marks between them, and other spaces between its parts."""
    parts = []
    for part in ARABIC.split():
        letters = []
        for letter in part.replace("إ", "ا").replace("ؤ", "و"):
            marks = draw(st.text(alphabet=HARAKAT, max_size=2))
            letters.append(draw(st.sampled_from(LEVELS.get(letter, letter))) + marks)
        parts.append("".join(letters))
    gaps = st.sampled_from([" ", "  ", "\n", " \r\n ", "\u00a0", "-", "_", "\t", "</b> <b>"])
    spelt = parts[0]
    for part in parts[1:]:
        spelt += draw(gaps) + part
    return spelt


@given(before=OTHER_WORDS, name=arabic_spellings(), after=OTHER_WORDS)
def test_any_spelling_is_covered_and_the_rest_stays(before: str, name: str, after: str) -> None:
    text = f"{before} {name} {after}"
    masked = FINDER.masked(text)
    assert len(masked) == len(text)
    assert masked.startswith(f"{before} ")
    assert masked.endswith(after)
    assert set(masked[len(before) + 1 : len(before) + 1 + len(name)]) <= {MASK, *HARAKAT}
    assert FINDER.masked(masked) == masked


@given(
    capitals=st.lists(st.booleans(), min_size=len(LATIN), max_size=len(LATIN)),
    gap=st.sampled_from([" ", "-", "  ", "\n", ".", "_", "", "'"]),
    before=OTHER_WORDS,
)
def test_any_latin_spelling_is_covered(capitals: list[bool], gap: str, before: str) -> None:
    name = "".join(c.upper() if up else c.lower() for c, up in zip(LATIN, capitals, strict=True))
    name = name.replace(" ", gap).replace("-", gap)
    assert FINDER.masked(f"{before} {name} ") == f"{before} {MASK * len(name)} "


@given(st.text())
def test_nothing_is_covered_where_no_name_is(text: str) -> None:
    assert FINDER.masked(text) == text
    assert held(text.encode("utf-8", "surrogatepass"), FINDER) in (False, None)
