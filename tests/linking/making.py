"""Claims made for tests: each says only what the test is about."""

from sijill.linking.claims import Claim, claims_of
from sijill.record import (
    Attribution,
    Document,
    Event,
    EventType,
    Evidence,
    Participant,
    Place,
    Quantity,
    QuantityKind,
    Report,
    Status,
    Time,
)

SIRWAH = Place(
    id="YE2613", name="صرواح", level="district", district="صرواح", governorate="مأرب", country="YE"
)
HARIB = Place(id="YE2612", name="حريب", level="district", district="حريب", governorate="مأرب", country="YE")
MARIB = Place(id="YE26", name="مأرب", level="governorate", governorate="مأرب", country="YE")


def event(
    type_: EventType = "clash",
    place: Place | None = SIRWAH,
    day: str | tuple[str, str] | None = "2016-03-01",
    *,
    actor: str | None = None,
    target: str | None = None,
    status: Status = "occurred",
    background: bool = False,
    quantities: dict[QuantityKind, tuple[int, int | None]] | None = None,
    words: str = "…",
    attribution: Attribution | None = None,
) -> Event:
    """An event; `day` is one day, first and last of several, or not told."""
    first, last = (day, day) if isinstance(day, str) or day is None else day
    people = [Participant(role="actor", id=actor)] if actor else []
    people += [Participant(role="target", id=target)] if target else []
    return Event(
        type=type_,
        status=status,
        background=background,
        participants=people,
        place=place,
        time=Time(start=first, end=last, precision="day") if first else None,
        quantities=[
            Quantity(kind=kind, low=low, high=high) for kind, (low, high) in (quantities or {}).items()
        ],
        attribution=attribution or Attribution(kind="reporter"),
        evidence=[Evidence(text=words, start=0, end=len(words))],
    )


def claims(
    report: str,
    *events: Event,
    source: str | None = None,
    published: str = "2016-03-02",
    side: str | None = None,
) -> list[Claim]:
    """The claims of a report that has that id."""
    about = Report(id=report, source=source or report, published=published, side=side)
    return list(claims_of(Document(report=about, events=list(events))))


def claim(report: str, of: Event, **about: str) -> Claim:
    """The one claim of a report."""
    return claims(report, of, **about)[0]


def never_copies(_one: str, _other: str) -> bool:
    """No report has the text of another."""
    return False
