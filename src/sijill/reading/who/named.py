"""Who is spoken of: the actors named in a sentence, and how each name stands in it."""

from __future__ import annotations

from collections import Counter

from sijill.arabic.particles import COMMAS, PREPOSITIONS, QUOTES
from sijill.packs.lexicon import Hit
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.who.joined import conjoined, join
from sijill.reading.who.meaning import countries, meaning
from sijill.reading.who.mention import OTHER, PEOPLE, Mention
from sijill.reading.who.resolve import resolve
from sijill.reading.who.states import definite, is_land
from sijill.reading.who.unnamed import Memory, unnamed

__all__ = ["OTHER", "PEOPLE", "Mention", "conjoined", "meaning", "mentions"]

_ADJECTIVE_ENDINGS = ("ه", "ي", "ا")
_LONE_PARTICLES = frozenset("لب")
_KINDS_OF_SUPPORT = 2
# «بدعم من», «بالتنسيق مع»
_OF_SUPPORT = frozenset(("من", "مع"))

# One of a body, told by «في»: «عضو في الحزب», «ضباط في الجيش».
_MEMBERS = frozenset(("members", "soldiers", "fighters"))

# People who stay what they are whomever they follow, and those who are of the side that they follow.
_TRIBES = frozenset(("tribes", "sheikhs"))
_FOLLOWERS = frozenset(("unknown_gunmen",))
_PERSONAL = frozenset(("leader", "spokesman"))
_GROUPS = frozenset(("armed_group", "armed_state_unit", "party"))

# Heads in the singular without ta marbuta, and in the plural with it.
_SINGULAR = frozenset(("الجيش", "التنظيم", "التحالف", "النظام"))
_PLURAL = frozenset(("القاده", "الطلبه"))


def mentions(sentence: Sentence, context: Context) -> list[Mention]:
    """The actors named in a sentence, in order, none overlapping. Notes in `context` who was named."""
    _settle_country(sentence, context)
    kept: list[Mention] = []
    for mention in _names(sentence, context):
        if kept and mention.core < kept[-1].last:
            if mention.ids == kept[-1].ids:  # «طائرات التحالف العربي» goes on in «… لدعم الشرعية»
                kept[-1].last = max(kept[-1].last, mention.last)
            continue
        if kept and (_again(sentence, kept[-1], mention) or _describes(sentence, kept[-1], mention)):
            kept[-1].last = mention.last
            continue
        if kept and _completes(sentence, kept[-1], mention):
            kept.pop()
        branch = kept.pop().first if kept and _branch_of(sentence, kept[-1], mention) else mention.first
        _expand(sentence, mention, kept[-1].last if kept else sentence.first)
        mention.first = min(mention.first, branch)
        if (
            kept
            and mention.loyal
            and kept[-1].last == mention.first
            and not conjoined(sentence, mention.first)
        ):
            if mention.kind == "foreign_state":
                mention.supporter = True
            elif _of_its_own(context, kept[-1]):
                kept[-1].last = mention.last  # «المقاومة الموالية ل»: a group of its own, whoever it serves
                continue
            elif kept[-1].use == "epithet" or set(kept[-1].ids) <= _FOLLOWERS:
                mention.first = kept.pop().first  # «سلاح الجو التابع ل»: whose it is, is told
        kept.append(mention)
    kept = _with_unnamed(sentence, context, kept)
    for mention in kept:
        _govern(sentence, mention)
    for number, after in enumerate(kept[1:], 1):
        join(sentence, kept[:number], after)
    return kept


def _settle_country(sentence: Sentence, context: Context) -> None:
    """A report of several countries: the one of this sentence, if it is not the one spoken of most."""
    seen: Counter[str] = Counter()
    home = False
    for country, inside in countries(sentence, context):
        home = home or country == context.country
        if inside:
            seen[country] += 1
    if home:
        context.local = ""
    elif seen:
        context.local = max(sorted(seen), key=lambda c: seen[c])


def _names(sentence: Sentence, context: Context) -> list[Mention]:
    """The names that the lexicon found, in the order of their first word, longer ones first."""
    by_span: dict[tuple[int, int], list[Hit]] = {}
    for hit in sentence.hits:
        if hit.entry.kind in ("actor", "epithet", "nation", "place"):
            by_span.setdefault((hit.first, hit.last), []).append(hit)
    found: list[Mention] = []
    places: dict[int, int] = {}  # where the longest name of a country stands that is a place here
    for (first, last), hits in sorted(by_span.items(), key=lambda item: -item[0][1]):
        if last < places.get(first, 0):
            continue
        mention = resolve(sentence, context, first, last, hits)
        if mention:
            found.append(mention)
        elif is_land(context, hits):
            places[first] = last
    found.sort(key=lambda m: (m.core, -m.last))
    return found


def _with_unnamed(sentence: Sentence, context: Context, kept: list[Mention]) -> list[Mention]:
    """Add those who are told by a common noun alone, in one pass that remembers who was named before."""
    memory = Memory(sentence, context)
    found: list[Mention] = []
    at = sentence.first
    for mention in [*kept, None]:
        end = mention.first if mention else sentence.last
        while at < end:
            bare = unnamed(sentence, context, memory, (at, end), found)
            if bare is None:
                at += 1
                continue
            _expand(sentence, bare, found[-1].last if found else sentence.first)
            found.append(bare)
            memory.note(bare)
            at = bare.last
        if mention:
            memory.refer(mention)
            memory.note(mention)
            found.append(mention)
            at = mention.last
    return found


def _of_its_own(context: Context, mention: Mention) -> bool:
    if set(mention.ids) <= _TRIBES:
        return True
    actor = context.pack.actors.get(mention.ids[0])
    return mention.use == "epithet" and actor is not None and actor.kind in ("armed_group", "coalition")


def _again(sentence: Sentence, before: Mention, mention: Mention) -> bool:
    """Whether a name stands beside another of the same one: «حليفهم الرئيس السابق، فلان»."""
    between = sentence.forms[before.last : mention.core]
    aside = not between or (len(between) == 1 and between[0] in COMMAS)
    if not aside or mention.use in _PERSONAL and mention.kind not in _GROUPS:
        return False  # «وزير الدفاع فلان» goes on as «فلان»
    named = not _particle(sentence, mention.core) and not conjoined(sentence, mention.core)
    return named and before.ids == mention.ids and before.ids != (OTHER,)


def _describes(sentence: Sentence, before: Mention, mention: Mention) -> bool:
    """«مليشيات … المتمردة»: what names somebody by itself is an adjective behind another's name."""
    form = sentence.forms[mention.core]
    alone = mention.last - mention.core == 1 and mention.core == before.last
    band = "group:militia" in sentence.classes(before.first)
    return band and alone and mention.use == "epithet" and form.startswith("ال") and form.endswith("ه")


def _completes(sentence: Sentence, before: Mention, mention: Mention) -> bool:
    """«المليشيا الحوثية»: the name behind a head that alone would mean whom the outlet means by it."""
    return (
        before.use == "epithet"
        and before.last == mention.core == before.core + 1
        and "head" in sentence.classes(before.core)
        and mention.kind != PEOPLE
        and definite(sentence.forms[mention.core])
        and not _disagrees(sentence.forms[before.core], sentence.forms[mention.core])
        and not conjoined(sentence, mention.core)
        and not _particle(sentence, mention.core)
    )


def _branch_of(sentence: Sentence, before: Mention, mention: Mention) -> bool:
    """«الفرع المصري للتنظيم»: the country tells where the branch is, and not whose."""
    branch = before.use == "nation" and "branches" in sentence.classes(before.first)
    if not branch or mention.kind not in (*_GROUPS, "epithet"):
        return False
    between = sentence.forms[before.last : mention.core]
    return len(between) <= 1 and (_particle(sentence, before.last) == "ل" or "ل" in between)


def _expand(sentence: Sentence, mention: Mention, left: int) -> None:
    """Take in the heads before a name: «عناصر من مليشيا», «القوات الموالية ل», «مواقع»."""
    at = mention.first
    while at - 1 >= left and not (at == mention.core and conjoined(sentence, at)):
        phrase = _supporting(sentence, at, left)
        if phrase >= left:
            mention.supporter = True
            at = phrase
            break
        step = _head_before(sentence, at, left)
        if step < left:
            break
        classes = sentence.classes(step)
        if "relation" in classes:
            mention.loyal = True
            if mention.kind == "foreign_state" and _is_loyalty(sentence.forms[step]):
                mention.ids = (OTHER,)  # «فصائل موالية لإيران» are not Iran
        elif "head" in classes:
            if _unfit(sentence, mention, step, at):
                break
        elif "position" in classes:
            mention.position = True
        else:
            step = _described(sentence, at, step, left)
            if step < left:
                break
            mention.position = True
        at = step
    mention.first = at


def _supporting(sentence: Sentence, at: int, left: int) -> int:
    """Where a phrase of support begins that ends at `at` or at a «من» before it, or -1."""
    of = at - 1 if at - 1 >= left and sentence.forms[at - 1] in _OF_SUPPORT else at
    return max(
        (
            h.first
            for h in sentence.words.get("supporter", ())
            if h.first >= left and (h.last in (at, of) or of < at and _spelt_out(h, of))
        ),
        default=-1,
    )


def _spelt_out(hit: Hit, of: int) -> bool:
    """«بغطاء جوي كثيف من», «المدعومة جوا وبرا من»: support, and of what kind."""
    return 0 < of - hit.last <= _KINDS_OF_SUPPORT


def _head_before(sentence: Sentence, at: int, left: int) -> int:
    """The word that may be a head of what begins at `at`, past quotation marks, «من» and a lone «ل»."""
    step = at - 1
    form = sentence.forms[step]
    if form == "في" and step > left and sentence.classes(step - 1) & _MEMBERS:
        return step - 1  # «قيادي في جماعة …»
    if form in QUOTES or form in _LONE_PARTICLES or form == "من":
        step -= 1
        while step >= left and sentence.forms[step] in QUOTES:
            step -= 1
        if form == "من" and step >= left and "head" not in sentence.classes(step):
            return -1
    return step


def _unfit(sentence: Sentence, mention: Mention, head: int, at: int) -> bool:
    """Whether a head with the article stands beside a word that is no adjective or name of it."""
    if not definite(sentence.forms[head]) or at - head > 1 or mention.use in ("leader", "spokesman"):
        return False
    if definite(sentence.forms[at]) and not _particle(sentence, at):
        return _disagrees(sentence.forms[head], sentence.forms[at])
    return "relation" not in sentence.classes(at)


def _disagrees(head: str, name: str) -> bool:
    """Whether a name in the plural is no adjective of a head in the singular: «الحكومة الحوثيين»."""
    plural = name.endswith(("ين", "ون"))
    return plural and (head in _SINGULAR or (head.endswith("ه") and head not in _PLURAL))


def _is_loyalty(form: str) -> bool:
    return form.removeprefix("ال").startswith("موال")


def _described(sentence: Sentence, at: int, before: int, left: int) -> int:
    """«مواقع عسكرية للحوثيين»: the index of the place of theirs behind one adjective, or -1."""
    step = before - 1
    owned = _particle(sentence, at) == "ل" or sentence.forms[at] == "ل" or "relation" in sentence.classes(at)
    if not owned or step < left or "position" not in sentence.classes(step):
        return -1
    return step if sentence.forms[before].endswith(_ADJECTIVE_ENDINGS) else -1


def _govern(sentence: Sentence, mention: Mention) -> None:
    """Find the preposition that governs a mention."""
    first = _whole(sentence, mention.first)
    before = first - 1
    while before > sentence.first and sentence.forms[before] in QUOTES:
        before -= 1
    previous = sentence.forms[before].removeprefix("و") if before >= sentence.first else ""
    if any(hit.last == first for hit in sentence.words.get("by", ())):
        mention.prep = "by"
    elif _particle(sentence, first):
        mention.prep = _particle(sentence, first)
    elif previous in PREPOSITIONS or previous in _LONE_PARTICLES:
        mention.prep = previous


def _whole(sentence: Sentence, first: int) -> int:
    """Where the whole begins that a mention is part of: «عشرات القتلى من الحوثيين» is «عشرات»."""
    at = first - 1
    if at > sentence.first and sentence.forms[at].isdigit():
        return at  # «على 125 مسلحا»
    if at <= sentence.first or sentence.forms[at] != "من":
        return first
    before = at - 1
    if not _is_portion(sentence, before):
        return first
    while before - 1 >= sentence.first and _is_portion(sentence, before - 1):
        before -= 1
    return before


def _is_portion(sentence: Sentence, at: int) -> bool:
    return sentence.forms[at].isdigit() or any(
        c == "portions" or c.startswith("harmed:") for c in sentence.classes(at)
    )


def _particle(sentence: Sentence, at: int) -> str:
    """The preposition joined to the word at `at`: ب, ل or ك, or ""."""
    for hit in sentence.at.get(at, ()):
        kind = hit.entry.kind
        if kind in ("actor", "epithet", "nation") or (kind == "word" and not hit.entry.verb):
            joined = hit.proclitics.lstrip("وف")
            return joined if joined in ("ب", "ل", "ك") else ""
    return ""
