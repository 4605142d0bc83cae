"""What was told of an agreement and since, by days, with the words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from sijill.deriving.agreements_dates import as_day
from sijill.deriving.agreements_evidence import Evidence, Stand, day_of
from sijill.deriving.agreements_sealed import shown_words
from sijill.deriving.agreements_sides import sides_told
from sijill.deriving.agreements_which import Deal
from sijill.linking.claims import Claim
from sijill.linking.grouping import rank
from sijill.linking.times import Window, ordinal
from sijill.linking.voices import Voice, voice_of
from sijill.record import EventType, Quote, Role, Status

_NEWS_DAYS: Final = 3
"""Days after the first report of an agreement for which telling of it is news."""

What = Literal["agreement", "recalled", "refusal", "evidence", "breach"]


class Told(Struct, frozen=True, kw_only=True):
    """One claim and its words. Of a confidential report neither words nor outlet are given."""

    claim: str
    report: str
    published: str | None
    confidential: bool
    voice: Voice
    quote: Quote | None


class Bearing(Struct, frozen=True, kw_only=True):
    """How an entry stands to a term, which is named by its place in the list, from 0."""

    term: int
    stands: Stand
    sides: tuple[str, ...]
    mutual: bool


class Entry(Struct, frozen=True, kw_only=True):
    """One happening: the agreement itself, what counts for or against its terms, or a claim of a breach.

    `actors` and `targets` are ids; of a breach those accused and those who suffered it, and `accusers` are
    the sides that say so. `why_not` tells why a claim of a breach counts against nobody.
    """

    first: str | None
    last: str | None
    what: What
    type: EventType
    status: Status
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    accusers: tuple[str, ...] = ()
    bears: tuple[Bearing, ...] = ()
    why_not: str | None = None
    told: tuple[Told, ...]


def timeline(
    deal: Deal,
    evidence: Sequence[Sequence[Evidence]],
    uncounted: Mapping[str, str],
    breaches: Iterable[Claim],
) -> list[Entry]:
    """The entries in order of days. `evidence` is that on each term, `uncounted` has reasons by claim key."""
    placed: list[tuple[int, int, Entry]] = [_of_deal(deal, claims) for claims in _tellings(deal)]
    happenings: dict[tuple[str, ...], tuple[Evidence, list[Bearing]]] = {}
    for number, items in enumerate(evidence):
        for item in items:
            keys = tuple(claim.key for claim in item.claims)
            bearing = Bearing(term=number, stands=item.stands, sides=item.sides, mutual=item.mutual)
            happenings.setdefault(keys, (item, []))[1].append(bearing)
    placed += [_of_evidence(deal, item, bears) for item, bears in happenings.values()]
    placed += [_uncounted(deal, claim, uncounted[claim.key]) for claim in breaches if claim.key in uncounted]
    return [entry for _, _, entry in sorted(placed, key=lambda one: (one[0], one[1], one[2].told[0].claim))]


def told_by(claim: Claim) -> Told:
    """A claim with its words."""
    voice, first = voice_of(claim), claim.event.evidence[0]
    hidden = claim.confidential
    return Told(
        claim=claim.key,
        report=claim.report_id,
        published=claim.report.published,
        confidential=hidden,
        voice=Voice(kind=voice.kind, id=voice.id, side=voice.side) if hidden else voice,
        quote=shown_words(Quote(first.text, first.start, first.end), claim),
    )


def _tellings(deal: Deal) -> list[list[Claim]]:
    """The claims of the deal itself, those that recall it, those that refuse it; by the day of the report."""
    found: dict[tuple[str, str | None], list[Claim]] = {}
    for claim in deal.claims:
        what = _what(deal, claim)
        found.setdefault((what, None if what == "agreement" else claim.report.published), []).append(claim)
    return list(found.values())


def _what(deal: Deal, claim: Claim) -> What:
    if claim.event.status == "denied":
        return "refusal"
    if claim.event.background:
        return "recalled"
    day = _reported(claim)
    days = [told.first for other in deal.claims if (told := _reported(other))]
    return "agreement" if day is None or day.first <= min(days) + _NEWS_DAYS else "recalled"


def _of_deal(deal: Deal, claims: Sequence[Claim]) -> tuple[int, int, Entry]:
    what = _what(deal, claims[0])
    window = deal.made.told if what == "agreement" else None
    if window is None:
        days = [day.last for claim in claims if (day := _reported(claim))]
        window = Window(max(days), max(days), told=False) if days else None
    return _entry(deal, window, what, claims)


def _of_evidence(deal: Deal, item: Evidence, bears: list[Bearing]) -> tuple[int, int, Entry]:
    what: What = "breach" if item.type == "breach" else "evidence"
    return _entry(deal, Window(item.first, item.last, told=False), what, item.claims, tuple(bears))


def _uncounted(deal: Deal, claim: Claim, why: str) -> tuple[int, int, Entry]:
    return _entry(deal, day_of(claim), "breach", (claim,), why_not=why)


def _entry(
    deal: Deal,
    window: Window | None,
    what: What,
    claims: Sequence[Claim],
    bears: tuple[Bearing, ...] = (),
    why_not: str | None = None,
) -> tuple[int, int, Entry]:
    ordered, accepted = sorted(claims, key=rank), deal.sides.accepted
    accusers = {side for claim in ordered if (side := voice_of(claim).side)} if what == "breach" else set()
    entry = Entry(
        first=as_day(window.first) if window else None,
        last=as_day(window.last) if window else None,
        what=what,
        type=ordered[0].event.type,
        status=ordered[0].event.status,
        actors=_all(ordered, "actor", accepted) or _all(ordered, "party", accepted),
        targets=_all(ordered, "target", accepted) or _all(ordered, "recipient", accepted),
        accusers=tuple(sorted(accusers)),
        bears=bears,
        why_not=why_not,
        told=tuple(told_by(claim) for claim in ordered),
    )
    return (window.last, window.first, entry) if window else (0, 0, entry)


def _all(claims: Iterable[Claim], role: Role, accepted: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({name for claim in claims for name in sides_told(claim.event, role, accepted)}))


def _reported(claim: Claim) -> Window | None:
    if claim.report.published is None:
        return None
    day = ordinal(claim.report.published)
    return Window(day, day, told=False)
