"""Documents that are zip archives of XML (DOCX, XLSX), looked over before a library unpacks them."""

import re
import zipfile
import zlib
from typing import BinaryIO, Final

from sijill.record import ReportError

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of all parts unpacked: a library holds a document's tree at some ten times its size."""

RATIO: Final = 200
FREE: Final = 1024 * 1024
"""A part of more than `FREE` bytes may not be more than `RATIO` times its packed size. XML of tables comes to
some 20."""

MOST: Final = 10_000
DECLARATION: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
HEAD: Final = 4096

BOMB: Final = "it swells beyond measure when unpacked; it is not read"
BROKEN: Final = "it is a broken or protected document; open it and save it anew"
ENTITIES: Final = "its XML declares entities, which no office program writes; it is not read"


def check_package(stream: BinaryIO, *, largest_part: int = LARGEST) -> None:
    """See that a package is sound and no bomb. Raises `ReportError`. The stream is left at its beginning.

    Every part is unpacked and thrown away, for the sizes that an archive states may be false.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            if len(parts) > MOST or sum(part.file_size for part in parts) > LARGEST:
                raise ReportError(BOMB)
            for part in parts:
                if part.file_size > largest_part or part.file_size > max(FREE, RATIO * part.compress_size):
                    raise ReportError(BOMB)
                if part.flag_bits & 1:
                    raise ReportError(BROKEN)
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    with archive.open(part) as content:
                        if DECLARATION.search(content.read(HEAD).replace(b"\x00", b"")):
                            raise ReportError(ENTITIES)
            if archive.testzip() is not None:
                raise ReportError(BROKEN)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ) as fault:
        if isinstance(fault, ReportError):
            raise
        raise ReportError(BROKEN) from None
    finally:
        stream.seek(0)
