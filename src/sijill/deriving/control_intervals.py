"""One place through time: who holds it from day to day, or that it is contested, or that nobody can tell.

Words are taken in the order of their days. Who takes a place holds it from the last day on which that may
have been; if two who are no allies are told to have taken it in days that overlap, it is contested until the
next word that no rival answers. A denial within days contests a hold, a part taken contests it, a withdrawal
ends it, and without fresh word it fades until nobody can tell. No rule knows a name: with two parties' names
swapped in the words the outcome is the same with the names swapped.
"""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sijill.deriving.control_extent import Reach
from sijill.deriving.control_trust import Support, Trust
from sijill.deriving.control_words import Word

State = Literal["held", "contested", "unknown"]


class Camp(Struct, frozen=True, kw_only=True):
    """Who is told to hold a place, or a part of it, and the words for that.

    `supports` are in the order of their days but for a few days, `strongest` are those of each voice, `day`
    is that of the last word (0 without any). `whole` if the place as such is told to be theirs. Without words
    for it a camp is known only from a part having been taken from it. `places`: where inside the unit it
    holds, by their keys.
    """

    ids: frozenset[str]
    losers: frozenset[str] = frozenset()
    supports: tuple[Support, ...] = ()
    strongest: tuple[Support, ...] = ()
    day: int = 0
    whole: bool = True
    places: tuple[str, ...] = ()


class Interval(Struct, frozen=True, kw_only=True):
    """Days (ordinals, both included; `last` is None if it has no end) with one state.

    `began` are the words that began it, none if it began as older words faded. `against` are words that
    speak against it: denials and withdrawals of who is told to hold the place. `besides` are words of these
    days that change nothing: fighting, parts, denials that answer nothing.
    """

    first: int
    last: int | None
    state: State
    camps: tuple[Camp, ...]
    began: tuple[Word, ...]
    against: tuple[Word, ...]
    besides: tuple[Word, ...] = ()


class Timeline(Struct, frozen=True, kw_only=True):
    """The intervals of a place in order, and words that have no place in their order.

    Of `unordered` words the day is not told, or only so roughly that other changes may lie before or after.
    """

    intervals: tuple[Interval, ...]
    unordered: tuple[Word, ...]


def order(word: Word) -> tuple[int, int, bool, str, str, int]:
    """The order in which words are taken, which knows no names: by their days, as news or background."""
    claim = word.claim
    first = word.window.first if word.window else 0
    told = claim.report.published or "9999"
    return (word.day, first, not claim.event.background, told, claim.report_id, claim.position)


def timeline(words: Iterable[Word], level: str, trust: Trust) -> Timeline:
    """The timeline of one place out of what is said of it; `level` is the place's."""
    listed = sorted(words, key=order)
    dated = [word for word in listed if word.window is not None]
    folding = _Folding(level, trust)
    unordered = [word for word in listed if word.window is None]
    for word in dated:
        if word.rough and _may_be_known(word, dated):
            unordered.append(word)
        else:
            folding.put(word)
    return Timeline(intervals=tuple(folding.finished()), unordered=tuple(unordered))


def _may_be_known(word: Word, dated: list[Word]) -> bool:
    """Whether a change that is told by its day lies within the days of a roughly dated word."""
    window = word.window
    return window is not None and any(
        window.first <= other.day <= window.last
        for other in dated
        if not other.rough and other.says in ("takes", "leaves")
    )


class _Folding:
    """The state as words are taken in; every change of it ends an interval."""

    def __init__(self, level: str, trust: Trust) -> None:
        self._level = level
        self._trust = trust
        self._answer_days = trust.rates.answer_days
        self._camps: list[Camp] = []
        self._against: list[Word] = []
        self._left: list[Word] = []
        self._denied: list[Word] = []
        self._lost: Camp | None = None
        self._intervals: list[Interval] = []

    def put(self, word: Word) -> None:
        """Take the next word."""
        self._fade_until(word.day)
        match word.says:
            case "takes" if word.reach is Reach.PART:
                self._take_part(word)
            case "takes":
                self._take(word)
            case "leaves":
                self._leave(word)
            case "not_taken":
                self._deny_taking(word)
            case "not_left":
                self._deny_leaving(word)
            case "sign":
                self._show(word)
            case "fights":
                pass
        self._note(word.day, word)

    def finished(self) -> list[Interval]:
        """The intervals, after the last word has faded."""
        self._fade_until(None)
        return self._intervals

    # What a word does

    def _take(self, word: Word) -> None:
        mine, others = self._sorted_out(word)
        rivals = [camp for camp in others if self._is_rival(camp, word)]
        lost = word.losers.union(*(camp.ids for camp in others))
        camp = self._joined(mine, word.ids, lost)
        if not mine or not any(one.whole for one in mine):
            for left in self._recent(self._left, word):
                if left.reach is not Reach.PART and not self._allied(left.ids, camp.ids, word):
                    camp = self._with(camp, left)
        camp = replace(self._with(camp, word), whole=True)
        if others and not rivals:
            self._lost = others[0]
        self._camps = [camp, *rivals]
        denied = (d for d in self._recent(self._denied, word) if self._allied(d.ids, camp.ids, word))
        self._against = [
            *(a for a in self._against if a.window and word.window and not a.window.gap(word.window)),
            *(d for d in denied if not mine),
        ]

    def _take_part(self, word: Word) -> None:
        mine, others = self._sorted_out(word)
        if mine:
            if not mine[0].whole:
                camp = self._with(self._joined(mine, word.ids, word.losers), word)
                self._camps = [replace(camp, whole=False), *others]
            return
        camp = self._with(Camp(ids=word.ids, losers=word.losers, whole=False), word)
        losers = word.losers - word.ids
        if not others and losers and not self._allied(losers, word.ids, word):
            others = [Camp(ids=losers, whole=False)]
        self._camps = [*others, camp]

    def _leave(self, word: Word) -> None:
        self._left.append(word)
        if word.reach is Reach.PART:
            return
        kept: list[Camp] = []
        for camp in self._camps:
            if not camp.ids & word.ids:
                kept.append(self._with(camp, word) if self._explains(word, camp) else camp)
            elif self._is_denied_by(camp, word):
                self._against.append(word)
                kept.append(camp)
            elif remaining := camp.ids - word.ids:
                kept.append(replace(camp, ids=remaining))
            else:
                self._lost = camp
        self._camps = kept if any(camp.supports for camp in kept) else []
        if not self._camps:
            self._against = []

    def _deny_taking(self, word: Word) -> None:
        self._denied.append(word)
        for camp in self._camps:
            if self._allied(camp.ids, word.ids, word) and self._answers(word, camp):
                self._against.append(word)

    def _deny_leaving(self, word: Word) -> None:
        answered = [w for w in self._recent(self._left, word) if w.ids & word.ids]
        if not self._camps and answered and self._lost and self._lost.ids & word.ids:
            self._camps = [self._with(self._lost, word)]
            self._against = answered

    def _show(self, word: Word) -> None:
        for at, camp in enumerate(self._camps):
            if camp.whole and camp.ids & word.ids:
                self._camps[at] = self._with(camp, word)

    # What words are to one another

    def _sorted_out(self, word: Word) -> tuple[list[Camp], list[Camp]]:
        """The camps that take the place with the word, and the others."""
        mine = [camp for camp in self._camps if self._allied(camp.ids, word.ids, word)]
        return mine, [camp for camp in self._camps if camp not in mine]

    def _is_rival(self, camp: Camp, word: Word) -> bool:
        """Whether what is told of a camp stands against a word: of the same days, or surer than it."""
        if word.contained:
            weight = self._trust.support(word, word.ids, camp.ids).weight
            return self._confidence(camp, word.day) > weight
        return self._same_days(camp, word)

    def _same_days(self, camp: Camp, word: Word) -> bool:
        """Whether another report has the camp take the place in days that overlap those of the word."""
        return any(
            word.window is not None
            and told.window is not None
            and told.says in ("takes", "not_left")
            and not told.contained
            and told.claim.report_id != word.claim.report_id
            and not told.window.gap(word.window)
            for told in self._told_lately(camp, word)
        )

    def _is_denied_by(self, camp: Camp, left: Word) -> bool:
        """Whether a camp is told to have taken the place on the very day on which others have it leave."""
        standing = self._trust.support(left, camp.ids, frozenset()).standing
        return standing not in ("own", "independent") and any(
            told.says == "takes" and told.day == left.day and told.claim.report_id != left.claim.report_id
            for told in self._told_lately(camp, left)
        )

    def _answers(self, word: Word, camp: Camp) -> bool:
        return any(
            word.window is not None
            and told.window is not None
            and told.says == "takes"
            and word.window.gap(told.window) <= self._answer_days
            for told in self._told_lately(camp, word)
        )

    def _told_lately(self, camp: Camp, word: Word) -> Iterator[Word]:
        """The words for a camp, the last ones first, as far back as they can have to do with a word."""
        earliest = (word.window.first if word.window else word.day) - 2 * self._answer_days
        for support in reversed(camp.supports):
            if support.word.day < earliest:
                return
            yield support.word

    def _explains(self, left: Word, camp: Camp) -> bool:
        """Whether somebody's leaving is the other side of a camp's taking the place."""
        return camp.whole and self._answers(left, camp) and not self._allied(left.ids, camp.ids, left)

    def _recent(self, words: list[Word], word: Word) -> list[Word]:
        recent = takewhile(lambda w: word.day - w.day <= self._answer_days, reversed(words))
        return list(recent)[::-1]

    def _allied(self, some: frozenset[str], others: frozenset[str], word: Word) -> bool:
        return self._trust.alignment.allied(some, others, word.day)

    def _joined(self, camps: list[Camp], ids: frozenset[str], losers: frozenset[str]) -> Camp:
        return Camp(
            ids=ids.union(*(camp.ids for camp in camps)),
            losers=losers.union(*(camp.losers for camp in camps)),
            supports=tuple(sorted((s for camp in camps for s in camp.supports), key=lambda s: order(s.word))),
            strongest=self._strongest(s for camp in camps for s in camp.strongest),
            day=max((camp.day for camp in camps), default=0),
            whole=any(camp.whole for camp in camps),
        )

    def _with(self, camp: Camp, word: Word) -> Camp:
        losers = camp.losers | word.losers | (word.ids if word.says == "leaves" else frozenset())
        support = self._trust.support(word, camp.ids, losers - camp.ids)
        return replace(
            camp,
            losers=losers - camp.ids,
            supports=(*camp.supports, support),
            strongest=self._strongest((*camp.strongest, support)),
            day=max(camp.day, word.day),
        )

    def _strongest(self, supports: Iterable[Support]) -> tuple[Support, ...]:
        return self._trust.strongest(supports, self._level)

    def _confidence(self, camp: Camp, day: int) -> float:
        return self._trust.confidence(camp.strongest, self._level, day)

    # Days

    def _fade_until(self, day: int | None) -> None:
        """Let camps fade that no word has confirmed for long; to the end of all words without a day."""
        while found := self._first_to_fade(day):
            when, camp = found
            self._camps = [other for other in self._camps if other is not camp]
            self._lost = None
            if not any(other.supports for other in self._camps):
                self._camps = []
            if not self._camps:
                self._against = []
            self._note(when, None)

    def _first_to_fade(self, day: int | None) -> tuple[int, Camp] | None:
        found = [
            (when, camp)
            for camp in self._camps
            if camp.supports and (when := self._fades_on(camp, day)) is not None
        ]
        return min(found, key=lambda entry: (entry[0], entry[1].day), default=None)

    def _fades_on(self, camp: Camp, until: int | None) -> int | None:
        """The first day on which a camp's words are too old, if it is not after `until`."""
        least = self._trust.rates.unknown_below
        low, high = camp.day, until
        if high is not None and high <= low:
            return None
        if high is None:
            high = low + 1
            while self._confidence(camp, high) >= least:
                high = low + 2 * (high - low)
        elif self._confidence(camp, high) >= least:
            return None
        # On the day of its last word it stands, however weak that is.
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._confidence(camp, middle) >= least else (low, middle)
        return high

    def _note(self, day: int, word: Word | None) -> None:
        """End the interval if the state is another one now; a word joins what it confirms."""
        state: State = "unknown"
        if len(self._camps) > 1 or (self._camps and self._camps[0].whole and self._against):
            state = "contested"
        elif self._camps and self._camps[0].whole:
            state = "held"
        now = Interval(
            first=day,
            last=None,
            state=state,
            camps=tuple(self._camps),
            began=(word,) if word else (),
            against=tuple(self._against),
        )
        last = self._intervals[-1] if self._intervals else None
        if last is not None and _looks(last) == _looks(now):
            began, besides = last.began, last.besides
            if word and last.first == day:
                began = (*began, word)
            elif word and not self._has_taken_up(word):
                besides = (*besides, word)
            self._intervals[-1] = replace(
                last, camps=now.camps, against=now.against, began=began, besides=besides
            )
            return
        if last is not None:
            began = last.began if last.first == day else ()
            self._intervals.pop()
            if last.first < day:
                self._intervals.append(replace(last, last=day - 1))
            now = replace(now, began=(*began, *now.began))
        self._intervals.append(now)

    def _has_taken_up(self, word: Word) -> bool:
        """Whether a word is among those for or against a camp."""
        for_a_camp = (support.word for camp in self._camps for support in camp.supports[-1:])
        return any(taken is word for taken in (*for_a_camp, *self._against))


def _looks(interval: Interval) -> tuple[State, frozenset[tuple[frozenset[str], bool]]]:
    """What makes one interval another than the one before it."""
    return interval.state, frozenset((camp.ids, camp.whole) for camp in interval.camps)
