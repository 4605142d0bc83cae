"""Which event a number belongs to, and whose it is by the event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from sijill.arabic.particles import SENTENCE_ENDS
from sijill.reading.counts.howmany import Count
from sijill.reading.draft import Draft
from sijill.reading.passage import Sentence, is_verb

_VIOLENT = ("clash", "airstrike", "shelling", "bombing", "suicide_attack", "killing", "capture", "raid")
# Which types may bear a count of a kind, the likeliest first.
BEARERS: dict[str, tuple[str, ...]] = {
    "killed": (
        *_VIOLENT,
        "torture",
        "abduction",
        "siege",
        "protest",
        "riot",
        "sexual_violence",
        "displacement",
    ),
    "injured": (*_VIOLENT, "torture", "protest", "riot"),
    "detained": ("arrest", "clash", "raid", "capture"),
    "abducted": ("abduction",),
    "released": ("release",),
    "displaced": ("displacement",),
    "missing": ("abduction", "clash", "displacement"),
    "houses": ("destruction", "airstrike", "shelling", "raid", "looting", "bombing", "displacement"),
    "vehicles": (
        "interception",
        "airstrike",
        "shelling",
        "clash",
        "bombing",
        "capture",
        "destruction",
        "deployment",
        "looting",
    ),
    "weapons": ("interception", "capture", "looting", "deployment", "airstrike", "clash"),
    "families": ("displacement", "aid", "siege"),
    "aid_units": ("aid",),
    "strikes": ("airstrike", "shelling", "breach"),
    "fighters": (
        "recruitment",
        "deployment",
        "withdrawal",
        "defection",
        "siege",
        "raid",
        "abduction",
        "clash",
    ),
}
_TOLL = frozenset(("killed", "injured"))
# Things are counted only where the event is about them: beside its trigger.
_CLOSE = 14
# How many sentences back «وأسفر ذلك عن …» may look for its event.
COUNTS_REACH = 2
# Counts this near to each other are one toll.
_ONE_TOLL = 5
# How far behind those who attack the verb may stand.
_SUBJECT_REACH = 5
# What a toll is rather told of than of taking a place, however near the words stand.
_DETOUR = {"capture": 12, "raid": 8, "abduction": 8, "siege": 20, "displacement": 20}
# «اشتباكات في الشمال، بينما قتل سبعة في قصف»: what stands on the other side of it is another thing.
_MEANWHILE = frozenset("بينما فيما وبينما وفيما حين".split())
_MEANWHILE_COST = 20
# Where the words beside a count don't say whose it is: the side that the event does it to, or its doer.
_BY_TARGET = frozenset(("killed", "injured", "detained", "abducted", "released", "displaced", "vehicles"))
# What comes with those who are deployed is theirs.
_SENT = frozenset(("vehicles", "weapons"))
_TWO_SIDED = frozenset(("clash", "capture"))
_ONE_OF_TWO = 2
# Two groups may have lost one or two each; the same greater number told twice is one toll.
_TELLING_NUMBER = 6
_SINCE = frozenset(("منذ", "ومنذ"))
# «خلّف عشرين ألف قتيل في 12 عاما»
_YEARS = frozenset("عاما عام اعوام سنه سنوات عقود عقدين".split())
_YEARS_REACH = 5


def give_counts(sentence: Sentence, found: list[Count], new: list[Draft], earlier: list[Draft]) -> None:
    """Give each count of a sentence to the event that it belongs to, or to none."""
    given: set[int] = set()
    last: tuple[Count, Draft] | None = None
    for count in found:
        if count.first in given and count.kind not in _TOLL:
            continue
        bearer = _bearer(count, new, earlier, sentence)
        if last is not None and _goes_with(sentence, last[0], count) and not _owned(count, new):
            bearer = last[1]
        if bearer is None:
            continue
        if count.kind in _TOLL:
            last = count, bearer
        given.add(count.first)
        if count.of is None or count.of.startswith("opponents_of:"):
            count = replace(count, of=_by_event(count, bearer) or count.of)
        add_count(bearer.counts, sentence, count)


def add_count(counts: list[tuple[Sentence, Count]], sentence: Sentence, count: Count) -> None:
    """Add a count to those of one event, unless it is among them, or says less than one of them."""
    for at, (first_told, known) in enumerate(counts):
        if known.kind != count.kind:
            continue
        if not (known.of == count.of or not known.of or not count.of):
            if known.low == known.high == count.low == count.high and (count.low or 0) >= _TELLING_NUMBER:
                return  # «عشرة صيادين», «عشرة مدنيين»: the same toll by another word
            continue
        if (known.low, known.high) == (count.low, count.high):
            if first_told is sentence and count.low == 1 and known.last <= count.first and known.group != "":
                continue  # «مقتل ضابط ومجند»
            known.of = known.of or count.of
            return
        if _is_bare(count):
            return
        if _is_bare(known):
            counts[at] = (sentence, count)
            return
    counts.append((sentence, count))


def _is_bare(count: Count) -> bool:
    """«قتلى»: no number that another could contradict."""
    return count.low == 3 and count.high is None


def _bearer(count: Count, new: list[Draft], earlier: list[Draft], sentence: Sentence) -> Draft | None:
    kinds = BEARERS.get(count.kind, ())
    fitting = [d for d in new if d.type in kinds]
    if count.kind == "fighters":
        fitting = [d for d in fitting if d.type != "clash" or _attack(count, d)]
    own = _owned(count, fitting)
    if own is not None:
        return own
    if count.kind not in _TOLL and count.kind != "aid_units":
        fitting = [d for d in fitting if _distance(d, count) <= _CLOSE]
    if fitting:
        clause = sentence.clause_of(count.first)
        inside = [d for d in fitting if clause[0] <= d.told[0].trigger.first < clause[1]]
        return min(inside or fitting, key=lambda d: _cost(d, count, kinds, sentence))
    if count.kind in _TOLL and _is_of_one_event(sentence, count):
        return _of_earlier(_VIOLENT, earlier, sentence)
    if count.kind == "aid_units":
        return _of_earlier(kinds, earlier, sentence)
    return None


def _owned(count: Count, drafts: list[Draft]) -> Draft | None:
    """The event that the count's own word of harm tells of: «اختطاف تسعة صحفيين»."""
    if count.by < 0:
        return None
    triggers = (
        (d, d.told[0].trigger) for d in drafts if count.kind in BEARERS and d.type in BEARERS[count.kind]
    )
    return next((d for d, trigger in triggers if trigger.first <= count.by < trigger.last), None)


def _attack(count: Count, draft: Draft) -> bool:
    """«مئة مقاتل من الحركة هاجموا»: so many begin the fight, told right before its verb."""
    trigger = draft.told[0].trigger
    told = count.high is not None and is_verb(trigger) and trigger.entry.verb[0].number == "p"
    return told and 0 <= trigger.first - count.last <= _SUBJECT_REACH


def _goes_with(sentence: Sentence, before: Count, count: Count) -> bool:
    """«مقتل 12 مسلحا وجرح 7 منهم»: one toll, of one event."""
    gap = sentence.forms[before.last : count.first]
    return count.kind in _TOLL and len(gap) <= _ONE_TOLL and not any(form in SENTENCE_ENDS for form in gap)


def _is_of_one_event(sentence: Sentence, count: Count) -> bool:
    """Whether a sentence without an event of its own gives the toll of the one before it.

    «وأسفر ذلك عن …», «وقتل خمسة …», but not «وقتل منذ بدء الحرب …», the toll of years.
    """
    if any(form in _SINCE for form in sentence.forms[sentence.first : sentence.last]):
        return False
    if _YEARS.intersection(sentence.forms[count.last : count.last + _YEARS_REACH]):
        return False
    return count.by >= 0 or any(hit.first < count.first for hit in sentence.words.get("toll_verbs", ()))


def _of_earlier(kinds: Sequence[str], earlier: list[Draft], sentence: Sentence) -> Draft | None:
    """The event of one of `kinds` told shortly before: «… وأسفر ذلك عن مقتل خمسة»."""
    near = takewhile(lambda d: sentence.number - d.told[0].sentence.number <= COUNTS_REACH, reversed(earlier))
    recent = [d for d in near if d.type in kinds]
    for draft in recent:
        if draft.status == "occurred":
            return [d for d in recent if d.told[0].sentence is draft.told[0].sentence][-1]
    return None


def _cost(draft: Draft, count: Count, kinds: Sequence[str], sentence: Sentence) -> tuple[int, int]:
    detour = _DETOUR.get(draft.type, 0) if count.kind in _TOLL else 0
    at = draft.told[0].trigger.first
    between = sentence.forms[min(at, count.first) : max(at, count.first)]
    detour += _MEANWHILE_COST * len(_MEANWHILE.intersection(between))
    return _distance(draft, count) + detour, kinds.index(draft.type)


def _distance(draft: Draft, count: Count) -> int:
    trigger = draft.told[0].trigger
    if count.first >= trigger.last:
        return count.first - trigger.last
    return max(trigger.first - count.last, 0) + 2


def _by_event(count: Count, bearer: Draft) -> str | None:
    sent = count.kind == "fighters" or count.kind in _SENT and bearer.type == "deployment"
    stopped = count.kind == "weapons" and bearer.type == "interception"
    role = "actor" if sent else "target" if stopped or count.kind in _BY_TARGET else ""
    ids = [p.id for p in bearer.parts if p.role == role]
    if not ids or len(ids) > _ONE_OF_TWO or ids[0] == "other":
        return None
    if bearer.type in _TWO_SIDED and count.kind in _TOLL:
        return None
    return ids[0]
