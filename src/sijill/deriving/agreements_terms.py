"""What an agreement lays down, out of all claims of it."""

from collections.abc import Iterable
from typing import Final, get_args

from msgspec import Struct
from msgspec.structs import replace

from sijill.deriving.agreements_places import narrowest
from sijill.deriving.agreements_sealed import shown_place, shown_words
from sijill.linking.claims import Claim
from sijill.linking.places import Relation, relation
from sijill.record import Form, Place, Quote, Term, TermKind, Time

_KINDS: Final = get_args(TermKind)


class TermTold(Struct, frozen=True, kw_only=True):
    """Words of one claim for a term."""

    claim: str
    quote: Quote | None


class Laid(Struct, frozen=True, kw_only=True):
    """One term: who must do it and by when, where told; `told` are the words that it stands in."""

    kind: TermKind
    obligor: str | None
    place: Place | None
    deadline: Time | None
    told: tuple[TermTold, ...]


def laid_down(claims: Iterable[Claim], form: Form | None) -> list[Laid]:
    """The terms by their kinds, in the codebook's order, as the claims, which are in order, tell of them.

    Reports that tell of one kind of term tell of one term, unless they name different obligors or places.
    What names neither says nothing new of those that do: it stands with each of them. A ceasefire that is
    not unilateral is owed by all who agreed, whoever is named beside it.
    """
    told = [(claim, _owed_by_all(term, form)) for claim in claims for term in claim.event.terms]
    found: list[list[tuple[Claim, Term]]] = []
    for claim, term in sorted(told, key=lambda entry: (entry[1].obligor is None, entry[1].place is None)):
        same = [group for group in found if all(_one(term, other) for _, other in group)]
        if not same:
            same = [[]]
            found += same
        for group in same:
            group.append((claim, term))
    order = {id(term): number for number, (_, term) in enumerate(told)}
    groups = [sorted(group, key=lambda entry: order[id(entry[1])]) for group in found]
    groups.sort(key=lambda group: (_KINDS.index(group[0][1].kind), order[id(group[0][1])]))
    return [_laid(group) for group in groups]


def _owed_by_all(term: Term, form: Form | None) -> Term:
    return replace(term, obligor=None) if term.kind == "ceasefire" and form == "joint" else term


def _one(one: Term, other: Term) -> bool:
    return (
        one.kind == other.kind
        and (one.obligor is None or other.obligor is None or one.obligor == other.obligor)
        and relation(one.place, other.place) is not Relation.APART
    )


def _laid(group: list[tuple[Claim, Term]]) -> Laid:
    terms = [term for _, term in group]
    return Laid(
        kind=terms[0].kind,
        obligor=next((term.obligor for term in terms if term.obligor), None),
        place=narrowest([place for claim, term in group if (place := shown_place(term.place, claim))]),
        deadline=next((replace(term.deadline, quote=None) for term in terms if term.deadline), None),
        told=tuple(TermTold(claim=claim.key, quote=shown_words(term.quote, claim)) for claim, term in group),
    )
