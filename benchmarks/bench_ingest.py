"""What it costs to keep reports beside reading them: a ratio, by stage, with memory and size; then searching.

Each part runs in a process of its own, one after the other: reading the reports and dropping what was read,
then `ingest` of the same file into an empty SQLite register, then `bench_search.py` over that register.
Seconds are those that a user waits.

usage: bench_ingest.py [REPORTS.jsonl[.gz]] [--first N] [--write]

Without a file, data/reports/saudinewsnet.jsonl.gz in the folder that $SIJILL_SHARED names. With --write the
figures replace those in docs/reference/register-performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from sijill import __version__, packs
from sijill.cli.readers import reader_of
from sijill.engines.ingest import STAGES, ingest
from sijill.engines.stamped import StampedReader
from sijill.record import Found
from sijill.sources.making import report
from sijill.sources.opening import reports_in
from sijill.sources.options import Options
from sijill.store import Register, Stamp

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "reference" / "register-performance.md"
FIGURES: Final = re.compile(r"(<!-- figures: make bench -->\n).*?(<!-- end of figures -->)", re.DOTALL)
REPORTS: Final = (
    Path(os.environ.get("SIJILL_SHARED") or ROOT.parent / "shared") / "data/reports/saudinewsnet.jsonl.gz"
)
PACK: Final = "yemen"
LOOKED_AT: Final = (3_000, 10_000, 20_000)
"""Reports after which memory is looked at: the first time when the words of a pack are in memory."""

Item = TypeVar("Item")


def stamped() -> StampedReader:
    """The default pack's reader, loaded as the commands load it."""
    about = packs.info(PACK)
    reader = reader_of(PACK)
    stamp = Stamp(__version__, about.name, about.version, packs.fingerprint(PACK))
    return StampedReader(stamp, lambda: reader)


def read_only(path: str, first: int | None) -> dict[str, Any]:
    """Take the reports in, read them, and keep nothing."""
    reader, count = stamped(), 0
    started, worked = time.perf_counter(), time.process_time()
    for item in islice(reports_in([path], Options()), first):
        if isinstance(item, Found):
            reader.read(report(item))
            count += 1
    return {
        "reports": count,
        "seconds": time.perf_counter() - started,
        "worked": time.process_time() - worked,
        "memory": _memory(),
    }


def kept(path: str, first: int | None, database: str) -> dict[str, Any]:
    """Take the same reports into a register."""
    reader, held = stamped(), dict[int, float]()
    with Register.open(f"sqlite:///{database}") as register:
        started, worked = time.perf_counter(), time.process_time()
        run = register.start_run("ingest")
        items = _watched(islice(reports_in([path], Options()), first), held)
        summary = ingest(items, register, reader, run)
        register.end_run(run, summary.counts())
        seconds, worked = time.perf_counter() - started, time.process_time() - worked
        copies = register.stats()["copies"]
    size = sum(file.stat().st_size for file in Path(database).parent.glob(f"{Path(database).name}*"))
    return {
        **summary.counts(),
        # Of the whole: what came in as a first text may be the copy of one that came in later.
        "copies": copies,
        "seconds": seconds,
        "worked": worked,
        "stages": summary.seconds,
        "memory": _memory(),
        "held": sorted(held.items()),
        "size": size,
    }


def _watched(items: Iterable[Item], held: dict[int, float]) -> Iterator[Item]:
    for number, item in enumerate(items, 1):
        if number in LOOKED_AT:
            held[number] = _memory()
        yield item


def _memory() -> float:
    """Megabytes held at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(path: str, first: int | None) -> tuple[dict[str, Any], dict[str, Any], str]:
    """The three parts, each in a process of its own; searching tells its figures in words."""
    with tempfile.TemporaryDirectory() as folder:
        common = [sys.executable, __file__, path, *(["--first", str(first)] if first else [])]
        parts = [
            json.loads(subprocess.run([*common, *part], check=True, capture_output=True).stdout)
            for part in (["--part", "reading"], ["--part", "ingest", "--database", f"{folder}/bench.db"])
        ]
        search = [sys.executable, Path(__file__).with_name("bench_search.py"), f"sqlite:///{folder}/bench.db"]
        searching = subprocess.run(search, check=True, capture_output=True, text=True).stdout.strip()
    return parts[0], parts[1], searching


def told(reading: dict[str, Any], kept_: dict[str, Any], searching: str) -> str:
    """The figures as they stand on the page."""
    reports = kept_["new"]
    rows = [
        ("ingest: reports a second", f"{reports / kept_['seconds']:,.0f}"),
        ("reading alone: reports a second", f"{reading['reports'] / reading['seconds']:,.0f}"),
        ("**ingest against reading alone**", f"**{kept_['seconds'] / reading['seconds']:.2f}**"),
        ("the same in processor time", f"{kept_['worked'] / reading['worked']:.2f}"),
        *((f"{stage}: reports a second", f"{reports / kept_['stages'][stage]:,.0f}") for stage in STAGES),
        ("memory held at most, reading alone", f"{reading['memory']:,.0f} MB"),
        *(
            (f"memory held at most, ingest, after {number:,} reports", f"{megabytes:,.0f} MB")
            for number, megabytes in kept_["held"]
        ),
        ("memory held at most, ingest, at the end", f"{kept_['memory']:,.0f} MB"),
        ("size of the register", f"{kept_['size'] / 1e6:,.0f} MB"),
        ("the same, a report", f"{kept_['size'] / reports / 1e3:.1f} kB"),
    ]
    head = (
        f"{reports:,} reports, {kept_['events']:,} events, {kept_['copies']:,} copies, {kept_['refused']:,} "
        f"refused; Python {platform.python_version()}, SQLite, {os.cpu_count()} processors: a batch is kept "
        f"while the next one is read."
    )
    lines = [
        head,
        "",
        "| what | figure |",
        "|---|---:|",
        *(f"| {what} | {figure} |" for what, figure in rows),
        "",
        "## Searching that register",
        "",
        searching,
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and with --write put the figures into the page."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("reports", nargs="?", default=str(REPORTS))
    arguments.add_argument("--first", type=int)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--part", choices=("reading", "ingest"), help=argparse.SUPPRESS)
    arguments.add_argument("--database", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if not Path(given.reports).exists():
        sys.exit(f"nothing to measure on: there is no {given.reports}; name a file of reports")
    if given.part == "reading":
        print(json.dumps(read_only(given.reports, given.first)))
        return
    if given.part == "ingest":
        print(json.dumps(kept(given.reports, given.first, given.database)))
        return
    figures = told(*measured(given.reports, given.first))
    print(figures)
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(FIGURES.sub(lambda m: f"{m[1]}\n{figures}\n\n{m[2]}", page), encoding="utf-8")


if __name__ == "__main__":
    main()
