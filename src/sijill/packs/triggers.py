"""Event frames of a pack, as the reader uses them: which word tells of which event, and who is who in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sijill.arabic.fold import fold_key
from sijill.arabic.verbs import conjugated, masdars
from sijill.packs.lexicon import Entry, Lexicon, noun_variants


@dataclass(frozen=True, slots=True)
class Conditions:
    """When a trigger tells of its event.

    `armed`: "" no matter, "any" an actor must stand in the sentence, "subject" as who does it, "both" two
    different ones. `near`, `next` and `without` are folded spellings that must stand in the clause, must
    stand right behind the word, must not stand beside it; `unless` those that must not stand in the
    clause. `alone`: only where no other fighting is told in the "sentence" or "clause"; `weak`: only where
    no firmer word tells of fighting or of the same there. `intransitive`: an attached pronoun makes it
    another verb («تقدمه» is "offers it"). `persons`: only where it is done to people.
    """

    armed: str = ""
    near: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    next: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    place: bool = False
    alone: str = ""
    intransitive: bool = False
    casualty: bool = False
    persons: bool = False
    aid: bool = False
    weak: str = ""
    moved: str = ""


MOVED = ("troops", "arms", "self")

# weapon: the weapon told with an attack; aircraft: aircraft that carry it out; flyer: aircraft that destroy;
# victims: whether they fought; stormed: whether a force holds the place; beaten: whether a force was;
# shot: who was shot at.
SETTLED_BY = ("weapon", "aircraft", "flyer", "victims", "stormed", "beaten", "shot")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of an event of `type` («*attack»: the weapon in the clause decides).

    `settled_by` is what else in the sentence may make it another type: one of SETTLED_BY.
    """

    type: str
    lemma: str
    roles: Mapping[str, str]
    when: Conditions
    means: str | None
    noun: bool
    settled_by: str = ""


def add_triggers(lexicon: Lexicon, frames: Mapping[str, Any], arguments: Mapping[str, Any]) -> None:
    """Enter every verb form, masdar and phrase of `frames` into the lexicon."""
    roles = {name: _folded_roles(table) for name, table in arguments.items()}
    for event_type, rows in frames.items():
        for row in rows:
            _add_row(lexicon, event_type, row, roles[row["args"]], row.where)


def _folded_roles(table: Mapping[str, str]) -> dict[str, str]:
    return {
        (key if key.isascii() else fold_key(key)): role for key, role in table.items() if role != "none"
    } | {"none": ",".join(fold_key(key) for key, role in table.items() if role == "none")}


def _add_row(
    lexicon: Lexicon, event_type: str, row: Mapping[str, Any], roles: Mapping[str, str], where: str
) -> None:
    when = _conditions(row.get("when", {}))

    def trigger(lemma: str, noun: bool) -> Trigger:
        return Trigger(event_type, lemma, roles, when, row.get("means"), noun, row.get("settled_by", ""))

    # Forms that are spelled like a commoner word: «تغير» "changed", «يستعد» "prepares".
    barred = {fold_key(word) for word in row.get("except", ())}
    nouns: list[str] = list(row.get("masdar", ()))
    if "verb" in row:
        root, pattern = row["verb"]
        lemma = next(iter(conjugated(root, pattern)))
        for form, readings in conjugated(root, pattern).items():
            told = tuple(r for r in readings if r.person == 3)  # «لأجل» is no "that I evacuate"
            if told and form not in barred:
                entry = Entry("trigger", trigger(lemma, False), f"{where}/{lemma}", told)
                lexicon.add(form, replace(entry, suffixes=not row.get("objectless", False)))
        nouns.extend(masdars(root, pattern) if not row.get("masdar") else ())
    for noun in nouns:
        entry = Entry("trigger", trigger(noun, True), f"{where}/{noun}")
        for variant in noun_variants(noun):
            if variant not in barred:
                lexicon.add(variant, entry)
    for phrase in row.get("phrase", ()):
        entry = Entry("trigger", trigger(phrase, True), f"{where}/{phrase}")
        for variant in noun_variants(phrase):
            lexicon.add(variant, entry)


def _conditions(row: Mapping[str, Any]) -> Conditions:
    armed = row.get("armed", "")
    return Conditions(
        armed="any" if armed is True else armed,
        moved=row.get("moved", ""),
        near=frozenset(_spellings(row.get("near", ()))),
        without=frozenset(_spellings(row.get("not", ()))),
        next=frozenset(_spellings(row.get("next", ()))),
        unless=frozenset(_spellings(row.get("unless", ()))),
        place=row.get("place", False),
        alone="sentence" if row.get("alone") is True else row.get("alone", ""),
        intransitive=row.get("intransitive", False),
        casualty=row.get("casualty", False),
        persons=row.get("persons", False),
        aid=row.get("aid", False),
        weak="sentence" if row.get("weak") is True else row.get("weak", ""),
    )


def _spellings(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        yield from noun_variants(word)
