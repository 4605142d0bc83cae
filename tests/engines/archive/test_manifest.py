"""A manifest is checked before anything is read; a line that cannot be meant is told with its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.engines.archive.faults import ArchiveError
from sijill.engines.archive.manifest import cut, digest, read_manifest
from sijill.sources.kinds import Kind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.warc.gz", "b.jsonl", "c.parquet", "d.ndjson.gz", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    return tmp_path


def manifest(folder: Path, *lines: str) -> Path:
    (folder / "manifest.txt").write_text("\n".join(lines), encoding="utf-8")
    return folder / "manifest.txt"


def test_files_are_taken_in_order_and_by_their_names(folder: Path) -> None:
    lines = ["\ufeff# what there is", "", " b.jsonl ", str(folder / "a.warc.gz"), "c.parquet", "d.ndjson.gz"]
    inputs = read_manifest(manifest(folder, *lines, "memory://bucket/2019/e.WARC.GZ?x=1"))
    assert [file.kind for file in inputs] == [Kind.LINES, Kind.WARC, Kind.PARQUET, Kind.LINES, Kind.WARC]
    assert [file.size for file in inputs] == [1, 1, 1, 1, None]
    assert inputs[0].name == "b.jsonl"
    assert inputs[0].place == str(folder / "b.jsonl")


@pytest.mark.parametrize(
    "lines, said",
    [
        (["b.jsonl", "missing.jsonl"], "manifest.txt:2: missing.jsonl: there is no such file"),
        ([], "manifest.txt: it names no file"),
        (["# nothing", ""], "manifest.txt: it names no file"),
        (["folder"], "manifest.txt:1: folder: it is a folder; name the files in it"),
        (["notes.txt"], "manifest.txt:1: notes.txt: its name tells of no kind that is read"),
        (["b.jsonl", "", "./b.jsonl"], "manifest.txt:3: ./b.jsonl: it is named in line 1 already"),
        (["nowhere://x/a.warc.gz"], "nowhere:// is no kind of store that is known"),
        (["a\0b.jsonl"], "null"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(folder: Path, lines: list[str], said: str) -> None:
    with pytest.raises(ArchiveError) as told:
        read_manifest(manifest(folder, *lines))
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_what_is_no_manifest_is_told(folder: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no such file"):
        read_manifest(folder / "none.txt")
    with pytest.raises(ArchiveError, match="it is a folder"):
        read_manifest(folder)
    (folder / "manifest.txt").write_bytes(b"\xff\xfe\x00b")
    with pytest.raises(ArchiveError, match="no text in UTF-8"):
        read_manifest(folder / "manifest.txt")


def test_a_store_whose_library_is_missing_is_told_with_its_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.get_filesystem_class", missing)
    with pytest.raises(ArchiveError, match=r"s3:// cannot be opened yet \(Install s3fs"):
        read_manifest(manifest(folder, "s3://bucket/a.warc.gz"))


def test_shards_are_cut_in_order(folder: Path) -> None:
    inputs = read_manifest(manifest(folder, "b.jsonl", "a.warc.gz", "c.parquet"))
    shards = cut(inputs, 2)
    assert [[file.name for file in shard.inputs] for shard in shards] == [
        ["b.jsonl", "a.warc.gz"],
        ["c.parquet"],
    ]
    assert [shard.number for shard in shards] == [0, 1]


def test_the_digest_tells_other_files_and_other_cuts(folder: Path) -> None:
    inputs = read_manifest(manifest(folder, "b.jsonl", "a.warc.gz"))
    first = digest(cut(inputs, 1))
    assert digest(cut(inputs, 2)) != first
    assert digest(cut(inputs[::-1], 1)) != first
    (folder / "b.jsonl").write_bytes(b"longer")
    assert digest(cut(read_manifest(folder / "manifest.txt"), 1)) != first
