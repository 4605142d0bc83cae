"""Which of a sentence's places an event happened in, and where it was bound for."""

from __future__ import annotations

from dataclasses import dataclass, field

from sijill.arabic.particles import QUOTES
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, carrier, is_verb, trigger_of
from sijill.reading.what.arms import UNDECIDED
from sijill.reading.where.many import everywhere, in_many
from sijill.reading.where.narrowing import (
    IN,
    behind_sides,
    narrowed,
    object_behind,
    singled_out,
    specified,
    stationed,
)
from sijill.reading.where.outside import (
    another_deed,
    both_meant,
    parted,
    spoken_from,
    told_before,
    told_between,
    told_of_ahead,
    upon,
    where_that,
)
from sijill.reading.where.placing_further import further_places, struck_besides
from sijill.reading.where.relations import where_lies
from sijill.reading.where.spots import PlaceMention

_REACH = 16
_FROM = "من"
_WITH = "مع"  # «هدنة مع أنقرة»: a capital for its government
_TOWARDS = frozenset(("الي", "نحو", "باتجاه", "صوب", "تجاه"))
# What is told to have moved leaves the place itself, or is bound for it.
_BOUND = frozenset(("deployment",))
_LEFT = frozenset(("withdrawal", "displacement"))
# … and whoever is seized was there: «اختطف شبانا من قرية X».
_TAKEN = frozenset(("abduction", "arrest"))
# What a noun tells to be done to a place may follow it with «ل».
_DONE_TO = frozenset("airstrike shelling clash raid siege capture".split())
_BOUND_ELSEWHERE = _BOUND | {"displacement"}
# Told by who made them, not by where: they take no place from the sentences before.
_PLACELESS = frozenset(("agreement", "negotiation", "breach", "defection", "release"))
# … nor from another clause of their own.
_OF_ITS_CLAUSE = frozenset(("agreement", "breach", "defection"))
# Told without a place, these are of the country that the report speaks of: «أعلن التحالف هدنة».
_NATIONWIDE = frozenset(
    "agreement breach displacement arrest abduction release raid capture deployment bombing looting".split()
)
# What was between people and not between places has none.
_NOWHERE = frozenset(("negotiation", "defection", "accusation", "demand", "threat"))
# Told of people on the move, or one word on many places: their list makes no list of events.
_UNDIVIDED = frozenset(("displacement", "accusation", "demand", "threat"))
# Told of many things struck in as many places: «غارات على معسكر في X ومخازن في Y».
_EACH_STRUCK = frozenset(("airstrike", "shelling", "capture", "clash", "raid", "siege", "bombing"))
_HOME_REACH = 3
# «، قد» between a subject and its verb.
_SUBJECT_GAP = 2
# How near «استهدفت» stands to the noun of the same attack: «استهدفت غارات».
_BESIDE = 2


@dataclass(slots=True)
class Placing:
    """Where events happen, sentence by sentence: the place last told holds until another is named."""

    home: tuple[Sentence, PlaceMention] | None = field(default=None)
    land: tuple[Sentence, PlaceMention] | None = field(default=None)  # the report's country, as last named

    def hear(self, sentence: Sentence, found: list[PlaceMention], country: str) -> None:
        """Note where a sentence names the country that the report speaks of."""
        named = [p for p in found if p.level == "country" and p.entry and p.entry.country == country]
        if named:
            self.land = (sentence, named[-1])

    def of(
        self, sentence: Sentence, trigger: Hit, found: list[PlaceMention], kind: str
    ) -> tuple[list[PlaceMention], Sentence, bool]:
        """The places of an event, the sentence that names them, and whether that is its own."""
        places = places_of(sentence, trigger, found, kind)
        if places:
            if places[0].level not in ("country", "region"):
                self.home = (sentence, places[0])
            return places, sentence, True
        if self.home is not None and kind not in _PLACELESS and not in_many(sentence, trigger, found):
            told, place = self.home
            if sentence.number - told.number <= _HOME_REACH:
                return [place], told, False
        return self.at_large(sentence, found, nationwide=kind in _NATIONWIDE)

    def recalled(
        self, sentence: Sentence, found: list[PlaceMention], kind: str
    ) -> tuple[list[PlaceMention], Sentence, bool]:
        """Where history was that names no place: in the country at most, never where the news is."""
        return self.at_large(sentence, found, nationwide=kind not in _NOWHERE)

    def at_large(
        self, sentence: Sentence, found: list[PlaceMention], *, nationwide: bool
    ) -> tuple[list[PlaceMention], Sentence, bool]:
        """The country that a sentence names, else the one that the report speaks of."""
        distant = [p for p in found if p.level == "country" and p.prep in IN and not p.aside]
        if not distant and self.land is not None and nationwide:
            return [self.land[1]], self.land[0], False
        return distant[-1:], sentence, bool(distant)


def places_of(sentence: Sentence, trigger: Hit, found: list[PlaceMention], kind: str) -> list[PlaceMention]:
    """The places of an event named in its sentence: several where a list tells several events."""
    usable = [p for p in found if not p.aside and not _container(sentence, trigger, p, found)]
    first, last = _stretch(sentence, trigger.first)
    clause = [p for p in usable if first <= p.core < last]
    after = [p for p in clause if p.core >= trigger.last and _belongs(sentence, trigger, p, kind)]
    before = [p for p in clause if p.last <= trigger.first and _lies_before(p)]
    meant = told_before(sentence, trigger)
    if meant:
        before = [p for p in clause if p.last <= trigger.first and p.level != "country"]
    chosen = _first_reached(sentence, trigger, after) if not meant else None
    listed = chosen is not None
    led_to = upon(sentence, trigger, usable, last)
    if led_to is not None and (chosen is None or chosen.prep in IN):
        chosen, listed = led_to, True
    if chosen is None or chosen.level == "country":
        chosen = where_that(sentence, first, found) or chosen
    if chosen is not None and chosen.level == "country" and before and chosen.first > trigger.last:
        chosen = before[-1].lead
    if chosen is None and before:
        chosen, listed = behind_sides(sentence, trigger, before[-1], usable) or before[-1].lead, True
    if chosen is None:
        chosen = next((p.lead for p in after if p.first - trigger.last <= _REACH), None)
        listed = chosen is not None and not _crossed(sentence, trigger, chosen)
    if chosen is None and kind not in _OF_ITS_CLAUSE and not in_many(sentence, trigger, found):
        chosen = _beyond(sentence, trigger, usable, (first, last), kind)
        listed = chosen is not None and (
            (meant and both_meant(sentence, trigger))
            or ((chosen.opening or singled_out(sentence, chosen)) and not _crossed(sentence, trigger, chosen))
            or (chosen.last < first and told_of_ahead(sentence, trigger, chosen))
            or (chosen.first >= last and not told_between(sentence, trigger.last, chosen.first))
        )
    undergone = _undergone(sentence, trigger, usable)
    if undergone is not None and not narrowed(sentence, undergone, chosen):
        chosen, listed = undergone, True
    if chosen is None:
        return []
    narrow = specified(sentence, chosen, usable)
    if narrow is not None:
        chosen, listed = narrow, True
    reached = object_behind(trigger, chosen, usable)
    if reached is not None:
        chosen, listed = reached, True
    if kind in _UNDIVIDED:
        return [chosen]
    told = [p for p in usable if listed and p.lead is chosen.lead] or [chosen]
    if everywhere(sentence, told[-1]):
        return [chosen]
    if kind in _EACH_STRUCK and listed:
        told += struck_besides(sentence, told, usable, found)
    return told + [p for p in further_places(sentence, trigger, usable, found) if p not in told]


def _undergone(sentence: Sentence, trigger: Hit, usable: list[PlaceMention]) -> PlaceMention | None:
    """The place that is the subject of the verb before a trigger: «تعرضت قرى X وY لقصف», «كانت X قد شهدت»."""
    verb = carrier(sentence, trigger, "suffering", "witnessing")
    if verb is None or is_verb(trigger) or verb.first < _stretch(sentence, trigger.first)[0]:
        return None
    bare = [p for p in usable if not p.lead.prep and p.level != "country"]
    behind = next((p for p in bare if 0 <= p.first - verb.last <= 1 and p.last <= trigger.first), None)
    if behind is not None:
        return behind.lead
    return next((p.lead for p in reversed(bare) if 0 <= verb.first - p.last <= _SUBJECT_GAP), None)


def _crossed(sentence: Sentence, trigger: Hit, place: PlaceMention) -> bool:
    """Whether another event's word stands between a trigger and a place behind it."""
    own = trigger_of(trigger).type
    return any(
        trigger.last <= t.first
        and t.last <= place.first
        and trigger_of(t).type != own
        and not (UNDECIDED in (own, trigger_of(t).type) and t.first - trigger.last <= _BESIDE)
        for t in sentence.triggers
    )


def _stretch(sentence: Sentence, at: int) -> tuple[int, int]:
    """The clause of a token, quotation marks within it making no end."""
    number = sentence.clause_number(at)
    first, last = sentence.clause_of(at)
    for before in reversed(sentence.clauses[:number]):
        if not all(sentence.forms[n] in QUOTES for n in range(before[1], first)) or before[1] == first:
            break
        first = before[0]
    for after in sentence.clauses[number + 1 :]:
        if not all(sentence.forms[n] in QUOTES for n in range(last, after[0])) or after[0] == last:
            break
        last = after[1]
    return first, last


def bound_for(sentence: Sentence, trigger: Hit, found: list[PlaceMention], kind: str) -> PlaceMention | None:
    """Where people fled or a force moved to, when that is told besides the place itself."""
    if kind not in _BOUND_ELSEWHERE:
        return None
    _, last = _stretch(sentence, trigger.first)
    return next(
        (p for p in found if p.prep in _TOWARDS and trigger.last <= p.core < last and not p.aside), None
    )


def _beyond(
    sentence: Sentence, trigger: Hit, usable: list[PlaceMention], clause: tuple[int, int], kind: str
) -> PlaceMention | None:
    """The nearest place in another clause of the sentence."""
    first, last = clause
    earlier = [p for p in usable if p.core < first and _lies_before(p)]
    near = [p for p in usable if last <= p.core <= trigger.last + _REACH]
    later = [p for p in near if _belongs(sentence, trigger, p, kind)]
    if later and (
        not earlier
        or spoken_from(sentence, earlier[-1], first)
        or later[0].core - trigger.last < trigger.first - earlier[-1].last
    ):
        return later[0]
    return earlier[-1].lead if earlier else None


def _lies_before(place: PlaceMention) -> bool:
    """Whether a place told before an event can be its own: no origin, no country in passing."""
    return place.prep not in (_FROM, _WITH) and place.level != "country"


def _container(sentence: Sentence, trigger: Hit, place: PlaceMention, found: list[PlaceMention]) -> bool:
    """Whether a place only tells where another one lies, and is no object of the trigger itself."""
    held = [p for p in found if not p.aside and p.joined is not place and _lies_in(p, place)]
    held = [p for p in held if not where_lies(sentence, place, p)]
    if place.last <= trigger.first and place.level != "country":
        held = [p for p in held if p.last <= trigger.first]
    if 0 <= place.first - trigger.last <= 2:
        # «غارات في سوريا استهدفت مواقع قرب الحسكة»: the second event's place is not the first one's
        held = [p for p in held if not parted(sentence, place, p)]
    held = [p for p in held if not another_deed(sentence, place, p)]
    if not held:
        return False
    direct = 0 <= place.first - trigger.last <= 2 and place.prep not in IN
    return not direct or held[0].first - place.last <= 1


def _lies_in(place: PlaceMention, wide: PlaceMention) -> bool:
    """Whether a place lies in another, or is brought in as one of those in a list: «في X وY، منها Z»."""
    if place.opening and place.within is not None:
        return place.within.lead is wide.lead and place.within.joined is None
    return place.within is wide


def _belongs(sentence: Sentence, trigger: Hit, place: PlaceMention, kind: str) -> bool:
    """Whether a place behind a trigger can be where it happened, by the preposition before it."""
    roles = trigger_of(trigger).roles
    if place.prep == _WITH:
        return False
    if place.prep == _FROM:
        return roles.get(_FROM) == "place" or kind in _LEFT or kind in _TAKEN
    if place.prep in _TOWARDS:
        near = place.first - trigger.last <= 3
        return kind not in _LEFT and (near or kind in _BOUND or roles.get(place.prep) == "place")
    if place.prep in ("ل", "ضد", "بين"):
        taken = place.direction or kind in _BOUND or roles.get("genitive") == "place"
        return taken or _suffers(sentence, trigger, place, kind)
    if place.level == "country":
        upon = place.prep == "علي" and (kind in _DONE_TO or roles.get("علي") == "place")
        return place.prep in IN or place.direction or place.first == trigger.last or upon
    return True


def _suffers(sentence: Sentence, trigger: Hit, place: PlaceMention, kind: str) -> bool:
    """Whether a noun's «ل» brings in the place that it is done to: «قصف الطيران لبلدة X»."""
    if place.prep != "ل" or kind not in _DONE_TO or is_verb(trigger) or place.level == "country":
        return False
    before = sentence.forms[place.first - 1]
    belonging = before.lstrip("وال").startswith("تابع")  # «مواقع تابعة لمديرية X»
    return not belonging and "place:neighbouring" not in sentence.classes(place.first - 1)


def _first_reached(sentence: Sentence, trigger: Hit, after: list[PlaceMention]) -> PlaceMention | None:
    """The first place behind a trigger; the one that its own preposition leads to, if it has such."""
    roles = trigger_of(trigger).roles
    reached: list[PlaceMention] = []
    for place in after:
        if place.first - trigger.last > _REACH:
            break
        crossed = [t for t in sentence.triggers if trigger.last <= t.first and t.last <= place.first]
        if any(is_verb(t) for t in crossed) and place.lead is place:
            break
        reached.append(place)
    free = [p for p in reached if not stationed(sentence, p)]
    reached = free or reached
    governed = [p for p in reached if p.prep and p.prep not in IN and roles.get(p.prep) == "place"]
    return next((p.lead for p in governed or reached), None)
