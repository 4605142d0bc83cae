"""Write the reference pages that the program itself tells, anew.

usage: refresh_reference.py [--check]   (--check: change nothing, exit with 1 if a page is out of date)
"""

import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
# Also run as a file, from wherever.
sys.path.insert(0, str(ROOT))

from tools.reference import commands, record  # noqa: E402

PAGES: Final = {"commands.md": commands.page, "record.md": record.page}


def main() -> int:
    """Refresh or check all pages; those out of date are named."""
    stale = 0
    for name, page in PAGES.items():
        path = ROOT / "docs" / "reference" / name
        fresh = page()
        if path.exists() and path.read_text(encoding="utf-8") == fresh:
            continue
        stale += 1
        print(f"{name}: {'out of date; run make reference' if '--check' in sys.argv else 'refreshed'}")
        if "--check" not in sys.argv:
            path.write_text(fresh, encoding="utf-8")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
