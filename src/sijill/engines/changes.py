"""What changed between two readings of one text: events gone, events new, and events told otherwise."""

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from sijill.record import Event

APART: Final = frozenset(("evidence", "confidence"))
"""Fields in which a difference alone is no change of what is claimed."""


class Altered(Struct, frozen=True):
    """An event in both readings, and the names of the fields in which they differ."""

    before: Event
    after: Event
    fields: list[str]


class Changes(Struct, frozen=True):
    """The difference of two readings; false if they claim the same."""

    gone: list[Event]
    new: list[Event]
    altered: list[Altered]

    def __bool__(self) -> bool:
        return bool(self.gone or self.new or self.altered)


def changes(before: Sequence[Event], after: Sequence[Event]) -> Changes:
    """Compare two readings of one text. Events are the same if type and first trigger (or evidence) are."""
    left = list(after)
    gone: list[Event] = []
    altered: list[Altered] = []
    for old in before:
        match = next((new for new in left if new == old), None) or next(
            (new for new in left if _told_by(new) == _told_by(old)), None
        )
        if match is None:
            gone.append(old)
            continue
        left = [new for new in left if new is not match]
        if differing := _differing(old, match):
            altered.append(Altered(old, match, differing))
    return Changes(gone, left, altered)


def _told_by(event: Event) -> tuple[str, int]:
    """The type and where the words begin that tell of the event."""
    first = event.evidence[0]
    return event.type, first.trigger.start if first.trigger else first.start


def _differing(before: Event, after: Event) -> list[str]:
    one, other = msgspec.to_builtins(before), msgspec.to_builtins(after)
    return sorted(
        name for name in one.keys() | other.keys() if one.get(name) != other.get(name) and name not in APART
    )
