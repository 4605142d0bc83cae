"""What is remembered of the feeds that are polled, and which pages were captured already."""

from collections.abc import Iterable
from functools import partial

import msgspec
from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Connection, insert, select, update

from sijill.record.moments import now
from sijill.store import runs, schema
from sijill.store.asking import portions
from sijill.store.entries import Run
from sijill.store.register import Register


class FeedState(Struct, frozen=True, kw_only=True):
    """How it stands with one feed.

    `etag` and `last_modified` are what the server said of the newest version that was taken in, word for
    word. `next_at` is when to ask again, ISO 8601 in UTC to the second; `failures` counts those since the
    last success, `last_error` tells of the newest.
    """

    address: str
    etag: str | None = None
    last_modified: str | None = None
    next_at: str | None = None
    failures: int = 0
    last_error: str | None = None


class Feeds:
    """The feeds of a register, as one run sees and changes them. Raises `StoreError` as the register does."""

    def __init__(self, register: Register, run: Run) -> None:
        self._register = register
        self._run = run

    def state(self, address: str) -> FeedState:
        """How it stands with a feed; of one that was never asked nothing is known."""
        kept_as = self._register.screen.text(address)
        query = select(schema.feed).where(schema.feed.c.address == kept_as)
        with self._register.reading() as connection:
            row = connection.execute(query).one_or_none()
        return FeedState(**{**row._mapping, "address": address}) if row else FeedState(address=address)

    def keep(self, state: FeedState) -> None:
        """Remember how it stands with a feed, in the place of what was known."""
        self._register.write_screened(
            lambda screen: partial(self._keep, state=msgspec.convert(screen.values(asdict(state)), FeedState))
        )

    def captured(self, addresses: Iterable[str]) -> set[str]:
        """Those of the addresses that a version in the register was captured from, or was taken out."""
        screen = self._register.screen
        kept_as = {address: screen.text(address) for address in addresses}
        asked = sorted(set(kept_as.values()))
        found: set[str] = set()
        column = schema.version.c.whence
        with self._register.reading() as connection:
            for some in portions(asked):
                found.update(connection.scalars(select(column).where(column.in_(some))))
        return {address for address, kept in kept_as.items() if kept in found or screen.takes_out(address)}

    def _keep(self, connection: Connection, state: FeedState) -> None:
        values = {
            "etag": state.etag,
            "last_modified": state.last_modified,
            "next_at": state.next_at,
            "failures": state.failures,
            "last_error": state.last_error,
        }
        known = schema.feed.c.address == state.address
        if connection.execute(update(schema.feed).where(known).values(values)).rowcount:
            return
        connection.execute(insert(schema.feed).values(address=state.address, **values))
        # How a feed fares from poll to poll is no evidence; that it was followed, and by whom, is.
        runs.write_audit(connection, [runs.entry(self._run, now(), "add", "feed", state.address)])
