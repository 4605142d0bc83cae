"""The closed lists of the codebook: every word that a field with fixed values may hold.

Each list is a `Literal`, so that a wrong word is a type error in code and a fault in a file, and a
frozenset of the same words for look-ups.
"""

from typing import Final, Literal, get_args

EventType = Literal[
    "clash",
    "capture",
    "airstrike",
    "shelling",
    "bombing",
    "suicide_attack",
    "interception",
    "killing",
    "abduction",
    "sexual_violence",
    "torture",
    "arrest",
    "raid",
    "siege",
    "recruitment",
    "destruction",
    "looting",
    "withdrawal",
    "handover",
    "deployment",
    "agreement",
    "negotiation",
    "breach",
    "release",
    "defection",
    "protest",
    "riot",
    "displacement",
    "aid",
    "accusation",
    "demand",
    "threat",
]

Group = Literal[
    "fighting",
    "remote",
    "civilians",
    "coercion",
    "property",
    "control",
    "politics",
    "protest",
    "humanitarian",
    "speech",
]

Status = Literal["occurred", "planned", "demanded", "threatened", "denied", "hypothetical"]

Role = Literal["actor", "target", "recipient", "party", "mediator"]

Level = Literal["country", "governorate", "district", "subdistrict", "village", "town", "site", "region"]

Precision = Literal["day", "week", "month", "year", "unknown"]

QuantityKind = Literal[
    "killed",
    "injured",
    "detained",
    "abducted",
    "released",
    "displaced",
    "missing",
    "houses",
    "vehicles",
    "weapons",
    "families",
    "aid_units",
    "strikes",
    "fighters",
]

AttributionKind = Literal[
    "reporter", "official", "party", "witness", "medical", "organisation", "media", "anonymous"
]

TermKind = Literal[
    "ceasefire",
    "withdrawal",
    "handover",
    "release",
    "access",
    "aid",
    "disarmament",
    "monitoring",
    "other",
]

Extent = Literal["whole", "part", "unknown"]

Means = Literal[
    "aircraft",
    "drone",
    "artillery",
    "mortar",
    "rocket",
    "missile",
    "tank",
    "mine",
    "ied",
    "car_bomb",
    "small_arms",
    "sniper",
    "unknown",
]

ObjectKind = Literal[
    "home",
    "hospital",
    "school",
    "mosque",
    "market",
    "displaced_camp",
    "prison",
    "base",
    "checkpoint",
    "position",
    "vehicle",
    "aid",
    "water",
    "road",
    "farm",
    "boat",
    "airport",
    "port",
    "government_building",
    "other",
]

Form = Literal["unilateral", "joint"]

GROUPS: Final[dict[EventType, Group]] = {
    "clash": "fighting",
    "capture": "fighting",
    "airstrike": "remote",
    "shelling": "remote",
    "bombing": "remote",
    "suicide_attack": "remote",
    "interception": "remote",
    "killing": "civilians",
    "abduction": "civilians",
    "sexual_violence": "civilians",
    "torture": "civilians",
    "arrest": "coercion",
    "raid": "coercion",
    "siege": "coercion",
    "recruitment": "coercion",
    "destruction": "property",
    "looting": "property",
    "withdrawal": "control",
    "handover": "control",
    "deployment": "control",
    "agreement": "politics",
    "negotiation": "politics",
    "breach": "politics",
    "release": "politics",
    "defection": "politics",
    "protest": "protest",
    "riot": "protest",
    "displacement": "humanitarian",
    "aid": "humanitarian",
    "accusation": "speech",
    "demand": "speech",
    "threat": "speech",
}
"""The group that each event type stands in."""

EVENT_TYPES: Final[frozenset[str]] = frozenset(get_args(EventType))
STATUSES: Final[frozenset[str]] = frozenset(get_args(Status))
ROLES: Final[frozenset[str]] = frozenset(get_args(Role))
LEVELS: Final[frozenset[str]] = frozenset(get_args(Level))
PRECISIONS: Final[frozenset[str]] = frozenset(get_args(Precision))
QUANTITY_KINDS: Final[frozenset[str]] = frozenset(get_args(QuantityKind))
ATTRIBUTION_KINDS: Final[frozenset[str]] = frozenset(get_args(AttributionKind))
TERM_KINDS: Final[frozenset[str]] = frozenset(get_args(TermKind))
EXTENTS: Final[frozenset[str]] = frozenset(get_args(Extent))
MEANS: Final[frozenset[str]] = frozenset(get_args(Means))
OBJECTS: Final[frozenset[str]] = frozenset(get_args(ObjectKind))
FORMS: Final[frozenset[str]] = frozenset(get_args(Form))

SOCIAL_IDS: Final[frozenset[str]] = frozenset(
    {
        "civilians",
        "women",
        "children",
        "journalists",
        "aid_workers",
        "medics",
        "prisoners",
        "displaced",
        "tribes",
        "sheikhs",
        "local_authority",
        "unknown_gunmen",
    }
)
"""Participant ids for people of no listed group; every pack may use them."""

OTHER: Final = "other"
"""The id of a participant whom no pack lists; the words stay in the quote."""
