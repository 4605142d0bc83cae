"""What is known while one report is read: the day, the outlet's side, the country, who was spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sijill.packs.compiled import CompiledPack


@dataclass(slots=True)
class Context:
    """The state of one reading.

    `country` is the country that the report speaks of most, an ISO code;
    `groups` says who was last named under which head («تنظيم»), and as an armed group; `surnames` who was
    named by a full name that ends so.
    """

    pack: CompiledPack
    published: date | None
    side: str | None
    country: str
    local: str = ""  # another country that the present passage speaks of
    governorates: frozenset[str] = frozenset()
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    history: int = -1  # the number of the last sentence that told of what was before the news
    surnames: dict[str, tuple[str, ...]] = field(default_factory=dict)
