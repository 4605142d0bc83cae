"""Kill `sijill ingest` at random moments, over and over, and hold the register against an unbroken run's.

    python -m tools.durability [--kills 100] [--reports 2000] [--seed 1] [sqlite] [postgresql]

Each register is filled by commands that are killed (SIGKILL) at a random moment, within a third of the time
that an unbroken run takes, until one comes to its end: each goes on from where the one before it was, so that
the kills fall on every part of a run. Then every row but the times of writing is compared with those of the
unbroken run, and the next register is begun, until so many kills were dealt. PostgreSQL is a server of its
own in a temporary folder. Exit code 0: all equal.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sijill.store import Register
from sijill.store.schema import metadata
from tests.engines.made_reports import write
from tests.postgres import Server
from tests.store.rows import rows

TIMES = ("first_seen", "captured_at", "read_at")
COMMAND = [str(Path(sys.executable).with_name("sijill")), "ingest"]


def main() -> int:
    """Do what the command line asks for, print a line a register, and return the exit code."""
    asked = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="sijill-durability-"))
    try:
        reports = write(folder / "reports.jsonl", asked.reports)
        equal = [_tried(kind, reports, asked.kills, asked.seed) for kind in asked.databases]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if all(equal) else 1


def _tried(kind: str, reports: Path, kills: int, seed: int) -> bool:
    chance = random.Random(seed)
    with _databases(kind, reports.parent) as new_database:
        whole = new_database()
        started = time.perf_counter()
        subprocess.run([*COMMAND, reports, "--database", whole], check=True, capture_output=True)
        takes = time.perf_counter() - started
        expected = _rows(whole)
        print(f"{kind}: an unbroken run takes {takes:.1f} s, {sum(map(len, expected.values())):,} rows")
        dealt, registers = 0, 0
        while dealt < kills:
            database, broken = new_database(), 0
            while not _finished(reports, database, chance.uniform(0, takes / 3)):
                broken += 1
            dealt, registers = dealt + broken, registers + 1
            differing = [name for name, found in _rows(database).items() if found != expected[name]]
            said = f"differs in {', '.join(differing)}" if differing else "equal, row for row"
            print(f"{kind}: register {registers}: killed {broken} times ({dealt} in all), {said}", flush=True)
            if differing:
                return False
    return True


def _finished(reports: Path, database: str, until: float) -> bool:
    """Whether the command came to its end before it was killed."""
    command = [*COMMAND, str(reports), "--database", database]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, told = process.communicate(timeout=until)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return False
    if process.returncode:
        raise SystemExit(f"the command failed after a kill: {told.decode(errors='replace')}")
    return True


def _rows(database: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the register, without the times at which this run or that wrote it."""
    with Register.open(database, create=False) as register:
        found = rows(register)
    for table in metadata.sorted_tables:
        kept = [at for at, column in enumerate(table.columns) if column.name not in TIMES]
        if table.name in found and table.name != "audit" and len(kept) < len(table.columns):
            found[table.name] = [tuple(row[at] for at in kept) for row in found[table.name]]
    return found


@contextmanager
def _databases(kind: str, folder: Path) -> Iterator[Callable[[], str]]:
    """Something that makes a new, empty database each time it is called."""
    if kind == "sqlite":
        numbers = iter(range(10**6))
        yield lambda: f"sqlite:///{folder / f'register-{next(numbers)}.db'}"
        return
    server = Server()
    try:
        yield server.new_database
    finally:
        server.remove()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Kill sijill ingest at random moments and compare registers."
    )
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"], help="sqlite, postgresql")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
