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
from multiprocessing import active_children
from pathlib import Path
from typing import Any, Final, TypeVar

from sijill.cli.readers import beside, reader_of, stamped
from sijill.engines.ingest import ingest
from sijill.engines.taking import STAGES
from sijill.reading.gate import read_report
from sijill.record import Found
from sijill.sources.making import report
from sijill.sources.opening import reports_in
from sijill.sources.options import Options
from sijill.store import Register

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


def read_only(path: str, first: int | None) -> dict[str, Any]:
    """Take the reports in, read them, and keep nothing."""
    reader, count = reader_of(PACK), 0
    started, worked = time.perf_counter(), _worked()
    for item in islice(reports_in([path], Options()), first):
        if isinstance(item, Found):
            read_report(report(item), lambda: reader)
            count += 1
    return {
        "reports": count,
        "seconds": time.perf_counter() - started,
        "worked": _worked() - worked,
        "memory": _memory(),
    }


def kept(path: str, first: int | None, database: str) -> dict[str, Any]:
    """Take the same reports into a register."""
    reader, held = stamped(PACK), dict[int, float]()
    with Register.open(f"sqlite:///{database}") as register:
        started, worked = time.perf_counter(), _worked()
        run = register.start_run("ingest")
        items = _watched(islice(reports_in([path], Options()), first), held)
        summary = ingest(items, register, reader, run, beside=beside(reader, PACK))
        register.end_run(run, summary.counts())
        seconds, worked = time.perf_counter() - started, _worked() - worked
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
    """Megabytes held at most so far, by this process and by those that it started."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    running = sum(_held_by(process.pid) for process in active_children())
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + max(ended, running)) / 1024


def _held_by(pid: int | None) -> int:
    """Kilobytes that a process held at most."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0])


def _worked() -> float:
    """Seconds that processors worked for this process and for those that it started, as far as they ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


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
        f"while another process reads the next one. Memory is that of both."
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
