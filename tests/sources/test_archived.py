"""The files of an archive, on this machine and in stores, cut into records that are not looked into yet."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from sijill.record import Found, ReportError, SetAside
from sijill.sources.archived import archived_kind, records_at
from sijill.sources.kinds import Kind
from sijill.sources.options import Options
from sijill.sources.raw import Raw
from sijill.sources.stores import check_store
from tests.sources.shared import AT, REPORT
from tests.sources.warc_maker import pages

LINE = json.dumps({"text": REPORT}, ensure_ascii=False).encode() + b"\n"


@pytest.fixture
def bucket() -> Iterator[str]:
    """A store with nothing in it."""
    store = fsspec.filesystem("memory")
    store.mkdirs("/bucket", exist_ok=True)
    yield "memory://bucket"
    store.rm("/bucket", recursive=True)


def records(place: str, kind: Kind) -> list[Raw | SetAside]:
    return list(records_at(place, "the file", kind, Options(captured_at=AT)))


def test_lines_are_handed_out_before_they_are_decoded(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINE + b"no JSON\n\n")
    first, second = records(str(tmp_path / "a.jsonl"), Kind.LINES)
    assert isinstance(first, Raw)
    assert isinstance(second, Raw)
    assert (first.data, first.whence) == (LINE, "the file:1")
    found = first.taken()
    assert isinstance(found, Found)
    assert (found.text, found.capture.whence) == (REPORT, "the file:1")
    assert isinstance(second.taken(), SetAside)


def test_pages_are_handed_out_before_they_are_parsed(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, pages(2))))
    raws = records(str(tmp_path / "a.warc.gz"), Kind.WARC)
    assert [raw.whence for raw in raws] == ["https://a.example/0", "https://a.example/1"]
    assert isinstance(raws[0], Raw)
    assert raws[0].data.startswith(b"<html>")
    found = raws[0].taken()
    assert isinstance(found, Found)
    assert found.text.startswith(REPORT)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_store_is_read_like_a_folder(bucket: str, name: str) -> None:
    content = gzip.compress(LINE * 3) if name.endswith(".gz") else LINE * 3
    fsspec.filesystem("memory").pipe(f"/bucket/{name}", content)
    raws = records(f"{bucket}/{name}", Kind.LINES)
    assert [raw.data for raw in raws if isinstance(raw, Raw)] == [LINE] * 3


def test_what_cannot_be_opened_or_breaks_off_is_told_last(bucket: str, tmp_path: Path) -> None:
    for place in (f"{bucket}/none.jsonl", str(tmp_path / "none.jsonl")):
        assert records(place, Kind.LINES) == [SetAside("the file", "there is no such file")]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINE * 1000)[:-30])
    *before, last = records(str(tmp_path / "a.jsonl.gz"), Kind.LINES)
    assert all(isinstance(raw, Raw) for raw in before)
    assert isinstance(last, SetAside)
    assert "its compressed data is broken" in last.why


def test_a_fault_of_a_store_is_one_sentence(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError("no credentials\nwere found")

    monkeypatch.setattr("fsspec.open", failing)
    (only,) = records(f"{bucket}/a.jsonl", Kind.LINES)
    assert only == SetAside("the file", "it cannot be fetched (no credentials were found)")


def test_kinds_are_told_by_names() -> None:
    names = ["x.WARC.gz", "s3://b/x.warc?versionId=1", "x.ndjson.gz", "x.parquet", "x.html", "warc", "x.gz"]
    kinds = [Kind.WARC, Kind.WARC, Kind.LINES, Kind.PARQUET, None, None, None]
    assert [archived_kind(name) for name in names] == kinds


def test_an_unknown_store_is_refused() -> None:
    check_store("memory://bucket/a.jsonl")
    with pytest.raises(ReportError, match="nowhere:// is no kind of store"):
        check_store("nowhere://bucket/a.jsonl")
