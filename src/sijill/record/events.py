"""What one report says happened: the event and the values it is made of.

A value with no words behind it is absent, never guessed, so nearly every field may be `None`; absent
values are left out of the JSON. Field order here is field order there.
"""

from typing import Annotated

from msgspec import Meta, Struct, field

from sijill.record.codes import (
    AttributionKind,
    EventType,
    Extent,
    Form,
    Level,
    Means,
    ObjectKind,
    Precision,
    QuantityKind,
    Role,
    Status,
    TermKind,
)

Offset = Annotated[int, Meta(ge=0)]
Count = Annotated[int, Meta(ge=0)]
IsoDate = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, written YYYY-MM-DD.")]


class Quote(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Words of the report: `text` is the report's `text[start:end]`, counted in Unicode code points."""

    text: str
    start: Offset
    end: Annotated[int, Meta(ge=0, description="First code point after the words.")]

    @classmethod
    def cut(cls, report: str, start: int, end: int) -> "Quote":
        """The quote of `report[start:end]`."""
        return cls(report[start:end], start, end)


class Participant(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody who took part, and how."""

    role: Role
    id: Annotated[
        str,
        Meta(min_length=1, description="Neutral id from the pack's actor table, a social id, or `other`."),
    ]
    quote: Quote | None = None


class Place(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The most specific named place. A name that the gazetteer lacks has neither id nor point."""

    id: Annotated[str | None, Meta(description="P-code, or the gazetteer's id with its prefix.")] = None
    name: Annotated[str, Meta(min_length=1)]
    name_en: str | None = None
    level: Level
    district: str | None = None
    governorate: str | None = None
    country: Annotated[str | None, Meta(description="ISO 3166-1 code of two letters.")] = None
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    lon: Annotated[float, Meta(ge=-180, le=180)] | None = None
    quote: Quote | None = None


class Time(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """When: first and last day, both included; words that give no day keep their quote alone."""

    start: IsoDate | None = None
    end: IsoDate | None = None
    precision: Precision
    quote: Quote | None = None


class Attribution(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Who says so; `id` where the source belongs to a listed actor, `quote` where words name it."""

    kind: AttributionKind
    id: str | None = None
    quote: Quote | None = None


class Quantity(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How many: bounds, both included. No `high` means that no upper bound was told."""

    kind: QuantityKind
    low: Count | None = None
    high: Count | None = None
    approximate: bool = False
    of: Annotated[str | None, Meta(description="Participant id of whom or whose things are counted.")] = None
    attribution: Annotated[
        Attribution | None, Meta(description="Whose figure it is, where not the event's own voice.")
    ] = None
    quote: Quote | None = None


class Term(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One thing that an agreement or negotiation lays down."""

    kind: TermKind
    obligor: Annotated[str | None, Meta(description="Participant id of who must do it.")] = None
    place: Place | None = None
    deadline: Time | None = None
    quote: Quote | None = None


class Claim(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A further voice in the same report on the same event, with the values that it gives."""

    attribution: Attribution
    status: Status | None = None
    quote: Quote | None = None
    quantities: list[Quantity] = field(default_factory=list)


class Evidence(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A clause or sentence that the event was read from, with its trigger word inside."""

    text: str
    start: Offset
    end: Annotated[int, Meta(ge=0, description="First code point after the words.")]
    trigger: Quote | None = None


class Event(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One thing that one report says happened, or was planned, demanded, threatened or denied."""

    type: EventType
    status: Status
    background: Annotated[bool, Meta(description="Recalled as history or context, not as news.")]
    extent: Extent | None = None
    means: Means | None = None
    object: ObjectKind | None = None
    participants: list[Participant] = field(default_factory=list)
    place: Place | None = None
    destination: Place | None = None
    time: Time | None = None
    quantities: list[Quantity] = field(default_factory=list)
    form: Form | None = None
    terms: list[Term] = field(default_factory=list)
    attribution: Attribution
    claims: list[Claim] = field(default_factory=list)
    evidence: Annotated[list[Evidence], Meta(min_length=1)]
    confidence: Annotated[float, Meta(ge=0, le=1)] | None = None
