"""How the places of a sentence stand to one another and to the words before them."""

from __future__ import annotations

from itertools import pairwise

from sijill.arabic.particles import COMMAS, PREPOSITIONS, SENTENCE_ENDS
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.where.known import is_definite
from sijill.reading.where.regions import border, is_border
from sijill.reading.where.spots import WIDTH, PlaceMention, ancestors, units
from sijill.reading.where.ties import LONGEST_TIE, RANKS, including, leads_in, parallel, tied, with_and
from sijill.reading.where.unknown import written

_NAME_REACH = 8
_SPREAD = frozenset("متفرقه مختلفه متعدده عديده عده واسعه شاسعه كبيره متباعده كثيره اخري".split())
_POINTS = frozenset(
    f"ال{point}{ending}" for point in ("شمالي", "جنوبي", "شرقي", "غربي") for ending in ("", "ه", "تين")
) | {"الوسطي", "الاوسط"}
_EACH = frozenset(f"{clitic}كل" for clitic in ("", "و", "ب", "ل")) | {"كلا"}


def govern(sentence: Sentence, mention: PlaceMention) -> None:
    """Find the preposition before a place and whether a direction stands between."""
    at = mention.first
    while not _prefixed(sentence, at) and at - 1 >= sentence.first and leads_in(sentence, at - 1):
        mention.direction = mention.direction or "direction" in sentence.classes(at - 1)
        at -= 1
        if any(h.proclitics for h in sentence.at.get(at, ()) if h.entry.data == "direction"):
            break
    mention.prep = mention.prep or _prefixed(sentence, at)
    before = sentence.forms[at - 1] if at - 1 >= sentence.first else ""
    if not mention.prep:
        if before in PREPOSITIONS:
            mention.prep = before
        elif before[:1] in "وف" and before[1:] in PREPOSITIONS:
            mention.prep = before[1:]
    if mention.prep in ("من", "ل") and (whole := _quarter_before(sentence, at)) is not None:
        # «الأطراف الشمالية للمدينة», «الجزء الغربي من المديرية»: what stands before the part governs.
        mention.direction, mention.prep = True, _before(sentence, whole)
        return
    behind = at - 2
    while behind - 1 >= sentence.first and sentence.forms[behind] in _SPREAD:
        behind -= 1  # «أنحاء متفرقة من»
    if mention.prep != "من" or behind < sentence.first:
        return
    part = "direction" in sentence.classes(behind)
    if part or sentence.forms[behind] in _EACH:
        # «أجزاء من المدينة», «في كل من صنعاء وعدن»: what stands before the part governs.
        mention.direction, mention.prep = part, ""
        hits = sentence.at.get(behind, ())
        clitic = next((h.proclitics for h in hits if h.entry.data in ("direction", "place:whole")), "")
        if clitic.lstrip("وف") in ("ب", "ل"):
            mention.prep = clitic.lstrip("وف")
        elif behind - 1 >= sentence.first and sentence.forms[behind - 1] in PREPOSITIONS:
            mention.prep = sentence.forms[behind - 1]


def _quarter_before(sentence: Sentence, at: int) -> int | None:
    """The definite noun that points of the compass describe before a place and its «من» or «ل»."""
    at -= 1 + (sentence.forms[at - 1] == "من")
    behind = at
    while at > sentence.first and sentence.forms[at].removeprefix("و") in _POINTS:
        at -= 1
    return at if at < behind and is_definite(sentence.forms[at]) else None


def _before(sentence: Sentence, at: int) -> str:
    """The preposition before a definite noun, written with it or not."""
    form = sentence.forms[at].lstrip("وف")
    if form.startswith(("بال", "لل")):
        return form[0]
    before = sentence.forms[at - 1] if at > sentence.first else ""
    return next((word for word in (before, before.removeprefix("و")) if word in PREPOSITIONS), "")


def _prefixed(sentence: Sentence, at: int) -> str:
    """The preposition that is written with a word: «بمحافظة», «لمدينة»."""
    clitics = (
        hit.proclitics.lstrip("وف") for hit in sentence.at.get(at, ()) if hit.entry.kind in ("place", "word")
    )
    return next((clitic for clitic in clitics if clitic in ("ب", "ل")), "")


def landmark(sentence: Sentence, at: int, context: Context) -> PlaceMention | None:
    """A place that every town has and the gazetteer none: «القصر الرئاسي»."""
    for hit in sentence.at.get(at, ()):
        if hit.entry.kind == "word" and hit.entry.data == "place:landmark":
            if is_border(sentence, hit):
                return border(sentence, hit, context)
            name = written(sentence, at, hit.last, hit.proclitics)
            several = at > sentence.first and "place:several" in sentence.classes(at - 1)
            return PlaceMention(at, hit.last, at, name, "site", None, hit.entry.where, several=several)
    return None


def relate(sentence: Sentence, context: Context, found: list[PlaceMention]) -> None:
    """Tell containers («بمحافظة ذمار») and bearings («شمال صنعاء») from further places of a list."""
    for before, after in pairwise(found):
        if _ranked(sentence, after) or (
            not tied(sentence, before, after) and _bearing(sentence, before, after)
        ):
            after.aside = True
            if before.entry is None and before.within is None:
                before.within = after
    for before, after in pairwise(found):
        if before.prep == "بين" and not after.prep and after.first - before.last <= LONGEST_TIE:
            after.prep = "بين"
        # «كرش الواقعة بين لحج وتعز»: two places tell where the first one lies.
        after.aside = after.aside or (after.prep == "بين" and (before.aside or before.prep != "بين"))
    for at, mention in enumerate(found):
        opened_in = _surrounding(found[:at]) if mention.opening else None
        mention.within = mention.within or opened_in or _holder(sentence, context, found, at)
    for at, after in enumerate(found[1:], 1):
        before = found[at - 1]
        listed = _listed(sentence, found, at - 1)
        apart = after.within is not before or listed is not before or including(sentence, after)
        if apart and before.within is not after and tied(sentence, before, after):
            after.joined = listed
            after.prep = after.prep or listed.prep
    _share_holders(found)


def _surrounding(before: list[PlaceMention]) -> PlaceMention | None:
    """What «منها» opens a list of names in: «مواقع في الجبهة، غربي المحافظة، منها X»."""
    return next((p for p in reversed(before) if not p.aside), None)


def where_lies(sentence: Sentence, place: PlaceMention, told: PlaceMention) -> bool:
    """Whether a place is told in passing of the one before it: «لحج حيث قاعدة العند»."""
    return told.within is place and sentence.forms[told.first - 1] == "حيث"


def _listed(sentence: Sentence, found: list[PlaceMention], at: int) -> PlaceMention:
    """The last member of a list: «X في Z وY», «X شمال Z وY» go on behind what tells where X lies."""
    while at:
        place, before = found[at], found[at - 1]
        bearing = place.aside and place.direction and not before.aside
        held = before.within is place and place.prep in ("في", "ب")
        country = place.anaphor and place.level == "country" and place.prep in ("في", "ب")
        if not (bearing or held or country or where_lies(sentence, before, place)):
            break
        at -= 1
    return found[at]


def _share_holders(found: list[PlaceMention]) -> None:
    """What holds one name of a list holds the others that the gazetteer lacks."""
    for mention in reversed(found):
        listed = mention.joined
        if listed is None or listed.within is not None or listed.entry is not None:
            continue
        if mention.within is not None and mention.within not in (listed, listed.lead):
            listed.within = mention.within
    for mention in found:
        if mention.joined is not None and mention.within is None and mention.entry is None:
            mention.within = mention.joined.within


def _holder(sentence: Sentence, context: Context, found: list[PlaceMention], at: int) -> PlaceMention | None:
    mention = found[at]
    reach = mention.last
    previous = mention
    for later in found[at + 1 : at + 4]:
        if later.first - reach > _NAME_REACH or _stops(sentence, reach, later.first):
            break
        if holds(context, later, mention) and not tied(sentence, previous, later):
            return later
        reach, previous = later.last, later
    if at:
        before = found[at - 1]
        if mention.entry is None and parallel(sentence, before, mention):
            return None
        near = mention.core - before.last <= _NAME_REACH and not _beside(sentence, before, mention)
        if near and holds(context, before, mention) and not _stops(sentence, before.last, mention.first):
            return before
        # «معارك حلب في منطقة النيرب»
        close = mention.first - before.last <= 2 and mention.prep in ("في", "ب")
        alike = mention.entry is None or _governorate(context, mention) == _governorate(context, before)
        small = mention.entry is None or WIDTH[mention.level] > WIDTH["town"]
        if (
            close
            and alike
            and small
            and before.entry is not None
            and WIDTH[before.level] < WIDTH[mention.level]
        ):
            return before
    return None


def _beside(sentence: Sentence, before: PlaceMention, after: PlaceMention) -> bool:
    """Whether «و» alone adds a place to one that may hold it: «في محافظة X ومدينة Y»."""
    return after.first == before.last and with_and(sentence, after.first) and not after.prep


def _bearing(sentence: Sentence, before: PlaceMention, after: PlaceMention) -> bool:
    """Whether the second place only tells where the first one lies: «قرية X شمال صنعاء»."""
    gap = range(before.last, after.first)
    if not gap or after.joined is before or len(gap) > LONGEST_TIE:
        return after.level == "region" and len(gap) <= 1 and after.joined is None
    gap = gap[1:] if sentence.forms[gap[0]] in COMMAS else gap
    if gap and with_and(sentence, gap[0]):
        return False
    beside = [at for at in gap if {"direction", "place:neighbouring"} & sentence.classes(at)]
    return bool(beside) and all(
        at in beside or sentence.forms[at] in ("من", "علي") or leads_in(sentence, at) for at in gap
    )


def _ranked(sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether a place is what the one before it is ranked in: «حيس، ثاني مديرية في الساحل الغربي»."""
    at = mention.first - 1 if mention.prep == "ب" else mention.first - 2
    if mention.prep not in ("في", "ب") or at - 1 < sentence.first:
        return False
    level = any(name.startswith("level:") for name in sentence.classes(at))
    return level and sentence.forms[at - 1] in RANKS


def _stops(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.forms[at] in SENTENCE_ENDS for at in range(first, last))


def holds(context: Context, wide: PlaceMention, narrow: PlaceMention) -> bool:
    """Whether one mention is the unit that holds another; for a name without an entry, by how it is told."""
    if wide.entry is None:
        if narrow.entry is None and wide.prep in ("في", "ب") and 0 <= wide.first - narrow.last <= 1:
            return wide.level != "region" and not wide.several  # «قرية X بسهل Y»
        quarter = wide.level == "region" and wide.within is not None and wide.prep in ("في", "ب")
        return quarter and narrow.entry is None and WIDTH[narrow.level] > WIDTH["region"]
    if narrow.entry is None and wide.prep == "ب" and wide.first == narrow.last:
        return True
    if WIDTH[wide.level] >= WIDTH[narrow.level]:
        return False
    beside = wide.prep == "ب" and wide.first == narrow.last  # «مثلث عاهم بمديرية حرض»
    if (beside or wide.level == "town" and wide.prep in ("في", "ب")) and narrow.entry is not None:
        return _governorate(context, wide) == _governorate(context, narrow)
    if narrow.entry is None:
        told = wide.prep in ("ب", "في") or wide.direction
        if wide.level == "country":
            return told or not wide.prep  # «المتاخم لإيران» tells not where it lies
        return told or wide.level_word in ("governorate", "district", "town")
    return any(a.id == wide.entry.id for a in ancestors(context, narrow.entry))


def _governorate(context: Context, mention: PlaceMention) -> str:
    return next((u.id for u in units(context, mention) if u.level == "governorate"), mention.name)
