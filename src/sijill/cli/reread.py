"""`sijill reread`: stored reports read anew after a change of program or pack, and what changed."""

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from sijill.cli.console import on_one_line
from sijill.cli.database import Database, opened
from sijill.cli.progress import watched
from sijill.cli.readers import Pack, stamped

if TYPE_CHECKING:
    from sijill.engines.changes import Changes
    from sijill.record import Event
    from sijill.store import StoredDocument


def reread(
    everything: Annotated[
        bool, typer.Option("--all", help="Earlier versions of reports too, not only the newest of each.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Count the changes, and list none.")] = False,
    pack: Pack = "yemen",
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print changes and summary as JSON lines.")] = False,
) -> None:
    """Read anew what was not read by this program and pack, and show what changed.

    The earlier readings stay, each under the program's and the pack's version. Changed reports are listed
    with events that are gone (-), new (+) or told otherwise (~, with the fields). Of reports marked
    confidential only numbers are shown.
    """
    from sijill.engines.reread import reread as read_anew

    reader = stamped(pack)

    def tell(stored: "StoredDocument", changes: "Changes") -> None:
        if not quiet:
            print(
                msgspec.json.encode(_object(stored, changes)).decode() if as_json else _told(stored, changes)
            )

    with opened(database) as register:
        run = register.start_run("reread")
        stored = register.documents(all_versions=everything, not_read_by=reader.stamp)
        summary = read_anew(watched(stored, None, doing="reading anew"), register, reader, run, told=tell)
        register.end_run(run, summary.counts())
    if as_json:
        print(msgspec.json.encode(summary).decode())
        return
    if not summary.reports:
        print(f"everything is read by {reader.stamp} already")
        return
    numbers = _numbers(summary.new_events, summary.gone_events, summary.altered_events)
    print(f"{summary.reports:,} reports read anew by {reader.stamp}; {summary.changed:,} changed: {numbers}")


def _told(stored: "StoredDocument", changes: "Changes") -> str:
    head = f"{stored.version.report_id}  read before by {stored.stamp}"
    if stored.version.confidential:
        numbers = _numbers(len(changes.new), len(changes.gone), len(changes.altered))
        return f"{head}\n  confidential: {numbers}"
    report = stored.version.report
    lines = [on_one_line(f"{head}  {report.source or ''}  {report.published or ''}")]
    lines += [f"  - {_line(event)}" for event in changes.gone]
    lines += [f"  + {_line(event)}" for event in changes.new]
    lines += [f"  ~ {_line(altered.after)}  ({', '.join(altered.fields)})" for altered in changes.altered]
    return "\n".join(lines)


def _numbers(new: int, gone: int, altered: int) -> str:
    return f"{new:,} events new, {gone:,} gone, {altered:,} told otherwise"


def _line(event: "Event") -> str:
    parts = [
        event.type,
        event.status,
        event.place.name if event.place else "",
        f"«{event.evidence[0].text[:80]}»",
    ]
    return on_one_line("  ".join(part for part in parts if part))


def _object(stored: "StoredDocument", changes: "Changes") -> dict[str, Any]:
    told: dict[str, Any] = {
        "report": stored.version.report_id,
        "version": stored.version.id,
        "before": str(stored.stamp),
    }
    if stored.version.confidential:
        return {**told, "new": len(changes.new), "gone": len(changes.gone), "altered": len(changes.altered)}
    return {**told, **msgspec.to_builtins(changes)}
