"""One report in, one document out."""

from typing import Annotated

from msgspec import Meta, Struct, field

from sijill.record.events import Event, IsoDate


class Report(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A report as it was given, with what is known about where it comes from."""

    id: Annotated[str | None, Meta(description="What the report is called by whoever gave it.")] = None
    title: Annotated[str | None, Meta(description="Its headline.")] = None
    text: Annotated[
        str, Meta(description="The report exactly as given; every quote's offsets count in it.")
    ] = ""
    published: Annotated[IsoDate | None, Meta(description="Relative dates count from this day.")] = None
    source: Annotated[str | None, Meta(description="The outlet's name or id.")] = None
    url: Annotated[str | None, Meta(description="Its address.")] = None
    side: Annotated[
        str | None, Meta(description="Actor id of the side that the outlet serves on that day.")
    ] = None
    language: Annotated[str | None, Meta(description="ISO 639-1 code of the text's language.")] = None


class Note(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Something a user should know about how a report was read: a stable code and a sentence."""

    code: Annotated[str, Meta(description="A word that stays the same, for programs.")]
    message: Annotated[str, Meta(description="A sentence, for people.")]


class Explanation(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Why one value stands in a record.

    `event` is the event's index in the document, `field` a path in it (`participants[0].id`), `entry`
    the pack entry (`core/frames.yaml: withdrawal/انسحب`), `step` the step of reading that applied it.
    """

    event: Annotated[int, Meta(description="The event's place in the document, from 0.")]
    field: Annotated[str, Meta(description="The path of the value in the event.")]
    entry: Annotated[str, Meta(description="The pack entry that gave it.")]
    step: Annotated[str, Meta(description="The step of reading that applied it.")]


class Document(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A report and the events read from it, in the order in which they are told."""

    report: Annotated[Report, Meta(description="The report as it was given.")]
    events: Annotated[list[Event], Meta(description="What it tells, in the order of its words.")]
    notes: Annotated[list[Note], Meta(description="What to know of how it was read.")] = field(
        default_factory=list
    )


class ExplainedDocument(Document, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A document with the reason for each value beside its events."""

    explain: Annotated[list[Explanation], Meta(description="Why each value is there.")] = field(
        default_factory=list
    )
