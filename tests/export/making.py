"""Exports made for tests: documents in, files' bytes or rows out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from sijill.export.sources import OfRecords
from sijill.export.writing import Exporter, Outcome, Request
from sijill.packs import Pack, load
from sijill.record import Document
from sijill.store.search_names import Filters
from tests.deriving.made import document

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "corpus" / "exports.yaml").read_text(encoding="utf-8")
)

EVENT = {
    "words": "شنت طائرات التحالف غارة على مديرية صرواح أمس",
    "type": "airstrike",
    "actor": "coalition",
    "target": "houthi",
    "place": "صرواح, مأرب, YE",
    "day": "2016-03-01",
}


@cache
def yemen() -> Pack:
    """The pack, loaded once."""
    return load("yemen")


def report(*claims: Mapping[str, Any], id: str = "a", **about: Any) -> Document:
    """A report of one outlet with claims; each is `EVENT` with what is given."""
    told = [{**EVENT, **claim} for claim in claims]
    return document({"id": id, "source": "adengad", "published": "2016-03-02", "claims": told, **about})


def lines(documents: Iterable[Document]) -> list[bytes]:
    """The documents as JSON lines."""
    return [msgspec.json.encode(one) + b"\n" for one in documents]


def exported(documents: Iterable[Document], form: str, **asked: Any) -> tuple[bytes, Outcome]:
    """What an export of documents holds, and what it says of itself; for an editor unless asked."""
    request = Request(
        **{
            "form": form,
            "filters": Filters(),
            "pack": yemen(),
            "program": "sijill test",
            "viewer": "editor",
            "day": "2026-01-02",
            "link": "https://desk.example/",
            **asked,
        }
    )

    def refuse(place: str, fault: str) -> None:
        raise AssertionError(f"{place}: {fault}")

    sink = io.BytesIO()
    outcome = Exporter(request, OfRecords(lines(documents), refuse)).write(sink)
    return sink.getvalue(), outcome


def rows(documents: Iterable[Document], form: str = "csv", **asked: Any) -> list[dict[str, str]]:
    """The rows of a CSV form."""
    data, _ = exported(documents, form, **asked)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
