"""The tables of a shard as Parquet files: reports, events, and what was set aside.

The same rows give the same bytes: row groups are cut by the rows alone, and nothing of the writing (its time,
its machine) is written down.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from sijill.engines.archive.steps import Piece
from sijill.record import SetAside
from sijill.store import identity
from sijill.store.identity import Stamp
from sijill.store.rows import ReadingRows, reading_rows, storable, storable_document

REPORTS: Final = "reports.parquet"
EVENTS: Final = "events.parquet"
ASIDE: Final = "set_aside.parquet"

GROUP: Final = 1_000
GROUP_BYTES: Final = 16 * 1024 * 1024
"""Rows, and bytes of pages and texts, of a row group at most: what a writer holds in memory."""

LEVEL: Final = 3
"""zstd's own default; it packs pages to some seventh."""

_DICTIONARY: Final = "source outlet_id language side media_type type status level country".split()
"""Columns of few different values."""

REPORT_COLUMNS: Final = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        *(pa.field(name, pa.string(), nullable=False) for name in ("report_id", "version_id", "content_sha")),
        *(pa.field(name, pa.string()) for name in ("title", "published", "source", "outlet_id", "url")),
        pa.field("language", pa.string()),
        pa.field("side", pa.string()),
        pa.field("events", pa.int32(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("fields", pa.string(), nullable=False),
        pa.field("notes", pa.string(), nullable=False),
        pa.field("reading_notes", pa.string(), nullable=False),
        pa.field("whence", pa.string(), nullable=False),
        pa.field("captured_at", pa.string()),
        pa.field("headers", pa.string(), nullable=False),
        pa.field("media_type", pa.string(), nullable=False),
        pa.field("capture", pa.binary(), nullable=False),
    ]
)
"""A report a row, counted from 0 in its shard; `fields`, both notes and `headers` are JSON."""

_TEXTS: Final = (
    "start end precision place_id place_name level district governorate country attribution_kind "
    "attribution_id evidence record"
).split()

EVENT_COLUMNS: Final = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("position", pa.int32(), nullable=False),
        *(pa.field(name, pa.string(), nullable=False) for name in ("claim_id", "report_id", "version_id")),
        *(pa.field(name, pa.string()) for name in ("published", "source", "outlet_id", "side")),
        pa.field("type", pa.string(), nullable=False),
        pa.field("status", pa.string(), nullable=False),
        pa.field("background", pa.bool_(), nullable=False),
        *(pa.field(name, pa.string()) for name in _TEXTS),
        pa.field("lat", pa.float64()),
        pa.field("lon", pa.float64()),
        pa.field("participants", pa.list_(pa.struct([("role", pa.string()), ("id", pa.string())]))),
        pa.field(
            "quantities",
            pa.list_(
                pa.struct(
                    [("kind", pa.string()), ("low", pa.int64()), ("high", pa.int64()), ("of", pa.string())]
                )
            ),
        ),
    ]
)
"""An event a row: what is asked for most in columns, the whole as JSON in `record`; `row` is its report's."""

ASIDE_COLUMNS: Final = pa.schema(
    [pa.field("whence", pa.string(), nullable=False), pa.field("why", pa.string(), nullable=False)]
)


class Tables:
    """The three tables of one shard, being written into a folder that is there and empty."""

    def __init__(self, folder: Path, stamp: Stamp) -> None:
        self._stamp = stamp
        self._reports = _Table(folder / REPORTS, REPORT_COLUMNS)
        self._events = _Table(folder / EVENTS, EVENT_COLUMNS)
        self._aside = _Table(folder / ASIDE, ASIDE_COLUMNS)
        self._rows = 0

    def add(self, piece: Piece) -> None:
        """Write down a report that was read, and its events."""
        assert piece.found
        assert piece.document
        found, document = piece.found, storable_document(piece.document)
        report_id, content_sha = identity.version_key(found)
        version_id = identity.version_id(report_id, content_sha)
        told, capture, row = document.report, found.capture, self._rows
        self._rows += 1
        self._reports.add(
            {
                "row": row,
                "report_id": report_id,
                "version_id": version_id,
                "content_sha": content_sha,
                "title": told.title,
                "published": told.published,
                "source": told.source,
                "outlet_id": piece.outlet_id,
                "url": told.url,
                "language": told.language,
                "side": told.side,
                "events": len(document.events),
                "text": told.text,
                "fields": _json(found.fields),
                "notes": _json(found.notes),
                "reading_notes": _json(document.notes),
                "whence": storable(capture.whence),
                "captured_at": capture.captured_at or None,
                "headers": _json(capture.headers),
                "media_type": storable(capture.media_type),
                "capture": capture.data,
            },
            len(capture.data) + len(told.text),
        )
        rows = reading_rows(version_id, report_id, document, self._stamp, "")
        shared = {
            "row": row,
            "report_id": report_id,
            "version_id": version_id,
            "published": told.published,
            "source": told.source,
            "outlet_id": piece.outlet_id,
            "side": told.side,
        }
        for claim in rows.claims:
            event = {**claim, **shared, "claim_id": claim["id"], **_lists(rows, claim["id"])}
            event["record"] = _json(claim["record"])
            self._events.add(event, len(event["record"]))

    def set_aside(self, item: SetAside) -> None:
        """Write down what could not be read."""
        self._aside.add({"whence": storable(item.whence), "why": storable(item.why)}, 0)

    def close(self) -> None:
        """Write the ends of the files."""
        for table in (self._reports, self._events, self._aside):
            table.close()


class _Table:
    """A Parquet file that grows by row groups."""

    def __init__(self, path: Path, columns: pa.Schema) -> None:
        self._columns = columns
        self._rows: list[Mapping[str, Any]] = []
        self._bytes = 0
        self._writer = pq.ParquetWriter(
            path,
            columns,
            version="2.6",
            data_page_version="1.0",
            compression="zstd",
            compression_level=LEVEL,
            use_dictionary=[name for name in _DICTIONARY if name in columns.names],
            # Of a page's bytes or a text the least and the greatest say nothing.
            write_statistics=[name for name in columns.names if name not in ("text", "capture", "record")],
        )

    def add(self, row: Mapping[str, Any], size: int) -> None:
        self._rows.append(row)
        self._bytes += size
        if len(self._rows) == GROUP or self._bytes >= GROUP_BYTES:
            self._write()

    def close(self) -> None:
        self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._rows:
            names = self._columns.names
            arrays = [
                pa.array([row.get(name) for row in self._rows], type=self._columns.field(name).type)
                for name in names
            ]
            group = pa.Table.from_arrays(arrays, schema=self._columns)
            self._writer.write_table(group, row_group_size=len(self._rows))
        self._rows, self._bytes = [], 0


def _lists(rows: ReadingRows, claim_id: str) -> dict[str, Any]:
    """Who took part and how many, of one claim."""
    return {
        "participants": [
            {"role": one["role"], "id": one["actor_id"]}
            for one in rows.participants
            if one["claim_id"] == claim_id
        ],
        "quantities": [
            {name: one[name] for name in ("kind", "low", "high", "of")}
            for one in rows.quantities
            if one["claim_id"] == claim_id
        ],
    }


def _json(value: Any) -> str:
    return storable(msgspec.json.encode(value).decode())
