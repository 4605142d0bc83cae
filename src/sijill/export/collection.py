"""An open register, or a file of records, to be asked from Python."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from sijill.deriving.control import Account, Control
from sijill.deriving.conventions import CONVENTIONS
from sijill.deriving.standing import Standings
from sijill.deriving.tallies import Row, tally
from sijill.deriving.tally_question import Question
from sijill.deriving.tally_terms import EVENTS, KEYS, Key, What
from sijill.engines.gathering import Loaded, incidents_of
from sijill.export.choosing import Chooser
from sijill.export.columns import FLAT, Context
from sijill.export.derived_columns import CONTROL, tally_columns
from sijill.export.events import Figures, FlatEvent
from sijill.export.frames import Table
from sijill.export.names import Names
from sijill.export.screen import Viewer, screen_for
from sijill.export.sources import OfRecords, OfRegister, Source
from sijill.linking.incidents import Incident
from sijill.packs import Pack
from sijill.record import QUANTITY_KINDS, Place, day
from sijill.store import Register
from sijill.store.search_fits import lies_in
from sijill.store.search_names import Filters, filters_named
from sijill.store.search_names import Names as Lookup
from sijill.store.search_points import Circle

Asked = str | Iterable[str] | None
"""One name, or several of which any will do."""


class Collection:
    """What reports claim, as incidents, single claims, who holds what, and tallies.

    Close it, or use it as a context manager. What is asked for is worked out from the claims, which are read
    once; `refresh` reads them anew. Of confidential reports nothing is shown, whoever asks.
    """

    def __init__(self, address: str | Path, *, pack: Pack, viewer: Viewer, program: str) -> None:
        self._address = str(address)
        self._pack = pack
        self._screen = screen_for(viewer, pack, date.today())
        self._standings = Standings.of_pack(pack)
        self._register = (
            None if _is_records(self._address) else Register.open(_url(self._address), create=False)
        )
        self._lookup = Lookup(pack)
        self._context = Context(
            names=Names(pack),
            figures=Figures(self._standings),
            program=program,
            pack=f"{pack.name} {pack.version}",
        )

    def __enter__(self) -> "Collection":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the register."""
        if self._register is not None:
            self._register.close()

    def refresh(self) -> None:
        """Forget what was read, so that it is read anew."""
        for name in ("_gathered", "_incidents", "_control"):
            self.__dict__.pop(name, None)

    def incidents(self, **asked: Any) -> Table[FlatEvent]:
        """The incidents that some claim says happened, as news.

        Keyword arguments narrow it, as the options of `sijill export` do: `type`, `actor`, `place`, `source`
        (a name or several), `since`, `until` (a date or `YYYY-MM-DD`), `near` (latitude, longitude,
        kilometres). Raises `SearchError` for a name that nothing has.
        """
        chooser = Chooser(self._filters(**asked), self._screen, self._standings)
        return Table(list(chooser.incidents(self._gathered, self._incidents)), FLAT, self._context)

    def claims(self, **asked: Any) -> Table[FlatEvent]:
        """Single claims, a report's word each; with `status` also planned, demanded, threatened, denied ones.

        Takes the arguments of `incidents` beside.
        """
        chooser = Chooser(self._filters(**asked), self._screen, self._standings)
        found = self._gathered
        return Table(list(chooser.claims((*found.claims, *found.speech))), FLAT, self._context)

    def control(self, on: str | date, place: str | None = None) -> Table[Account]:
        """Who holds what on a day: every place that anything is said of, or one (a name or P-code)."""
        when = date.fromisoformat(day(on) or "").toordinal()
        if place is None:
            return Table(self._control.map_on(when), CONTROL, self._context)
        entries = self._lookup.places(place)
        located = [known for entry in entries if (known := self._control.containment.by_key(entry.id))]
        accounts = [self._control.on(one, when) for one in located]
        # Of namesakes those are meant of which anything is said.
        told = [account for account in accounts if account.camps]
        return Table(told or accounts, CONTROL, self._context)

    def tally(
        self, *by: Key, what: What = "events", convention: str = "codebook", **asked: Any
    ) -> Table[Row]:
        """Incidents counted once, or how many were killed, detained … in them, a row for each of the keys.

        The keys are those of `sijill tally --by`, the conventions codebook, acled and ucdp; without a key
        there is one row. Takes `type`, `actor`, `place`, `since` and `until` as `incidents` does.
        """
        _one_of("key", by, KEYS)
        _one_of("count", (what,), (EVENTS, *QUANTITY_KINDS))
        _one_of("convention", (convention,), CONVENTIONS)
        filters = self._filters(**asked)
        areas = filters.areas

        def within(place: Place | None) -> bool:
            return any(lies_in(place, area) for area in areas)

        question = Question(
            what=what,
            by=by,
            convention=CONVENTIONS[convention],
            types=filters.types,
            actors=filters.actors,
            since=filters.since,
            until=filters.until,
            within=within if areas else None,
        )
        found = self._gathered
        counted = tally(
            map(self._counted, self._incidents),
            question,
            copies=found.copies,
            standings=self._standings,
            speech=found.speech,
        )
        return Table(counted.rows if by else (counted.total,), tally_columns(question), self._context)

    @cached_property
    def _gathered(self) -> Loaded:
        with self._source() as source:
            return source.gathered()

    @cached_property
    def _incidents(self) -> list[Incident]:
        return list(incidents_of(self._gathered))

    @cached_property
    def _control(self) -> Control:
        claims = map(self._screen.counted, self._gathered.claims)
        return Control(claims, self._gathered.copies, self._pack)

    def _counted(self, incident: Incident) -> Incident:
        return Incident(id=incident.id, claims=tuple(map(self._screen.counted, incident.claims)))

    @contextmanager
    def _source(self) -> Iterator[Source]:
        if self._register is not None:
            yield OfRegister(self._register)
        else:
            with Path(self._address).open("rb") as lines:
                yield OfRecords(lines, self._refuse)

    def _refuse(self, place: str, fault: str) -> None:
        raise ValueError(f"{self._address}:{place}: {fault}")

    def _filters(
        self,
        *,
        type: Asked = None,
        actor: Asked = None,
        place: Asked = None,
        source: Asked = None,
        status: Asked = None,
        since: str | date | None = None,
        until: str | date | None = None,
        near: tuple[float, float, float] | None = None,
    ) -> Filters:
        return filters_named(
            lambda: self._lookup,
            types=_listed(type),
            actors=_listed(actor),
            places=_listed(place),
            sources=_listed(source),
            statuses=_listed(status),
            since=day(since),
            until=day(until),
            near=Circle(*near) if near else None,
        )


def _is_records(address: str) -> bool:
    return "://" not in address and address.endswith((".jsonl", ".json", ".ndjson"))


def _url(address: str) -> str:
    return address if "://" in address else f"sqlite:///{address}"


def _listed(asked: Asked) -> Iterable[str]:
    return () if asked is None else (asked,) if isinstance(asked, str) else asked


def _one_of(kind: str, asked: Iterable[str], allowed: Iterable[str]) -> None:
    known = list(allowed)
    for word in asked:
        if word not in known:
            raise ValueError(f"there is no {kind} {word!r}; write one of {', '.join(known)}")
