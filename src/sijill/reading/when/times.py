"""When: which of the times that a sentence names belongs to an event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sijill.arabic.dates import TimeHit, find_times
from sijill.arabic.dates_days import SAME
from sijill.arabic.dates_spans import month_span
from sijill.arabic.particles import CLAUSE_OPENERS, COMMAS, COMPLEMENTISERS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Passage, Sentence, is_verb, trigger_of
from sijill.reading.said.voices import Voice
from sijill.reading.segments import Segment, joined_to_earlier, segments
from sijill.record import Precision, Status, Time

# Fighting told as the way to the news («سيطرت أمس على البلدة بعد معارك») is of the same day.
_MEANS = frozenset(("clash", "shelling", "airstrike", "bombing", "suicide_attack", "*attack", "siege"))
# What was made public, when a time behind it dates that («في بيان أصدره أمس»).
_ISSUED = frozenset(
    "الصادر الصادره الصادرين صدر صدرت اصدره اصدرته اصدرها اصدرتها اصدرت اصدر "
    "بيان تصريح تصريحات صحفي صحفيه موتمر نشر نشره نشرته نشرت نشرها مقابله حوار كلمه خطاب تقرير "
    "بثته بثه بثتها بثها بثت بث اذاعته اذاعه تلاه القاه".split()
)
# What is done by saying it: «أعلن التحالف أمس هدنة».
_DONE_BY_WORD = frozenset(("agreement", "defection", "breach"))
# What happened on one day and lasts since («الهدنة السارية منذ 2013», «المختطف منذ مارس»).
_PUNCTUAL = frozenset(("agreement", "abduction", "arrest"))
_ANTECEDENT_REACH = 4
# «حسبما أفاد», «وفق ما أعلنت»: from the word of the source to its verb, and on to its time.
_SOURCE_LEAD = 2
_SOURCE_REACH = 14
_DATELINE_REACH = 14
# What opens a clause on the state of things while something happens, and how near to it its verb stands.
_MEANWHILE = CLAUSE_OPENERS | {"وقت", "وكانت", "وكان", "كانت", "كان"}
_OPENING = 4
_COMPARING = frozenset("اول الاول الاولي اكبر الاكبر اعنف الاعنف اسوا الاسوا اشد الاشد".split())
_COMPARING_REACH = 9
# Words of a time to come, dated or not: «قريبا», «الأيام المقبلة».
_COMING = frozenset("قريبا القادمه القادم القادمين المقبله المقبل المقبلين".split())
_DATELINE_ENDS = frozenset(("م", "هـ", "ه", ":", "-", "–", "(", "واس", "سبا"))


def times(sentence: Sentence, published: date | None, previous: TimeHit | None = None) -> list[TimeHit]:
    """The time words of a sentence, with token indices of the passage.

    `previous` is the last dated time before this sentence: the day that «في اليوم نفسه» points back to.
    """
    first, last = sentence.first, sentence.last
    found: list[TimeHit] = []
    for told in find_times(sentence.forms[first:last], published):
        hit = replace(told, first=told.first + first, last=told.last + first)
        if (hit.kind == "vague" and hit.part is not None) or _dateline(sentence, hit, published):
            continue  # «ظهرا», «الساعة الثالثة» with no day; the day on which an agency wrote
        points_back = hit.kind == "relative" and sentence.forms[hit.last - 1] in SAME
        if points_back and hit.start is None and previous and previous.precision == "day":
            hit = replace(hit, start=previous.start, end=previous.end, precision="day")
        if hit.start is not None:
            previous = hit
        found.append(hit)
    return found


def _compares(sentence: Sentence, hit: TimeHit) -> bool:
    """Whether a time only tells how far back one looks: «أول هجوم منذ 2013», «قتلوا حتى الآن»."""
    before = sentence.forms[max(hit.first - _COMPARING_REACH, sentence.first) : hit.first]
    if hit.kind == "since":
        compared = any(
            form.removeprefix("ب").removeprefix("ل") in _COMPARING for form in before
        )  # «بأعنف قصف منذ عام»
        return compared and not COMMAS.intersection(before)
    return before[-1:] == ["حتي"] and sentence.forms[hit.first] == "الان"


def _dateline(sentence: Sentence, hit: TimeHit, published: date | None) -> bool:
    """«عدن 3 رجب 1439 هـ الموافق 20 مارس 2018 م»: when the report was sent."""
    return (
        sentence.number <= 1
        and hit.kind == "absolute"
        and hit.start is not None
        and hit.start == published
        and hit.first - sentence.first <= _DATELINE_REACH
        and sentence.forms[min(hit.last, sentence.last - 1)] in _DATELINE_ENDS
        and not any(t.first < hit.first for t in sentence.triggers)
    )


def choose(
    sentence: Sentence, found: list[TimeHit], trigger: Hit, voice: Voice | None
) -> tuple[TimeHit | None, bool]:
    """The time of an event, and whether it only dates the saying of it.

    A time belongs to the events of its own clause. One in the main clause serves those that follow it
    unless they have their own; one in a relative clause serves the noun that the clause describes.
    """
    at = trigger.first
    found = [t for t in found if t.first <= at < t.last or not _compares(sentence, t)]
    if not found:
        return None, False
    cut = segments(sentence, found)
    here = next((n for n, s in enumerate(cut) if s.first <= at < s.last), -1)
    if here < 0:
        return _nearest(found, at), False
    said = [
        t
        for t in found
        if _dates_saying(sentence, t, voice)
        or _announced(sentence, t, voice, trigger)
        or _reported(sentence, t, trigger)
    ]
    told = [t for t in found if t not in said and not (voice is not None and t.first < voice.start <= at)]
    own = _within(told, cut[here]) or _behind(sentence, told, cut, here, trigger)
    if own:
        return _point(_nearest(own, at), trigger), False
    before = _before(sentence, told, cut, here, trigger)
    if before and not (before[-1].precision == "day" and _goes_on(sentence, cut[here], trigger)):
        return before[-1], False
    return (said[-1], True) if said else (None, False)


def _point(hit: TimeHit, trigger: Hit) -> TimeHit:
    """«منذ 2013» behind what happened at one point: that year itself, and not all time since."""
    if hit.kind != "since" or hit.start is None or trigger_of(trigger).type not in _PUNCTUAL:
        return hit
    start = hit.start
    if hit.precision == "year":
        return replace(hit, end=date(start.year, 12, 31))
    if hit.precision == "month" and start.day == 1:
        return replace(hit, end=month_span(start.year, start.month)[1])
    return replace(hit, end=start) if hit.precision == "day" else hit


def _dates_saying(sentence: Sentence, hit: TimeHit, voice: Voice | None) -> bool:
    """Whether a time stands with the verb of saying: before what is said, and with no event of its own."""
    if sentence.forms[max(hit.first - 1, sentence.first)] in _ISSUED:
        return True
    if voice is None or voice.verb < sentence.first or hit.first >= voice.start:
        return False
    return hit.first >= voice.verb or not any(t.first < voice.verb for t in sentence.triggers)


def _announced(sentence: Sentence, hit: TimeHit, voice: Voice | None, trigger: Hit) -> bool:
    """Whether a time stands between a verb of saying and the noun of what is said: «أعلن أمس مقتل …».

    Not where a noun with a pronoun tells the speaker's own deed: «أعلنوا أمس سيطرتهم على …».
    """
    if voice is None or not sentence.first <= voice.verb < hit.first:
        return False
    if trigger_of(trigger).type in _DONE_BY_WORD:
        return False
    if not COMPLEMENTISERS.isdisjoint(sentence.forms[voice.verb : hit.first]):
        return False  # «قال إن القوات بدأت أمس هجوما»
    if any(voice.verb < t.first < hit.first for t in sentence.triggers):
        return False
    told = hit.last
    while told < sentence.last and sentence.forms[told] in COMMAS:
        told += 1
    if told >= sentence.last or told > trigger.first:
        return False
    return sentence.forms[told] == "عن" or any(
        t.first == told and not is_verb(t) and not t.enclitic for t in sentence.triggers
    )


def _reported(sentence: Sentence, hit: TimeHit, trigger: Hit) -> bool:
    """Whether a time stands with the source named behind what it tells: «… حسبما أفادت مصادر طبية أمس»."""
    sources = [h.first for h in sentence.words.get("according", ()) if trigger.last <= h.first < hit.first]
    says = [h.first for h in sentence.words.get("say", ()) if trigger.last <= h.first < hit.first]
    if not says or hit.first - says[-1] > _SOURCE_REACH:
        return False
    lead = sentence.forms[says[-1] - 1]
    if not (lead == "كما" or any(0 <= says[-1] - at <= _SOURCE_LEAD for at in sources)):
        return False
    between = range(says[-1] + 1, hit.first)
    return not any(
        sentence.forms[at] in COMMAS or sentence.forms[at] in COMPLEMENTISERS for at in between
    ) and not any(t.first in between for t in sentence.triggers)


def _within(found: list[TimeHit], segment: Segment) -> list[TimeHit]:
    return [t for t in found if segment.first <= t.first < segment.last]


def _behind(
    sentence: Sentence, found: list[TimeHit], cut: list[Segment], here: int, trigger: Hit
) -> list[TimeHit]:
    """Times in the segments behind an event's own that are still its own."""
    for segment in cut[here + 1 :]:
        inside = _within(found, segment)
        told = [t for t in sentence.triggers if segment.first <= t.first < segment.last]
        if segment.kind == "relative":
            if not is_verb(trigger) and _describes(sentence, segment, trigger):
                return inside
        elif segment.kind == "after" and sentence.forms[segment.first] in COMPLEMENTISERS:
            return []
        elif segment.kind == "after" and cut[here].kind == "main":
            if inside and all(trigger_of(t).type in _MEANS for t in told):
                return inside
        elif told or _speaks(sentence, segment):
            return []
        elif inside:
            return inside
    return []


def _speaks(sentence: Sentence, segment: Segment) -> bool:
    """Whether a segment tells something else: it begins with «أن», or somebody speaks in it."""
    said = (*sentence.words.get("say", ()), *sentence.words.get("saying", ()))
    return sentence.forms[segment.first] in COMPLEMENTISERS or any(
        segment.first <= hit.first < segment.last for hit in said
    )


def _describes(sentence: Sentence, segment: Segment, trigger: Hit) -> bool:
    """Whether a relative clause belongs to the noun of an event: «الهجوم العنيف الذي وقع أمس»."""
    if not 0 <= segment.first - trigger.last <= _ANTECEDENT_REACH:
        return False
    return not any(trigger.last <= t.first < segment.first for t in sentence.triggers)


def _before(
    sentence: Sentence, found: list[TimeHit], cut: list[Segment], here: int, trigger: Hit
) -> list[TimeHit]:
    """Times of the main clauses before an event that reach it."""
    segment = cut[here]
    if segment.kind == "relative" and is_verb(trigger):
        return []
    # «في وقت سابق» at the head of a sentence is of all of it; elsewhere of its own clause alone.
    dated = [t for t in found if t.start is not None or t.first <= sentence.first + 1]
    told_more = sentence.forms[segment.first] == "حيث"  # «الهجوم الذي وقع أمس، حيث قتل …»
    reaching = [s for s in cut[:here] if s.kind == "main" or (told_more and s is cut[here - 1])]
    main = [t for s in reaching for t in _within(dated, s)]
    if sentence.forms[segment.first] in COMPLEMENTISERS and sentence.forms[segment.first - 1] == "قبل":
        return [t for t in main if t.precision == "day"]  # «دخلوا في مارس قبل أن يطردوا»
    history = segment.kind == "after" and trigger_of(trigger).type not in _MEANS
    if history or joined_to_earlier(sentence, trigger.first):
        return [t for t in main if t.precision in ("month", "year")]
    return main


def _goes_on(sentence: Sentence, segment: Segment, trigger: Hit) -> bool:
    """Whether a clause beside another tells in the present what goes on: «قصفت أمس البلدة حيث تدور معارك»."""
    if sentence.forms[segment.first] not in _MEANWHILE:
        return False
    verbs = [
        h
        for at in range(segment.first, min(trigger.last, segment.first + _OPENING))
        for h in sentence.at.get(at, ())
        if h.entry.verb
    ]
    return bool(verbs) and all(r.tense == "present" for h in verbs for r in h.entry.verb)


def fitting(
    sentence: Sentence, trigger: Hit, status: Status, time: TimeHit | None, published: date | None
) -> tuple[Status, TimeHit | None]:
    """Status and time made to agree.

    A time to come makes a plan of what no word calls one, unless it is the time of a purpose behind it
    («وصلت قوات تمهيدا لاستئناف الرحلات غدا»). What is planned has no time but one to come; what is demanded,
    threatened or possible has none.
    """
    if time is None:
        return status, None
    ahead = any(form in _COMING for form in sentence.forms[time.first : time.last])
    comes = published is not None and time.start is not None and time.start >= published
    if status == "occurred" and (ahead or comes and time.start != published):
        past = is_verb(trigger) and all(reading.tense == "past" for reading in trigger.entry.verb)
        return ("occurred", None) if past or _purpose_between(sentence, trigger, time) else ("planned", time)
    if status in ("occurred", "denied") or status == "planned" and (ahead or comes) and time.kind != "since":
        return status, time
    return status, None


def _purpose_between(sentence: Sentence, trigger: Hit, time: TimeHit) -> bool:
    hits = (*sentence.words.get("status:planned", ()), *sentence.words.get("status:purpose", ()))
    return any(trigger.last <= hit.first < time.first for hit in hits)


def _nearest(found: list[TimeHit], at: int) -> TimeHit:
    return min(found, key=lambda hit: hit.first - at if hit.first >= at else at - hit.last + 1)


def as_time(hit: TimeHit, passage: Passage, of_speech: bool) -> Time:
    """The record of a time; a date that stands only on the verb of saying is within a week of the event."""
    precision: Precision = "week" if of_speech and hit.precision == "day" else hit.precision  # type: ignore[assignment]
    return Time(
        start=hit.start.isoformat() if hit.start else None,
        end=hit.end.isoformat() if hit.end else None,
        precision=precision,
        quote=passage.quote(hit.first, hit.last),
    )


def news_time(published: date | None) -> Time | None:
    """The time of news without words of its own: on or shortly before the day of publication."""
    return (
        Time(start=published.isoformat(), end=published.isoformat(), precision="week") if published else None
    )
