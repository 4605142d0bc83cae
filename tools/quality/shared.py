"""Where the measured reports lie, and what is said when they are not there."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from sijill import Document, read_many

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SIJILL_SHARED") or ROOT.parent / "shared")
"""The folder that has `data/` and `score/`: the environment's SIJILL_SHARED, else beside the project."""


def needed(*names: str) -> list[Path]:
    """The paths below the shared folder. Ends the program with one line, exit code 2, if one is absent."""
    paths = [SHARED / name for name in names]
    for name, path in zip(names, paths, strict=True):
        if not path.exists():
            stop(f"nothing to measure against: {name} is not in the folder that SIJILL_SHARED names")
    return paths


def stop(sentence: str) -> NoReturn:
    """End the program with one line and exit code 2."""
    print(sentence, file=sys.stderr)
    raise SystemExit(2)


def share(part: int, whole: int) -> str:
    """A share as it is printed: «12.3 % (123/1000)»."""
    return f"{100 * part / whole:.1f} % ({part}/{whole})" if whole else "– (0/0)"


def sentences_read(texts: Iterable[str]) -> Iterator[Document]:
    """Each text read as a report of its own, with no date and no source."""
    return read_many({"text": text} for text in texts)
