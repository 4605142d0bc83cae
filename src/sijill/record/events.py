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

Offset = Annotated[int, Meta(ge=0, description="First code point of the words.")]
End = Annotated[int, Meta(ge=0, description="First code point after the words.")]
Count = Annotated[int, Meta(ge=0)]
Words = Annotated[str, Meta(description="The words, as the report has them.")]
IsoDate = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, written YYYY-MM-DD.")]


class Quote(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Words of the report: `text` is the report's `text[start:end]`, counted in Unicode code points."""

    text: Words
    start: Offset
    end: End

    @classmethod
    def cut(cls, report: str, start: int, end: int) -> "Quote":
        """The quote of `report[start:end]`."""
        return cls(report[start:end], start, end)


Behind = Annotated[Quote | None, Meta(description="The words that the value was read from.")]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]


class Participant(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody who took part, and how."""

    role: Annotated[Role, Meta(description="In which part.")]
    id: Annotated[
        str,
        Meta(min_length=1, description="Neutral id from the pack's actor table, a social id, or `other`."),
    ]
    quote: Behind = None


class Place(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The most specific named place. A name that the gazetteer lacks has neither id nor point."""

    id: Annotated[str | None, Meta(description="P-code, or the gazetteer's id with its prefix.")] = None
    name: Annotated[str, Meta(min_length=1, description="Its common Arabic name.")]
    name_en: Annotated[str | None, Meta(description="Its English name.")] = None
    level: Annotated[Level, Meta(description="What it is: a unit of administration, a town, a site.")]
    district: Annotated[str | None, Meta(description="Arabic name of the district in which it lies.")] = None
    governorate: Annotated[
        str | None, Meta(description="Arabic name of the governorate in which it lies.")
    ] = None
    country: Annotated[str | None, Meta(description="ISO 3166-1 code of two letters.")] = None
    lat: Annotated[Latitude | None, Meta(description="Latitude of its point, WGS 84, degrees.")] = None
    lon: Annotated[Longitude | None, Meta(description="Longitude of its point, WGS 84, degrees.")] = None
    quote: Behind = None


class Time(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """When: first and last day, both included; words that give no day keep their quote alone."""

    start: Annotated[IsoDate | None, Meta(description="The first day.")] = None
    end: Annotated[IsoDate | None, Meta(description="The last day.")] = None
    precision: Annotated[Precision, Meta(description="How closely the words tell the time.")]
    quote: Behind = None


class Attribution(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Who says so; `id` where the source belongs to a listed actor, `quote` where words name it."""

    kind: Annotated[AttributionKind, Meta(description="What kind of source says so.")]
    id: Annotated[str | None, Meta(description="The listed actor to whom the source belongs.")] = None
    quote: Behind = None


class Quantity(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How many: bounds, both included. No `high` means that no upper bound was told."""

    kind: Annotated[QuantityKind, Meta(description="What is counted.")]
    low: Annotated[Count | None, Meta(description="At least so many.")] = None
    high: Annotated[Count | None, Meta(description="At most so many.")] = None
    approximate: Annotated[bool, Meta(description="Said to be about so many.")] = False
    of: Annotated[str | None, Meta(description="Participant id of whom or whose things are counted.")] = None
    attribution: Annotated[
        Attribution | None, Meta(description="Whose figure it is, where not the event's own voice.")
    ] = None
    quote: Behind = None


class Term(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One thing that an agreement or negotiation lays down."""

    kind: Annotated[TermKind, Meta(description="What is to be done.")]
    obligor: Annotated[str | None, Meta(description="Participant id of who must do it.")] = None
    place: Annotated[Place | None, Meta(description="Where.")] = None
    deadline: Annotated[Time | None, Meta(description="By when.")] = None
    quote: Behind = None


class Claim(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A further voice in the same report on the same event, with the values that it gives."""

    attribution: Annotated[Attribution, Meta(description="Whose voice it is.")]
    status: Annotated[Status | None, Meta(description="Whether that voice says that it happened.")] = None
    quote: Behind = None
    quantities: Annotated[list[Quantity], Meta(description="The figures that it gives.")] = field(
        default_factory=list
    )


class Evidence(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A clause or sentence that the event was read from, with its trigger word inside."""

    text: Words
    start: Offset
    end: End
    trigger: Annotated[Quote | None, Meta(description="The word that tells of the event.")] = None


class Event(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One thing that one report says happened, or was planned, demanded, threatened or denied."""

    type: Annotated[EventType, Meta(description="What kind of event it is.")]
    status: Annotated[Status, Meta(description="Whether it is said to have happened.")]
    background: Annotated[bool, Meta(description="Recalled as history or context, not as news.")]
    extent: Annotated[
        Extent | None, Meta(description="How much of the place was taken, left or handed over.")
    ] = None
    means: Annotated[Means | None, Meta(description="With what it was done.")] = None
    object: Annotated[ObjectKind | None, Meta(description="What was hit, taken, searched or closed.")] = None
    participants: Annotated[list[Participant], Meta(description="Who took part.")] = field(
        default_factory=list
    )
    place: Annotated[Place | None, Meta(description="Where.")] = None
    destination: Annotated[Place | None, Meta(description="Where those who moved went.")] = None
    time: Annotated[Time | None, Meta(description="When.")] = None
    quantities: Annotated[list[Quantity], Meta(description="How many.")] = field(default_factory=list)
    form: Annotated[Form | None, Meta(description="Of an agreement: of one side, or of several.")] = None
    terms: Annotated[list[Term], Meta(description="What an agreement or negotiation lays down.")] = field(
        default_factory=list
    )
    attribution: Annotated[Attribution, Meta(description="Who says so.")]
    claims: Annotated[list[Claim], Meta(description="Further voices of the same report.")] = field(
        default_factory=list
    )
    evidence: Annotated[list[Evidence], Meta(min_length=1, description="What it was read from.")]
    confidence: Annotated[
        Annotated[float, Meta(ge=0, le=1)] | None, Meta(description="Only where it is calibrated.")
    ] = None
