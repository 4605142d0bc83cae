"""Who takes part together: «الحوثيون وقوات صالح», also over «من جهة … ومن جهة أخرى»."""

from __future__ import annotations

from sijill.arabic.particles import COMMAS, PREPOSITIONS, QUOTES, RELATIVES, SENTENCE_ENDS
from sijill.reading.passage import Sentence
from sijill.reading.who.mention import Mention

# «الحوثيين من جهة، وقوات … من جهة أخرى»: what may stand between the members of a coordination.
_SIDES = frozenset("جهه جانب ناحيه طرف اخري اخر ثانيه".split())
_DASHES = frozenset("-–—")
_COORDINATION_REACH = 4


def conjoined(sentence: Sentence, at: int) -> bool:
    """Whether the word at `at` carries the conjunction «و»."""
    return any(hit.proclitics.startswith("و") for hit in sentence.at.get(at, ())) or (
        sentence.forms[at] == "و"
    )


def join(sentence: Sentence, earlier: list[Mention], after: Mention) -> None:
    """Tie a mention to the one before it: «الحوثيين وقوات صالح» take one part in what happens."""
    before = earlier[-1]
    if not _coordinated(sentence, before, after):
        return
    foreign = ("foreign_state", "coalition")
    if before.supporter and before.kind in foreign and after.kind not in foreign and len(earlier) > 1:
        before = earlier[-2]  # «الحوثيون المدعومون من إيران وقوات …»: the second does not support
    elif before.supporter and _one_sided(earlier):
        before = _backed(earlier)  # «بين المقاومة المدعومة من الجيش ومسلحي …»: the other side
    elif before.supporter:
        after.supporter = True
    after.joined = before
    after.position = after.position or (before.position and after.first == after.core)


def _backed(earlier: list[Mention]) -> Mention:
    """Whom the supporters at the end of some mentions support; the first of those if nobody."""
    return next((m for m in reversed(earlier) if not m.supporter), earlier[0])


def _one_sided(earlier: list[Mention]) -> bool:
    """Whether who is supported stands behind «بين» with nobody else beside him yet."""
    host = _backed(earlier)
    return not host.supporter and host.lead is host and host.prep == "بين"


def _coordinated(sentence: Sentence, before: Mention, after: Mention) -> bool:
    between = [
        at
        for at in range(before.last, after.first)
        if sentence.forms[at] not in QUOTES and not _is_side(sentence, at)
    ]
    if len(between) > _COORDINATION_REACH:
        return False
    for at in between:
        form = sentence.forms[at]
        if form in SENTENCE_ENDS or form in RELATIVES or form.removeprefix("و") in PREPOSITIONS:
            return False
        if any(h.entry.verb or h.entry.kind == "trigger" for h in sentence.at.get(at, ())):
            return False
    if after.prep and after.prep != before.prep and after.prep != "ب":
        return False
    starts = {after.first, max(after.first - 1, before.last)}
    if any(conjoined(sentence, at) for at in starts):
        return True
    if not between or sentence.forms[between[-1]] not in COMMAS:
        return False
    return before.kind == after.kind or (len(between) == 1 and sentence.forms[between[0]] in _DASHES)


def _is_side(sentence: Sentence, at: int) -> bool:
    """A word of «من جهة», «من جانب آخر»."""
    forms = sentence.forms
    return forms[at] in _SIDES or (forms[at] == "من" and at + 1 < sentence.last and forms[at + 1] in _SIDES)
