"""Who did what to whom: the arguments of one trigger among the actors named around it.

Order of trust: what grammar ties to the trigger (subject, object, genitive, preposition), then the
subject of the verb that carries a noun («شنت … هجوما»), then what `roles_open` finds in the rest.
"""

from __future__ import annotations

from itertools import pairwise

from sijill.arabic.particles import COMMAS, PREPOSITIONS, QUOTES, RELATIVES
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, is_verb, trigger_of
from sijill.reading.roles.carried import carried
from sijill.reading.roles.casting import ARGUMENT_REACH, BY_PEOPLE, Cast, Scene, may_act
from sijill.reading.roles.holders import gripped, holders
from sijill.reading.roles.of_verbs import verb_arguments
from sijill.reading.roles.struck import struck
from sijill.reading.what.wording import readable, words_fit
from sijill.reading.who.mention import Mention

_OBJECT_REACH = 2
_PRONOUN_OBJECT_REACH = 1
_GENITIVE_REACH = 2
_NAME_REACH = 6
_AGENT_REACH = 3
# What is done for one, where «ل» tells for whom.
_SERVICES = frozenset(
    "غطاء الغطاء دعما دعم الدعم اسنادا اسناد الاسناد مسانده تامينا حمايه تعزيزا نصره".split()
)
_SERVICE_REACH = 3
# What a noun with a pronoun may stand behind: it tells when the subject did the rest.
TIMES = frozenset("بعد قبل عقب اثر منذ خلال اثناء بعيد قبيل عند لدي فور غداه".split())
# The pronoun by which a verb takes up the noun before it.
_IT = frozenset(("ه", "ها"))
# «بين A وB من جهة وC من جهة أخرى»
_SIDE = frozenset("جهه جانب طرف ناحيه".split())
# The second side of «بين الجيش والقبائل وبين المسلحين».
_AND_BETWEEN = "وبين"


def tied(scene: Scene) -> Cast:
    """The actors that grammar ties to the trigger."""
    result = Cast()
    struck(scene, result)
    holders(scene, result)
    if is_verb(scene.trigger):
        verb_arguments(scene, result)
    else:
        _noun_arguments(scene, result)
    own = next((m for m in scene.near if m.core == scene.trigger.first), None)
    if own is not None and scene.role("object") == "target" and not is_verb(scene.trigger):
        result.give("target", own)  # «وصول مئات النازحين»: the trigger itself names them
    _prepositions(scene, result)
    _pairs(scene, result)
    before = (m for m in scene.everyone if m.last <= scene.trigger.first and not m.lead.prep)
    for mention in {id(m): m for m in (*scene.near, *before)}.values():
        if mention.lead is not mention:
            role = next((r for r, found in result.roles.items() if any(m is mention.lead for m in found)), "")
            if role == "actor" and not may_act(mention):
                role = "target" if "target" in scene.roles.values() else ""
            if any(m is mention.lead for m in result.guessed):
                result.guess(role, mention)
            else:
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
        if not (leans or (listed and end - start <= 6)) or start - trigger.last > ARGUMENT_REACH:
            break
        last = end
        following += 1
    return first, last


def _noun_arguments(scene: Scene, result: Cast) -> None:
    trigger = scene.trigger
    genitive = None if trigger.enclitic else next((m for m in scene.near if _in_genitive(scene, m)), None)
    role = scene.role("genitive")
    if genitive is not None:
        if role == "strike":
            role = "target" if genitive.position or genitive.use == "capital" else "actor"
        elif role == "actor" and genitive.position and scene.role("object") == "target":
            role = "target"
        elif role == "place" and not genitive.position and may_act(genitive):
            role = scene.role("subject")  # «تحرير القوات المدينة»
        acted_on = _acted_on(scene, genitive) if role == "target" else None
        if acted_on is not None:
            role = "actor"
            result.give("target", acted_on)
        if role != "actor" or scene.acts(genitive):
            result.give(role, genitive)
        other = next((m for m in scene.near if m.first >= genitive.last and not m.prep and m.lead is m), None)
        direct = other is not None and other.first - genitive.last <= 4
        if other and direct and role == scene.role("subject") and scene.role("object") == "target":
            result.give("target", other)
    elif trigger.enclitic:
        acted_on = _acted_on_by_pronoun(scene) if role == "target" else None
        if acted_on is not None:
            result.give("target", acted_on)
            role = scene.role("subject")
        _give_pronoun(scene, "actor" if role == "strike" else role, result)
    carried(scene, result)
    # «صد هجوم للمسلحين»: there «ل» tells who attacked, and the noun's subject is who repels.
    agent = _agent(scene) if scene.role("ل") != "actor" else None
    if agent is not None and scene.role("subject") not in result.roles:
        result.inherited.pop(scene.role("subject"), None)
        result.give(scene.role("subject"), agent)
    relative = _relative_clause(scene)
    if relative is not None and brokered(scene.sentence, relative) and scene.role("subject") == "party":
        result.give("mediator", relative)
    elif relative is not None and not result.has(scene.role("subject")):
        result.give(scene.role("subject"), relative)


def _acted_on(scene: Scene, genitive: Mention) -> Mention | None:
    """Whom the one in iḍāfa acts on, told with «ل»: «استهداف التحالف لمواقع الحوثيين»."""
    behind = (m for m in scene.near if m.prep == "ل" and 0 <= m.first - genitive.last <= _OBJECT_REACH)
    return next(behind, None) if may_act(genitive) and not genitive.position else None


def _acted_on_by_pronoun(scene: Scene) -> Mention | None:
    """Whom those of the pronoun act on: «استهدافهم مواقع الجيش», «قصفها لمواقع المسلحين»."""
    behind = (m for m in scene.near if 0 <= m.first - scene.trigger.last <= _PRONOUN_OBJECT_REACH)
    return next((m for m in behind if m.prep == "ل" or (not m.prep and m.first == scene.trigger.last)), None)


def _in_genitive(scene: Scene, mention: Mention) -> bool:
    """Whether a mention stands in iḍāfa behind the noun, adjectives let pass."""
    gap = range(scene.trigger.last, mention.first)
    if mention.lead.prep or mention.first < scene.trigger.last:
        return False  # neither «قصف على الجيش» nor the second of «قصف للحوثيين والجيش»
    if len(gap) > _GENITIVE_REACH and not _of_one_named(scene, gap):
        return False
    if brokered(scene.sentence, mention) and scene.role("subject") == "party":
        return False  # «اتفاق بوساطة مشايخ»
    forms = scene.sentence.forms
    return not any(forms[at] in COMMAS or forms[at].removeprefix("و") in PREPOSITIONS for at in gap)


def _of_one_named(scene: Scene, gap: range) -> bool:
    """Whether only a person's name stands in between: «اعتقال فلان بن فلان الفلاني القيادي في …»."""
    if scene.role("genitive") != "target" or len(gap) > _NAME_REACH:
        return False
    hits = (hit for at in gap for hit in scene.sentence.at.get(at, ()))
    return not any(hit.entry.verb or hit.entry.kind == "trigger" for hit in hits)


def _give_pronoun(scene: Scene, role: str, result: Cast) -> None:
    """«هجماتهم», «سيطرتها»: the subject named last before the word, in the sentence or before it."""
    if role in ("", "none", "place", "both"):
        return
    before = [m for m in scene.everyone if m.last <= scene.trigger.first and may_act(m)]
    free = [m for m in before if not m.prep and not m.position]
    antecedent = _subject_of_clause(scene, free) or (free or before)[-1:]
    if antecedent and len({m.ids for m in free}) > 1:
        result.guess(role, antecedent[0].lead)
    elif antecedent:
        result.give(role, antecedent[0].lead)
    elif scene.heir:
        result.inherited[role] = scene.heir


def _subject_of_clause(scene: Scene, free: list[Mention]) -> list[Mention]:
    """«قطعت القوات إمداد المسلحين بعد سيطرتها على الطريق»: a noun of time goes on about the subject."""
    sentence, at = scene.sentence, scene.trigger.first
    if at == sentence.first or sentence.forms[at - 1] not in TIMES:
        return []
    clause = sentence.clause_of(at - 1)
    return [m for m in free if sentence.clause_of(m.core) == clause][:1]


def _agent(scene: Scene) -> Mention | None:
    """Whose an act is, told with «ل»: «هجوم لداعش», «غارات للتحالف»."""
    for mention in scene.near:
        gap = mention.first - scene.trigger.last
        if mention.prep != "ل" or not 0 <= gap <= _AGENT_REACH or mention.position or not may_act(mention):
            continue
        sentence = scene.sentence
        between = sentence.forms[scene.trigger.last : mention.first]
        tied = sentence.forms[mention.first].startswith("ل") or between[-1:] == ["ل"]
        # neither «ضربات على غرفة عمليات للمسلحين» nor «غارة لمساندة المسلحين»
        if tied and not any(form in PREPOSITIONS for form in between) and not served(sentence, mention):
            return mention
    return None


def _relative_clause(scene: Scene) -> Mention | None:
    """The subject of a relative clause on a noun: «الغارات التي شنها التحالف»."""
    others = {t.first for t in scene.sentence.triggers if _fits(scene.sentence, t)}
    for at in range(scene.trigger.last, min(scene.trigger.last + 4, scene.sentence.last)):
        if at in others:
            return None  # the relative is of another event's noun
        if scene.sentence.forms[at] in RELATIVES:
            return next((m for m in scene.near if at < m.first <= at + 4 and not m.prep and may_act(m)), None)
    return _taken_up(scene)


def _taken_up(scene: Scene) -> Mention | None:
    """Who did what a verb behind takes up: «هجوم شنه مسلحون», «اعتداء على حي نفذه مسلحون»."""
    sentence, trigger = scene.sentence, scene.trigger
    for at in range(trigger.last, sentence.clause_of(trigger.first)[1]):
        if any(h.entry.data == "performing" and h.enclitic in _IT for h in sentence.at.get(at, ())):
            behind = (m for m in scene.near if m.first == at + 1 and not m.prep and may_act(m))
            return next(behind, None)
        if any(t.first == at and _fits(sentence, t) for t in sentence.triggers):
            return None
    return None


def _fits(sentence: Sentence, trigger: Hit) -> bool:
    """Whether a word tells of an event of its own; a weapon told with «ب» is part of the attack before."""
    weapon = trigger.proclitics.endswith("ب")
    return not weapon and readable(sentence, trigger) and words_fit(sentence, trigger)


def brokered(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word of brokering governs a mention: «برعاية», «الذي رعاه», «بوساطة»."""
    return any(0 <= mention.first - h.last <= 3 for h in sentence.words.get("brokering", ()))


def _prepositions(scene: Scene, result: Cast) -> None:
    receiving = scene.role("subject") == "recipient"
    agent = "recipient" if receiving else "actor" if {"actor", "target"} & set(scene.roles.values()) else ""
    far = [] if agent in result.roles else [m for m in scene.everyone if _by_far(scene, m)]
    for mention in [*scene.near, *far]:
        if mention.lead is not mention:
            continue
        distance = mention.first - scene.trigger.last
        if mention.prep == "by" and distance >= -ARGUMENT_REACH:
            # «قتل متظاهرون برصاص الأمن»: they did not march by it
            result.give("" if trigger_of(scene.trigger).type in BY_PEOPLE else agent, mention)
            continue
        prep = "من" if gripped(scene.sentence, mention) else mention.prep
        if not prep or distance < 0 or distance > ARGUMENT_REACH:
            continue
        if other_trigger_between(scene, mention) and prep == mention.prep:
            continue
        if scene.role(prep) == "actor" and not scene.acts(mention):
            continue  # «مساعدات لألف شخص من النازحين»
        if scene.role(prep) != "target" or not served(scene.sentence, mention):
            result.give(scene.role(prep), mention)


def _by_far(scene: Scene, mention: Mention) -> bool:
    """«قتل … في المدينة، كبرى مدن الإقليم، على يد مسلحين»: nothing else that happened stands in between."""
    behind = mention.first >= scene.trigger.last and not any(m is mention for m in scene.near)
    return behind and mention.prep == "by" and not other_trigger_between(scene, mention)


def served(sentence: Sentence, mention: Mention) -> bool:
    """Whether one is told as whom something helps: «غارات وفرت غطاء جويا لقوات الجيش»."""
    before = sentence.forms[max(mention.first - _SERVICE_REACH, sentence.first) : mention.first]
    return mention.prep == "ل" and bool(_SERVICES.intersection(before))


def other_trigger_between(scene: Scene, mention: Mention) -> bool:
    """Whether another event's word stands between the trigger and a mention behind it."""
    return any(scene.trigger.last <= t.first and t.last <= mention.first for t in scene.sentence.triggers)


def _pairs(scene: Scene, result: Cast) -> None:
    """«بين X وY»: the two sides of a fight, the parties of an agreement."""
    role = scene.role("بين")
    if not role:
        return
    leads = [m for m in scene.near if m.prep == "بين" and m.lead is m]
    for mention in leads:
        joined = [m for m in scene.everyone if m.lead is mention]
        again = scene.sentence.forms[mention.first - 1] == _AND_BETWEEN
        opposed = any(m.prep == "ضد" and m.first >= joined[-1].last for m in scene.near) or any(
            scene.sentence.forms[m.first - 1] == _AND_BETWEEN for m in leads if m.first > mention.first
        )
        # «بين … و… ضد …», «بين … و… وبين …»: whoever stands together there is one side
        split = 0 if again else len(joined) if opposed else _split(scene.sentence, joined)
        for at, member in enumerate(joined):
            result.give(role if role != "both" else "actor" if at < split else "target", member)


def _split(sentence: Sentence, joined: list[Mention]) -> int:
    """How many members of a pair are its first side: those before «من جهة» or a comma, else one."""
    between = [sentence.forms[one.last : two.first] for one, two in pairwise(joined)]
    told = (at for at, forms in enumerate(between, 1) if _SIDE.intersection(forms))
    cut = (at for at, forms in enumerate(between, 1) if COMMAS.intersection(forms))
    return next(told, next(cut, 1))
