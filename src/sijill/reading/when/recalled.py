"""News or history: whether a report recalls an event or brings it."""

from __future__ import annotations

from sijill.arabic.dates import TimeHit
from sijill.arabic.particles import COMMAS, DEMONSTRATIVES
from sijill.packs.lexicon import Hit
from sijill.reading.context import Context
from sijill.reading.passage import Sentence, is_verb, trigger_of
from sijill.reading.segments import EARLIER, bare, is_relative, joined_to_earlier
from sijill.reading.what.wording import readable, words_fit
from sijill.reading.when.looked_back import looks_back

# A report of today that goes back further than this tells what was before.
_NEWS_DAYS = 5
# No closing recollection is as young as this.
_FRESH_DAYS = 3
# From this sentence on, days between the two are told to recall.
_LATE = 4
_PAST = frozenset(
    "سابق السابق الماضيه الماضيين الماضي سنوات اشهر شهور الاشهر الشهور السنوات الاعوام العقود".split()
)
# «منذ أشهر»: a span that began longer ago than this, and has no end but publication.
_LONG_DAYS = 25
_BE = frozenset("كان كانت وكان وكانت كانوا وكانوا فكان فكانت".split())
_HAD = frozenset(("قد", "وقد", "فقد"))
_TODAY = frozenset(("اليوم", "امس"))
# Words of the day's own news.
_FRESH = frozenset("اليوم امس حاليا الان الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت".split())
# «من بين المواقع التي سيطرت عليها …»: what was done, told one by one.
_AMONG = frozenset(("بين", "ابرز", "اهم", "ابرزها", "اهمها"))
# How far before «الذي» the noun that it describes may stand.
_ANTECEDENT = 3
_BE_REACH = 8
_RELATIVE_REACH = 2
_BESIDE = 8
# Before the known taking of a place: «شاركوا في تحرير عدن», «خصوصا تحرير المطار».
_RECALLING = frozenset("عمليه خلال اثناء ابان معركه معارك قبل خصوصا سيما ذكري مرحله في من مثل".split())
# What makes it news after all: «تمكنت من تحرير», «نجحت في استعادة», «تم تحرير».
_ACHIEVED = frozenset(
    "تمكن تمكنت تمكنوا تمكنها نجح نجحت نجحوا نجاح استطاع استطاعت تم تمت جري واصل واصلت استمر استمرت"
    " انتهت انتهوا انتهي اكمل اكملت اكملوا استكمل استكملت شرع شرعت بدا بدات باشر باشرت"
    " اعلن اعلنت اعلان".split()
)
_ACHIEVED_REACH = 8
# «بعد أيام من», «بعد أربعة أشهر على»: a span of these between the news and what was before it.
_SPANS = frozenset(
    "يوم يومين ايام اسبوع اسبوعين اسابيع شهر شهرين اشهر شهور عام عامين اعوام سنه سنتين سنوات".split()
)
_SPAN_REACH = 6
# What has begun goes on: «بعد أيام من بدء العملية».
_BEGINNING = frozenset("بدء بدايه انطلاق انطلاقه اندلاع فرض سريان".split())
_LASTING = frozenset(("siege", "clash"))
_OPENING = 12
_TRIED_REACH = 7
# Nouns of these types behind «بعد» or «عقب» are what the report's own news came of, and news with it.
_MEANS = frozenset(
    ("clash", "shelling", "airstrike", "bombing", "suicide_attack", "*attack", "siege", "raid")
)


def background_of(sentence: Sentence, trigger: Hit, time: TimeHit | None, context: Context) -> bool:
    """Whether the report recalls the event as history and does not bring it as its news.

    `time` is the event's own time, not that of its telling.
    """
    if _old(sentence, trigger, time, context) or _had_been(sentence, trigger, time, context):
        context.history = sentence.number
        return True
    return (
        _history_goes_on(sentence, time, context)
        or _after_relative(sentence, trigger)
        or _behind_earlier(sentence, trigger, fresh=_age(time, context) < _FRESH_DAYS)
        or joined_to_earlier(sentence, trigger.first)
        or _age(time, context) >= _FRESH_DAYS
        and looks_back(sentence, trigger)
        or _tried(sentence, trigger, fresh=_age(time, context) <= _FRESH_DAYS)
        or _named_so(sentence, trigger, fresh=_age(time, context) <= _FRESH_DAYS)
    )


def _old(sentence: Sentence, trigger: Hit, time: TimeHit | None, context: Context) -> bool:
    """Whether the event's time lies behind the news, or is a long while up to it."""
    if time is None:
        return False
    if time.start is None or time.end is None or context.published is None:
        earlier = any(form in _PAST for form in sentence.forms[time.first : time.last])
        return earlier and _TODAY.isdisjoint(sentence.forms[time.last : time.last + 2])
    if time.kind in ("since", "period"):
        long = (context.published - time.start).days > _LONG_DAYS
        return long and not _going_on(sentence, trigger)
    lately = time.precision == "week" and time.end < context.published
    if lately and sentence.number and (context.published - time.start).days > _NEWS_DAYS:
        return True  # «الأسبوع الماضي», «قبل أيام»: news only where the report begins with it
    days = (context.published - time.end).days
    return days > _NEWS_DAYS or days > _FRESH_DAYS and sentence.number >= _LATE


def _history_goes_on(sentence: Sentence, time: TimeHit | None, context: Context) -> bool:
    """Whether a report that has turned to history goes on with it: «وتوجهوا بعد ذلك إلى …»."""
    if (
        time is not None
        or sentence.number < _LATE
        or sentence.forms[sentence.first] == "كما"  # «كما شنت …»: the news beside what was told before
        or context.history not in (sentence.number - 1, sentence.number)
    ):
        return False
    forms = sentence.forms[sentence.first : sentence.last]
    if not _FRESH.isdisjoint(forms):
        return False
    if "say" in sentence.words or "according" in sentence.words:
        return False
    context.history = sentence.number
    return True


def _age(time: TimeHit | None, context: Context) -> int:
    """Days between the end of an event's time and publication; many where that is not known."""
    if time is None or time.end is None or context.published is None:
        return 10**6
    return (context.published - time.end).days


def _going_on(sentence: Sentence, trigger: Hit) -> bool:
    """«تدور منذ أسابيع معارك»: the event itself, or the verb that opens its clause, is in the present."""
    if is_verb(trigger):
        return not _past(trigger)
    first, last = sentence.clause_of(trigger.first)
    return any(
        hit.entry.verb and all(reading.tense == "present" for reading in hit.entry.verb)
        for at in range(first, min(first + 2, last))
        for hit in sentence.at.get(at, ())
    )


def _after_relative(sentence: Sentence, trigger: Hit) -> bool:
    """«المدينة التي استولوا عليها», with no other verb or stop between."""
    if not _past(trigger):
        return False
    forms = sentence.forms
    for at in range(trigger.first - 1, max(trigger.first - 1 - _RELATIVE_REACH, sentence.first - 1), -1):
        if is_relative(forms[at]):
            # «في الوقت الذي» is no more than «while»
            listed = any(form in _AMONG for form in forms[max(sentence.first, at - 2) : at])
            return forms[at - 1] != "الوقت" and not listed and not _names_event(sentence, at)
        if forms[at] in COMMAS or any(h.entry.verb for h in sentence.at.get(at, ())):
            return False
    return False


def _names_event(sentence: Sentence, relative: int) -> bool:
    """Whether what a relative clause is of is itself an event: «التفجير الإرهابي الذي استهدف …»."""
    first = max(sentence.first, relative - _ANTECEDENT)
    return any(
        first <= t.first < relative and not is_verb(t) and trigger_of(t).type in _MEANS
        for t in sentence.triggers
    )


def _had_been(sentence: Sentence, trigger: Hit, time: TimeHit | None, context: Context) -> bool:
    """The pluperfect: «كان قد سيطر», «وكانت القوات استعادت»; «وكان التحالف قد أعلن هدنة»."""
    forms = sentence.forms
    opens = any(form in _BE for form in forms[sentence.first : sentence.first + 2])
    if _past(trigger):
        if opens and forms[trigger.first - 1] in _HAD:
            return True
        clause = sentence.clause_of(trigger.first)[0]
        if opens and bare(forms[clause - 1]) in EARLIER and _HAD.intersection(forms[sentence.first : clause]):
            return _age(time, context) >= _FRESH_DAYS  # «وكانت القوات قد أعلنت … بعد أن سيطرت على …»
        if opens and context.history == sentence.number and _one_more(sentence, trigger, clause):
            return _age(time, context) >= _FRESH_DAYS
        first = max(clause, trigger.first - _BE_REACH)
        return any(form in _BE for form in forms[first : trigger.first])
    if opens and sentence.forms[sentence.first + 1] in DEMONSTRATIVES:
        return False  # «وكان هذا أول …»
    fresh = _age(time, context) < _FRESH_DAYS and (time is None or time.precision == "day")
    if opens and not fresh and any(form in _HAD for form in forms[sentence.first : trigger.first]):
        return True
    if not fresh and not is_verb(trigger) and _had_said(sentence, trigger):
        return True
    return opens and not fresh and not is_verb(trigger) and trigger.first - sentence.first <= _OPENING


def _one_more(sentence: Sentence, trigger: Hit, clause: int) -> bool:
    """Whether a verb tells one more of the deeds of a pluperfect: «وكانت قد تقدمت …، كما سيطرت على …»."""
    return trigger.first - clause <= 1 and (trigger.proclitics == "و" or sentence.forms[clause] == "كما")


def _had_said(sentence: Sentence, trigger: Hit) -> bool:
    """Whether a verb in the pluperfect rules a noun: «أن القيادة كانت قد أصدرت أمرا بتحريك …»."""
    forms = sentence.forms
    first = max(sentence.clause_of(trigger.first)[0], trigger.first - _BE_REACH)
    return any(
        forms[at] in _BE and forms[at + 1] in _HAD and not COMMAS & set(forms[at : trigger.first])
        for at in range(first, trigger.first - 2)
    )


def _behind_earlier(sentence: Sentence, trigger: Hit, *, fresh: bool) -> bool:
    """«بعد تحريرها», «منذ سقوط المدينة»: known already, unless it is the fighting that led to the news."""
    forms = sentence.forms
    before = forms[max(sentence.first, trigger.first - 3) : trigger.first]
    if is_verb(trigger):
        return before[-1:] == ["ان"] and bare("".join(before[-2:-1])) == "منذ"  # «منذ أن سقطت المدينة»
    if not before:
        return False
    if _a_while_after(forms[max(sentence.first, trigger.first - _SPAN_REACH) : trigger.first], trigger):
        return True
    if any(form in ("منذ", "ومنذ") for form in before[-1:]):
        return True
    if trigger_of(trigger).type in _MEANS:
        return False
    recalled = "status:recalled" in sentence.classes(trigger.first)
    if recalled and before[-1] in _RECALLING and not (fresh and before[-1] == "من"):
        start = max(sentence.first, trigger.first - _ACHIEVED_REACH)
        wide = forms[start : trigger.first]
        achieved = any(
            bare(form) in _ACHIEVED and not _another_between(sentence, at, trigger)
            for at, form in enumerate(wide, start)
        )
        if not achieved or any(bare(form) in EARLIER for form in wide) and not COMMAS & set(wide):
            return True
    if trigger_of(trigger).type in ("capture", "withdrawal") and not recalled:
        return False
    return any(bare(form) in EARLIER for form in before)


def _another_between(sentence: Sentence, at: int, trigger: Hit) -> bool:
    """Whether another event's word stands between: not one that is only part of a name («الحشد»)."""
    return any(
        at < other.first < trigger.first
        and readable(sentence, other)
        and words_fit(sentence, other)
        and not any(
            h.entry.kind in ("actor", "epithet") and h.first <= other.first < h.last for h in sentence.hits
        )
        for other in sentence.triggers
    )


def _a_while_after(before: list[str], trigger: Hit) -> bool:
    """Whether an event's noun is what the news came some time after: «بعد أيام من التفجير».

    «بعد شهرين من الحصار», «من المعارك» leave open whether it has ended; «على» tells when it was.
    """
    leads = [at for at, form in enumerate(before) if form in ("من", "علي")]
    if not leads or len(before) - leads[-1] > 2 or before[-1] in _BEGINNING:
        return False
    if before[leads[-1]] == "من" and trigger_of(trigger).type in _LASTING:
        return False
    earlier = before[: leads[-1]]
    return not _SPANS.isdisjoint(earlier) and any(bare(form) == "بعد" for form in earlier)


def _tried(sentence: Sentence, trigger: Hit, *, fresh: bool) -> bool:
    """Whether a noun is what a court or inquiry deals with: «متهمون بقضية اغتيال», «التحقيقات في التفجير»."""
    if fresh or is_verb(trigger):
        return False
    return any(
        0 <= trigger.first - hit.last <= _TRIED_REACH
        and not any(t.first < trigger.first and t.first >= hit.last for t in sentence.triggers)
        and COMMAS.isdisjoint(sentence.forms[hit.last : trigger.first])
        for hit in sentence.words.get("status:tried", ())
    )


def _named_so(sentence: Sentence, trigger: Hit, *, fresh: bool) -> bool:
    """Words that say so: «يذكر أن», «سبق أن», «اعتادت» before, «سابقا», «في وقت سابق» beside."""
    if fresh:
        return False
    for hit in sentence.words.get("status:background", ()):
        opens = hit.first - sentence.first <= 1  # «يذكر أن»: the whole sentence
        if hit.first < trigger.first and (opens or trigger.first - hit.last <= 2 * _OPENING):
            return True
    first, last = sentence.clause_of(trigger.first)
    return any(
        first <= hit.first < last
        and abs(hit.first - trigger.first) <= _BESIDE
        and not _TODAY & set(sentence.forms[hit.last : hit.last + 2])
        for hit in sentence.words.get("status:formerly", ())
    )


def _past(trigger: Hit) -> bool:
    return is_verb(trigger) and any(r.tense == "past" for r in trigger.entry.verb)
