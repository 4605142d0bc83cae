"""What the whole report says of an event that one sentence left open."""

from __future__ import annotations

from itertools import pairwise

from sijill.packs.lexicon import Hit
from sijill.reading.context import Context
from sijill.reading.draft import Draft, Told
from sijill.reading.passage import is_verb, trigger_of
from sijill.reading.what.arms import UNDECIDED
from sijill.reading.where.spots import same_spot
from sijill.record import SOCIAL_IDS

_GROUND = frozenset(("artillery", "mortar", "rocket", "missile", "tank", "mine", "ied", "car_bomb"))
# An attack that is only called one, and the events that it may call back to.
_GENERIC = frozenset(("clash",))
_SPECIFIC = frozenset(("bombing", "suicide_attack", "airstrike", "shelling", "killing"))
_REACH = 6
# What an attack told without its weapon may turn out to be, and within how many sentences.
_GOING_OFF = frozenset(("bombing", "suicide_attack"))
_TELLING_ON = 2
_STRIKES_REACH = 2
# People who take no part in fighting; tribes and unnamed gunmen may.
_UNARMED = SOCIAL_IDS - {"tribes", "unknown_gunmen", "local_authority", "sheikhs"}
_BY_SHOT = ("small_arms", "sniper")
_DEADLY = frozenset(("bombing", "suicide_attack", "airstrike", "shelling"))


def revised(drafts: list[Draft], context: Context) -> list[Draft]:
    """Drafts with fire from a known air force called an airstrike, and «الهجوم» led back to its event."""
    flyers = {i for d in drafts if d.type == "airstrike" for i in d.sure("actor")}
    for draft in drafts:
        if not _open(draft) or draft.means in _GROUND:
            continue
        actors = draft.sure("actor")
        if actors & flyers or (actors and all(_strikes_from_the_air(i, context) for i in actors)):
            draft.type = "airstrike"
            draft.means = draft.means or "aircraft"
    for told, draft in pairwise(drafts):
        if _bare_fire(draft) and _from_the_air(told, draft):
            draft.type = "airstrike"
        if _flies_on(told, draft):
            draft.type, draft.means = "airstrike", told.means
    for at, draft in enumerate(drafts):
        if draft.type in _GENERIC and _of_no_weapon(draft):
            later = drafts[at + 1 : at + 1 + _REACH]
            blast = next((d for d in later if d.type in _GOING_OFF and _tells_on(draft, d)), None)
            if blast is not None:
                draft.type = blast.type
    blasts = [d.type for d in drafts if d.type in _GOING_OFF]
    for draft in drafts:
        if draft.type == "destruction" and _at_prayer(draft):
            draft.type = blasts[0] if blasts else "bombing"
    for at, draft in enumerate(drafts):
        if draft.type in _GENERIC and _on_unarmed(draft):
            origin = _called_back(draft, drafts[max(0, at - _REACH) : at])
            draft.type = origin.type if origin is not None else "killing"
    for at, draft in enumerate(drafts):
        if _is_toll(draft):
            origin = next((d for d in reversed(drafts[max(0, at - 2) : at]) if _took_lives(d, draft)), None)
            if origin is not None:
                draft.type = origin.type
    for at, draft in enumerate(drafts):
        if draft.type in _GENERIC:
            origin = _called_back(draft, drafts[max(0, at - _REACH) : at])
            if origin is not None:
                draft.type = origin.type
    return drafts


def _called_back(draft: Draft, earlier: list[Draft]) -> Draft | None:
    """The event that «الهجوم» calls back to, if any."""
    if not _points_back(draft.told[0].trigger, draft):
        return None
    return next((d for d in reversed(earlier) if d.type in _SPECIFIC and _may_be(d, draft)), None)


_BLOWN_UP = "تفجير"
_MANY_PRAYED_IN = "مساجد"
_PRAYED_REACH = 3


def _at_prayer(draft: Draft) -> bool:
    """Whether blowing up a mosque, nobody told to do it, is a blast among those who pray in it."""
    told = draft.told[0]
    if trigger_of(told.trigger).lemma != _BLOWN_UP or draft.sure("actor"):
        return False
    first = told.trigger.last
    for at in range(first, min(first + _PRAYED_REACH, told.sentence.last)):
        form = told.sentence.forms[at]
        if "object:mosque" in told.sentence.classes(at) and _MANY_PRAYED_IN not in form:
            return at == first or not form.startswith("ل")  # «تفجير المسلحين لمسجد»
    return False


def _of_no_weapon(draft: Draft) -> bool:
    """Whether a draft is an attack whose word leaves open what it was: «هجوم», «استهدف»."""
    trigger = trigger_of(draft.told[0].trigger)
    return draft.means is None and (trigger.type == UNDECIDED or trigger.settled_by == "weapon")


def _settled(trigger: Hit) -> bool:
    """Whether a trigger tells of something done, not of what somebody does over and over: «يستهدف»."""
    return not is_verb(trigger) or any(reading.tense == "past" for reading in trigger.entry.verb or ())


def _tells_on(lead: Draft, draft: Draft) -> bool:
    """Whether a blast goes on about the attack that a report began with: «قتلى في هجوم … وقع الانفجار»."""
    gap = draft.told[0].sentence.number - lead.told[0].sentence.number
    if not 0 < gap <= _TELLING_ON or lead.status != draft.status or not _may_be(draft, lead):
        return False
    if lead.background or draft.background or not _settled(lead.told[0].trigger):
        return False
    if lead.place_own and draft.place_own and lead.place and draft.place:
        return same_spot(lead.place, draft.place)
    return _definite(draft.told[0].trigger, draft)


def _strikes_from_the_air(actor_id: str, context: Context) -> bool:
    """Whether the pack says of an actor that it strikes from the air unless a report says otherwise."""
    actor = context.pack.actors.get(actor_id)
    return actor is not None and actor.strikes_from == "air"


def _bare_fire(draft: Draft) -> bool:
    """Whether a draft is «القصف» or «الضربات», of which nothing tells whence it came."""
    open_word = draft.type in ("shelling", "clash") and _open(draft) and draft.means not in _GROUND
    return open_word and _points_back(draft.told[0].trigger, draft)


def _from_the_air(told: Draft, draft: Draft) -> bool:
    """Whether «القصف» is the airstrike told before it."""
    actors = draft.sure("actor")
    return told.type == "airstrike" and (not actors or bool(actors & told.sure("actor")))


def _flies_on(told: Draft, draft: Draft) -> bool:
    """Whether an attack by nobody named is of the aircraft just told of: «شن الطيران غارات. كما استهدف»."""
    attack, earlier = draft.told[0], told.told[0]
    if told.type != "airstrike" or draft.type != "clash" or draft.means is not None:
        return False
    if trigger_of(attack.trigger).type != UNDECIDED or not is_verb(attack.trigger) or attack.trigger.enclitic:
        return False
    named = any(p.role == "actor" and p.sentence is attack.sentence for p in draft.parts)
    reach = _STRIKES_REACH if _strikes_are_its_subject(attack) else 1
    return not named and 0 <= attack.sentence.number - earlier.sentence.number <= reach


def _strikes_are_its_subject(attack: Told) -> bool:
    """«كما استهدفت الضربات»: the strikes that the report has spoken of."""
    behind = attack.trigger.last
    return any(
        t.first == behind and trigger_of(t).noun and trigger_of(t).type in (UNDECIDED, "airstrike")
        for t in attack.sentence.triggers
    ) and attack.sentence.forms[behind].startswith("ال")


def _on_unarmed(draft: Draft) -> bool:
    """Whether an attack by one side is told to be on people who do not fight, or to have hit only such."""
    targets = draft.ids("target")
    roles = trigger_of(draft.told[0].trigger).roles
    if roles.get("بين") == "both" or roles.get("object") != "target":
        return False
    struck = roles.get("subject") == "actor" and (draft.means in _BY_SHOT or not draft.ids("actor"))
    if struck and not targets:
        targets = {c.of for _, c in draft.counts if c.kind in ("killed", "injured") and c.of}
    return bool(targets) and targets <= _UNARMED


def _is_toll(draft: Draft) -> bool:
    """Whether a draft tells only of deaths, of no place of its own."""
    return trigger_of(draft.told[0].trigger).when.casualty and not draft.place_own


def _took_lives(origin: Draft, toll: Draft) -> bool:
    """Whether deaths may be those of the attack told in the sentence before."""
    near = 0 < toll.told[0].sentence.number - origin.told[0].sentence.number <= 1
    return near and origin.type in _DEADLY and origin.status == "occurred" and not origin.background


def _open(draft: Draft) -> bool:
    """Whether the words of a draft leave open whether it came from the air."""
    trigger = trigger_of(draft.told[0].trigger)
    return trigger.type in (UNDECIDED, "shelling") or trigger.settled_by == "flyer"


def _points_back(trigger: Hit, draft: Draft) -> bool:
    """Whether a definite noun of attack names one that was told before: «الهجوم», «الاعتداء»."""
    if is_verb(trigger) or trigger_of(trigger).roles.get("بين") == "both":
        return False
    sentence = draft.told[0].sentence
    before = sentence.at.get(trigger.first - 1, ())
    if any(h.entry.verb and h.entry.kind != "trigger" for h in before):
        return False  # «حاولوا التسلل»: what somebody sets out to do
    return _definite(trigger, draft)


def _definite(trigger: Hit, draft: Draft) -> bool:
    """Whether a noun has the article, so that it names what is known: «الانفجار»."""
    form = draft.told[0].sentence.forms[trigger.first]
    return not is_verb(trigger) and form.lstrip("وفب").startswith(("ال", "لل"))


def _may_be(origin: Draft, draft: Draft) -> bool:
    if origin.type == "airstrike" and origin.means != "drone":
        return bool(draft.sure("actor") & origin.sure("actor"))  # most attacks do not come from the air
    actors = draft.ids("actor")
    return not actors or not origin.ids("actor") or bool(actors & origin.ids("actor"))
