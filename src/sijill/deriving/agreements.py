"""Agreements: who concluded what, and what has been reported since of each of their terms.

Pure functions of incidents, that is of claims brought together: no clock, no disk, and the order in which
claims come has no effect. The rules and their reasons: docs/reference/agreements.md.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Literal

from msgspec import Struct

from sijill.deriving.agreements_breaches import agreement_meant, terms_meant
from sijill.deriving.agreements_dates import as_day
from sijill.deriving.agreements_evidence import FOLLOWED_DAYS, Evidence, bound_by, evidence_of
from sijill.deriving.agreements_judgement import Judgement, judge
from sijill.deriving.agreements_near import Near
from sijill.deriving.agreements_rules import BEARING
from sijill.deriving.agreements_sides import sides_told
from sijill.deriving.agreements_terms import Laid, laid_down
from sijill.deriving.agreements_timeline import Entry, timeline
from sijill.deriving.agreements_which import Deal, Reports, deals
from sijill.linking.claims import Claim, by_report
from sijill.linking.copies import NO_COPIES, Copies
from sijill.linking.grouping import rank
from sijill.linking.incidents import ID_LENGTH
from sijill.linking.places import Relation, relation
from sijill.linking.times import ordinal
from sijill.linking.voices import SourceGroup, source_groups
from sijill.record import Form, Place

Stance = Literal["accepted", "refused"]


class Party(Struct, frozen=True, kw_only=True):
    """Somebody who is said to have concluded it, or to have refused, with the claims that say so."""

    id: str
    stance: Stance
    claims: tuple[str, ...]


class Mediator(Struct, frozen=True, kw_only=True):
    """Somebody who brokered it, with the claims that say so."""

    id: str
    claims: tuple[str, ...]


class TermAccount(Struct, frozen=True, kw_only=True):
    """A term with what has been reported of it.

    `bound` are those whom it binds: who owes it where that is told, else all who accepted. `late`: it was
    done after its deadline. `evidence` has the keys of the claims behind the judgement.
    """

    term: Laid
    bound: tuple[str, ...]
    judgement: Judgement
    late: bool
    evidence: tuple[str, ...]


class Agreement(Struct, frozen=True, kw_only=True):
    """One agreement. Days are ISO days.

    `start` and `end` are the days that words name for it; without such it has only `latest`, the last day on
    which it can have been made. `announced`: nobody says yet that it was concluded. `sources` are those of
    the agreement itself, copies counted once. `reported_until` is the last day of any report: silence after
    a term is of that long, and no more.
    """

    id: str
    parties: tuple[Party, ...]
    mediators: tuple[Mediator, ...]
    form: Form | None
    announced: bool
    start: str | None
    end: str | None
    latest: str | None
    place: Place | None
    terms: tuple[TermAccount, ...]
    timeline: tuple[Entry, ...]
    sources: tuple[SourceGroup, ...]
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    reported_until: str | None

    @property
    def can_be_followed(self) -> bool:
        """Whether it tells who is bound to what; of the others nothing can be said but that they are told."""
        return bool(self.parties) and bool(self.terms)


def agreements(incidents: Iterable[Sequence[Claim]], copies: Copies = NO_COPIES) -> list[Agreement]:
    """The agreements that incidents tell of, the earliest first.

    An incident is given by its claims, joined and split by hand where that was decided.
    `copies` tells which reports have one text.
    """
    told = sorted((sorted(claims, key=rank) for claims in incidents if claims), key=lambda of: rank(of[0]))
    everything = [claim for claims in told for claim in claims]
    reports: Reports = by_report(everything)
    found = deals(told, reports)
    names = _names(found)
    breaches: dict[str, list[Claim]] = {}
    for claim in everything:
        # Who fears a breach, or threatens with one, does not say that there was one.
        if claim.event.type == "breach" and claim.event.status in ("occurred", "denied"):
            meant = agreement_meant(claim, found, reports[claim.report_id])
            if meant is not None:
                breaches.setdefault(names[found.index(meant)], []).append(claim)
    bearing = BEARING - {"breach"}
    near = Near(claims for claims in told if any(claim.event.type in bearing for claim in claims))
    until = max((claim.report.published or "" for claim in everything), default="") or None
    return [
        _account(
            name,
            deal,
            near.to(deal),
            breaches.get(name, []),
            reports,
            last_day=_last_day(deal, found),
            copies=copies,
            until=until,
        )
        for name, deal in zip(names, found, strict=True)
    ]


def _account(
    name: str,
    deal: Deal,
    happenings: Sequence[Sequence[Claim]],
    breaches: Sequence[Claim],
    reports: Reports,
    *,
    last_day: int,
    copies: Copies,
    until: str | None,
) -> Agreement:
    terms = laid_down(deal.claims, deal.form)
    meant = {claim.key: terms_meant(claim, terms, reports[claim.report_id]) for claim in breaches}
    evidence = [
        evidence_of(term, deal, happenings, [c for c in breaches if term in meant[c.key]], last_day)
        for term in terms
    ]
    counted = {claim.key for items in evidence for item in items for claim in item.claims}
    uncounted = {claim.key: _why_not(claim, deal) for claim in breaches if claim.key not in counted}
    told = deal.made.told
    return Agreement(
        id=name,
        parties=_parties(deal),
        mediators=tuple(Mediator(id=id_, claims=keys) for id_, keys in deal.sides.mediators.items()),
        form=deal.form,
        announced=all(claim.event.status != "occurred" for claim in deal.claims),
        start=as_day(told.first) if told else None,
        end=as_day(told.last) if told else None,
        latest=as_day(deal.made.latest),
        place=deal.place,
        terms=tuple(
            _term(term, deal, items, frozenset(deal.sides.mediators))
            for term, items in zip(terms, evidence, strict=True)
        ),
        timeline=tuple(timeline(deal, evidence, uncounted, breaches)),
        sources=tuple(source_groups(deal.claims, copies)),
        reports=tuple(dict.fromkeys(claim.report_id for claim in deal.claims)),
        claims=tuple(claim.key for claim in deal.claims),
        reported_until=until,
    )


def _names(found: Iterable[Deal]) -> list[str]:
    """The ids: made, as an incident's, of the key of the first claim.

    Two agreements told with one word («هدنتان، الأولى في مايو والثانية في يوليو») have it in common: the
    later one's id tells that it is the second.
    """
    told: Counter[str] = Counter()
    names = []
    for deal in found:
        key = deal.claims[0].key
        told[key] += 1
        name = key if told[key] == 1 else f"{key}/{told[key]}"
        names.append(sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH])
    return names


def _parties(deal: Deal) -> tuple[Party, ...]:
    sides = deal.sides
    return tuple(
        Party(id=id_, stance="refused", claims=sides.refused[id_])
        if id_ in sides.refused
        else Party(id=id_, stance="accepted", claims=sides.parties[id_])
        for id_ in sorted(sides.named)
    )


def _term(term: Laid, deal: Deal, items: Sequence[Evidence], neutral: frozenset[str]) -> TermAccount:
    deadline = ordinal(term.deadline.end) if term.deadline and term.deadline.end else None
    done = [item for item in items if item.stands != "against" and not item.denial]
    return TermAccount(
        term=term,
        bound=tuple(sorted(bound_by(term, deal))),
        judgement=judge(term.kind, items, neutral),
        late=deadline is not None and bool(done) and min(item.first for item in done) > deadline,
        evidence=tuple(dict.fromkeys(claim.key for item in items for claim in item.claims)),
    )


def _why_not(claim: Claim, deal: Deal) -> str:
    """Why a claim of a breach counts against nobody."""
    accused = sides_told(claim.event, "actor", deal.sides.accepted)
    if not accused:
        return "nobody is accused by name"
    if not accused & deal.sides.accepted:
        return "no report says that who is accused accepted the agreement"
    return "it does not say which term is broken"


def _last_day(deal: Deal, found: Iterable[Deal]) -> int:
    """The day up to which happenings are set against it: until those parties agree anew on that place."""
    start = deal.made.latest or 0
    later = [
        other.made.latest
        for other in found
        if other is not deal
        and other.made.latest is not None
        and other.made.latest > start
        and other.sides.accepted >= deal.sides.accepted
        and relation(other.place, deal.place) is Relation.SAME
        and any(term.kind == "ceasefire" for claim in other.claims for term in claim.event.terms)
    ]
    return min([start + FOLLOWED_DAYS, *later])
