"""Archives made for tests: files of every kind with all that is found in archives, good and bad."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.engines.made_reports import reports
from tests.sources.warc_maker import pages, record

ENGLISH = "<html><body><p>The two delegations met on Monday and agreed to meet again.</p></body></html>"
PERSIAN = (
    "<html><body><article><p>دو هیئت روز دوشنبه در پایتخت دیدار کردند و گفتند که گفتگوها ادامه خواهد یافت و "
    "نتیجه آن پس از پایان نشست اعلام می‌شود.</p></article></body></html>"
)
WEATHER = (
    "<html><body><article><p>توقعت الأرصاد أن تكون الأجواء صحوة على السواحل، وغائمة جزئيا على المرتفعات، "
    "وأن تهب رياح خفيفة إلى معتدلة خلال ساعات النهار.</p></article></body></html>"
)
EMPTY = "<html><body><ul><li><a href='/'>الصفحة الرئيسية للموقع الإخباري</a></li></ul></body></html>"


def archive(folder: Path) -> Path:
    """An archive of six files with its manifest, whose path is returned."""
    folder.mkdir(exist_ok=True)
    warc(folder / "pages.warc.gz", [*pages(12), *others()])
    warc(folder / "broken.warc.gz", pages(6))
    (folder / "broken.warc.gz").write_bytes((folder / "broken.warc.gz").read_bytes()[:-100])
    lines(folder / "lines.jsonl", 30, seed=1)
    with (folder / "lines.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"text": ""}\nno JSON\n{"text": "نص", "published": "2016-13-01"}\n')
    lines(folder / "packed.jsonl.gz", 30, seed=2)
    pq.write_table(pa.Table.from_pylist(list(reports(30, seed=3))), folder / "rows.parquet")
    (folder / "broken.parquet").write_bytes(b"PAR1" + b"\0" * 100)
    names = sorted(path.name for path in folder.iterdir() if path.name != "manifest.txt")
    (folder / "manifest.txt").write_text("# an archive\n\n" + "\n".join(names) + "\n", encoding="utf-8")
    return folder / "manifest.txt"


def even(folder: Path, shards: int, size: int) -> Path:
    """An archive of so many files with so many reports each, and no fault in any."""
    folder.mkdir(exist_ok=True)
    for number in range(shards):
        lines(folder / f"{number}.jsonl", size, seed=number)
    names = "".join(f"{number}.jsonl\n" for number in range(shards))
    (folder / "manifest.txt").write_text(names, encoding="utf-8")
    return folder / "manifest.txt"


def warc(path: Path, records: Iterator[bytes] | list[bytes]) -> None:
    """A web archive, each record packed by itself as the standard has it."""
    path.write_bytes(b"".join(map(gzip.compress, records)))


def lines(path: Path, count: int, seed: int) -> None:
    """A file of JSON lines."""
    written = "".join(
        json.dumps(report, ensure_ascii=seed % 2 == 0) + "\n" for report in reports(count, seed)
    )
    path.write_bytes(gzip.compress(written.encode(), mtime=0) if path.suffix == ".gz" else written.encode())


def others() -> Iterator[bytes]:
    """Pages that are left or set aside: other languages, no conflict, no text, not found."""
    yield record(90, ENGLISH.encode())
    yield record(91, PERSIAN.encode())
    yield record(92, WEATHER.encode())
    yield record(93, EMPTY.encode())
    yield record(94, ENGLISH.encode(), status="404 Not Found")
    yield record(95, b"<p>" + b"a" * 5_000_000)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a run's shards, and what it is, by name: all that must be the same."""
    found = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted((folder / "shards").rglob("*"))
        if path.is_file()
    }
    return {"run.json": (folder / "run.json").read_bytes(), **found}
