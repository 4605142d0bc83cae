"""Whom a name stands for: the actors, epithets, nations and countries that the lexicon found at one span."""

from __future__ import annotations

from sijill.arabic.particles import SENTENCE_ENDS
from sijill.packs.lexicon import Hit
from sijill.packs.model import Epithet
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.who.meaning import meaning, named
from sijill.reading.who.mention import OTHER, PEOPLE, Mention
from sijill.reading.who.states import (
    country_as_party,
    is_land,
    nation_at,
    national,
    qualifies,
    stands_as_party,
)

# How many words back the name may stand that «حلفاؤهم» leans on.
_LEANING_REACH = 4
_STATES = ("state", "foreign_state", "organisation")


def resolve(sentence: Sentence, context: Context, first: int, last: int, hits: list[Hit]) -> Mention | None:
    """Whom the words at one span mean on the report's day, or None where they name nobody."""
    if _only_a_word(sentence, first, last):
        return None
    day = context.published
    actors = [h for h in hits if h.entry.kind == "actor" and named(h).holds_on(day)]
    if not actors and day is None:
        actors = [h for h in hits if h.entry.kind == "actor"]
    chosen = [h for h in actors if named(h).kind != PEOPLE] or actors
    nation = next((h for h in hits if h.entry.kind == "nation"), None)
    if "land" in sentence.classes(first) and not stands_as_party(sentence, first):
        return None
    if not chosen or named(chosen[0]).kind == PEOPLE:
        for hit in hits:
            if hit.entry.kind == "epithet" and not nation_at(sentence, last):
                meant = meaning(hit.entry.data, context)
                if meant and _holds(sentence, context, first, hit.entry.data):
                    return Mention(first, last, first, meant, "epithet", "epithet", hit.entry.where)
    if chosen:
        return _actor(sentence, context, first, last, chosen, hits, nation)
    if nation is not None and not is_land(context, hits):
        return national(sentence, context, nation)
    return country_as_party(sentence, context, hits)


def _holds(sentence: Sentence, context: Context, first: int, epithet: Epithet) -> bool:
    """Whether words that lean on another's name («حلفاؤهم») stand close behind it."""
    if not epithet.of:
        return True
    for at in range(first - 1, max(first - _LEANING_REACH, sentence.first) - 1, -1):
        if sentence.forms[at] in SENTENCE_ENDS:
            return False
        for hit in sentence.at.get(at, ()):
            if hit.entry.kind == "actor" and named(hit).id == epithet.of:
                return True
            own = hit.entry.kind == "epithet" and not hit.entry.data.of
            if own and epithet.of in meaning(hit.entry.data, context):
                return True
    return False


def _actor(
    sentence: Sentence,
    context: Context,
    first: int,
    last: int,
    chosen: list[Hit],
    hits: list[Hit],
    nation: Hit | None,
) -> Mention | None:
    ids = tuple(dict.fromkeys(named(h).id for h in chosen))
    best = chosen[0]
    if len(ids) > 1:
        local = [h for h in chosen if named(h).country in (context.local or context.country, "")]
        best = (local or chosen)[0]
    name = named(best)
    ids = (name.id,)
    if name.kind in _STATES:
        adjective = nation is not None or all(named(h).use == "adjective" for h in chosen)
        if adjective and last - first == 1 and (qualifies(sentence, first) or not is_land(context, hits)):
            return national(sentence, context, nation or best, ids[0])
        if (is_land(context, hits) or name.use == "capital") and not stands_as_party(sentence, first):
            return None
    elif name.kind == PEOPLE and name.use == "adjective" and qualifies(sentence, first):
        return None
    kind = "armed_group" if name.id == OTHER and name.use == "unit" else name.kind
    return Mention(first, last, first, ids, kind, name.use, best.entry.where)


def _only_a_word(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a name of one word is part of a person's («محمد الحوثي») or of a phrase («لصالح»)."""
    if last - first > 1:
        return False
    if last < sentence.last and sentence.forms[last] in ("بن", "ابن"):
        return True  # «صالح بن فريد»
    classes = sentence.classes(first)
    before = first - 1
    if "no_name" in classes:
        return before < sentence.first or "relation" not in sentence.classes(before)
    if before < sentence.first:
        return False
    return "given_names" in sentence.classes(before)
