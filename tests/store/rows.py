"""Every row that a register holds, to compare registers by."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, text

from sijill.store import Register
from sijill.store.schema import metadata

OF_A_RUN = {"audit", "run", "register"}
"""Tables that tell of the single run or the single register, so differ from one to the next."""


def rows(register: Register) -> dict[str, list[tuple[Any, ...]]]:
    """All rows by table, in an order of their own, with what full text search knows."""
    with register.reading() as connection:
        found = {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in OF_A_RUN
        }
        found["search"] = _search(connection)
        found["audit"] = sorted(
            map(tuple, connection.execute(text("SELECT action, table_name, row_id FROM audit")))
        )
    return found


def _search(connection: Connection) -> list[tuple[Any, ...]]:
    if connection.dialect.name == "postgresql":
        query = "SELECT version_id, words::text FROM search_doc ORDER BY 1"
    else:
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words "
                "USING fts5vocab(main, search_index, instance)"
            )
        )
        query = (
            'SELECT version_id, term, col, "offset" FROM temp.search_words '
            "JOIN search_doc ON search_doc.rowid = doc ORDER BY 1, 2, 3, 4"
        )
    return [tuple(row) for row in connection.execute(text(query))]
