"""Who takes a role that grammar left open: the rest of the sentence, the claimant, the parties of a deal."""

from __future__ import annotations

from itertools import pairwise

from sijill.packs.lexicon import Hit
from sijill.reading.counts.harm import without_victims
from sijill.reading.passage import Sentence, trigger_of
from sijill.reading.roles.arguments import (
    TIMES,
    brokered,
    other_trigger_between,
    served,
    tied,
    window,
)
from sijill.reading.roles.authors import author
from sijill.reading.roles.casting import BY_PEOPLE, FLIGHT, Cast, Scene, may_act, of_deed, subjects
from sijill.reading.roles.holders import THEIR_GRIP, held_by
from sijill.reading.what.moving import in_arms
from sijill.reading.who.mention import PEOPLE, Mention
from sijill.reading.who.states import definite

_REACH = 18
_SENT_REACH = 4
_DEAL_REACH = 25
_BACKER_REACH = 3
_COORDINATION = "تنسيق"
_GRIP_REACH = 8
# What a party announces of itself without naming itself again: «أعلنت … السيطرة على». A charge is told by
# those whom it struck.
_OWN_DEEDS = frozenset(
    "clash capture airstrike shelling interception handover deployment arrest siege raid "
    "release agreement negotiation aid *attack".split()
)
_ORGANISATION = "organisation"
_STATES = frozenset(("state", "foreign_state"))
_ONE_SIDED = frozenset(("capture", "airstrike", "siege", "interception"))
_OF_ARMS = frozenset("clash capture airstrike shelling bombing siege withdrawal raid".split())
# Of these the dead who are told first are no doers: «تسعة متمردين قتلوا في غارة».
_STRUCK = frozenset(("airstrike", "shelling", "bombing", "suicide_attack", "killing"))
_CHARGES = frozenset(("suicide_attack", "bombing"))
_RANKS = frozenset(("soldiers", "fighters", "troops", "singulars"))
_FELL = frozenset(("harm:killed", "harm:injured", "harm:killed+injured"))
# What may govern the name of a party to a deal; «على», «من», «ل» lead to whom it concerns.
# … and what leads to one of its two sides.
_SIDES_OF_DEAL = frozenset(("بين", "مع"))
_PARTY_PREPS = frozenset(("", "بين", "مع", "by"))


def cast(
    sentence: Sentence,
    trigger: Hit,
    mentions: list[Mention],
    topic: tuple[str, ...],
    speakers: list[Mention],
    claimant: Mention | None,
) -> Cast:
    """Assign the actors of a sentence to the roles of a trigger.

    `topic` is the subject spoken of last; `speakers` are those who only say what the sentence tells;
    `claimant` is the party whose claim the trigger stands in: «أعلنت … السيطرة على» is its own deed.
    """
    taking_part = [m for m in mentions if not m.supporter and m.use != "media"]
    everyone = [m for m in taking_part if not any(m is s for s in speakers)]
    first, last = window(sentence, trigger)
    near = [m for m in everyone if first <= m.core < last]
    scene = Scene(sentence, trigger, trigger_of(trigger).roles, near, everyone, topic)
    result = tied(scene)
    if scene.role("subject") in ("party", "mediator"):
        _parties(scene, result)
    else:
        author(scene, result)
        _out_of_their_grip(scene, result)
        _subject_before(scene, result)
        _target_behind(scene, result)
        _recipient_behind(scene, result)
        if scene.role("بين") == "both":
            _other_side(scene, result)
    _claimed(scene, claimant, result)
    _brokers(result)
    _backed([m for m in mentions if m.supporter], scene, result)
    return result


def _free(scene: Scene, result: Cast) -> list[Mention]:
    ids = result.ids()
    return [m for m in scene.everyone if m.lead is m and not result.placed(m) and not set(m.ids) & ids]


def _guess_all(scene: Scene, role: str, lead: Mention, result: Cast) -> None:
    for mention in scene.everyone:
        if mention.lead is lead:
            result.guess(role, mention)


def _out_of_their_grip(scene: Scene, result: Cast) -> None:
    """«لتحرير العاصمة من قبضتهم»: those spoken of before are whom the place is to be taken from."""
    if scene.role("من") != "target" or "target" in result.roles:
        return
    first = scene.trigger.last
    held = scene.sentence.forms[first : min(first + _GRIP_REACH, scene.sentence.last)]
    if not any(one == "من" and two in THEIR_GRIP for one, two in pairwise(held)):
        return
    before = [m for m in _free(scene, result) if m.last <= scene.trigger.first and may_act(m)]
    if before:
        result.inherited.pop("actor", None)
        _guess_all(scene, "target", before[-1], result)


def _subject_before(scene: Scene, result: Cast) -> None:
    """A subject before the trigger, where a verb or noun has none of its own.

    The last one of the trigger's clause; else whom the sentence has begun with.
    """
    if scene.role("subject") != "actor" or "actor" in result.roles:
        return
    if trigger_of(scene.trigger).type in FLIGHT or _answered(scene):
        return  # who is told before people who fled seldom drove them out
    if trigger_of(scene.trigger).type in BY_PEOPLE:
        return  # «أطلقت الشرطة الرصاص لتفريق متظاهرين»
    before = [m for m in _free(scene, result) if m.last <= scene.trigger.first and _may_have_acted(m)]
    if trigger_of(scene.trigger).type in _OF_ARMS:
        before = [m for m in before if m.kind != _ORGANISATION]
    if trigger_of(scene.trigger).type in _CHARGES:
        before = [m for m in before if m.kind not in _STATES]  # «كشفت السلطات هوية منفذ التفجير»
    if trigger_of(scene.trigger).type in _STRUCK:
        before = without_victims(scene.sentence, before)
    clause = scene.sentence.clause_of(scene.trigger.first)
    near = [m for m in before if scene.sentence.clause_of(m.core) == clause]
    if result.has("actor") and all(of_deed(scene.sentence, m) for m in before):
        return  # «… بعد طرد المسلحين، وقامت بتمشيط المدينة»: the subject goes on
    if before:
        if near and of_deed(scene.sentence, near[-1]):
            near = [m for m in near if not of_deed(scene.sentence, m)]
            before = subjects(scene.sentence, before)
        result.inherited.pop("actor", None)
        subject = near[-1] if near else before[0]
        one_sided = scene.role("subject") == "actor" and scene.role("بين") != "both"
        struck = one_sided and bool(near) and not result.has("target") and _fallen(scene.sentence, subject)
        _guess_all(scene, "target" if struck else "actor", subject, result)


def _fallen(sentence: Sentence, mention: Mention) -> bool:
    """Whether those named are told to have died or been hurt: «استشهد جندي في هجوم», «مقتل 12 عنصرا من …»."""
    classes = sentence.classes(mention.first)
    one_of_them = classes & _RANKS and not definite(sentence.forms[mention.first])
    start = mention.first - 1
    while start > sentence.first and (
        sentence.forms[start] == "من"  # «قتل ثلاثة من عناصر …»
        or sentence.forms[start].isdigit()
        or "portions" in sentence.classes(start)
    ):
        start -= 1
    told = start < mention.first - 1 or one_of_them
    return bool(told) and any(name in _FELL for name in sentence.classes(start))


def _answered(scene: Scene) -> bool:
    """«قصفت القوات مواقع التنظيم إثر التفجير»: a charge behind a word of time is what the subject answers."""
    before = scene.sentence.forms[max(scene.trigger.first - 1, scene.sentence.first)]
    return trigger_of(scene.trigger).type in _CHARGES and before in TIMES and not scene.trigger.enclitic


def _may_have_acted(mention: Mention) -> bool:
    """Whether one named before may be who acts; a head of state named on the way seldom is."""
    if mention.prep or mention.position or not may_act(mention):
        return False
    return mention.use != "leader" or mention.kind not in _STATES


def _target_behind(scene: Scene, result: Cast) -> None:
    if "target" not in scene.roles.values() or "target" in result.roles:
        return
    held = next((m for m in _free(scene, result) if held_by(scene.sentence, m, scene.trigger)), None)
    if held is not None:
        _guess_all(scene, "target", held, result)
        return
    for mention in _free(scene, result):
        distance = mention.first - scene.trigger.last
        fits = mention.position or scene.role(mention.prep) == "target"
        fits = fits and not served(scene.sentence, mention)
        if 0 <= distance <= _REACH and fits and not other_trigger_between(scene, mention):
            _guess_all(scene, "target", mention, result)
            return
    if trigger_of(scene.trigger).type in _ONE_SIDED and result.has("actor"):
        _armed_behind(scene, result)


def _armed_behind(scene: Scene, result: Cast) -> None:
    """The group or army that the sentence goes on to name, whatever it says of it: he is who was fought.

    Right in more than half of the cases where nobody else is told; allies are dropped by the whole report.
    """
    for mention in _free(scene, result):
        fights = mention.kind != PEOPLE and in_arms(scene.sentence, mention)
        fights = fights and mention.prep != "by" and not served(scene.sentence, mention)
        if mention.first >= scene.trigger.last and fights:
            _guess_all(scene, "target", mention, result)
            return


def _recipient_behind(scene: Scene, result: Cast) -> None:
    """Whom aid is for, also behind a clause that tells what it holds: «… ومستلزمات للنازحين»."""
    if scene.role("ل") != "recipient" or "recipient" in result.roles:
        return
    reach = _REACH if trigger_of(scene.trigger).type == "aid" else _SENT_REACH
    for mention in _free(scene, result):
        if mention.prep == "ل" and 0 <= mention.first - scene.trigger.last <= reach:
            _guess_all(scene, "recipient", mention, result)
            return


def _other_side(scene: Scene, result: Cast) -> None:
    """The sides of a fight that the sentence names anywhere."""
    for role in ("actor", "target"):
        if result.has(role):
            continue
        sides = [m for m in _free(scene, result) if m.kind not in (PEOPLE, _ORGANISATION)]
        if sides:
            nearest = min(sides, key=lambda m: abs(m.first - scene.trigger.first))
            _guess_all(scene, role, nearest, result)


def _parties(scene: Scene, result: Cast) -> None:
    """Who made a deal or sat in talks: the sides named around it; a broker is its mediator."""
    for mention in _free(scene, result):
        behind = mention.first - scene.trigger.last
        ahead = scene.trigger.first - mention.last
        if not may_act(mention) or mention.prep not in _PARTY_PREPS:
            continue
        near = 0 <= behind <= _DEAL_REACH or (0 <= ahead <= _DEAL_REACH and not mention.prep)
        if near:
            brokers = mention.kind == _ORGANISATION or brokered(scene.sentence, mention)
            _guess_all(scene, "mediator" if brokers else "party", mention, result)


def _brokers(result: Cast) -> None:
    """An organisation that grammar makes a party to a deal has brokered it, unless it is one of the sides."""
    parties = result.roles.pop("party", [])
    brokers = [m for m in parties if m.kind == _ORGANISATION and m.lead.prep not in _SIDES_OF_DEAL]
    sides = [m for m in parties if not any(m is b for b in brokers)]
    for role, found in (("party", sides), ("mediator", brokers)):
        if found:
            result.roles[role] = [*result.roles.get(role, []), *found]


def _backed(supporters: list[Mention], scene: Scene, result: Cast) -> None:
    """Who fights in support of a side is on it («المقاومة مدعومة بالجيش»); a foreign backer is not there."""
    for backer in supporters:
        if backer.kind == "foreign_state" or set(backer.ids) & result.ids():
            continue
        opening = scene.sentence.forms[backer.first]
        if opening.startswith("ل") or opening.endswith(_COORDINATION):
            continue  # «غارات لمساندة …», «غارات بالتنسيق مع …»: whom the strike helps does not fly
        role = _role_beside(backer, result)
        if not role and abs(backer.first - scene.trigger.first) <= _REACH:
            role = scene.role("subject") if _adverbial(scene.sentence, backer) else ""
        if role in ("actor", "target") and role in result.roles:
            result.give(role, backer)


def _role_beside(backer: Mention, result: Cast) -> str:
    """The role of the one named right before a backer: «… والمقاومة المسنودة بالجيش»."""
    near = [
        (backer.first - m.last, role)
        for role, found in result.roles.items()
        for m in found
        if 0 <= backer.first - m.last <= _BACKER_REACH
    ]
    return min(near, default=(0, ""))[1]


def _adverbial(sentence: Sentence, backer: Mention) -> bool:
    """«بدعم من», «بمساندة»: support for what is done, not for one whom the words describe."""
    return sentence.forms[backer.first].removeprefix("و").startswith("ب")


def _claimed(scene: Scene, claimant: Mention | None, result: Cast) -> None:
    role = scene.role("subject")
    if claimant is None or role not in ("actor", "party") or role in result.roles:
        return
    if trigger_of(scene.trigger).type not in _OWN_DEEDS:
        return
    named = {i for found in result.roles.values() for m in found for i in m.ids}
    if not named & set(claimant.ids):
        result.inherited.pop(role, None)
        result.guess(role, claimant)
