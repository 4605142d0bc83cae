"""`sijill watch`: follow feeds, and keep what they bring, until stopped."""

import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sijill.cli.addresses import AllowHost, web_of
from sijill.cli.console import ALL_READ, NOTHING_READ, SOME_REFUSED, say, stop
from sijill.cli.database import Database, opened
from sijill.cli.readers import Pack, stamped

if TYPE_CHECKING:
    from sijill.engines.stamped import StampedReader
    from sijill.record import Found, SetAside
    from sijill.sources.feed_list import Feed
    from sijill.sources.net import Web
    from sijill.sources.polling import Polled
    from sijill.store import Register, Run

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def watch(
    feeds: Annotated[
        Path, typer.Argument(help="The list of feeds; see docs/reference/watching.md.", show_default=False)
    ],
    once: Annotated[
        bool,
        typer.Option("--once", help="Ask each feed that is due once, and end; for a timer such as cron."),
    ] = False,
    now: Annotated[
        bool,
        typer.Option("--now", help="Ask every feed at once, due or not; after what was wrong was mended."),
    ] = False,
    allow_host: AllowHost = None,
    pack: Pack = "yemen",
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a line of JSON for each poll.")] = False,
) -> None:
    """Ask feeds for news, politely, and keep what is new with its claims, until stopped.

    Stop it with Ctrl-C or SIGTERM at any moment: what was taken in stays, the rest is asked for again. Exit
    code 0: stopped, or all feeds read; with --once 1: some failed, 2: all failed; 2 for wrong usage too.
    """
    listed = _listed(feeds)
    web = web_of(allow_host)
    reader = stamped(pack)
    with opened(database, create=True) as register:
        watching = _Watch(register, register.start_run("watch"), reader, as_json=as_json)
        stopped = watching.follow(listed, web, once=once, at_once=now)
        register.end_run(watching.run, watching.counts)
    if not as_json:
        counts = watching.counts
        news = f"{counts['new']} new reports and {counts['versions']} new versions"
        print(f"{news} from {watching.polls} polls, {watching.failed} failed")
    if stopped or not watching.failed:
        raise typer.Exit(ALL_READ)
    raise typer.Exit(SOME_REFUSED if watching.failed < len(listed) else NOTHING_READ)


class _Watch:
    """One run of the command: takes in what the feeds bring, tells of each poll, and keeps count."""

    def __init__(self, register: "Register", run: "Run", reader: "StampedReader", *, as_json: bool) -> None:
        self.run = run
        self.counts: Counter[str] = Counter()
        self.polls = 0
        self.failed = 0
        self._register = register
        self._reader = reader
        self._as_json = as_json
        self._refused: set[SetAside] = set()
        self._stopping = False

    def follow(self, feeds: "Sequence[Feed]", web: "Web", *, once: bool, at_once: bool) -> bool:
        """Poll until stopped, or once; whether it was stopped."""
        from sijill.sources.polling import Poller
        from sijill.store.feeds import Feeds

        memory = Feeds(self._register, self.run)
        poller = Poller(web, memory, self._take, told=self._tell, wait=self._wait)
        try:
            with self._interruptible():
                poller.run(feeds, once=once, at_once=at_once)
        except KeyboardInterrupt:
            return True
        return False

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        """Let the signals that end a program end the polling wherever it is.

        What is being written is one transaction, which is then not there, and is written by the next run.
        """

        def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
            # Noted as well: where the exception is raised, somebody else's code may swallow it.
            self._stopping = True
            raise KeyboardInterrupt

        before = {number: signal.signal(number, end) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _take(self, items: "Sequence[Found | SetAside]") -> int:
        from sijill.engines.ingest import ingest

        if self._stopping:
            raise KeyboardInterrupt
        summary = ingest(items, self._register, self._reader, self.run, told=self._refuse)
        self.counts.update(summary.counts())
        return summary.new + summary.versions

    def _wait(self, seconds: float) -> None:
        if self._stopping:
            raise KeyboardInterrupt
        time.sleep(seconds)

    def _refuse(self, item: "SetAside") -> None:
        # A feed shows the same entry for days; once a run is enough to say what is wrong with it.
        if item not in self._refused:
            self._refused.add(item)
            say(f"{item.whence}: {item.why}")

    def _tell(self, polled: "Polled") -> None:
        from sijill.sources.polling import Outcome

        if polled.outcome is not Outcome.NOT_DUE:
            self.polls += 1
        self.failed += polled.outcome is Outcome.FAILED
        if self._as_json:
            print(_json(polled), flush=True)
        elif polled.outcome is Outcome.FAILED:
            say(f"{polled.feed.shown}: {polled.why}; asked again at {polled.next_at}")
        elif polled.outcome is Outcome.NOT_DUE:
            print(f"{polled.feed.shown}: not due before {polled.next_at} (--now asks at once)", flush=True)
        elif polled.outcome is Outcome.UNCHANGED:
            print(f"{polled.feed.shown}: unchanged", flush=True)
        else:
            print(f"{polled.feed.shown}: {polled.new} new of {polled.entries} entries", flush=True)


def _json(polled: "Polled") -> str:
    told = {
        "feed": polled.feed.url,
        "name": polled.feed.name,
        "outcome": polled.outcome,
        "entries": polled.entries,
        "new": polled.new,
        "why": polled.why,
        "next_at": polled.next_at,
    }
    return msgspec.json.encode(told).decode()


def _listed(path: Path) -> "list[Feed]":
    from sijill.sources.feed_list import FeedListError, read_feeds

    try:
        return read_feeds(path)
    except FeedListError as fault:
        *others, last = fault.faults
        for told in others:
            say(told)
        stop(last)
