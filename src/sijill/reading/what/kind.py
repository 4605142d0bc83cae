"""Which event: whether a trigger tells of one here, and of which type."""

from __future__ import annotations

from sijill.arabic.particles import COMMAS, PREPOSITIONS, RELATIVES
from sijill.packs.lexicon import Hit
from sijill.reading.passage import ONE_OR_TWO, PERSONS, Sentence, is_verb, trigger_of
from sijill.reading.roles.casting import Cast
from sijill.reading.roles.killers import killer
from sijill.reading.what.arms import UNDECIDED, flown_on, weapon_near
from sijill.reading.what.moving import moved
from sijill.reading.what.passing import in_passing
from sijill.reading.what.wording import OBJECT, of_one_named, stands
from sijill.reading.who.named import PEOPLE, Mention

# Types that tell the mechanism, so that deaths beside them are theirs and no events of their own.
MECHANISMS = frozenset(
    "clash airstrike shelling bombing suicide_attack capture raid interception *attack".split()
)


def sides(mentions: list[Mention]) -> list[Mention]:
    """The mentions that are parties or forces, not people at large."""
    return [m for m in mentions if m.kind not in (PEOPLE, "organisation") or m.use == "epithet"]


def allowed(
    sentence: Sentence, hit: Hit, cast: Cast, mentions: list[Mention], has_place: bool, apart: bool = False
) -> bool:
    """Whether the conditions of a trigger's frame hold.

    `apart` is a clause of a further deed with a place of its own: fighting told elsewhere is another event.
    """
    trigger = trigger_of(hit)
    when = trigger.when
    if when.place and not has_place and not _wrested(sentence, hit):
        return False
    somebody = any(cast.roles.values()) or bool(cast.inherited)
    if _whoever(sentence, hit):
        return False
    if trigger.type in _OF_PERSONS and _general(sentence, hit) and not (has_place or somebody):
        return False
    if when.alone and _mechanism(sentence, hit, "clause" if apart else when.alone):
        return False
    if when.intransitive and _transitive(sentence, hit, mentions):
        return False
    if in_passing(sentence, hit) or (_may_be_held_up(hit) and _held_up(sentence, hit)):
        return False
    if trigger.type == "handover" and hit.enclitic in ("هم", "هما", "هن"):
        return False  # people are handed over, not a place
    if when.casualty and not _casualty(sentence, hit, mentions):
        return False
    if when.weak and _firmer(sentence, hit, when.weak):
        return False
    if when.persons and not _of_persons(sentence, hit):
        return False
    if when.aid and not _aid_told(sentence, hit):
        return False
    if not moved(sentence, hit, cast, has_place):
        return False
    return _armed(sentence, hit, cast, mentions)


# What the same people may have met with: beside «الإفراج عن المختطفين» the participle tells no abduction.
_SEIZED = frozenset(("abduction", "arrest", "release", "killing"))
_KINDRED = {"abduction": _SEIZED, "arrest": _SEIZED}
# Done to persons: without anybody or a place told, the bare noun speaks of such things in general.
_OF_PERSONS = frozenset(("sexual_violence", "torture", "abduction", "killing"))


def _general(sentence: Sentence, hit: Hit) -> bool:
    """«التعذيب», «والاغتصاب»: a noun with the article, nothing of its own behind it."""
    form = sentence.forms[hit.first]
    return trigger_of(hit).noun and ("ال" in form[:4] or form[:3] in ("لل", "ولل"))


def _whoever(sentence: Sentence, hit: Hit) -> bool:
    """«جزاء من يقتل», «كل من يهاجم»: what anybody does, of whom nothing is told."""
    before = sentence.forms[hit.first - 1] if hit.first > sentence.first else ""
    present = is_verb(hit) and all(reading.tense == "present" for reading in hit.entry.verb or ())
    return present and before.lstrip("وفلب") == "من"


def _armed(sentence: Sentence, hit: Hit, cast: Cast, mentions: list[Mention]) -> bool:
    trigger = trigger_of(hit)
    when = trigger.when
    forces = sides(mentions)
    if when.armed == "any":
        return bool(forces) or bool(cast.inherited) or _impersonal(sentence, hit, mentions)
    if when.armed == "subject":
        held = cast.roles.get(trigger.roles.get("subject", ""), [])
        return bool(sides(held)) or trigger.roles.get("subject", "") in cast.inherited
    if when.armed == "both":
        involved = [m for ms in cast.roles.values() for m in ms if m.kind != PEOPLE]
        ids = {i for m in involved for i in m.ids} | {i for ids in cast.inherited.values() for i in ids}
        return len(ids) >= 2
    return True


_GRASP = frozenset("قبضه سيطره براثن ايدي يد مليشيا مليشيات ميليشيا ميليشيات".split())


def _wrested(sentence: Sentence, hit: Hit) -> bool:
    """Whether a place is told to be wrested from a force, so that an unknown name is one: «من قبضة»."""
    if trigger_of(hit).type != "capture":
        return False
    reach = range(hit.last, min(hit.last + _WRESTED_REACH, sentence.last - 1))
    return any(sentence.forms[at] == "من" and sentence.forms[at + 1] in _GRASP for at in reach)


_WRESTED_REACH = 7


def _impersonal(sentence: Sentence, hit: Hit, mentions: list[Mention]) -> bool:
    """Whether what was done is news though nobody is named: «تمت السيطرة على», an attack with a weapon."""
    trigger = trigger_of(hit)
    if trigger.type == "capture":
        return any(form in _DONE for form in sentence.forms[max(sentence.first, hit.first - 2) : hit.first])
    armed = weapon_near(sentence, hit) or flown_on(sentence, hit, mentions)
    return trigger.type == UNDECIDED and armed is not None


_DONE = frozenset("تم تمت وتم وتمت جري جرت وجري وجرت".split())


def _mechanism(sentence: Sentence, hit: Hit, reach: str) -> bool:
    """Whether other fighting is told in the sentence, or, for `clause`, in the trigger's own clause."""
    own = trigger_of(hit).type
    first, last = _span(sentence, hit, reach)
    return any(
        t.first != hit.first
        and (first <= t.first < last or (last <= t.first <= last + 1 and _of_the_same(t)))
        and trigger_of(t).type in MECHANISMS - {own}
        and not trigger_of(t).when.alone
        and not (trigger_of(t).when.weak and 0 <= t.first - hit.last <= OBJECT)  # what was destroyed
        and stands(sentence, t)
        and not in_passing(sentence, t)
        for t in sentence.triggers
    )


def _of_the_same(hit: Hit) -> bool:
    """A noun that goes on about who was named before it: «تقدم القوات، وسيطرتها على التلة»."""
    return bool(hit.enclitic) and not is_verb(hit) and hit.proclitics.startswith("و")


def _firmer(sentence: Sentence, hit: Hit, reach: str) -> bool:
    """Whether a word that tells more than a bare thing or person does so of the same event."""
    kind = trigger_of(hit).type
    first, last = _span(sentence, hit, reach)
    return any(
        t.first != hit.first
        and first <= t.first < last
        and trigger_of(t).type in MECHANISMS | _KINDRED.get(kind, {kind})
        and not trigger_of(t).when.weak
        and stands(sentence, t)
        for t in sentence.triggers
    )


def _span(sentence: Sentence, hit: Hit, reach: str) -> tuple[int, int]:
    return sentence.clause_of(hit.first) if reach == "clause" else (sentence.first, sentence.last)


_HELD_UP_REACH = 6


def _may_be_held_up(hit: Hit) -> bool:
    """Whether a siege may be what keeps it from happening: aid, and the coming in that a noun names."""
    kind = trigger_of(hit).type
    entering = kind in ("capture", "deployment") and "الي" in trigger_of(hit).roles
    return kind == "aid" or (entering and not is_verb(hit))


def _held_up(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is only what somebody stops: «منع مرور شاحنات الإغاثة», «منعوا دخول الأغذية» are a siege."""
    first, _ = sentence.clause_of(hit.first)
    return any(
        first <= t.first
        and 0 <= hit.first - t.last <= _HELD_UP_REACH
        and trigger_of(t).type == "siege"
        and stands(sentence, t)
        for t in sentence.triggers
    )


def _transitive(sentence: Sentence, hit: Hit, mentions: list[Mention]) -> bool:
    """Whether a verb of moving is one with an object: «وفرتها», «القوات التي تقدم المشورة»."""
    relative = _after_relative(sentence, hit)
    if hit.enclitic:
        return is_verb(hit) or relative
    if is_verb(hit) and hit.proclitics == "و" and sentence.forms[hit.first].startswith("وف"):
        # «وفرت» is "she provided" unless the words behind it tell where from or to.
        further = sentence.forms[hit.last : min(hit.last + _WHITHER, sentence.last)]
        return not any(form in _FROM_TO for form in further)
    if not is_verb(hit) or hit.last >= sentence.last or not (relative or _was(sentence, hit)):
        return False
    if not sentence.forms[hit.first].lstrip("وف").startswith("ت"):
        return False  # only «تقدم» may be the present of another verb
    behind = sentence.forms[hit.last]
    moving = behind in PREPOSITIONS or behind in COMMAS or behind[:1] in "بل"
    return not moving and not any(m.first <= hit.last < m.last for m in mentions)


_WHITHER = 7
_FROM_TO = frozenset("من الي نحو صوب باتجاه امام خارج تاركين تاركه تاركا".split())


def _was(sentence: Sentence, hit: Hit) -> bool:
    return hit.first > sentence.first and sentence.forms[hit.first - 1] in ("كانت", "كان", "كانوا")


def _after_relative(sentence: Sentence, hit: Hit) -> bool:
    before = sentence.forms[max(sentence.first, hit.first - 2) : hit.first]
    return any(form in RELATIVES or form == "ما" for form in before)


_PERSONAL = frozenset(("ه", "ها", "هم", "هما", "هن"))
_PEOPLE_CLASSES = frozenset(
    "soldiers fighters civilians persons head singulars duals subject:victims".split()
)


def _casualty(sentence: Sentence, hit: Hit, mentions: list[Mention]) -> bool:
    """Whether people stand behind a word of death: «مقتل ثلاثة جنود», «قتله», not «قتل الوقت»."""
    if hit.enclitic in _PERSONAL:
        return True
    return any(
        sentence.classes(at) & _PEOPLE_CLASSES
        or any(m.first <= at < m.last for m in mentions)
        or sentence.forms[at].isdigit()
        for at in victims(sentence, hit)
    )


def _of_persons(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is done to people: «أوقفت الشرطة ثلاثة مشتبهين», not «أوقف الجنود القصف»."""
    if hit.enclitic in ("هم", "هما", "هن"):
        return any(reading.tense == "past" for reading in hit.entry.verb or ())
    return any(
        _person(sentence, at) and not (is_verb(hit) and sentence.forms[at].startswith("ال"))
        for at in range(hit.last, min(hit.last + OBJECT + 1, sentence.last))
    )


def _person(sentence: Sentence, at: int) -> bool:
    found = sentence.classes(at)
    return bool(found & PERSONS) or any(name.startswith(ONE_OR_TWO) for name in found)


def victims(sentence: Sentence, hit: Hit) -> range:
    """Where the dead of a trigger are named: behind it, before it for a plural verb and «مصرعهم»."""
    readings = hit.entry.verb
    if not readings and hit.enclitic in _PERSONAL:
        return range(max(sentence.first, hit.first - _VICTIMS_REACH), hit.first)
    if readings and all(r.number in ("p", "d") for r in readings) and not hit.enclitic:
        return range(max(sentence.first, hit.first - _VICTIMS_REACH), hit.first)
    if _named_before(sentence, hit):
        return range(max(sentence.first, hit.first - _VICTIMS_REACH), hit.first)
    first = killer(sentence, hit).stop or hit.last
    return range(first, min(first + _VICTIMS_REACH, sentence.last))


_VICTIMS_REACH = 7


def _named_before(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb takes up the dead of before it: «الضابط الذي استشهد أثناء …», «إن جنديا قتل في …»."""
    if not hit.entry.verb or hit.enclitic or hit.first == sentence.first or hit.last >= sentence.last:
        return False
    behind = sentence.forms[hit.last]
    nobody = behind in PREPOSITIONS or behind in _WHEN
    if sentence.forms[hit.first - 1] in RELATIVES:
        return nobody
    return (nobody or behind in COMMAS or behind.startswith("و")) and of_one_named(sentence, hit)


_WHEN = frozenset("امس اليوم اثناء خلال قبل بعد عندما حين يوم ليله فجر صباح مساء اول هناك ايضا".split())


def _aid_told(sentence: Sentence, hit: Hit) -> bool:
    """Whether something is done with the aid: brought, sent, handed out, called for, held up."""
    first, last = sentence.clause_of(hit.first)
    return any(
        any(h.entry.data in ("aid_verb",) for h in sentence.at.get(at, ()))
        for at in range(max(first, hit.first - 10), min(last + 4, hit.last + 10, sentence.last))
    )
