"""How well copies are told from reports of the same event.

    python -m tools.quality.copies

Prints, for every pair of texts in dev/incidents.jsonl that share words, the share, and whether it was marked
by hand as a copy; then, over all of data/reports, how the shares of pairs are distributed, and of the pairs
above the threshold how many are found by so many common hashes of their sketches.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from sijill.linking.copies import (
    COPIED_SHARE,
    COPIED_WITHIN_DAYS,
    ENOUGH_SHINGLES,
    CopyPair,
    Printed,
    originals,
    shared,
    shingles,
    sketch,
)
from sijill.record import Found
from sijill.sources.opening import reports_in
from sijill.sources.options import Options
from tools.quality.shared import needed, share

STEP = 0.05


def main() -> None:
    """Print both parts."""
    marked, reports = needed("data/dev/incidents.jsonl", "data/reports/saudinewsnet.jsonl.gz")
    _by_hand([json.loads(line) for line in marked.read_text(encoding="utf-8").splitlines()])
    _at_large(reports)


def _by_hand(reports: list[dict[str, Any]]) -> None:
    told = {report["id"]: shingles(report["text"]) for report in reports}
    copy_of = {report["id"]: report["copy_of"] for report in reports if report.get("copy_of")}
    of = {report["id"]: copy_of.get(report["id"], report["id"]) for report in reports}
    pairs = []
    for one, other in combinations(told, 2):
        common = shared(told[one], told[other])
        if common > 0.05:
            print(f"  {common:.2f}  {'copy' if of[one] == of[other] else 'no copy'}")
        if common >= COPIED_SHARE:
            pairs.append(CopyPair(one, other, common))
    found = originals([Printed(report["id"], report["published"]) for report in reports], pairs)
    group = {name: found.get(name, name) for name in told}
    together = {pair for pair in combinations(sorted(told), 2) if group[pair[0]] == group[pair[1]]}
    by_hand = {pair for pair in combinations(sorted(told), 2) if of[pair[0]] == of[pair[1]]}
    told_by_hand = share(len(together & by_hand), len(by_hand))
    print(f"copies by hand found: {told_by_hand}; others: {len(together - by_hand)}")


def _at_large(path: Path) -> None:
    found = [(item.value("published") or "", shingles(item.text)) for item in _found(path)]
    days = [date.fromisoformat(day).toordinal() if day else None for day, _ in found]
    by_hash: dict[int, list[int]] = defaultdict(list)
    common: Counter[tuple[int, int]] = Counter()
    for at, (_, told) in enumerate(found):
        for number in sketch(told):
            for before in by_hash[number]:
                one, other = days[before], days[at]
                if one is None or other is None or abs(one - other) <= COPIED_WITHIN_DAYS:
                    common[before, at] += 1
            by_hash[number].append(at)
    shares = {pair: shared(found[pair[0]][1], found[pair[1]][1]) for pair, n in common.items() if n > 1}
    steps = Counter(int(value / STEP) for value in shares.values())
    print(f"{len(found):,} texts, {sum(len(told) >= ENOUGH_SHINGLES for _, told in found):,} long enough")
    for step in sorted(steps):
        print(f"  share {step * STEP:.2f}: {steps[step]:,} pairs")
    copies = [pair for pair, value in shares.items() if value >= COPIED_SHARE]
    for least in (2, 3, 4, 6):
        print(
            f"pairs above {COPIED_SHARE} with {least} common hashes: "
            + share(sum(common[pair] >= least for pair in copies), len(copies))
        )


def _found(path: Path) -> Iterator[Found]:
    return (item for item in reports_in([str(path)], Options()) if isinstance(item, Found))


if __name__ == "__main__":
    main()
