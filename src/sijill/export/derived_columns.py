"""The columns of what is derived: who holds a place, and tallies."""

from datetime import date
from typing import Final

from sijill.deriving.control import Account
from sijill.deriving.tallies import Row
from sijill.deriving.tally_question import Question
from sijill.export.cells import Cell, joined
from sijill.export.columns import Column, Context


def _confidence(account: Account, _: Context) -> Cell:
    return round(max((camp.confidence for camp in account.camps), default=0.0), 3)


def _day(ordinal: int | None) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal is not None else None


CONTROL: Final[tuple[Column[Account], ...]] = (
    Column(name="place_id", value=lambda told, _: told.place.key, en="the place's key", ar="مفتاح المكان"),
    Column(name="place", value=lambda told, _: told.place.name, en="the place in Arabic", ar="المكان"),
    Column(name="level", value=lambda told, _: told.place.level, en="what the place is", ar="مستوى المكان"),
    Column(name="on", value=lambda told, _: _day(told.day), kind="day", en="the day", ar="اليوم"),
    Column(
        name="state",
        value=lambda told, _: told.state,
        en="held, contested or unknown",
        ar="ممسوك أو متنازع عليه أو غير معلوم",
    ),
    Column(
        name="holders",
        value=lambda told, _: joined(tuple(sorted({i for camp in told.camps for i in camp.camp.ids}))),
        en="ids of those who are told to hold it",
        ar="معرّفات من يقال إنهم يمسكون به",
    ),
    Column(
        name="since",
        value=lambda told, _: _day(told.interval.first) if told.interval else None,
        kind="day",
        en="since when, as far as is told",
        ar="منذ متى بحسب ما قيل",
    ),
    Column(
        name="confidence",
        value=_confidence,
        kind="number",
        en="0 to 1, fading without fresh word; no probability",
        ar="من 0 إلى 1، يبهت بلا خبر جديد؛ وليس احتمالا",
    ),
    Column(
        name="corroborated",
        value=lambda told, _: any(camp.corroborated for camp in told.camps),
        kind="boolean",
        en="whether the loser or somebody independent says so too",
        ar="هل قال به الخاسر أو مستقل",
    ),
    Column(
        name="claims",
        value=lambda told, _: joined(
            tuple(dict.fromkeys(s.word.claim.key for camp in told.camps for s in camp.camp.supports))
        ),
        en="keys of the claims behind it",
        ar="مفاتيح الادعاءات",
    ),
)


def tally_columns(question: Question) -> tuple[Column[Row], ...]:
    """The keys asked for, then the figures."""
    keys = tuple(
        Column[Row](
            name=key,
            value=lambda told, _, at=at: told.cell[at],  # type: ignore[misc]
            en=f"the {key}; empty where nobody tells",
            ar="فارغ حيث لم يُذكر",
        )
        for at, key in enumerate(question.by)
    )
    return (*keys, *_FIGURES)


def _claimed(told: Row, _: Context) -> Cell:
    return joined(
        tuple(
            f"{standing} {sum(part.estimate.best for part in parts)}"
            for standing, parts in told.by_standing.items()
        )
    )


_FIGURES: Final[tuple[Column[Row], ...]] = (
    Column(name="low", value=lambda told, _: told.estimate.low, kind="integer", en="lowest", ar="الأدنى"),
    Column(name="best", value=lambda told, _: told.estimate.best, kind="integer", en="best", ar="الأرجح"),
    Column(
        name="high", value=lambda told, _: told.estimate.high, kind="integer", en="highest told", ar="الأعلى"
    ),
    Column(
        name="open_ended",
        value=lambda told, _: told.estimate.open_ended,
        kind="integer",
        en="incidents of which somebody told no upper bound",
        ar="حوادث لم يذكر أحدهم حدها الأعلى",
    ),
    Column(
        name="incidents", value=lambda told, _: len(told.parts), kind="integer", en="incidents", ar="الحوادث"
    ),
    Column(
        name="disputed",
        value=lambda told, _: told.disputed,
        kind="integer",
        en="incidents that some claim denies",
        ar="حوادث ينفيها بعضهم",
    ),
    Column(
        name="claimed",
        value=_claimed,
        en="the best number by the words of each side, independent and unplaced voices alone",
        ar="الأرجح بحسب كل طرف وحده، والمستقلين، ومن لا يُعرف طرفه",
    ),
    Column(
        name="claims",
        value=lambda told, _: joined(tuple(told.claims)),
        en="keys of the claims",
        ar="مفاتيح الادعاءات",
    ),
)
