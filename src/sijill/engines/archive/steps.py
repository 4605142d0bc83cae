"""The steps that each record of an archive goes through, the cheap ones first. They know of no engine.

A step takes a piece further, or says why it goes no further: because it is of no matter here (`Left`), or
because it cannot be read (`SetAside`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from msgspec.structs import replace

from sijill.arabic.language import ARABIC, UNKNOWN, language_name, language_of
from sijill.arabic.letters import may_be_arabic
from sijill.engines.stamped import StampedReader
from sijill.reading.reader import LookedUp, Reader
from sijill.record import Document, Found, Report, SetAside
from sijill.sources.making import report as report_of_found
from sijill.sources.raw import Raw
from sijill.store.rows import storable_report


@dataclass(slots=True)
class Piece:
    """A record on its way: what the steps before have made of it."""

    raw: Raw
    found: Found | None = None
    report: Report | None = None
    looked_up: LookedUp | None = None
    document: Document | None = None
    outlet_id: str | None = None


class Left(NamedTuple):
    """Why a record is of no matter here."""

    why: str


class Step(Protocol):
    """One step; `name` is how the report of a run calls it."""

    @property
    def name(self) -> str:
        """How it is called."""

    def __call__(self, piece: Piece) -> Left | SetAside | None:
        """Take a piece further; or why it goes no further."""


class ArabicLetters:
    """Leaves what cannot be Arabic by its bytes, before they are decoded or parsed."""

    name = "letters"

    def __call__(self, piece: Piece) -> Left | None:
        return None if may_be_arabic(piece.raw.data) else Left("no Arabic letters")


class Text:
    """Takes the report out of a page, a line or a row."""

    name = "text"

    def __call__(self, piece: Piece) -> SetAside | None:
        found = piece.raw.taken()
        if isinstance(found, SetAside):
            return found
        piece.found = found
        return None


class Language:
    """Leaves texts that are not Arabic: Persian, or another language's page with an Arabic menu."""

    name = "language"

    def __call__(self, piece: Piece) -> Left | None:
        assert piece.found
        language = language_of(piece.found.text)
        if language == UNKNOWN:
            return Left("a language that is not to be told")
        if language != ARABIC:
            return Left(language_name(language))
        piece.report = replace(storable_report(report_of_found(piece.found)), language=language)
        return None


class Conflict:
    """Leaves reports of which no word, by the pack, can tell of an event. It loses none that would be read.

    It is the first half of reading, so what it lets through is not looked up twice.
    """

    name = "conflict"

    def __init__(self, reader: Callable[[], Reader]) -> None:
        self._reader = reader

    def __call__(self, piece: Piece) -> Left | None:
        assert piece.report
        piece.looked_up = self._reader().look_up(piece.report)
        return None if piece.looked_up else Left("no word of conflict")


class Reading:
    """Reads the events."""

    name = "reading"

    def __init__(self, reader: Callable[[], Reader], outlet_id: Callable[[Report], str | None]) -> None:
        self._reader = reader
        self._outlet_id = outlet_id

    def __call__(self, piece: Piece) -> None:
        assert piece.looked_up
        piece.document, _ = self._reader().tell_explained(piece.looked_up)
        piece.outlet_id = self._outlet_id(piece.looked_up.report)


STEPS: Final = tuple(step.name for step in (ArabicLetters, Text, Language, Conflict, Reading))
"""The names of the steps in their order."""


def all_steps(reader: StampedReader) -> Sequence[Step]:
    """The steps in their order."""
    return (
        ArabicLetters(),
        Text(),
        Language(),
        Conflict(reader.reader),
        Reading(reader.reader, reader.outlet_id),
    )
