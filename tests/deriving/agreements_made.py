"""Claims for tests of agreements, made without reading: in one district, of two parties, unless told else."""

from __future__ import annotations

from typing import Any

from sijill.deriving.agreements import Agreement, TermAccount, agreements
from sijill.linking.claims import Claim, key_of
from sijill.linking.grouping import grouped
from sijill.record import (
    Attribution,
    Event,
    EventType,
    Evidence,
    Participant,
    Place,
    Quote,
    Report,
    Role,
    Status,
    Term,
    TermKind,
    Time,
)

HERE = Place(
    id="YE1406", name="ذي ناعم", level="district", district="ذي ناعم", governorate="البيضاء", country="YE"
)
ELSEWHERE = Place(id="YE2005", name="عتمة", level="district", governorate="ذمار", country="YE")
COUNTRY = Place(id="iso:YE", name="اليمن", level="country", country="YE")
FIRST, SECOND, THIRD = "houthi", "resistance", "aqap"


def claim(
    report: str,
    type_: EventType,
    published: str | None,
    *,
    day: str | None = None,
    status: Status = "occurred",
    actor: str | None = None,
    target: str | None = None,
    parties: tuple[str, ...] = (),
    side: str | None = None,
    said_by: str | None = None,
    place: Place | None = HERE,
    terms: tuple[Term, ...] = (),
    at: int = 0,
    confidential: bool = False,
    **more: Any,
) -> Claim:
    """A claim of one report; `day` is told by words of its own, without it news is of the report's day."""
    roles: list[tuple[Role, str | None]] = [("actor", actor), ("target", target)]
    people = [Participant(role=role, id=id_) for role, id_ in roles if id_]
    people += [Participant(role="party", id=id_) for id_ in parties]
    told = Quote("أمس", at + 10, at + 13) if day else None
    time = Time(start=day, end=day, precision="day", quote=told) if day else None
    if time is None and published and not more.get("background"):
        time = Time(start=published, end=published, precision="week")
    event = Event(
        type=type_,
        status=status,
        background=more.pop("background", False),
        participants=people,
        place=place,
        time=time,
        terms=list(terms),
        attribution=Attribution(kind="party" if said_by else "reporter", id=said_by),
        evidence=[Evidence(text="كلام", start=at, end=at + 4, trigger=Quote("كلام", at, at + 4))],
        **more,
    )
    return Claim(
        key=key_of(report, event),
        position=at,
        event=event,
        report=Report(id=report, published=published, source=f"outlet of {side or report}", side=side),
        confidential=confidential,
    )


def deal(
    *kinds: TermKind | Term,
    report: str = "deal",
    published: str | None = "2016-03-10",
    day: str | None = "2016-03-09",
    parties: tuple[str, ...] = (FIRST, SECOND),
    **more: Any,
) -> Claim:
    """A claim of an agreement with terms."""
    terms = tuple(Term(kind=kind) if isinstance(kind, str) else kind for kind in kinds)
    return claim(report, "agreement", published, day=day, parties=parties, terms=terms, **more)


def no_copies(_: str, __: str) -> bool:
    """Reports of tests are no copies of one another."""
    return False


def all_of(*claims: Claim) -> list[Agreement]:
    """The agreements that claims come to."""
    return agreements(grouped(claims, no_copies))


def only(*claims: Claim) -> Agreement:
    """The one agreement that they come to."""
    (found,) = all_of(*claims)
    return found


def term(kind: TermKind, *claims: Claim) -> TermAccount:
    """The account of its one term of that kind."""
    (found,) = [account for account in only(*claims).terms if account.term.kind == kind]
    return found
