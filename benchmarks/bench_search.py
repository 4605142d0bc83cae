"""How fast a filled register is searched, and how much of it the search index is.

Beside each search runs what a register without an index would do: LIKE for every word over a folded copy of
the texts, with nothing ranked and no field of a claim asked. Times are what a user waits for the answer of
the database, the snippets of the first twenty reports included, after one round to warm up.

usage: bench_search.py ADDRESS [--rounds N]

ADDRESS is that of a filled register: sqlite:///path or postgresql://user@host/database.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Final, NamedTuple

from sqlalchemy import Connection, text

from sijill.api import load_pack
from sijill.arabic.fold import fold, fold_key
from sijill.store import Register
from sijill.store.search_find import find
from sijill.store.search_names import Filters, Names, types_named
from sijill.store.search_query import parsed

FREQUENT: Final = "قال اليوم السعودية العام الرياض المملكة محمد مدينة القوات الحكومة".split()
COMMON: Final = "قتلى غارات اليمن الحوثيين تعز عدن صنعاء هدنة اتفاق انسحاب مظاهرة لاجئين".split()
RARE: Final = "لحج بيحان وصاب عتمة كتاف منفذ ألغام خندق قناصة مختطفين".split()
SEVERAL: Final = (
    "قتلى في تعز",
    "غارات التحالف على صنعاء",
    "انسحاب القوات من المدينة",
    "مجلس الأمن الدولي اليمن",
    "اشتباكات عنيفة جنوب",
    "منظمة الصحة العالمية لقاح",
    "وزير الخارجية يلتقي نظيره",
    "هجوم انتحاري بغداد قتلى وجرحى",
    "قتيل OR قتلى OR مقتل حلب",
    "غارة -صعدة -نجران",
)
PHRASES: Final = (
    "«وقف إطلاق النار»",
    "«مجلس الأمن»",
    "«رئيس الوزراء»",
    "«قوات التحالف العربي»",
    "«الجيش الوطني» تعز",
    "«في مدينة»",
    "«الأمين العام للأمم المتحدة»",
    "«حالة الطوارئ»",
)
FIELDS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("", {"type": "airstrike"}),
    ("", {"type": "fighting", "since": "2015-08-01", "until": "2015-08-07"}),
    ("", {"actor": "houthi"}),
    ("", {"place": "تعز"}),
    ("", {"place": "سوريا", "type": "clash"}),
    ("", {"actor": "saudi", "type": "killing"}),
    ("قتلى", {"place": "عدن"}),
    ("غارات", {"type": "airstrike", "actor": "coalition"}),
    ("اليوم", {"type": "clash"}),
    ("السعودية", {"since": "2015-08-10", "until": "2015-08-12"}),
    ("«وقف إطلاق النار»", {"type": "agreement"}),
    ("الحكومة", {"place": "صنعاء", "actor": "houthi"}),
)


class Search(NamedTuple):
    kind: str
    typed: str
    filters: Filters


def searches() -> Iterator[Search]:
    """Every search with its kind."""
    names = Names(load_pack("yemen"))
    for kind, group in (("frequent word", FREQUENT), ("word", COMMON), ("rare word", RARE)):
        yield from (Search(kind, typed, Filters()) for typed in group)
    yield from (Search("several words", typed, Filters()) for typed in SEVERAL)
    yield from (Search("phrase", typed, Filters()) for typed in PHRASES)
    for typed, asked in FIELDS:
        filters = Filters(
            types=types_named(asked["type"]) if "type" in asked else frozenset(),
            actors=names.actors(asked["actor"]) if "actor" in asked else frozenset(),
            areas=names.areas(asked["place"]) if "place" in asked else (),
            since=asked.get("since"),
            until=asked.get("until"),
        )
        yield Search("words and fields" if typed else "fields", typed, filters)


def timed(connection: Connection, search: Search) -> tuple[float, int]:
    """Milliseconds of one search, and how many reports fit."""
    started = time.perf_counter()
    total = find(connection, parsed(search.typed), search.filters).total
    return 1000 * (time.perf_counter() - started), total


def folded_copy(connection: Connection) -> sqlite3.Connection:
    """The folded texts in a table in memory: the best case of a search without an index."""
    copy = sqlite3.connect(":memory:")
    copy.execute("CREATE TABLE folded (words TEXT)")
    rows = connection.execute(text("SELECT title, text FROM version")).yield_per(500)
    copy.executemany(
        "INSERT INTO folded VALUES (?)", ((fold(f"{row.title}\n{row.text}").text,) for row in rows)
    )
    return copy


def like(copy: sqlite3.Connection, typed: str) -> float:
    """Milliseconds of LIKE for every word."""
    words = [fold_key(word).strip("«»-") for word in typed.split() if word != "OR"]
    conditions = " AND ".join("words LIKE ?" for _ in words)
    started = time.perf_counter()
    copy.execute(
        f"SELECT count(*) FROM folded WHERE {conditions}", [f"%{word}%" for word in words]
    ).fetchone()
    return 1000 * (time.perf_counter() - started)


def sizes(connection: Connection) -> tuple[int, int]:
    """Bytes of the index and of the whole register."""
    if connection.dialect.name == "sqlite":
        index = connection.scalar(
            text(
                "SELECT (SELECT sum(length(block)) FROM search_index_data)"
                " + (SELECT sum(length(sz)) FROM search_index_docsize)"
            )
        )
        whole = connection.scalar(
            text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        )
    else:
        index = connection.scalar(text("SELECT pg_total_relation_size('search_doc')"))
        whole = connection.scalar(text("SELECT pg_database_size(current_database())"))
    return int(index or 0), int(whole or 0)


def p95(times: list[float]) -> float:
    """The time that 95 of 100 searches stay below."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def measure(register: Register, rounds: int) -> list[str]:
    """The figures, a line each."""
    every = list(searches())
    with register.reading() as connection:
        reports = connection.scalar(text("SELECT count(*) FROM search_doc")) or 0
        totals = [timed(connection, search)[1] for search in every]
        times = [min(timed(connection, search)[0] for _ in range(rounds)) for search in every]
        copy = folded_copy(connection)
        likes = [like(copy, search.typed) for search in every if search.typed]
        copy.close()
        index, whole = sizes(connection)
    lines = [f"{reports:,} reports, {len(every)} searches, {rounds} rounds", ""]
    lines += [
        "| searches | number | reports that fit, median | p50 ms | p95 ms |",
        "|---|---:|---:|---:|---:|",
    ]
    for kind in dict.fromkeys(search.kind for search in every):
        some = [at for at, search in enumerate(every) if search.kind == kind]
        fit = statistics.median(totals[at] for at in some)
        lines.append(_row(kind, len(some), f"{fit:,.0f}", [times[at] for at in some]))
    lines.append(_row("all", len(every), f"{statistics.median(totals):,.0f}", times))
    lines.append(_row("LIKE over folded text", len(likes), "", likes))
    worded = [t for t, search in zip(times, every, strict=True) if search.typed]
    lines += [
        "",
        f"LIKE against search, medians: {statistics.median(likes) / statistics.median(worded):.1f}",
        f"index: {index / 1e6:,.0f} MB of {whole / 1e6:,.0f} MB ({index / whole:.0%})",
    ]
    slowest = max(range(len(every)), key=times.__getitem__)
    lines.append(f"slowest: {every[slowest].kind} «{every[slowest].typed}», {times[slowest]:.0f} ms")
    return lines


def _row(kind: str, number: int, fit: str, times: list[float]) -> str:
    return f"| {kind} | {number} | {fit} | {statistics.median(times):.1f} | {p95(times):.1f} |"


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("address", metavar="ADDRESS")
    arguments.add_argument("--rounds", type=int, default=3, metavar="N")
    given = arguments.parse_args()
    with Register.open(given.address, create=False) as register:
        print("\n".join(measure(register, given.rounds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
