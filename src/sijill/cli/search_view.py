"""What a search found: in lines for people, as one object for machines."""

import sys
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from sijill.cli.console import on_one_line
from sijill.cli.table import quantity_words, voice
from sijill.record import Event
from sijill.store.search_find import Found, FoundClaim, FoundReport

CLAIMS_SHOWN: Final = 5
MARKED: Final = "bold reverse"
MARGIN: Final = "    "


def show(found: Found) -> None:
    """Print the reports, best first, each with where it is from, the words found and its claims."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    for number, report in enumerate(found.reports, 1):
        for line in _lines(number, report, colours=console.color_system is not None):
            console.print(line, soft_wrap=True)
        console.print()
    console.print(Text(_summary(found)), soft_wrap=True)


def as_object(found: Found) -> dict[str, Any]:
    """The reports as plain values. Of a confidential one neither words, title, outlet nor address."""
    return {"total": found.total, "reports": [_object(report) for report in found.reports]}


def _summary(found: Found) -> str:
    if not found.total:
        return "no report fits"
    shown = len(found.reports)
    total = f"{found.total:,} {'report fits' if found.total == 1 else 'reports fit'}"
    return total if shown == found.total else f"{total}; the first {shown:,} are shown (--limit)"


def _lines(number: int, report: FoundReport, *, colours: bool) -> list[Text]:
    head = Text(f"{number:>3} ", "dim")
    if report.confidential:
        head.append("[confidential] ", "bold red")
    head.append_text(_marked(report.title or "(no title)", 0, report.title_marks, "bold", colours=colours))
    about = [report.source or "no source", report.published or "no day", report.url or report.whence]
    lines = [head, Text(MARGIN + " · ".join(map(on_one_line, about)), "dim")]
    told = report.snippet
    if told.text:
        lines.append(Text(MARGIN) + _marked(told.text, told.start, told.marks, "", colours=colours))
    lines += [Text(MARGIN + _claim_line(claim.event), "cyan") for claim in report.claims[:CLAIMS_SHOWN]]
    if len(report.claims) > CLAIMS_SHOWN:
        lines.append(Text(f"{MARGIN}and {len(report.claims) - CLAIMS_SHOWN} more claims", "dim"))
    return lines


def _marked(words: str, start: int, marks: list[tuple[int, int]], style: str, *, colours: bool) -> Text:
    """The words with those found in reverse, or in brackets where there are no colours."""
    line, done = Text(style=style), 0
    for first, last in marks:
        found = on_one_line(words[first - start : last - start])
        line.append(on_one_line(words[done : first - start]))
        line.append(found if colours else f"[{found}]", MARKED if colours else "")
        done = last - start
    return line.append(on_one_line(words[done:]))


def _claim_line(event: Event) -> str:
    """`clash occurred · actor houthi, target government · عتمة, ذمار · 2015-10-11 · killed 3 · …`."""
    said = [f"{event.type} {event.status}" + (" (background)" if event.background else "")]
    if event.participants:
        said.append(", ".join(f"{person.role} {person.id}" for person in event.participants))
    if place := event.place:
        units = dict.fromkeys(name for name in (place.name, place.district, place.governorate) if name)
        said.append(", ".join(map(on_one_line, units)))
    if event.time and event.time.start:
        time = event.time
        said.append(f"{time.start}" if time.start == time.end else f"{time.start} to {time.end}")
    if event.quantities:
        said.append(", ".join(map(quantity_words, event.quantities)))
    said.append(f"says {voice(event.attribution)}")
    return " · ".join(said)


def _object(report: FoundReport) -> dict[str, Any]:
    shared = {
        "report": report.report_id,
        "version": report.version_id,
        "confidential": report.confidential,
        "published": report.published,
        "score": report.score,
    }
    if report.confidential:
        return {**shared, "claims": [_bare(claim) for claim in report.claims]}
    return {
        **shared,
        "title": report.title,
        "title_marks": report.title_marks,
        "source": report.source,
        "outlet": report.outlet_id,
        "url": report.url,
        "snippet": report.snippet,
        "claims": [{"id": claim.id, **_fields(claim.event), "event": claim.event} for claim in report.claims],
    }


def _bare(claim: FoundClaim) -> dict[str, Any]:
    """A claim of a confidential report: what the pack and the codebook call things, no word of the report."""
    return {"id": claim.id, **_fields(claim.event)}


def _fields(event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "status": event.status,
        "actors": [person.id for person in event.participants],
        "place": event.place.id if event.place else None,
        "start": event.time.start if event.time else None,
        "end": event.time.end if event.time else None,
    }
