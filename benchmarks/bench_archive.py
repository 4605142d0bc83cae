"""What it costs to read an archive of the web: by step, against its floor, on more processes, on Ray.

The archive is made for the measurement, for none can be had here: web archives of pages in the proportion of
languages that --arabic says. An Arabic page is a report of the file in the frame of a news site, every other
page has as many letters of another language. Each part runs in processes of its own, one after the other:

- the floor: the same web archives unpacked and thrown away; then the same reports read and thrown away;
- `sijill archive run` with one process, with two, and on a Ray cluster of this machine with two;
- the gates over the reports themselves, and over those read by hand: what they leave, and what is lost by it.

usage: bench_archive.py [REPORTS.jsonl[.gz]] [--pages N] [--shards N] [--arabic SHARE] [--first N] [--write]

--first bounds the reports that the gates are tried on. Without a file, data/reports/saudinewsnet.jsonl.gz in
the folder that $SIJILL_SHARED names. With --write the figures, and what is reckoned from them, replace those
in docs/scale.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
from archive_month import hundred_million, month

from sijill.arabic.language import ARABIC, language_of
from sijill.arabic.letters import may_be_arabic
from sijill.cli.readers import kept_stamped
from sijill.engines.archive.manifest import read_manifest
from sijill.engines.archive.work import NO_TIME
from sijill.reading import Reader
from sijill.record import Report
from sijill.sources.archived import records_at

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "scale.md"
FIGURES: Final = re.compile(r"(<!-- (\w+): bench_archive -->\n).*?(<!-- end of \2 -->)", re.DOTALL)
OF_A_REGISTER: Final = ROOT / "docs" / "reference" / "register-performance.md"
KEEPING: Final = re.compile(r"\| keeping: reports a second \| ([\d,]+) \|")
A_REPORT: Final = re.compile(r"\| the same, a report \| ([\d.]+) kB \|")
SHARED: Final = Path(os.environ.get("SIJILL_SHARED") or ROOT.parent / "shared")
REPORTS: Final = SHARED / "data/reports/saudinewsnet.jsonl.gz"
GOLD: Final = SHARED / "data/dev/gold.jsonl"
PACK: Final = "yemen"

FRAME: Final = 60_000
"""Characters of markup around a report; some 80 kB a page is what a news site sends (from memory)."""

LATIN: Final = (
    "the and of to in that is was for it with as his on be at by had not are but from or have an they".split()
)
MARKUP: Final = (
    '<li class="menu-item menu-item-type-{0}"><a href="/section/{0}/{1}" data-track="{1}">{2}</a></li>\n',
    '<script>window.dataLayer.push({{"event":"view{0}","slot":{1},"name":"{2}"}});</script>\n',
    '<div class="widget widget-{1}"><img src="/media/{0}/{1}.jpg" alt=""><span>{1}</span></div>\n',
)


def reports_of(file: Path) -> Iterator[dict[str, Any]]:
    """The reports of a file of JSON lines."""
    with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as stream:
        for line in stream:
            report = json.loads(line)
            if report["text"].strip():
                yield report


def make(folder: Path, reports: list[dict[str, Any]], pages: int, shards: int, arabic: float) -> Path:
    """Web archives of so many pages; returns their manifest."""
    chance = random.Random(1)
    names = [f"pages-{number:03}.warc.gz" for number in range(shards)]
    streams = [(folder / name).open("wb") for name in names]
    number = 0
    for page in range(pages):
        is_arabic = chance.random() < arabic
        report = reports[number % len(reports)]
        number += is_arabic
        stream = streams[page * shards // pages]
        stream.write(gzip.compress(_record(page, _page(report, chance, is_arabic=is_arabic)), 6))
    for stream in streams:
        stream.close()
    (folder / "manifest.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    return folder / "manifest.txt"


def _page(report: dict[str, Any], chance: random.Random, *, is_arabic: bool) -> bytes:
    words = report["text"].split() if is_arabic else None
    text = report["text"] if words else " ".join(chance.choices(LATIN, k=max(1, len(report["text"]) // 4)))
    furniture: list[str] = []
    size = 0
    while size < FRAME:
        label = chance.choice(words or LATIN)
        piece = chance.choice(MARKUP).format(chance.randrange(100), chance.randrange(10**6), escape(label))
        furniture.append(piece)
        size += len(piece)
    half = len(furniture) // 2
    title = escape(str(report.get("title") or "")) if is_arabic else "News"
    body = "".join(f"<p>{escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body><nav><ul>"
        f"{''.join(furniture[:half])}</ul></nav><article><h1>{title}</h1>{body}</article>"
        f"<footer>{''.join(furniture[half:])}</footer></body></html>"
    ).encode()


def _record(number: int, body: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    return (
        (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
            f"WARC-Date: 2019-01-20T18:30:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        ).encode()
        + http
        + b"\r\n\r\n"
    )


def floor(manifest: Path, shards: Path) -> dict[str, float]:
    """Processor seconds of unpacking alone, and of reading alone the reports that a run has kept."""
    began = time.process_time()
    pages = sum(1 for file in read_manifest(manifest) for _ in records_at(file.place, "", file.kind, NO_TIME))
    unpacking = time.process_time() - began
    reader = _reader()
    names = ("text", "title", "published", "source", "url", "language")
    kept = [
        Report(**row)
        for file in sorted(shards.glob("*/reports.parquet"))
        for row in pq.read_table(file, columns=list(names)).to_pylist()
    ]
    reader.read(kept[0])
    began = time.process_time()
    for report in kept:
        reader.read(report)
    return {"pages": pages, "unpacking": unpacking, "reading": time.process_time() - began}


def _reader() -> Reader:
    return kept_stamped(PACK).reader()


def recall(file: Path, first: int | None) -> dict[str, Any]:
    """What the gates leave of a file's Arabic reports, and whether any of it would have been read."""
    reader = _reader()
    found = {"arabic": 0, "letters": 0, "conflict": 0, "told": 0, "lost": 0}
    for told in islice(reports_of(file), first):
        if language_of(told["text"]) != ARABIC:
            continue
        found["arabic"] += 1
        report = Report(text=told["text"], published=told.get("published"), source=told.get("source"))
        letters = may_be_arabic(told["text"].encode())
        conflict = reader.look_up(report) is not None
        events = bool(reader.read(report).events)
        found["letters"] += letters
        found["conflict"] += conflict
        found["told"] += events
        found["lost"] += events and not (letters and conflict)
    return found


def gold() -> tuple[int, list[str]]:
    """How many events the gold reports have, and those of reports that a gate leaves."""
    reader, count, lost = _reader(), 0, list[str]()
    if not GOLD.exists():
        return 0, []
    for told in reports_of(GOLD):
        count += len(told["events"])
        report = Report(text=told["text"], published=told.get("published"), source=told.get("source"))
        if not may_be_arabic(told["text"].encode()) or reader.look_up(report) is None:
            lost += [f"{told['id']}: {event['type']}, {event['status']}" for event in told["events"]]
    return count, lost


def run(manifest: Path, out: Path, *arguments: str) -> dict[str, Any]:
    """The report of a run, with the seconds that a user waits for the command."""
    command = [sys.executable, "-m", "sijill.cli.main", "archive", "run", str(manifest), "--out", str(out)]
    began = time.perf_counter()
    done = subprocess.run([*command, *arguments, "--json"], check=True, capture_output=True)
    report: dict[str, Any] = json.loads(done.stdout)
    report["waited"] = time.perf_counter() - began
    # The first shard has each worker load the pack.
    took = [json.loads(file.read_bytes()) for file in sorted((out / "times").glob("*.json"))]
    report["held"] = [shard["memory"] for shard in took]
    return report


def _own(part: str, *arguments: str) -> Any:
    """A part of the measurement in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--part", part, *arguments], check=True, capture_output=True
    )
    return json.loads(done.stdout)


def measured(file: Path, pages: int, shards: int, arabic: float, first: int | None) -> dict[str, str]:
    """Every part; the figures by the place on the page where they stand."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manifest = make(folder, list(islice(reports_of(file), pages)), pages, shards, arabic)
        size = sum(archive.stat().st_size for archive in folder.glob("*.warc.gz"))
        one = run(manifest, folder / "one", "--engine", "processes", "--workers", "1")
        two = run(manifest, folder / "two", "--engine", "processes", "--workers", "2")
        ray = run(manifest, folder / "ray", "--engine", "ray", "--workers", "2")
        alone = _own("floor", str(manifest), str(folder / "one" / "shards"))
        kept = sum(table.stat().st_size for table in (folder / "one").glob("shards/*/*.parquet"))
        same = all(
            (folder / other / table.relative_to(folder / "one")).read_bytes() == table.read_bytes()
            for other in ("two", "ray")
            for table in (folder / "one").glob("shards/*/*")
        )
    gates = _own("gates", str(file), *(["--first", str(first)] if first else []))
    register = OF_A_REGISTER.read_text(encoding="utf-8")
    keeping = float(KEEPING.findall(register)[0].replace(",", ""))
    report_bytes = 1e3 * float(A_REPORT.findall(register)[0])
    each = kept / one["reports"]
    return {
        "figures": told(one, two, ray, alone, size, kept, same=same, arabic=arabic, load=load, gates=gates),
        "month": month(one, two, each, keeping),
        "register": hundred_million(one, each, keeping, report_bytes),
    }


def told(
    one: dict[str, Any],
    two: dict[str, Any],
    ray: dict[str, Any],
    alone: dict[str, float],
    size: int,
    kept: int,
    *,
    same: bool,
    arabic: float,
    load: float,
    gates: dict[str, Any],
) -> str:
    """The figures as they stand on the page."""
    least = alone["unpacking"] + alone["reading"]
    steps = [
        f"| {step['name']} | {step['came']:,} | {step['went_on']:,} | {step['seconds']:,.1f} | "
        f"{step['came'] / step['seconds'] if step['seconds'] else 0:,.0f} |"
        for step in one["steps"]
    ]
    held = one["held"]
    rows = [
        ("pages a second and core", f"{one['pages_a_second_and_core']:,.0f}"),
        ("core hours a million pages", f"{one['core_hours_a_million_pages']:.2f}"),
        ("processor seconds of the run", f"{one['worked']:,.1f}"),
        ("unpacking alone, the same pages", f"{alone['unpacking']:,.1f}"),
        ("reading alone, the same reports", f"{alone['reading']:,.1f}"),
        ("**the run against both alone**", f"**{one['worked'] / least:.2f}**"),
        ("one process, seconds of the clock", f"{one['waited']:,.1f}"),
        ("two processes, seconds of the clock", f"{two['waited']:,.1f}"),
        ("**efficiency from one to two**", f"**{one['waited'] / two['waited'] / 2:.2f}**"),
        ("Ray with two, seconds of the clock, its start included", f"{ray['waited']:,.1f}"),
        ("**Ray against two processes**", f"**{two['waited'] / ray['waited']:.2f}**"),
        ("memory of the worker after the first quarter of shards", f"{held[len(held) // 4]:,.0f} MB"),
        ("memory of the worker at the end", f"{held[-1]:,.0f} MB"),
        ("bytes of a page as it is packed", f"{size / one['pages']:,.0f}"),
        ("bytes of Parquet for each report that is kept", f"{kept / one['reports']:,.0f}"),
        ("the three runs' files are the same", "yes" if same else "NO"),
    ]
    tried, lost = gates["reports"], gates["lost"]
    by_letters, by_words = tried["arabic"] - tried["letters"], tried["arabic"] - tried["conflict"]
    lines = [
        f"{one['pages']:,} pages, {arabic:.0%} of them Arabic, in {one['shards']} shards; {one['reports']:,} "
        f"reports kept, {one['events']:,} events; Python {platform.python_version()}, {os.cpu_count()} "
        f"processors, of which others kept {load:.1f} busy before the run.",
        "",
        "| step | came | went on | processor seconds | a second and core |",
        "|---|---:|---:|---:|---:|",
        *steps,
        "",
        "| what | figure |",
        "|---|---:|",
        *(f"| {what} | {figure} |" for what, figure in rows),
        "",
        f"The gates over {tried['arabic']:,} Arabic reports: {by_letters:,} left by their letters, "
        f"{by_words:,} without a word that can tell of an event; of the {tried['told']:,} of which "
        f"events are read, **{tried['lost']:,}** are lost.",
        "",
        f"Of the {gates['gold']:,} events of the reports read by hand, **{len(lost):,}** stand in reports "
        f"that a gate leaves{': ' + '; '.join(lost) if lost else ''}.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and with --write put the figures into the page."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("files", nargs="*", default=[str(REPORTS)], metavar="REPORTS")
    arguments.add_argument("--pages", type=int, default=20_000)
    arguments.add_argument("--shards", type=int, default=40)
    arguments.add_argument("--arabic", type=float, default=0.3)
    arguments.add_argument("--first", type=int)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--part", choices=("floor", "gates"), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    first = Path(given.files[0])
    if not first.exists():
        sys.exit(f"nothing to measure on: there is no {first}; name a file of reports")
    if given.part == "floor":
        print(json.dumps(floor(first, Path(given.files[1]))))
        return
    if given.part == "gates":
        count, lost = gold()
        print(json.dumps({"reports": recall(first, given.first), "gold": count, "lost": lost}))
        return
    figures = measured(first, given.pages, given.shards, given.arabic, given.first)
    print("\n\n".join(figures.values()))
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        page = FIGURES.sub(lambda m: f"{m[1]}\n{figures[m[2]]}\n\n{m[3]}", page)
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
