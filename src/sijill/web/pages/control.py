"""Who is told to hold each place on a day, on a map and in a table; and one place through time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from msgspec import Struct

from sijill.deriving.containment import Located
from sijill.deriving.control import Account, Control, months_of, sides_of
from sijill.deriving.control_intervals import Interval, Timeline
from sijill.deriving.control_words import Word
from sijill.packs import Pack
from sijill.record import ReportError, day
from sijill.web.asking import Asking, AtDesk, Viewer
from sijill.web.desk.material import Material
from sijill.web.desk.showing import sees_names, shown_claim
from sijill.web.errors import not_found
from sijill.web.pages.labels import Labels
from sijill.web.pages.outlines import WIDTH, Frame, frame_around, paths, units_around
from sijill.web.pages.placing import DRAWN
from sijill.web.pages.rendering import labels_here, page

router = APIRouter()

COLOURS: Final = 7
"""Holders with a colour of their own, most places first; all others share one."""
RADIUS: Final = {"exact": 5.0, "area": 9.0, "wide": 15.0}


class Drawn(Struct, frozen=True, kw_only=True):
    """A place on the map of control: `colours` are those of its holders."""

    account: Account
    x: float
    y: float
    radius: float
    colours: tuple[int, ...]


class Map(Struct, frozen=True, kw_only=True):
    """The map of control: outlines, and the places told of that have a point."""

    width: int
    height: int
    outlines: list[tuple[str, str]]
    places: list[Drawn]


@router.get("/control")
def control(request: Request, viewer: Asking, desk: AtDesk) -> HTMLResponse:
    """The places of which anything is told on a day."""
    material = desk.material
    on = _day(request.query_params.get("on"), material.last_day)
    accounts = _on(material, on) if on else []
    state = request.query_params.get("state", "")
    words = request.query_params.get("q", "").strip()
    labels = labels_here(request, viewer)
    # A key that is made of a name is of a place that no gazetteer has.
    accounts = [account for account in accounts if "~" not in account.place.key or sees_names(viewer)]
    shown = [account for account in accounts if _fits(account, state, words, labels)]
    here = {place.id for place in desk.pack.places if place.country == desk.pack.country}
    colours = _colours([account for account in accounts if account.place.key in here] or accounts)
    return page(
        request,
        "control.html",
        viewer,
        here="control",
        on=on.isoformat() if on else "",
        accounts=sorted(shown, key=_order),
        of=len(accounts),
        states=Counter(account.state for account in accounts),
        state=state,
        words=words,
        drawn=_drawn(shown, desk.pack, colours),
        colours=colours,
    )


class Told(Struct, frozen=True, kw_only=True):
    """A word on a place, as the reader may see it: whose, and its sentence, None where that is withheld."""

    word: Word
    standing: str
    sentence: str | None


class Span(Struct, frozen=True, kw_only=True):
    """An interval of a timeline, with the words of each kind, and where it lies in the drawing (0 to 100)."""

    interval: Interval
    first: str
    last: str | None
    camps: list[tuple[tuple[str, ...], float, bool, bool, list[Told]]]
    began: list[Told]
    against: list[Told]
    besides: list[Told]
    start: float
    width: float
    colour: int


@router.get("/control/{key:path}")
def place(request: Request, viewer: Asking, desk: AtDesk, key: str) -> HTMLResponse:
    """One place through time."""
    account = desk.material.control
    located = next((place for place in account.places if place.key == key), None)
    if located is None or ("~" in key and not sees_names(viewer)):
        raise not_found("place told of", key)
    through = account.timeline(located)
    colour_of: dict[tuple[str, ...], int] = {}
    spans = list(_spans(account, located, through, viewer, colour_of))
    months = [account.coverage(located, month) for month in months_of(through)]
    day_ = _day(request.query_params.get("on"), desk.material.last_day)
    return page(
        request,
        "control_place.html",
        viewer,
        here="control",
        place=located,
        spans=spans[::-1],
        drawn=spans,
        colour_of=colour_of,
        unordered=[_told(word, "", viewer) for word in through.unordered],
        months=months,
        most=max((month.reports for month in months), default=0),
        inside=account.inside(located, day_.toordinal()) if day_ else [],
    )


def _day(written: str | None, last: str | None) -> date | None:
    try:
        asked = day(written) or last
    except ReportError:
        asked = last
    return date.fromisoformat(asked) if asked else None


def _on(material: Material, day: date) -> list[Account]:
    """The accounts of a day, kept until the register changes: readers ask for the same day again."""
    key = ("control", day)
    if key not in material.answers:
        material.answers[key] = material.control.map_on(day.toordinal())
    found: list[Account] = material.answers[key]
    return found


def _fits(account: Account, state: str, words: str, labels: Labels) -> bool:
    if state and account.state != state:
        return False
    name = f"{account.place.name} {labels.located(account.place.key, account.place.name)}"
    return words.lower() in name.lower()


def _order(account: Account) -> tuple[int, str]:
    return ({"contested": 0, "held": 1, "unknown": 2}[account.state], account.place.name)


def _holders(account: Account) -> list[str]:
    return [id_ for camp in account.camps for id_ in sorted(camp.camp.ids)]


def _colours(accounts: Iterable[Account]) -> dict[str, int]:
    """Which holder has which colour: by how many places, so that no party has one of its own for good."""
    counts = Counter(id_ for account in accounts for id_ in set(_holders(account)))
    ranked = sorted(counts, key=lambda id_: (-counts[id_], id_))
    return {id_: min(at, COLOURS) for at, id_ in enumerate(ranked)}


def _drawn(accounts: list[Account], pack: Pack, colours: dict[str, int]) -> Map | None:
    corners = units_around()
    if not corners:
        return None
    frame = frame_around(corners)
    points = {place.id: (place.lon, place.lat) for place in pack.places}
    return Map(
        width=WIDTH,
        height=frame.height,
        outlines=list(paths(frame)),
        places=sorted(_placed(accounts, points, frame, colours), key=lambda one: -one.radius),
    )


def _placed(
    accounts: Iterable[Account],
    points: dict[str, tuple[float | None, float | None]],
    frame: Frame,
    colours: dict[str, int],
) -> Iterator[Drawn]:
    for account in accounts:
        lon, lat = points.get(account.place.key, (None, None))
        if lon is None or lat is None or account.place.level == "country":
            continue
        x, y = frame.xy(lon, lat)
        if 0 <= x <= WIDTH and 0 <= y <= frame.height:
            own = tuple(dict.fromkeys(colours[id_] for id_ in _holders(account)))
            radius = RADIUS[DRAWN[account.place.level]]
            yield Drawn(account=account, x=x, y=y, radius=radius, colours=own)


def _spans(
    account: Control,
    place: Located,
    through: Timeline,
    viewer: Viewer,
    colour_of: dict[tuple[str, ...], int],
) -> Iterator[Span]:
    """The intervals of a place; `colour_of` is filled with the colour of each camp, in order of time."""
    if not through.intervals:
        return
    first = through.intervals[0].first
    last = max(i.last if i.last is not None else account.told_until(i) + 30 for i in through.intervals)
    wide = max(1, last - first + 1)
    for interval in through.intervals:
        camps = account.camps_on(place, interval, account.told_until(interval))
        for camp in camps:
            colour_of.setdefault(tuple(sorted(camp.camp.ids)), min(len(colour_of), COLOURS))
        held = camps and interval.state == "held"
        colour = colour_of[tuple(sorted(camps[0].camp.ids))] if held else -1
        until = interval.last if interval.last is not None else last
        yield Span(
            interval=interval,
            first=date.fromordinal(interval.first).isoformat(),
            last=date.fromordinal(interval.last).isoformat() if interval.last is not None else None,
            camps=[
                (
                    tuple(sorted(camp.camp.ids)),
                    camp.confidence,
                    camp.corroborated,
                    camp.camp.whole,
                    [
                        _told(support.word, standing, viewer)
                        for standing, supports in sides_of(camp.camp).items()
                        for support in supports
                    ],
                )
                for camp in camps
            ],
            began=[_told(word, "", viewer) for word in interval.began],
            against=[_told(word, "", viewer) for word in interval.against],
            besides=[_told(word, "", viewer) for word in interval.besides],
            start=round(100 * (interval.first - first) / wide, 2),
            width=round(100 * (until - interval.first + 1) / wide, 2),
            colour=colour,
        )


def _told(word: Word, standing: str, viewer: Viewer) -> Told:
    seen = shown_claim(word.claim, viewer)
    sentence = seen.event.evidence[0].text if seen and seen.event.evidence else None
    return Told(word=word, standing=standing, sentence=sentence)
