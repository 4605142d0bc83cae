"""Which stored texts are copies of one another: pairs are found as texts come in, groups when asked for.

Pairs are of wordings, not of versions: texts with the same shingles are one wording, however many reports
have it, so that a page that a thousand addresses gave makes no half million pairs.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from struct import pack
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, delete, func, insert, select

from sijill.linking.copies import (
    COPIED_SHARE,
    COPIED_WITHIN_DAYS,
    ENOUGH_SHINGLES,
    SHARED_HASHES,
    CopyPair,
    Printed,
    originals,
    shared,
    shingles,
    sketch,
)
from sijill.store import schema, to_link
from sijill.store.asking import portions
from sijill.store.identity import ID_LENGTH
from sijill.store.streaming import newest

KEPT_IN_MIND: Final = 2_000
"""Texts whose shingles are kept for the next comparison; copies come in soon after one another."""


UNKNOWN_DAY: Final = "9999"
"""Stands for a day that is not known: such a text is none of the first printed ones."""


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


class _Member(NamedTuple):
    """A version among those of one wording; they sort in the order of printing, unknown days last."""

    day: str
    version_id: str
    report_id: str


_Pairs = dict[str, dict[str, float]]
"""For each wording those that share text with it, itself among them, and how much."""


def record(connection: Connection, versions: Sequence[tuple[str, str]]) -> int:
    """Note the wording of new versions, each (id, text), and every pair that it makes with other wordings.

    What a register holds then depends on its texts alone, not on the order in which they came. Returns how
    many of the new versions are copies.
    """
    told = {version_id: of for version_id, text in versions if len(of := _shingles(text)) >= ENOUGH_SHINGLES}
    if not told:
        return 0
    wordings = {version_id: _wording_id(of) for version_id, of in told.items()}
    connection.execute(
        insert(schema.wording),
        [{"version_id": version_id, "wording_id": its} for version_id, its in wordings.items()],
    )
    by_id = {its: told[version_id] for version_id, its in wordings.items()}
    there = {row.wording_id for row in _rows(connection, _SKETCHED, schema.sketch.c.wording_id, set(by_id))}
    rows = [
        {"hash": number, "wording_id": its}
        for its, of in by_id.items()
        if its not in there
        for number in sketch(of)
    ]
    if rows:
        connection.execute(insert(schema.sketch), rows)
    _write_pairs(connection, sorted(by_id), there)
    pairs = _pairs(connection, set(by_id))
    members = _members(connection, set(pairs))
    return sum(version_id in told for version_id in _nearest(members, pairs))


def forget(connection: Connection, version_ids: Sequence[str]) -> None:
    """Take out what is known of the texts of versions, as far as no other version has them."""
    wording, pair = schema.wording.c, schema.copy_pair.c
    gone = set(
        connection.scalars(select(wording.wording_id).where(wording.version_id.in_(version_ids)).distinct())
    )
    connection.execute(delete(schema.wording).where(wording.version_id.in_(version_ids)))
    gone -= set(connection.scalars(select(wording.wording_id).where(wording.wording_id.in_(gone))))
    connection.execute(delete(schema.sketch).where(schema.sketch.c.wording_id.in_(gone)))
    connection.execute(
        delete(schema.copy_pair).where(pair.first_wording.in_(gone) | pair.second_wording.in_(gone))
    )


def count(connection: Connection) -> int:
    """How many versions have a text that another report had before."""
    pairs = _pairs(connection)
    return len(_nearest(_members(connection, set(pairs)), pairs))


def groups(connection: Connection, *, least: int = 2) -> Iterator[CopyGroup]:
    """The texts that several reports have, in the order of the day of their first printing.

    `least` is how many reports a group must have. Only the newest version of a report counts.
    """
    pairs = _pairs(connection)
    nearest = _nearest(_members(connection, set(pairs), newest()), pairs)
    found_pairs = [pair for of in nearest.values() for pair in of]
    ids = {version_id for pair in found_pairs for version_id in pair[:2]}
    printed = {row.version_id: row for row in _printed(connection, ids)}
    shares: dict[str, float] = {}
    for pair in found_pairs:
        for version_id in pair[:2]:
            shares[version_id] = max(shares.get(version_id, 0.0), pair.share)
    members: dict[str, list[PrintedReport]] = {}
    found = originals((Printed(v, row.published or "") for v, row in printed.items()), found_pairs)
    for copy, original in found.items():
        members.setdefault(original, []).append(printed[copy]._replace(share=shares[copy]))
    whole = [
        CopyGroup(printed[original]._replace(share=1.0), sorted(copies, key=_order))
        for original, copies in members.items()
        if len(copies) + 1 >= least
    ]
    yield from sorted(whole, key=lambda group: _order(group.original))


def _order(row: PrintedReport) -> tuple[str, str]:
    return (row.published or UNKNOWN_DAY, row.version_id)


def _printed(connection: Connection, ids: set[str]) -> Iterator[PrintedReport]:
    """The versions of those ids."""
    version, report = schema.version, schema.report
    query = select(
        version.c.report_id, version.c.id.label("version_id"), version.c.source, version.c.published,
        version.c.title, version.c.url, report.c.confidential,
    ).join(report, report.c.id == version.c.report_id)  # fmt: skip
    for row in _rows(connection, query, version.c.id, ids):
        yield PrintedReport(**row._mapping, share=0.0)


def _nearest(members: dict[str, list[_Member]], pairs: _Pairs) -> dict[str, list[CopyPair]]:
    """For each copy the first printed text of every wording that it may be a copy of.

    Later ones of that wording share as much with it, so nothing is lost, and a text that thousands have makes
    thousands of pairs, not millions.
    """
    found: dict[str, list[CopyPair]] = {}
    for wording_id, versions in members.items():
        for member in versions:
            for other, share in pairs[wording_id].items():
                if earlier := _first_before(member, members.get(other, [])):
                    pair = CopyPair(earlier.version_id, member.version_id, share)
                    found.setdefault(member.version_id, []).append(pair)
    return found


def _first_before(member: _Member, others: Sequence[_Member]) -> _Member | None:
    """The first of some versions, in order, that this one may be a copy of."""
    known = member.day != UNKNOWN_DAY
    # Printed on a day that is not known, it may be a copy of any other.
    since = date.fromisoformat(member.day) - timedelta(COPIED_WITHIN_DAYS) if known else None
    start = bisect_left(others, (since.isoformat(), "", "")) if since else 0
    for other in islice(others, start, None):
        if other >= member:
            return None
        if other.report_id != member.report_id:
            return other
    return None


def _pairs(connection: Connection, of: set[str] | None = None) -> _Pairs:
    """The pairs of some wordings, or of all that several versions have or that share text with others."""
    pair = schema.copy_pair.c
    if of is None:
        rows = list(connection.execute(select(*schema.copy_pair.c)))
        found: _Pairs = {its: {its: 1.0} for its in connection.scalars(_SEVERAL)}
    else:
        query = select(*schema.copy_pair.c)
        rows = [
            row
            for end in (pair.first_wording, pair.second_wording)
            for row in _rows(connection, query, end, of)
        ]
        found = {its: {its: 1.0} for its in of}
    for first, second, share in rows:
        found.setdefault(first, {first: 1.0})[second] = share
        found.setdefault(second, {second: 1.0})[first] = share
    return found


def _members(
    connection: Connection, wordings: set[str], *conditions: ColumnElement[bool]
) -> dict[str, list[_Member]]:
    """The versions of each wording, in the order of printing."""
    found: dict[str, list[_Member]] = {}
    rows = _rows(connection, _WORDED.where(*conditions), schema.wording.c.wording_id, wordings)
    for row in rows:
        member = _Member(row.published or UNKNOWN_DAY, row.id, row.report_id)
        found.setdefault(row.wording_id, []).append(member)
    for versions in found.values():
        versions.sort()
    return found


def _write_pairs(connection: Connection, new: list[str], there_before: set[str]) -> None:
    """Write the pairs that some wordings make with others, as far as they are not there.

    Two wordings that were there before may be a pair only now, by the day of the newest text that has one of
    them; then reports are copies of one another of which nothing else is new.
    """
    alike = {
        (min(pair), max(pair))
        for some in portions(new)
        for pair in connection.execute(_ALIKE, {"new": some}).all()
    }
    there = _pairs(connection, set(new))
    alike = {(one, other) for one, other in alike if other not in there.get(one, ())}
    wanted = {wording_id for pair in alike for wording_id in pair}
    days, texts = dict[str, set[str | None]](), dict[str, str]()
    for row in _rows(connection, _DAYS, schema.wording.c.wording_id, wanted):
        days.setdefault(row.wording_id, set()).add(row.published)
    close = sorted(pair for pair in alike if _are_close(days[pair[0]], days[pair[1]]))
    one_each = _one_version_each(connection, {wording_id for pair in close for wording_id in pair})
    for row in _rows(connection, _TEXT, schema.version.c.id, set(one_each)):
        texts[one_each[row.id]] = row.text
    rows = []
    for one, other in close:
        share = shared(_shingles(texts[one]), _shingles(texts[other]))
        if share >= COPIED_SHARE:
            rows.append({"first_wording": one, "second_wording": other, "share": round(share, 4)})
    if rows:
        connection.execute(insert(schema.copy_pair), rows)
    known = {wording_id for wording_id in wanted if wording_id in there_before or wording_id not in new}
    late = {row["first_wording"] for row in rows if {row["first_wording"], row["second_wording"]} <= known}
    printed = (row.report_id for row in _rows(connection, _WORDED, schema.wording.c.wording_id, late))
    to_link.reports(connection, printed)


def _one_version_each(connection: Connection, wordings: set[str]) -> dict[str, str]:
    """The wordings by one version that has them."""
    wording = schema.wording.c
    query = select(func.min(wording.version_id).label("id"), wording.wording_id).group_by(wording.wording_id)
    return {row.id: row.wording_id for row in _rows(connection, query, wording.wording_id, wordings)}


def _are_close(one: set[str | None], other: set[str | None]) -> bool:
    """Whether some of these days are within days of some of the others, or not known."""
    if None in one or None in other:
        return True
    fewer, more = sorted(({date.fromisoformat(day) for day in days if day} for days in (one, other)), key=len)
    within = range(-COPIED_WITHIN_DAYS, COPIED_WITHIN_DAYS + 1)
    return any(day + timedelta(step) in more for day in fewer for step in within)


def _rows(
    connection: Connection, query: Select[Any], column: ColumnElement[str], ids: set[str]
) -> Iterator[Row[Any]]:
    """The rows of a query whose column is one of some ids."""
    for some in portions(sorted(ids)):
        yield from connection.execute(query.where(column.in_(some))).all()


def _wording_id(of: frozenset[int]) -> str:
    """The same for every text that has these shingles."""
    return sha256(pack(f">{len(of)}q", *sorted(of))).hexdigest()[:ID_LENGTH]


_SKETCH, _OTHER = schema.sketch.alias(), schema.sketch.alias()
_ALIKE = (
    select(_SKETCH.c.wording_id, _OTHER.c.wording_id)
    .join(_OTHER, (_SKETCH.c.hash == _OTHER.c.hash) & (_SKETCH.c.wording_id != _OTHER.c.wording_id))
    .where(_SKETCH.c.wording_id.in_(bindparam("new", expanding=True)))
    .group_by(_SKETCH.c.wording_id, _OTHER.c.wording_id)
    .having(func.count() >= SHARED_HASHES)
)
_SKETCHED = select(schema.sketch.c.wording_id).distinct()
_SEVERAL = select(schema.wording.c.wording_id).group_by(schema.wording.c.wording_id).having(func.count() > 1)
_WORDED = select(
    schema.wording.c.wording_id, schema.version.c.id, schema.version.c.report_id, schema.version.c.published
).join(schema.version, schema.version.c.id == schema.wording.c.version_id)
_DAYS = (
    select(schema.wording.c.wording_id, schema.version.c.published)
    .join(schema.version, schema.version.c.id == schema.wording.c.version_id)
    .distinct()
)
_TEXT = select(schema.version.c.id, schema.version.c.text)
_shingles = lru_cache(maxsize=KEPT_IN_MIND)(shingles)
