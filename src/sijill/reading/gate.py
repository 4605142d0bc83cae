"""Before the reader: the report's language is found out, and what is not Arabic is not read."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from sijill.arabic.language import ARABIC, UNKNOWN, language_name, language_of
from sijill.reading.reader import Reader
from sijill.record import Document, ExplainedDocument, Note, Report


def read_report(report: Report, reader: Callable[[], Reader], *, explain: bool = False) -> Document:
    """Read a checked report; the language is found out if the report has none.

    `reader` makes or hands out the reader. It is called only for Arabic, so that nothing else waits for a
    pack to be loaded.
    """
    language = report.language or language_of(report.text)
    report = replace(report, language=None if language == UNKNOWN else language)
    if language != ARABIC:
        return Document(report=report, events=[], notes=[_not_arabic(language)])
    if not explain:
        return reader().read(report)
    document, reasons = reader().read_explained(report)
    return ExplainedDocument(
        report=document.report, events=document.events, notes=document.notes, explain=reasons
    )


def _not_arabic(language: str) -> Note:
    if language == UNKNOWN:
        return Note("not_arabic", "The text's language could not be told: no events were read.")
    return Note("not_arabic", f"The text is in {language_name(language)}, not Arabic: no events were read.")
