"""epithets.yaml: words that mean one thing in one outlet and another in the next."""

from __future__ import annotations

import re
from typing import Any

from sijill.packs.entry import ACTOR_ID, COUNTRY, Entry, entries
from sijill.packs.faults import Faults
from sijill.packs.model import ELSEWHERE, DatedIds, Epithet
from sijill.packs.yaml_lines import Items, Table

FIELDS = ("words", "of", "voice", "by_side", "by_country")
DEFAULT = "default"
_MEANING = re.compile(r"(opponents_of:)?[a-z][a-z0-9_]*")
_COUNTRY_OR_ELSEWHERE = re.compile(rf"{COUNTRY.pattern}|{re.escape(ELSEWHERE)}")
_MEANING_FIELDS = ("id", "from", "until")


def read_epithets(data: Any, file: str, faults: Faults) -> list[Epithet]:
    """The epithets of one file, in its order."""
    found: list[Epithet] = []
    for entry in entries(data, file, "an epithet", FIELDS, faults):
        words = entry.words("words", arabic=True, required=True)
        by_side = _meanings(entry, "by_side", ACTOR_ID, "northern_front")
        by_country = _meanings(entry, "by_country", _COUNTRY_OR_ELSEWHERE, "SY")
        if not by_side and not by_country:
            entry.fault("words", "an epithet needs by_side or by_country, or it means nobody")
        found.append(
            Epithet(
                words=words,
                of=entry.matching("of", ACTOR_ID, "northern_front"),
                voice=entry.matching("voice", ACTOR_ID, "northern_front"),
                by_side=by_side,
                by_country=by_country,
                where=entry.where,
            )
        )
    return found


def _meanings(
    entry: Entry, field: str, keys: re.Pattern[str], example: str
) -> dict[str, tuple[DatedIds, ...]]:
    table = entry.submap(field)
    meanings: dict[str, tuple[DatedIds, ...]] = {}
    for key, value in table.items():
        where = table.where_of(key)
        if not keys.fullmatch(key):
            entry.faults.add_at(where, f'"{key}" can\'t stand under {field}; write it like {example}')
            continue
        meanings[key] = tuple(_dated(value, where, entry.faults))
    return meanings


def _dated(value: Any, where: str, faults: Faults) -> list[DatedIds]:
    """An id; a list of ids, who are meant together; or a list of maps with id, from, until."""
    listed = list(zip(value, value.wheres, strict=True)) if isinstance(value, Items) else [(value, where)]
    always: list[str] = []
    found: list[DatedIds] = []
    for item, item_where in listed:
        if isinstance(item, Table):
            meaning = Entry(item, "a meaning", _MEANING_FIELDS, faults)
            given = item.get("id")
            ids = _ids(list(given) if isinstance(given, Items) else [given], item_where, faults)
            from_, until = meaning.days()
            found.append(DatedIds(ids=ids, from_=from_, until=until))
        else:
            always.extend(_ids([item], item_where, faults))
    return [DatedIds(ids=tuple(always)), *found] if always else found


def _ids(given: list[Any], where: str, faults: Faults) -> tuple[str, ...]:
    for id_ in given:
        if not isinstance(id_, str) or not _MEANING.fullmatch(id_):
            faults.add_at(where, f'"{id_}" is no actor id; it may have opponents_of: before it')
    return tuple(id_ for id_ in given if isinstance(id_, str) and _MEANING.fullmatch(id_))
