"""The same thing told twice: drafts of one event joined."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace

from sijill.arabic.dates import TimeHit
from sijill.reading.context import Context
from sijill.reading.counts.tallying import add_count
from sijill.reading.draft import Draft
from sijill.reading.passage import is_verb
from sijill.reading.where.spots import WIDTH, PlaceMention, same_spot, units

_VAGUE_RECIPIENTS = frozenset(("civilians", "other"))
_MIRRORED = frozenset(("clash",))
# What opens a clause that tells of one more event.
_MORE = frozenset("كما وكما كذلك وكذلك".split())
# Deals and talks are told by who made them, not by where.
_PLACELESS = frozenset(("agreement", "negotiation", "breach"))
# What is news without a day of its own happened within this many days of publication.
_NEWS_DAYS = 6
# What is dated by the day on which somebody told of it may have happened this many days before.
_TELLING_DAYS = 2
# How many events of its type a telling is held against: no report has more, a text of any length may.
_LOOK_BACK = 100


def merged(drafts: list[Draft], context: Context) -> list[Draft]:
    """Drafts with those of one event joined, in the order in which they are first told."""
    kept: list[Draft] = []
    latest: dict[str, deque[Draft]] = defaultdict(lambda: deque(maxlen=_LOOK_BACK))
    for draft in drafts:
        same = next((k for k in reversed(latest[draft.type]) if _same(k, draft, context)), None)
        if same is None:
            kept.append(draft)
            latest[draft.type].append(draft)
        else:
            told_with = (k for k in latest[draft.type] if _told_with(k, same) and _same(k, draft, context))
            _join(next(told_with, same), draft, context)
    return kept


def _told_with(a: Draft, b: Draft) -> bool:
    """Whether one verb tells of both: «هجمات في الجفينة وصرواح»; what is said of all stands on the first."""
    one, other = a.told[0], b.told[0]
    return one.sentence is other.sentence and one.trigger is other.trigger


def _same(a: Draft, b: Draft, context: Context) -> bool:
    if a.type != b.type or not _same_status(a, b):
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


def _same_status(a: Draft, b: Draft) -> bool:
    """Whether two tellings agree that it happened; a definite noun in a call or a fear names what did."""
    return a.status == b.status or (a.status == "occurred" and _recalls(b))


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
        return _recalls(b) or _related(a.place, b.place, context)
    if same_spot(a.place, b.place):
        return True
    vague = a.place.anaphor or b.place.anaphor or _recalls(b)
    return vague and _related(a.place, b.place, context)


def _related(a: PlaceMention, b: PlaceMention, context: Context) -> bool:
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
    """Whether one telling dates to before the news what the other brings as news without a day."""
    if new.time is not None or new.background or not old.background:
        return False
    if old.time is None or old.time.end is None or context.published is None:
        return False
    return (context.published - old.time.end).days > _NEWS_DAYS


def _same_people(a: Draft, b: Draft) -> bool:
    """Whether the participants can be the same: each side that both name shares somebody."""
    if a.type in _MIRRORED:
        return _agree(a, b, swapped=False) or _agree(a, b, swapped=True)
    if a.type == "capture" and (a.sure("actor") & b.sure("target") or a.sure("target") & b.sure("actor")):
        return False  # who took a place in one is driven from it in the other
    return _agree(a, b, swapped=False)


def _agree(a: Draft, b: Draft, *, swapped: bool) -> bool:
    other = {"actor": "target", "target": "actor"} if swapped else {}
    for role in ("actor", "target", "party", "recipient"):
        x, y = a.sure(role), b.sure(other.get(role, role))
        if role == "recipient" and _VAGUE_RECIPIENTS & (x | y):
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


def _join(kept: Draft, draft: Draft, context: Context) -> None:
    kept.told.extend(draft.told)
    swap = kept.type in _MIRRORED and not _agree(kept, draft, swapped=False)
    other = {"actor": "target", "target": "actor"} if swap else {}
    for part in draft.parts:
        role = other.get(part.role, part.role)
        if role == "recipient" and part.id in _VAGUE_RECIPIENTS and kept.ids("recipient"):
            continue
        if part.id not in {p.id for p in kept.parts} or part.id == "other":
            if part.id == "other" and any(p.role == role for p in kept.parts):
                continue
            if part.guessed and any(p.role == role for p in kept.parts):
                continue
            if not part.guessed:
                kept.parts = [p for p in kept.parts if not (p.role == role and p.guessed)]
            kept.parts.append(replace(part, role=role))
    if draft.place is not None and (
        kept.place is None or (draft.place_own and not kept.place_own) or _narrower(draft, kept, context)
    ):
        kept.place, kept.place_sentence, kept.place_own = draft.place, draft.place_sentence, draft.place_own
    if _dates(draft) and (kept.time is None or kept.time_of_speech):
        kept.time, kept.time_sentence, kept.time_of_speech = (
            draft.time,
            draft.time_sentence,
            draft.time_of_speech,
        )
    for sentence, count in draft.counts:
        add_count(kept.counts, sentence, count)
    kept.means = kept.means or draft.means
    kept.object = kept.object or draft.object
    kept.extent = kept.extent or draft.extent
    kept.terms.extend(t for t in draft.terms if t.kind not in {k.kind for k in kept.terms})
    kept.form = kept.form or draft.form
    if draft.voice is not None and (kept.voice is None or _speaker(kept) != _speaker(draft)):
        kept.further.append((draft.voice, draft.status, draft.told[0]))


def _dates(draft: Draft) -> bool:
    """Whether a later telling tells when it was: not just when it was told, nor by «في وقت سابق»."""
    return draft.time is not None and draft.time.start is not None and not draft.time_of_speech


def _speaker(draft: Draft) -> tuple[str, str | None] | None:
    return (draft.voice.kind, draft.voice.id) if draft.voice else None


def _narrower(draft: Draft, kept: Draft, context: Context) -> bool:
    """Whether a later telling says more of where it was: «انفجار في صنعاء … ووقع الانفجار في حي X»."""
    if kept.place is None or draft.place is None or not draft.place_own or draft.place.anaphor:
        return False
    deeper = WIDTH[draft.place.level] > WIDTH[kept.place.level]
    return kept.place.anaphor or (deeper and _related(draft.place, kept.place, context))
