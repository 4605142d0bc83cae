"""A tally: in lines for people, as objects for machines."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from sijill.cli.console import on_one_line
from sijill.deriving import tally_objects
from sijill.deriving.coverage import EVERYWHERE, coverage_of
from sijill.deriving.estimates import Estimate
from sijill.deriving.figures import Figure
from sijill.deriving.standing import INDEPENDENT, UNPLACED
from sijill.deriving.tallies import REASONS, Row, Tally, added, scope_of
from sijill.deriving.tally_objects import SILENCE, Reported
from sijill.deriving.tally_parts import Part
from sijill.deriving.tally_question import Question, overlap
from sijill.deriving.tally_terms import EVENTS
from sijill.linking.claims import Claim

NOT_TOLD: Final = "not told"
OVERLAP: Final = "An incident stands in every row that it belongs in: rows add up to more than the total."


def show(found: Tally, reported: Reported, *, explain: bool) -> None:
    """Print the rows, the total, and what was left out."""
    question = found.question
    by = f", by {', '.join(question.by)}" if question.by else ""
    print(f"{question.what}{by}")
    print(f"convention {question.convention.name}: {question.convention.says}")
    print(f"source: {question.convention.source}")
    for row in found.rows:
        print(f"\n{' · '.join(on_one_line(name or NOT_TOLD) for name in row.cell)}")
        _show_row(row, question, reported, explain=explain)
    print("\nTotal, each incident once")
    _show_row(found.total, question, reported, explain=explain and not found.rows)
    if found.left_out:
        print("\nLeft out")
    for left in found.left_out:
        reason = REASONS[left.reason]
        print(f"    {_many(len(left.claims), 'claim')}: {reason}")
    print(f"\n{SILENCE}")
    if overlap(question) and found.rows:
        print(OVERLAP)


def _show_row(row: Row, question: Question, reported: Reported, *, explain: bool) -> None:
    reports = len({claim.report_id for claim in row.claims.values()})
    told = f"{question.what} {_range(row.estimate)} · {_many(len(row.parts), 'incident')}"
    if question.what == EVENTS:
        told = _many(len(row.parts), "incident")
    told += f" · {_many(reports, 'report')}"
    if row.disputed:
        told += f" · {row.disputed} denied by somebody"
    print(f"    {told}")
    for line in _voices(row):
        print(f"    {line}")
    print(f"    {_coverage_words(row, question, reported)}")
    if explain:
        for part in row.parts:
            _show_part(part)


def _voices(row: Row) -> Iterator[str]:
    """What is reported independently, what each side claims, and what nobody placed tells."""
    of = dict(row.by_standing)
    independent, unplaced = of.pop(INDEPENDENT, None), of.pop(UNPLACED, None)
    yield f"independently reported: {_told(independent) if independent else 'nothing'}"
    if of:
        yield "as claimed by: " + " · ".join(f"{side} {_told(parts)}" for side, parts in sorted(of.items()))
    if unplaced:
        yield f"by sources of no known side: {_told(unplaced)}"


def _told(parts: Sequence[Part]) -> str:
    return f"{_range(added(parts))} ({_many(len(parts), 'incident')})"


def _range(estimate: Estimate) -> str:
    """`12`, `12 (from 8 to 20)`; `20+` where somebody told no upper bound."""
    high = f"{estimate.high:,}" + ("+" if estimate.open_ended else "")
    if estimate.low == estimate.best == estimate.high:
        return high
    return f"{estimate.best:,} (from {estimate.low:,} to {high})"


def _coverage_words(row: Row, question: Question, reported: Reported) -> str:
    scope = scope_of(row, question)
    found = coverage_of(reported, scope.place or EVERYWHERE, scope.first, scope.last)
    months = " to ".join(dict.fromkeys(m for m in (scope.first, scope.last) if m not in ("", "9999")))
    spoken = f" speak of {on_one_line(scope.place)}" if scope.place else ""
    when = f" in {months}" if months else ""
    reports, outlets = _many(len(found.reports), "report"), _many(len(found.outlets), "outlet")
    return f"coverage: {reports} of {outlets}{spoken}{when}"


def _show_part(part: Part) -> None:
    happening = part.happening
    place = happening.place.name if happening.place else NOT_TOLD
    said = f" · {_range(part.estimate)}" if part.figures else ""
    days = " to ".join(dict.fromkeys(happening.days))
    print(f"      {days} · {happening.type} · {on_one_line(place)}{said} [{happening.incident.id}]")
    for figure in part.figures:
        of = f" of {figure.of}" if figure.of else ""
        print(f"        {_bounds(figure)}{of} · by {figure.standing} · {_words(figure)}")
    if not part.figures:
        for claim in part.claims:
            words = "" if claim.confidential else f" · «{on_one_line(claim.event.evidence[0].text)}»"
            print(f"        {_outlet(claim)}{words} [{on_one_line(claim.key)}]")
    for key in happening.denied:
        print(f"        denied [{on_one_line(key)}]")


def _words(figure: Figure) -> str:
    quoted = figure.quote and not figure.claim.confidential
    words = f"«{on_one_line(figure.quote.text)}» " if quoted and figure.quote else ""
    return f"{words}{_outlet(figure.claim)} [{on_one_line(figure.claim.key)}]"


def _outlet(claim: Claim) -> str:
    if claim.confidential:
        return "a confidential report"
    return on_one_line(claim.outlet_name or "no source")


def _bounds(figure: Figure) -> str:
    if figure.high is None:
        return f"{figure.low}+"
    return str(figure.low) if figure.low == figure.high else f"{figure.low}–{figure.high}"


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing if number == 1 else thing + 's'}"


def objects(found: Tally, reported: Reported) -> Iterator[str]:
    """JSON lines: `about` the question, every `row`, the `total`, and what was `left_out` for each reason."""
    for told in tally_objects.objects(found, reported):
        yield msgspec.json.encode(told).decode()
