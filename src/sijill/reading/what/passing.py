"""What a report names only in passing: the terms of a deal, the aim of fighting, who holds a place."""

from __future__ import annotations

from sijill.arabic.particles import COMMAS, RELATIVES
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, is_verb, trigger_of
from sijill.reading.what.arms import UNDECIDED
from sijill.reading.what.wording import stands, words_fit


def in_passing(sentence: Sentence, hit: Hit) -> bool:
    """Whether a trigger is told of something else and is no event of its own."""
    kind = trigger_of(hit).type
    if kind in _TERMS and _in_terms(sentence, hit):
        return True
    if kind == "bombing" and _heard(sentence, hit):
        return True
    if kind in _STOPPED and _stopped(sentence, hit):
        return True
    if kind == "clash" and (_suffered(sentence, hit) or _describes(sentence, hit)):
        return True
    if kind == "deployment" and _laid_before(sentence, hit):
        return True
    if kind == "agreement" and _broken(sentence, hit):
        return True
    if kind == "aid" and _hoped(sentence, hit):
        return True
    if kind == "negotiation" and _brokers_deal(sentence, hit):
        return True
    return _serves(sentence, hit) or _controls_in_passing(sentence, hit)


# Events that the words of a deal or a resolution demand, and that are its terms and no events.
_TERMS = frozenset("withdrawal handover release aid siege capture".split())
_DEAL_REACH = 30


def _broken(sentence: Sentence, hit: Hit) -> bool:
    """Whether a deal is named only as what was broken: «خرق الهدنة», «انتهاك لوقف إطلاق النار»."""
    return any(0 <= hit.first - t.last <= 4 and trigger_of(t).type == "breach" for t in sentence.triggers)


_HARMED = frozenset("متضرره متضررين متضررون تضررت تضرر تضرروا متاثره متاثرين تاثرت".split())


def _suffered(sentence: Sentence, hit: Hit) -> bool:
    """Whether fighting is only what somebody was harmed by: «المحافظات المتضررة من أعمال العنف»."""
    before = sentence.forms[max(sentence.first, hit.first - 3) : hit.first]
    return before[-1:] == ["من"] and any(form.removeprefix("ال") in _HARMED for form in before)


_DESCRIBING = 1  # «التي كانت تقاتل»


def _describes(sentence: Sentence, hit: Hit) -> bool:
    """Whether fighting only tells what a force does: «القوات التي تقاتل إلى جانب الجيش»."""
    readings = [r for t in sentence.triggers if t.first == hit.first for r in t.entry.verb or ()]
    present = is_verb(hit) and any(reading.tense == "present" for reading in readings)  # «تقاتل»: or past
    before = sentence.forms[max(sentence.first, hit.first - 1 - _DESCRIBING) : hit.first]
    return present and not hit.proclitics and any(form in RELATIVES for form in before)


_MINES = frozenset("الغام الالغام لغم لغما عبوات العبوات عبوه".split())
_GONE_OFF = frozenset(("bombing", "interception"))
_LAID_REACH = 2


def _laid_before(sentence: Sentence, hit: Hit) -> bool:
    """Whether mines told to go off or to be cleared are only said to have been laid: «انفجار ألغام زرعها»."""
    before = sentence.forms[max(sentence.first, hit.first - _LAID_REACH) : hit.first]
    if not is_verb(hit) or not hit.enclitic or not any(form in _MINES for form in before):
        return False
    return any(t.first < hit.first and trigger_of(t).type in _GONE_OFF for t in sentence.triggers)


_SOUND = frozenset("دوي سمع سمعت سماع يسمع تسمع دوت هزت هز تهز اصوات صوت".split())
_CAUSE = frozenset("جراء اثر نتيجه بسبب بفعل ناجمه ناتجه ناجم ناتج عن".split())
_STRIKES = frozenset(("airstrike", "shelling"))


def _heard(sentence: Sentence, hit: Hit) -> bool:
    """Whether explosions are only the sound of strikes: «سمعت انفجارات جراء القصف»."""
    if is_verb(hit) or not trigger_of(hit).lemma.startswith("انفجار"):
        return False
    strikes = [t for t in sentence.triggers if trigger_of(t).type in _STRIKES and not trigger_of(t).when.weak]
    around = sentence.forms[max(sentence.first, hit.first - 5) : min(hit.last + 5, sentence.last)]
    if any(form.lstrip("وف") in _SOUND for form in around):
        return bool(strikes)
    return any(
        hit.last < t.first and any(form in _CAUSE for form in sentence.forms[t.first - 3 : t.first])
        for t in strikes
    )


_STOPPED = frozenset(("bombing", "destruction", "suicide_attack", "shelling", "deployment"))
_STOPPED_REACH = 5


def _stopped(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is only what was stopped: «إحباط محاولة تفجير», «ضبط شحنة أسلحة», «مسيرة أرسلتها»."""
    if not is_verb(hit) and any(
        f in _READY for f in sentence.forms[max(sentence.first, hit.first - 2) : hit.first]
    ):
        return True
    return (not is_verb(hit) or hit.enclitic in ("ه", "ها")) and any(
        0 <= hit.first - t.last <= _STOPPED_REACH
        and trigger_of(t).type == "interception"
        and words_fit(sentence, t)
        for t in sentence.triggers
    )


def _brokers_deal(sentence: Sentence, hit: Hit) -> bool:
    """Whether brokering is only how a deal of the sentence came about: «اتفاق بوساطة مشايخ»."""
    if not hit.proclitics.endswith("ب") or "brokering" not in sentence.classes(hit.first):
        return False
    return any(t.last <= hit.first and trigger_of(t).type == "agreement" for t in sentence.triggers)


def _hoped(sentence: Sentence, hit: Hit) -> bool:
    """Whether aid is only what a truce is made for: «هدنة لإيصال المساعدات»."""
    before = sentence.forms[max(sentence.first, hit.first - 4) : hit.first]
    meant = any(f.startswith(("لا", "لت", "لد", "لو")) or f in _AIM_WORDS for f in before)
    return meant and any(t.last <= hit.first and trigger_of(t).type == "agreement" for t in sentence.triggers)


def _in_terms(sentence: Sentence, hit: Hit) -> bool:
    """Whether a trigger is a term of a deal: «اتفاق يتضمن انسحاب …», «القرار القاضي بتسليم …»."""
    for marker in sentence.words.get("terms", ()):
        if marker.last <= hit.first <= marker.last + _DEAL_REACH:
            deal = [t for t in sentence.triggers if trigger_of(t).type == "agreement"]
            deal += sentence.words.get("deal", [])
            before = any(0 <= marker.first - d.last <= _DEAL_REACH for d in deal)
            if before or any(d.first == marker.last for d in deal):  # «وينص الاتفاق على …»
                return True
    return False


_FIGHT = frozenset("clash deployment airstrike shelling raid *attack".split())
_AIMS = frozenset("capture raid withdrawal *attack".split())
# What is only made ready for an attack: «عبوة معدة لاستهداف».
_READY = frozenset("معد معده معدا معدتين مجهزه مجهز مخططه مهياه".split())
_AIM_REACH = 14
_UNDERTAKINGS = frozenset("عمليه عمليات حمله معركه معارك".split())
_AIM_WORDS = frozenset(
    "اجل بهدف بغيه قصد مسعي سبيل اطار استعدادا جهودها جهوده جهودهم للمشاركه تمهد تمهيدا لاجل محاوله "
    "يهدف تهدف هدفت الراميه الرامي الهادفه هادفه محاولات يحاول تحاول حاول يحاولون حاولت حاولوا".split()
)


def _serves(sentence: Sentence, hit: Hit) -> bool:
    """Whether a taking is only what told fighting aims at: «معركة لتحرير», «هجوما لاستعادة»."""
    if trigger_of(hit).type not in _AIMS or is_verb(hit):
        return False
    if _joined_to_aim(sentence, hit):
        return True
    before = sentence.forms[max(sentence.first, hit.first - 3) : hit.first]
    if trigger_of(hit).type == UNDECIDED:
        if not hit.proclitics.endswith("ل"):
            return False
        if any(form in _READY for form in before):
            return True
    if _under_way(sentence, hit):
        return True
    if not (
        hit.proclitics.endswith("ل") or any(f in _AIM_WORDS or f.lstrip("ل") == "انتزاع" for f in before)
    ):
        return False
    first, _ = sentence.clause_of(hit.first)
    first = max(first, hit.first - _AIM_REACH)
    return (
        any(
            first <= t.first
            and t.last <= hit.first
            and trigger_of(t).type in _FIGHT
            and (trigger_of(t).type != "deployment" or stands(sentence, t))  # «وضع», «دعم» are common words
            for t in sentence.triggers
        )
        or any(form.removeprefix("ال") in _UNDERTAKINGS for form in sentence.forms[first : hit.first])
    )


_JOINED_REACH = 7


def _joined_to_aim(sentence: Sentence, hit: Hit) -> bool:
    """Whether a noun goes on with an aim told before it: «لاقتحام المدينة والسيطرة عليها»."""
    if not hit.proclitics.startswith("و"):
        return False
    return any(
        0 <= hit.first - t.last <= _JOINED_REACH
        and not is_verb(t)
        and not any(form in COMMAS for form in sentence.forms[t.last : hit.first])
        and _serves(sentence, t)
        for t in sentence.triggers
    )


_WHITHER = frozenset("نحو باتجاه صوب".split())


def _under_way(sentence: Sentence, hit: Hit) -> bool:
    """Whether a noun is what somebody is only on the way to: «التقدم نحو تحرير المدينة»."""
    return trigger_of(hit).type != UNDECIDED and sentence.forms[hit.first - 1 : hit.first][:1] in (
        [word] for word in _WHITHER
    )


def _controls_in_passing(sentence: Sentence, hit: Hit) -> bool:
    """Whether control is only said of a place in passing: «التي يسيطر عليها», «الخاضعة لسيطرة»."""
    trigger = trigger_of(hit)
    if trigger.type != "capture" or trigger.roles.get("على") != "place" and "علي" not in trigger.roles:
        return False
    before = sentence.forms[max(sentence.first, hit.first - 3) : hit.first]
    if is_verb(hit):
        present = all(r.tense == "present" for r in hit.entry.verb)
        further = sentence.forms[max(sentence.first, hit.first - _HELD_REACH) : hit.first]
        on_it = sentence.forms[hit.last : hit.last + 1] in (["عليها"], ["عليه"], ["عليهما"])
        if present and on_it and not hit.proclitics and before[-1:] and before[-1] not in COMMAS:
            return True  # «معسكر يسيطر عليه …»: which one it is
        return present and any(form.lstrip("و") in RELATIVES for form in (further if on_it else before))
    if before and before[-1] in _AREAS and not sentence.forms[hit.first].startswith("ال"):
        return True  # «غارات على مناطق سيطرة …»
    if before[-1:] == ["من"] and not sentence.forms[hit.first].startswith("ال") and not hit.enclitic:
        return True  # «تحرير المدينة من سيطرة …»: whom it was taken from
    if before and not sentence.forms[hit.first].startswith("ال") and before[-1] in ("من", "تحت"):
        return hit.last - hit.first == 1
    return any(form.removeprefix("ال") in _HELD for form in before)


_HELD_REACH = 7
_AREAS = frozenset("مناطق منطقه اماكن نطاق خارج نقاط لمناطق بمناطق ومناطق".split())
_HELD = frozenset(
    "خاضعه خاضع خاضعين واقعه واقع كانت تخضع يخضع تقع يقع تزال يزال لازالت مازالت لتعزيز تعزيز تعتبر".split()
)
