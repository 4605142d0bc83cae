"""States, their bodies and their people: «القوات التركية», «أربعة إيطاليين», «نددت واشنطن»."""

from __future__ import annotations

from sijill.arabic.particles import COMMAS, PREPOSITIONS, QUOTES, SENTENCE_ENDS
from sijill.packs.lexicon import Hit
from sijill.reading.context import Context
from sijill.reading.passage import Sentence, trigger_of
from sijill.reading.who.meaning import named, state_of
from sijill.reading.who.mention import OTHER, PEOPLE, Mention

# A head («وزير») and a nationality («الأميركي») may have this many words between them.
_NATION_REACH = 3
# Behind these a country is a party; behind any other preposition it is where something is.
_PARTY_PREPOSITIONS = frozenset("بين مع ضد لدي بحق تجاه".split())
# How the adjectives end that may stand between a deed and the adjective of whose it is.
_NISBA = ("ي", "يه", "يا")
_PERSON_CLASSES = frozenset({"civilians", "persons"})
# Words that make what qualifies them an actor: «قوات», «جندي», «وزير».
_OWNED = frozenset({"head", "soldiers", "troops", "source:official", "state_body"})
# What is said by word of mouth is no body of the state: «مصادر يمنية», «المرصد السوري».
_NO_STATE = frozenset({"source:anonymous", "source:media", "source:witness", "source:organisation"})
_AUXILIARIES = frozenset("كان كانت قد لقد ان لان فان بان انما لكن لم لن".split())


def national(sentence: Sentence, context: Context, hit: Hit, actor: str = "") -> Mention | None:
    """«القوات التركية», «وزير الدفاع الأميركي»: a state's; «أربعة إيطاليين»: people."""
    at = _owner(sentence, hit.first)
    country = hit.entry.data if hit.entry.kind == "nation" else named(hit).country
    if at is None:
        return _nationals(sentence, context, hit, country)
    classes = sentence.classes(at)
    if classes & _PERSON_CLASSES and not classes & {"soldiers", "troops"}:
        return None
    ids = (actor,) if actor else state_of(context, country)
    if not classes & _OWNED:
        if "fighters" in classes:
            ids = (OTHER,)
        else:
            at = hit.first  # «الغارات التركية»: the deed is not part of the name
    return Mention(at, hit.last, at, ids, "state", "nation", hit.entry.where)


def nation_at(sentence: Sentence, at: int) -> bool:
    """Whether an adjective of nationality stands at `at`: «وزير الدفاع الأميركي»."""
    return any(h.entry.kind == "nation" and not h.proclitics for h in sentence.at.get(at, ()))


def dual_nation(sentence: Sentence, context: Context, at: int) -> str:
    """The country of a dual adjective («تركيان», «تركيين») at `at`, or ""."""
    form = sentence.forms[at] if at < sentence.last else ""
    if not form.endswith(("يان", "يين")):
        return ""
    hits = context.pack.lexicon.find((form[:-2],), 0, 1)
    return next((h.entry.data for h in hits if h.entry.kind == "nation"), "")


def _owner(sentence: Sentence, first: int) -> int | None:
    """The noun that an adjective of nationality qualifies, where it is a person, a body or a deed."""
    plural = sentence.forms[first].endswith(("ين", "ون"))
    for at in range(first - 1, max(first - (1 if plural else _NATION_REACH), sentence.first) - 1, -1):
        form = sentence.forms[at]
        if form in COMMAS or form in SENTENCE_ENDS or form.removeprefix("و") in PREPOSITIONS:
            return None
        classes = sentence.classes(at)
        if classes & _NO_STATE:
            return None
        if classes & _OWNED or classes & _PERSON_CLASSES or "fighters" in classes:
            # «الدفاعات طائرة تركية»: what has the article is not qualified by what has none
            nearer = at < first - 1 and not definite(sentence.forms[first - 1])
            return None if nearer and definite(form) and not definite(sentence.forms[first]) else at
        hits = sentence.at.get(at, ())
        if any(h.entry.kind == "trigger" and not h.entry.verb for h in hits):
            between = sentence.forms[at + 1 : first]
            # «الغارات الجوية التركية», not «خطف مهندس كرواتي»
            alike = definite(form) or all(word.endswith(_NISBA) for word in between)
            return at if alike and definite(form) == definite(sentence.forms[first]) else None
        if any(h.entry.kind in ("actor", "epithet") or h.proclitics.endswith(("ب", "ل")) for h in hits):
            return None
    return None


def _nationals(sentence: Sentence, context: Context, hit: Hit, country: str) -> Mention | None:
    """«أربعة إيطاليين», «الأتراك»: people of a country, civilians if it is the one spoken of."""
    if not sentence.forms[hit.first].endswith(("ين", "ون")) or qualifies(sentence, hit.first):
        return None
    if country in (context.country, context.pack.country):
        ids, kind = ("civilians",), PEOPLE
    elif definite(sentence.forms[hit.first]) and context.pack.nations.get(country):
        ids, kind = (context.pack.nations[country],), "foreign_state"  # «تفاهم مع الأميركيين»
    else:
        ids, kind = (OTHER,), PEOPLE
    return Mention(hit.first, hit.last, hit.first, ids, kind, "nation", hit.entry.where)


def country_as_party(sentence: Sentence, context: Context, hits: list[Hit]) -> Mention | None:
    """A country that the pack has no actor for, where it acts: «نددت فرنسا»."""
    hit = next((h for h in hits if h.entry.kind == "place"), None)
    if hit is None or not is_land(context, hits) or not stands_as_party(sentence, hit.first):
        return None
    if context.pack.places[hit.entry.data].country == context.pack.country:
        return None
    return Mention(hit.first, hit.last, hit.first, (OTHER,), "foreign_state", "name", hit.entry.where)


def is_land(context: Context, hits: list[Hit]) -> bool:
    """Whether the words also name a country."""
    places = context.pack.places
    return any(h.entry.kind == "place" and places[h.entry.data].level == "country" for h in hits)


def stands_as_party(sentence: Sentence, at: int) -> bool:
    """Whether a country or capital is said as whoever governs it, and not as a place."""
    proclitics = next((h.proclitics for h in sentence.at.get(at, ())), "")
    before = at - 1
    while before >= sentence.first and sentence.forms[before] in QUOTES:
        before -= 1
    previous = sentence.forms[before] if before >= sentence.first else ""
    classes = sentence.classes(before) if previous else set()
    if proclitics.endswith(("ب", "ك")):
        return False
    if proclitics == "و" and previous and not definite(previous) and nation_at(sentence, before):
        return False  # «مصادر عراقية وسورية»
    if proclitics.endswith("ل"):
        return bool(classes & {"relation", "supporter", "position", "head"})
    land = _land_before(sentence, before)
    if land is not None:
        return stands_as_party(sentence, land)
    if not previous or previous in COMMAS or previous in SENTENCE_ENDS:
        return _begins_verb(sentence, at + 1)
    if previous.removeprefix("و") in PREPOSITIONS:
        beyond = sentence.classes(before - 1) if before > sentence.first else set()
        if previous == "من":
            return "supporter" in beyond
        return previous.removeprefix("و") in _PARTY_PREPOSITIONS and "borders" not in beyond
    if any(c == "direction" or c.startswith(("level:", "anaphor:")) for c in classes):
        return False
    if classes & (_OWNED | {"supporter", "say"}) or _verb_at(sentence, before):
        return True
    told = [h for h in sentence.at.get(before, ()) if h.entry.kind == "trigger"]
    if told:  # «مشاورات السويد» were held there
        return not all(trigger_of(h).type == "negotiation" for h in told)
    return previous.removeprefix("و") in _AUXILIARIES or _looks_like_verb(previous)


def _begins_verb(sentence: Sentence, at: int) -> bool:
    return at < sentence.last and (_verb_at(sentence, at) or sentence.forms[at].startswith(("ت", "ي")))


def _looks_like_verb(form: str) -> bool:
    """Whether a word unknown to the lexicon has the shape of a verb («نددت», «يعتقد», «استلمتها»)."""
    bare = form.removeprefix("و")
    if bare.startswith("ال"):
        return False
    return bare.startswith(("ي", "ت", "س")) or bare.endswith(("ت", "تها", "ته", "تهم"))


def _verb_at(sentence: Sentence, at: int) -> bool:
    return any(h.entry.verb for h in sentence.at.get(at, ()))


def _land_before(sentence: Sentence, at: int) -> int | None:
    """Where the country or capital begins that ends at token `at`, if one does."""
    for first in range(at, max(at - 3, sentence.first) - 1, -1):
        for hit in sentence.at.get(first, ()):
            if hit.last == at + 1 and hit.entry.kind == "place":
                return first
    return None


def qualifies(sentence: Sentence, at: int) -> bool:
    """Whether a word that may be an adjective stands behind a noun that it fits («تصريح صحفي»)."""
    before = at - 1
    if before < sentence.first:
        return False
    form = sentence.forms[before]
    plain = not any(h.proclitics for h in sentence.at.get(at, ()))
    if not plain or not form.isalpha() or form in PREPOSITIONS or _is_number(sentence, before):
        return False
    if _verb_at(sentence, before) or sentence.classes(before) & {"portions"}:
        return False
    if definite(form) != definite(sentence.forms[at]):
        return False
    if definite(form):
        return True
    hits = sentence.at.get(before, ())
    return not any(h.entry.kind == "trigger" or str(h.entry.data).startswith("harm") for h in hits)


def definite(form: str) -> bool:
    """Whether a form has the article, also behind a clitic."""
    return form.startswith(("ال", "وال", "بال", "لل", "فال", "كال", "ولل", "وبال"))


def _is_number(sentence: Sentence, at: int) -> bool:
    return sentence.forms[at].isdigit() or "portions" in sentence.classes(at)
