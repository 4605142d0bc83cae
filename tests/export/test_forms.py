"""Each form opened again by a library of others: what is in it, and that nothing in it does harm."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import feedparser
import openpyxl
import pandas
import polars
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.export.cells import FORMULA_STARTS, guarded
from sijill.export.columns import FLAT, PROVENANCE
from sijill.export.csv_rows import HXL
from sijill.export.forms import FORMS
from sijill.export.guide import guide
from sijill.record import check_record
from sijill.store.search_names import Filters
from tests.export.making import exported, report, rows

SIRWAH = {
    "id": "YE2613",
    "name": "صرواح",
    "name_en": "Sirwah",
    "level": "district",
    "district": "صرواح",
    "governorate": "مأرب",
    "country": "YE",
    "lat": 15.45,
    "lon": 44.99,
}
TWO = [
    report(
        {"place": SIRWAH, "numbers": [{"killed": [3, 9], "of": "houthi"}, {"injured": [20]}]},
        title="عنوان",
        url="https://news.example/1",
    ),
    report({"place": "YE", "type": "clash", "day": "2016-03-05"}, id="b", published="2016-03-06"),
]


def test_csv_reads_back_in_pandas_with_every_column_and_value() -> None:
    data, outcome = exported(TWO, "csv", bom=True)
    frame = pandas.read_csv(io.BytesIO(data))
    assert outcome.written == len(frame) == 2
    assert list(frame.columns) == [column.name for column in FLAT]
    first = frame.iloc[0]
    assert (first.place, first.latitude, first.killed_low, first.killed_high) == ("صرواح", 15.45, 3, 9)
    assert pandas.isna(first.injured_high)
    assert first.sentences == "شنت طائرات التحالف غارة على مديرية صرواح أمس"
    assert bool(first.machine_coded)
    assert not bool(first.reviewed)


@pytest.mark.parametrize("start", [*FORMULA_STARTS, "\u200f=", " \t@", "\ufeff+"])
def test_no_cell_of_text_begins_a_formula(start: str) -> None:
    words = f'{start}HYPERLINK("http://x.example","y")'
    (row,) = rows([report({"words": words}, source=words)])
    assert row["sentences"] == "'" + words
    assert row["outlets"] == "'" + words
    book = openpyxl.load_workbook(io.BytesIO(exported([report({"words": words})], "xlsx")[0]))
    cells = [cell for line in book.worksheets[0].iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in cells)
    assert guarded(-5) == -5


@given(st.text())
def test_whatever_a_report_says_is_no_formula(text: str) -> None:
    shown = str(guarded(text))
    assert not re.match(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@＝＋－＠]", shown)
    assert shown in (text, "'" + text)


def test_xlsx_opens_with_its_guide_and_lies_right_to_left_in_arabic() -> None:
    data, _ = exported(TWO, "xlsx", language="ar")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["الأحداث", "الأعمدة", "عن الملف"]
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    events, columns, about = book.worksheets
    assert [cell.value for cell in events[1]] == [column.name for column in FLAT]
    at = [column.name for column in FLAT].index("start")
    assert str(events[2][at].value).startswith("2016-03-01")
    assert [tuple(c.value for c in line) for line in columns.iter_rows()] == list(guide(FLAT))
    assert any("Machine-coded" in str(line[0].value) for line in about.iter_rows())
    english = openpyxl.load_workbook(io.BytesIO(exported(TWO, "xlsx")[0]))
    assert not english.worksheets[0].sheet_view.rightToLeft


def test_characters_that_xml_cannot_hold_do_not_break_xlsx_and_rss() -> None:
    documents = [report({"words": "قصف\x0b\x1f عنيف"}, source="وكالة\x08")]
    assert openpyxl.load_workbook(io.BytesIO(exported(documents, "xlsx")[0]))
    feed = feedparser.parse(exported(documents, "rss")[0])
    assert not feed.bozo


def test_geojson_is_a_collection_of_points_in_degrees() -> None:
    collection = json.loads(exported(TWO, "geojson")[0])
    assert collection["type"] == "FeatureCollection"
    first, second = collection["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [44.99, 15.45]}
    assert (first["type"], first["properties"]["place_level"]) == ("Feature", "district")
    assert second["geometry"] is None
    assert set(first["properties"]) == {c.name for c in FLAT} - {"latitude", "longitude"}
    assert json.loads(exported([], "geojson")[0])["features"] == []


def test_parquet_has_types_and_descriptions() -> None:
    data, _ = exported(TWO, "parquet")
    table = pq.read_table(io.BytesIO(data))
    assert table.num_rows == 2
    kinds = {field.name: str(field.type) for field in table.schema}
    assert (kinds["start"], kinds["killed_low"], kinds["latitude"]) == ("date32[day]", "int64", "double")
    assert (kinds["machine_coded"], kinds["place"]) == ("bool", "string")
    described = table.schema.field("claimed_by").metadata
    assert described[b"ar"].decode()
    assert polars.read_parquet(io.BytesIO(data))["killed_low"].to_list() == [3, None]


def test_hxl_has_a_row_of_tags_of_the_standard_form() -> None:
    tags, *events = rows(TWO, "hxl")
    assert len(events) == 2
    assert all(re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag) for tag in tags.values())
    assert len(set(tags.values())) == len(tags) == len(HXL)
    assert tags["killed_low"] == "#affected+killed+min"
    assert tags["latitude"] == "#geo+lat"


def test_rss_is_a_feed_with_an_item_an_incident() -> None:
    feed = feedparser.parse(exported(TWO, "rss", language="ar")[0])
    assert not feed.bozo
    assert feed.feed.language == "ar"
    assert [item.title for item in feed.entries][1] == "غارة جوية · صرواح (مأرب) · 1 مارس 2016"
    assert feed.entries[1].link == "https://news.example/1"
    assert "لم يراجعه إنسان" in feed.entries[0].summary
    assert len({item.id for item in feed.entries}) == 2


def test_jsonl_is_the_records_as_they_are() -> None:
    data, outcome = exported(TWO, "jsonl")
    lines = data.splitlines()
    assert outcome.written == len(lines) == 2
    assert all(check_record(line) == [] for line in lines)
    asked = Filters(types=frozenset(("clash",)))
    (only,) = exported(TWO, "jsonl", filters=asked)[0].splitlines()
    assert json.loads(only)["report"]["id"] == "b"
    public = exported(TWO, "jsonl", viewer="public")[0].splitlines()
    assert all(check_record(line) == [] for line in public)


def test_every_form_says_what_it_has_no_place_for_and_describes_its_columns() -> None:
    for form in FORMS.values():
        assert form.loses
        for name, kind, english, arabic in list(guide(form.columns))[1:] if form.columns else ():
            assert name
            assert kind
            assert english
            assert re.search("[\u0621-\u064a]", arabic), name
            assert arabic != english
        if form.columns:
            last = form.columns[-len(PROVENANCE) :]
            assert [c.name for c in last] == [c.name for c in PROVENANCE]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_digest_stands_alone_and_escapes_what_reports_say(language: Any) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    documents = [
        *TWO,
        report({"words": hostile}, id="c", source=hostile, title=hostile, url="javascript:alert(1)"),
    ]
    page = exported(documents, "digest", language=language)[0].decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in page
    assert hostile.replace("<", "&lt;").split("&lt;img")[0].split(">")[0] in page
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["https://news.example/1"]
    assert not re.search(r"url\(|@import", page)
    assert 'class="map"' in page
    assert "شنت طائرات التحالف غارة على مديرية صرواح أمس" in page
    assert ("أقوال لا حقائق" if language == "ar" else "Claims, not facts") in page
    assert ("الصمت ليس سلاما" if language == "ar" else "Silence is not peace") in page
    assert not re.search(r"(margin|padding|border)-(left|right)|text-align: *(left|right)", page)


def test_silence_is_told_only_where_every_place_was_asked_for() -> None:
    asked = Filters(types=frozenset(("airstrike", "clash")))
    assert b"No incident is told of" in exported(TWO, "digest", filters=Filters(since="2016-03-01"))[0]
    assert b"No incident is told of" not in exported(TWO, "digest", filters=asked)[0]


def test_no_incident_makes_an_empty_digest_and_not_a_fault() -> None:
    page, outcome = exported([], "digest")
    assert outcome.written == 0
    assert b"day not told" in page
