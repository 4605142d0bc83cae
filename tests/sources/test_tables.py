"""CSV and XLSX: columns by a saved mapping or by their names, dates in cells, an error a row, bombs."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sijill.record import Found, ReportError, SetAside
from sijill.sources import columns, xlsx_rows
from tests.sources.shared import OTHER, REPORT, alone, found, items, refused, told

DAY = "2015-10-11"


def sheet(path: Path, *rows: tuple[Any, ...], more: dict[str, list[tuple[Any, ...]]] | None = None) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for name, others in (more or {}).items():
        other = book.create_sheet(name)
        for row in others:
            other.append(row)
    book.save(path)
    return path


def test_columns_are_told_by_arabic_and_english_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        f'المعرف,تاريخ النشر,عنوان الخبر,نص الخبر,المصدر,الرابط\n7,١١/١٠/٢٠١٥,غارتان,"{REPORT}",موقع,http://a.example/7\n',
        encoding="utf-8",
    )
    report = alone(tmp_path / "a.csv")
    assert report.text == REPORT
    assert told(report) == {
        "id": ("7", "column المعرف"),
        "title": ("غارتان", "column عنوان الخبر"),
        "published": (DAY, "column تاريخ النشر"),
        "source": ("موقع", "column المصدر"),
        "url": ("http://a.example/7", "column الرابط"),
    }
    (note,) = report.notes
    assert note.code == "columns_guessed"
    assert "text from «نص الخبر»" in note.message
    assert json.loads(report.capture.data)["نص الخبر"] == REPORT
    assert report.capture.whence.endswith("a.csv:row 2")


@pytest.mark.parametrize("encoding, separator", [("utf-8-sig", ";"), ("utf-16", "\t"), ("windows-1256", ",")])
def test_as_spreadsheets_export_it(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [["Date", "Text"], ["11/10/2015", f'"{REPORT}\nسطر ثان"'], ["", ""], ["2015-10-12", OTHER]]
    content = "\r\n".join(separator.join(row) for row in rows)
    (tmp_path / "a.csv").write_bytes(content.encode(encoding))
    first, second = found(tmp_path / "a.csv")
    assert (first.text, first.value("published")) == (f"{REPORT}\nسطر ثان", DAY)
    assert second.text == OTHER
    assert second.capture.whence.endswith("row 5")


def test_a_mapping_beside_the_file_and_one_that_is_given(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"أ,ب,text\n10/11/2015,{REPORT},لا شيء هنا\n", encoding="utf-8")
    beside = tmp_path / "a.columns.yaml"
    beside.write_text("columns: {text: ب, published: أ}\ndates: month first\n", encoding="utf-8")
    report = alone(path)
    assert (report.text, report.value("published"), report.notes) == (REPORT, DAY, [])
    assert told(report)["published"][1] == "column أ"
    other = tmp_path / "other.yaml"
    other.write_text("columns: {text: text}\n", encoding="utf-8")
    assert alone(path, columns=columns.load(other)).text == "لا شيء هنا"


BAD_MAPPINGS = [
    ("columns: [a]", "it holds no mapping"),
    ("columns: {body: a}", "body is not known"),
    ("columns: {title: a}", "which column is the text"),
    ("columns: {text: {a: b}}", "must be the name of a column"),
    ("columns: {text: a}\ndates: year first", "day first or month first"),
    ("columns: {text: a}\nsheet: b", "sheet is not known"),
    ("columns: {text: a", "it is not YAML"),
    ("columns: {text: لا وجود له}", "it has no column «لا وجود له»"),
]


@pytest.mark.parametrize("written, why", BAD_MAPPINGS, ids=range(len(BAD_MAPPINGS)))
def test_a_wrong_mapping_is_told_with_its_file(tmp_path: Path, written: str, why: str) -> None:
    (tmp_path / "a.csv").write_text(f"text\n{REPORT}\n", encoding="utf-8")
    (tmp_path / "a.columns.yaml").write_text(written, encoding="utf-8")
    said = refused(tmp_path / "a.csv")
    assert why in said
    assert "a.columns.yaml" in said


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no such file"):
        columns.load(tmp_path / "absent.yaml")


def test_a_table_without_a_text_says_what_to_save(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    assert "none of its columns (x, y)" in refused(tmp_path / "a.csv")
    assert "NAME.columns.yaml" in refused(tmp_path / "a.csv")


def test_dates_of_a_spreadsheet_in_every_form(tmp_path: Path) -> None:
    dates = [
        datetime.datetime(2015, 10, 11, 23, 0),
        42288,
        42288.5,
        "11/10/2015",
        "الأحد 11 أكتوبر 2015",
        DAY,
    ]
    path = sheet(tmp_path / "a.xlsx", ("date", "text"), *((date, REPORT) for date in dates))
    assert [report.value("published") for report in found(path)] == [DAY] * len(dates)


def test_a_bad_row_is_set_aside_by_its_number(tmp_path: Path) -> None:
    rows = [("text", "date"), (REPORT, "25/13/2015"), (None, None), (OTHER, None), (None, DAY)]
    no_day, good, no_text = items(sheet(tmp_path / "a.xlsx", *rows))
    assert isinstance(no_day, SetAside)
    assert no_day.whence == f"{tmp_path / 'a.xlsx'}:row 2"
    assert '"25/13/2015" is not a day' in no_day.why
    assert isinstance(good, Found)
    assert good.text == OTHER
    assert no_text == SetAside(f"{tmp_path / 'a.xlsx'}:row 5", "its text is empty")


def test_of_several_sheets_those_with_the_columns_are_read(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ("شرح", "لا شيء"), more={"أخبار": [("النص", "id"), (REPORT, 12.0)]})
    report = alone(path)
    assert report.value("id") == "12"
    assert report.capture.whence == f"{path}:أخبار:row 2"


def test_empty_tables(tmp_path: Path) -> None:
    assert refused(sheet(tmp_path / "a.xlsx")) == "it is empty"
    assert refused(sheet(tmp_path / "b.xlsx", ("text",))) == "it has a header and no rows"
    (tmp_path / "c.csv").write_text(" \n", encoding="utf-8")
    assert refused(tmp_path / "c.csv") == "it is empty"


def test_a_quotation_mark_left_open_does_not_take_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'text\n"' + b"a" * (17 * 1024 * 1024))
    assert "larger than 16 MiB" in refused(tmp_path / "a.csv")
    (tmp_path / "a.csv").write_bytes(b'text\n"' + b"a\n" * (9 * 1024 * 1024))
    assert "it is no table of text" in refused(tmp_path / "a.csv")


def repacked(path: Path, part: str, content: bytes) -> None:
    """Put other content in the place of a part."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | {part: content}).items():
            archive.writestr(name, data)


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ("text",), (REPORT,))
    repacked(path, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 50_000_000)
    assert "swells beyond measure" in refused(path)

    path = sheet(tmp_path / "b.xlsx", ("text",), (REPORT,))
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    )
    repacked(path, "xl/worksheets/sheet1.xml", laughs)
    assert "declares entities" in refused(path)


def test_a_size_that_an_archive_states_falsely(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ("text",), (REPORT,))
    repacked(path, "xl/media/bomb.bin", b" " * 5_000_000)
    data = path.read_bytes()
    size = (5_000_000).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (1000).to_bytes(4, "little")))
    assert "broken or protected" in refused(path)


def test_a_spreadsheet_that_is_none(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
    (tmp_path / "a.xlsx").write_bytes(archive.getvalue())
    assert "broken or protected" in refused(tmp_path / "a.xlsx")


def test_rows_of_numbers_beyond_the_format_are_refused_and_gaps_passed_over(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ("text",), (REPORT,))
    with zipfile.ZipFile(path) as archive:
        content = archive.read("xl/worksheets/sheet1.xml")
    for number in (900_000, 2_000_000_000):
        moved = content.replace(b'<row r="2"', b'<row r="%d"' % number)
        assert moved != content
        repacked(path, "xl/worksheets/sheet1.xml", moved.replace(b' r="A2"', b""))
        if number == 900_000:
            assert alone(path).capture.whence.endswith("row 900000")
        else:
            assert "a row of a number above 1,048,576" in refused(path)


def test_a_sheet_that_breaks_off_after_rows_says_so(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", ("text",), (REPORT,))
    with zipfile.ZipFile(path) as archive:
        content = archive.read("xl/worksheets/sheet1.xml")
    end = content.index(b"</sheetData>")
    repacked(path, "xl/worksheets/sheet1.xml", content[:end] + b"<row r='x'/>" + content[end:])
    good, broken = items(path)
    assert isinstance(good, Found)
    assert isinstance(broken, SetAside)


def test_a_row_that_is_too_large_is_set_aside(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w", encoding="utf-8") as stream:
        stream.write("text,b\n" + "," * (17 * 1024 * 1024) + f"\n{REPORT},\n")
        stream.write(('"' + "a" * 1000 + '\n",') * (17 * 1024))
    large, good, last = items(tmp_path / "a.csv")
    assert isinstance(large, SetAside)
    assert large.whence.endswith("a.csv:row 2")
    assert "larger than 16 MiB" in large.why
    assert isinstance(good, Found)
    assert good.capture.whence.endswith("a.csv:row 3")
    assert isinstance(last, SetAside)
    assert "a row is larger than 16 MiB" in last.why


def test_cells_left_empty_are_counted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"], book.active["A2"], book.active["XFD3"] = "text", REPORT, OTHER
    book.save(tmp_path / "a.xlsx")
    monkeypatch.setattr(xlsx_rows, "MOST_CELLS", 1000)
    good, last = items(tmp_path / "a.xlsx")
    assert isinstance(good, Found)
    assert isinstance(last, SetAside)
    assert "cells; save its rows in several files" in last.why
