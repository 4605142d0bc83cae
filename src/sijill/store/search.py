"""The full-text index: which words stand in the newest version of each report.

What is indexed are the reduced words of `sijill.arabic.search_words`, so both databases find the same. The
index has no copy of the texts. On SQLite a row can therefore only be taken out by telling it once more what
went in; that is made anew from the version, so a version is removed here before its words are changed.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, column, delete, func, insert, select, table, text

from sijill.arabic.search_words import RULES, index_forms
from sijill.store import schema
from sijill.store.asking import portions
from sijill.store.streaming import newest

Version = tuple[str, str | None, str]
"""A version's id, title and text."""

MADE_BY: Final = "search_rules"
"""Under this key the table `register` has the number of the rules that the index was made by."""

AT_ONCE: Final = 200
TSVECTOR_BYTES: Final = 1_000_000
"""PostgreSQL takes 2**20 bytes of words and places for one text; of a longer one the beginning is indexed."""
PLACES: Final = 16_383
"""The last place that PostgreSQL tells apart from those behind it."""

doc: Final = table("search_doc", column("rowid"), column("version_id"), column("words"))
words: Final = table("search_index", column("rowid"), column("title"), column("body"))


def index(connection: Connection, versions: Sequence[Version]) -> None:
    """Index new versions; only the newest of each report stays in the index.

    The versions' rows are written already. What the index has is passed over.
    """
    if not versions:
        return
    if is_outdated(connection):
        rebuild(connection)
    ids = [version_id for version_id, _, _ in versions]
    superseded = set(_superseded(connection, ids))
    remove(connection, sorted(superseded))
    there = set(_indexed(connection, ids))
    _insert(connection, [v for v in versions if v[0] not in superseded and v[0] not in there])


def remove(connection: Connection, version_ids: Sequence[str]) -> None:
    """Take versions out of the index, while `version` still has the words that they went in with.

    The words may stay in the database's file until `compact`.
    """
    if is_outdated(connection):
        rebuild(connection)
    for some in portions(version_ids):
        if connection.dialect.name == "sqlite":
            _remove_words(connection, some)
        connection.execute(delete(doc).where(doc.c.version_id.in_(some)))


def compact(connection: Connection) -> None:
    """Make the index anew of what is in it, so that nothing of what was removed is left.

    The freed pages of the file are the caller's to overwrite (VACUUM on either database).
    """
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO search_index (search_index) VALUES ('optimize')"))


def rebuild(connection: Connection) -> None:
    """Index the newest version of every report from its words, as if nothing had been indexed before."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))
    connection.execute(delete(doc))
    connection.execute(delete(schema.register).where(schema.register.c.key == MADE_BY))
    connection.execute(insert(schema.register).values(key=MADE_BY, value=str(RULES)))
    for page in _newest(connection):
        _insert(connection, [(row.id, row.title, row.text) for row in page])


def is_outdated(connection: Connection) -> bool:
    """Whether the index was made by rules that this program no longer knows, or is not made yet."""
    key, value = schema.register.c.key, schema.register.c.value
    return connection.scalar(select(value).where(key == MADE_BY)) != str(RULES)


def _insert(connection: Connection, versions: Sequence[Version]) -> None:
    if not versions:
        return
    if connection.dialect.name != "sqlite":
        rows = [{"id": version_id, "words": _tsvector(title, body)} for version_id, title, body in versions]
        connection.execute(
            text("INSERT INTO search_doc (version_id, words) VALUES (:id, CAST(:words AS tsvector))"), rows
        )
        return
    # The transaction is the only one that writes, so the next numbers are free.
    last = connection.scalar(select(func.max(doc.c.rowid))) or 0
    numbered = list(enumerate(versions, last + 1))
    connection.execute(insert(doc), [{"rowid": n, "version_id": v[0]} for n, v in numbered])
    connection.execute(insert(words), [{"rowid": n, **_fields(v[1], v[2])} for n, v in numbered])


def _remove_words(connection: Connection, version_ids: Sequence[str]) -> None:
    version = schema.version.c
    rows = connection.execute(
        select(doc.c.rowid, version.title, version.text)
        .select_from(doc)
        .join(schema.version, version.id == doc.c.version_id)
        .where(doc.c.version_id.in_(version_ids))
    ).all()
    if rows:
        connection.execute(
            text(
                "INSERT INTO search_index (search_index, rowid, title, body) "
                "VALUES ('delete', :rowid, :title, :body)"
            ),
            [{"rowid": row.rowid, **_fields(row.title, row.text)} for row in rows],
        )


def _fields(title: str | None, body: str) -> dict[str, str]:
    return {"title": " ".join(index_forms(title or "")), "body": " ".join(index_forms(body))}


def _tsvector(title: str | None, body: str) -> str:
    """The words as PostgreSQL writes them, each with its places; those of the title weigh more.

    A place between title and text stays empty, so that no phrase reaches from one into the other.
    """
    titled = index_forms(title or "")
    places: dict[str, list[str]] = {}
    room = TSVECTOR_BYTES
    for at, word in enumerate((*titled, "", *index_forms(body)), 1):
        if not word:
            continue
        if word not in places:
            room -= 4 * len(word) + 8
            places[word] = []
        if len(places[word]) < 255 and at <= PLACES:
            room -= 2
            places[word].append(f"{at}A" if at <= len(titled) else str(at))
        if room < 0:
            break
    return " ".join(f"'{word}'" + (f":{','.join(at)}" if at else "") for word, at in places.items())


def _superseded(connection: Connection, version_ids: Sequence[str]) -> Iterator[str]:
    """The versions of these versions' reports that are not the newest."""
    version = schema.version.c
    for some in portions(version_ids):
        reports = select(version.report_id).where(version.id.in_(some))
        yield from connection.scalars(select(version.id).where(version.report_id.in_(reports), ~newest()))


def _indexed(connection: Connection, version_ids: Sequence[str]) -> Iterator[str]:
    for some in portions(version_ids):
        yield from connection.scalars(select(doc.c.version_id).where(doc.c.version_id.in_(some)))


def _newest(connection: Connection) -> Iterator[Sequence[Row[Any, Any, Any]]]:
    version, after = schema.version.c, ""
    while page := connection.execute(
        select(version.id, version.title, version.text)
        .where(version.id > after, newest())
        .order_by(version.id)
        .limit(AT_ONCE)
    ).all():
        yield page
        after = page[-1].id
