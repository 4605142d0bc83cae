"""Tables of Parquet are taken in like other tables: a report a row, columns told by their names."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sijill.record import SetAside
from tests.sources.shared import OTHER, REPORT, alone, items, refused, told


def table(path: Path, rows: list[dict[str, Any]], **options: Any) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path, **options)
    return path


def test_a_row_is_a_report(tmp_path: Path) -> None:
    row = {"url": "https://a.example/1", "date": datetime.date(2019, 1, 20), "content": REPORT, "words": [1]}
    report = alone(table(tmp_path / "a.parquet", [row]))
    assert report.text == REPORT
    assert report.capture.whence.endswith("a.parquet:row 1")
    assert told(report) == {
        "published": ("2019-01-20", "column date"),
        "url": ("https://a.example/1", "column url"),
    }


def test_rows_of_several_groups_come_in_order(tmp_path: Path) -> None:
    rows = [{"text": f"{REPORT} {number}"} for number in range(700)]
    found = items(table(tmp_path / "a.parquet", rows, row_group_size=100))
    assert [item.text for item in found if not isinstance(item, SetAside)] == [row["text"] for row in rows]


def test_a_bad_row_costs_no_other(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"text": REPORT, "date": "2019-01-20"},
        {"text": None, "date": "2019-01-21"},
        {"text": OTHER, "date": "x"},
    ]
    first, second, third = items(table(tmp_path / "a.parquet", rows))
    assert not isinstance(first, SetAside)
    assert isinstance(second, SetAside)
    assert isinstance(third, SetAside)
    assert second.whence.endswith(":row 2")


def test_what_is_no_table_of_reports_is_refused(tmp_path: Path) -> None:
    assert "is known to hold the reports' text" in refused(table(tmp_path / "a.parquet", [{"count": 1}]))
    whole = table(tmp_path / "b.parquet", [{"text": REPORT}]).read_bytes()
    (tmp_path / "b.parquet").write_bytes(whole[:-20])
    assert "it is a broken Parquet file" in refused(tmp_path / "b.parquet")
    middle = bytearray(whole)
    middle[8:60] = b"\0" * 52
    (tmp_path / "c.parquet").write_bytes(middle)
    assert "it is a broken Parquet file" in refused(tmp_path / "c.parquet")
