"""The words of an event as they may be shown: each quote masked, alone or as part of its report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from sijill.public.masked import Masked
from sijill.public.masker import Masker
from sijill.public.places import Units
from sijill.record import Attribution, Claim, Event, Evidence, Participant, Place, Quantity, Quote, Term, Time

_replace = msgspec.structs.replace


class Worded(Protocol):
    """How words of a report are shown."""

    def quote(self, quote: Quote) -> Quote | None:
        """A quote, None if it is withheld."""
        ...

    def evidence(self, evidence: Evidence) -> Evidence:
        """Evidence, its text a label if it is withheld."""
        ...

    def name(self, name: str) -> str | None:
        """A name that no gazetteer has, None if it is withheld."""
        ...


class FromReport:
    """Words cut from the masked report; offsets count in it."""

    def __init__(self, report: Masked) -> None:
        self._report = report

    def quote(self, quote: Quote) -> Quote | None:
        text = self._report.cut(quote.start, quote.end)
        return None if text is None else Quote(text, *self._report.moved(quote.start, quote.end))

    def evidence(self, evidence: Evidence) -> Evidence:
        start, end = self._report.moved(evidence.start, evidence.end)
        whole = evidence.trigger is not None and not self._report.hides(
            evidence.trigger.start, evidence.trigger.end
        )
        return Evidence(
            text=self._report.text[start:end],
            start=start,
            end=end,
            trigger=self.quote(evidence.trigger) if evidence.trigger and whole else None,
        )

    def name(self, name: str) -> str | None:
        return name if name in self._report.text else None


class Alone:
    """Words masked one quote at a time, where the report is not at hand; offsets stay the original's."""

    def __init__(self, shown: Callable[[str], str | None], masker: Masker) -> None:
        self._shown = shown
        self._withheld = f"[{masker.labels['held']}]"

    def quote(self, quote: Quote) -> Quote | None:
        text = self._shown(quote.text)
        return None if text is None else Quote(text, quote.start, quote.end)

    def evidence(self, evidence: Evidence) -> Evidence:
        text = self._shown(evidence.text) if evidence.text else None
        if text is None:
            return Evidence(text=self._withheld, start=evidence.start, end=evidence.end)
        trigger = evidence.trigger if evidence.trigger and evidence.trigger.text in text else None
        return Evidence(text=text, start=evidence.start, end=evidence.end, trigger=trigger)

    def name(self, name: str) -> str | None:
        return name if self._shown(name) == name else None


def worded(event: Event, words: Worded, units: Units) -> Event:
    """The event with its words as they may be shown; a place whose name is withheld becomes its district."""

    def quote(told: Quote | None) -> Quote | None:
        return words.quote(told) if told else None

    def place(told: Place | None) -> Place | None:
        if told is None:
            return None
        if told.id is None and words.name(told.name) is None:
            return units.coarser(told, "district")
        return _replace(told, quote=quote(told.quote))

    def time(told: Time | None) -> Time | None:
        return _replace(told, quote=quote(told.quote)) if told else None

    def attribution(told: Attribution) -> Attribution:
        return _replace(told, quote=quote(told.quote))

    def quantity(told: Quantity) -> Quantity:
        by = attribution(told.attribution) if told.attribution else None
        return _replace(told, quote=quote(told.quote), attribution=by)

    def participant(told: Participant) -> Participant:
        return _replace(told, quote=quote(told.quote))

    def term(told: Term) -> Term:
        return _replace(told, place=place(told.place), deadline=time(told.deadline), quote=quote(told.quote))

    def claim(told: Claim) -> Claim:
        quantities = [quantity(q) for q in told.quantities]
        return _replace(
            told, attribution=attribution(told.attribution), quote=quote(told.quote), quantities=quantities
        )

    return _replace(
        event,
        participants=[participant(p) for p in event.participants],
        place=place(event.place),
        destination=place(event.destination),
        time=time(event.time),
        quantities=[quantity(q) for q in event.quantities],
        terms=[term(t) for t in event.terms],
        attribution=attribution(event.attribution),
        claims=[claim(c) for c in event.claims],
        evidence=[words.evidence(e) for e in event.evidence],
    )
