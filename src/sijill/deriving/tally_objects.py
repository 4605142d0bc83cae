"""A tally as plain values: the question, every row and the total with its claims, and what was left out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sijill.deriving.coverage import EVERYWHERE, Coverage, coverage_of
from sijill.deriving.estimates import Estimate
from sijill.deriving.standing import INDEPENDENT, UNPLACED
from sijill.deriving.tallies import REASONS, Row, Tally, added, scope_of
from sijill.deriving.tally_parts import Part
from sijill.deriving.tally_question import Question, overlap

Reported = Mapping[str, Mapping[str, Coverage]]

SILENCE: Final = "A place or a time without a row is one of which no report here tells: silence is not peace."


def objects(found: Tally, reported: Reported) -> Iterator[dict[str, Any]]:
    """`about` the question, every `row`, the `total`, and what was `left_out` for each reason."""
    question = found.question
    about = {
        "what": question.what,
        "by": question.by,
        "from": question.since,
        "to": question.until,
        "convention": question.convention.name,
        "says": question.convention.says,
        "source": question.convention.source,
        "rows_overlap": overlap(question) and bool(found.rows),
        "note": SILENCE,
    }
    yield {"about": about}
    for row in found.rows:
        names = dict(zip(question.by, row.cell, strict=True))
        yield {"row": names, **_fields(row, question, reported)}
    yield {"total": _fields(found.total, question, reported)}
    for left in found.left_out:
        yield {"left_out": {"reason": left.reason, "says": REASONS[left.reason], "claims": left.claims}}


def _fields(row: Row, question: Question, reported: Reported) -> dict[str, Any]:
    of = {standing: _summed(parts) for standing, parts in sorted(row.by_standing.items())}
    scope = scope_of(row, question)
    spoken = coverage_of(reported, scope.place or EVERYWHERE, scope.first, scope.last)
    return {
        **_estimate(row.estimate),
        "incidents": len(row.parts),
        "reports": len({claim.report_id for claim in row.claims.values()}),
        "disputed": row.disputed,
        "independent": of.pop(INDEPENDENT, None),
        "unplaced": of.pop(UNPLACED, None),
        "claimed": of,
        "coverage": {
            "place": scope.place or None,
            "first_month": scope.first or None,
            "last_month": None if scope.last == "9999" else scope.last,
            "reports": len(spoken.reports),
            "outlets": len(spoken.outlets),
        },
        "claims": sorted(row.claims),
        "accounts": [_account(part) for part in row.parts],
    }


def _summed(parts: Sequence[Part]) -> dict[str, Any]:
    claims = sorted({claim.key for part in parts for claim in part.claims})
    return {**_estimate(added(parts)), "incidents": len(parts), "claims": claims}


def _estimate(estimate: Estimate) -> dict[str, int]:
    return {
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "open_ended": estimate.open_ended,
    }


def _account(part: Part) -> dict[str, Any]:
    """An incident of a row; of confidential reports neither words nor outlet."""
    happening = part.happening
    return {
        "incident": happening.incident.id,
        "type": happening.type,
        "days": happening.days,
        "precision": happening.precision,
        "place": happening.place.name if happening.place else None,
        **_estimate(part.estimate),
        "denied": happening.denied,
        "figures": [
            {
                "claim": figure.claim.key,
                "low": figure.low,
                "high": figure.high,
                "of": figure.of,
                "by": figure.standing,
                **(
                    {}
                    if figure.claim.confidential
                    else {"outlet": figure.claim.outlet_name or "no source", "quote": figure.quote}
                ),
            }
            for figure in part.figures
        ],
    }
