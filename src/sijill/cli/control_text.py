"""Accounts of control for people: a line begins with a Latin label, Arabic stands last or in quotes."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from sijill.cli.console import on_one_line
from sijill.cli.table import voice
from sijill.deriving.containment import Located
from sijill.deriving.control import Account, CampOn, Control, months_of, sides_of
from sijill.deriving.control_intervals import Interval
from sijill.deriving.control_rates import Standing
from sijill.deriving.control_trust import Support
from sijill.deriving.control_words import Word
from sijill.deriving.place_coverage import Coverage

WORDS_SHOWN: Final = 5
PLACES_SHOWN: Final = 12
LABEL: Final = 13

SAYINGS: Final = {
    "takes": "taken by",
    "leaves": "left by",
    "not_taken": "denied that it was taken by",
    "not_left": "denied that it was left by",
    "sign": "acts there:",
    "fights": "fighting there:",
}
STANDINGS: Final[dict[Standing, str]] = {
    "own": "own side",
    "adverse": "adverse",
    "independent": "independent",
    "other": "another side",
    "unnamed": "unknown",
}


def account(control: Control, told: Account) -> Iterator[str]:
    """Who holds a place on a day, whose word that is, what speaks against it, and the coverage."""
    yield on_one_line(f"{told.place.name}  {told.place.level} {told.place.key}  on {_day(told.day)}")
    yield _labelled("state", _state(told.interval, told.camps))
    if told.interval:
        yield from _days(told.interval)
    for camp in told.camps:
        yield from _camp(control, camp)
    if told.interval:
        yield from _words("against", told.interval.against)
        yield from _words("also told", [word for word in told.interval.besides if word.day <= told.day])
    inside = control.inside(told.place, told.day)
    for at, inner in enumerate(inside[:PLACES_SHOWN]):
        state = _state(inner.interval, inner.camps)
        yield _labelled("" if at else "inside", f"{state}: {inner.place.name} ({inner.place.level})")
    if len(inside) > PLACES_SHOWN:
        yield _labelled("", f"and {len(inside) - PLACES_SHOWN} more places (--json has all)")
    if told.unordered:
        yield _labelled("no order", f"{len(told.unordered)} more claims do not tell when (--json has them)")
    yield _labelled("coverage", _coverage(told.coverage))
    yield ""


def map_of(control: Control, day: int) -> Iterator[str]:
    """A line a place that anything is said of on a day."""
    for told in control.map_on(day):
        place = told.place
        said = f"{told.coverage.reports} reports in {told.coverage.month}"
        few = ", few" if told.coverage.few else ""
        state = f"{_state(told.interval, told.camps):<44}"
        yield on_one_line(f"{state}  {place.level:<11} {said}{few}  {place.name} ({place.key})")


def timeline(control: Control, place: Located) -> Iterator[str]:
    """The intervals of a place in order, each with the words that began it, and the coverage by month."""
    through = control.timeline(place)
    yield on_one_line(f"{place.name}  {place.level} {place.key}")
    if not through.intervals:
        yield _labelled("state", "unknown: no report here tells who holds it")
    for interval in through.intervals:
        camps = control.camps_on(place, interval, control.told_until(interval))
        last = f"to {_day(interval.last)}" if interval.last is not None else "on"
        yield f"  {_day(interval.first)} {last}: {_state(interval, camps)}"
        if not interval.began and interval is not through.intervals[0]:
            yield _labelled("began", "without fresh word what was told before fades")
        yield from _words("began", interval.began)
        for camp in camps:
            yield _labelled("said by", f"{_names(camp)}: {_said_by(camp)}")
        yield from _words("against", interval.against)
        yield from _words("also told", interval.besides)
    if through.unordered:
        yield _labelled(
            "no order", f"{len(through.unordered)} more claims do not tell when (--json has them)"
        )
    for month in months_of(through):
        yield _labelled("coverage", _coverage(control.coverage(place, month)))
    yield ""


def _state(interval: Interval | None, camps: tuple[CampOn, ...]) -> str:
    """`held by houthi, saleh (0.38, own side alone)`."""
    if interval is None or not camps:
        return "unknown"
    whole = [camp for camp in camps if camp.camp.whole]
    if interval.state == "held":
        sure = "" if whole[0].corroborated else ", nobody independent or adverse says so"
        return f"held by {_names(whole[0])} ({whole[0].confidence:.2f}{sure})"
    told = " / ".join(f"{_names(camp)} ({_sureness(camp)})" for camp in camps)
    if interval.state == "contested":
        return f"contested: {told}"
    return f"unknown; in part {told}"


def _sureness(told: CampOn) -> str:
    if not told.camp.supports:
        return "lost a part"
    return f"{told.confidence:.2f}" if told.camp.whole else f"{told.confidence:.2f}, in part"


def _days(interval: Interval) -> Iterator[str]:
    until = f" to {_day(interval.last)}" if interval.last is not None else ""
    yield _labelled("days", f"{_day(interval.first)}{until}")


def _camp(control: Control, told: CampOn) -> Iterator[str]:
    camp = told.camp
    yield _labelled("holder" if camp.whole else "in part", f"{_names(told)}: {_said_by(told)}")
    if camp.places:
        names = [place.name for key in camp.places if (place := control.containment.by_key(key))]
        shown = "، ".join(names[:PLACES_SHOWN]) + (" …" if len(names) > PLACES_SHOWN else "")
        yield _labelled("", f"at {len(names)} {'place' if len(names) == 1 else 'places'} inside: {shown}")
    supports = sorted(camp.supports, key=lambda support: support.word.day)
    yield from _words("", [support.word for support in supports], supports)


def _said_by(told: CampOn) -> str:
    """`own side 3 (okaz, saba); adverse 0; independent 0`: the last two are told even if there are none."""
    if not told.camp.supports:
        return "known only from what was taken from them"
    by_side = sides_of(told.camp)
    said = []
    for standing, label in STANDINGS.items():
        reports = {support.word.claim.report_id for support in by_side.get(standing, ())}
        if reports or standing in ("adverse", "independent"):
            outlets = sorted({_outlet(support.word) for support in by_side.get(standing, ())})
            said.append(f"{label} {len(reports)}" + (f" ({', '.join(outlets)})" if outlets else ""))
    return "; ".join(said)


def _words(label: str, words: Iterable[Word], supports: Iterable[Support] = ()) -> Iterator[str]:
    """The words, the last ones if they are many, each with its days, who reports it, and the sentence."""
    standings = {id(support.word): support.standing for support in supports}
    listed = list(words)
    for at, word in enumerate(listed[-WORDS_SHOWN:]):
        standing = f", {STANDINGS[standings[id(word)]]}" if id(word) in standings else ""
        yield _labelled(
            "" if at else label,
            f"{_when(word)} {SAYINGS[word.says]} {', '.join(sorted(word.ids))}"
            f"{_of(word)}; {_who(word)}{standing}: {_quote(word)}",
        )
    if len(listed) > WORDS_SHOWN:
        yield _labelled("", f"and {len(listed) - WORDS_SHOWN} earlier words (--json has all)")


def _of(word: Word) -> str:
    if word.contained:
        return " (with the unit around it)"
    return " (in part)" if word.reach.value == "part" else ""


def _when(word: Word) -> str:
    """When it happened, apart from when it was reported."""
    if word.window is None:
        return "no day told"
    first, last = _day(word.window.first), _day(word.window.last)
    return first if first == last else f"{first} to {last}"


def _who(word: Word) -> str:
    said = voice(word.claim.event.attribution)
    return f"reported {word.claim.report.published or 'on no known day'} by {_outlet(word)} ({said})"


def _outlet(word: Word) -> str:
    if word.claim.confidential:
        return "a confidential report"
    return word.claim.outlet_name or "no source"


def _quote(word: Word) -> str:
    if word.claim.confidential:
        return "[confidential]"
    told = word.claim.event.evidence[0]
    if told.trigger is None:
        return f"«{told.text}»"
    start, end = told.trigger.start - told.start, told.trigger.end - told.start
    return f"«{told.text[:start]}[{told.text[start:end]}]{told.text[end:]}»"


def _coverage(told: Coverage) -> str:
    if not told.all_reports:
        return f"{told.month}: no report at all is here of this month; silence is not peace"
    found = (
        f"{told.month}: {told.reports} of {told.all_reports} reports tell of this place, by {told.outlets} "
        f"{'outlet' if told.outlets == 1 else 'outlets'}"
    )
    return f"{found}; too few to tell, silence is not peace" if told.few else found


def _names(told: CampOn) -> str:
    return ", ".join(sorted(told.camp.ids))


def _day(day: int | None) -> str:
    return date.fromordinal(day).isoformat() if day is not None else ""


def _labelled(label: str, words: str) -> str:
    return on_one_line(f"    {label:<{LABEL}}{words}")
