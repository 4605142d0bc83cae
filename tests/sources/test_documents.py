"""DOCX and PDF: text in reading order, titles, what is set aside and why, bombs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.sources.pdf_maker import pdf, stream, written
from tests.sources.shared import OTHER, REPORT, alone, refused, told
from tests.sources.test_tables import repacked

LINES = [
    "انسحبت القوات من مديرية عتمة (شمال) يوم 11/10/2015 أمس.",
    "وقتل 12 جنديا وأصيب 3,500 مدني، بحسب UN OCHA في صنعاء.",
    "الأمم المتحدة: لا اتفاق على «الهدنة» حتى الآن",
]
SHAPES = {"لا": "ﻻ", "ا": "ﺎ", "ل": "ﻟ", "ة": "ﺔ", "م": "ﻤ", "ن": "ﻨ", "ي": "ﻴ"}


def as_seen(line: str) -> str:
    """A line from left to right as it is seen on the page; brackets named by their shape there."""
    turned = line[::-1].translate(str.maketrans("()«»", ")(»«"))
    return re.sub(r"[0-9A-Z][0-9A-Z/., ]*[0-9A-Z]|[0-9A-Z]", lambda run: run[0][::-1], turned)


def brackets_as_written(line: str) -> str:
    return as_seen(line).translate(str.maketrans("()«»", ")(»«"))


def joined(line: str) -> str:
    for letter, shape in SHAPES.items():
        line = line.replace(letter, shape)
    return as_seen(line)


def test_a_document_in_order_with_its_table_and_title(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "تقرير ميداني"
    document.core_properties.author = "شخص ما"
    document.core_properties.last_modified_by = "شخص آخر"
    document.add_paragraph(REPORT)
    table = document.add_table(rows=2, cols=3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"خلية {number}"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "مدموجة"
    document.add_paragraph("")
    document.add_paragraph(OTHER)
    document.save(str(tmp_path / "a.docx"))
    report = alone(tmp_path / "a.docx")
    assert report.text.split("\n") == [REPORT, "خلية 0\tخلية 1\tخلية 2", "مدموجة\tخلية 5", OTHER]
    assert told(report) == {"title": ("تقرير ميداني", "core properties")}
    assert report.capture.data == (tmp_path / "a.docx").read_bytes()


def test_a_document_without_words_or_with_a_bomb(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    assert "it holds no text" in refused(tmp_path / "a.docx")
    bomb = b"<w:document>" + b"<w:p/>" * 10_000_000
    repacked(tmp_path / "a.docx", "word/document.xml", bomb)
    assert "swells beyond measure" in refused(tmp_path / "a.docx")
    repacked(
        tmp_path / "a.docx",
        "word/document.xml",
        b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    )
    assert "declares entities" in refused(tmp_path / "a.docx")
    repacked(tmp_path / "a.docx", "word/document.xml", b"<x")
    assert "broken or protected" in refused(tmp_path / "a.docx")


@pytest.mark.parametrize("order", [as_seen, brackets_as_written, joined, str])
def test_arabic_of_a_pdf_comes_in_reading_order(tmp_path: Path, order: Callable[[str], str]) -> None:
    (tmp_path / "a.pdf").write_bytes(
        pdf([[order(line) for line in LINES], ["The end, 12 May."]], title="عنوان")
    )
    report = alone(tmp_path / "a.pdf")
    assert report.text.split("\n") == [*LINES, "The end, 12 May."]
    assert told(report) == {"title": ("عنوان", "document properties")}


def test_a_pdf_without_text_or_broken(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[], []]))
    assert "without text, as scanners make them" in refused(tmp_path / "a.pdf")
    (tmp_path / "a.pdf").write_bytes(pdf([[as_seen(REPORT)]])[:400])
    assert "broken PDF" in refused(tmp_path / "a.pdf")


def test_a_pdf_of_too_many_pages(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[]] * 501))
    assert "more than 500 pages" in refused(tmp_path / "a.pdf")


@pytest.mark.parametrize("size", [5_000_000, 200_000_000])
def test_a_page_that_swells(tmp_path: Path, size: int) -> None:
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(b"q Q " * 250_000) for _ in range(size // 1_000_000)) + packing.flush()
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream(packed, "/Filter /FlateDecode "),
        "null",
        "<< >>",
    ]
    (tmp_path / "a.pdf").write_bytes(written(objects))
    assert "swells beyond measure" in refused(tmp_path / "a.pdf")


def test_a_pdf_whose_pages_go_in_a_circle(tmp_path: Path) -> None:
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [2 0 R] >>",
        *["<< >>"] * 4,
    ]
    (tmp_path / "a.pdf").write_bytes(written(objects))
    assert refused(tmp_path / "a.pdf")


def test_cells_are_as_many_as_are_written_whatever_they_say_to_span(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = REPORT, OTHER
    table.cell(0, 0)._tc.grid_span = 2_000_000_000
    document.save(str(tmp_path / "a.docx"))
    assert alone(tmp_path / "a.docx").text == f"{REPORT}\t{OTHER}"


def test_many_pages_that_draw_the_same_are_counted_each(tmp_path: Path) -> None:
    drawn = stream(zlib.compress(b"q Q " * 900_000, 9), "/Filter /FlateDecode ")
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>"
    kids = " ".join(f"{number} 0 R" for number in range(7, 17))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count 10 /Kids [{kids}] >>",
        drawn,
        *["<< >>"] * 3,
        *[page] * 10,
    ]
    (tmp_path / "a.pdf").write_bytes(written(objects))
    assert "swells beyond measure" in refused(tmp_path / "a.pdf")
