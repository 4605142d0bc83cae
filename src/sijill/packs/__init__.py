"""Packs: what is known of a conflict, in plain files, checked with line numbers."""

from sijill.packs.cache import cached
from sijill.packs.faults import Fault, PackError
from sijill.packs.loader import available, check, fingerprint, info, load
from sijill.packs.model import (
    Actor,
    Alias,
    DatedIds,
    Epithet,
    Membership,
    Nationality,
    Pack,
    PackInfo,
    PlaceEntry,
    Source,
)

__all__ = [
    "Actor",
    "Alias",
    "DatedIds",
    "Epithet",
    "Fault",
    "Membership",
    "Nationality",
    "Pack",
    "PackError",
    "PackInfo",
    "PlaceEntry",
    "Source",
    "available",
    "cached",
    "check",
    "fingerprint",
    "info",
    "load",
]
