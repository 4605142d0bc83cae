"""From loose input (a line of JSON, a dict, arguments) to a `Report`, or to a sentence that says why not."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from sijill.record.document import Report

ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}.*)?", re.ASCII)
SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST = 6_000_000
"""Code points of the longest text that is read: a dozen books. Reading takes some 150 bytes for each."""
SHOWN = 40
"""How much of a wrong value is repeated in a message, in characters."""


class ReportError(ValueError):
    """A report that cannot be read; its message is one sentence for the user."""


def day(value: str | datetime.date | None) -> str | None:
    """A day as `YYYY-MM-DD`, or None where none is given (absent or empty).

    A time of day after the date (`2015-10-11T08:00:00Z`) is dropped: relative words count in days.
    Raises `ReportError` if the value is no day of the calendar.
    """
    if value is None:
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    written = value.strip()
    if not written:
        return None
    found = ISO_DAY.fullmatch(written)
    if found:
        try:
            return datetime.date.fromisoformat(found[1]).isoformat()
        except ValueError:
            pass
    raise ReportError(f"{_shown(value)} is not a day; write YYYY-MM-DD, as in 2015-10-11")


def report_of(raw: Mapping[str, Any]) -> Report:
    """The report in a mapping with `text` and, if known, `id`, `title`, `published`, `source`, `url`.

    Empty values count as absent and further keys are passed over, so that lines made for other programs
    can be read. Raises `ReportError`.
    """
    text = raw.get("text")
    if text is None:
        raise ReportError('it has no "text"')
    if not isinstance(text, str):
        raise ReportError(f'its "text" must be a string, not {_shown(text)}')
    if is_blank(text):
        raise ReportError("its text is empty")
    if len(text) > LONGEST:
        raise ReportError(f"its text has more than {LONGEST:,} characters; split it into single reports")
    if SURROGATE.search(text):
        raise ReportError("its text holds broken characters (lone surrogates); save it as UTF-8")
    published = raw.get("published")
    if not isinstance(published, str | datetime.date | None):
        raise ReportError(f'its "published" must be a string, not {_shown(published)}')
    try:
        published = day(published)
    except ReportError as fault:
        raise ReportError(f'its "published": {fault}') from None
    return Report(
        id=_words(raw, "id"),
        title=_words(raw, "title"),
        text=text,
        published=published,
        source=_words(raw, "source"),
        url=_words(raw, "url"),
    )


def is_blank(text: str) -> bool:
    """Whether there is nothing to read: only spaces, marks of direction and other invisible characters."""
    return not any(character.isprintable() and not character.isspace() for character in text)


def _words(raw: Mapping[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ReportError(f'its "{key}" must be a string, not {_shown(value)}')


def _shown(value: object) -> str:
    written = f'"{value}"' if isinstance(value, str) else repr(value)
    return written if len(written) <= SHOWN else written[:SHOWN] + "…"
