"""Against whom an event was, told only by whose dead, wounded or held are counted in it."""

from __future__ import annotations

from sijill.reading.counts.counting import person_at
from sijill.reading.draft import Draft, Part
from sijill.reading.passage import Sentence
from sijill.reading.who.mention import OTHER

_COUNTED = frozenset(("killed", "injured", "abducted", "detained", "displaced"))
_AGAINST = frozenset(
    "clash airstrike shelling bombing suicide_attack killing abduction arrest displacement raid".split()
)
# Where the counted are those whom it is done to.
_ONE_SIDED = (_AGAINST | {"release"}) - {"clash", "bombing", "suicide_attack"}
_FROM_AFAR = frozenset(("airstrike", "shelling", "bombing", "suicide_attack"))
_TOLL = frozenset(("killed", "injured"))
# The row of the persons table that does not say who they are.
_ANYBODY = "anybody"
_OF_NO_SIDE = (_ANYBODY, "fighters", "leaders")
# The words of that row that tell no people either, as «14 فلسطينيا» does.
_PLAIN = frozenset(("persons", "suspects"))
_OF_TARGET = _COUNTED | {"vehicles", "released", "families"}


def with_victims(drafts: list[Draft]) -> list[Draft]:
    """Drafts with the counted victims as targets where nobody else is one: «مقتل 11 مدنيا في انفجار».

    Those who are told to act are no targets of it. Measured on gold records: of the victims added so,
    more than four in five are its targets.
    """
    for draft in drafts:
        if draft.type == "arrest":
            _no_civilians(draft)
        if draft.type not in _AGAINST or draft.ids("target"):
            continue
        for sentence, count in draft.counts:
            if count.kind in _COUNTED and count.of and count.of not in draft.ids():
                draft.parts.append(Part("target", count.of, sentence, count.first, count.last, count.entry))
        if draft.type in _FROM_AFAR and not draft.ids("target"):
            _bystanders(draft)
        if draft.type == "arrest" and not draft.ids("target"):
            _unlisted(draft)
    return drafts


def _bystanders(draft: Draft) -> None:
    """Those whom a charge or fire hit and who are only told as persons: «قتل ستة أشخاص في انفجار سيارة»."""
    for sentence, count in draft.counts:
        if count.kind in _TOLL and count.of is None and count.group == _ANYBODY:
            draft.parts.append(
                Part("target", "civilians", sentence, count.first, count.last, count.entry, guessed=True)
            )
            return


def _no_civilians(draft: Draft) -> None:
    """«اعتقال 13 شخصا»: whoever is arrested as a person is nobody listed, and no civilian for that word."""
    for sentence, count in draft.counts:
        if count.kind != "detained" or count.of not in (None, "civilians"):
            continue
        if not _of_no_side(sentence, range(count.first, count.last), count.group, (_ANYBODY,)):
            continue
        count.of = "other"
        draft.parts = [
            p
            for p in draft.parts
            if p.sentence is not sentence or p.id != "civilians" or not count.first <= p.first < count.last
        ]


def _unlisted(draft: Draft) -> None:
    """Whom the words tell to be held, but not whose they are: «ثلاثة عناصر إرهابية», «مشتبه بهم»."""
    for sentence, count in draft.counts:
        words = range(count.first, count.last)
        if count.kind != "detained" or count.of not in (None, OTHER):
            continue
        if _of_no_side(sentence, words, count.group, _OF_NO_SIDE):
            draft.parts.append(Part("target", OTHER, sentence, count.first, count.last, count.entry))
            return
    told = draft.told[0]
    person = person_at(told.sentence, told.trigger.last) if told.trigger.last < told.sentence.last else None
    if person is None:
        return
    if _of_no_side(told.sentence, range(person.first, person.last), person.group, _OF_NO_SIDE):
        draft.parts.append(Part("target", OTHER, told.sentence, person.first, person.last, person.entry))


def _of_no_side(sentence: Sentence, words: range, group: str, groups: tuple[str, ...]) -> bool:
    """Whether those counted in the words are told by a row that says nothing of their side."""
    if group == _ANYBODY:
        return any(_PLAIN & sentence.classes(at) for at in words)
    return group in groups


def with_owners(drafts: list[Draft]) -> list[Draft]:
    """Drafts whose counts are of the one target that a later sentence, or the report as a whole, told.

    A fight has losses on both sides, and a charge kills others than whom it is meant for: there the words
    beside a count have to tell.
    """
    for draft in drafts:
        targets = draft.ids("target") - {"other"}
        if draft.type not in _ONE_SIDED or len(targets) != 1:
            continue
        for _, count in draft.counts:
            if count.kind in _OF_TARGET and count.of is None:
                count.of = next(iter(targets))
    return drafts
