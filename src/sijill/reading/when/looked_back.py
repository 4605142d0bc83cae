"""Wordings that lead back from the news to what was before it: «ويأتي الهجوم بعد …», «كانت تحتجزهم»."""

from __future__ import annotations

from sijill.arabic.particles import CLAUSE_OPENERS, COMMAS
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence, is_verb, trigger_of
from sijill.reading.segments import EARLIER, bare, is_relative

# «ويأتي هذا بعد …»: what the news came after, or on account of.
_COMES = frozenset("ياتي تاتي جاء جاءت".split())
_ON_ACCOUNT = frozenset(("خلفيه", "اثر"))
_LATELY = frozenset("اليوم امس ساعه ساعات ساعتين دقايق لحظات".split())
# «وجاءت الانفجارات عقب قصف …»: news as well as what came of it.
_RIGHT_AFTER = frozenset(("بعد", "عقب"))
# «سبق للجماعة أن …»: the «أن» stands at most so far behind.
_ONCE = "سبق"
_ONCE_REACH = 5
# What has been going on since its beginning is no news: «منذ اندلاع الحرب».
_SINCE = frozenset(("منذ", "ومنذ"))
_BEGAN = frozenset("بدء بدايه اندلاع انطلاق انطلاقه نشوب".split())
_WAS = frozenset("كان كانت كانوا".split())
_WAS_REACH = 6
# What was done and lasted until the news ended it: «كانت تحتجزهم», «التي كانوا يسيطرون عليها».
_HELD = frozenset(("capture", "arrest", "abduction"))
# «أثناء سيطرتهم», «قبل انسحابهم», «في ظل سيطرتهم»: the taking or leaving of a place that only tells when or
# why something else was.
_WHILE = frozenset("اثناء ابان قبل قبيل ظل بسبب جراء نتيجه".split())
_KNOWN = frozenset(("capture", "withdrawal"))
# «إبان الغزو»: of times past, whatever happened then.
_IN_THE_DAYS_OF = "ابان"
# Victories that one is glad of, and how far behind the word for it they stand.
_VICTORIES = frozenset(("status:recalled", "status:victories"))
_GLAD_REACH = 16
# «بعد أيام من إعلان الحكومة … تحرير المدينة»
_PROCLAIMED = frozenset(("اعلان", "الاعلان"))
_PROCLAIMED_REACH = 14


def looks_back(sentence: Sentence, trigger: Hit) -> bool:
    """Whether the words about a trigger lead back to what was before the news."""
    if _came_after(sentence, trigger) or _once(sentence) or _since_then(sentence, trigger):
        return True
    if is_verb(trigger):
        return _was_held(sentence, trigger)
    return _only_dates(sentence, trigger) or _welcomed(sentence, trigger) or _proclaimed(sentence, trigger)


def _came_after(sentence: Sentence, trigger: Hit) -> bool:
    """«ويأتي الهجوم بعد أيام من مقتل … في تفجير», «وتأتي الزيارة على خلفية اغتيال …»."""
    forms = sentence.forms
    if bare(forms[sentence.first]) not in _COMES:
        return False
    after = [
        at
        for at in range(sentence.first + 1, trigger.first)
        if bare(forms[at]) in EARLIER or forms[at] in _ON_ACCOUNT and forms[at - 1] == "علي"
    ]
    if not after or after[0] == sentence.first + 1:
        return False
    between = forms[after[0] : trigger.first]
    led_to_it = forms[after[0]] in _RIGHT_AFTER and trigger.first - after[0] <= 1 and not _known(trigger)
    return not led_to_it and CLAUSE_OPENERS.isdisjoint(between) and _LATELY.isdisjoint(between)


def _known(trigger: Hit) -> bool:
    return trigger_of(trigger).type in _KNOWN


def _once(sentence: Sentence) -> bool:
    """«وسبق للجماعة أن هاجمت …»; but «سبق - عدن:» is no verb."""
    forms = sentence.forms
    behind = range(sentence.first + 1, min(sentence.first + _ONCE_REACH, sentence.last))
    return bare(forms[sentence.first]) == _ONCE and any(forms[at] in ("ان", "وان") for at in behind)


def _was_held(sentence: Sentence, trigger: Hit) -> bool:
    """«مدنيين كانت الجماعة تحتجزهم», «المواقع التي كانوا يسيطرون عليها»."""
    forms = sentence.forms
    if trigger_of(trigger).type not in _HELD or any(r.tense == "past" for r in trigger.entry.verb):
        return False
    for at in range(trigger.first - 1, max(sentence.first, trigger.first - _WAS_REACH), -1):
        if forms[at] in _WAS:
            return bool(trigger.enclitic) or is_relative(forms[at - 1])
        if forms[at] in COMMAS:
            return False
    return False


def _since_then(sentence: Sentence, trigger: Hit) -> bool:
    """«منذ أن أعلنت السلطات تحريرها, …»: all that the clause of «منذ» tells."""
    first = sentence.clause_of(trigger.first)[0]
    before = sentence.forms[max(sentence.first, first - 1) : trigger.first]
    since = next((at for at, form in enumerate(before) if form in _SINCE), None)
    return since is not None and before[since + 1 : since + 2] == ["ان"]


def _welcomed(sentence: Sentence, trigger: Hit) -> bool:
    """Whether a victory is only what somebody is glad of: «عبر عن سعادته باستكمال تحرير …»."""
    known = sentence.classes(trigger.first) & _VICTORIES
    return bool(known) and any(
        hit.last <= trigger.first <= hit.last + _GLAD_REACH for hit in sentence.words.get("status:glad", ())
    )


def _proclaimed(sentence: Sentence, trigger: Hit) -> bool:
    """«بعد إعلان المقاومة تحرير المدينة»: known since it was proclaimed."""
    forms = sentence.forms
    if not _known(trigger):
        return False
    for at in range(trigger.first - 1, max(sentence.first, trigger.first - _PROCLAIMED_REACH), -1):
        if forms[at] in COMMAS:
            return False
        if forms[at] in _PROCLAIMED:
            return any(bare(form) in EARLIER for form in forms[max(sentence.first, at - 4) : at])
    return False


def _only_dates(sentence: Sentence, trigger: Hit) -> bool:
    """Whether a noun only tells since when, when or after what something else was."""
    forms = sentence.forms
    before = forms[trigger.first - 1] if trigger.first > sentence.first else ""
    if before in _BEGAN and trigger.first - 2 >= sentence.first:
        return forms[trigger.first - 2] in _SINCE
    return before == _IN_THE_DAYS_OF or before in _WHILE and _known(trigger)
