"""Accounts of control as plain values, each with the keys of the claims behind it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sijill.deriving.containment import Located
from sijill.deriving.control import Account, CampOn, Control, months_of, sides_of
from sijill.deriving.control_intervals import Interval
from sijill.deriving.control_trust import Support
from sijill.deriving.control_words import Word


def account(control: Control, told: Account) -> dict[str, Any]:
    """Who holds a place on a day."""
    return {
        "place": _place(told.place),
        "on": _day(told.day),
        **_interval(told.interval),
        "camps": [_camp(camp) for camp in told.camps],
        "inside": [
            {"place": _place(inner.place), "state": inner.state, "holders": holders_of(inner)}
            for inner in control.inside(told.place, told.day)
        ],
        "unordered": [_word(word) for word in told.unordered],
        "coverage": told.coverage,
    }


def timeline(control: Control, place: Located) -> Iterator[dict[str, Any]]:
    """The intervals, then the words of no known order in one object, and the coverage by month in one."""
    through = control.timeline(place)
    for interval in through.intervals:
        camps = control.camps_on(place, interval, control.told_until(interval))
        yield {"place": _place(place), **_interval(interval), "camps": [_camp(camp) for camp in camps]}
    if through.unordered:
        yield {"place": _place(place), "unordered": [_word(word) for word in through.unordered]}
    months = [control.coverage(place, month) for month in months_of(through)]
    yield {"place": _place(place), "coverage": months}


def holders_of(told: Account) -> list[str]:
    """The ids of all who are told to hold the place or a part of it, in alphabetical order."""
    return sorted({id_ for camp in told.camps for id_ in camp.camp.ids})


def _interval(interval: Interval | None) -> dict[str, Any]:
    if interval is None:
        none: list[Any] = []
        return {
            **dict.fromkeys(("from", "until")),
            **dict.fromkeys(("began", "against", "besides"), none),
            "state": "unknown",
        }
    return {
        "state": interval.state,
        "from": _day(interval.first),
        "until": _day(interval.last),
        "began": [_word(word) for word in interval.began],
        "against": [_word(word) for word in interval.against],
        "besides": [_word(word) for word in interval.besides],
    }


def _camp(told: CampOn) -> dict[str, Any]:
    camp = told.camp
    return {
        "ids": sorted(camp.ids),
        "extent": "whole" if camp.whole else "part",
        "confidence": round(told.confidence, 3),
        "corroborated": told.corroborated,
        "taken_from": sorted(camp.losers),
        "places": list(camp.places),
        "said_by": {standing: _sources(words) for standing, words in sides_of(camp).items()},
        "words": [{**_word(s.word), "standing": s.standing} for s in camp.supports],
    }


def _sources(supports: Iterable[Support]) -> dict[str, Any]:
    claims = [support.word.claim for support in supports]
    return {
        "reports": len({claim.report_id for claim in claims}),
        "outlets": sorted({c.outlet_name or "" for c in claims if not c.confidential} - {""}),
    }


def _word(word: Word) -> dict[str, Any]:
    """A word with its claim's key; of a confidential report neither outlet nor quote."""
    claim, event = word.claim, word.claim.event
    told: dict[str, Any] = {
        "claim": claim.key,
        "says": word.says,
        "ids": sorted(word.ids),
        "extent": word.reach.value,
        "of_unit_around": word.contained,
        "first_day": _day(word.window.first) if word.window else None,
        "last_day": _day(word.window.last) if word.window else None,
        "reported": claim.report.published,
        "confidential": claim.confidential,
        "background": event.background,
    }
    if not claim.confidential:
        told["outlet"] = claim.outlet_name
        told["attribution"] = event.attribution
        told["evidence"] = event.evidence[0]
    return told


def _place(place: Located) -> dict[str, str]:
    return {"key": place.key, "name": place.name, "level": place.level}


def _day(day: int | None) -> str | None:
    return date.fromordinal(day).isoformat() if day is not None else None
