"""Paths and folders: which files are taken, in which order, as what; and that nothing ends the run."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sijill.record import Found, SetAside
from sijill.sources import csv_rows, lines
from sijill.sources.counting import how_many
from sijill.sources.opening import reports_in, reports_of
from sijill.sources.options import Options
from tests.sources.shared import OTHER, REPORT, alone, found, items, refused, told


def line(**values: str) -> str:
    return json.dumps({"text": REPORT, **values}, ensure_ascii=False) + "\n"


def test_a_folder_is_read_in_order_without_what_is_hidden_or_beside(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/x.txt", "b/.x.txt", "c.jsonl", "photo.jpg", "s.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(line() if name.endswith("jsonl") else REPORT, encoding="utf-8")
    (tmp_path / "t.columns.yaml").write_text("columns: {text: a}", encoding="utf-8")
    names = [item.capture.whence.removeprefix(f"{tmp_path}/") for item in found(tmp_path)]
    assert names == ["a.txt", "b/1.txt", "b/2.txt", "c.jsonl:1"]


def test_links_in_a_circle_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "in" / "back").symlink_to(tmp_path)
    assert len(found(tmp_path)) == 1


def test_what_is_wrong_with_one_file_does_not_touch_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04nothing")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "absent")
    read = items(tmp_path, tmp_path / "absent.txt")
    assert [type(item) for item in read] == [Found, SetAside, SetAside, SetAside, SetAside]
    assert read[-1] == SetAside(str(tmp_path / "absent.txt"), "there is no such file")


OF_OTHER_KINDS = [
    ("a.jpg", b"\xff\xd8\xff\xe0", "a picture"),
    ("a.ogg", b"OggS\x00", "sound or video"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1", "old Word or Excel"),
    ("a.rtf", b"{\\rtf1", "RTF"),
    ("a.zip", b"PK\x03\x04\x14\x00\x00\x00photos", "zip archive; unpack it"),
    ("a.xml", b"<?xml version='1.0'?><data/>", "neither a feed nor a page"),
    ("a.txt", b"", "it is empty"),
    ("a.json", b"[]", "it is a JSON list"),
    ("a.json", b'{\n  "text": "x"\n}', "goes over several lines"),
    ("a.jsonl", b'[\n  {"text": "x"}\n]', "goes over several lines"),
    ("a.txt", b"\xff\xfe\x00", "breaks off"),
    ("a.bin", bytes(range(256)) * 40, "not a text file"),
    ("a.html", b"  ", "it is empty"),
    ("a.jsonl", b"\n", "it is empty"),
]


@pytest.mark.parametrize("name, content, why", OF_OTHER_KINDS, ids=range(len(OF_OTHER_KINDS)))
def test_files_of_other_kinds_are_told_by_what_to_do(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert why in refused(tmp_path / name)


@pytest.mark.parametrize(
    "encoding, noted",
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("windows-1256", ["windows_1256"]),
        ("iso-8859-6", ["iso_8859_6"]),
    ],
)
def test_text_in_the_encodings_of_arabic(tmp_path: Path, encoding: str, noted: list[str]) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT.encode(encoding))
    report = alone(tmp_path / "a.txt")
    assert report.text == REPORT
    assert report.capture.data == REPORT.encode(encoding)
    assert [note.code for note in report.notes] == noted


@pytest.mark.parametrize(
    "text", ["قتل انسان في غارات على حرض وميدي، بينهم اثنان من جيزان", "اثنان من قتلى الكمين"]
)
def test_a_short_text_without_articles_is_windows_1256(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode("windows-1256"))
    assert alone(tmp_path / "a.txt").text == text


def test_a_text_has_no_id_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    assert told(alone(tmp_path / "a.txt")) == {}
    assert told(alone(tmp_path / "a.txt", source="س", published="2015-10-11")) == {
        "source": ("س", "command line"),
        "published": ("2015-10-11", "command line"),
    }


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "export.ndjson", "a.json"])
def test_lines_of_json_each_with_its_own_bytes(tmp_path: Path, name: str) -> None:
    content = (
        line(id="1", published="2015-10-11T08:00:00Z") + "\n{broken\n" + line(url="http://a.example/x")
    ).encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    first, broken, last = items(tmp_path / name)
    assert isinstance(first, Found)
    assert told(first) == {"id": ("1", "field id"), "published": ("2015-10-11", "field published")}
    assert json.loads(first.capture.data)["text"] == REPORT
    assert first.capture.whence == f"{tmp_path / name}:1"
    assert isinstance(broken, SetAside)
    assert broken.whence == f"{tmp_path / name}:3"
    assert isinstance(last, Found)
    assert told(last) == {"url": ("http://a.example/x", "field url")}


def test_lines_in_utf_16(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes((line() * 2).encode("utf-16"))
    assert [report.text for report in found(tmp_path)] == [REPORT] * 2


def test_nul_characters_are_shown_one_for_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line(text="قتل\0خمسة في تعز", title="أ\0ب"), encoding="utf-8")
    report = alone(tmp_path / "a.jsonl")
    assert report.text == "قتل\ufffdخمسة في تعز"
    assert report.value("title") == "أ\ufffdب"
    assert [note.code for note in report.notes] == ["nul_characters"]


def test_deep_json_is_set_aside_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": ' + "[" * 100_000 + "\n" + line(), encoding="utf-8")
    deep, good = items(tmp_path / "a.jsonl")
    assert isinstance(deep, SetAside)
    assert isinstance(good, Found)


def test_a_compressed_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    random = "".join(line(title=os.urandom(2000).hex()) for _ in range(50)).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(random)[:-20_000])
    *reports, last = items(tmp_path / "a.jsonl.gz")
    assert 20 < len(reports) < 50
    assert isinstance(last, SetAside)
    assert f"broken after report {len(reports)}" in last.why


def test_a_compressed_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wb") as stream:
        for _ in range(300):
            stream.write(b" " * 1024 * 1024)
    assert "swells to more than 200 times" in refused(tmp_path / "a.jsonl.gz")


def test_compressed_twice_is_not_unpacked_twice(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(gzip.compress(REPORT.encode())))
    assert refused(tmp_path / "a.gz") == "it is compressed twice; unpack it"


def test_standard_input_may_be_any_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html><body><p>{REPORT}</p><p>{OTHER}</p></body></html>".encode()

    class Input:
        buffer = io.BufferedReader(io.BytesIO(page))

    monkeypatch.setattr("sys.stdin", Input)
    (report,) = reports_in(["-"], Options())
    assert isinstance(report, Found)
    assert report.text == f"{REPORT}\n{OTHER}"
    assert report.capture.whence == "standard input"


def test_an_open_stream_is_read_by_the_ending_of_its_name() -> None:
    stream = io.BufferedReader(io.BytesIO(f"text,date\n{REPORT},11/10/2015\n".encode()))
    (report,) = reports_of(stream, "x.csv", "https://a.example/x.csv", Options())  # type: ignore[arg-type]
    assert isinstance(report, Found)
    assert report.value("published") == "2015-10-11"


def test_a_name_that_is_no_text_can_still_be_written_down(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(path)).write_text(REPORT, encoding="utf-8")
    (report,) = found(tmp_path)
    report.capture.whence.encode()


def test_how_many_there_will_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(line() * 3 + "\n", encoding="utf-8")
    (tmp_path / "c.html").write_text("<html></html>", encoding="utf-8")
    (tmp_path / "d.rtf").write_text("{\\rtf1", encoding="utf-8")
    assert how_many([str(tmp_path)]) == 6
    assert how_many([str(tmp_path), str(tmp_path / "absent")]) is None
    (tmp_path / "e.csv").write_text("text\nx\n", encoding="utf-8")
    assert how_many([str(tmp_path)]) is None


@pytest.mark.parametrize("fault", [KeyError, MemoryError, RecursionError])
def test_a_mistake_of_the_program_is_told_and_the_next_file_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def failing(stream: io.BufferedReader, whence: str, options: Options) -> Iterator[Found | SetAside]:
        yield next(lines.from_lines(stream, whence, options))
        raise fault("words\nof a report")

    (tmp_path / "a.csv").write_text(line() * 2, encoding="utf-8")
    (tmp_path / "b.txt").write_text(OTHER, encoding="utf-8")
    monkeypatch.setattr(csv_rows, "from_csv", failing)
    first, told_of, last = items(tmp_path)
    assert isinstance(first, Found)
    assert isinstance(told_of, SetAside)
    assert told_of.whence == str(tmp_path / "a.csv")
    assert f"failed on it after report 1 ({fault.__name__} in test_opening.py, line " in told_of.why
    assert "mistake in sijill, please report it" in told_of.why
    assert "words" not in told_of.why
    assert isinstance(last, Found)


def test_what_the_taker_of_a_report_raises_is_not_the_files_fault() -> None:
    stream = io.BufferedReader(io.BytesIO(line().encode()))
    reports = reports_of(stream, "a.jsonl", "a.jsonl", Options())  # type: ignore[arg-type]
    next(reports)
    with pytest.raises(KeyError):
        reports.throw(KeyError("the taker's"))  # type: ignore[attr-defined]
