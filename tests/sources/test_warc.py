"""Web archives: pages that were given with status 200, streamed; memory does not grow with their number."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from sijill.record import Found, SetAside
from tests.sources.shared import OTHER, REPORT, found, items, told
from tests.sources.warc_maker import PAGE, pages, record

COUNTING = """
import resource, sys
from sijill.sources.opening import reports_in
from sijill.sources.options import Options
count = sum(1 for item in reports_in(sys.argv[1:], Options()) if item.text)
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_what_is_taken_and_what_is_passed_over(tmp_path: Path, name: str) -> None:
    page = PAGE.format(1).encode()
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page[:50], page[50:])) + b"0\r\n\r\n"
    records = [
        record(1, page, X_Test="seen"),
        record(2, page, status="404 Not Found"),
        record(3, page, kind="request"),
        record(4, b"\x89PNG", Content_Type="image/png"),
        record(5, gzip.compress(page), Content_Encoding="gzip"),
        record(6, chunked, Transfer_Encoding="chunked"),
        record(7, REPORT.encode(), Content_Type="text/plain"),
        record(8, PAGE.format(8).encode("windows-1256"), Content_Type="text/html; charset=windows-1256"),
    ]
    packed = [gzip.compress(one) for one in records] if name.endswith(".gz") else records
    (tmp_path / name).write_bytes(b"".join(packed))
    reports = found(tmp_path / name)
    assert [report.capture.whence[-1] for report in reports] == ["1", "5", "6", "7", "8"]
    first = reports[0]
    assert first.text == f"{REPORT}\n{OTHER} 1"
    assert first.capture.data == page
    assert first.capture.captured_at == "2019-01-20T18:30:01Z"
    assert first.capture.headers["x-test"] == "seen"
    assert told(first) == {"title": ("خبر 1", "h1"), "url": ("https://a.example/1", "address")}
    assert reports[1].text == reports[2].text == first.text
    assert told(reports[3]) == {"url": ("https://a.example/7", "address")}
    assert reports[4].text == f"{REPORT}\n{OTHER} 8"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_bombs_within_an_archive_do_not_stop_it(tmp_path: Path, name: str) -> None:
    bomb = gzip.compress(b"<p>" + b"a" * 100_000_000)
    records = [record(1, bomb, Content_Encoding="gzip"), record(2, b"a" * 5_000_000), *pages(1)]
    packed = [gzip.compress(one) for one in records] if name.endswith(".gz") else records
    (tmp_path / name).write_bytes(b"".join(packed))
    first, second, last = items(tmp_path / name)
    assert first == SetAside("https://a.example/1", "it unpacks to more than 4 MiB")
    assert isinstance(second, SetAside)
    assert "page of more than 4 MiB" in second.why
    assert isinstance(last, Found)


def test_an_archive_that_breaks_off_or_is_none(tmp_path: Path) -> None:
    whole = b"".join(map(gzip.compress, pages(20)))
    (tmp_path / "a.warc.gz").write_bytes(whole[:-100])
    *reports, last = items(tmp_path / "a.warc.gz")
    assert len(reports) == 19
    assert isinstance(last, SetAside)
    assert "broken web archive after response 19" in last.why
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(b"no archive" * 100))
    (item,) = items(tmp_path / "a.warc.gz")
    assert isinstance(item, SetAside)
    assert "broken web archive" in item.why


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    for count in (200, 2000):
        with (tmp_path / f"{count}.warc.gz").open("wb") as stream:
            stream.writelines(map(gzip.compress, pages(count)))

    def peak(count: int) -> int:
        """The most memory that a process of its own takes over the archive, in KiB."""
        done = subprocess.run(
            [sys.executable, "-c", COUNTING, str(tmp_path / f"{count}.warc.gz")],
            capture_output=True,
            check=True,
        )
        reports, most = map(int, done.stdout.split())
        assert reports == count
        return most

    assert peak(2000) < 1.1 * peak(200)


def test_headers_that_mark_a_visitor_are_not_kept(tmp_path: Path) -> None:
    told_of = {"Set_Cookie": "id=1", "AUTHORIZATION": "Basic x", "X_Test": "seen"}
    (tmp_path / "a.warc").write_bytes(record(1, PAGE.format(1).encode(), **told_of))
    (report,) = found(tmp_path / "a.warc")
    assert set(report.capture.headers) == {"content-type", "x-test"}
