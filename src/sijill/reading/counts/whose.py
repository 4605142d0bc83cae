"""Whose the counted people and things are: «من الحوثيين», «في صفوف المقاومة», «ثمانية عشر حوثيا»."""

from __future__ import annotations

from sijill.arabic.particles import COMMAS, SENTENCE_ENDS
from sijill.reading.passage import Sentence
from sijill.reading.who.mention import PEOPLE, Mention

# Groups of the persons table that say who the counted are.
_TELLING = frozenset(("civilians", "children", "women", "journalists", "medics"))
# A bare noun taken for those spoken of last: too little to say whose the dead are.
_GUESSED = "bare"
# Those who are told by what they serve in.
_RANKS = ("leaders", "soldiers", "fighters")
# «297 شخصا بينهم أجانب»: what follows is told of some of them.
SUBSET = frozenset(
    ("بينهم", "منهم", "بينها", "بينهن", "منها", "وبينهم", "ومنهم", "ضمنهم", "بينهما", "وبينها", "ومنها")
)
_THEIRS = frozenset(("منهم", "منها", "منهما", "وسطهم", "صفوفهم", "صفوفها"))
_OF_THEM = ("هم", "ها", "هما")
_BELONGING_REACH = 4
_PREPOSITIONS = frozenset(("من", "في", "بين", "ل", "لدي", "وسط", "ب", ""))
_OF = frozenset(("من", "لدي", "بين", "وسط", "ل"))
_ARMIES = frozenset(("state", "armed_state_unit", "coalition", "foreign_state", "nation"))


def owner(
    sentence: Sentence, mentions: list[Mention], first: int, last: int, noun: int, group: str
) -> str | None:
    """The id of those counted in tokens `first` to `last`, where words beside the count tell it.

    `group` is the row of the persons table in which the counted noun, at token `noun`, stands.
    """
    named = [m for m in mentions if m.kind != _GUESSED]
    for mention in named:
        if first <= mention.core < last and not (
            mention.core == noun and mention.kind == PEOPLE and group == "anybody"
        ):
            return mention.ids[0]
    following = _following(sentence, named, last, group)
    if following is not None:
        return following
    if group in _TELLING:
        return group
    if _is_theirs(sentence, noun, last):
        before = [m for m in named if m.last <= first and m.prep != "by"]
        return before[-1].lead.ids[0] if before else None
    return _before(sentence, named, first)


def _is_theirs(sentence: Sentence, noun: int, last: int) -> bool:
    """«العشرات منهم», «35 قتيلا وسطهم», «أربعة من أفرادها»: a pronoun stands for those named before."""
    if _THEIRS.intersection(sentence.forms[last - 1 : last + 2]):
        return True
    return noun < sentence.last and any(
        hit.enclitic in _OF_THEM and hit.entry.data in ("belonging", "head")
        for hit in sentence.at.get(noun, ())
    )


def _following(sentence: Sentence, mentions: list[Mention], last: int, group: str) -> str | None:
    """The mention that «من», «في صفوف», «تابع ل» or nothing but adjectives tie to the count before it."""
    for mention in mentions:
        if mention.core < last or mention.core - last > _BELONGING_REACH + 2:
            continue
        between = range(last, mention.core)
        if not between:
            return mention.ids[0]
        forms = [sentence.forms[at] for at in between]
        if any(form in COMMAS or form in SENTENCE_ENDS or form in SUBSET for form in forms):
            return None
        tied = [at for at in between if _ties(sentence, at, group)]
        loose = len(forms) - len(tied)
        if tied and loose <= (2 if "صفوف" in forms else 1) and mention.prep in _PREPOSITIONS:
            return mention.ids[0]
        if not tied and loose == 1 and mention.use in ("adjective", "nation") and mention.prep == "":
            return mention.ids[0]
        return None
    return None


def _ties(sentence: Sentence, at: int, group: str) -> bool:
    # «قيادي في تنظيم القاعدة», but not «مقتل 12 في غارة للتحالف»
    if sentence.forms[at] == "في" and group in _RANKS:
        return True
    if (
        sentence.forms[at] in _OF
        or sentence.forms[at : at + 2] == ["علي", "الاقل"]
        or sentence.forms[at - 1 : at + 1] == ["علي", "الاقل"]
    ):
        return True
    classes = sentence.classes(at)
    return bool(classes & {"belonging", "head", "relation"})


def _before(sentence: Sentence, mentions: list[Mention], first: int) -> str | None:
    """«أوقع في صفوف الحوثيين 20 قتيلا», «كبد المليشيا 20 قتيلا»."""
    for mention in mentions:
        if 0 <= first - mention.last <= 1 and any(
            mention.first - 3 <= hit.first < mention.first for hit in sentence.words.get("toll_verbs", ())
        ):
            return mention.ids[0] if mention.prep != "by" else None
    return None


def lone_army(mentions: list[Mention]) -> str | None:
    """The one state or army that a sentence names: its soldiers are meant by «جنود» alone."""
    armies = {m.ids[0] for m in mentions if m.kind in _ARMIES and m.ids[0] != "other"}
    return armies.pop() if len(armies) == 1 else None
