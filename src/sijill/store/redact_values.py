"""What the redactions of a register do to a value, a report, a document: the same as it is stored and as it
comes in."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from sijill.record import Capture, Document, Event, Found, Known, Note, Report, SetAside
from sijill.store import identity
from sijill.store.entries import Entry, Rereading
from sijill.store.ledger import Ledger, Redaction
from sijill.store.redact_bytes import KEPT_HEADERS, NOTICE, NOTICE_TYPE, held
from sijill.store.redact_words import MASK, Finder, Span, key_digest, text_digest
from sijill.store.rows import storable

REFUSED: Final = "this report was taken out of the register by a redaction, so it is not taken in again"
TAKEN_OUT: Final = "a report that was taken out"


class Screen:
    """The redactions of a register as they are done to what is in it and to what comes in.

    False if there are none. A screen changes nothing twice: what went through it once stays as it is.
    """

    def __init__(self, ledger: Ledger | None, redactions: Sequence[Redaction] | None = None) -> None:
        self.ledger = ledger
        self.redactions = list(redactions if redactions is not None else ledger.redactions if ledger else ())
        self.ids = frozenset(redaction.id for redaction in self.redactions)
        self._key = ledger.secret if ledger else b""
        self.names = Finder(self._key, (name for r in self.redactions for name in r.digests.names))
        self.keys = {key for redaction in self.redactions for key in redaction.digests.keys}
        self._texts = {text for redaction in self.redactions for text in redaction.digests.texts}

    def __bool__(self) -> bool:
        return bool(self.redactions)

    # Values

    def text(self, value: str) -> str:
        """The words with every name covered, code point by code point."""
        return self.names.masked(value)

    def url(self, value: str) -> str:
        """The address; of one with a name in it its normal form, with one `█` for the name."""
        normal = identity.normal_url(value)
        spans = self.names.spans(normal)
        if not spans and not self.names.spans(value):
            return value
        pieces, done = [], 0
        for start, end in spans:
            pieces += [normal[done:start], MASK]
            done = end
        return identity.normal_url("".join([*pieces, normal[done:]]))

    def key(self, value: str) -> str:
        """A report's key; that of a report known by its text is made anew from the text instead."""
        kind, _, rest = value.partition(":")
        if kind == "url":
            return f"url:{self.url(rest)}"
        return f"id:{self.text(rest)}" if kind == "id" else value

    def values(self, value: Any) -> Any:
        """JSON of any shape with its strings covered."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.values(member) for member in value]
        if isinstance(value, Mapping):
            return {self.text(key): self.values(member) for key, member in value.items()}
        return value

    def event(self, value: Any, text: str, spans: Sequence[Span]) -> Any:
        """An event as JSON, whose quotes are cut anew out of the covered text.

        `spans` are those that were covered. A place that no gazetteer knows is named by its words.
        """
        if isinstance(value, list):
            return [self.event(member, text, spans) for member in value]
        if not isinstance(value, Mapping):
            return self.text(value) if isinstance(value, str) else value
        made = {name: self.event(member, text, spans) for name, member in value.items()}
        if "start" in made and "text" in made:
            made["text"] = text[made["start"] : made["end"]]
        quote = made.get("quote")
        if "level" in made and "id" not in made and quote and _touched(quote, spans):
            made["name"] = quote["text"]
        return made

    def digest(self, report_key: str) -> str:
        """The digest of a report's key."""
        return key_digest(self._key, report_key)

    def takes_out(self, address: str) -> bool:
        """Whether the report at this address was taken out."""
        return bool(self.keys) and self.digest(f"url:{identity.normal_url(self.url(address))}") in self.keys

    def text_digest(self, text: str) -> str:
        """The digest of a report's text."""
        return text_digest(self._key, text)

    # What comes in

    def found(self, found: Found) -> Found | SetAside:
        """A report without names; a `SetAside` for one that was taken out before."""
        if not self:
            return found
        clean = self._without_names(found)
        if self._was_taken_out(found, clean):
            return SetAside(found.capture.whence, REFUSED)
        return clean

    def entry(self, entry: Entry) -> Entry | None:
        """An entry without names; None for one that was taken out before."""
        if not self:
            return entry
        found = self.found(entry.found)
        if isinstance(found, SetAside):
            return None
        told = {name: found.value(name) for name in ("title", "published", "source", "url")}
        report = replace(entry.report, text=found.text, **told) if found is not entry.found else entry.report
        return replace(entry, found=found, report=report, document=self.document(entry.document, report))

    def rereading(self, rereading: Rereading) -> Rereading:
        """A reading of a stored version, whose text has no names; what the pack adds may have."""
        if not self.names:
            return rereading
        return replace(rereading, document=self.document(rereading.document, rereading.document.report))

    def document(self, document: Document, report: Report) -> Document:
        """What was read out of a report whose text is now that of `report`."""
        if not self.names:
            return document
        spans = _changed(document.report.text, report.text)
        events = self.event(msgspec.to_builtins(document.events), report.text, spans)
        told = replace(report, side=document.report.side, language=document.report.language)
        return Document(
            report=told,
            events=msgspec.convert(events, list[Event]),
            notes=self.notes(document.notes),
        )

    def notes(self, notes: Sequence[Note]) -> list[Note]:
        """Notes without names."""
        return [Note(note.code, self.text(note.message)) for note in notes]

    def aside(self, item: SetAside) -> SetAside:
        """What was set aside, without names; where it stood is not told of a report that was taken out."""
        if not self:
            return item
        if self.takes_out(item.whence):
            return SetAside(TAKEN_OUT, self.text(item.why))
        return SetAside(self.text(item.whence), self.text(item.why))

    def _without_names(self, found: Found) -> Found:
        """The report without names; itself if none is in it."""
        if not self.names:
            return found
        fields = {
            name: Known(
                self.url(known.value) if name == "url" else self.text(known.value), self.text(known.origin)
            )
            for name, known in found.fields.items()
        }
        text, notes, capture = self.text(found.text), self.notes(found.notes), found.capture
        touched = (text, fields, notes) != (found.text, found.fields, found.notes)
        holds = held(capture.data, self.names)
        if holds or (holds is None and touched):
            headers = kept_headers(capture.headers)
            capture = Capture(NOTICE, NOTICE_TYPE, capture.captured_at, capture.whence, headers)
        capture = replace(capture, whence=self.text(capture.whence), headers=self.values(capture.headers))
        if not touched and capture == found.capture:
            return found
        # As it will be stored, for its id is made from it.
        return Found(storable(text), capture, fields, notes)

    def _was_taken_out(self, found: Found, clean: Found) -> bool:
        """Whether a report is one of those taken out.

        Its key and text are those it had at that time: without the names taken out before.
        """
        if not self.keys:
            return False
        stages = [found, clean]
        if clean is not found:
            stages += [
                Screen(self.ledger, self.redactions[:before])._without_names(found)
                for before, redaction in enumerate(self.redactions)
                if redaction.scope == "report"
            ]
        return any(
            self.digest(identity.report_key(stage)) in self.keys
            or self.text_digest(stage.text) in self._texts
            for stage in stages
        )


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Those of the headers that stay when the bytes they came with do not."""
    return {name: value for name, value in headers.items() if name.lower() in KEPT_HEADERS}


def _changed(before: str, after: str) -> list[Span]:
    """Where two texts of one length differ."""
    if before == after:
        return []
    spans: list[Span] = []
    for at, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            if spans and spans[-1][1] == at:
                spans[-1] = (spans[-1][0], at + 1)
            else:
                spans.append((at, at + 1))
    return spans


def _touched(quote: Mapping[str, Any], spans: Sequence[Span]) -> bool:
    return any(start < quote["end"] and quote["start"] < end for start, end in spans)
