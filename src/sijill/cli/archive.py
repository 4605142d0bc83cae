"""`sijill archive`: archives of the web read by many processes or machines, and taken into a register."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sijill.cli.console import ALL_READ, INTERRUPTED, NOTHING_READ, SOME_REFUSED, say, stop
from sijill.cli.database import Database, opened
from sijill.cli.ingest import THE_REST, Telling, tell
from sijill.cli.progress import watched
from sijill.cli.readers import Pack, kept_stamped, stamped

if TYPE_CHECKING:
    from sijill.engines.archive.engine import Engine
    from sijill.engines.archive.manifest import Shard

app = typer.Typer(help="Read archives of the web with many processes or machines.", no_args_is_help=True)


class EngineName(StrEnum):
    """Who does the work."""

    LOCAL = "local"
    PROCESSES = "processes"
    RAY = "ray"


@app.command("run")
def run(
    manifest: Annotated[
        Path,
        typer.Argument(
            help="A file with a path or address a line: WARC, JSON lines, Parquet.", show_default=False
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="A new folder for the results.", show_default=False)
    ],
    engine: Annotated[
        EngineName, typer.Option(help="This process alone, several on this machine, or a Ray cluster.")
    ] = EngineName.PROCESSES,
    workers: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Shards read at once; without it, one a processor."),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="The Ray cluster; without it, one on this machine for the run."),
    ] = None,
    files_per_shard: Annotated[int, typer.Option(min=1, metavar="N", help="Files that make a shard.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run in DIR.")] = False,
    pack: Pack = "yemen",
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Read an archive into Parquet files, a set a shard, and report on every step.

    What cannot be Arabic is left by its bytes, what tells of no conflict by its words; the rest is read. A
    shard is there whole or not at all: whatever ends a run, --resume does the rest, and the files are those
    of an unbroken run. Single records that cannot be read are set aside and counted. Exit code 0: every
    shard is there; 1: a file is broken or a shard is lost, the report says which; 2: nothing was read or
    wrong usage.
    """
    from sijill.cli.archive_view import report_lines
    from sijill.engines.archive import run as running
    from sijill.engines.archive.faults import ArchiveError
    from sijill.engines.archive.work import Work

    if address is not None and engine is not EngineName.RAY:
        stop("--address is that of a Ray cluster; say --engine ray too")
    if workers is not None and engine is EngineName.LOCAL:
        stop("--engine local has no workers; leave out --workers, or say --engine processes")
    try:
        shards = _shards(manifest, files_per_shard)
        work = Work(out.absolute(), stamped(pack).stamp, partial(kept_stamped, _found_everywhere(pack)))
        report = running.run(
            shards,
            work,
            _engine(engine, workers, address),
            resume=resume,
            watching=lambda ended, total: watched(ended, total, doing="reading shards"),
        )
    except ArchiveError as fault:
        stop(str(fault))
    except KeyboardInterrupt:
        stop("interrupted; whole shards stay, the same command with --resume does the rest", INTERRUPTED)
    if as_json:
        print(msgspec.json.encode(report).decode())
    else:
        print("\n".join(report_lines(report, out)))
    for ended in report.lost:
        names = ", ".join(file.name for file in shards[ended.shard].inputs)
        say(f"shard {ended.shard} ({names}): {ended.lost}")
    if not report.shards_done:
        raise typer.Exit(NOTHING_READ)
    raise typer.Exit(SOME_REFUSED if report.lost or report.broken_files else ALL_READ)


@app.command("load")
def load(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a run.", show_default=False)],
    confidential: Annotated[
        bool,
        typer.Option("--confidential", help="Count these reports, but let no export have their words."),
    ] = False,
    pack: Pack = "yemen",
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Take what an archive's run has read into a register.

    What is there already is left as it is. What this program and pack have read is kept as it was read; of
    another program or pack the texts are read anew. Exit code 0: all taken in, 1: some was set aside, or
    shards are missing, 2: nothing taken in or wrong usage.
    """
    from sijill.engines.archive.faults import ArchiveError
    from sijill.engines.archive.loading import load as take_in
    from sijill.engines.archive.loading import planned
    from sijill.engines.archive.shards import Place

    reader = stamped(pack)
    telling = Telling()
    try:
        plan = planned(folder)
        there = len(Place(folder).done(plan.shards))
    except ArchiveError as fault:
        stop(str(fault))
    try:
        if plan.stamp != reader.stamp:
            say(f"read by {plan.stamp}; the texts are read anew by {reader.stamp}")
        with opened(database, create=True) as register:
            at = register.start_run("archive load")
            summary = take_in(folder, register, reader, at, confidential=confidential, told=telling.refused)
            register.end_run(at, summary.counts())
            telling.rest()
            name = register.name
    except ArchiveError as fault:
        stop(f"{fault}; {THE_REST}")
    except KeyboardInterrupt:
        stop(f"interrupted; {THE_REST}", INTERRUPTED)
    if as_json:
        print(msgspec.json.encode(summary).decode())
    else:
        tell(summary, name)
    if there < plan.shards:
        say(f"{there} of {plan.shards} shards are there; sijill archive run --resume does the rest")
    if not there:
        raise typer.Exit(NOTHING_READ)
    raise typer.Exit(SOME_REFUSED if summary.refused or there < plan.shards else ALL_READ)


def _shards(manifest: Path, files: int) -> "list[Shard]":
    from sijill.engines.archive.manifest import cut, read_manifest

    return cut(read_manifest(manifest), files)


def _engine(name: EngineName, workers: int | None, address: str | None) -> "Engine":
    import os

    if name is EngineName.RAY:
        from sijill.engines.archive.ray_data import OnRay

        return OnRay(address, workers)
    if name is EngineName.PROCESSES:
        from sijill.engines.archive.processes import Processes

        return Processes(workers or os.cpu_count() or 1)
    from sijill.engines.archive.local import here

    return here


def _found_everywhere(pack: str) -> str:
    """A pack's folder by its whole path, for workers that may stand elsewhere; a name as it is."""
    return str(Path(pack).absolute()) if Path(pack).is_dir() else pack
