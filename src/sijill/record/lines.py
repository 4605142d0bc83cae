"""Records in a file as `sijill read` writes it: JSON lines, or JSON laid out over many."""

from collections.abc import Iterable, Iterator

import msgspec

BOM = b"\xef\xbb\xbf"


def documents_in(lines: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Each document with its place: its line, or its number where `--format json` spread it over lines.

    What `--format json` writes begins with a bracket or a brace alone on its line; no document in JSON
    lines does.
    """
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line.removeprefix(BOM)
            if line.strip() in (b"[", b"{", b"[{", b"[]"):
                yield from _laid_out(line + b"".join(lines))
                return
        if line.strip():
            yield str(number), line


def _laid_out(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        yield "1", data
        return
    for number, document in enumerate(found if isinstance(found, list) else [found], 1):
        yield f"document {number}", msgspec.json.encode(document)
