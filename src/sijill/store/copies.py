"""Which stored texts are copies of one another: pairs are found as texts come in, groups when asked for."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select

from sijill.linking.copies import (
    COPIED_SHARE,
    COPIED_WITHIN_DAYS,
    CopyPair,
    Printed,
    originals,
    shared,
    shingles,
    sketch,
)
from sijill.store import schema
from sijill.store.streaming import newest

SHARED_HASHES: Final = 3
"""Hashes that two sketches must have in common before the texts are compared. Of the pairs that share as much
as copies do 98 in 100 have three (`python -m tools.quality.copies`)."""

KEPT_IN_MIND: Final = 2_000
"""Texts whose shingles are kept for the next comparison; copies come in soon after one another."""


ASKED_AT_ONCE: Final = 500
"""Ids in one query: far below what either database takes."""


class CopyGroup(NamedTuple):
    """One text: who printed it first, and who copied it, in the order of printing."""

    original: "PrintedReport"
    copies: list["PrintedReport"]

    @property
    def first_is_known(self) -> bool:
        """Whether the original is older than every copy; printed on one day, none is known to be first."""
        return bool(self.original.published) and all(
            copy.published != self.original.published for copy in self.copies
        )


class PrintedReport(NamedTuple):
    """A report in a group, and the largest share of text that it has in common with another of the group."""

    report_id: str
    version_id: str
    source: str | None
    published: str | None
    title: str | None
    url: str | None
    confidential: bool
    share: float


class _Pair(NamedTuple):
    first_version: str
    second_version: str
    share: float


def record(connection: Connection, versions: Sequence[tuple[str, str]]) -> int:
    """Sketch new versions, each (id, text), and write down every pair that they make with what is there.

    The pairs that a register holds depend on its texts alone, not on the order in which they came. Of a pair
    the later printed text is the second, the copy. Returns how many of the new versions are copies.
    """
    rows = [
        {"hash": number, "version_id": version_id}
        for version_id, text in versions
        for number in sketch(_shingles(text))
    ]
    if not rows:
        return 0
    connection.execute(insert(schema.sketch), rows)
    pairs = list(_pairs_of(connection, [version_id for version_id, _ in versions]))
    if pairs:
        connection.execute(insert(schema.copy_pair), [pair._asdict() for pair in pairs])
    return len({pair.second_version for pair in pairs} & {version_id for version_id, _ in versions})


def groups(connection: Connection, *, least: int = 2) -> Iterator[CopyGroup]:
    """The texts that several reports have, in the order of the day of their first printing.

    `least` is how many reports a group must have. Only the newest version of a report counts.
    """
    pairs = [CopyPair(*row) for row in connection.execute(select(*schema.copy_pair.c))]
    printed = {row.version_id: row for row in _printed(connection, {i for p in pairs for i in p[:2]})}
    pairs = [pair for pair in pairs if pair.first in printed and pair.second in printed]
    shares: dict[str, float] = {}
    for pair in pairs:
        for version_id in pair[:2]:
            shares[version_id] = max(shares.get(version_id, 0.0), pair.share)
    members: dict[str, list[PrintedReport]] = {}
    found = originals((Printed(v, row.published or "") for v, row in printed.items()), pairs)
    for copy, original in found.items():
        members.setdefault(original, []).append(printed[copy]._replace(share=shares[copy]))
    whole = [
        CopyGroup(printed[original]._replace(share=1.0), sorted(copies, key=_order))
        for original, copies in members.items()
        if len(copies) + 1 >= least
    ]
    yield from sorted(whole, key=lambda group: _order(group.original))


def _order(row: PrintedReport) -> tuple[str, str]:
    return (row.published or "9999", row.version_id)


def _printed(connection: Connection, ids: set[str]) -> Iterator[PrintedReport]:
    """The versions of those ids that are the newest of their reports."""
    version, report = schema.version, schema.report
    query = (
        select(
            version.c.report_id, version.c.id.label("version_id"), version.c.source, version.c.published,
            version.c.title, version.c.url, report.c.confidential,
        )
        .join(report, report.c.id == version.c.report_id)
        .where(newest())
    )  # fmt: skip
    for row in _rows(connection, query, ids):
        yield PrintedReport(**row._mapping, share=0.0)


def _pairs_of(connection: Connection, new: list[str]) -> Iterator[_Pair]:
    """The pairs that some versions make with others, new or there before, each pair once."""
    alike = {
        (min(pair), max(pair))
        for start in range(0, len(new), ASKED_AT_ONCE)
        for pair in connection.execute(_ALIKE, {"new": new[start : start + ASKED_AT_ONCE]})
    }
    printed = {row.id: row for row in _rows(connection, _PRINTED, {i for pair in alike for i in pair})}
    close = sorted(pair for pair in alike if _may_be_copies(printed[pair[0]], printed[pair[1]]))
    texts = {row.id: row.text for row in _rows(connection, _TEXT, {i for pair in close for i in pair})}
    for pair in close:
        share = shared(_shingles(texts[pair[0]]), _shingles(texts[pair[1]]))
        if share >= COPIED_SHARE:
            first, second = sorted(pair, key=lambda of: (printed[of].published or "9999", of))
            yield _Pair(first, second, round(share, 4))


def _may_be_copies(one: Row[Any], other: Row[Any]) -> bool:
    """Whether two versions are of different reports, printed within days or on days that are not known."""
    if one.report_id == other.report_id:
        return False
    if not one.published or not other.published:
        return True
    days = date.fromisoformat(one.published) - date.fromisoformat(other.published)
    return abs(days.days) <= COPIED_WITHIN_DAYS


def _rows(connection: Connection, query: Select[Any], ids: set[str]) -> Iterator[Row[Any]]:
    """The rows of a query on some versions."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), ASKED_AT_ONCE):
        yield from connection.execute(
            query.where(schema.version.c.id.in_(wanted[start : start + ASKED_AT_ONCE]))
        )


_SKETCH, _OTHER = schema.sketch.alias(), schema.sketch.alias()
_ALIKE = (
    select(_SKETCH.c.version_id, _OTHER.c.version_id)
    .join(_OTHER, (_SKETCH.c.hash == _OTHER.c.hash) & (_SKETCH.c.version_id != _OTHER.c.version_id))
    .where(_SKETCH.c.version_id.in_(bindparam("new", expanding=True)))
    .group_by(_SKETCH.c.version_id, _OTHER.c.version_id)
    .having(func.count() >= SHARED_HASHES)
)
_PRINTED = select(schema.version.c.id, schema.version.c.report_id, schema.version.c.published)
_TEXT = select(schema.version.c.id, schema.version.c.text)
_shingles = lru_cache(maxsize=KEPT_IN_MIND)(shingles)
