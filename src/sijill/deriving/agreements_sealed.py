"""What an account may show of a confidential report: what it claims, none of its words, not whose it is."""

from msgspec.structs import replace

from sijill.linking.claims import Claim
from sijill.record import Place, Quote


def shown_place(place: Place | None, claim: Claim) -> Place | None:
    """A place of a claim, without its words, which stand with the claim.

    A name that no gazetteer has is a word of the report, so of a confidential one it is left out.
    """
    if place is None or not claim.may_name_place:
        return None
    return replace(place, quote=None)


def shown_words(quote: Quote | None, claim: Claim) -> Quote | None:
    """Words of a claim, if they may be shown."""
    return None if claim.confidential else quote
