"""The report of a run over an archive, for people."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sijill.cli.console import on_one_line

if TYPE_CHECKING:
    from sijill.engines.archive.report import RunReport

SHOWN: Final = 5
"""Reasons that are shown of each step; report.json has more."""


def report_lines(report: "RunReport", out: Path) -> Iterator[str]:
    """The report, a line a fact."""
    yield on_one_line(f"{report.shards_done:,} of {report.shards:,} shards are in {out} ({report.stamp})")
    yield f"{report.pages:>11,}  pages"
    yield f"{report.reports:>11,}  Arabic reports with words of conflict, read"
    yield f"{report.events:>11,}  events"
    yield f"{sum(report.set_aside.values()):>11,}  set aside"
    yield from _reasons(report.set_aside)
    yield ""
    yield f"{'step':<12}{'came':>11}{'went on':>11}{'seconds':>11}{'a second':>11}"
    for step in report.steps:
        rate = f"{step.a_second:,.0f}" if step.a_second else ""
        yield f"{step.name:<12}{step.came:>11,}{step.went_on:>11,}{step.seconds:>11,.1f}{rate:>11}"
        yield from _reasons(step.left)
    yield ""
    yield f"{report.shards_read:,} shards read now, in {report.seconds:,.1f} s"
    yield f"{report.worked:,.1f} s of processors for all shards"
    if report.pages_a_second_and_core and report.core_hours_a_million_pages:
        yield (
            f"{report.pages_a_second_and_core:,.0f} pages a second and core, "
            f"{report.core_hours_a_million_pages:,.3g} core hours a million pages; "
            f"a worker held {report.memory:,.0f} MB at most"
        )


def _reasons(reasons: dict[str, int]) -> Iterator[str]:
    listed = list(reasons.items())
    for why, number in listed[:SHOWN]:
        yield on_one_line(f"{'':>11}  {number:,} × {why}")
    if rest := sum(number for _, number in listed[SHOWN:]):
        yield f"{'':>11}  {rest:,} for other reasons"
