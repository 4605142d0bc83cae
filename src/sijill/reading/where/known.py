"""Which of the gazetteer's places a name stands for, or that it is no place but an ordinary word."""

from __future__ import annotations

from dataclasses import dataclass, field

from sijill.arabic.particles import COMMAS, DEMONSTRATIVES, PREPOSITIONS, RELATIVES, SENTENCE_ENDS
from sijill.packs.lexicon import Hit
from sijill.packs.model import PlaceEntry
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.where.common_words import is_idiom, is_month, many_of
from sijill.reading.where.spots import MEANT, WIDTH, PlaceMention, ancestors

_TELLS_CONTAINER = frozenset("في التابعه التابع بمحافظه بمديريه بمدينه محافظه مديريه".split())
# How far behind a name and «في» the unit that holds it may stand.
_BEHIND = 2
_DOUBT = 3.0
_LEAST = 0.1
_PLACING = frozenset("في من الي نحو علي باتجاه".split())


@dataclass(slots=True)
class Known:
    """What is known of the places of one report: the ids believed so far, and the countries spoken of."""

    ids: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    places: dict[str, set[str]] = field(default_factory=dict)

    def add(self, context: Context, entry: PlaceEntry, form: str) -> None:
        """Note that a place has been named for certain, by the word `form`, and with it what holds it."""
        self.ids.add(entry.id)
        if entry.level == "country":
            self.countries.add(entry.country)
        else:
            self.places.setdefault(entry.country, set()).add(form)
        self.ids.update(unit.id for unit in ancestors(context, entry))

    def speaks_of(self, country: str, form: str) -> bool:
        """Whether the report names a country, or a place of it by another word than `form`."""
        return country in self.countries or bool(self.places.get(country, set()) - {form})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a name stands in its sentence: level words before it, and whether a list carries on with it."""

    levels: frozenset[str]
    listed: bool
    area: bool = True  # the level word leaves the name as it is: «منطقة كرش» is «كرش»
    urban: bool = False  # the level word tells of what towns have: «شوارع تعز» are not the governorate's


def choose(
    sentence: Sentence, context: Context, hits: list[Hit], standing: Standing, known: Known
) -> tuple[PlaceEntry, Hit] | None:
    """The likeliest place that the hits at one word stand for, or None if they are no place.

    Of several villages of one name, none of which the report's words tell from the others, none is chosen.
    """
    if _ordinary(sentence, hits[0], standing):
        return None
    plain = not (standing.levels or standing.listed) or _word_of_place(sentence, hits[0])
    near = {h.entry.data for h in sentence.hits if h.entry.kind == "place" and h.first != hits[0].first}
    scored: list[tuple[float, PlaceEntry, Hit]] = []
    for hit in hits:
        entry = context.pack.places[hit.entry.data]
        if plain and entry.support == "context":
            continue
        score = _likelihood(sentence, context, entry, hit, standing, known, near)
        if score > 0:
            scored.append((score, entry, hit))
    if not scored:
        return None
    best = max(scored, key=lambda c: (c[0], -WIDTH[c[1].level], c[1].id))
    if best[1].support == "context":
        rivals = {c[1].parent for c in scored if c[0] == best[0]}
        if len(rivals) > 1:
            return None
    if _foreign(context, best[1], best[2], known, sentence):
        # A namesake at home is likelier than a place of a country that nothing else speaks of.
        home = ((context.pack.places[hit.entry.data], hit) for hit in hits)
        return next(((p, h) for p, h in home if _namesake(context, p, best[1])), best[1:])
    return best[1], best[2]


def _namesake(context: Context, entry: PlaceEntry, other: PlaceEntry) -> bool:
    """Whether a unit of the country spoken of bears the name of a place elsewhere."""
    at_home = entry.country == context.country and entry.country != other.country
    return at_home and entry.level in ("governorate", "district", "town") and entry.support != "context"


def _likelihood(
    sentence: Sentence,
    context: Context,
    entry: PlaceEntry,
    hit: Hit,
    standing: Standing,
    known: Known,
    near: set[str],
) -> float:
    """How far a name is to be believed, and to be this place: 0 or less for not at all."""
    if entry.support == "context" and not (standing.levels or standing.listed):
        return 0.0
    held = {a.id for a in ancestors(context, entry)}
    contained = bool(held & near)
    named = bool(held & known.ids) or entry.id in known.ids
    if _held_elsewhere(sentence, context, hit, entry):
        return 0.0
    levels = standing.levels
    doubted = False
    matching = any(entry.level in MEANT[level] for level in levels)
    if entry.support == "level":
        told = matching or standing.listed or _held_beside(sentence, hit, held)
        if entry.level not in levels and _foreign(context, entry, hit, known, sentence):
            return 0.0
        if not told and not (placed(sentence, hit) and (named or _at_home(context, entry))):
            return 0.0
        doubted = not told
    elif entry.support == "context":
        # A unit of the village's own, not just its country, has been named.
        units = (held & (near | known.ids)) | ({entry.id} & known.ids)
        if not standing.area and entry.level != "site":
            return 0.0
        precise = entry.level in levels and entry.level not in ("village", "site")
        common = entry.name_ar.startswith("ال") or entry.country == context.pack.country
        if (common or not precise) and _foreign(context, entry, hit, known, sentence):
            return 0.0
        told = (matching or standing.listed) and any(_is_unit(context, unit) for unit in units)
        if not (precise or told):
            return 0.0
        beside = any(_is_unit(context, unit) for unit in held & near)
        return 0.5 + 0.3 * contained + 0.1 * matching + 3 * (precise and beside)
    elif _foreign(context, entry, hit, known, sentence) and not _stands_alone(entry, hit, levels):
        return 0.0
    score = 1.0
    if entry.level in levels:
        score += 2
    elif levels:
        score += -0.4 if not matching else 0.2 if levels == {"site"} else 1.5
    score += 2 * contained + named
    score += 1.5 * (entry.country == context.country) + 0.6 * (entry.country == context.pack.country)
    if entry.level == "town" and (standing.urban or not levels):
        score += 0.1
    if not entry.support:
        score += 0.3
    # A name that is a common one gives way to a city of a country that the report speaks of too.
    return max(score - _DOUBT, _LEAST) if doubted else score


def _is_unit(context: Context, place: str) -> bool:
    return context.pack.places[place].level not in ("country", "region")


def _word_of_place(sentence: Sentence, hit: Hit) -> bool:
    """Whether a name is a single word that tells a level or a direction: «قرى», «المناطق»."""
    if hit.last - hit.first > 1:
        return False
    return any(n == "direction" or n.startswith(("level:", "anaphor:")) for n in sentence.classes(hit.first))


def _foreign(context: Context, entry: PlaceEntry, hit: Hit, known: Known, sentence: Sentence) -> bool:
    """Whether nothing but the name speaks for the country that it would lie in."""
    if entry.level == "country" or entry.country == context.country:
        return False
    return not known.speaks_of(entry.country, sentence.forms[hit.first])


def _stands_alone(entry: PlaceEntry, hit: Hit, levels: frozenset[str]) -> bool:
    """Whether a name can be believed without its country: a city's, that none takes for a common word."""
    if levels:
        return any(entry.level in MEANT[level] for level in levels if level != "site")
    return entry.level == "town" or hit.last - hit.first > 1


def placed(sentence: Sentence, hit: Hit) -> bool:
    """Whether the name stands where a place stands: behind في, ب, من, إلى, نحو or a direction."""
    if hit.proclitics.endswith("ب"):
        return True
    before = hit.first - 1
    if before < sentence.first:
        return False
    return sentence.forms[before].removeprefix("و") in _PLACING or "direction" in sentence.classes(before)


def _held_beside(sentence: Sentence, hit: Hit, held: set[str]) -> bool:
    """Whether the unit that holds a place is told right behind its name («X بمحافظة Y», «X في Y»)."""
    for other in sentence.hits:
        if other.entry.kind == "place" and other.entry.data in held and 0 <= other.first - hit.last <= 3:
            return other.proclitics.endswith("ب") or any(
                sentence.forms[at] in _TELLS_CONTAINER for at in range(hit.last, other.first)
            )
    return False


def _held_elsewhere(sentence: Sentence, context: Context, hit: Hit, entry: PlaceEntry) -> bool:
    """Whether the unit told right behind a name lies in another country: «منطقة X في قضاء سنجار»."""
    if entry.level == "country" or hit.last >= sentence.last:
        return False
    apart = sentence.forms[hit.last] in ("في", "وسط")
    held = ("ب", "ل")  # «مطار X بجدة», «الضاحية الجنوبية لمدينة X»
    if not apart and not any(h.proclitics in held for h in sentence.at.get(hit.last, ())):
        return False
    behind = [
        h
        for h in sentence.hits
        if h.entry.kind == "place" and not h.entry.weak and apart <= h.first - hit.last <= _BEHIND
    ]
    if not behind or not (apart or behind[0].first == hit.last or level_before(sentence, behind[0].first)[0]):
        return False
    first = [h for h in behind if h.first == behind[0].first]
    countries = {context.pack.places[h.entry.data].country for h in first}
    return entry.country not in countries


def _at_home(context: Context, entry: PlaceEntry) -> bool:
    """Whether a governorate lies in the country spoken of: «في إب», also where hamza is not written."""
    return entry.level == "governorate" and entry.country == context.country


def _ordinary(sentence: Sentence, hit: Hit, standing: Standing) -> bool:
    """Whether the word is an ordinary one here: «بحجة أن», «الجبهة الغربية», «كعدن»."""
    if hit.proclitics.endswith(("ك", "س")):
        return True
    if is_idiom(sentence, hit) or is_month(sentence, hit):
        return True
    if standing.levels and not standing.listed and many_of(sentence, hit.first, hit.last):
        return True
    if "place:namesake" in sentence.classes(hit.first) and not (standing.levels or placed(sentence, hit)):
        return not standing.listed
    if hit.last - hit.first > 1 or standing.levels:
        return False
    if not hit.proclitics and hit.first > sentence.first and "given_names" in sentence.classes(hit.first - 1):
        return True  # «سالم باتيس»: a family is called so
    if "place:common" in sentence.classes(hit.first):
        return True  # «عدد من المواقع», «وزارة الدفاع»
    if hit.proclitics:
        return False
    if not sentence.forms[hit.first].startswith("ال") or hit.first == sentence.first or standing.listed:
        return False
    # A definite word right behind a definite noun is its adjective: «المنطقة الخضراء».
    before = sentence.forms[hit.first - 1]
    if before in PREPOSITIONS or before in RELATIVES or before in DEMONSTRATIVES:
        return False
    if before in COMMAS or before in SENTENCE_ENDS or "place:capital" in sentence.classes(hit.first - 1):
        return False
    if "place:capital" in sentence.classes(hit.first - 2):
        return False  # «العاصمة القطرية الدوحة»
    return is_definite(before)


def listed_ahead(sentence: Sentence, context: Context, hits: list[Hit]) -> bool:
    """Whether a list begins with a name: «و» and a place of the same governorate follow."""
    following = [
        context.pack.places[hit.entry.data]
        for hit in sentence.at.get(hits[0].last, ())
        if hit.entry.kind == "place" and hit.proclitics == "و" and not hit.entry.weak
    ]
    around = {unit for place in following for unit in _governorates(context, place)}
    return bool(around) and any(
        around & _governorates(context, context.pack.places[hit.entry.data]) for hit in hits
    )


def _governorates(context: Context, place: PlaceEntry) -> set[str]:
    return {unit.id for unit in ancestors(context, place) if unit.level == "governorate"}


def level_before(sentence: Sentence, at: int) -> tuple[frozenset[str], int]:
    """The level words right before token `at`, quotation marks between or not, and where they begin."""
    before = at - 1
    while before >= sentence.first and sentence.forms[before] in "\"'«»“”":
        before -= 1
    if before < sentence.first:
        return frozenset(), at
    if is_definite(sentence.forms[before]) and "place:capital" not in sentence.classes(before):
        return frozenset(), at
    levels = level_classes(sentence, before)
    return levels, before if levels else at


def is_definite(form: str) -> bool:
    """Whether a form stands with the article, clitics before it or not."""
    return form.startswith(("ال", "وال", "بال", "لل", "فال", "ولل", "وبال"))


def level_classes(sentence: Sentence, at: int) -> frozenset[str]:
    """The levels that the word at `at` may tell of a name behind it; none for «سوقا» or «كبير»."""
    return frozenset(
        hit.entry.data.removeprefix("level:")
        for hit in sentence.at.get(at, ())
        if hit.entry.kind == "word"
        and hit.entry.data.startswith("level:")
        and not hit.enclitic
        and not hit.proclitics.endswith(("ك", "س"))
        and not (sentence.forms[at].endswith("ا") and not is_definite(sentence.forms[at]))
    )


def carried_level(mention: PlaceMention) -> frozenset[str]:
    """The level that a list's first name hands on to the next («محافظات عدن ولحج»)."""
    return frozenset((mention.lead.level_word,)) if mention.lead.level_word else frozenset()
