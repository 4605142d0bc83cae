"""Claims of many reports, as they are linked: each event with what its report says of itself."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Final

from msgspec import Struct

from sijill.arabic.fold import fold
from sijill.linking.kinds import DOES, SUFFERS
from sijill.linking.places import units_of
from sijill.linking.times import Window, anchor_of, window_of
from sijill.record import OTHER, Document, Event, Report, Role

SPEECH: Final = frozenset(("accusation", "demand", "threat"))
"""Types that are words alone: they are shown with a report, and are no incidents."""


class Claim(Struct, frozen=True, kw_only=True, dict=True):
    """What one report says happened.

    `key` stays the same when the report is read anew and the same words tell of the same type: it is made of
    the report's id, the type and the offset of the first trigger. `position` is the event's place in the
    document, from 0. `report` is the report without its text, for whoever shows the claim. What linking asks
    of a claim again and again (its window, its units) is worked out once and remembered with it.
    """

    key: str
    position: int
    event: Event
    report: Report
    outlet: str | None = None
    confidential: bool = False

    @property
    def report_id(self) -> str:
        """The report's id; documents that are linked have one."""
        return self.report.id or ""

    @cached_property
    def window(self) -> Window | None:
        """The days on which it may have been; None if its report does not tell."""
        return window_of(self.event)

    @cached_property
    def anchor(self) -> int:
        """The day by which claims are put in order."""
        return anchor_of(self.event, self.report.published)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The names under which its place is looked for."""
        return units_of(self.event.place)

    @property
    def is_loose(self) -> bool:
        """Whether no day is told, or only a long time within which it was."""
        return self.window is None or self.window.is_long

    @cached_property
    def everyone(self) -> frozenset[str]:
        """Who took part, as far as the packs know them."""
        return frozenset(someone.id for someone in self.event.participants) - {OTHER}

    @cached_property
    def doing(self) -> frozenset[str]:
        """Who does it: see `kinds.DOES`."""
        return self._with(DOES)

    @cached_property
    def suffering(self) -> frozenset[str]:
        """Whom it befalls: see `kinds.SUFFERS`."""
        return self._with(SUFFERS)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its first sentence, folded, without the shortest."""
        return frozenset(word for word in fold(self.event.evidence[0].text).text.split() if len(word) > 2)

    def _with(self, roles: Mapping[str, frozenset[Role]]) -> frozenset[str]:
        wanted = roles.get(self.event.type, roles[""])
        return frozenset(p.id for p in self.event.participants if p.role in wanted) - {OTHER}

    @property
    def outlet_name(self) -> str | None:
        """The pack's id of the outlet, else the name that the report gives it."""
        return self.outlet or self.report.source

    @property
    def may_name_place(self) -> bool:
        """Whether its place may be named: of a confidential report only what a gazetteer has, no words."""
        place = self.event.place
        return not self.confidential or place is None or place.id is not None


def claims_of(
    document: Document, *, outlet: str | None = None, confidential: bool = False, speech: bool = False
) -> Iterator[Claim]:
    """The claims of a document without mere words, or with `speech` these alone. Its report has an id."""
    seen: Counter[str] = Counter()
    for position, event in enumerate(document.events):
        key = key_of(document.report.id or "", event)
        seen[key] += 1
        if (event.type in SPEECH) == speech:
            yield Claim(
                # One word may tell of several things at one place, as on two days.
                key=key if seen[key] == 1 else f"{key}/{seen[key]}",
                position=position,
                event=event,
                report=document.report,
                outlet=outlet,
                confidential=confidential,
            )


def key_of(report_id: str, event: Event) -> str:
    """What a claim is called by whoever decides on it."""
    first = event.evidence[0]
    place = event.place.id or _hashed(event.place.name) if event.place else ""
    start = first.trigger.start if first.trigger else first.start
    return f"{report_id}/{event.type}/{start}/{place}"


def _hashed(name: str) -> str:
    """A name that no gazetteer has may be a person's house: a key must not carry it about."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def by_report(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Claims by the id of their report."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.report_id, []).append(claim)
    return found
