"""Where: the places that a report names, which of the places of a name is meant, and what holds what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from sijill.arabic.fold import fold, fold_key
from sijill.packs.lexicon import Hit
from sijill.packs.model import PlaceEntry
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.where.again import anaphor, recalled
from sijill.reading.where.aside import aside
from sijill.reading.where.known import (
    Known,
    Standing,
    carried_level,
    choose,
    level_before,
    level_classes,
    listed_ahead,
    placed,
)
from sijill.reading.where.lists import continued, described_member, level_with_list, opened, opens
from sijill.reading.where.regions import quarter
from sijill.reading.where.relations import govern, landmark, relate
from sijill.reading.where.roads import roads
from sijill.reading.where.spots import MEANT, WIDTH, PlaceMention, units
from sijill.reading.where.unknown import unknown, written
from sijill.record import Place, Quote

# How many places back a word like «المدينة» may point.
_SEEN_REACH = 40
# How many tokens back a place of another country may tell where a name without an entry lies.
_ABROAD_REACH = 60


class Places:
    """The places of one report as they come up, sentence by sentence."""

    def __init__(self, context: Context, sentences: list[Sentence], telling: int | None = None) -> None:
        """Only of the first `telling` sentences, or of all, are names known before they are reached."""
        self.context = context
        self.known = Known()
        self.seen: list[PlaceMention] = []
        self._spans = [_spans(sentence) for sentence in sentences]
        for sentence, spans in list(zip(sentences, self._spans, strict=True))[:telling]:
            for spots in spans.values():
                self._foretell(sentence, spots)
            self.known.countries.update(h.entry.data for h in sentence.hits if h.entry.kind == "nation")

    def _foretell(self, sentence: Sentence, hits: list[Hit]) -> None:
        """Note names that stand for certain, so that what comes before them is read by them too."""
        levels, _ = level_before(sentence, hits[0].first)
        for hit in hits:
            entry = self.context.pack.places[hit.entry.data]
            if not hit.entry.weak:
                if len(hits) == 1 or entry.country in (self.context.country, self.context.pack.country):
                    self.known.add(self.context, entry, sentence.forms[hit.first])
            elif entry.support == "level" and any(entry.level in MEANT[n] for n in levels - {"site"}):
                self.known.add(self.context, entry, sentence.forms[hit.first])

    def of(self, sentence: Sentence, taken: set[int]) -> list[PlaceMention]:
        """The places of a sentence, in order; `taken` are tokens that belong to an actor's name."""
        found: list[PlaceMention] = []
        spans = self._spans[sentence.number]
        heads = _heads(sentence)
        recalling = _recalling(sentence)
        at = sentence.first
        while at < sentence.last:
            if at not in spans and at not in heads and not (found and at - found[-1].last <= 1):
                at += 1
                continue
            if at in taken and not (at in spans and placed(sentence, spans[at][0])):
                at += 1
                continue
            if at in recalling and (again := recalled(sentence, at, self._earlier(found))):
                for place in again:
                    govern(sentence, place)
                found.extend(again)
                at += 1
                continue
            mention = self._at(sentence, at, spans, found, taken)
            if mention is None:
                at += 1
                continue
            mention = quarter(sentence, mention)
            mention.opening = opens(sentence, mention.first) is not None
            mention.several = mention.several or mention.opening or _carries_on(sentence, found, mention)
            if not mention.prep:
                govern(sentence, mention)
            found.append(mention)
            at = mention.last
        found = roads(sentence, found, self.context)
        for road in (m for m in found if not m.prep):
            govern(sentence, road)
        relate(sentence, self.context, found)
        level_with_list(found, self.context)
        for mention in found:
            mention.aside = mention.aside or aside(sentence, mention, self.context)
        self._place_unheld(found)
        self.seen.extend(found)
        return found

    def _earlier(self, found: list[PlaceMention]) -> Iterator[PlaceMention]:
        """The places named so far, `found` those of the sentence itself, from the last one back."""
        return chain(reversed(found), islice(reversed(self.seen), _SEEN_REACH))

    def _at(
        self,
        sentence: Sentence,
        at: int,
        spans: dict[int, list[Hit]],
        found: list[PlaceMention],
        taken: set[int],
    ) -> PlaceMention | None:
        hits = spans.get(at)
        again = anaphor(sentence, at, self._earlier(found), self.context)
        if again is not None and (hits is None or hits[0].last == at + 1):
            return again
        single = hits is None or hits[0].last == at + 1
        if found and single and (described := described_member(sentence, at, found[-1], taken)):
            return described
        if hits is not None:
            mention = self._known(sentence, at, hits, found)
            if mention is not None:
                return mention
        if (mention := landmark(sentence, at, self.context)) is not None:
            return mention
        if found and (mention := continued(sentence, at, found[-1], taken, self.context)):
            return mention
        if (plural := opens(sentence, at)) and (mention := opened(sentence, at, plural, taken)):
            return mention
        mention = unknown(sentence, at, taken)
        if mention is None or mention.core not in spans:
            return mention
        return mention if self._known(sentence, mention.core, spans[mention.core], found) is None else None

    def _known(
        self, sentence: Sentence, at: int, hits: list[Hit], found: list[PlaceMention]
    ) -> PlaceMention | None:
        levels, first = level_before(sentence, at)
        if all("ب" in h.proclitics for h in hits):
            levels, first = frozenset(), at  # «سوق بمدينة بعقوبة» is a market without a name
        listed = bool(found) and at - found[-1].last <= 1 and any(h.proclitics[:1] == "و" for h in hits)
        if listed:
            hits = [h for h in hits if h.proclitics[:1] == "و"]
        opening = opens(sentence, at) is not None or listed_ahead(sentence, self.context, hits)
        if not levels and listed:
            levels = carried_level(found[-1])
        area = first == at or levels != {"site"} or "place:area" in sentence.classes(first)
        chosen = choose(sentence, self.context, hits, Standing(levels, listed or opening, area), self.known)
        if chosen is None or (listed and self._strays(found[-1], chosen[0])):
            return None
        entry, hit = chosen
        if entry.support == "level":
            self.known.add(self.context, entry, sentence.forms[at])
        if found and first < found[-1].last:
            first = at
        mention = PlaceMention(
            first, hit.last, at, _name(sentence, hit, entry), entry.level, entry, hit.entry.where,
            level_word=min(levels, default=""),
            several=_plural_head(sentence, first, at, hit.last),
        )  # fmt: skip
        if area or first == at or mention.several:
            return mention
        if entry.level == "site":
            if not (level_classes(sentence, at) or "place:generic" in sentence.classes(first)):
                mention.name = f"{_head_as_written(sentence, first)} {mention.name}"  # «نقيل ثرة»
        elif entry.level != "region":
            return _facility(sentence, mention)
        return mention

    def _strays(self, listed: PlaceMention, entry: PlaceEntry) -> bool:
        """Whether a small place that bears the next name of a list lies in another country than the list."""
        if WIDTH[entry.level] < WIDTH["district"] or entry.country == self.context.country:
            return False
        countries = {unit.country for unit in units(self.context, listed)}
        return bool(countries) and entry.country not in countries

    def _place_unheld(self, found: list[PlaceMention]) -> None:
        """Give names without an entry the last place before them that tells a governorate, or the next."""
        for at, mention in enumerate(found):
            if mention.entry is not None or mention.within is not None or mention.near is not None:
                continue
            earlier = [
                m
                for m in reversed(self.seen[-_SEEN_REACH:])
                if m.entry is not None
                and m.entry.country == self.context.country
                or mention.first - m.last <= _ABROAD_REACH
            ]
            # «في محافظة X شمال صنعاء»: a bearing tells less of where one is than the place it is told of.
            own = sorted([*reversed(found[:at]), *found[at + 1 :]], key=lambda m: m.aside)
            around = [*own, *earlier]
            telling = [m for m in around if self._tells(m)]
            # «قواعد في محافظات أبين وشبوة»: a list tells less of where one is than a single place.
            mention.near = next(
                (m for m in telling if not (m.joined or m.several)), next(iter(telling), None)
            )

    def _tells(self, mention: PlaceMention) -> bool:
        if mention.entry is None or WIDTH[mention.level] < WIDTH["governorate"]:
            return False
        return mention.entry.country == self.context.country or not mention.aside


def _plural_head(sentence: Sentence, first: int, core: int, last: int) -> bool:
    """Whether a plural or dual opens a name, be it part of it or not: «قريتي X», «جبال هيلان»."""
    head = max(core, min(first + 1, last - 1))
    return any("place:several" in sentence.classes(at) for at in range(first, head))


def _carries_on(sentence: Sentence, found: list[PlaceMention], mention: PlaceMention) -> bool:
    """Whether a place goes on with a list that a plural opened: «قرى X وجبل Y»."""
    listed = bool(found) and found[-1].several and mention.first - found[-1].last <= 1
    return listed and sentence.forms[mention.first].startswith("و")


def _spans(sentence: Sentence) -> dict[int, list[Hit]]:
    spans: dict[int, list[Hit]] = {}
    for hit in sentence.hits:
        if hit.entry.kind == "place":
            spans.setdefault(hit.first, []).append(hit)
    for first, hits in spans.items():
        longest = max(h.last for h in hits)
        spans[first] = [h for h in hits if h.last == longest]
    return spans


def _heads(sentence: Sentence) -> set[int]:
    """The tokens whose word class lets a place begin that is no name in the gazetteer: «قرية», «منها X»."""
    return {
        hit.first
        for name, hits in sentence.words.items()
        if name.startswith(("level:", "anaphor:", "recalling:", "place:"))
        for hit in hits
    } | {hit.last for hit in sentence.words.get("place:opening", ())}


def _recalling(sentence: Sentence) -> set[int]:
    """The tokens that may name a list of places again: «المدينتين»."""
    return {
        hit.first for name, hits in sentence.words.items() if name.startswith("recalling:") for hit in hits
    }


def _facility(sentence: Sentence, town: PlaceMention) -> PlaceMention:
    """A site that is called after the place it lies in: «مستشفى عتق»."""
    head = _head_as_written(sentence, town.first)
    # «مستشفى الثورة»: what may be an ordinary word does not tell where it lies.
    sure = town.entry is not None and not town.entry.support
    return PlaceMention(
        town.first, town.last, town.core, f"{head} {town.name}", "site", None, town.where,
        level_word="site", within=replace(town, first=town.core) if sure else None,
    )  # fmt: skip


def _head_as_written(sentence: Sentence, at: int) -> str:
    """A site's level word as the report has it, without what is attached before it."""
    cut = next((h for h in sentence.at[at] if str(h.entry.data) == "level:site"), None)
    return written(sentence, at, at + 1, cut.proclitics if cut else "")


def _name(sentence: Sentence, hit: Hit, entry: PlaceEntry) -> str:
    """What a place is called: a unit as the table has it, all else as the report spells it."""
    unit = entry.level in ("governorate", "district", "subdistrict")
    if unit or "place:capital" in sentence.classes(hit.first):
        return entry.name_ar
    name = written(sentence, hit.first, hit.last, hit.proclitics)
    name = name[: f"{fold(name).text} في ".find(" في ")]
    own, told = fold_key(entry.name_ar), fold_key(name)
    described = told.startswith(f"{own} ") and all(
        "place:describing" in sentence.classes(at)
        for at in range(hit.last - told[len(own) :].count(" "), hit.last)
    )
    return entry.name_ar if told == own or described else name


def as_place(mention: PlaceMention, context: Context, quote: Quote) -> Place:
    """The record of a place; a name without an entry takes its units from the mention that holds it."""
    entry = mention.entry
    chain = units(context, mention)
    unit = {p.level: p.name_ar for p in reversed(chain)}
    if entry is None and mention.level in ("governorate", "district"):
        unit[mention.level] = mention.name
    place = Place(name=mention.name, level=mention.level, quote=quote)
    if entry is not None:
        place.id, place.name_en, place.lat, place.lon = entry.id, entry.name_en or None, entry.lat, entry.lon
    place.district = unit.get("district")
    place.governorate = unit.get("governorate")
    place.country = next((p.country for p in chain if p.country), None)
    if entry is None and place.country is None:
        place.country = context.country or None
    return place
