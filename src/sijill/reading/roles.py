"""Who did what to whom: the arguments of one trigger among the actors named around it.

Order of trust: what grammar ties to the trigger (subject, object, genitive, preposition), then the
subject of the verb that carries a noun («شنت … هجوما»), then what `roles_open` finds in the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from sijill.arabic.particles import COMMAS, PREPOSITIONS, QUOTES, RELATIVES
from sijill.packs.lexicon import Hit
from sijill.reading.killers import killer
from sijill.reading.mention import PEOPLE, Mention
from sijill.reading.passage import Sentence, is_verb, trigger_of

_SUBJECT_REACH = 7
_OBJECT_REACH = 2
_GENITIVE_REACH = 2
_ARGUMENT_REACH = 18
_AGENT_REACH = 3
_HELD_REACH = 25
_ATTACK_REACH = 4
_ATTACKS = frozenset(("clash", "airstrike", "shelling", "bombing", "suicide_attack"))
# «من قبضة X», «من سيطرة X», «من يد X»: whom a place is taken from.
_GRIPS = frozenset("سيطره قبضه يد ايدي براثن ايادي".split())
_GRIPPED = frozenset(("بيد", "بايدي", "لسيطره"))
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


def tied(scene: Scene) -> Cast:
    """The actors that grammar ties to the trigger."""
    result = Cast()
    if is_verb(scene.trigger):
        _verb_arguments(scene, result)
    else:
        _noun_arguments(scene, result)
    _prepositions(scene, result)
    _pairs(scene, result)
    for mention in scene.near:
        if mention.lead is not mention:
            role = next((r for r, found in result.roles.items() if any(m is mention.lead for m in found)), "")
            result.give(role, mention)
    return result


def window(sentence: Sentence, trigger: Hit) -> tuple[int, int]:
    """The tokens in which arguments are sought: the trigger's clause, and those that lean on it."""
    number = sentence.clause_number(trigger.first)
    first, last = sentence.clauses[number] if sentence.clauses else (sentence.first, sentence.last)
    while number > 0 and first > sentence.first and sentence.forms[first - 1] in QUOTES:
        number -= 1
        first = sentence.clauses[number][0]
    following = sentence.clause_number(trigger.first) + 1
    while following < len(sentence.clauses):
        start, end = sentence.clauses[following]
        leans = sentence.forms[start - 1] in QUOTES or sentence.forms[start].removeprefix("و") in PREPOSITIONS
        listed = sentence.forms[start - 1] in COMMAS and not any(
            h.entry.verb for at in range(start, min(start + 2, end)) for h in sentence.at.get(at, ())
        )
        if not (leans or (listed and end - start <= 6)) or start - trigger.last > _ARGUMENT_REACH:
            break
        last = end
        following += 1
    return first, last


def may_act(mention: Mention) -> bool:
    """Whether a mention can be who does something: a party, not people at large."""
    return mention.kind != PEOPLE or bool(set(mention.ids) & _ACTING_PEOPLE)


def _verb_arguments(scene: Scene, result: Cast) -> None:
    trigger = scene.trigger
    subject_role, object_role = scene.role("subject"), scene.role("object")
    after = [m for m in scene.near if m.first >= trigger.last and m.lead is m]
    before = [m for m in scene.near if m.last <= trigger.first and not m.prep]
    plain = [m for m in after if not m.prep and m.first - trigger.last <= _ARGUMENT_REACH]
    kills = killer(scene.sentence, trigger)
    agent = next((m for m in after if m.core in kills or m.first in kills), None)
    if agent is not None:
        result.give(subject_role, agent)
        plain = [m for m in plain if m is not agent]
        if plain:
            result.give(object_role, plain[0])
        return
    if _is_passive(scene):
        if plain and plain[0].first - trigger.last <= _SUBJECT_REACH:
            result.give(object_role, plain[0])
        elif before:
            result.give(object_role, before[-1].lead)
        return
    subject = None if _of_the_attack(scene) else _subject(scene, before, plain)
    if subject is not None:
        result.give(subject_role, subject)
    elif scene.topic and subject_role and not _of_the_attack(scene):
        result.inherited[subject_role] = scene.topic
    objects = [m for m in plain if m is not subject]
    if objects and object_role not in ("", "none", "place"):
        result.give(object_role, objects[0])


def _of_the_attack(scene: Scene) -> bool:
    """Whether the verb's subject is an attack named before it: «غارات استهدفت …», «قصف طال …»."""
    trigger, sentence = scene.trigger, scene.sentence
    for other in sentence.triggers:
        gap = trigger.first - other.last
        if 0 <= gap <= _ATTACK_REACH and not is_verb(other) and scene.role("object") == "target":
            told = trigger_of(other).type in _ATTACKS
            if told and not any(other.last <= m.first < trigger.first for m in scene.near):
                return True
    return False


def _subject(scene: Scene, before: list[Mention], plain: list[Mention]) -> Mention | None:
    """The subject of an active verb: behind it (VSO), before it (SVO), or the antecedent of «الذي»."""
    trigger, sentence = scene.trigger, scene.sentence
    acting = scene.role("subject") == "actor"
    leading = [m for m in before if not m.position and (may_act(m) or not acting)]
    behind = [m for m in plain if not m.position and (may_act(m) or not acting)]
    relative = _relative_before(sentence, trigger)
    if relative:
        head = next((m for m in reversed(scene.near) if m.last <= relative and relative - m.last <= 4), None)
        if head is not None and not trigger.enclitic and (may_act(head) or not acting):
            return head
    elif leading and _subject_first(sentence, trigger, leading[-1], plain):
        return leading[-1].lead
    if behind and behind[0].first - trigger.last <= _SUBJECT_REACH and not _plural(trigger):
        return behind[0]
    return leading[-1].lead if leading and not relative else None


def _is_passive(scene: Scene) -> bool:
    readings = scene.trigger.entry.verb
    if readings and all(r.voice == "passive" for r in readings):
        return True
    if not any(r.voice == "passive" for r in readings):
        return False
    return any(m.prep == "by" and m.first >= scene.trigger.last for m in scene.near)


def _plural(trigger: Hit) -> bool:
    """A verb in the plural or dual follows its subject: the subject is not after it."""
    active = [r for r in trigger.entry.verb if r.voice == "active"]
    return bool(active) and all(r.number in ("p", "d") for r in active)


def _relative_before(sentence: Sentence, trigger: Hit) -> int:
    for at in range(trigger.first - 1, max(trigger.first - 4, sentence.first) - 1, -1):
        if sentence.forms[at] in RELATIVES:
            return at
    return 0


def _subject_first(sentence: Sentence, trigger: Hit, candidate: Mention, plain: list[Mention]) -> bool:
    """Whether a mention before the verb is its subject: close by, or none stands right behind the verb."""
    gap = trigger.first - candidate.last
    if not plain or plain[0].first - trigger.last > 2 or plain[0].position:
        return True
    return gap <= 1 and candidate.lead.first - sentence.clause_of(candidate.first)[0] <= 3


def _noun_arguments(scene: Scene, result: Cast) -> None:
    trigger = scene.trigger
    genitive = None if trigger.enclitic else next((m for m in scene.near if _in_genitive(scene, m)), None)
    role = scene.role("genitive")
    if genitive is not None:
        if role == "strike":
            role = "target" if genitive.position or genitive.use == "capital" else "actor"
        elif role == "actor" and genitive.position and scene.role("object") == "target":
            role = "target"
        acted_on = _acted_on(scene, genitive) if role == "target" else None
        if acted_on is not None:
            role = "actor"
            result.give("target", acted_on)
        if role != "actor" or may_act(genitive):
            result.give(role, genitive)
        other = next((m for m in scene.near if m.first >= genitive.last and not m.prep and m.lead is m), None)
        direct = other is not None and other.first - genitive.last <= 4
        if other and direct and role == scene.role("subject") and scene.role("object") == "target":
            result.give("target", other)
    elif trigger.enclitic:
        _give_pronoun(scene, "actor" if role == "strike" else role, result)
    agent = _agent(scene)
    if agent is not None and not result.has(scene.role("subject")):
        result.give(scene.role("subject"), agent)
    _carried(scene, result)
    relative = _relative_clause(scene)
    if relative is not None and brokered(scene.sentence, relative) and scene.role("subject") == "party":
        result.give("mediator", relative)
    elif relative is not None and not result.has(scene.role("subject")):
        result.give(scene.role("subject"), relative)


def _acted_on(scene: Scene, genitive: Mention) -> Mention | None:
    """Whom the one in iḍāfa acts on, told with «ل»: «استهداف التحالف لمواقع الحوثيين»."""
    behind = (m for m in scene.near if m.prep == "ل" and 0 <= m.first - genitive.last <= _OBJECT_REACH)
    return next(behind, None) if may_act(genitive) and not genitive.position else None


def _in_genitive(scene: Scene, mention: Mention) -> bool:
    """Whether a mention stands in iḍāfa behind the noun, adjectives let pass."""
    gap = range(scene.trigger.last, mention.first)
    if mention.prep or mention.first < scene.trigger.last or len(gap) > _GENITIVE_REACH:
        return False
    if brokered(scene.sentence, mention) and scene.role("subject") == "party":
        return False  # «اتفاق بوساطة مشايخ»
    forms = scene.sentence.forms
    return not any(forms[at] in COMMAS or forms[at].removeprefix("و") in PREPOSITIONS for at in gap)


def _give_pronoun(scene: Scene, role: str, result: Cast) -> None:
    """«هجماتهم», «سيطرتها»: the subject named last before the word, in the sentence or before it."""
    if role in ("", "none", "place", "both"):
        return
    before = [m for m in scene.everyone if m.last <= scene.trigger.first and may_act(m)]
    free = [m for m in before if not m.prep and not m.position]
    antecedent = (free or before)[-1:] if before else []
    if antecedent:
        result.give(role, antecedent[0].lead)
    elif scene.topic:
        result.inherited[role] = scene.topic


def _agent(scene: Scene) -> Mention | None:
    """Whose an act is, told with «ل»: «هجوم لداعش», «غارات للتحالف»."""
    for mention in scene.near:
        gap = mention.first - scene.trigger.last
        if mention.prep == "ل" and 0 <= gap <= _AGENT_REACH and not mention.position and may_act(mention):
            return mention
    return None


def _carrier(scene: Scene) -> Hit | None:
    """The verb that carries a noun: «شنت الطائرات غارات», «تعرضت القرية لقصف»."""
    first, _ = scene.sentence.clause_of(scene.trigger.first)
    best: Hit | None = None
    for name in ("performing", "suffering"):
        for hit in scene.sentence.words.get(name, ()):
            if first <= hit.first < scene.trigger.first and (best is None or hit.first > best.first):
                best = hit
    return best


def _carried(scene: Scene, result: Cast) -> None:
    carrier = _carrier(scene)
    if carrier is None:
        return
    suffering = carrier.entry.data == "suffering"
    role = "target" if suffering else scene.role("subject")
    if result.has(role) or not role:
        return
    start, end = carrier.last, scene.trigger.first
    fit = [m for m in scene.near if not m.prep and (suffering or may_act(m) or role != "actor")]
    between = [m for m in fit if start <= m.first and m.last <= end]
    before = [m for m in fit if m.last <= carrier.first]
    if between:
        result.give(role, between[0])
    elif before:
        result.give(role, before[-1].lead)
    elif scene.topic and not any(m for m in scene.near if m.first > end and not m.prep):
        result.inherited[role] = scene.topic


def _relative_clause(scene: Scene) -> Mention | None:
    """The subject of a relative clause on a noun: «الغارات التي شنها التحالف»."""
    others = {t.first for t in scene.sentence.triggers}
    for at in range(scene.trigger.last, min(scene.trigger.last + 4, scene.sentence.last)):
        if at in others:
            return None  # the relative is of another event's noun
        if scene.sentence.forms[at] in RELATIVES:
            return next((m for m in scene.near if at < m.first <= at + 4 and not m.prep and may_act(m)), None)
    return None


def brokered(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word of brokering governs a mention: «برعاية», «الذي رعاه», «بوساطة»."""
    return any(0 <= mention.first - h.last <= 3 for h in sentence.words.get("brokering", ()))


def _prepositions(scene: Scene, result: Cast) -> None:
    receiving = scene.role("subject") == "recipient"
    agent = "recipient" if receiving else "actor" if "actor" in scene.roles.values() else ""
    for mention in scene.near:
        if mention.lead is not mention:
            continue
        distance = mention.first - scene.trigger.last
        if mention.prep == "by" and distance >= -_ARGUMENT_REACH:
            result.give(agent, mention)
            continue
        prep = "من" if _gripped(scene.sentence, mention) else mention.prep
        if not prep or distance < 0 or distance > _ARGUMENT_REACH:
            continue
        if other_trigger_between(scene, mention) and prep == mention.prep:
            continue
        result.give(scene.role(prep), mention)


def _gripped(sentence: Sentence, mention: Mention) -> bool:
    """«من قبضة X»: the word of grip stands between «من» and the name."""
    at = mention.first - 1
    forms = sentence.forms
    return at > sentence.first and forms[at] in _GRIPS and forms[at - 1] in ("من", "تحت")


def held_by(sentence: Sentence, mention: Mention, trigger: Hit) -> bool:
    """Whether a mention behind the trigger is told to have held the place: «التي كانت في أيدي …»."""
    at = mention.first - 1
    forms = sentence.forms
    if not 0 <= mention.first - trigger.last <= _HELD_REACH or at - 1 < sentence.first:
        return False
    return forms[at] in _GRIPS and forms[at - 1] in ("من", "تحت", "في") or forms[at] in _GRIPPED


def other_trigger_between(scene: Scene, mention: Mention) -> bool:
    """Whether another event's word stands between the trigger and a mention behind it."""
    return any(scene.trigger.last <= t.first and t.last <= mention.first for t in scene.sentence.triggers)


def _pairs(scene: Scene, result: Cast) -> None:
    """«بين X وY»: the two sides of a fight, the parties of an agreement."""
    role = scene.role("بين")
    if not role:
        return
    for mention in scene.near:
        if mention.prep != "بين" or mention.lead is not mention:
            continue
        joined = [m for m in scene.near if m.lead is mention]
        split = _split(scene.sentence, joined)
        for at, member in enumerate(joined):
            result.give(role if role != "both" else "actor" if at < split else "target", member)


def _split(sentence: Sentence, joined: list[Mention]) -> int:
    """How many members of a pair are its first side: those before «من جهة», else the first alone."""
    for at, (one, two) in enumerate(pairwise(joined), 1):
        if "جهه" in sentence.forms[one.last : two.first] or "جانب" in sentence.forms[one.last : two.first]:
            return at
    return 1
