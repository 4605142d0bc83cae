"""Files of an archive, wherever they are kept: on this machine, or in a store that fsspec knows.

An archive's manifest is its keeper's own, and names stores that ask for credentials; so its addresses are
opened by fsspec, and not by `net`, which guards what reports and users point to.
"""

import io
from pathlib import Path
from typing import Any, Final, cast

import fsspec

from sijill.record import ReportError

BUFFER: Final = 1024 * 1024


def is_remote(address: str) -> bool:
    """Whether an address names a store; all else is a path of this machine."""
    return "://" in address or "::" in address


def check_store(address: str) -> None:
    """See that the store is one that can be opened here. Raises `ReportError`; nothing is opened."""
    protocol = address.split("::")[0].split("://")[0]
    try:
        fsspec.get_filesystem_class(protocol)
    except ImportError as fault:
        raise ReportError(f"{protocol}:// cannot be opened yet ({_told(fault)})") from None
    except ValueError:
        raise ReportError(f"{protocol}:// is no kind of store that is known, such as s3://") from None


def opened(address: str) -> io.BufferedReader:
    """The file at an address, open for reading. Raises `OSError` or whatever the store's library raises."""
    if not is_remote(address):
        return Path(address).open("rb")
    stream: Any = fsspec.open(address, "rb").open()
    # Whoever reads asks for `peek`, which not every store's file has.
    return io.BufferedReader(cast(io.RawIOBase, stream), BUFFER)


def _told(fault: Exception) -> str:
    return " ".join(str(fault).split())[:200]
