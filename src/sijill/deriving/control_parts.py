"""What is told of the places inside a unit, laid over the unit's own timeline.

A part taken makes the whole at most contested: a place inside that somebody holds says who is in the unit,
never that the unit is his.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from sijill.deriving.control_intervals import Camp, Interval, State, Timeline

Allied = Callable[[Iterable[str], Iterable[str], int], bool]


def with_parts(unit: Timeline, inside: Mapping[str, Timeline], allied: Allied) -> Timeline:
    """The unit's timeline with those of the places inside it, by their keys, told there directly."""
    told = [
        (key, interval) for key in sorted(inside) for interval in inside[key].intervals if _tells(interval)
    ]
    if not told:
        return unit
    starts = {i.first for i in unit.intervals} | {i.first for _, i in told}
    ends = {i.last + 1 for i in (*unit.intervals, *(i for _, i in told)) if i.last is not None}
    days = sorted(starts | ends)
    found: list[Interval] = []
    waiting = deque(sorted(told, key=lambda entry: (entry[1].first, entry[0])))
    standing: list[tuple[str, Interval]] = []
    for first, following in zip(days, [*days[1:], None], strict=True):
        standing = [(key, i) for key, i in standing if i.last is None or first <= i.last]
        while waiting and waiting[0][1].first == first:
            standing.append(waiting.popleft())
        now = _at(unit.intervals, first)
        laid = _laid_over(now, standing, first, allied)
        last = following - 1 if following is not None else None
        within = tuple(w for w in laid.besides if first <= w.day and (last is None or w.day <= last))
        laid = replace(laid, last=last, besides=within)
        if found and _same(found[-1], laid):
            before = found[-1]
            found[-1] = replace(laid, first=before.first, began=before.began, besides=before.besides + within)
        else:
            found.append(laid)
    return replace(unit, intervals=tuple(found))


def _tells(interval: Interval) -> bool:
    return any(_is_direct(camp) for camp in interval.camps)


def _is_direct(camp: Camp) -> bool:
    """Whether anything was said of the place itself, not of a unit that it lies in."""
    return any(not support.word.contained for support in camp.supports)


def _at(intervals: Iterable[Interval], day: int) -> Interval:
    for interval in intervals:
        if interval.first <= day and (interval.last is None or day <= interval.last):
            return interval
    return Interval(first=day, last=None, state="unknown", camps=(), began=(), against=())


def _laid_over(now: Interval, standing: list[tuple[str, Interval]], day: int, allied: Allied) -> Interval:
    camps = list(now.camps)
    began = list(now.began) if now.first == day else []
    for key, interval in standing:
        if interval.first == day:
            began += interval.began
        for camp in filter(_is_direct, interval.camps):
            direct = tuple(support for support in camp.supports if not support.word.contained)
            at = next((n for n, known in enumerate(camps) if allied(known.ids, camp.ids, day)), None)
            if at is None:
                camps.append(replace(camp, supports=direct, whole=False, places=(key,)))
            elif not camps[at].whole:
                known = camps[at]
                camps[at] = replace(
                    known,
                    ids=known.ids | camp.ids,
                    losers=known.losers | camp.losers,
                    supports=known.supports + direct,
                    day=max(known.day, camp.day),
                    places=(*known.places, key),
                )
    state: State = "contested" if len(camps) > 1 else now.state
    return replace(now, first=day, state=state, camps=tuple(camps), began=tuple(began))


def _same(one: Interval, other: Interval) -> bool:
    return one.state == other.state and [(c.ids, c.whole, c.places) for c in one.camps] == [
        (c.ids, c.whole, c.places) for c in other.camps
    ]
