"""The same thing told twice: drafts of one event joined."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace

from sijill.reading.context import Context
from sijill.reading.counts.tallying import add_count
from sijill.reading.draft import Draft
from sijill.reading.where.spots import WIDTH, same_spot
from sijill.reading.whole.same import VAGUE_RECIPIENTS, mirrored, related, same, told_with

# How many events of its type a telling is held against: no report has more, a text of any length may.
_LOOK_BACK = 100


def merged(drafts: list[Draft], context: Context) -> list[Draft]:
    """Drafts with those of one event joined, in the order in which they are first told."""
    kept: list[Draft] = []
    latest: dict[str, deque[Draft]] = defaultdict(lambda: deque(maxlen=_LOOK_BACK))
    for draft in drafts:
        first = next((k for k in reversed(latest[draft.type]) if same(k, draft, context)), None)
        if first is None:
            kept.append(draft)
            latest[draft.type].append(draft)
        else:
            beside = (k for k in latest[draft.type] if told_with(k, first) and same(k, draft, context))
            _join(next(beside, first), draft, context)
    return kept


def _join(kept: Draft, draft: Draft, context: Context) -> None:
    kept.told.extend(draft.told)
    other = {"actor": "target", "target": "actor"} if mirrored(kept, draft) else {}
    for part in draft.parts:
        role = other.get(part.role, part.role)
        if role == "recipient" and part.id in VAGUE_RECIPIENTS and kept.ids("recipient"):
            continue
        if not part.guessed and part.id != "other":
            kept.parts = [
                replace(p, guessed=p.guessed and (p.id != part.id or p.role != role)) for p in kept.parts
            ]
        if part.id not in {p.id for p in kept.parts} or part.id == "other":
            if part.id == "other" and any(p.role == role for p in kept.parts):
                continue
            if part.guessed and any(p.role == role for p in kept.parts):
                continue
            if not part.guessed:
                kept.parts = [p for p in kept.parts if not (p.role == role and p.guessed)]
            kept.parts.append(replace(part, role=role))
    if draft.place is not None and (
        kept.place is None or (draft.place_own and not kept.place_own) or _narrower(draft, kept, context)
    ):
        kept.place, kept.place_sentence, kept.place_own = draft.place, draft.place_sentence, draft.place_own
    if _dates(draft) and (kept.time is None or kept.time_of_speech):
        kept.time, kept.time_sentence, kept.time_of_speech = (
            draft.time,
            draft.time_sentence,
            draft.time_of_speech,
        )
    for sentence, count in draft.counts:
        add_count(kept.counts, sentence, count)
    kept.means = kept.means or draft.means
    kept.object = kept.object or draft.object
    kept.extent = kept.extent or draft.extent
    kept.terms.extend(t for t in draft.terms if t.kind not in {k.kind for k in kept.terms})
    kept.form = kept.form or draft.form
    if draft.voice is not None and (kept.voice is None or _speaker(kept) != _speaker(draft)):
        kept.further.append((draft.voice, draft.status, draft.told[0]))


def _dates(draft: Draft) -> bool:
    """Whether a later telling tells when it was: not just when it was told, nor by «في وقت سابق»."""
    return draft.time is not None and draft.time.start is not None and not draft.time_of_speech


def _speaker(draft: Draft) -> tuple[str, str | None] | None:
    return (draft.voice.kind, draft.voice.id) if draft.voice else None


def _narrower(draft: Draft, kept: Draft, context: Context) -> bool:
    """Whether a later telling says more of where it was: «انفجار في صنعاء … ووقع الانفجار في حي X»."""
    if kept.place is None or draft.place is None or not draft.place_own or draft.place.anaphor:
        return False
    held = draft.place.within is not None and same_spot(draft.place.within, kept.place)
    deeper = held or WIDTH[draft.place.level] > WIDTH[kept.place.level]
    return kept.place.anaphor or (deeper and related(draft.place, kept.place, context))
