"""sources.yaml: outlets, whom they serve, and since when."""

from __future__ import annotations

import re
from typing import Any, cast, get_args

from sijill.packs.entry import ACTOR_ID, COUNTRY, SOURCE_ID, entries
from sijill.packs.faults import Faults
from sijill.packs.model import Source, SourceKind
from sijill.packs.read_actors import overlap

KINDS: tuple[str, ...] = get_args(SourceKind)
FIELDS = ("id", "names", "hosts", "side", "kind", "country", "from", "until")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")


def read_sources(data: Any, file: str, faults: Faults) -> list[Source]:
    """The outlets of one file, in its order."""
    found: list[Source] = []
    for entry in entries(data, file, "an outlet", FIELDS, faults):
        from_, until = entry.days()
        hosts = entry.words("hosts", arabic=False)
        for host in hosts:
            if not _HOST.fullmatch(host):
                entry.fault("hosts", f'host "{host}" must be a host alone, like example.net')
        source = Source(
            id=entry.matching("id", SOURCE_ID, "daily-news", required=True),
            names=entry.words("names", arabic=False, required=True),
            hosts=hosts,
            side=entry.matching("side", ACTOR_ID, "northern_front"),
            kind=cast(SourceKind, entry.choice("kind", KINDS, "unknown")),
            country=entry.matching("country", COUNTRY, "YE"),
            from_=from_,
            until=until,
            where=entry.where,
        )
        twin = next((s for s in found if s.id == source.id and overlap(s, source)), None)
        if twin and source.id:
            entry.fault("id", f'outlet "{source.id}" already stands in {twin.where} for the same time')
        found.append(source)
    return found
