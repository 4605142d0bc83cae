"""Names that only the list they stand in tells for places: «في مناطق X وY والZ القديم», «منها X وY»."""

from __future__ import annotations

from sijill.arabic.particles import PREPOSITIONS, RELATIVES
from sijill.packs.lexicon import Hit
from sijill.packs.model import PlaceEntry
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.where.known import is_definite, level_classes
from sijill.reading.where.spots import PlaceMention, ancestors
from sijill.reading.where.unknown import could_be_name, most_telling, name_end, own_level, written

_LIST_COMMAS = "،,"
# How far behind «مواقع» the word that opens the list of their names may stand.
_PLURAL_REACH = 9
# Names of these are all known: what stands in their list without an entry is no such unit.
_ALL_KNOWN = frozenset(("country", "region", "governorate"))
# From how many names on a list of towns that share them with their governorates tells of the governorates.
_MANY = 3


def continued(
    sentence: Sentence, at: int, before: PlaceMention, taken: set[int], context: Context
) -> PlaceMention | None:
    """The next name of a list that a dual or plural head opens, or that goes on with a place known."""
    if at in taken or before.level in _ALL_KNOWN or "place:several" in sentence.classes(at):
        return None
    form = sentence.forms[at]
    joined = form.startswith("و")
    if at == before.last:
        if not joined or len(form) < 4:
            return None
    elif not (at == before.last + 1 and sentence.forms[at - 1] in _LIST_COMMAS):
        return None
    if at > before.last and not (_listed_on(sentence, at + 1) or (joined and is_definite(form))):
        return None  # «، ونتقدم نحو», «، عقب اشتباكات»
    held = at + 1 < sentence.last and is_definite(sentence.forms[at + 1])  # «وساقية الكرت»
    if not could_be_name(sentence, at, joined=joined, held=held):
        return None
    end = name_end(sentence, at, taken)
    carried = joined and (_goes_on(sentence, end, context) or _lies(sentence, at, end))
    if not (before.several or carried):
        return None
    return _member(sentence, at, end, before, joined=joined)


def opens(sentence: Sentence, at: int) -> Hit | None:
    """The plural whose names begin at a token: «مواقع عدة في الجبهة، منها X وY»."""
    openers = sentence.words.get("place:opening")
    if openers is None or not any(hit.last == at for hit in openers):
        return None
    before = at - 1
    first = max(sentence.first, before - _PLURAL_REACH)
    plurals = (h for h in sentence.words.get("place:several", ()) if first <= h.first < before)
    return max(plurals, key=lambda h: h.first, default=None)


def opened(sentence: Sentence, at: int, plural: Hit, taken: set[int]) -> PlaceMention | None:
    """The first name of a list that words like «منها» open, where the gazetteer lacks it."""
    if at in taken or not could_be_name(sentence, at):
        return None
    end = name_end(sentence, at, taken)
    name = written(sentence, at, end)
    level = most_telling(level_classes(sentence, plural.first))
    return PlaceMention(
        at, end, at, name, own_level(level), None, plural.entry.where,
        level_word=level, several=True,
    )  # fmt: skip


def _member(sentence: Sentence, at: int, end: int, before: PlaceMention, *, joined: bool) -> PlaceMention:
    name = written(sentence, at, end, "و" if joined else "")
    return PlaceMention(
        at, end, at, name, before.level, None, before.where,
        level_word=before.level_word, several=before.several,
    )  # fmt: skip


def described_member(
    sentence: Sentence, at: int, before: PlaceMention, taken: set[int]
) -> PlaceMention | None:
    """A name in a list that is a level word and its adjective: «والتباب السود», «والنقطة الرابعة»."""
    end = at + 1
    if not before.several or not sentence.forms[at].startswith("و") or at - before.last > 1:
        return None
    if end >= sentence.last or end in taken or not is_definite(sentence.forms[at]):
        return None
    if not any(name.startswith(("level:", "anaphor:")) for name in sentence.classes(at)):
        return None
    describing = {"place:describing", "place:neighbouring"} & sentence.classes(end)
    if describing or not sentence.forms[end].startswith("ال") or sentence.forms[end] in RELATIVES:
        return None
    return _member(sentence, at, end + 1, before, joined=True)


def level_with_list(found: list[PlaceMention], context: Context) -> None:
    """In a list with a governorate, or of three such, a name that a town shares with one is the unit's."""
    leads = {id(m.lead) for m in found if m.joined or any(other.joined is m for other in found)}
    told = {id(m.lead) for m in found if m.level == "governorate"} & leads
    many = {lead for lead in leads if _of_governorates([m for m in found if id(m.lead) == lead], context)}
    for at, mention in enumerate(found):
        if id(mention.lead) not in told | many or mention.entry is None or mention.level != "town":
            continue
        ahead = any(m.lead is mention.lead and m.level_word == "governorate" for m in found[at + 1 :])
        if ahead and not mention.level_word:
            continue  # «عدن ومحافظات لحج وأبين»
        unit = _namesake(mention, context)
        if unit is not None and mention.level_word != "town":
            mention.entry, mention.level, mention.where = unit, "governorate", unit.where


def _of_governorates(members: list[PlaceMention], context: Context) -> bool:
    """Whether several names without a level word are each a governorate's: «في تعز وإب ومأرب»."""
    bare = not any(m.level_word or m.direction for m in members)
    return len(members) >= _MANY and bare and all(_namesake(m, context) is not None for m in members)


def _namesake(mention: PlaceMention, context: Context) -> PlaceEntry | None:
    """The governorate whose name a town shares."""
    entry = mention.entry
    if entry is None:
        return None
    units = [entry, *ancestors(context, entry)]
    return next((u for u in units if u.level == "governorate" and u.name_ar == entry.name_ar), None)


def _listed_on(sentence: Sentence, at: int) -> bool:
    """Whether a list goes on or ends at a token."""
    form = sentence.forms[at] if at < sentence.last else ""
    return not form.isalpha() or form.startswith("و") or form in PREPOSITIONS


def _lies(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a word behind a name tells where it lies: «قرية X والY القريبة من المدينة»."""
    told = end < sentence.last and "place:neighbouring" in sentence.classes(end)
    return told and could_be_name(sentence, at, joined=True)  # but «الحي ومبانيه المطلة على»


def _goes_on(sentence: Sentence, at: int, context: Context) -> bool:
    """Whether a place that the gazetteer has is the next of the list: «وعلان وساقين»."""
    return any(
        hit.entry.kind == "place"
        and hit.proclitics == "و"
        and context.pack.places[hit.entry.data].support != "context"
        for hit in sentence.at.get(at, ())
    )
