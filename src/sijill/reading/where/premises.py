"""Buildings and camps called after who has them: «مبنى المخابرات», «مقر اللواء 35 مدرع»."""

from __future__ import annotations

from sijill.reading.passage import Sentence
from sijill.reading.where.known import is_definite
from sijill.reading.where.spots import PlaceMention
from sijill.reading.where.unknown import written

# How many words may tell a unit's number and arm: «اللواء الثاني مشاة بحري».
_LONGEST_NUMBER = 4


def premises(sentence: Sentence, at: int) -> PlaceMention | None:
    """The site that a building's word at `at` and whose it is name, where neither tells a place alone."""
    head = next((h for h in sentence.at.get(at, ()) if h.entry.data == "place:premises"), None)
    if head is None or head.enclitic or is_definite(sentence.forms[at]):
        return None
    last = _owner_end(sentence, head.last)
    if last is None:
        return None
    name = written(sentence, at, last, head.proclitics)
    return PlaceMention(at, last, at, name, "site", None, head.entry.where, level_word="site")


def _owner_end(sentence: Sentence, at: int) -> int | None:
    """Where the name ends of an institution, an office or a numbered unit that begins at a token."""
    if at >= sentence.last:
        return None
    classes = sentence.classes(at)
    if "place:premises" in classes and not is_definite(sentence.forms[at]):
        return _owner_end(sentence, at + 1)  # «مسجد مقر قوات الطوارئ»
    whole = [
        h.last for h in sentence.at.get(at, ()) if h.entry.data == "place:institution" and not h.proclitics
    ]
    if whole:
        return _described(sentence, max(whole))
    if "place:office" in classes and at + 1 < sentence.last and sentence.forms[at + 1].startswith("ال"):
        return _described(sentence, at + 2)
    if "place:numbered" in classes:
        end = at + 1
        while end < min(at + 1 + _LONGEST_NUMBER, sentence.last) and _numbers(sentence, end):
            end += 1
        return end if end > at + 1 else None
    return None


def _described(sentence: Sentence, at: int) -> int:
    """Where the adjectives end that belong to the name: «القوات الخاصة», «الأمن العام»."""
    while at < sentence.last and "place:describing_owner" in sentence.classes(at):
        at += 1
    return at


def _numbers(sentence: Sentence, at: int) -> bool:
    return sentence.forms[at].isdigit() or "place:number" in sentence.classes(at)
