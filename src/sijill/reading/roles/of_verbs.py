"""The arguments of a verb: its subject, its object, and who is only spoken of around it."""

from __future__ import annotations

import re

from sijill.arabic.particles import COMMAS, PREPOSITIONS, RELATIVES, SENTENCE_ENDS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import PERSONS, Sentence, is_verb, of_people, trigger_of
from sijill.reading.roles.casting import ARGUMENT_REACH, Cast, Scene, announced, may_act
from sijill.reading.roles.killers import killer
from sijill.reading.what.wording import of_one_named
from sijill.reading.who.mention import Mention
from sijill.reading.who.states import definite

_SUBJECT_REACH = 7
_OBJECT_REACH = 12
_ATTACK_REACH = 4
_ATTACKS = frozenset(("clash", "airstrike", "shelling", "bombing", "suicide_attack"))
# «سقطت بيد الحوثيين»: who holds, told in the genitive.
_IN_HAND = frozenset(("بيد", "بايدي"))
# Names of persons, places and bodies end in -ين and are no plurals: «الأمين», «الصين».
_SINGULAR_USES = frozenset(("leader", "spokesman", "capital", "media", "unit"))
# What is done to somebody, whom the verb's object or the subject of its passive tells.
_DONE_TO_PEOPLE = frozenset(("arrest", "abduction", "killing", "release", "destruction"))
_FREED = frozenset(("عنه", "عنها", "عنهم", "عنهما", "عنهن"))


def verb_arguments(scene: Scene, result: Cast) -> None:
    """Give a verb's subject and object their roles."""
    trigger = scene.trigger
    subject_role, object_role = scene.role("subject"), scene.role("object")
    after = [m for m in scene.near if m.first >= trigger.last and m.lead is m]
    before = [m for m in scene.near if m.last <= trigger.first and not m.prep]
    plain = [m for m in after if not m.prep and m.first - trigger.last <= ARGUMENT_REACH]
    own = [m for m in plain if not _of_another_noun(scene, m)]
    kills = killer(scene.sentence, trigger)
    agent = next((m for m in after if m.core in kills or m.first in kills), None)
    if agent is not None:
        result.give(subject_role, agent)
        plain = [m for m in plain if m is not agent]
        if plain:
            result.give(object_role, plain[0])
        return
    if _is_passive(scene):
        if own and own[0].first - trigger.last <= _SUBJECT_REACH:
            result.give(object_role, own[0])
        elif before:
            result.give(object_role, before[-1].lead)
        return
    if _drives_out(scene, before, own):
        result.give(object_role, own[0])
        if scene.heir:
            result.inherited[subject_role] = scene.heir
        return
    attack = _attack_behind(scene)
    if attack is not None:
        subject = next(
            (m for m in plain if m.first in (attack.first, attack.last) and not m.position and may_act(m)),
            None,
        )
    else:
        subject = None if _of_the_attack(scene) else _subject(scene, before, own)
    if subject is not None:
        result.give(subject_role, subject)
    elif scene.heir and subject_role and attack is None and not _of_the_attack(scene):
        result.inherited[subject_role] = scene.heir
    objects = [
        m for m in plain if m is not subject and not _of_another_verb(scene, m) and not _nominative(scene, m)
    ]
    if objects and object_role not in ("", "none", "place"):
        result.give(object_role, objects[0])


def _drives_out(scene: Scene, before: list[Mention], behind: list[Mention]) -> bool:
    """«… بعد أن طردت المسلحين»: a verb of driving out needs its object told, its subject may be known."""
    wanted = {"subject": "actor", "object": "target", "من": "place"}
    expels = all(scene.role(name) == role for name, role in wanted.items())
    if not expels or scene.trigger.enclitic or before:
        return False
    return len(behind) == 1 and behind[0].first == scene.trigger.last


def _of_the_attack(scene: Scene) -> bool:
    """Whether the verb's subject is an attack named before it: «غارات استهدفت …», «قصف طال …».

    Not where the verb takes the weapon up as its object: «صاروخ أطلقه مسلحون».
    """
    trigger, sentence = scene.trigger, scene.sentence
    if trigger.enclitic:
        return False  # «قذائف أطلقتها القوات»
    for other in sentence.triggers:
        gap = trigger.first - other.last
        if 0 <= gap <= _ATTACK_REACH and not is_verb(other) and scene.role("object") == "target":
            told = trigger_of(other).type in _ATTACKS
            if told and not any(m.first < trigger.first and other.last < m.last for m in scene.near):
                return True
    return False


def _accusative(scene: Scene, mention: Mention) -> bool:
    """Whether the ending shows that a mention behind a verb is no subject: «طردت أمس الحوثيين»."""
    form = scene.sentence.forms[mention.first]
    before = mention.first - 1
    held = scene.sentence.forms[before] in _IN_HAND  # «سقطت بيد الحوثيين»
    # «خرج مئات المواطنين»; «طردت الاثنين المسلحين» has a day there
    counted = "portions" in scene.sentence.classes(before) and not definite(scene.sentence.forms[before])
    plural = form.startswith("ال") and form.endswith("ين")
    return plural and not held and not counted and mention.use not in _SINGULAR_USES


def _nominative(scene: Scene, mention: Mention) -> bool:
    """Whether the ending shows that a mention behind a verb is no object: «تقدم نحوها الحوثيون»."""
    form = scene.sentence.forms[mention.first]
    return form.startswith("ال") and form.endswith("ون")


def _of_another_verb(scene: Scene, mention: Mention) -> bool:
    """Whether another event's verb stands between the trigger and a mention behind it."""
    return any(
        is_verb(t) and scene.trigger.last <= t.first and t.last <= mention.first
        for t in scene.sentence.triggers
    )


def _of_another_noun(scene: Scene, mention: Mention) -> bool:
    """Whether one belongs to the noun of another event told on the way: «حرموا منها بسبب سيطرة المسلحين»."""
    first, forms = scene.trigger.last, scene.sentence.forms
    return any(
        not is_verb(t)
        and first <= t.first
        and t.last == mention.first
        and trigger_of(t).type not in _ATTACKS  # «قتل في غارة أميركية»
        and bool(PREPOSITIONS.intersection(forms[first : t.first]))
        for t in scene.sentence.triggers
    )


def _attack_behind(scene: Scene) -> Hit | None:
    """The attack behind the verb that is its subject: «استهدفت غارات التحالف …», «طالت إحدى الغارات …»."""
    trigger = scene.trigger
    feminine = any(r.gender == "f" and r.number == "s" for r in trigger.entry.verb)
    if scene.role("object") != "target" or not feminine or trigger.enclitic:
        return None
    for other in scene.sentence.triggers:
        if 0 <= other.first - trigger.last <= 1 and not is_verb(other) and trigger_of(other).type in _ATTACKS:
            clear = not any(trigger.last <= m.first < other.first for m in scene.near)
            return other if clear else None
    return None


def _subject(scene: Scene, before: list[Mention], plain: list[Mention]) -> Mention | None:
    """The subject of an active verb: behind it (VSO), before it (SVO), or the antecedent of «الذي»."""
    trigger, sentence = scene.trigger, scene.sentence
    acting = scene.role("subject") in ("actor", "party", "mediator")
    leading = [m for m in before if not m.position and (scene.acts(m) or not acting)]
    behind = [
        m for m in plain if not m.position and (scene.acts(m) or not acting) and not _accusative(scene, m)
    ]
    if behind and _by_its_own(sentence, range(trigger.last, behind[0].first)):
        return leading[-1].lead if leading else None
    if trigger.enclitic and behind and behind[0].first == trigger.last:
        return behind[0]  # «معسكرا تحاصره المقاومة»
    topic = announced(scene, trigger)
    if topic is not None:
        return topic
    relative = _relative_before(sentence, trigger)
    if relative:
        head = next((m for m in reversed(scene.near) if m.last <= relative and relative - m.last <= 4), None)
        if head is not None and not trigger.enclitic and (scene.acts(head) or not acting):
            return head
        if head is None and scene.role("object") == "target" and _strikes_itself(sentence, trigger):
            return None
    elif leading and _subject_first(sentence, trigger, leading[-1], plain):
        return leading[-1].lead
    if behind and behind[0].first - trigger.last <= _SUBJECT_REACH and not _plural(trigger):
        return behind[0]
    taken_up = not relative or trigger.enclitic  # «الحوثيون … المواقع التي فقدوها»
    return leading[-1].lead if leading and taken_up else None


_TAKES_UP = re.compile(r"(?:في|ب|علي|من|ل|الي|عن)(?:ه|ها|هما|هم)")
_TAKEN_UP_REACH = 6


def _strikes_itself(sentence: Sentence, trigger: Hit) -> bool:
    """«الجريمة التي استهدفت القوات»: what a relative clause takes up by no pronoun is the verb's subject."""
    behind = sentence.forms[trigger.last : min(trigger.last + _TAKEN_UP_REACH, sentence.last)]
    return not trigger.enclitic and not any(_TAKES_UP.fullmatch(form) for form in behind)


def _by_its_own(sentence: Sentence, between: range) -> bool:
    """Whether a weapon with a pronoun shows that the subject was named before: «استهدف بغاراته ألوية …»."""
    hits = (h for at in between for h in sentence.at.get(at, ()))
    return any(h.proclitics.endswith("ب") and h.enclitic for h in hits)


def _is_passive(scene: Scene) -> bool:
    readings = scene.trigger.entry.verb
    if readings and all(r.voice == "passive" for r in readings):
        return True
    if not any(r.voice == "passive" for r in readings):
        return False
    if _without_object(scene) or _killed(scene):
        return True
    return any(m.prep == "by" and m.first >= scene.trigger.last for m in scene.near)


_NOBODY_REACH = 5


def _killed(scene: Scene) -> bool:
    """Whether those behind «قتل» are the dead, nobody standing behind them: «قتل عدد من رجال الأمن في X»."""
    trigger, sentence = scene.trigger, scene.sentence
    if not trigger_of(trigger).when.casualty or trigger.enclitic or _plural(trigger):
        return False
    first = next((m for m in scene.near if m.first >= trigger.last and not m.prep), None)
    if first is None or first.first - trigger.last > _NOBODY_REACH or first.first == trigger.last:
        return False
    behind = range(first.last, min(first.last + _NOBODY_REACH, sentence.last))
    return not any(
        sentence.forms[at].isdigit()
        or any(m.first <= at < m.last and not m.prep for m in scene.near)
        or of_people(sentence.classes(at))
        or bool(sentence.classes(at) & PERSONS)
        for at in behind
    )


def _without_object(scene: Scene) -> bool:
    """Whether a verb that needs an object has none behind it: «كان الشيخ قد اعتقل في …», «أفرج عنه»."""
    trigger, sentence = scene.trigger, scene.sentence
    if trigger.enclitic or trigger_of(trigger).type not in _DONE_TO_PEOPLE:
        return False
    following = sentence.forms[trigger.last] if trigger.last < sentence.last else ""
    if following in _FREED:
        return any(r.voice == "passive" and r.gender == "m" and r.number == "s" for r in trigger.entry.verb)
    if not following or following in COMMAS:
        return True
    if following.startswith("و") and of_one_named(sentence, trigger):
        return True  # «إن جنديا قتل وأصيب آخر»
    adverbial = following.removeprefix("و") in PREPOSITIONS and scene.role(following) in ("", "none")
    return adverbial and not _counts_behind(sentence, trigger.last)


def _counts_behind(sentence: Sentence, first: int) -> bool:
    """Whether a number of people stands behind: «اعتقلت خلال أقل من 24 ساعة نحو 20 مقدسيا»."""
    for at in range(first, min(first + _OBJECT_REACH, sentence.last - 1)):
        form = sentence.forms[at]
        if form in COMMAS or form in SENTENCE_ENDS:
            return False
        counted = form.isdigit() or "portions" in sentence.classes(at)
        if counted and sentence.forms[at - 1] != "من" and _of_people(sentence, at + 1):
            return True
    return False


def _of_people(sentence: Sentence, at: int) -> bool:
    """Whether what a number counts is people: «14 ناشطا», «عشرات من الطلاب», not «6 أبريل»."""
    classes = sentence.classes(at)
    if "measures" in classes:
        return False
    return of_people(classes) or sentence.forms[at] == "من" or sentence.forms[at].endswith("يا")


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
