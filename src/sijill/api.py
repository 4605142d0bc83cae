"""The functions behind `import sijill`: a report, or many, in; documents out."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sijill.record import Document, Report, report_of

if TYPE_CHECKING:
    from sijill.export.collection import Collection
    from sijill.export.screen import Viewer
    from sijill.packs import Pack
    from sijill.reading import Reader

DEFAULT_PACK = "yemen"


def read(
    text: str,
    *,
    published: str | datetime.date | None = None,
    source: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,
    pack: "str | Path | Pack" = DEFAULT_PACK,
    explain: bool = False,
) -> Document:
    """Read one report.

    `published` (a date or `YYYY-MM-DD`) is what relative dates count from; without it they stay quotes
    without days. `source` is the outlet's name or id, by which the pack knows whose side it is on. `pack`
    is the name of a bundled pack, the folder of another, or a loaded one. With `explain` the document is
    an `ExplainedDocument`, which says of each value why it is there.

    Raises `ReportError` for a report that cannot be read, `PackError` for a pack that cannot be loaded.
    A text that is not Arabic gives a document without events and a note that says so.
    """
    from sijill.reading.gate import read_report

    given = {"text": text, "published": published, "source": source, "title": title, "url": url, "id": id}
    return read_report(report_of(given), partial(reader_for, pack), explain=explain)


def read_many(
    reports: "Iterable[Report | Mapping[str, Any]]",
    *,
    pack: "str | Path | Pack" = DEFAULT_PACK,
    explain: bool = False,
) -> Iterator[Document]:
    """Read reports one by one, as they are asked for.

    A report is a `Report` or a mapping with `text` and, if known, `id`, `title`, `published`, `source`
    and `url`. Raises as `read` does, at the report in question.
    """
    from sijill.reading.gate import read_report

    reader = cache(partial(reader_for, pack))
    for report in reports:
        known = report if isinstance(report, Report) else report_of(report)
        yield read_report(known, reader, explain=explain)


def open(
    register: str | Path, *, pack: "str | Path | Pack" = DEFAULT_PACK, viewer: "Viewer" = "editor"
) -> "Collection":
    """Open a register, or a file of records that `read` wrote, to ask it from Python.

    `register` is a file (`sijill.db`), an address (`postgresql://user@host/name`) or a file in JSON lines.
    `viewer` says who will see it: to `public` private persons are masked and shelters held back.

    Raises `StoreError` for a register that cannot be opened, `PackError` for a pack that cannot be loaded.
    """
    from sijill import __version__
    from sijill.export.collection import Collection

    known = load_pack(pack) if isinstance(pack, str | Path) else pack
    return Collection(register, pack=known, viewer=viewer, program=f"sijill {__version__}")


def load_pack(name_or_path: str | Path) -> "Pack":
    """The pack of that name, or in that folder. Raises `PackError`."""
    from sijill.packs import load

    return load(name_or_path)


def reader_for(pack: "str | Path | Pack", *, compiling: "Callable[[], None] | None" = None) -> "Reader":
    """A reader that knows the pack. Readers of packs given by name or folder are kept and used again.

    `compiling` is called before a pack is compiled that was not found compiled on disk: it takes seconds.
    A reader may be used by several threads at once. Raises `PackError`.
    """
    if isinstance(pack, str | Path):
        return _kept_reader(pack, compiling)
    from sijill.packs.compiled import compile_pack
    from sijill.reading import Reader

    return Reader(compile_pack(pack))


@lru_cache(maxsize=8)
def _kept_reader(pack: str | Path, compiling: "Callable[[], None] | None") -> "Reader":
    from sijill.packs import cached, fingerprint
    from sijill.packs.compiled import CompiledPack, compile_pack
    from sijill.reading import Reader

    def build() -> CompiledPack:
        if compiling is not None:
            compiling()
        return compile_pack(load_pack(pack))

    # What is compiled is kept on disk between runs, under a hash of the pack's content.
    return Reader(cached(f"compiled-{Path(pack).name}", fingerprint(pack), build))
