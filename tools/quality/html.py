"""How much of a page's body is found, and how little besides: token precision and recall over a set of pages.

Each page of the set stands beside a file of the same name with what it says (`body`, `title`, `published`,
`source`, `url`). Tokens are words and numbers, counted as often as they stand.

usage: html.py [FOLDER]      the table; without a folder, the project's own pages
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sijill.record import Capture, Found, SetAside
from sijill.sources.html import page
from tools.quality.shared import ROOT, share, stop

PAGES = ROOT / "tests" / "corpus" / "html"
TOKEN = re.compile(r"\w+")
TOLD = ("title", "published", "source", "url")


@dataclass(frozen=True, slots=True)
class Measured:
    """One page: tokens found rightly, tokens found, tokens to be found, and the fields that are wrong."""

    name: str
    right: int
    found: int
    wanted: int
    wrong: tuple[str, ...]


def measured(expected: Path) -> Measured:
    """The figures of the page beside a file of what it says."""
    wanted: dict[str, Any] = yaml.safe_load(expected.read_text(encoding="utf-8"))
    name = expected.with_suffix(".html")
    data = name.read_bytes()
    item: Found | SetAside = page(data, Capture(data, "text/html", "2026-01-01T00:00:00Z", name.name))
    found = item if isinstance(item, Found) else None
    there = Counter(TOKEN.findall(wanted["body"]))
    read = Counter(TOKEN.findall(found.text if found else ""))
    wrong = tuple(field for field in TOLD if wanted.get(field) != (found.value(field) if found else None))
    return Measured(expected.stem, (there & read).total(), read.total(), there.total(), wrong)


def overall(pages: Iterable[Measured]) -> tuple[float, float]:
    """Precision and recall over the tokens of all pages."""
    pages = list(pages)
    right = sum(one.right for one in pages)
    return right / (sum(one.found for one in pages) or 1), right / (sum(one.wanted for one in pages) or 1)


def all_pages(folder: Path = PAGES) -> list[Measured]:
    """The figures of every page of a folder."""
    return [measured(path) for path in sorted(folder.glob("*.yaml"))]


def main() -> None:
    """Print a line a page, and the figures over all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    pages = all_pages(folder)
    if not pages:
        stop(f"there are no pages in {folder}")
    for one in pages:
        wrong = f"  wrong: {', '.join(one.wrong)}" if one.wrong else ""
        shares = share(one.right, one.found), share(one.right, one.wanted)
        print(f"{one.name:<20} precision {shares[0]:<20} recall {shares[1]}{wrong}")
    precision, recall = overall(pages)
    fields = len(pages) * len(TOLD)
    right = fields - sum(len(one.wrong) for one in pages)
    print(
        f"{len(pages)} pages: precision {precision:.3f}, recall {recall:.3f}; fields {share(right, fields)}"
    )


if __name__ == "__main__":
    main()
