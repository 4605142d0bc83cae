"""A report as it was taken in: its text, the bytes it came in, and where each thing known of it came from."""

from typing import Final

from msgspec import Struct, field

from sijill.record.document import Note

COMMAND_LINE: Final = "command line"
"""The origin of what the user said of all reports of a run, and a report does not tell of itself."""


class Capture(Struct, frozen=True):
    """Bytes as they came, so that what was read can be shown later.

    `whence` is the address, the file, or the place in the file (`reports.jsonl:12`); `captured_at` an ISO
    time in UTC, to the second; `headers` what the server or the archive said beside the bytes.
    """

    data: bytes
    media_type: str
    captured_at: str
    whence: str
    headers: dict[str, str] = field(default_factory=dict)


class Known(Struct, frozen=True):
    """One thing known of a report and what told it: `json-ld`, `open-graph`, `feed`, `column date`, …"""

    value: str
    origin: str


class Found(Struct, frozen=True):
    """A report found in a source.

    `fields` may hold `title`, `published` (YYYY-MM-DD), `source`, `url`, `id` and `language`; what nobody
    told is absent.
    """

    text: str
    capture: Capture
    fields: dict[str, Known] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def value(self, name: str) -> str | None:
        """What is known under that name, if anything."""
        known = self.fields.get(name)
        return known.value if known else None

    def own(self, name: str) -> str | None:
        """What the report itself tells under that name, not the user for the whole run."""
        known = self.fields.get(name)
        return known.value if known and known.origin != COMMAND_LINE else None


class SetAside(Struct, frozen=True):
    """A file, a row or an address that could not be read, and why, in one sentence."""

    whence: str
    why: str
