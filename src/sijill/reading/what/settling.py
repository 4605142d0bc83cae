"""Which of the types that a trigger may tell of its sentence supports."""

from __future__ import annotations

from sijill.packs.lexicon import Hit
from sijill.reading.context import Context
from sijill.reading.passage import Sentence, is_verb, trigger_of
from sijill.reading.what.arms import AIR, UNDECIDED, flown, flown_on, weapon_behind, weapon_near
from sijill.reading.what.kind import sides, victims
from sijill.reading.what.wording import stands
from sijill.reading.who.named import PEOPLE, Mention
from sijill.record import EventType

# Attacks that tell their mechanism: what an attack of none in the same clause is one of.
_TELLING = frozenset("airstrike shelling bombing suicide_attack".split())
# Places that are stormed in a fight, not searched.
_DEFENDED = ("object:base", "object:position", "object:checkpoint")
# What a verb without a subject of its own may tell of aircraft named before.
_BY_AIR = (UNDECIDED, "shelling")
_PLANTED = ("car_bomb", "ied")
_BESIDE = 6
_CARRIED = 4
_FLYING = 3  # «شنت مقاتلات التحالف هجمات»: aircraft right before an attack carry it out


def settle(
    sentence: Sentence, hit: Hit, context: Context, mentions: list[Mention]
) -> tuple[EventType, str | None]:
    """The type that the words support, and the means that they name."""
    trigger = trigger_of(hit)
    means = trigger.means or weapon_near(sentence, hit)
    kind = trigger.type
    if kind in _BY_AIR or trigger.settled_by == "flyer":
        means = means or flown_on(sentence, hit, mentions)
    if trigger.settled_by == "shot" and _on_people(sentence, hit, mentions):
        return "killing", means
    if trigger.when.casualty or trigger.settled_by == "victims":
        return _death(sentence, hit, mentions, means, context), means
    if kind in ("clash", UNDECIDED) and _told_beside(sentence, hit, "suicide_attack", _CARRIED):
        return "suicide_attack", means
    if kind == UNDECIDED:
        return _attack(sentence, hit, means, context, mentions), means
    if kind == "shelling" and means in AIR:
        return "airstrike", means
    carried = _carried_out(sentence, hit, means, mentions)
    if carried in context.pack.weapon_types:
        return context.pack.weapon_types[carried], carried  # type: ignore[return-value]
    if (kind == "bombing" or trigger.settled_by == "stormed") and _told_beside(
        sentence, hit, "suicide_attack"
    ):
        return "suicide_attack", means
    fought = (
        (
            trigger.settled_by == "stormed"
            and (_defended(sentence, hit) or _fought_for(sentence, hit, mentions))
        )
        or (trigger.settled_by == "beaten" and _beaten(hit, mentions))
        or (kind == "capture" and _attempted(sentence, hit))
    )
    return ("clash" if fought else kind), means  # type: ignore[return-value]


_ATTEMPT_REACH = 5


def _attempted(sentence: Sentence, hit: Hit) -> bool:
    """Whether a taking was only tried: «حاولوا السيطرة على», «محاولة لاستعادة», and so is a fight."""
    if is_verb(hit):
        return False
    before = sentence.forms[max(sentence.clause_of(hit.first)[0], hit.first - _ATTEMPT_REACH) : hit.first]
    return any(_ATTEMPT in form for form in before)


# «حاول», «تحاول», «محاولة», «محاولات»: no other word has this stem.
_ATTEMPT = "حاول"


def _carried_out(sentence: Sentence, hit: Hit, means: str | None, mentions: list[Mention]) -> str | None:
    """The weapon that makes an attack or a destruction another type than its word alone tells."""
    trigger = trigger_of(hit)
    if trigger.settled_by == "flyer":
        return _flyer(sentence, hit) or flown_on(sentence, hit, mentions)
    told = _told_on(sentence, hit) if trigger.type == "clash" and not is_verb(hit) else None
    if told is not None:
        return weapon_near(sentence, told)
    if trigger.settled_by == "aircraft":
        return flown(sentence, hit, _CARRIED)
    if trigger.settled_by == "weapon":
        if means in _PLANTED:
            return means
        behind = weapon_behind(sentence, hit)
        return behind if behind or hit.proclitics else _flown_before(sentence, hit)
    return None


def _flown_before(sentence: Sentence, hit: Hit) -> str | None:
    """The aircraft right before an attack, unless they only back it: «شنت بدعم من الطيران هجوما»."""
    before = sentence.forms[max(sentence.first, hit.first - _FLYING - 2) : hit.first]
    return None if "من" in before else flown(sentence, hit, _FLYING, before=True)


def _told_on(sentence: Sentence, hit: Hit) -> Hit | None:
    """The verb of striking that tells a noun of attack further: «عملية نوعية استهدفت»."""
    return next(
        (
            t
            for t in sentence.triggers
            if hit.last <= t.first <= hit.last + 1 and trigger_of(t).type == UNDECIDED and is_verb(t)
        ),
        None,
    )


_SHOT_REACH = 9
_UPON_HIM = frozenset(("عليه", "عليها", "عليهما"))
_CIVIL = frozenset(("civilians", "persons", "subject:victims", "one:anybody", "two:anybody", "many:anybody"))
_IN_ARMS = frozenset(("soldiers", "fighters", "contingent"))


def _on_people(sentence: Sentence, hit: Hit, mentions: list[Mention]) -> bool:
    """Whether shots are at people who do not fight: «أطلق النار على مصلين», «فتح النار فقتل شخصين».

    Shots that are exchanged, or that also hit a force, are fighting.
    """
    before = sentence.forms[max(sentence.first, hit.first - _CARRIED) : hit.last]
    if any(form.lstrip("وفبالي").startswith("تبادل") for form in before):
        return False
    behind = range(hit.last, min(hit.last + _SHOT_REACH, sentence.last))
    first = next((at for at in behind if _at_whom(sentence, at)), None)
    if first is None:
        return False
    told = range(first, min(first + _SHOT_REACH, sentence.clause_of(first)[1]))
    armed = any(m.first in told for m in sides(mentions)) or any(
        sentence.classes(at) & _IN_ARMS for at in told
    )
    return not armed and (
        sentence.forms[first] in _UPON_HIM or any(sentence.classes(at) & _CIVIL for at in told)
    )


def _at_whom(sentence: Sentence, at: int) -> bool:
    """Whether here begins whom shots were at, or whom they killed."""
    form = sentence.forms[at]
    return form == "علي" or form in _UPON_HIM or form.startswith(("فقتل", "وقتل", "فاصاب", "واصاب", "فارد"))


def _beaten(hit: Hit, mentions: list[Mention]) -> bool:
    """Whether a force is what «نكل» tells of: «نكل المجاهدون بالمرتزقة» is a fight won."""
    return any(m.prep == "ب" and 0 <= m.first - hit.last <= _BESIDE for m in sides(mentions))


def _flyer(sentence: Sentence, hit: Hit) -> str | None:
    """The aircraft that destroy: «دمرت طائرات التحالف», not those destroyed: «دمرت ثلاث طائرات».

    Right behind a masdar or a verb whose subject is men it is what was destroyed: «تدمير طائرة مسيرة».
    """
    behind = [
        name
        for name in AIR
        for weapon in sentence.words.get(f"means:{name}", ())
        if weapon.first == hit.last and weapon.proclitics == "" and _may_destroy(sentence, hit, weapon)
    ]
    return behind[0] if behind else flown(sentence, hit, _CARRIED, before=True)


def _may_destroy(sentence: Sentence, hit: Hit, weapon: Hit) -> bool:
    """Whether aircraft right behind a word of destroying can be its subject."""
    if is_verb(hit):
        return any(reading.number == "s" for reading in hit.entry.verb)
    following = sentence.forms[weapon.last : min(weapon.last + _CARRIED, sentence.last)]
    return any(form.startswith("ل") and len(form) > 2 for form in following)  # «تدمير الطائرات لمخزن»


def _attack(
    sentence: Sentence, hit: Hit, means: str | None, context: Context, mentions: list[Mention]
) -> EventType:
    """An attack by its weapon; without one, what the attack beside it is: «القصف استهدف», «انفجار استهدف»."""
    if means is not None and means in context.pack.weapon_types:
        return context.pack.weapon_types[means]  # type: ignore[return-value]
    first, last = sentence.clause_of(hit.first)
    beside = [
        t
        for t in sentence.triggers
        if first <= t.first < last
        and max(t.first - hit.last, hit.first - t.last, 0) <= _BESIDE
        and trigger_of(t).type in _TELLING
        and stands(sentence, t)
    ]
    if not beside and is_verb(hit):
        beside = _subjects(sentence, hit, mentions)
    if not beside:
        return "clash"
    return trigger_of(min(beside, key=lambda t: abs(t.first - hit.first))).type  # type: ignore[return-value]


def _subjects(sentence: Sentence, hit: Hit, mentions: list[Mention]) -> list[Hit]:
    """The nouns of attack that a verb far behind them may tell of: «الغارات، التي …، استهدفت»."""
    return [
        t
        for t in sentence.triggers
        if 0 <= hit.first - t.last <= _SUBJECT_REACH
        and trigger_of(t).type in _TELLING
        and trigger_of(t).noun
        and sentence.forms[t.first].startswith("ال")
        and stands(sentence, t)
        and not any(t.last <= m.first < hit.last + _CARRIED for m in sides(mentions))
    ]


_SUBJECT_REACH = 16


def _told_beside(sentence: Sentence, hit: Hit, kind: str, reach: int = 99) -> bool:
    """Whether a trigger of a type stands in the same clause, so that a vaguer one tells of the same."""
    first, last = sentence.clause_of(hit.first)
    return any(
        first <= t.first < last
        and max(t.first - hit.last, hit.first - t.last, 0) <= reach
        and trigger_of(t).type == kind
        and stands(sentence, t)
        for t in sentence.triggers
    )


def _defended(sentence: Sentence, hit: Hit) -> bool:
    """Whether what is stormed is a force's own place: «اقتحام معسكر», «اقتحمت مواقع المليشيا»."""
    return any(
        hit.last <= place.first <= hit.last + _CARRIED
        for name in _DEFENDED
        for place in sentence.words.get(name, ())
    )


# What tells that a place is stormed in a fight for it.
_FIGHTING = frozenset("shelling airstrike capture".split())
# What is stormed to search it, wherever it lies.
_SEARCHED = frozenset(
    f"object:{kind}"
    for kind in "home hospital school mosque market displaced_camp prison government_building other".split()
)


def _fought_for(sentence: Sentence, hit: Hit, mentions: list[Mention]) -> bool:
    """Whether a town or an area is stormed against a force: «اقتحمت القوات المدينة من قبضة المسلحين»."""
    behind = range(hit.last, min(hit.last + _CARRIED, sentence.last))
    if any(sentence.classes(at) & _SEARCHED for at in behind) or not any(
        _is_place(sentence, at) for at in behind
    ):
        return False
    told = [t for t in sentence.triggers if stands(sentence, t)]
    if any(trigger_of(t).type == "clash" and _breaks_out(sentence, t) for t in told):
        return False  # the fight is told besides: «اقتحموا البلدة واندلعت اشتباكات»
    by_force = any(trigger_of(t).type in _FIGHTING for t in told)
    return by_force or len({m.ids for m in sides(mentions)}) > 1


_BREAKING_OUT = ("اندلع", "وقع", "دار", "نشب", "جرت")


def _breaks_out(sentence: Sentence, fight: Hit) -> bool:
    """Whether a fight is told by a verb that joins it to what was told: «ودارت معارك»."""
    before = sentence.forms[fight.first - 1] if fight.first > sentence.first else ""
    return before[:1] in ("و", "ف") and before[1:].startswith(_BREAKING_OUT)


def _is_place(sentence: Sentence, at: int) -> bool:
    """Whether a town or an area is named here: no building, which is stormed to search it."""
    named = any(h.entry.kind == "place" and not h.proclitics for h in sentence.at.get(at, ()))
    return named or any(name.startswith(("level:", "anaphor:")) for name in sentence.classes(at))


_BY_SHOT = ("small_arms", "sniper")


def _death(
    sentence: Sentence, hit: Hit, mentions: list[Mention], means: str | None, context: Context
) -> EventType:
    """What a death was: by the weapon named, else a clash if a fighter died, else a killing."""
    if means is not None and means not in _BY_SHOT:
        return context.pack.weapon_types.get(means, "killing")  # type: ignore[return-value]
    for at in victims(sentence, hit):
        classes = sentence.classes(at)
        if "civilians" in classes and any(
            m.first <= at < m.last and m.use != "nation" for m in sides(mentions)
        ):
            return "clash"  # «رجال المقاومة»
        if classes & {"civilians", "persons"} and not classes & {"soldiers", "fighters"}:
            return "killing"
        if classes & {"soldiers", "fighters"}:
            return "clash"
        victim = next((m for m in mentions if m.first <= at < m.last and m.prep != "by"), None)
        if "subject:victims" in classes and (victim is None or victim.use == "nation"):
            return "killing"  # «نائب صومالي», but not «قائد في الجيش»
        if victim is not None:
            return "killing" if victim.kind == PEOPLE else "clash"
    return "killing"
