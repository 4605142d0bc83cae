"""Which of the pack's outlets a report is from, by its name or by the host of its address."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from sijill.arabic.fold import fold_key
from sijill.packs.compiled import CompiledPack
from sijill.packs.model import Source


def outlet_of(pack: CompiledPack, source: str | None, url: str | None, day: date | None) -> Source | None:
    """The pack's entry for an outlet on a day; the name that a report gives goes before its address."""
    for name in (source, *_hosts(url)):
        if not name:
            continue
        for entry in pack.sources.get(fold_key(name).lower(), ()):
            if entry.holds_on(day):
                return entry
    return None


def _hosts(url: str | None) -> list[str]:
    """The host of an address and the wider ones: `ar.example.net`, `example.net`."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return []
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(max(len(labels) - 1, 0))]
