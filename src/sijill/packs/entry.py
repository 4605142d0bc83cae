"""A checked view of one entry of a pack file: each value is asked for by key and kind.

What is wrong becomes a fault with its line; the value is then left empty, so that reading goes on and one
check tells of everything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sijill.packs.faults import Faults, listed
from sijill.packs.yaml_lines import Items, Table

ACTOR_ID = re.compile(r"[a-z][a-z0-9_]*")
SOURCE_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
PLACE_ID = re.compile(r"[A-Z]{2}[0-9]{2,12}|[a-z]+:[^\s,:]+")
COUNTRY = re.compile(r"[A-Z]{2}")
_ARABIC_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]+")


def arabic_fault(words: str) -> str | None:
    """Why words can't be looked for in Arabic text, or None.

    They need two Arabic letters, or are an acronym in Latin capitals, as some reports write it.
    """
    if _ACRONYM.fullmatch(words):
        return None
    letters = len(_ARABIC_LETTER.findall(words))
    if letters == 0:
        return f'"{words}" has no Arabic letter'
    if letters == 1:
        return f'"{words}" is one letter only; it would be found everywhere'
    return None


def day_of(value: Any) -> date | None:
    """An ISO date given as date or text; None if it is none."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


class Entry:
    """One map of a file, with the keys that it may have."""

    def __init__(self, table: Table, what: str, allowed: Collection[str], faults: Faults) -> None:
        self.table = table
        self.what = what
        self.faults = faults
        for key in table:
            if key not in allowed:
                self.fault(key, f'"{key}" is no field of {what}; allowed: {listed(allowed)}')

    @property
    def where(self) -> str:
        return self.table.where

    def fault(self, key: str, message: str) -> None:
        self.faults.add_at(self.table.where_of(key), message)

    def text(self, key: str, *, required: bool = False) -> str:
        value = self.table.get(key)
        if value is None or value == "":
            if required:
                self.fault(key, f'{self.what} needs "{key}"')
            return ""
        if not isinstance(value, str):
            self.fault(key, f'"{key}" must be text, not {_kind(value)}; put it in quotes if text is meant')
            return ""
        return value.strip()

    def arabic(self, key: str, *, required: bool = False) -> str:
        value = self.text(key, required=required)
        if value and (wrong := arabic_fault(value)):
            self.fault(key, wrong)
        return value

    def matching(self, key: str, pattern: re.Pattern[str], example: str, *, required: bool = False) -> str:
        value = self.text(key, required=required)
        if value and not pattern.fullmatch(value):
            self.fault(key, f'{key} "{value}" is not well formed; write it like {example}')
            return ""
        return value

    def choice(self, key: str, allowed: Collection[str], default: str = "", *, required: bool = False) -> str:
        value = self.text(key, required=required)
        if value and value not in allowed:
            self.fault(key, f'{key} "{value}" is not known; allowed: {listed(allowed)}')
            return default
        return value or default

    def days(self) -> tuple[date | None, date | None]:
        """The fields `from` and `until`."""
        from_, until = self._day("from"), self._day("until")
        if from_ and until and from_ > until:
            self.fault("until", f"from {from_} is later than until {until}")
        return from_, until

    def _day(self, key: str) -> date | None:
        value = self.table.get(key)
        if value is None:
            return None
        day = day_of(value)
        if day is None:
            self.fault(key, f'{key} "{value}" is no date; write it like 2015-03-26')
        return day

    def items(self, key: str) -> Iterator[tuple[Any, str]]:
        """The items of a list with the file and line of each; a list left out is empty."""
        value = self.table.get(key)
        if value is None:
            return
        if not isinstance(value, Items):
            self.fault(key, f'"{key}" must be a list, not {_kind(value)}')
            return
        yield from zip(value, value.wheres, strict=True)

    def words(self, key: str, *, arabic: bool, required: bool = False) -> tuple[str, ...]:
        """A list of texts; `arabic` asks for Arabic letters in each."""
        found: list[str] = []
        for value, where in self.items(key):
            if not isinstance(value, str):
                self.faults.add_at(where, f'"{key}" lists texts, not {_kind(value)}; put it in quotes')
            elif arabic and (wrong := arabic_fault(value)):
                self.faults.add_at(where, wrong)
            elif value.strip() in found:
                self.faults.add_at(where, f'"{value.strip()}" stands twice in one list')
            else:
                found.append(value.strip())
        if required and not self.table.get(key):
            self.fault(key, f'{self.what} needs "{key}", a list with at least one item')
        return tuple(found)

    def submap(self, key: str) -> Table:
        value = self.table.get(key)
        if isinstance(value, Table):
            return value
        if value is not None:
            self.fault(key, f'"{key}" must be a map, not {_kind(value)}')
        return Table(self.table.file, self.table.line)


def entries(data: Any, file: str, what: str, allowed: Collection[str], faults: Faults) -> Iterator[Entry]:
    """The entries of a file that is a list of maps."""
    if data is None:
        return
    if not isinstance(data, Items):
        faults.add(file, 1, f'this file must be a list: each {what} begins with "- "')
        return
    for item, where in zip(data, data.wheres, strict=True):
        if isinstance(item, Table):
            yield Entry(item, what, allowed, faults)
        else:
            faults.add_at(where, f"{what} must be a map of fields, not {_kind(item)}")


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "a truth value"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, date):
        return "a date"
    if isinstance(value, list):
        return "a list"
    return "a map" if isinstance(value, dict) else "text"
