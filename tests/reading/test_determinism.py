"""The same report gives the same bytes: in another process, from a cached pack, in many threads."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import yaml

from sijill.packs.compiled import CompiledPack
from sijill.reading.reader import Reader
from sijill.record import Report

THREADS = 8
CORPUS = Path(__file__).parents[1] / "corpus" / "reports.yaml"
PROGRAM = """
import sys, msgspec, yaml, sijill
for case in yaml.safe_load(open(sys.argv[1], encoding="utf-8")):
    given = {name: case.get(name) for name in ("text", "published", "source")}
    document = sijill.read(**given, explain=True)
    sys.stdout.buffer.write(msgspec.json.encode(document) + b"\\n")
"""


def reports() -> list[Report]:
    cases: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    return [Report(text=c["text"], published=c.get("published"), source=c.get("source")) for c in cases]


def in_a_process(seed: int, cache: Path) -> bytes:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(CORPUS)],
        env={**os.environ, "PYTHONHASHSEED": str(seed), "SIJILL_CACHE": str(cache)},
        capture_output=True,
        check=True,
        timeout=300,
    ).stdout


def test_neither_hash_seed_nor_cache_changes_a_byte(tmp_path: Path) -> None:
    built = in_a_process(1, tmp_path / "one")
    assert built.count(b'"type"') > len(reports())
    assert in_a_process(2, tmp_path / "two") == built
    assert list((tmp_path / "one").iterdir())
    assert in_a_process(3, tmp_path / "one") == built


def test_a_reader_keeps_nothing_of_one_report_for_the_next(reader: Reader, pack: CompiledPack) -> None:
    forth = [msgspec.json.encode(reader.read(report)) for report in reports()]
    back = [msgspec.json.encode(Reader(pack).read(report)) for report in reversed(reports())]
    assert forth == back[::-1]


def test_threads_may_share_a_reader(reader: Reader) -> None:
    alone = [msgspec.json.encode(reader.read(report)) for report in reports()]
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(
            pool.map(lambda report: msgspec.json.encode(reader.read(report)), reports() * THREADS)
        )
    assert together == alone * THREADS
