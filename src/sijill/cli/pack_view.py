"""Entries of a pack as text: found by id or word in any spelling, shown with the line they stand in."""

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from sijill.arabic.fold import fold_key
from sijill.packs import Pack


def summary(pack: Pack) -> Iterator[str]:
    """The pack's head and how many entries of each kind it has, what it includes counted in."""
    info = pack.info
    yield f"{info.name} {info.version}: {info.title} · {info.title_ar}"
    if info.description:
        yield " ".join(info.description.split())
    yield f"licence    {info.licence}"
    if info.includes:
        yield f"includes   {', '.join(info.includes)}"
    aliases = sum(len(actor.aliases) for actor in pack.actors.values())
    yield f"actors     {len(pack.actors)}, with {aliases} names"
    yield f"epithets   {len(pack.epithets)}"
    yield f"sources    {len({source.id for source in pack.sources})}"
    levels = Counter(place.level for place in pack.places)
    told = ", ".join(f"{level} {number}" for level, number in levels.most_common())
    yield f"places     {len(pack.places)}" + (f" ({told})" if told else "")
    yield f"words      {', '.join(sorted(pack.words))}"


def entries(pack: Pack, word: str) -> Iterator[str]:
    """Every entry that has `word` as its id, one of its names, or one of its words."""
    wanted = _key(word)
    tables = (pack.actors.values(), pack.epithets, pack.sources, pack.places, pack.nationalities)
    for table in tables:
        for entry in table:
            if wanted in _names(entry):
                yield "\n".join(_shown(entry))
    for name, content in sorted(pack.words.items()):
        yield from _in_words(content, wanted, name)


def _key(word: str) -> str:
    return fold_key(word).casefold()


def _names(entry: Any) -> set[str]:
    """The folded words by which an entry may be asked for."""
    found: set[str] = set()
    for field in ("id", "name_ar", "name_en"):
        found.add(_key(getattr(entry, field, "")))
    for field in ("aliases", "names", "hosts", "words"):
        for name in getattr(entry, field, ()):
            found.add(_key(name if isinstance(name, str) else name.ar))
    return found - {""}


def _shown(entry: Struct) -> Iterator[str]:
    """The entry's fields that have a value, the line it stands in first."""
    yield str(getattr(entry, "where", ""))
    for field in entry.__struct_fields__:
        value = getattr(entry, field)
        if field != "where" and value not in (None, "", (), {}):
            yield f"  {field.rstrip('_'):<12} {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, tuple | list):
        members = [_value(member) for member in value]
        return ("، " if any(not member.isascii() for member in members) else ", ").join(members)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_value(inner)}" for key, inner in value.items())
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Struct):
        return _struct_value(value)
    return str(value)


def _struct_value(value: Struct) -> str:
    """An alias, membership or dated id on one line: its words, then its use and days."""
    named = getattr(value, "ar", None) or getattr(value, "id", None) or _value(getattr(value, "ids", ()))
    use = getattr(value, "use", "name")
    days = [
        f"{label} {day.isoformat()}"
        for label, day in (("from", getattr(value, "from_", None)), ("until", getattr(value, "until", None)))
        if day
    ]
    told = ([use] if use != "name" else []) + days
    return f"{named} ({', '.join(told)})" if told else str(named)


def _in_words(content: Any, wanted: str, path: str, *, whole: bool = False) -> Iterator[str]:
    """Entries of the word lists that have `wanted` as a key or a word.

    A map that is an item of a list (`whole`) is one entry and shown whole; of other maps the key alone.
    """
    if isinstance(content, dict):
        hits = [key for key, inner in content.items() if _key(str(key)) == wanted or _lists(inner, wanted)]
        if hits and whole:
            yield f"{getattr(content, 'where', '')} ({path})\n  {_value(content)}"
            return
        for key, inner in content.items():
            if key in hits:
                where = content.where_of(key) if hasattr(content, "where_of") else ""
                yield f"{where} ({path}, {key})\n  {_value(inner)}"
            else:
                yield from _in_words(inner, wanted, f"{path}, {key}")
    elif isinstance(content, list):
        for inner in content:
            yield from _in_words(inner, wanted, path, whole=True)


def _lists(inner: Any, wanted: str) -> bool:
    """Whether a value is the word, or a plain list that has it."""
    words = inner if isinstance(inner, list) else [inner]
    return any(isinstance(word, str) and _key(word) == wanted for word in words)
