"""One report in, one document out."""

from typing import Annotated

from msgspec import Meta, Struct, field

from sijill.record.events import Event, IsoDate


class Report(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A report as it was given, with what is known about where it comes from."""

    id: str | None = None
    title: str | None = None
    text: Annotated[
        str, Meta(description="The report exactly as given; every quote's offsets count in it.")
    ] = ""
    published: Annotated[IsoDate | None, Meta(description="Relative dates count from this day.")] = None
    source: Annotated[str | None, Meta(description="The outlet's name or id.")] = None
    url: str | None = None
    side: Annotated[
        str | None, Meta(description="Actor id of the side that the outlet serves on that day.")
    ] = None
    language: Annotated[str | None, Meta(description="ISO 639-1 code of the text's language.")] = None


class Note(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Something a user should know about how a report was read: a stable code and a sentence."""

    code: str
    message: str


class Explanation(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Why one value stands in a record.

    `event` is the event's index in the document, `field` a path in it (`participants[0].id`), `entry`
    the pack entry (`core/frames.yaml: withdrawal/انسحب`), `step` the step of reading that applied it.
    """

    event: int
    field: str
    entry: str
    step: str


class Document(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A report and the events read from it, in the order in which they are told."""

    report: Report
    events: list[Event]
    notes: list[Note] = field(default_factory=list)


class ExplainedDocument(Document, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A document with the reason for each value beside its events."""

    explain: list[Explanation] = field(default_factory=list)
