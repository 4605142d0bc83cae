"""Why each value stands in a record: the pack entry and the step of reading behind it."""

from __future__ import annotations

from collections.abc import Iterator

from sijill.reading.draft import Draft
from sijill.record import Explanation


def explain(drafts: list[Draft]) -> list[Explanation]:
    """The reasons for the values of each draft, events counted from 0 in the document's order."""
    return [
        Explanation(event=number, field=name, entry=entry, step=step)
        for number, draft in enumerate(drafts)
        for name, entry, step in _reasons(draft)
    ]


def _reasons(draft: Draft) -> Iterator[tuple[str, str, str]]:
    trigger = draft.told[0].trigger
    yield "type", trigger.entry.where, "trigger"
    yield "status", draft.status_entry or "no word of plan, demand, threat or denial", "whether"
    yield "background", "words around the trigger and its time", "recalled" if draft.background else "news"
    for number, part in enumerate(draft.parts):
        step = "the rest of the sentence or report" if part.guessed else f"grammar of {part.role}"
        yield f"participants[{number}].id", part.entry, step
    if draft.place is not None:
        own = "named with the event" if draft.place_own else "place spoken of last"
        yield "place", draft.place.where, own
    if draft.time is not None:
        step = "date of the telling" if draft.time_of_speech else f"{draft.time.kind} time words"
        yield "time", "arabic calendar words", step
    elif draft.status in ("occurred", "denied") and not draft.background:
        yield "time", "day of publication", "news without time words"
    for number, (_, count) in enumerate(draft.counts):
        yield f"quantities[{number}]", count.entry, "number and what it counts"
    if draft.voice is not None:
        yield "attribution", draft.voice.entry, "speaker of the clause"
    else:
        yield "attribution", "no speaker named", "the outlet's own voice"
