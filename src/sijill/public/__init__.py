"""What may be shown to whom: names of private persons masked, places of those in danger held back."""

from sijill.public.holding import Held, Holding, held_back, holding_of, public_event
from sijill.public.masked import Masked, Span
from sijill.public.masker import Masker, masker_for
from sijill.public.places import Units
from sijill.public.shown import (
    Terms,
    Viewer,
    shown_claim,
    shown_document,
    shown_event,
    shown_text,
    terms_for,
)

__all__ = [
    "Held",
    "Holding",
    "Masked",
    "Masker",
    "Span",
    "Terms",
    "Units",
    "Viewer",
    "held_back",
    "holding_of",
    "masker_for",
    "public_event",
    "shown_claim",
    "shown_document",
    "shown_event",
    "shown_text",
    "terms_for",
]
