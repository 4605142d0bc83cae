"""From what a format has found to a `Found`, checked; and from a `Found` to the `Report` to be read."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sijill.record import Capture, Found, Known, Note, Report, ReportError, SetAside, report_of
from sijill.record.captured import COMMAND_LINE
from sijill.sources.options import Options

TOLD: Final = ("id", "title", "published", "source", "url")
NUL: Final = "\x00"
NUL_SHOWN: Final = "\ufffd"


def make(
    values: Mapping[str, Any],
    capture: Capture,
    origins: Mapping[str, str],
    options: Options,
    notes: Iterable[Note] = (),
) -> Found:
    """A report of `values` (`text` and whatever else is known), with the origin of each of them.

    What the run says of its reports fills what is missing. Raises `ReportError` where `values` make no
    report.
    """
    filled = {"published": options.published, "source": options.source, "title": options.title}
    given = {name: value for name, value in filled.items() if value and not values.get(name)}
    report = report_of({**values, **given})
    notes = list(notes)
    text = report.text
    if NUL in text:
        # No database keeps this character, and none can be seen; one for one, so that offsets stay.
        text = text.replace(NUL, NUL_SHOWN)
        notes.append(Note("nul_characters", "its NUL characters were replaced by U+FFFD"))
    fields = {}
    for name in TOLD:
        value = getattr(report, name)
        if value is not None:
            origin = COMMAND_LINE if name in given else origins.get(name, capture.media_type)
            fields[name] = Known(value.replace(NUL, NUL_SHOWN), origin)
    return Found(text, capture, fields, notes)


def made(
    values: Mapping[str, Any],
    capture: Capture,
    origins: Mapping[str, str],
    options: Options,
    notes: Iterable[Note] = (),
) -> Found | SetAside:
    """As `make`, with a `SetAside` in the place of the error."""
    try:
        return make(values, capture, origins, options, notes)
    except ReportError as fault:
        return SetAside(capture.whence, str(fault))


def report(found: Found) -> Report:
    """The report to be read. Its `id` is absent where the source gave it none of its own."""
    return Report(text=found.text, **{name: found.value(name) for name in TOLD})
