"""Files that only their owner may read: a register holds sources and words that others must not see.

SQLite gives the files beside a database (its log and its index) the rights of the database itself.
"""

import os
from typing import Final

OWNER_ALONE: Final = 0o600


def opener(path: str, flags: int) -> int:
    """For `open`: a file that this call makes is its owner's alone; one that is there keeps its rights."""
    return os.open(path, flags, OWNER_ALONE)
