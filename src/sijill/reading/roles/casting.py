"""What the search for participants works with: one trigger's surroundings, and who has which role so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sijill.arabic.particles import PREPOSITIONS, RELATIVES
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, is_verb, trigger_of
from sijill.reading.who.mention import PEOPLE, Mention

# An argument stands at most so many words behind its trigger.
ARGUMENT_REACH = 18
# What people at large do.
BY_PEOPLE = frozenset(("protest", "riot"))
FLIGHT = frozenset(("displacement",))
# What brings in a subject before its verb, and what begins another clause right before a verb.
_BRINGING_IN = frozenset(
    "ان وان بان وبان لان ولان كان كانت وكان وكانت بات باتت وبات وباتت اصبحت واصبحت".split()
)
_SUBORDINATING = RELATIVES | frozenset(
    "ان عندما حين حيث فيما بينما كما لما بعدما قبلما حينما وقد حتي كي لكي".split()
)
_ANNOUNCED_REACH = 30
# «أن العشرات من المسلحين …»
_COUNTED_REACH = 3
_CARRYING = frozenset(("performing", "suffering", "say"))
# Told of whoever is named in them: nobody is taken over from the sentences before.
_SUBJECT_NAMED = frozenset(("defection", "aid", "displacement", "breach"))
# People who may act in a fight, though they are no party.
_ACTING_PEOPLE = frozenset(("tribes", "sheikhs", "unknown_gunmen", "local_authority", "migrants"))


@dataclass(slots=True)
class Cast:
    """The mentions that take part, by role; `inherited` are ids of a subject that only a pronoun names."""

    roles: dict[str, list[Mention]] = field(default_factory=dict)
    inherited: dict[str, tuple[str, ...]] = field(default_factory=dict)
    guessed: list[Mention] = field(default_factory=list)  # placed without a tie of grammar

    def give(self, role: str, mention: Mention) -> None:
        """Put a mention into a role, once."""
        if role and role not in ("none", "place", "both") and not self.placed(mention):
            self.roles.setdefault(role, []).append(mention)

    def guess(self, role: str, mention: Mention) -> None:
        """Put a mention into a role that grammar does not give it."""
        if not self.placed(mention):
            self.give(role, mention)
            self.guessed.append(mention)

    def placed(self, mention: Mention) -> bool:
        """Whether a mention already has a role."""
        return any(m is mention for found in self.roles.values() for m in found)

    def has(self, role: str) -> bool:
        """Whether a role is taken, by name or by pronoun."""
        return role in self.roles or role in self.inherited

    def ids(self) -> set[str]:
        """All actors that have a role."""
        named = {i for found in self.roles.values() for m in found for i in m.ids}
        return named | {i for held in self.inherited.values() for i in held}


@dataclass(frozen=True, slots=True)
class Scene:
    """What the arguments of one trigger are sought in.

    `near` are the mentions of the trigger's clause and of those that lean on it, `everyone` those of the
    sentence, speakers left out; `topic` is the subject spoken of last.
    """

    sentence: Sentence
    trigger: Hit
    roles: Mapping[str, str]
    near: list[Mention]
    everyone: list[Mention]
    topic: tuple[str, ...]

    def role(self, name: str) -> str:
        """The role that a grammatical place gives, "" for none."""
        return self.roles.get(name, "")

    def acts(self, mention: Mention) -> bool:
        """Whether a mention can be who did this: people at large protest, and do little else."""
        return may_act(mention) or trigger_of(self.trigger).type in BY_PEOPLE

    @property
    def heir(self) -> tuple[str, ...]:
        """Who did this if nobody is named: the subject spoken of last, who neither marches nor flees."""
        of_people = trigger_of(self.trigger).type in BY_PEOPLE
        fled = trigger_of(self.trigger).type in FLIGHT and self.role("subject") == "target"
        return () if of_people or fled or trigger_of(self.trigger).type in _SUBJECT_NAMED else self.topic


def announced(scene: Scene, verb: Hit) -> Mention | None:
    """Who stands behind «أن» or «كانت» and has a verb to come: «أن القوات التي يقاتلها المسلحون سيطرت …»."""
    sentence = scene.sentence
    if not verb.entry.verb or verb.proclitics or sentence.forms[verb.first - 1] in _SUBORDINATING:
        return None
    reach = range(verb.first - 1, max(verb.first - _ANNOUNCED_REACH, sentence.first) - 1, -1)
    at = next((at for at in reach if sentence.forms[at] in _BRINGING_IN), None)
    if at is None:
        return None
    behind = (m for m in scene.everyone if 0 < m.first - at <= _COUNTED_REACH and m.lead is m)
    subject = next((m for m in behind if m.last <= verb.first), None)
    return subject if subject is not None and _awaits(scene, subject, verb) else None


def _awaits(scene: Scene, mention: Mention, verb: Hit) -> bool:
    """Whether one may be the subject of a verb further on that fits in number, having none of its own yet."""
    if mention.prep or mention.position or not may_act(mention):
        return False
    sentence = scene.sentence
    if sentence.forms[mention.first].endswith(("ون", "ين")) and not any(
        r.number == "p" for r in verb.entry.verb
    ):
        return False
    return not any(
        hit.entry.verb and not hit.enclitic and sentence.forms[at - 1] not in RELATIVES
        for at in range(mention.last, verb.first)
        for hit in sentence.at.get(at, ())
        if hit.entry.kind == "trigger" or (hit.entry.kind == "word" and hit.entry.data in _CARRYING)
    )


def subjects(sentence: Sentence, named: list[Mention]) -> list[Mention]:
    """Those named who may be the subject that a sentence goes on about, all of them if none is fit.

    In iḍāfa behind a deed stands one who belongs to it: «سيطرت القوات على القرية بعد طرد المسلحين وقامت …».
    """
    return [m for m in named if not of_deed(sentence, m)] or named


def of_deed(sentence: Sentence, mention: Mention) -> bool:
    """Whether one stands in iḍāfa behind a deed, «طرد المسلحين», and no relative clause goes on about him."""
    if mention.last < sentence.last and sentence.forms[mention.last] in RELATIVES:
        return False
    at = mention.lead.first
    deeds = [t for t in sentence.triggers if t.last == at and not is_verb(t)]
    # «مما دفع المسلحين»: a word that is a verb as well is a noun behind a preposition
    return any(
        sentence.forms[t.first - 1] in PREPOSITIONS or not any(h.entry.verb for h in sentence.at[t.first])
        for t in deeds
    )


def may_act(mention: Mention) -> bool:
    """Whether a mention can be who does something: a party, not people at large."""
    return mention.kind != PEOPLE or bool(set(mention.ids) & _ACTING_PEOPLE)
