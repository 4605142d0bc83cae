"""Which of the pack's outlets a report is from, by its name or address, and whose words it uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from sijill.packs.compiled import CompiledPack, outlet_key
from sijill.packs.lexicon import Hit
from sijill.packs.model import Source
from sijill.reading.passage import Sentence

# A smear that stands alone may be a slip, or somebody's word that is not told as such.
_OFTEN = 2


def outlet_of(pack: CompiledPack, source: str | None, url: str | None, day: date | None) -> Source | None:
    """The pack's entry for an outlet on a day; the name that a report gives goes before its address."""
    address = f"//{source}" if source and "." in source and not source.startswith("http") else source
    for name in (source, *_hosts(address), *_hosts(url)):
        if not name:
            continue
        for entry in pack.sources.get(outlet_key(name), ()):
            if entry.holds_on(day):
                return entry
    return None


def side_by_words(side: str | None, sentences: Sequence[Sentence]) -> str | None:
    """The side that a report is told from: its outlet's, unless its words are another side's.

    Words that one side's outlets alone use tell the side of an outlet that is not known. An outlet does not
    smear its own side again and again: a text that does was only given that outlet's name, or is a copy of
    another's. What somebody is quoted with is not the outlet's own wording.
    """
    spoken: Counter[str] = Counter()
    smeared: Counter[str] = Counter()
    for sentence in sentences:
        if sentence.has("say", sentence.first, sentence.last) or sentence.has(
            "according", sentence.first, sentence.last
        ):
            continue
        for hit in sentence.hits:
            if hit.entry.kind == "epithet" and hit.entry.data.voice:
                spoken[hit.entry.data.voice] += 1
            elif hit.entry.kind == "actor" and _smears(sentence, hit):
                smeared[hit.entry.data.id] += 1
    if side and (smeared[side] <= spoken[side] or smeared[side] < _OFTEN):
        return side
    told = [voice for voice, _ in spoken.most_common(2) if spoken[voice] > smeared[voice]]
    return told[0] if len(told) == 1 else None


def _smears(sentence: Sentence, hit: Hit) -> bool:
    """Whether an actor is named as nobody names his own: by an epithet, or as a militia."""
    before = sentence.classes(hit.first - 1) if hit.first > sentence.first else set()
    return hit.entry.data.use == "epithet" or "group:militia" in before


def _hosts(url: str | None) -> list[str]:
    """The host of an address and the wider ones: `ar.example.net`, `example.net`."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return []
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(max(len(labels) - 1, 0))]
