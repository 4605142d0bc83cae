"""What a month of CC-NEWS would take, reckoned from what was measured; every factor stands in the table.

The size of a month is not measured here: where its figures come from stands in docs/scale.md.
"""

from __future__ import annotations

from typing import Any, Final

PAGES: Final = 12_000_000
"""Pages of a month."""

ARABIC: Final = 0.05
"""The share of them that is in Arabic."""

PACKED: Final = 30_000
"""Bytes of a page as it is packed."""

FILES: Final = 350
"""Files of a month, each of about 1 GB."""

CORES: Final = 16
LINK: Final = 125_000_000
"""Bytes a second that a machine fetches: 1 Gbit/s."""

MACHINES: Final = (1, 10, 100)
HOUR: Final = 3_600


def month(one: dict[str, Any], two: dict[str, Any], kept_bytes: float, keeping: float) -> str:
    """The tables for docs/scale.md. `keeping` is how many reports a second a register takes in."""
    steps = {step["name"]: step for step in one["steps"]}

    def each(*names: str) -> float:
        """Milliseconds of a core that a record takes in these steps."""
        return sum(
            1000 * steps[name]["seconds"] / steps[name]["came"] for name in names if steps[name]["came"]
        )

    share = one["reports"] / steps["text"]["came"]
    arabic, kept = PAGES * ARABIC, PAGES * ARABIC * share
    costs = [
        ("every page: unpacking, letters", PAGES, each("unpacking", "letters")),
        ("an Arabic page: text, language, conflict", arabic, each("text", "language", "conflict")),
        ("a report that is kept: reading, writing", kept, each("reading", "writing")),
    ]
    hours = sum(number * ms / 1000 for _, number, ms in costs) / HOUR
    efficiency = min(1.0, one["waited"] / two["waited"] / 2)
    longest = hours / FILES
    fetching = PAGES * PACKED / LINK / HOUR
    lines = [
        "| what | number | ms of a core each | core hours |",
        "|---|---:|---:|---:|",
        *(f"| {what} | {n:,.0f} | {ms:.2f} | {n * ms / 1000 / HOUR:,.1f} |" for what, n, ms in costs),
        f"| **all** | | | **{hours:,.1f}** |",
        "",
        f"Of an Arabic page {share:.0%} are kept, as in the run above: {kept:,.0f} reports, "
        f"{kept * one['events'] / one['reports']:,.0f} events, {kept * kept_bytes / 1e9:,.1f} GB of Parquet.",
        "",
        f"| machines of {CORES} cores | processors: {hours:,.1f} h / cores / {efficiency:.2f} | "
        f"fetching {PAGES * PACKED / 1e9:,.0f} GB at 1 Gbit/s a machine | the longest file "
        f"({hours:,.1f} h / {FILES}) | what decides |",
        "|---:|---:|---:|---:|---|",
    ]
    for machines in MACHINES:
        parts = {
            "processors": hours / (machines * CORES) / efficiency,
            "fetching": fetching / machines,
            "the longest file": longest,
        }
        decides = max(parts, key=lambda name: parts[name])
        cells = " | ".join(f"{60 * value:,.1f} min" for value in parts.values())
        lines.append(f"| {machines} | {cells} | {decides} |")
    lines += [
        "",
        f"Loading: {kept:,.0f} reports / {keeping:,.0f} a second = {kept / keeping / HOUR:,.1f} h, with one "
        "writer, however many machines have read.",
    ]
    return "\n".join(lines)


def hundred_million(one: dict[str, Any], kept_bytes: float, keeping: float, report_bytes: float) -> str:
    """What a register of 100 million claims comes to."""
    claims = 100_000_000
    each = one["events"] / one["reports"]
    reports = claims / each
    millions = f"{reports / 1e6:,.0f} million"
    parquet, register = (f"{reports * size / 1e9:,.0f} GB" for size in (kept_bytes, report_bytes))
    days = reports / keeping / HOUR / 24
    rows = [
        ("claims a report that is kept", f"{each:.2f}"),
        ("reports", f"{claims:,} / {each:.2f} = {millions}"),
        ("Parquet", f"{millions} × {kept_bytes / 1e3:.1f} kB = {parquet}"),
        ("a register", f"{millions} × {report_bytes / 1e3:.1f} kB = {register}"),
        ("loading it", f"{millions} / {keeping:,.0f} a second = {days:,.1f} days"),
    ]
    return "\n".join(["| what | reckoned |", "|---|---|", *(f"| {what} | {told} |" for what, told in rows)])
