"""Did it happen: planned, demanded, threatened, denied or merely possible."""

from __future__ import annotations

from sijill.arabic.particles import CLAUSE_OPENERS, COMMAS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, is_verb, trigger_of
from sijill.reading.said.voices import Voice
from sijill.reading.segments import EARLIER, bare, is_relative
from sijill.record import Status

# How many words may stand between a word of status and what it bears on.
_REACH: dict[Status, int] = {"demanded": 24, "planned": 10, "threatened": 9, "hypothetical": 8, "denied": 7}
_ORDER: tuple[Status, ...] = ("denied", "demanded", "threatened", "planned", "hypothetical")
_BEFORE_VERB = frozenset(("لم", "لن", "لا", "ولم", "ولن", "ولا", "فلم"))
_BEFORE_NOUN = frozenset(("عدم", "بعدم", "وعدم", "لعدم", "دون", "بدون"))
_NEGATIONS = _BEFORE_VERB | _BEFORE_NOUN | {"ليس", "ليست"}
_CONDITIONS = frozenset("اذا واذا فاذا لو ولو حال ان".split())
# What leads from a word of demand to what is demanded: «إلى», «على», «ب», «ل», «أن».
_LEADS = frozenset(("الي", "علي", "ان", "بان"))
# What happened for another reason is no part of what is demanded or planned: «طالب بالتحقيق بعد مقتل …».
_CAUSES = EARLIER | frozenset("اعقاب خلال اثناء جراء بسبب نتيجه رغم وسط ازاء حيال ما مما ضحايا ضد".split())
_PURPOSE_TYPES = frozenset(
    "capture withdrawal release handover arrest aid interception siege negotiation shelling".split()
)
# How many adjectives may stand between a noun and the one that tells its status: «ضربة جوية أمريكية محتملة».
_ADJECTIVES = 4
# How far a verb in the future reaches, and how far behind its noun «بات قريبا» may stand.
_FUTURE_REACH = 10
# How many words an aside between two commas may have: «، غرب المدينة،».
_ASIDE = 4
# «سيشن» and longer: «سير» is no "he will see".
_FUTURE_LETTERS = 4
# How far before «لقصف» the verb may stand that tells who suffered it.
_SUFFERING_REACH = 20
_ANY = frozenset(("اي", "باي", "لاي", "واي"))
_UNREAL = frozenset(("ان", "قد", "كي", "لكي"))
# What comes before «أن» where the event did happen: «قبل أن», «بعد أن», «استطاعوا أن».
_REAL = frozenset(
    "قبل بعد منذ الي دون استطاع استطاعت استطاعوا تمكن تمكنت تمكنوا لبث لبثت لبثوا سبق حدث".split()
)
# «لا تزال», «لا سيما» negate nothing.
_STILL = frozenset("تزال يزال يزالون تزالون زال زالت سيما بد شك".split())
_AGREED = frozenset("وافق وافقت وافقوا الموافقه اتفقا اتفق تعهد تعهدت".split())


def status_of(sentence: Sentence, trigger: Hit, voice: Voice | None) -> tuple[Status, str]:
    """The status of what a trigger tells, and the pack entry that says so ("" for `occurred`)."""
    before = _word_before(sentence, trigger)
    if before in (_BEFORE_VERB if is_verb(trigger) else _BEFORE_NOUN):
        return "denied", "negation"
    if is_verb(trigger):
        if trigger.proclitics.endswith("س") or before == "سوف":
            return "planned", "future"
        if before in ("قد", "وقد") and _present(trigger):
            return "hypothetical", "core/status.yaml: hypothetical/قد"
    governed = _governed(sentence, trigger)
    if governed is not None:
        return governed
    if voice is not None and voice.denies:
        return "denied", "core/status.yaml: denied"
    if _not_done(sentence, trigger):
        return "denied", "negation"
    if _unreal(sentence, trigger) or _asked(sentence):
        return "hypothetical", "subjunctive"
    by_neighbours = None if is_verb(trigger) else _by_neighbours(sentence, trigger)
    if by_neighbours is not None and by_neighbours[0] != "occurred":
        return by_neighbours
    if _in_future(sentence, trigger) or _still_to_be(sentence, trigger):
        return "planned", "future"
    return "occurred", ""


def _not_done(sentence: Sentence, trigger: Hit) -> bool:
    """Whether a negated verb rules a noun: «لا تلجأ للتعذيب», «لا يتم تعذيبهم»; not «لم يسفر الهجوم عن»."""
    if is_verb(trigger):
        return False
    for at in range(max(sentence.first + 1, trigger.first - 2), trigger.first):
        verb = sentence.forms[at]
        if sentence.forms[at - 1] in _BEFORE_VERB and verb not in _STILL:
            ruled = at == trigger.first - 1 and trigger.proclitics.endswith(("ل", "ب"))
            return ruled or verb in ("يتم", "تتم")
    return False


def _in_future(sentence: Sentence, trigger: Hit) -> bool:
    """Whether a verb to come rules a noun or goes on in a verb: «سيبسطون سيطرتهم», «سيهاجمون ويطردون»."""
    if is_verb(trigger) and not (_present(trigger) and trigger.proclitics.startswith("و")):
        return False
    for at in range(trigger.first - 1, max(trigger.first - _FUTURE_REACH, sentence.first - 1), -1):
        form = sentence.forms[at]
        if form in CLAUSE_OPENERS or form in (".", "؟", "!") or is_relative(form) or bare(form) in _CAUSES:
            return False
        if form in COMMAS and not is_verb(trigger):
            return False
        finite = [h for h in sentence.at.get(at, ()) if h.entry.verb]
        if any(h.proclitics.endswith("س") for h in finite) and len(bare(form)) >= _FUTURE_LETTERS:
            return True
        if any(r.tense == "past" for h in finite for r in h.entry.verb):
            return False
    return False


def _still_to_be(sentence: Sentence, trigger: Hit) -> bool:
    """Whether what is said of a noun leaves it to come: «تحرير المدينة بات قريبا», «استعادتها مسألة وقت»."""
    if is_verb(trigger) or trigger_of(trigger).type not in _PURPOSE_TYPES:
        return False
    last = min(trigger.last + _FUTURE_REACH, sentence.clause_of(trigger.first)[1])
    found = sentence.has("status:awaited", trigger.last, last)
    return found is not None and not any(
        sentence.forms[at] in COMMAS or bare(sentence.forms[at]) in EARLIER
        for at in range(trigger.last, found.first)
    )


def _asked(sentence: Sentence) -> bool:
    """Whether the sentence only asks: «هل … ؟»."""
    opening = sentence.forms[sentence.first : sentence.first + 3]
    return "هل" in opening and "؟" in sentence.forms[sentence.last - 2 : sentence.last]


def _unreal(sentence: Sentence, trigger: Hit) -> bool:
    """Whether the verb of a trigger is only spoken of as possible: «أن يشن هجوما», «قد ينفذون تفجيرات»."""
    at = trigger.first
    if not is_verb(trigger):
        light = [h for n in range(at - 2, at) for h in sentence.at.get(n, ()) if h.entry.data == "performing"]
        if not light or not light[-1].entry.verb or not _present(light[-1]):
            return False
        at = light[-1].first
    elif not _present(trigger):
        return False
    if at - 2 < sentence.first or sentence.forms[at - 1] not in _UNREAL:
        return False
    return bare(sentence.forms[at - 2]) not in _REAL


def _governed(sentence: Sentence, trigger: Hit) -> tuple[Status, str] | None:
    """The nearest word of status before a trigger that bears on it."""
    if _stands_as_fact(sentence, trigger):
        return None
    best: tuple[int, int, Status, Hit] | None = None
    for rank, status in enumerate(_ORDER):
        for hit in sentence.words.get(f"status:{status}", ()):
            if hit.last > trigger.first or trigger.first - hit.last > _REACH[status]:
                continue
            if (best is None or (-hit.last, rank) < best[:2]) and _bears(sentence, hit, trigger, status):
                best = (-hit.last, rank, status, hit)
    return (best[2], best[3].entry.where) if best else None


def _bears(sentence: Sentence, hit: Hit, trigger: Hit, status: Status) -> bool:
    """Whether a word of status reaches the trigger."""
    forms = sentence.forms
    word = forms[hit.first]
    gap = trigger.first - hit.last
    if word in ("قد", "وقد", "فقد"):
        return False
    if word in _NEGATIONS:
        return gap <= 1 and not _past(trigger)
    if status == "planned" and trigger_of(trigger).type == "agreement" and word in _AGREED:
        return False
    if _past(trigger):
        return word in _CONDITIONS and gap <= 2
    return _open_between(sentence, hit, trigger, led=status == "demanded" and _led(sentence, trigger))


def _led(sentence: Sentence, trigger: Hit) -> bool:
    """Whether a particle before the trigger ties it to a verb further off: «إلى الانسحاب», «بالإفراج عن»."""
    return trigger.proclitics.endswith(("ب", "ل")) or _word_before(sentence, trigger) in _LEADS


def _open_between(sentence: Sentence, hit: Hit, trigger: Hit, *, led: bool) -> bool:
    """Whether nothing between a word of status and the trigger ends what the word bears on."""
    forms = sentence.forms
    at = hit.last
    while at < trigger.first:
        form = forms[at]
        if form in CLAUSE_OPENERS or form in (".", "؟", "!"):
            return False
        if (is_relative(form) or bare(form) in EARLIER) and not led:
            return False
        if form in COMMAS and not _goes_on(sentence, at, trigger, led):
            return False
        if at > hit.last and any(_tells(sentence, h) for h in sentence.at.get(at, ())):
            return False
        at += 1
    return True


def _goes_on(sentence: Sentence, comma: int, trigger: Hit, led: bool) -> bool:
    """Whether a demand or plan goes on behind a comma: with «و» and a noun, or past an aside."""
    following = comma + 1
    for at in range(following, min(following + _ASIDE, trigger.first)):
        if sentence.forms[at] in COMMAS and not any(
            h.entry.verb for n in range(following, at) for h in sentence.at.get(n, ())
        ):
            following = at + 1
            break
    if following <= trigger.first and sentence.forms[following].startswith("و"):
        return not any(h.entry.verb and h.proclitics.startswith("و") for h in sentence.at.get(following, ()))
    return led


def _tells(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word is a finished event or a new speech, which no word of status before it reaches past."""
    if not hit.entry.verb or hit.entry.kind not in ("trigger", "word"):
        return False
    if hit.entry.kind == "word" and hit.entry.data != "say":
        # «الذي قام أمس بقصف»
        done = hit.entry.data == "performing" and is_relative(sentence.forms[hit.first - 1])
        return done and any(r.tense == "past" for r in hit.entry.verb)
    return all(r.tense == "past" for r in hit.entry.verb)


def _stands_as_fact(sentence: Sentence, trigger: Hit) -> bool:
    """Whether what is demanded is not the event but something about it: «وقف القصف», «محاسبة قتلة …»."""
    first = max(sentence.first, trigger.first - 3)
    before = sentence.forms[first : trigger.first]
    if any(bare(form) in _CAUSES for form in before[-2:]):
        return True
    return any("status:standing" in sentence.classes(at) for at in range(first, trigger.first))


def _by_neighbours(sentence: Sentence, trigger: Hit) -> tuple[Status, str]:
    """What the words about a noun tell: «هجمات محتملة», «المعركة المرتقبة», «لتحرير», «بهدف تفجيرها»."""
    status: Status
    after = sentence.forms[trigger.last] if trigger.last < sentence.last else ""
    if _word_before(sentence, trigger) in _ANY or after in _ANY:
        return "hypothetical", "any"
    for at in range(trigger.last, min(trigger.last + _ADJECTIVES, sentence.last)):
        for hit in sentence.at.get(at, ()):
            if hit.entry.kind == "word" and hit.entry.data in ("status:coming", "status:possible"):
                status = "planned" if hit.entry.data == "status:coming" else "hypothetical"
                return status, hit.entry.where
    if "سوف" in sentence.forms[trigger.last : min(trigger.last + _ADJECTIVES, sentence.last)]:
        return "planned", "future"
    if _stands_as_fact(sentence, trigger):
        return "occurred", ""
    first = max(sentence.first, trigger.first - 2)
    purpose = sentence.has("status:purpose", first, trigger.first)
    if purpose is not None and purpose.last >= trigger.first - 1:
        return "planned", purpose.entry.where
    aims = trigger.proclitics.endswith("ل") and (
        trigger_of(trigger).type in _PURPOSE_TYPES or _bare_aim(sentence, trigger)
    )
    if aims and not _undergone(sentence, trigger):
        return "planned", "purpose"
    return "occurred", ""


def _undergone(sentence: Sentence, trigger: Hit) -> bool:
    """Whether «ل» only ties what happened to a verb: «تعرضت القرى القريبة من المدينة لقصف», «نتيجة لقصف»."""
    if any("status:undergone" in sentence.classes(at) for at in range(trigger.first - 4, trigger.first)):
        return True
    clause = sentence.clause_of(trigger.first)[0]
    if clause == trigger.first:  # «تعرضت قرى في ريف المدينة، لقصف»
        clause = sentence.clause_of(max(clause - 2, sentence.first))[0]
    first = max(clause, trigger.first - _SUFFERING_REACH)
    verb = sentence.has("status:suffering", first, trigger.first)
    return verb is not None and not any(verb.last <= t.first < trigger.first for t in sentence.triggers)


def _bare_aim(sentence: Sentence, trigger: Hit) -> bool:
    """«هدفا للهجوم», «مبررا للتفجير»: with the article and nothing behind it, an aim and no attack told."""
    after = sentence.forms[trigger.last] if trigger.last < sentence.last else "."
    return sentence.forms[trigger.first].lstrip("وف").startswith("لل") and (
        after in COMMAS or after in (".", "؟", "!") or after.startswith("و")
    )


def _word_before(sentence: Sentence, trigger: Hit) -> str:
    return sentence.forms[trigger.first - 1] if trigger.first > sentence.first else ""


def _present(trigger: Hit) -> bool:
    return all(r.tense == "present" for r in trigger.entry.verb)


def _past(trigger: Hit) -> bool:
    return is_verb(trigger) and all(r.tense == "past" for r in trigger.entry.verb)
