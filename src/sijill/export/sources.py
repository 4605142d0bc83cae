"""Where what is exported comes from: a register, or records as `sijill read` writes them."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from sijill.engines.gathering import Loaded, Refuse, of_records, of_register, records
from sijill.linking.claims import Claim, claims_of
from sijill.record import Document
from sijill.store import Register
from sijill.store.claims import told


class Source(Protocol):
    """Gives what is exported, once: all of it at one time, or piece by piece with flat memory."""

    @property
    def refused(self) -> int:
        """How many records broke the schema, so far."""

    def gathered(self) -> Loaded:
        """All claims, to make incidents of."""

    def claims(self) -> Iterator[Claim]:
        """The claims, report by report."""

    def documents(self) -> Iterator[tuple[Document, str | None]]:
        """The documents, each with the id that the pack has for its outlet; no confidential ones."""


class OfRegister:
    """The newest versions in a register."""

    def __init__(self, register: Register) -> None:
        self._register = register

    @property
    def refused(self) -> int:
        return 0

    def gathered(self) -> Loaded:
        return of_register(self._register)

    def claims(self) -> Iterator[Claim]:
        with self._register.reading() as connection:
            for stored in told(connection):
                yield from claims_of(stored.document, outlet=stored.outlet, confidential=stored.confidential)

    def documents(self) -> Iterator[tuple[Document, str | None]]:
        for stored in self._register.documents(confidential=False):
            yield stored.document, stored.version.outlet_id


class OfRecords:
    """Records in a file or a stream, read through once; `refused` counts those that break the schema."""

    def __init__(self, lines: Iterable[bytes], refuse: Refuse) -> None:
        self._lines = lines
        self._refuse = refuse
        self._places: set[str] = set()

    @property
    def refused(self) -> int:
        return len(self._places)

    def gathered(self) -> Loaded:
        return of_records(self._lines, self._refused)

    def claims(self) -> Iterator[Claim]:
        for document in records(self._lines, self._refused):
            yield from claims_of(document)

    def documents(self) -> Iterator[tuple[Document, str | None]]:
        for document in records(self._lines, self._refused):
            yield document, None

    def _refused(self, place: str, fault: str) -> None:
        self._places.add(place)
        self._refuse(place, fault)
