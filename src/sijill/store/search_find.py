"""Find stored reports by their words and by the fields of their claims."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import (
    ARRAY,
    CTE,
    REAL,
    Cast,
    ColumnElement,
    Connection,
    Float,
    Select,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from sijill.record import Event
from sijill.store import schema
from sijill.store.search import doc, words
from sijill.store.search_fields import claim_conditions, conditions, current_claims
from sijill.store.search_names import Filters
from sijill.store.search_points import has_index
from sijill.store.search_query import Query, as_typed, fts5, tsquery
from sijill.store.search_snippet import Snippet, marks, snippet

LIMIT: Final = 20
MOST: Final = 10_000
"""Reports that one search may give: all of them are held at once."""

_SQLITE_SCORE: Final = "bm25(search_index, 4.0, 1.0)"
"""A word in the title counts four times one in the text. The better, the further below zero."""
_POSTGRESQL_WEIGHTS: Final = [0.25, 0.25, 0.25, 1.0]

_claim: Final = schema.claim.c
_version: Final = schema.version.c


class FoundClaim(Struct, frozen=True):
    """A claim of a report that was found: its id in the register, and what it says."""

    id: str
    event: Event


class FoundReport(Struct, frozen=True, kw_only=True):
    """A report in the newest version, with those of its current claims that the fields asked for fit.

    `title_marks` are the places of the words searched for in the title, `snippet` those in the text: offsets
    in code points, end exclusive. `score` orders one search's reports (greater is better) and means nothing
    beside another's; without words to search for it is absent.
    """

    report_id: str
    version_id: str
    confidential: bool
    title: str | None
    title_marks: list[tuple[int, int]]
    source: str | None
    outlet_id: str | None
    published: str | None
    url: str | None
    whence: str
    score: float | None
    snippet: Snippet
    claims: list[FoundClaim]


class Found(Struct, frozen=True):
    """The best reports, and how many there are in all."""

    total: int
    reports: list[FoundReport]


def find(connection: Connection, query: Query, filters: Filters, limit: int = LIMIT) -> Found:
    """The reports whose newest version has the words and one current claim of which has all the fields.

    The best come first: SQLite's bm25, PostgreSQL's ts_rank, then the newer. Texts that have the words with
    other endings alone come after those that have them as typed; without words the newest come first.
    """
    if filters.near and has_index(connection):
        filters = replace(filters, near=replace(filters.near, indexed=True))
    rows = connection.execute(_best(connection, query, filters, limit)).all()
    if not rows:
        return Found(0, [])
    ids = [row.version_id for row in rows]
    versions = {
        row.id: row
        for row in connection.execute(
            select(*schema.version.c, schema.report.c.confidential)
            .join(schema.report, schema.report.c.id == _version.report_id)
            .where(_version.id.in_(ids))
        )
    }
    claims = _claims(connection, ids, filters)
    found = [_report(versions[row.version_id], row.score, claims, query) for row in rows]
    return Found(rows[0].total, found)


def _best(connection: Connection, query: Query, filters: Filters, limit: int) -> Select[Any]:
    """The best versions that fit, best first: `version_id`, `score` and the `total` of all."""
    fitting = select(doc.c.version_id, func.count().over().label("total")).where(*conditions(filters))
    if not query.wanted:
        fitting = fitting.add_columns(null().label("score"))
    elif connection.dialect.name == "sqlite":
        fitting = _sqlite_words(fitting, query)
    else:
        fitting = _postgresql_words(fitting, query)
    fits = fitting.cte("fits").prefix_with("MATERIALIZED", dialect="sqlite")
    # Looked up for each of the best alone: for all that fit it takes longer than to find them.
    published = select(_version.published).where(_version.id == fits.c.version_id).scalar_subquery()
    best = select(fits)
    if query.wanted:
        last = select(fits.c.score).order_by(fits.c.score.desc()).limit(1).offset(limit - 1)
        best = best.where(or_(fits.c.total <= limit, fits.c.score >= last.scalar_subquery())).order_by(
            fits.c.score.desc()
        )
    return best.order_by(published.desc().nulls_last(), fits.c.version_id).limit(limit)


def _sqlite_words(fitting: Select[Any], query: Query) -> Select[Any]:
    # Left to itself, SQLite asks the index for each report that fits otherwise: once and for all is quicker.
    matching = _matching(query, words.c.rowid, name="matching")
    score = literal_column(_SQLITE_SCORE, Float).label("score")
    ranked = _matching(as_typed(query), words.c.rowid, score, name="ranked")
    return (
        fitting.add_columns((-func.coalesce(ranked.c.score, 0)).label("score"))
        .join(matching, matching.c.rowid == doc.c.rowid)
        .outerjoin(ranked, ranked.c.rowid == doc.c.rowid)
    )


def _matching(query: Query, *columns: ColumnElement[Any], name: str) -> CTE:
    found = select(*columns).where(literal_column("search_index").op("MATCH")(fts5(query)))
    return found.cte(name).prefix_with("MATERIALIZED")


def _postgresql_words(fitting: Select[Any], query: Query) -> Select[Any]:
    # 1: the longer a text, the less a word in it counts.
    score = func.ts_rank(cast(_POSTGRESQL_WEIGHTS, ARRAY(REAL)), doc.c.words, _as_tsquery(as_typed(query)), 1)
    return fitting.add_columns(score.label("score")).where(doc.c.words.op("@@")(_as_tsquery(query)))


def _as_tsquery(query: Query) -> Cast[Any]:
    return cast(tsquery(query), TSQUERY)


def _claims(
    connection: Connection, version_ids: Sequence[str], filters: Filters
) -> dict[str, list[FoundClaim]]:
    """The current claims of these versions that have all the fields asked for, in the order they are told."""
    found: dict[str, list[FoundClaim]] = {}
    rows = connection.execute(
        select(_claim.id, _claim.version_id, _claim.record)
        .select_from(current_claims())
        .where(_claim.version_id.in_(bindparam("some", version_ids, expanding=True)))
        .where(*claim_conditions(filters))
        .order_by(_claim.version_id, _claim.position)
    )
    for row in rows:
        found.setdefault(row.version_id, []).append(FoundClaim(row.id, msgspec.convert(row.record, Event)))
    return found


def _report(
    version: Any, score: float | None, claims: dict[str, list[FoundClaim]], query: Query
) -> FoundReport:
    return FoundReport(
        report_id=version.report_id,
        version_id=version.id,
        confidential=version.confidential,
        title=version.title,
        title_marks=marks(version.title or "", query),
        source=version.source,
        outlet_id=version.outlet_id,
        published=version.published,
        url=version.url,
        whence=version.whence,
        score=score,
        snippet=snippet(version.text, query),
        claims=claims.get(version.id, []),
    )
