"""`sijill copies`: which reports have the same text, and who printed it first."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from sijill.cli.console import on_one_line
from sijill.cli.database import Database, opened

if TYPE_CHECKING:
    from sijill.store.copies import CopyGroup, PrintedReport


def copies(
    least: Annotated[
        int, typer.Option(metavar="N", min=2, help="Only groups of at least so many reports.")
    ] = 2,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="At most so many groups.")] = None,
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object a group, one a line.")] = False,
) -> None:
    """List texts that several reports have: copies of an agency's report, cut or stretched.

    A copy is no second source. The report printed on the earliest day stands first; of those printed on the
    same day none is known to be first. Reports marked confidential are counted, but not named.
    """
    from sijill.store.copies import groups

    with opened(database) as register, register.reading() as connection:
        shown = 0
        for group in islice(groups(connection, least=least), limit):
            shown += 1
            print(msgspec.json.encode(_object(group)).decode() if as_json else _told(group))
    if not shown and not as_json:
        print(f"no text of this register stands in {least} reports or more")


def _told(group: "CopyGroup") -> str:
    """The original, and a line a copy with the share of the shorter text that it has in common."""
    first = "first" if group.first_is_known else "first by day, with others"
    lines = [f"{_line(group.original)}  ({first})"]
    lines += [f"    {copy.share:>4.0%}  {_line(copy)}" for copy in group.copies]
    return "\n".join(lines)


def _line(report: "PrintedReport") -> str:
    day = report.published or "no day"
    if report.confidential:
        return f"{day}  a confidential report"
    told = (day, report.source or "no source", report.title or "", report.url or report.report_id)
    return on_one_line("  ".join(told))


def _object(group: "CopyGroup") -> dict[str, Any]:
    return {
        "first_is_known": group.first_is_known,
        "original": _fields(group.original),
        "copies": [_fields(copy) for copy in group.copies],
    }


def _fields(report: "PrintedReport") -> dict[str, Any]:
    told = report._asdict()
    if report.confidential:
        told.update(source=None, title=None, url=None)
    return told
