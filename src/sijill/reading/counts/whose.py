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
# «أحد جنوده», «ثلاثة من مسلحيها»: one's own men.
_OF_ONES_OWN = (*_OF_THEM, "ه")
_BELONGING_REACH = 4
_PREPOSITIONS = frozenset(("من", "في", "بين", "ل", "لدي", "وسط", "ب", ""))
_OF = frozenset(("من", "لدي", "بين", "وسط", "ل"))
# «قتل من جانب المقاومة ثمانية», «سقط في صفوف المليشيا 20 قتيلا»
_AMONG = frozenset(("من", "في", "بين", "وسط", "لدي"))
_AMONG_REACH = 3
_OWN_MEN = (":soldiers", ":fighters")
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
    told = among(sentence, named, first)
    return told[1] if told else _before(sentence, named, first)


def _is_theirs(sentence: Sentence, noun: int, last: int) -> bool:
    """«العشرات منهم», «35 قتيلا وسطهم», «أربعة من أفرادها»: a pronoun stands for those named before."""
    if _THEIRS.intersection(sentence.forms[last - 1 : last + 2]):
        return True
    return noun < sentence.last and any(
        hit.enclitic in _OF_THEM
        and hit.entry.data in ("belonging", "head")
        or hit.enclitic in _OF_ONES_OWN
        and str(hit.entry.data).endswith(_OWN_MEN)
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


def among(sentence: Sentence, mentions: list[Mention], first: int) -> tuple[int, str] | None:
    """«قتل من جانب المقاومة ثمانية», «سقط في صفوف المليشيا 20 قتيلا»: told between the harm and the count.

    Where these words begin, and whose the counted are by them.
    """
    mention = next((m for m in mentions if 0 <= first - m.last <= 1 and m.kind != _GUESSED), None)
    if mention is None or sentence.forms[first].startswith("و"):
        return None
    at, floor = mention.first - 1, max(sentence.first, mention.first - _AMONG_REACH)
    while at > floor and "belonging" in sentence.classes(at):
        at -= 1
    if sentence.forms[at] not in _AMONG or sentence.forms[at] == "في" and at == mention.first - 1:
        return None
    befallen = any(
        hit.last == at for name, hits in sentence.words.items() if name.startswith("harm:") for hit in hits
    )
    return (at, mention.ids[0]) if befallen else None


def lone_army(mentions: list[Mention]) -> str | None:
    """The one state or army that a sentence names: its soldiers are meant by «جنود» alone."""
    armies = {m.ids[0] for m in mentions if m.kind in _ARMIES and m.ids[0] != "other"}
    return armies.pop() if len(armies) == 1 else None
