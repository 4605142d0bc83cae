"""The digest: a dated page by itself, in Arabic or English, that a desk can send out and a browser prints.

It holds a map, counts, and each incident with its claims, sentences and sources. No part of it is fetched
from anywhere, and it runs no script.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from sijill.deriving.estimates import Estimate
from sijill.deriving.happenings import governorate
from sijill.export.columns import Context
from sijill.export.digest_map import drawn
from sijill.export.events import FlatEvent, Told
from sijill.export.names import Language
from sijill.export.reported import Reported
from sijill.export.sayings import COLOURS
from sijill.export.wording import Wording
from sijill.record import GROUPS, QuantityKind

SUMMED: Final[tuple[QuantityKind, ...]] = (
    "killed",
    "injured",
    "detained",
    "abducted",
    "released",
    "displaced",
)
MOST_DAYS: Final = 92
"""Days of the longest period that is drawn day by day."""

MOST_UNITS: Final = 14


def write(
    events: Sequence[FlatEvent],
    stream: TextIO,
    context: Context,
    language: Language,
    day: str,
    period: tuple[str | None, str | None],
    everywhere: bool,
    reported: Reported,
    left_out: Iterable[str],
) -> int:
    """Write the digest and return how many incidents it tells of. `day` is the day that it bears, `period`
    the first and the last day that were asked for, `everywhere` whether nothing else was.
    """
    words = Wording(context.names, context.figures, language)
    page = _ENVIRONMENT.get_template("digest.html.jinja")
    stream.write(
        page.render(
            words=words,
            language=language,
            direction="rtl" if language == "ar" else "ltr",
            day=words.day(day),
            period=_period(period, events, words),
            total=len(events),
            sums=_sums(events, context, words),
            map=drawn(events, words),
            country=context.names.country,
            colours=_legend(events, words),
            by_type=_bars(
                Counter(event.type for event in events),
                lambda key: context.names.label("types", key, language),
            ),
            by_unit=_by_unit(events, words),
            days=_days(events),
            silent=_silent(events, context, language) if everywhere else [],
            reported=reported,
            groups=_grouped(events, words),
            claimed=_claimed,
            safe=_safe,
            left_out=list(left_out),
            program=context.program,
            pack=context.pack,
        )
    )
    return len(events)


class Bar(Struct, frozen=True):
    """A row of a bar chart: its name, its number, and its part of the greatest one, 0 to 100."""

    name: str
    number: int
    share: float


def _bars(counts: "Counter[str]", called: Any) -> list[Bar]:
    most = max(counts.values(), default=1)
    return [Bar(called(key), number, 100 * number / most) for key, number in counts.most_common(MOST_UNITS)]


def _by_unit(events: Iterable[FlatEvent], words: Wording) -> list[Bar]:
    return _bars(Counter(words.unit(event) for event in events), str)


def _sums(events: Iterable[FlatEvent], context: Context, words: Wording) -> list[tuple[str, str]]:
    """What is counted most over all incidents, from the lowest to the highest told."""
    found = []
    for kind in SUMMED:
        total = sum((one for event in events if (one := context.figures.of(event, kind))), Estimate())
        if total.high:
            found.append((context.names.label("quantities", kind, words.language), words.range(total)))
    return found


def _period(asked: tuple[str | None, str | None], events: Iterable[FlatEvent], words: Wording) -> str:
    """The days asked for, else those of the incidents."""
    days = [event.happening.day.isoformat() for event in events if event.happening.day]
    ends = (asked[0] or min(days, default=None), asked[1] or max(days, default=None))
    if not ends[0] or not ends[1]:
        return words.say("undated")
    first, last = words.day(ends[0]), words.day(ends[1])
    return first if first == last else f"{first} {words.say('to')} {last}"


def _legend(events: Iterable[FlatEvent], words: Wording) -> list[tuple[str, str]]:
    there = {GROUPS[event.happening.type] for event in events}
    return [(colour, words.group(group)) for group, colour in COLOURS.items() if group in there]


def _days(events: Iterable[FlatEvent]) -> list[tuple[str, int, float]]:
    """Each day with its incidents and their part of the most, 0 to 100; none for a longer period."""
    counts = Counter(event.happening.day for event in events if event.happening.day)
    if not counts or (max(counts) - min(counts)).days >= MOST_DAYS:
        return []
    most, first = max(counts.values()), min(counts)
    every: list[date] = [first + timedelta(number) for number in range((max(counts) - first).days + 1)]
    return [(day.isoformat(), counts[day], 100 * counts[day] / most) for day in every]


def _silent(events: Iterable[FlatEvent], context: Context, language: Language) -> list[str]:
    """Governorates of the pack's country of which no incident is told: that is silence, not peace."""
    told = {governorate(event.place) for event in events if event.place}
    return [
        (unit.name_en or unit.name_ar) if language == "en" else unit.name_ar
        for unit in context.names.governorates
        if unit.name_ar not in told
    ]


def _grouped(events: Iterable[FlatEvent], words: Wording) -> list[tuple[str, list[FlatEvent]]]:
    """The incidents by where they were, in each unit by day."""

    def key(event: FlatEvent) -> tuple[bool, str]:
        unit = words.unit(event)
        return unit == words.say("unplaced"), unit

    listed = sorted(events, key=lambda event: (key(event), event.days[0] or "9999", event.id))
    return [(unit, list(some)) for (_, unit), some in groupby(listed, key=key)]


def _claimed(event: FlatEvent) -> list[Told]:
    """The claims of an incident, one a report and voice, in the order of printing."""
    listed = sorted(event.told, key=lambda told: (told.published or "9999", told.report))
    seen: dict[tuple[str, tuple[str, ...]], Told] = {}
    for told in listed:
        seen.setdefault((told.report, told.sentences), told)
    return list(seen.values())


def _safe(address: str | None) -> str | None:
    """An address that a reader may follow; a report's own could be anything."""
    return address if address and address.startswith(("https://", "http://")) else None


_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("sijill.export", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
