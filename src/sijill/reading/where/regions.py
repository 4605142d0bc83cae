"""Regions told by a country's name: its quarters («جنوب شرق البلاد») and its borders («الحدود مع اليمن»)."""

from __future__ import annotations

from dataclasses import replace

from sijill.packs.lexicon import Hit
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.where.spots import PlaceMention
from sijill.reading.where.unknown import written

_COMPASS = frozenset("شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط اقصي".split())
_CLITICS = ("", "و", "ب", "ل", "وب")
_BORDER = ("حدود", "حدودي")


def quarter(sentence: Sentence, mention: PlaceMention) -> PlaceMention:
    """A country with points of the compass before it as the region it is, any other mention as it is.

    «جنوب البلاد», «شمال وغرب العراق»: a region of the gazetteer («غرب العراق») may have more of them.
    """
    forms = sentence.forms
    start = mention.first
    if mention.first != mention.core or mention.level not in ("country", "region"):
        return mention
    if mention.level == "region" and _clitic(forms[start]) is None:
        return mention
    while start > sentence.first and _clitic(forms[start - 1]) is not None:
        start -= 1
        if _clitic(forms[start]) in ("ب", "ل", "وب"):
            break
    if start == mention.first:
        return mention
    clitic = _clitic(forms[start]) or ""
    name = written(sentence, start, mention.last, clitic)
    return PlaceMention(
        start, mention.last, start, name, "region", None, mention.where,
        prep=clitic.removeprefix("و"), within=replace(mention),
    )  # fmt: skip


def _clitic(form: str) -> str | None:
    """What is attached before a point of the compass («بشمال»: «ب»); None for any other word."""
    return next((c for c in _CLITICS if form.startswith(c) and form[len(c) :] in _COMPASS), None)


def border(sentence: Sentence, hit: Hit, context: Context) -> PlaceMention | None:
    """«الحدود التركية السورية», «الشريط الحدودي مع اليمن»; the bare word tells no place."""
    last = hit.last
    nations: list[str] = []
    while last < sentence.last and (nation := _nation(sentence, last)):
        nations.append(nation)
        last += 1
    if not nations and sentence.forms[last : last + 1] == ["مع"]:
        behind = next((h for h in sentence.at.get(last + 1, ()) if _is_country(h, context)), None)
        if behind is None:
            return None
        last = behind.last
    elif not nations:
        return None
    country = context.pack.places.get(f"iso:{nations[0] if nations else context.country}")
    name = written(sentence, hit.first, last, hit.proclitics)
    found = PlaceMention(hit.first, last, hit.first, name, "region", None, hit.entry.where)
    if country is not None:
        found.within = replace(found, name=country.name_ar, level="country", entry=country)
    return found


def is_border(sentence: Sentence, hit: Hit) -> bool:
    """Whether a landmark's words are those of a border."""
    return sentence.forms[hit.last - 1].endswith(_BORDER)


def _nation(sentence: Sentence, at: int) -> str:
    hits = sentence.at.get(at, ())
    return next((str(h.entry.data) for h in hits if h.entry.kind == "nation" and h.last == at + 1), "")


def _is_country(hit: Hit, context: Context) -> bool:
    return hit.entry.kind == "place" and context.pack.places[hit.entry.data].level == "country"
