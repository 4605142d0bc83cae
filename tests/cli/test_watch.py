"""`sijill watch` as a user runs it, against a local server."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.servers import Exchange, Site, article, page, rss, serving, status, tagged

BODY = (
    "اندلعت صباح اليوم الأحد اشتباكات بين قوات حكومية ومسلحين حوثيين في مديرية صرواح غرب محافظة مأرب.",
    "وقالت مصادر محلية إن خمسة مدنيين أصيبوا بشظايا القصف المتبادل، ونقلوا إلى مستشفى المدينة للعلاج.",
)
HOST = ("--allow-host", "127.0.0.1")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def listing(folder: Path, *addresses: str, **fields: str) -> str:
    lines = "".join(f"  {name}: {value}\n" for name, value in fields.items())
    (folder / "feeds.yaml").write_text(
        "".join(f"- url: {url}\n{lines}" for url in addresses), encoding="utf-8"
    )
    return "feeds.yaml"


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "sijill.db")) as connection:
        return connection.execute(query).fetchall()


def two_reports(site: Site) -> None:
    told = [(site.url(f"/{number}"), f"خبر {number}", BODY[number]) for number in (0, 1)]
    site.routes["/feed.xml"] = tagged(rss(*told), '"v1"')
    for number in (0, 1):
        site.routes[f"/{number}"] = page(article(f"خبر {number}", *BODY[: number + 1], *BODY))


def test_one_round(run: Run, tmp_path: Path, site: Site) -> None:
    two_reports(site)
    feeds = listing(tmp_path, site.url("/feed.xml"), name="صحيفة")
    ran = run("watch", feeds, "--once", *HOST)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "صحيفة: 2 new of 2 entries",
        "2 new reports and 0 new versions from 1 polls, 0 failed",
    ]
    assert rows(tmp_path, "SELECT source, published FROM version") == [("صحيفة", "2015-10-11")] * 2
    assert rows(tmp_path, "SELECT etag, failures, last_error FROM feed") == [('"v1"', 0, None)]
    assert rows(tmp_path, "SELECT type FROM claim WHERE type = 'clash'")
    ((command, counts),) = rows(tmp_path, "SELECT command, counts FROM run")
    assert command == "watch"
    assert json.loads(str(counts))["new"] == 2

    again = run("watch", feeds, "--once", *HOST)
    assert again.out.startswith("صحيفة: not due before ")
    assert again.code == 0


def test_pages_behind_the_entries(run: Run, tmp_path: Path, site: Site) -> None:
    two_reports(site)
    ran = run("watch", listing(tmp_path, site.url("/feed.xml"), articles="true"), "--once", "--json", *HOST)
    (told,) = [json.loads(line) for line in ran.out.splitlines()]
    assert told.pop("next_at")
    assert told == {
        "feed": site.url("/feed.xml"), "name": None, "outcome": "taken", "entries": 2, "new": 2, "why": None,
    }  # fmt: skip
    assert sorted(rows(tmp_path, "SELECT whence FROM version")) == [(site.url("/0"),), (site.url("/1"),)]


def test_failures(run: Run, tmp_path: Path, site: Site) -> None:
    two_reports(site)
    site.routes["/broken.xml"] = status(500)
    feeds = listing(tmp_path, site.url("/feed.xml"), site.url("/broken.xml"))
    ran = run("watch", feeds, "--once", *HOST)
    assert ran.code == 1
    (said,) = ran.err.splitlines()
    assert said.startswith(
        f"sijill: {site.url('/broken.xml')}: the server answered 500 (Internal Server Error); asked"
    )
    assert run("watch", listing(tmp_path, site.url("/broken.xml?b")), "--once", *HOST).code == 2


def test_local_hosts_are_not_opened_unless_it_is_said(run: Run, tmp_path: Path, site: Site) -> None:
    two_reports(site)
    ran = run("watch", listing(tmp_path, site.url("/feed.xml")), "--once")
    assert ran.code == 2
    assert "127.0.0.1 is not on the public internet; allow the host if you trust it (--allow-host)" in ran.err
    assert site.requests == []


@pytest.mark.parametrize(
    "text, arguments, told",
    [
        ("- url: nowhere\n- name: x\n", (), "feeds.yaml:1: url \"nowhere\" is no web address"),
        ("- url: nowhere\n- name: x\n", (), "feeds.yaml:2: a feed needs \"url\""),
        ("- url: https://a.example/\n", ("--allow-host", "a/b"), '--allow-host: "a/b" is not a host'),
        ("- url: https://a.example/\n", ("--pack", "atlantis"), "atlantis"),
        ("- url: https://a.example/\n", ("--database", "sqlite:///no/such.db"), "folder"),
    ],
)  # fmt: skip
def test_wrong_usage(run: Run, tmp_path: Path, text: str, arguments: tuple[str, ...], told: str) -> None:
    (tmp_path / "feeds.yaml").write_text(text, encoding="utf-8")
    ran = run("watch", "feeds.yaml", "--once", *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert "Traceback" not in ran.err


def started(folder: Path, feeds: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "sijill.cli.main", "watch", feeds, *HOST],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ),
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_while_it_waits(tmp_path: Path, site: Site, number: signal.Signals) -> None:
    two_reports(site)
    with started(tmp_path, listing(tmp_path, site.url("/feed.xml"))) as process:
        assert process.stdout is not None
        assert b"2 new of 2 entries" in process.stdout.readline()
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert out.startswith(b"2 new reports")
    assert rows(tmp_path, "SELECT count(*) FROM run WHERE ended_at IS NOT NULL") == [(1,)]


def test_stopped_in_the_midst_of_a_page_it_does_the_rest_next_time(
    run: Run, tmp_path: Path, site: Site
) -> None:
    two_reports(site)
    whole = site.routes["/1"]
    reached, released = threading.Event(), threading.Event()

    def hang(exchange: Exchange) -> None:
        reached.set()
        released.wait()
        exchange.answer(b"", 503)

    site.routes["/1"] = hang
    feeds = listing(tmp_path, site.url("/feed.xml"), articles="true")
    with started(tmp_path, feeds) as process:
        assert reached.wait(60)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
        released.set()
    assert (process.returncode, err) == (0, b"")
    # The page that came is kept; that the feed was read is not said, for it was not read to its end.
    assert rows(tmp_path, "SELECT whence FROM version") == [(site.url("/0"),)]
    assert rows(tmp_path, "SELECT * FROM feed") == []

    site.routes["/1"] = whole
    assert run("watch", feeds, "--once", *HOST).out.startswith(f"{site.url('/feed.xml')}: 1 new of 2 entries")
    assert rows(tmp_path, "SELECT count(*) FROM version") == [(2,)]
    assert site.paths.count("/0") == 1
