"""What kind of source a speaker is, and for whom he speaks."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.packs.compiled import ActorName
from sijill.packs.lexicon import Hit
from sijill.packs.model import Epithet
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.who.meaning import meaning
from sijill.reading.who.mention import OTHER, Mention
from sijill.record import AttributionKind

_STATES = frozenset(("state", "foreign_state"))
_FIGHTING = frozenset(("armed_group", "coalition", "party", "armed_state_unit"))
_NAMELESS = frozenset(("witness", "medical", "media", "anonymous"))
# Of a body's words the more telling kind wins.
_OFFICES = ("medical", "party", "official", "witness", "organisation", "media")
# What stands between a source and the body that it is in.
_INSIDE = frozenset("في من داخل ضمن لدي بين باسم".split())
_BEHALF = "باسم"
_ARMED = "speech:armed"
_NATIONALITY = frozenset(("nation", "adjective"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who was named as a speaker: tokens `first` to `last` of `sentence`.

    `mention` is the actor that he speaks for, where words or the report's country tell it; `gender` is
    that of the verb that introduced him, "" where none did.
    """

    kind: AttributionKind
    id: str | None
    first: int
    last: int
    sentence: Sentence
    entry: str
    mention: Mention | None
    gender: str = ""


def identified(
    sentence: Sentence,
    context: Context,
    first: int,
    last: int,
    title: tuple[str, Hit] | None,
    who: Mention | None,
) -> Speaker:
    """The speaker that tokens `first` to `last` name, from his title and the actor he speaks for."""
    head = title[0] if title else ""
    hits = [h for at in range(first, last) for h in sentence.at.get(at, ())]
    words = {h.entry.data for h in hits if h.entry.kind == "word"}
    armed = _ARMED in words
    foreign = who is None or who.use in _NATIONALITY
    if (
        head == "anonymous"
        and who is None
        or head == "official"
        and _of_any_body(sentence, title)
        or head == "party"
        and who is None
        and _on_behalf(sentence, title)
    ):
        head = _office(sentence, title, last) or head
    if "speech:independent" in words and foreign and head in ("official", "party", "organisation"):
        head, who = "organisation", None
    civil = "source:official" in words
    if head == "organisation" and armed and foreign and "speech:independent" not in words:
        head = "party"  # «لجنة مكافحة الإرهاب»: a state's, whatever it is called
    elif head == "party" and who is None and civil and not armed:
        head = "official"  # «المتحدث باسم حكومة …»
    kind = _kind(context, head, who, armed=armed, civil=civil)
    ids = who.ids if who is not None and who.ids[0] != OTHER else ()
    unlisted = who is not None and who.use == "name" and who.kind in _STATES
    if (
        not ids
        and not unlisted
        and "speech:groups" not in words
        and (kind == "official" or kind == "party" and armed)
    ):
        country = next((h.entry.data for h in hits if h.entry.kind == "nation"), "")
        ids = _spoken_for(context, "local" if head == "local" else kind, country)
    entry = title[1].entry.where if title else who.where if who else ""
    if who is None and ids:
        who = Mention(first, last, first, ids, "state", "name", entry)
    end = max(title[1].last if title else 0, min(who.last, last) if who else 0, first + 1)
    identity = ids[0] if ids and ids[0] != OTHER and kind not in _NAMELESS else None
    return Speaker(kind, identity, first, end, sentence, entry, who)


def _of_any_body(sentence: Sentence, title: tuple[str, Hit] | None) -> bool:
    """Whether only the body tells what a title is: «مسؤول في الجيش», «مسؤول في المستشفى»."""
    return title is not None and "speech:anybody" in sentence.classes(title[1].first)


def _on_behalf(sentence: Sentence, title: tuple[str, Hit] | None) -> bool:
    """Whether a spokesman's title tells in whose name he speaks: «المتحدث باسم أهالي …»."""
    return title is not None and sentence.forms[title[1].last] == _BEHALF


def _office(sentence: Sentence, title: tuple[str, Hit] | None, last: int) -> str:
    """The kind of the body that a source is in: «مصدر في القيادة», «مصادر من أقارب …»."""
    if title is None or title[1].last >= last:
        return ""
    start = title[1].last
    if sentence.forms[start] in _INSIDE:
        start += 1
    elif not any(h.proclitics == "ب" for h in sentence.at.get(start, ())):
        return ""
    kinds = {
        hit.entry.data.removeprefix("source:")
        for hit in sentence.at.get(start, ())
        if hit.entry.kind == "word" and hit.entry.data.startswith("source:") and hit.last <= last
    }
    if not kinds and _ARMED in sentence.classes(start):
        return "party"  # «مسؤولون في القوات …»
    return next((kind for kind in _OFFICES if kind in kinds), "")


def _kind(context: Context, head: str, who: Mention | None, *, armed: bool, civil: bool) -> AttributionKind:
    """The kind of a source by his title and by the nature of the actor he speaks for."""
    actor = context.pack.actors.get(who.ids[0]) if who is not None else None
    nature: str = actor.kind if actor is not None else "state" if who is not None else ""
    if not head and who is not None and who.use == "name" and who.kind in _STATES:
        nature = who.kind  # «أكدت الجزائر»: a state that the pack has no actor for
    if head in ("witness", "medical"):
        return head  # type: ignore[return-value]
    if who is not None and who.ids[0] in _meant(context, "local", ""):
        return "official"
    if head == "local":
        return "party" if nature in _FIGHTING and not civil else "official"
    if nature in _FIGHTING:
        return "party"  # its media arm too
    if head == "media" or who is not None and who.use == "media":
        return "media"
    if nature == "organisation":
        return "organisation"
    if nature in _STATES:
        return _state_kind(head, who, armed=armed, civil=civil)
    return head or "anonymous"  # type: ignore[return-value]


def _state_kind(head: str, who: Mention | None, *, armed: bool, civil: bool) -> AttributionKind:
    """A state's army and police are a party, its ministers and offices are officials."""
    if head == "official":
        return "official"
    if not armed:
        if head == "organisation":
            return "organisation"
        if head == "anonymous" and who is not None and who.use in _NATIONALITY:
            return "anonymous"
        if head != "party" or civil:
            return "official"
    return "party"


def _spoken_for(context: Context, kind: str, country: str) -> tuple[str, ...]:
    """Whom an army's, a ministry's or a municipality's source speaks for where no words name it."""
    ids = _meant(context, kind, country)
    if ids or kind == "local":
        return ids
    nation = context.pack.nations.get(country or context.country, "")
    return (nation,) if nation else ()


def _meant(context: Context, kind: str, country: str) -> tuple[str, ...]:
    """The actors that the pack's word for a kind of source («الجيش», «الحكومة») means in this report."""
    words = context.pack.speaks_for[kind].split()
    for hit in context.pack.lexicon.find(words, 0, len(words)):
        if hit.last < len(words):
            continue
        if isinstance(hit.entry.data, Epithet):
            ids = meaning(hit.entry.data, context, country)
            if ids:
                return ids
        elif isinstance(hit.entry.data, ActorName):
            return (hit.entry.data.id,)
    return ()
