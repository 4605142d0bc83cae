"""Which column of a table holds what: a saved mapping, or a guess from the names in the header."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import yaml
from msgspec import Struct

from sijill.arabic.fold import fold_key
from sijill.record import ReportError

FIELDS: Final = ("text", "title", "published", "source", "url", "id")
"""What a column may be mapped to."""

SUFFIX: Final = ".columns.yaml"
LARGEST: Final = 64 * 1024
FORM: Final = "write columns: {text: NAME OF THE COLUMN, published: …}"

USUAL: Final[dict[str, tuple[str, ...]]] = {
    "text": (
        "text", "body", "content", "article", "article text", "full text", "fulltext", "story", "report",
        "news", "description", "notes", "النص", "نص", "نص الخبر", "نص التقرير", "المحتوى", "الخبر", "المتن",
        "التفاصيل", "تفاصيل الخبر", "الوصف", "التقرير", "نص المادة", "نص البلاغ", "البلاغ",
    ),
    "title": (
        "title", "headline", "heading", "subject", "العنوان", "عنوان", "عنوان الخبر", "عنوان التقرير",
        "الموضوع",
    ),
    "published": (
        "published", "date", "publication date", "published at", "published on", "publish date", "pubdate",
        "report date", "source date", "day", "time", "timestamp", "datetime", "created at", "التاريخ",
        "تاريخ", "تاريخ النشر", "تاريخ الخبر", "تاريخ التقرير", "تاريخ البلاغ", "اليوم",
        "نشر في", "يوم النشر",
    ),
    "source": (
        "source", "outlet", "publisher", "newspaper", "site", "website", "media", "source name", "channel",
        "المصدر", "مصدر", "مصدر الخبر", "الموقع", "الصحيفة", "الوسيلة", "الوسيلة الإعلامية",
        "الناشر", "الوكالة", "اسم المصدر", "القناة",
    ),
    "url": (
        "url", "link", "address", "href", "web address", "source url", "permalink", "الرابط", "رابط",
        "رابط الخبر", "رابط المصدر", "العنوان الإلكتروني", "عنوان الصفحة",
    ),
    "id": (
        "id", "report id", "article id", "identifier", "المعرف", "معرف الخبر", "معرف التقرير",
    ),
}  # fmt: skip
"""Header names by which a column is taken for a field, the likeliest first.

A running number («رقم», `no`) is not taken for an id: the next table begins again with 1, and its reports
would be taken for new versions of these. A mapping may say that it is one.
"""


class Columns(Struct, frozen=True):
    """A mapping from fields to the names of columns, how dates are written, and the file it stands in."""

    names: dict[str, str]
    origin: str
    month_first: bool = False


def load(path: str | Path) -> Columns:
    """The mapping saved in a file. Raises `ReportError` with the file's name and what to do."""
    path = Path(path)
    try:
        with path.open("rb") as stream:
            written = stream.read(LARGEST + 1)
    except OSError as fault:
        raise ReportError(f"{path}: {(fault.strerror or str(fault)).lower()}") from None
    if len(written) > LARGEST:
        raise ReportError(f"{path}: it is too large to be a mapping of columns")
    try:
        raw = yaml.safe_load(written)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as fault:
        told = " ".join(str(fault).split())[:120]
        raise ReportError(f"{path}: it is not YAML ({told}); {FORM}") from None
    return _checked(raw, str(path))


def beside(table: Path) -> Columns | None:
    """The mapping saved beside a table (`reports.xlsx` has `reports.columns.yaml`), if there is one."""
    for ending in (".gz", ".csv", ".tsv", ".xlsx", ".xlsm"):
        table = table.with_suffix("") if table.suffix.lower() == ending else table
    path = table.with_name(table.name + SUFFIX)
    return load(path) if path.is_file() else None


def placed(header: Sequence[str], columns: Columns | None) -> dict[str, int]:
    """Where each field stands in a table with this header, counted from 0.

    Without a mapping columns are told by their names (`USUAL`). Raises `ReportError` if a mapped column is
    not there, or if none that holds the text can be told.
    """
    if columns:
        return _mapped(header, columns)
    keys = [_key(name) for name in header]
    found: dict[str, int] = {}
    for field, usual in USUAL.items():
        for name in usual:
            key = _key(name)
            if key in keys and keys.index(key) not in found.values():
                found[field] = keys.index(key)
                break
    if "text" not in found:
        raise ReportError(
            f"none of its columns ({_listed(header)}) is known to hold the reports' text; "
            f"save a mapping beside it as NAME{SUFFIX}: {FORM}"
        )
    return found


def _checked(raw: object, origin: str) -> Columns:
    if not isinstance(raw, dict) or not isinstance(raw.get("columns"), dict):
        raise ReportError(f"{origin}: it holds no mapping; {FORM}")
    unknown = [key for key in raw if key not in ("columns", "dates")]
    if unknown:
        raise ReportError(f"{origin}: {unknown[0]} is not known; a mapping has columns and dates")
    dates = raw.get("dates", "day first")
    if dates not in ("day first", "month first"):
        raise ReportError(f"{origin}: dates must be day first or month first, not {str(dates)[:40]}")
    for field, name in raw["columns"].items():
        if field not in FIELDS:
            raise ReportError(f"{origin}: {field} is not known; a column may be {', '.join(FIELDS)}")
        if not isinstance(name, str | int):
            raise ReportError(f"{origin}: {field} must be the name of a column")
    names = {field: str(name) for field, name in raw["columns"].items()}
    if "text" not in names:
        raise ReportError(f"{origin}: it does not say which column is the text; {FORM}")
    return Columns(names, origin, dates == "month first")


def _mapped(header: Sequence[str], columns: Columns) -> dict[str, int]:
    keys = [_key(name) for name in header]
    found = {}
    for field, name in columns.names.items():
        if _key(name) not in keys:
            raise ReportError(
                f"it has no column «{name}», which {columns.origin} names as {field}; "
                f"it has {_listed(header)}"
            )
        found[field] = keys.index(_key(name))
    return found


def _key(name: str) -> str:
    """A column's name with spelling, case and marks levelled."""
    return " ".join(fold_key(name.casefold().replace("_", " ").replace("-", " ")).rstrip(":").split())


def _listed(header: Sequence[str]) -> str:
    return ", ".join(" ".join(name.split()) for name in header if name)[:120] or "all without names"
