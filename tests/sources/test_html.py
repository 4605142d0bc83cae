"""Pages: the body apart from what surrounds it, what is told of it and by what, encodings, bombs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sijill.record import Capture, Found, SetAside
from sijill.sources.html import page
from sijill.sources.html_body import text_of
from tests.sources.shared import AT, OTHER, REPORT, alone, refused, told
from tools.quality.floors import floors
from tools.quality.html import PAGES, all_pages, measured, overall

CORPUS = sorted(PAGES.glob("*.yaml"))
BODY = f"<article><p>{REPORT}</p><p>{OTHER}</p></article>"


def read(markup: str | bytes, whence: str = "page.html", **headers: str) -> Found:
    data = markup.encode() if isinstance(markup, str) else markup
    item = page(data, Capture(data, "text/html", AT, whence, headers))
    assert isinstance(item, Found), item
    return item


def test_the_pages_are_many_and_their_bodies_are_found() -> None:
    pages = all_pages()
    assert len(pages) >= 12
    precision, recall = overall(pages)
    least = floors()["html"]
    assert precision >= least["precision"]
    assert recall >= least["recall"]


@pytest.mark.parametrize("expected", CORPUS, ids=lambda path: path.stem)
def test_what_a_page_tells_of_itself(expected: Path) -> None:
    assert measured(expected).wrong == ()


def test_each_value_names_its_origin() -> None:
    report = alone(PAGES / "wordpress.html")
    assert {name: known.origin for name, known in report.fields.items()} == {
        "title": "json-ld",
        "published": "json-ld",
        "source": "json-ld",
        "url": "canonical",
    }
    assert report.fields["title"].value in report.capture.data.decode()


OG = '<meta property="og:{}" content="{}">'
META = '<meta name="{}" content="{}">'
LINKED = """<script type='application/ld+json'>[{"@type": ["NewsArticle"], "headline": "أ"}]</script>"""
NEWS = "https://a.example/news/1"
ORIGINS = [
    (OG.format("title", "عنوان | موقع") + OG.format("site_name", "موقع"), "title", "عنوان", "open-graph"),
    (
        '<meta property="article:published_time" content="2015-10-11T23:30:00+03:00">',
        "published", "2015-10-11", "open-graph",
    ),
    (META.format("DC.date.issued", "2015-10-11"), "published", "2015-10-11", "meta dc.date.issued"),
    ("<title>موقع - عنوان الخبر</title>", "title", "موقع - عنوان الخبر", "title"),
    (f'<link rel="canonical" href="{NEWS}">', "url", NEWS, "canonical"),
    (OG.format("url", NEWS), "url", NEWS, "open-graph"),
    (META.format("application-name", "موقع"), "source", "موقع", "meta application-name"),
    (LINKED, "title", "أ", "json-ld"),
]  # fmt: skip


@pytest.mark.parametrize("head, field, value, origin", ORIGINS, ids=range(len(ORIGINS)))
def test_metadata_by_its_kind(head: str, field: str, value: str, origin: str) -> None:
    report = read(f"<html><head>{head}</head><body>{BODY}</body></html>")
    assert told(report)[field] == (value, origin)
    assert report.text == f"{REPORT}\n{OTHER}"


@pytest.mark.parametrize(
    "printed",
    [
        '<div class="post-date">الأحد 11 أكتوبر 2015</div>',
        '<span id="lblDate2" class="news_time">١١/١٠/٢٠١٥ - ٢٣:٣٠</span>',
        "<p>تاريخ النشر: 11-10-2015</p>",
        '<time datetime="2015-10-11T23:30:00+03:00">أمس</time>',
        '<abbr itemprop="datePublished" title="2015-10-11T01:00:00+03:00">1 ص</abbr>',
    ],
)
def test_printed_days(printed: str) -> None:
    today = '<div class="today-date">الأحد 22 نوفمبر 2026</div><nav><div class="date">1/1/2020</div></nav>'
    assert read(f"<body>{today}<h1>عنوان</h1>{printed}{BODY}</body>").value("published") == "2015-10-11"


def test_a_day_in_universal_time_gives_way_to_the_one_that_readers_saw() -> None:
    late = '<meta property="article:published_time" content="2015-10-10T22:30:00Z">'
    body = f'<div class="date">11 أكتوبر 2015</div>{BODY}'
    assert told(read(f"<head>{late}</head><body>{body}</body>"))["published"] == (
        "2015-10-11",
        "printed date",
    )
    assert told(read(f"<head>{late}</head><body>{BODY}</body>"))["published"] == ("2015-10-10", "open-graph")


@pytest.mark.parametrize("href", ["https://a.example/", "javascript:x()", "mailto:x@a.example"])
def test_a_link_that_would_make_all_pages_one_is_not_believed(href: str) -> None:
    report = read(f'<head><link rel="canonical" href="{href}"></head>{BODY}', "https://a.example/news/1?x=2")
    assert told(report)["url"] == ("https://a.example/news/1?x=2", "address")


ARABIC = f"<html><head>{{}}<title>عنوان</title></head><body>{BODY}</body></html>"
ENCODED = [
    ("utf-8", "", {}),
    ("utf-8", '<meta charset="windows-1256">', {}),
    ("utf-8-sig", "", {"content-type": "text/html; charset=iso-8859-1"}),
    ("utf-16", "", {}),
    ("windows-1256", "", {"content-type": "text/html; charset=windows-1256"}),
    ("windows-1256", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">', {}),
    ("windows-1256", '<meta charset="utf-8">', {"content-type": "text/html; charset=utf-8"}),
    ("windows-1256", "", {"content-type": "text/html; charset=iso-8859-1"}),
    ("windows-1256", '<meta charset="no-such">', {}),
    ("iso-8859-6", '<meta charset="iso-8859-6">', {}),
]  # fmt: skip


@pytest.mark.parametrize("encoding, head, headers", ENCODED, ids=range(len(ENCODED)))
def test_whatever_the_page_says_of_its_encoding(encoding: str, head: str, headers: dict[str, str]) -> None:
    text = ARABIC.format(head)
    report = read(text.encode(encoding, errors="xmlcharrefreplace"), **headers)
    assert report.text == f"{REPORT}\n{OTHER}"
    assert [note.code for note in report.notes] in ([], ["windows_1256"], ["iso_8859_6"])


def test_a_page_with_a_broken_byte_is_not_taken_for_windows_1256() -> None:
    report = read(ARABIC.format("").encode().replace("القتال".encode(), b"\xd8"))
    assert REPORT in report.text
    assert [note.code for note in report.notes] == ["broken_utf8"]


def test_a_page_without_a_body(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><nav><a href='/'>الرئيسية</a></nav></html>", encoding="utf-8")
    assert refused(tmp_path / "a.html") == "no body of a report was found on this page"


def test_text_outside_of_paragraphs_and_tables_for_layout() -> None:
    loose = f"<body><center><font size=4>{REPORT}<br><br>{OTHER}</font></center></body>"
    assert read(loose).text == f"{REPORT}\n{OTHER}"
    cell = f"<table><tr><td>القائمة</td><td>{BODY * 2}</td></tr></table>"
    assert read(f"<body>{cell}</body>").text.count(REPORT) == 2


def test_fragments_as_feeds_give_them() -> None:
    assert text_of("") == ""
    assert text_of("نص بلا علامات") == "نص بلا علامات"
    assert text_of("<p>أ<b>ب</b></p><!-- x --><ul><li>ج</li><li>د</li></ul>") == "أب\nج\nد"


BOMBS = {
    "deep": "<div>" * 100_000 + REPORT,
    "deep and closed": "<div>" * 400 + REPORT + "</div>" * 400,
    "many": "<i></i>" * 60_000 + BODY,
    "attributes": "<p " + " ".join(f"a{n}='x'" for n in range(300_000)) + f">{REPORT}</p>",
    "attributes behind quotes": "<p a=x'" + " ".join(f"b{n}" for n in range(400_000)) + f"'>{REPORT}</p>",
    "nested": "<div class=a>" * 90 + "<span class=date>كلمة</span> " * 5_000,
    "links": "<div><a href=x>كلمة</a>" * 100 + "<h3><a href=y>كلمة</a></h3>" * 9_000,
    "tags never closed": "<p <script " * 300_000,
    "scripts never closed": "<script <script> " * 200_000,
    "dashes": f"<title>{'-' * 3_000_000}</title><meta property='og:site_name' content='x'>{BODY}",
    "tables": "<table><tr><td>" * 45 + "كلمة " * 400_000,
    "json-ld": f"<script type='application/ld+json'>{'[' * 50_000}</script>{BODY}",
    "entities": f"<!DOCTYPE html [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>{BODY}&b;",
    "unclosed": f"{BODY}<script>" + "x" * 1_000_000,
    "nothing": "<",
    "brackets": f"<p>{'(' * 200_000}</p>{BODY}<p>{'(' * 200_000}</p>",
    "null": f"\0\0{BODY}",
}


@pytest.mark.parametrize("markup", BOMBS.values(), ids=BOMBS.keys())
def test_pages_made_to_do_harm_end_in_a_report_or_a_sentence(markup: str) -> None:
    data = markup.encode()
    item = page(data, Capture(data, "text/html", AT, "page.html"))
    assert isinstance(item, Found | SetAside)
    if isinstance(item, SetAside):
        assert "\n" not in item.why


def test_a_page_that_is_too_large() -> None:
    data = (BODY + " " * 5_000_000).encode()
    item = page(data, Capture(data, "text/html", AT, "page.html"))
    assert item == SetAside("page.html", "it is a page of more than 4 MiB; save its report as text")


def test_a_headline_inside_json_ld_that_is_no_words_is_passed_over() -> None:
    odd = json.dumps(
        {"@type": "NewsArticle", "headline": {"a": 1}, "datePublished": 5, "publisher": ["x", None]}
    )
    report = read(f"<script type='application/ld+json'>{odd}</script><h1>عنوان</h1>{BODY}")
    assert told(report) == {"title": ("عنوان", "h1")}


NEWS_OPENINGS = [
    "نشر الجيش نقاط تفتيش جديدة في المدينة.",
    "حرر الجيش ثلاثة مواقع في الجبهة.",
    "وتابع المصدر أن الهجوم صد.",
    "تابع المصدر أن الهجوم صد.",
    "انضم عشرات المسلحين إلى القوات الحكومية.",
    "شارك مئات المواطنين في المسيرة.",
]


@pytest.mark.parametrize("opening", NEWS_OPENINGS)
def test_a_short_line_of_news_at_the_edge_is_no_label(opening: str) -> None:
    text = f"<p>{opening}</p><p>{REPORT}</p><p>{opening}</p>"
    assert read(f"<body><h1>عنوان</h1><article>{text}</article></body>").text.split("\n") == [
        opening, REPORT, opening
    ]  # fmt: skip


def test_a_page_of_short_lines_is_not_taken_whole() -> None:
    menu = "".join(f"<div onclick='x()'>قسم رقم {number}</div>" for number in range(30))
    report = "<article><p>قتل خمسة في تعز.</p><p>ولم يعرف المهاجمون.</p></article>"
    item = page(b"", Capture(b"", "text/html", AT, "page.html"))
    assert isinstance(item, SetAside)
    assert "قسم رقم" not in read(f"<body>{menu}{report}</body>").text


ELSEWHERE = "https://b.example/news/9"
CLAIMS = [
    f'<link rel="canonical" href="{ELSEWHERE}">',
    OG.format("url", ELSEWHERE),
    LINKED.replace('"headline": "أ"', f'"mainEntityOfPage": "{ELSEWHERE}"'),
]


@pytest.mark.parametrize("head", CLAIMS, ids=range(len(CLAIMS)))
def test_a_page_cannot_pass_for_one_of_another_host(head: str) -> None:
    markup = f"<head>{head}</head>{BODY}"
    assert told(read(markup, f"{NEWS}?x=2"))["url"] == (f"{NEWS}?x=2", "address")
    # Where nobody knows where a saved page came from, it is all there is.
    assert read(markup, "page.html").value("url") == ELSEWHERE
    for whence in ("https://www.b.example/news/9?x=2", "http://B.example:8080/y"):
        assert read(markup, whence).value("url") == ELSEWHERE
