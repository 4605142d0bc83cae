"""Whether two tellings of one type are of one event: one place, one time, one set of participants."""

from __future__ import annotations

from sijill.arabic.dates import TimeHit
from sijill.reading.context import Context
from sijill.reading.draft import Draft
from sijill.reading.passage import is_verb
from sijill.reading.where.spots import WIDTH, PlaceMention, same_spot, units

VAGUE_RECIPIENTS = frozenset(("civilians", "other"))
_MIRRORED = frozenset(("clash",))
# What opens a clause that tells of one more event.
_MORE = frozenset("كما وكما كذلك وكذلك".split())
# Deals and talks are told by who made them, not by where.
_PLACELESS = frozenset(("agreement", "negotiation", "breach"))
# What began and ended more than so many days back is not what is told as news without a day.
_BEGAN_DAYS = 27
_NEWS_DAYS = 6
# What is dated by the day on which somebody told of it may have happened this many days before.
_TELLING_DAYS = 2
# A truce may be told as announced and as holding.
_HELD = frozenset(("planned", "occurred"))
# What one sentence may tell as aimed at and as done; what it denies or calls for is another matter.
_AIMED = frozenset(("planned", "occurred", "hypothetical", "threatened"))


def same(a: Draft, b: Draft, context: Context) -> bool:
    if a.type != b.type or not _same_status(a, b) or _listed_apart(a, b):
        return False
    if _named_for_another(b):
        return True
    if not _same_time(a, b) or _long_before(b, a, context) or _long_before(a, b, context):
        return False
    if a.type == "agreement" and _recalls(b):
        return True  # «الهدنة» is the one that the report has spoken of
    if _adds(b, a) or _another(b, a):
        return False
    if not _same_place(a, b, context) or not _same_people(a, b):
        return False
    return _same_counts(a, b)


def told_with(a: Draft, b: Draft) -> bool:
    """Whether one verb tells of both: «هجمات في الجفينة وصرواح»; what is said of all stands on the first."""
    one, other = a.told[0], b.told[0]
    return one.sentence is other.sentence and one.trigger is other.trigger


def _listed_apart(a: Draft, b: Draft) -> bool:
    """Whether one verb tells of both as of two places of its list."""
    if a.place is None or b.place is None or a.type in _PLACELESS or not told_with(a, b):
        return False
    return not same_spot(a.place, b.place)


def _same_status(a: Draft, b: Draft) -> bool:
    """Whether two tellings agree that it happened; a definite noun in a call or a fear names what did."""
    if a.status == b.status or (a.status == "occurred" and _recalls(b)):
        return True
    if a.type == "agreement" and {a.status, b.status} == _HELD:
        return True
    return {a.status, b.status} <= _AIMED and _in_one_breath(a, b)


def _in_one_breath(a: Draft, b: Draft) -> bool:
    """Whether one sentence tells both, of one place: what was aimed at and what was done are one then."""
    if a.place is None or b.place is None or a.told[-1].sentence is not b.told[0].sentence:
        return False
    return same_spot(a.place, b.place)


def _recalls(draft: Draft) -> bool:
    trigger = draft.told[0].trigger
    form = draft.told[0].sentence.forms[trigger.first]
    return not is_verb(trigger) and form.lstrip("وفب").startswith(("ال", "لل"))


_DOERS = frozenset(
    "منفذ منفذي منفذو منفذا مرتكب مرتكبي مرتكبو مدبر مدبري مخططي موقع مكان ملابسات ضحايا ضحيه".split()
)


def _named_for_another(draft: Draft) -> bool:
    """Whether an event already told is only named to say whose or where it was: «منفذ الهجوم»."""
    sentence, trigger = draft.told[0].sentence, draft.told[0].trigger
    before = sentence.forms[max(sentence.first, trigger.first - 2) : trigger.first]
    return _recalls(draft) and any(form.lstrip("ول") in _DOERS for form in before)


def _adds(draft: Draft, before: Draft) -> bool:
    """Whether a telling is said to be of something more than what was told: «كما تعرضت القرى لقصف».

    What a report began with may be told again so, if it is of the same place.
    """
    told, earlier = draft.told[0], before.told[-1]
    first = told.sentence.clause_of(told.trigger.first)[0]
    if told.sentence.forms[first] not in _MORE or _recalls(draft):
        return False
    return earlier.trigger.first < first and not (draft.place_own and before.place_own)


# «غارة أخرى», «تفجير ثان»: of these one more is another event.
_COUNTED = frozenset(("airstrike", "bombing", "suicide_attack"))
_OTHER = frozenset("اخري اخر ثان ثاني ثانيه ثالث ثالثه".split())
# How near the verb and the noun of one attack stand: «استهدفت غارة أخرى».
_BESIDE = 3


def _another(draft: Draft, before: Draft) -> bool:
    """Whether a noun is told to be of one more attack than the one before: «أعطبت غارة أخرى مدرعة»."""
    told, earlier = draft.told[0], before.told[-1]
    behind = told.trigger.last
    if draft.type not in _COUNTED or is_verb(told.trigger) or behind >= told.sentence.last:
        return False
    return told.sentence.forms[behind] in _OTHER and told.trigger.first - earlier.trigger.last > _BESIDE


def _same_place(a: Draft, b: Draft, context: Context) -> bool:
    if a.place is None or b.place is None or a.type in _PLACELESS:
        return True
    if not b.place_own or not a.place_own:
        # A place that a sentence only takes over from those before it still keeps two events apart.
        return _recalls(b) or related(a.place, b.place, context)
    if same_spot(a.place, b.place):
        return True
    # «الاشتباكات في حي كذا»: what is known already is told to have been at a narrower place.
    narrower = WIDTH[b.place.level] > WIDTH[a.place.level]
    return narrower and _recalls(b) and related(a.place, b.place, context)


def related(a: PlaceMention, b: PlaceMention, context: Context) -> bool:
    if same_spot(a, b):
        return True
    for wide, narrow in ((a, b), (b, a)):
        # Of a name without an entry hardly more than its country is sure.
        sure = wide.entry is not None and (narrow.entry is not None or wide.level == "country")
        if sure and wide.entry in units(context, narrow):
            return True
        if narrow.within is not None and same_spot(wide, narrow.within):
            return True
    return False


def _same_time(a: Draft, b: Draft) -> bool:
    if a.time is None or b.time is None or a.time.start is None or b.time.start is None:
        return True
    if a.time.end is None or b.time.end is None:
        return True
    if a.time_of_speech != b.time_of_speech:
        told, happened = (a.time, b.time) if a.time_of_speech else (b.time, a.time)
        return _is_told_after(told, happened)
    return a.time.start <= b.time.end and b.time.start <= a.time.end


def _is_told_after(told: TimeHit, happened: TimeHit) -> bool:
    """Whether what happened then can be the news of the day of telling: «أعلن أمس مقتل …»."""
    if told.start is None or told.end is None or happened.end is None:
        return True
    return happened.end <= told.end and (told.start - happened.end).days <= _TELLING_DAYS


def _long_before(old: Draft, new: Draft, context: Context) -> bool:
    """Whether one telling dates to long before what the other brings as news without a day."""
    if new.time is not None or new.background or not old.background:
        return False
    if old.time is None or context.published is None or old.time.start is None or old.time.end is None:
        return False
    began, ended = context.published - old.time.start, context.published - old.time.end
    return began.days > _BEGAN_DAYS and ended.days > _NEWS_DAYS


def _same_people(a: Draft, b: Draft) -> bool:
    """Whether the participants can be the same: each side that both name shares somebody."""
    if a.type == "capture" and a.background == b.background and _in_one_breath(a, b):
        return True  # «أحكمت سيطرتها على القاعدة بعد أن طردت …»
    if a.type in _MIRRORED:
        return _agree(a, b, swapped=False) or _agree(a, b, swapped=True)
    if a.type == "capture" and (a.sure("actor") & b.sure("target") or a.sure("target") & b.sure("actor")):
        return False  # who took a place in one is driven from it in the other
    return _agree(a, b, swapped=False)


def _agree(a: Draft, b: Draft, *, swapped: bool) -> bool:
    other = {"actor": "target", "target": "actor"} if swapped else {}
    for role in ("actor", "target", "party", "recipient"):
        x, y = a.sure(role), b.sure(other.get(role, role))
        if role == "recipient" and VAGUE_RECIPIENTS & (x | y):
            continue  # «تسلم أبناؤها المرافق»: the people of a place stand for whoever took it over
        if x and y and not x & y and not (x <= {"other"} and y <= {"other"}):
            return False
    return True


def _same_counts(a: Draft, b: Draft) -> bool:
    """Two exact tolls that differ are two events, unless one voice corrects another."""
    for _, x in a.counts:
        for _, y in b.counts:
            if x.kind == y.kind and x.low != y.low and x.low and y.low and x.of == y.of:
                return x.low <= 3 and x.high is None or y.low <= 3 and y.high is None
    return True


def mirrored(a: Draft, b: Draft) -> bool:
    """Whether the sides of a fight stand the other way round in the second telling."""
    return a.type in _MIRRORED and not _agree(a, b, swapped=False)
