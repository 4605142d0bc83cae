"""What is held back from the public: which events, how long, and how coarsely they are told afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from sijill.arabic.fold import fold_key
from sijill.packs import Pack, PackError
from sijill.packs.faults import Faults
from sijill.packs.schema import check_table
from sijill.packs.yaml_lines import Table, parse
from sijill.public.places import Coarse, Units
from sijill.record import Event, Place, Quote

_TABLE: Final = "holding"


class Rule(Struct, frozen=True, kw_only=True):
    """When an event is held back. Empty conditions ask nothing; of `objects`, `participants` and `words` one
    that is met is enough. `days` count from the later of the event's last day and the day of the report.
    """

    name: str
    types: frozenset[str]
    statuses: frozenset[str]
    objects: frozenset[str]
    participants: frozenset[str]
    words: tuple[str, ...]
    days: int
    level: Coarse
    reason: str
    reason_ar: str

    def applies(self, event: Event) -> bool:
        """Whether an event is one of those."""
        if self.types and event.type not in self.types or self.statuses and event.status not in self.statuses:
            return False
        if not (self.objects or self.participants or self.words):
            return True
        if event.object in self.objects or any(p.id in self.participants for p in event.participants):
            return True
        return any(word in told for told in _place_words(event) for word in self.words)


class Holding(Struct, frozen=True):
    """The rules, in order, and whom they hold back from ("public", perhaps "reader")."""

    rules: tuple[Rule, ...]
    viewers: frozenset[str]

    @property
    def site_words(self) -> frozenset[tuple[str, ...]]:
        """The words by which the rules know a site, folded and without the article: «مستشفى», «مركز صحي»."""
        return frozenset(tuple(word.split()) for rule in self.rules for word in rule.words)


class Held(Struct, frozen=True, kw_only=True):
    """Why an event is held back.

    `now`: nothing of it is shown on the day asked for; later it is told at `level`.

    `until` is the first day on which it is; None where neither event nor report has a day: it stays held.
    """

    rule: str
    reason: str
    reason_ar: str
    level: Coarse
    until: date | None
    now: bool


_STRICTNESS: Final[dict[Coarse, int]] = {"district": 0, "governorate": 1, "country": 2}


def holding_of(pack: Pack, settings: Path | None = None) -> Holding:
    """The rules of a pack, with those of a settings file in their stead.

    The settings are a YAML file of the form of core/holding.yaml: a rule of the same name takes the place of
    the pack's key by key, `off: true` removes it. Raises `PackError` for a file that is wrong.
    """
    table: Any = pack.words.get(_TABLE)
    if table is None:
        raise PackError(f"the pack {pack.name} has no {_TABLE}.yaml; let it include core")
    if settings is not None:
        table = _merged(table, settings)
    rules = []
    faults = Faults()
    for name, row in table["rules"].items():
        missing = [key for key in ("days", "level", "reason", "reason_ar") if key not in row]
        if missing and "off" not in row:
            faults.add_at(row.where, f'the rule "{name}" needs {", ".join(missing)}')
        elif "off" not in row:
            rules.append(_rule(name, row))
    if found := faults.sorted():
        raise PackError(found)
    return Holding(tuple(rules), frozenset(table["viewers"]))


def _rule(name: str, row: Mapping[str, Any]) -> Rule:
    return Rule(
        name=name,
        types=frozenset(row.get("types", ())),
        statuses=frozenset(row.get("statuses", ())),
        objects=frozenset(row.get("objects", ())),
        participants=frozenset(row.get("participants", ())),
        words=tuple(f" {fold_key(word)} " for word in row.get("words", ())),
        days=row["days"],
        level=row["level"],
        reason=row["reason"],
        reason_ar=row["reason_ar"],
    )


def _merged(table: Any, settings: Path) -> Any:
    """The pack's table with the settings' values: lists of a rule are replaced, not joined."""
    faults = Faults()
    try:
        text = settings.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise PackError(f"the settings {settings.name} can't be read: {why}; give a YAML file") from error
    own = parse(text, settings.name, faults)
    if own is not None:
        check_table(_TABLE, own, settings.name, faults)
    if found := faults.sorted():
        raise PackError(found)
    if own is None:
        return table  # a file with nothing in it changes nothing
    rules = dict(table["rules"])
    for name, row in own.get("rules", {}).items():
        kept = rules.get(name, {})
        rules[name] = Table(row.file, row.line)
        rules[name].update({**kept, **row})
    return {"rules": rules, "viewers": own.get("viewers", table["viewers"])}


def held_back(event: Event, holding: Holding, day: date, published: str | None = None) -> Held | None:
    """Why and how an event is held back on `day`; None if it is not.

    `published` is the day of its report (ISO). Of several rules the longest and the coarsest count.
    """
    rules = [rule for rule in holding.rules if rule.applies(event)]
    if not rules:
        return None
    longest = max(rules, key=lambda rule: rule.days)
    days = [told for told in (_last_day(event), published) if told]
    until = date.fromisoformat(max(days)) + timedelta(days=longest.days) if days else None
    return Held(
        rule=longest.name,
        reason=longest.reason,
        reason_ar=longest.reason_ar,
        level=max((rule.level for rule in rules), key=_STRICTNESS.__getitem__),
        until=until,
        now=until is None or day < until,
    )


def public_event(
    event: Event, holding: Holding, units: Units, day: date, published: str | None = None
) -> Event | None:
    """The event as the public may have it, but for masking: None while it is held, coarsened afterwards."""
    held = held_back(event, holding, day, published)
    if held is None:
        return event
    return None if held.now else coarsened(event, held.level, units)


def coarsened(event: Event, level: Coarse, units: Units) -> Event:
    """The event told at a level: places are that unit's, and no words are left that may tell more.

    Its evidence keeps its place with empty texts: who shows it puts a label there.
    """

    def coarse(place: Place | None) -> Place | None:
        return units.coarser(place, level) if place else None

    structs = msgspec.structs
    return structs.replace(
        event,
        place=coarse(event.place),
        destination=coarse(event.destination),
        participants=[structs.replace(p, quote=None) for p in event.participants],
        quantities=[_wordless(q) for q in event.quantities],
        time=structs.replace(event.time, quote=None) if event.time else None,
        attribution=structs.replace(event.attribution, quote=None),
        terms=[
            structs.replace(
                term,
                place=coarse(term.place),
                deadline=structs.replace(term.deadline, quote=None) if term.deadline else None,
                quote=None,
            )
            for term in event.terms
        ],
        claims=[
            structs.replace(
                claim,
                attribution=structs.replace(claim.attribution, quote=None),
                quote=None,
                quantities=[_wordless(q) for q in claim.quantities],
            )
            for claim in event.claims
        ],
        evidence=[structs.replace(e, text="", trigger=None) for e in event.evidence],
    )


def _wordless(quantity: Any) -> Any:
    by = quantity.attribution
    attribution = msgspec.structs.replace(by, quote=None) if by else None
    return msgspec.structs.replace(quantity, quote=None, attribution=attribution)


def _last_day(event: Event) -> str | None:
    return event.time.end or event.time.start if event.time else None


def _place_words(event: Event) -> list[str]:
    """Names and words of the event's places, folded, the article cut, between spaces."""
    found: list[str] = []
    for place in (event.place, event.destination):
        if place is not None:
            quotes: list[Quote] = [place.quote] if place.quote else []
            found += [_plain(text) for text in (place.name, *(quote.text for quote in quotes))]
    return found


def _plain(text: str) -> str:
    words = fold_key(text).split()
    bare = [w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words]
    return f" {' '.join(words)} {' '.join(bare)} "
