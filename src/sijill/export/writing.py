"""One export from end to end: events chosen, screened, written in a form, and what was left out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import TextIOWrapper
from typing import BinaryIO, TextIO

from msgspec import Struct

from sijill.deriving.standing import Standings
from sijill.engines.gathering import incidents_of
from sijill.export import acled, csv_rows, geojson, jsonl, rss, ucdp
from sijill.export.choosing import WHY, Chooser
from sijill.export.columns import FLAT, Context
from sijill.export.events import Figures, FlatEvent, Unit
from sijill.export.forms import FORMS, FormName
from sijill.export.names import Language, Names
from sijill.export.reported import reported_in
from sijill.export.screen import Viewer, screen_for
from sijill.export.sources import Source
from sijill.packs import Pack
from sijill.record import Report
from sijill.store.search_names import Filters


class Request(Struct, frozen=True, kw_only=True):
    """What is asked for.

    `day` is that of the export: a digest bears it, and what is held back for a time is counted from it.
    `link` is the address that a feed belongs to.
    """

    form: FormName
    filters: Filters
    pack: Pack
    program: str
    day: str
    unit: Unit = "incidents"
    viewer: Viewer = "public"
    language: Language = "en"
    link: str = ""
    bom: bool = False


class Outcome(Struct, frozen=True, kw_only=True):
    """How many rows were written, and what was left out: how many of what, and why, in a sentence each."""

    written: int
    left_out: tuple[str, ...]


class Exporter:
    """Answers one request out of a source."""

    def __init__(self, request: Request, source: Source) -> None:
        standings = Standings.of_pack(request.pack)
        self._request = request
        self._source = source
        self._screen = screen_for(request.viewer, request.pack, date.fromisoformat(request.day))
        self._chooser = Chooser(request.filters, self._screen, standings)
        self._context = Context(
            names=Names(request.pack),
            figures=Figures(standings),
            program=request.program,
            pack=f"{request.pack.name} {request.pack.version}",
        )
        self._dropped: dict[str, int] = {}
        self._reported = reported_in(())

    def write(self, sink: BinaryIO) -> Outcome:
        """Write the export. Raises `xlsx.TooManyRows` for more rows than a sheet can hold."""
        request = self._request
        if request.form == "xlsx":
            from sijill.export import xlsx

            written = xlsx.write(self._events(), sink, self._context, request.language, self._about())
        elif request.form == "parquet":
            from sijill.export import parquet

            written = parquet.write(self._events(), sink, self._context)
        elif request.form == "rss":
            written = rss.write(self._events(), sink, self._context, request.language, request.link)
        else:
            with _text(sink, bom=request.bom) as stream:
                written = self._write_text(stream)
        return Outcome(written=written, left_out=tuple(self._left_out()))

    def _write_text(self, stream: TextIO) -> int:
        request, context = self._request, self._context
        if request.form == "jsonl":
            return jsonl.write(self._source.documents(), stream, request.filters, self._screen)
        if request.form == "geojson":
            return geojson.write(self._events(), stream, context)
        if request.form == "acled":
            coder = acled.Coder(request.pack, context)
            written = csv_rows.write(coder.coded(self._events()), stream, context, acled.COLUMNS)
            self._dropped = coder.dropped
            return written
        if request.form == "ucdp":
            coded = ucdp.Coder(request.pack, context)
            written = csv_rows.write(coded.coded(self._events()), stream, context, ucdp.COLUMNS)
            self._dropped = coded.dropped
            return written
        if request.form == "digest":
            from sijill.export import digest

            events = list(self._events())
            return digest.write(
                events,
                stream,
                context,
                request.language,
                request.day,
                (request.filters.since, request.filters.until),
                not request.filters.asks or request.filters.only_days and not request.filters.sources,
                self._reported,
                self._left_out(request.language),
            )
        if request.form == "hxl":
            return csv_rows.write(self._events(), stream, context, csv_rows.HXL, tags=True)
        return csv_rows.write(self._events(), stream, context, FLAT)

    def _events(self) -> Iterator[FlatEvent]:
        if self._request.unit == "claims":
            return self._chooser.claims(self._source.claims())
        request, found = self._request, self._source.gathered()
        self._reported = reported_in(
            report
            for report in found.reports
            if _within(report, request.filters.since, request.filters.until)
        )
        return self._chooser.incidents(found, incidents_of(found))

    def _left_out(self, language: Language = "en") -> Iterator[str]:
        """What was left out, in sentences."""
        order = {code: number for number, code in enumerate(WHY)}
        for code, number in sorted(self._chooser.left_out.items(), key=lambda item: order[item[0]]):
            claims = "" if language == "ar" else f" {_plural(number, 'claim')}"
            yield f"{number:,}{claims}: {WHY[code][language]}"
        for why, number in self._dropped.items():
            yield f"{number:,} {_plural(number, 'event')}: {why}"

    def _about(self) -> Iterator[str]:
        """What a file says of itself; asked for when all events are written."""
        request = self._request
        yield f"{request.program}, {self._context.pack}"
        yield "Machine-coded: a program read this, no person has reviewed it."
        yield "Claims, not facts: a row is what reports say, by whom is in claimed_by and attribution."
        yield f"No place in this form for: {FORMS[request.form].loses}."
        yield "قرأ هذا برنامج ولم يراجعه إنسان. كل سطر قولٌ منسوب لا حقيقة ثابتة."
        yield "Left out:"
        yield from self._left_out()


@contextmanager
def _text(sink: BinaryIO, *, bom: bool) -> Iterator[TextIO]:
    """A stream of text over one of bytes, which stays open."""
    stream = TextIOWrapper(sink, encoding="utf-8-sig" if bom else "utf-8", errors="replace", newline="")
    try:
        yield stream
    finally:
        stream.flush()
        stream.detach()


def _within(report: Report, since: str | None, until: str | None) -> bool:
    """Whether a report was printed in the days asked for."""
    day = report.published
    if day is None:
        return not (since or until)
    return (not since or since <= day) and (not until or day <= until)


def _plural(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"
