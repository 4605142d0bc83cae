"""How fast reports are read: sentences a second, memory, cold start, and whether cost grows with length only.

Beside the reader runs, in the same process, one plain pass of a name automaton over the folded text of the
same reports: what finding the names alone must cost. Times are processor seconds of one core, but for the
cold start, which is what a user waits.

usage: bench_reading.py [FOLDER] [--every N] [--write]

FOLDER holds reports, a JSON object a line, in files *.jsonl or *.jsonl.gz; without it they are looked for in
data/reports in the folder that $SIJILL_SHARED names. With --every N only every Nth report is read. With
--write the figures replace those in docs/reference/performance.md.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Final

import ahocorasick
import msgspec

from sijill.api import load_pack, reader_for
from sijill.arabic.fold import fold, fold_key
from sijill.arabic.sentences import sentences
from sijill.arabic.words import tokenize
from sijill.packs import Pack
from sijill.reading import Reader
from sijill.reading.gate import read_report
from sijill.record import Report, ReportError, report_of

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "reference" / "performance.md"
FIGURES: Final = re.compile(r"(<!-- figures: make bench -->\n).*?(<!-- end of figures -->)", re.DOTALL)
REPORTS: Final = Path(os.environ.get("SIJILL_SHARED") or ROOT.parent / "shared") / "data" / "reports"
EXAMPLE: Final = ROOT / "examples" / "withdrawal.txt"
PACK: Final = "yemen"
STARTS: Final = 7
SIZES: Final = (0.1, 1.0, 5.0)
"""Lengths of the long texts, in megabytes of UTF-8."""

MEGABYTE: Final = 1_000_000
MARKS: Final = re.compile(r"[^\w\s]+|\n")

Row = tuple[str, str]


def reports(folder: Path, every: int) -> Iterator[Report]:
    """The reports of a folder, one after another; lines that are no report are passed over."""
    for path in sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")]):
        with _opened(path) as stream:
            for line in islice(stream, 0, None, every):
                try:
                    yield report_of(msgspec.json.decode(line))
                except (msgspec.DecodeError, ReportError):
                    continue


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def reading(reader: Reader, folder: Path, every: int) -> tuple[float, int, int]:
    """Seconds to read all reports, how many they were, how many events they told of."""
    spent, read, events = 0.0, 0, 0
    for report in reports(folder, every):
        started = time.process_time()
        document = read_report(report, lambda: reader)
        spent += time.process_time() - started
        read += 1
        events += len(document.events)
    return spent, read, events


def floor(names: ahocorasick.Automaton, folder: Path, every: int) -> tuple[float, int, int]:
    """Seconds for the automaton to pass over all reports; their sentences and words are counted besides."""
    spent, found, words = 0.0, 0, 0
    for report in reports(folder, every):
        text = fold(report.text).text
        started = time.process_time()
        for _ in names.iter(text):
            pass
        spent += time.process_time() - started
        found += sum(1 for _ in sentences(text, tokenize(text)))
        words += len(text.split())
    return spent, found, words


def automaton(pack: Pack) -> ahocorasick.Automaton:
    """All names of a pack: actors, epithets, places, nationalities."""
    found = ahocorasick.Automaton()
    for name in _names(pack):
        found.add_word(name, name)
    found.make_automaton()
    return found


def _names(pack: Pack) -> Iterator[str]:
    for actor in pack.actors.values():
        for alias in actor.aliases:
            yield from alias.forms
    for epithet in pack.epithets:
        yield from map(fold_key, epithet.words)
    for place in pack.places:
        yield from map(fold_key, (place.name_ar, *place.aliases))
    for nation in pack.nationalities:
        yield from map(fold_key, (*nation.words, *nation.names))


def cold_starts(cache: Path) -> tuple[float, float]:
    """Seconds of the first `sijill read` ever, which compiles the pack, and of the fastest of later ones.

    The fastest, for what else the machine does at the time can only add.
    """
    waits = [_wait(cache) for _ in range(STARTS + 1)]
    return waits[0], min(waits[1:])


def _wait(cache: Path) -> float:
    command = [sys.executable, "-m", "sijill.cli.main", "read", str(EXAMPLE), "--published", "2016-03-18"]
    started = time.perf_counter()
    subprocess.run(
        command, env={**os.environ, "SIJILL_CACHE": str(cache)}, stdout=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - started


def growth(reader: Reader, text: str) -> list[str]:
    """Seconds a megabyte for texts of each of `SIZES`, cut from `text` repeated."""
    raw = text.encode()
    found: list[str] = []
    for size in SIZES:
        wanted = int(size * MEGABYTE)
        whole = (raw * (wanted // len(raw) + 1))[:wanted].decode(errors="ignore")
        started = time.process_time()
        reader.read(Report(text=whole, published="2016-03-18"))
        found.append(f"{(time.process_time() - started) / size:.1f}")
    return found


def memory() -> int:
    """The most memory that this process has held so far, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // MEGABYTE if sys.platform == "darwin" else most * 1024 // MEGABYTE


def measure(folder: Path, every: int, tell: Callable[[str], None]) -> list[str]:
    """The page's figures, line by line."""
    with tempfile.TemporaryDirectory() as cache:
        tell("starting the program")
        first, later = cold_starts(Path(cache))
        os.environ["SIJILL_CACHE"] = cache
        reader = reader_for(PACK)
    tell("reading the reports")
    spent, read, events = reading(reader, folder, every)
    held = memory()
    tell("passing over them with the automaton")
    least, told, words = floor(automaton(load_pack(PACK)), folder, every)
    tell("reading long texts")
    long = "\n".join(report.text for report in islice(reports(folder, 1), 2_000))
    lines = growth(reader, long)
    endless = growth(reader, MARKS.sub(" ", long))
    rows: list[Row] = [
        ("sentences a second", f"{told / spent:,.0f}"),
        ("words a second", f"{words / spent:,.0f}"),
        ("one plain pass of the automaton: sentences a second", f"{told / least:,.0f}"),
        ("reading, in such passes", f"{spent / least:.0f}"),
        ("memory held at most", f"{held} MB"),
        (f"`sijill read` of one report, the fastest of {STARTS}", f"{later:.2f} s"),
        ("the same, the first time ever", f"{first:.1f} s"),
    ]
    return [
        f"{read:,} reports, {told:,} sentences of {words / told:.0f} words, {events:,} events; "
        f"Python {platform.python_version()}, one core of {_processor()}.",
        "",
        *_table(("what", "figure"), rows),
        "",
        *_table(
            ("one text, seconds a megabyte", *(f"{size:g} MB" for size in SIZES)),
            [("reports, one behind the other", *lines), ("one endless sentence", *endless)],
        ),
    ]


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]] | list[Row]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        f"|---|{'---:|' * (len(head) - 1)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*:\s*(.+)", about.read_text()) if about.exists() else []
    return names[0] if names else platform.processor() or platform.machine()


def main() -> int:
    """Measure, print, and with --write put the figures into the page."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("folder", nargs="?", type=Path, default=REPORTS, metavar="FOLDER")
    arguments.add_argument("--every", type=int, default=1, metavar="N")
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    folder: Path = given.folder
    if not any(reports(folder, 1)):
        print(f"no reports to read in {folder}; name a folder of .jsonl files", file=sys.stderr)
        return 2
    figures = measure(folder, given.every, lambda step: print(f"{step} …", file=sys.stderr))
    print("\n".join(figures))
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        fresh = FIGURES.sub(lambda found: found[1] + "\n".join(("", *figures, "", "")) + found[2], page)
        PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
