"""What a new report costs to link as a register grows: its reports are repeated with shifted dates.

A register that `sijill ingest` filled gives the reports; what was read out of them is written again under
other ids, as many days later as the reports take, until there are as many as asked for. At every size some
reports, chosen by chance, are held back: all others are linked first, then these come one by one, so that
what is told around their days is there already, and each is linked by itself, in a process of its own.

usage: bench_linking.py [REPORTS.jsonl[.gz] | sqlite:///FILLED] [--sizes 30000,100000] [--check] [--write]

Without a file, data/reports/saudinewsnet.jsonl.gz in the folder that $SIJILL_SHARED names. With --check the
incidents of the smallest size are held against those of linking all claims at once. With --write the figures
replace those in docs/reference/register-performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace
from sqlalchemy import Connection, insert, select

from sijill.engines import linked
from sijill.store import Register, Stamp, schema, to_link
from sijill.store.claims import Told, copies, told
from sijill.store.linked import AT_ONCE as AT_ONCE_LINKED
from sijill.store.linked import link_next
from sijill.store.rows import reading_rows

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "reference" / "register-performance.md"
FIGURES: Final = re.compile(
    r"(<!-- figures: benchmarks/bench_linking.py -->\n).*?(<!-- end of linking -->)", re.DOTALL
)
REPORTS: Final = (
    Path(os.environ.get("SIJILL_SHARED") or ROOT.parent / "shared") / "data/reports/saudinewsnet.jsonl.gz"
)
SIZES: Final = (30_000, 100_000, 250_000, 500_000)
ONE_BY_ONE: Final = 200
"""Reports of every size that come one by one."""
AT_ONCE: Final = 500
AT: Final = "2026-01-01T00:00:00+00:00"
CAPTURE: Final = "0" * 64


class Source:
    """The claims of a filled register, to be written again and again."""

    def __init__(self, address: str) -> None:
        with Register.open(address, create=False) as register, register.reading() as connection:
            self.told: Sequence[Told] = list(told(connection))
            copied = copies(connection)
            reading = connection.execute(select(schema.reading).limit(1)).one()
        self.text_of, self.alike = copied.text_of, copied.alike
        self.stamp = Stamp(reading.program, reading.pack, reading.pack_version, reading.fingerprint)
        days = sorted(one.document.report.published or "" for one in self.told)
        known = [date.fromisoformat(day) for day in days if day]
        # A few are far from the others.
        self.days = (known[len(known) * 99 // 100] - known[len(known) // 100]).days + 1

    def rows(self, connection: Connection, numbers: Sequence[int], repeat: int) -> None:
        """Write some of the reports, as the `repeat`-th repetition tells them."""
        shift = timedelta(days=repeat * self.days)
        reports, versions, readings, wordings = [], [], [], []
        for number in numbers:
            one = self.told[number]
            report, id_ = one.document.report, self.id_of(number, repeat)
            published = _later(report.published, shift)
            document = replace(one.document, events=[_shifted(e, shift) for e in one.document.events])
            made = reading_rows(id_, id_, document, self.stamp, AT)
            reports.append({"id": id_, "key": id_, "confidential": False, "first_seen": AT})
            versions.append(
                {
                    "id": id_,
                    "report_id": id_,
                    "number": 1,
                    "content_sha": id_,
                    "published": published,
                    "source": report.source,
                    "outlet_id": one.outlet,
                    "side": report.side,
                    "origins": {},
                    "capture_sha": CAPTURE,
                    "captured_at": AT,
                    "headers": {},
                    "whence": "",
                    "text": "",
                }
            )
            readings.append(made)
            if text := self.text_of.get(report.id or ""):
                wordings.append({"version_id": id_, "wording_id": f"{text}-{repeat}"})
        for table, rows in (
            (schema.report, reports),
            (schema.version, versions),
            (schema.reading, [made.reading for made in readings]),
            (schema.claim, [row for made in readings for row in made.claims]),
            (schema.wording, wordings),
        ):
            if rows:
                connection.execute(insert(table), rows)
        to_link.reports(connection, (row["id"] for row in reports))

    def pairs(self, connection: Connection, repeat: int) -> None:
        """Write which of the repeated texts are copies of one another."""
        rows = [
            {"first_wording": f"{one}-{repeat}", "second_wording": f"{other}-{repeat}", "share": 1.0}
            for one, other in self.alike
        ]
        if rows:
            connection.execute(insert(schema.copy_pair), rows)

    def id_of(self, number: int, repeat: int) -> str:
        """The id of a repeated report, as long as real ones."""
        return f"{number:08x}{repeat:08x}{'0' * 16}"


def _later(day: str | None, shift: timedelta) -> str | None:
    return (date.fromisoformat(day) + shift).isoformat() if day else None


def _shifted(event: Any, shift: timedelta) -> Any:
    time_ = event.time
    if time_ is None or time_.start is None:
        return event
    return replace(event, time=replace(time_, start=_later(time_.start, shift), end=_later(time_.end, shift)))


def measured(source: Source, sizes: Sequence[int], folder: Path, *, check: bool) -> Iterator[dict[str, Any]]:
    """Figures of every size."""
    address = f"sqlite:///{folder / 'bench.db'}"
    chance = random.Random(1)
    with Register.open(address) as register:
        capture = {"sha256": CAPTURE, "data": b"", "size": 0, "media_type": "text/plain"}
        register.write(lambda connection: connection.execute(insert(schema.capture), [capture]))
        whole, written, repeat, left = len(source.told), 0, -1, list[int]()
        for size in sizes:
            while written < size:
                if not left:
                    repeat += 1
                    left = chance.sample(range(whole), whole)
                    register.write(lambda connection, at=repeat: source.pairs(connection, at))  # type: ignore[misc]
                some, left = left[: min(AT_ONCE, size - written)], left[min(AT_ONCE, size - written) :]
                written += len(some)
                if written == size:
                    some, held = some[:-ONE_BY_ONE], some[-ONE_BY_ONE:]
                register.write(lambda c, some=some, at=repeat: source.rows(c, some, at))  # type: ignore[misc]
            bulk = _linked(address)
            for number in held:
                register.write(lambda c, one=number, at=repeat: source.rows(c, [one], at))  # type: ignore[misc]
            single = _linked(address, "--one-by-one")
            found = {"reports": size, "bulk": bulk, "single": single}
            if check and size == min(sizes):
                found["equal"] = equal(register)
            yield found


def _linked(address: str, *more: str) -> dict[str, Any]:
    command = [sys.executable, __file__, address, "--part", "link", *more]
    told_: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return told_


def link(address: str, *, one_by_one: bool) -> dict[str, Any]:
    """Link what waits, all or report by report."""
    times, count = list[float](), 0
    with Register.open(address, create=False) as register:
        portion = 1 if one_by_one else AT_ONCE_LINKED
        started = time.perf_counter()
        while linked.is_due(register):
            before = time.perf_counter()
            count += register.write(lambda c: link_next(c, portion))
            times.append(time.perf_counter() - before)
        seconds = time.perf_counter() - started
        with register.reading() as connection:
            incidents = len(connection.execute(select(schema.incident.c.id)).all())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"reports": count, "seconds": seconds, "times": times, "memory": memory, "incidents": incidents}


def equal(register: Register) -> bool:
    """Whether the incidents are those of linking all claims at once."""
    found = linked.gathered(register)
    assert found.linked is not None
    stored = [[claim.key for claim in claims] for claims in found.linked]
    found.linked = None
    return stored == [[claim.key for claim in claims] for claims in found.incidents()]


def told_(every: Sequence[dict[str, Any]], claims: float, days: int) -> str:
    """The figures as they stand on the page."""
    lines = [
        f"{claims:.2f} claims a report, repeated every {days} days; Python {platform.python_version()}, "
        f"SQLite, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}.",
        "",
        "| reports | incidents | together: ms a report | one by one: ms a report, median | 95 of 100 below "
        "| memory, together | one by one |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in every:
        bulk, times = one["bulk"], [1000 * seconds for seconds in one["single"]["times"]]
        ninety_five = statistics.quantiles(times, n=20, method="inclusive")[-1]
        lines.append(
            f"| {one['reports']:,} | {one['single']['incidents']:,} "
            f"| {1000 * bulk['seconds'] / max(bulk['reports'], 1):.1f} | {statistics.median(times):.0f} "
            f"| {ninety_five:.0f} | {bulk['memory']:,.0f} MB | {one['single']['memory']:,.0f} MB |"
        )
    if any("equal" in one for one in every):
        same = all(one.get("equal", True) for one in every)
        lines += [
            "",
            f"Equal to linking all at once at {every[0]['reports']:,} reports: {'yes' if same else 'NO'}.",
        ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and with --write put the figures into the page."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("reports", nargs="?", default=str(REPORTS))
    arguments.add_argument("--sizes", default=",".join(map(str, SIZES)))
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--part", choices=("link",), help=argparse.SUPPRESS)
    arguments.add_argument("--one-by-one", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.part == "link":
        print(json.dumps(link(given.reports, one_by_one=given.one_by_one)))
        return
    with tempfile.TemporaryDirectory() as folder:
        address = given.reports
        if "://" not in address:
            if not Path(address).exists():
                sys.exit(f"nothing to measure on: there is no {address}; name a file of reports")
            address = f"sqlite:///{folder}/read.db"
            ingest = [sys.executable, "-m", "sijill.cli.main", "ingest", given.reports, "--database", address]
            subprocess.run(ingest, check=False, capture_output=True)
        source = Source(address)
        sizes = sorted(int(size) for size in given.sizes.split(","))
        every = []
        for one in measured(source, sizes, Path(folder), check=given.check):
            every.append(one)
            print(f"{one['reports']:,} reports done", file=sys.stderr, flush=True)
    claims = sum(len(one.document.events) for one in source.told) / len(source.told)
    figures = told_(every, claims, source.days)
    print(figures)
    if given.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(FIGURES.sub(lambda m: f"{m[1]}\n{figures}\n\n{m[2]}", page), encoding="utf-8")


if __name__ == "__main__":
    main()
