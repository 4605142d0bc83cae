"""Decisions after a redaction: they stay, and call their claims by the keys that these have now.

A claim's key has the report's id in it, and a hash of a place's name that no gazetteer has.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select, update

from sijill.linking.claims import claims_of
from sijill.record import Document, Event, Report
from sijill.store import identity, schema
from sijill.store.redact_trail import unguarded
from sijill.store.redact_values import Screen

_table = schema.decision


class RenamedKeys:
    """Claims that have another key now."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}

    def add(self, old_id: str, old: Sequence[Event], new_id: str, new: Sequence[Event]) -> None:
        """A reading of a report has another id and other words; its events are the same, one for one."""
        before, after = _keys(old_id, old), _keys(new_id, new)
        self._keys.update((before[at], after[at]) for at in before)

    def cover(self, connection: Connection, screen: Screen, report_ids: Iterable[str]) -> None:
        """Of reports that are gone nothing stays in a key, not even where its words stood."""
        starts = tuple(f"{report_id}/" for report_id in report_ids)
        for row in connection.execute(select(_table.c.one, _table.c.other)):
            for key in (*row.one, *row.other):
                if key.startswith(starts):
                    self._keys[key] = screen.digest(key)[: identity.ID_LENGTH]

    def write(self, connection: Connection, screen: Screen) -> int:
        """Call the claims by their new keys, and take names out of the reasons; returns how many changed."""
        changed = []
        for row in connection.execute(select(_table).order_by(_table.c.number)).all():
            told = {"one": row.one, "other": row.other, "why": row.why, "by": row.by}
            made = {
                "one": [self._keys.get(key, key) for key in row.one],
                "other": [self._keys.get(key, key) for key in row.other],
                "why": screen.values(row.why),
                "by": screen.text(row.by),
            }
            if made != told:
                changed.append((row.number, made))
        if changed:
            with unguarded(connection, _table):
                for number, made in changed:
                    connection.execute(update(_table).where(_table.c.number == number).values(made))
        return len(changed)


def _keys(report_id: str, events: Sequence[Event]) -> dict[int, str]:
    """The keys of the claims of a reading, by their place in it."""
    document = Document(report=Report(id=report_id, text=""), events=list(events))
    return {
        claim.position: claim.key for speech in (False, True) for claim in claims_of(document, speech=speech)
    }
