"""UCDP GED-shaped CSV: low, best and high, deaths by side, whose claim it is.

The columns are those of GED 23.1 to 25.1. Ids of UCDP's own conflicts, dyads and actors are not made up: they
stay empty. It is shaped like UCDP's data and is not UCDP's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import Struct

from sijill.deriving.conventions import UCDP
from sijill.deriving.estimates import CIVILIANS, Estimate
from sijill.export.cells import Cell, joined
from sijill.export.columns import PROVENANCE, CellKind, Column, Context
from sijill.export.events import FlatEvent
from sijill.export.placing import Point, point_of
from sijill.export.sides import Sides, kind_of, sides_of
from sijill.packs import Pack
from sijill.record import GROUPS, Attribution

NO_DEATH: Final = "no death is told in low, best or high"
NO_ARMED_FORCE: Final = "no use of armed force (fighting, remote violence, violence against civilians)"
UNNAMED: Final = "no armed party is named as having done it, or nobody as having suffered it"
UNPLACED: Final = "no place is told"
UNDATED: Final = "no day is told, or none closer than a year"


class UcdpEvent(Struct, frozen=True, kw_only=True):
    """What is told of an event in UCDP's terms; the columns that stay empty have no field here."""

    event: FlatEvent
    sides: Sides
    side_a: str
    side_b: str
    type_of_violence: int
    deaths_a: int
    deaths_b: int
    deaths_civilians: int
    deaths_unknown: int
    low: int
    high: int
    point: Point | None
    where_prec: int
    date_prec: int
    event_clarity: int

    @property
    def best(self) -> int:
        """The sum of deaths by side, of civilians and of those whose nobody tells."""
        return self.deaths_a + self.deaths_b + self.deaths_civilians + self.deaths_unknown


class Coder:
    """Codes events as UCDP would; `dropped` counts those that it has no place for, by reason."""

    def __init__(self, pack: Pack, context: Context) -> None:
        self._pack = pack
        self._context = context
        self._table: dict[str, Any] = context.names.table("ucdp", "date_prec")
        self.dropped: Counter[str] = Counter()

    def coded(self, events: Iterable[FlatEvent]) -> Iterator[UcdpEvent]:
        """The rows, in the order in which the events come."""
        for event in events:
            told = self._context.figures.of(event, "killed", UCDP)
            if reason := self._no_place_for(event, told):
                self.dropped[reason] += 1
            elif told is not None:
                yield self._coded(event, told)

    def _no_place_for(self, event: FlatEvent, told: Estimate | None) -> str | None:
        """Why it is no event of organised violence to UCDP; None if it is."""
        window, group = event.happening.window, GROUPS[event.happening.type]
        if group not in ("fighting", "remote", "civilians"):
            return NO_ARMED_FORCE
        if told is None or not told.high:
            return NO_DEATH
        if window is None or window.days > self._table["date_prec"][-1]:
            return UNDATED
        if event.place is None:
            return UNPLACED
        sides = self._armed(sides_of(event))
        against_civilians = group == "civilians" or self._deaths(event, sides, told)[2]
        return None if sides.one and (sides.other or against_civilians) else UNNAMED

    def _coded(self, event: FlatEvent, told: Estimate) -> UcdpEvent:
        sides = self._armed(sides_of(event))
        a, b, civilians, unknown = self._deaths(event, sides, told)
        window = event.happening.window
        days = window.days if window else 0
        bounds = self._table["date_prec"]
        date_prec = next(number for number, most in enumerate(bounds, 1) if days <= most)
        if window and not window.told and date_prec == 1:
            # News without a day of its own was on the day of its report or shortly before.
            date_prec = 2
        one_sided = not sides.other
        return UcdpEvent(
            event=event,
            sides=sides,
            side_a=self._called(sides.one),
            side_b=self._called(sides.other) or "Civilians",
            type_of_violence=3 if one_sided else 1 if self._governed(sides) else 2,
            deaths_a=a,
            deaths_b=b,
            deaths_civilians=civilians,
            deaths_unknown=unknown,
            low=min(told.low, a + b + civilians + unknown),
            high=max(told.high, a + b + civilians + unknown),
            point=point_of(event.place, self._context.names),
            where_prec=self._where(event),
            date_prec=date_prec,
            event_clarity=1 if days <= self._table["clear_days"] else 2,
        )

    def _armed(self, sides: Sides) -> Sides:
        """The sides without civilians; a government is side A where only the other side is one (UCDP)."""
        civilians = self._table["civilians"]
        one = tuple(id_ for id_ in sides.one if id_ not in civilians)
        other = tuple(id_ for id_ in sides.other if id_ not in civilians)
        if one and other and self._is_government(other[0]) and not self._is_government(one[0]):
            one, other = other, one
        return Sides(one, other)

    def _governed(self, sides: Sides) -> bool:
        return any(self._is_government(id_) for id_ in (*sides.one[:1], *sides.other[:1]))

    def _is_government(self, id_: str) -> bool:
        return kind_of(self._pack, id_) in self._table["governments"]

    def _deaths(self, event: FlatEvent, sides: Sides, told: Estimate) -> tuple[int, int, int, int]:
        """The best number of dead of A, of B, of civilians, and of whom nobody says whose they were."""
        found = [0, 0, 0, 0]
        civilians = {CIVILIANS, *self._table["civilians"]}
        for whose, estimate in self._context.figures.by_party(event, "killed", UCDP).items():
            of = 2 if whose in civilians else 0 if whose in sides.one else 1 if whose in sides.other else 3
            found[of] += estimate.best
        found[3] += max(told.best - sum(found), 0)
        return found[0], found[1], found[2], found[3]

    def _where(self, event: FlatEvent) -> int:
        """How close the point is: that of the place itself, or of the unit that stands for it."""
        point = point_of(event.place, self._context.names)
        level = point.level if point else event.place.level if event.place else "country"
        return int(self._table["where_prec"][level])

    def _called(self, ids: tuple[str, ...]) -> str:
        return joined(tuple(self._context.names.actor(id_, "en") for id_ in ids)) or ""


def _each(of: Any) -> Any:
    return lambda row, context: joined(tuple(dict.fromkeys(value for value in of(row, context) if value)))


def _claimant(said: Attribution, context: Context) -> str:
    """Whose word it is: the source's kind, and its neutral name where it is listed."""
    kind = context.names.label("attributions", said.kind, "en")
    return f"{context.names.actor(said.id, 'en')} ({kind})" if said.id else kind


def _titles(row: UcdpEvent, _: Context) -> list[str | None]:
    return [told.title for told in row.event.told]


def _days(row: UcdpEvent, _: Context) -> list[str | None]:
    return [told.published for told in row.event.told]


def _offices(row: UcdpEvent, context: Context) -> list[str | None]:
    return [context.names.outlet(told.outlet) if told.outlet else None for told in row.event.told]


def _articles(row: UcdpEvent, context: Context) -> list[str | None]:
    return [
        '"' + ",".join(part or "" for part in (office, told.published, told.title)) + '"'
        for told, office in zip(row.event.told, _offices(row, context), strict=True)
    ]


def _point(of: str) -> Any:
    return lambda row, _: getattr(row.point, of) if row.point else None


def _wkt(row: UcdpEvent, _: Context) -> Cell:
    point = row.point
    return (
        f"POINT ({point.lon:g} {point.lat:g})"
        if point and point.lat is not None and point.lon is not None
        else None
    )


def _empty(name: str) -> Column[UcdpEvent]:
    return Column(
        name=name,
        value=lambda _row, _context: None,
        en="empty: UCDP's own, not made up here",
        ar="فارغ: رقم تضعه UCDP ولا يُختلق هنا",
    )


def _of(name: str, en: str, ar: str, value: Any = None, kind: CellKind = "text") -> Column[UcdpEvent]:
    return Column(name=name, value=value or (lambda row, _: getattr(row, name)), en=en, ar=ar, kind=kind)


COLUMNS: Final[tuple[Column[UcdpEvent], ...]] = (
    _of("id", "Sijill's id of the incident", "معرّف الحادثة في سجل", lambda row, _: row.event.id),
    _empty("relid"),
    _of(
        "year",
        "year of the last day",
        "سنة آخر يوم",
        lambda row, _: int((row.event.days[1] or "0")[:4]),
        "integer",
    ),
    _empty("active_year"),
    _of(
        "code_status",
        "always «Machine-coded»: nobody has checked it",
        "مرمَّز آليا دائما: لم يراجعه أحد",
        lambda _row, _context: "Machine-coded",
    ),
    _of(
        "type_of_violence",
        "1 a government and armed others, 2 armed others, 3 against civilians",
        "1 حكومة وطرف مسلح، 2 طرفان مسلحان، 3 على المدنيين؛ بحسب أنواع الأطراف في الحزمة",
        kind="integer",
    ),
    *map(_empty, ("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id")),
    _of(
        "dyad_name",
        "both sides",
        "الطرفان",
        lambda row, _: " - ".join(side for side in (row.side_a, row.side_b) if side) or None,
    ),
    *map(_empty, ("side_a_dset_id", "side_a_new_id")),
    _of(
        "side_a",
        "the government, where only one side is one; else who began",
        "الحكومة إن كان أحد الطرفين وحده حكومة، وإلا فمن بدأ",
    ),
    *map(_empty, ("side_b_dset_id", "side_b_new_id")),
    _of("side_b", "the other side, or Civilians", "الطرف الآخر أو المدنيون"),
    _of(
        "number_of_sources",
        "independent sources",
        "المصادر المستقلة",
        lambda row, _: row.event.sources,
        "integer",
    ),
    _of(
        "source_article",
        "the reports: outlet, day, title",
        "التقارير: الوسيلة واليوم والعنوان",
        _each(_articles),
    ),
    _of("source_office", "the outlets", "الوسائل الإعلامية", _each(_offices)),
    _of("source_date", "days of publication", "أيام النشر", _each(_days)),
    _of(
        "source_headline", "titles, as far as they may be shown", "العناوين بقدر ما يجوز عرضه", _each(_titles)
    ),
    _of(
        "source_original",
        "the claimants: whose word it is",
        "أصحاب القول",
        _each(lambda row, context: [_claimant(told.said, context) for told in row.event.told]),
    ),
    _of(
        "where_prec",
        "1 the place, 3 district, 4 governorate, 5 region, 6 country or nowhere told",
        "1 المكان نفسه، 3 مديرية، 4 محافظة، 5 إقليم، 6 بلد أو لم يُذكر",
        kind="integer",
    ),
    _of(
        "where_coordinates",
        "the place that the point stands for",
        "المكان الذي تدل عليه النقطة",
        _point("name"),
    ),
    _of(
        "where_description",
        "the place as told, in Arabic",
        "المكان كما ذُكر",
        lambda row, _: row.event.place.name if row.event.place else None,
    ),
    _of("adm_1", "governorate", "المحافظة", lambda row, _: row.point.admin[0] or None if row.point else None),
    _of("adm_2", "district", "المديرية", lambda row, _: row.point.admin[1] or None if row.point else None),
    _of("latitude", "degrees, WGS 84", "خط العرض", _point("lat"), "number"),
    _of("longitude", "degrees, WGS 84", "خط الطول", _point("lon"), "number"),
    _of("geom_wkt", "the point as text", "النقطة نصا", _wkt),
    _empty("priogrid_gid"),
    _of(
        "country",
        "the country in English",
        "البلد",
        lambda row, context: (
            context.names.country(row.event.place.country, "en")
            if row.event.place and row.event.place.country
            else None
        ),
    ),
    _empty("country_id"),
    _empty("region"),
    _of(
        "event_clarity",
        "1 a single event, 2 told as a sum over a longer time",
        "1 حدث واحد، 2 مجمل عن مدة أطول",
        kind="integer",
    ),
    _of(
        "date_prec",
        "1 the day, 2 up to six days, 3 a week, 4 a month, 5 longer",
        "1 اليوم، 2 حتى ستة أيام، 3 أسبوع، 4 شهر، 5 أطول",
        kind="integer",
    ),
    _of("date_start", "first day", "أول يوم", lambda row, _: row.event.days[0], "day"),
    _of("date_end", "last day", "آخر يوم", lambda row, _: row.event.days[1], "day"),
    _of("deaths_a", "dead of side A, best number", "قتلى الطرف الأول", kind="integer"),
    _of("deaths_b", "dead of side B, best number", "قتلى الطرف الثاني", kind="integer"),
    _of("deaths_civilians", "dead civilians, best number", "القتلى المدنيون", kind="integer"),
    _of(
        "deaths_unknown",
        "dead of whom nobody says whose they were",
        "قتلى لم يُذكر لأي طرف هم",
        kind="integer",
    ),
    _of(
        "best",
        "the sum of the four: an independent number where there is one",
        "مجموع الأربعة: عدد مستقل إن وُجد",
        kind="integer",
    ),
    _of("high", "the highest number told", "أعلى عدد", kind="integer"),
    _of("low", "the lowest number told", "أدنى عدد", kind="integer"),
    *map(_empty, ("gwnoa", "gwnob")),
    _of(
        "claims",
        "keys of the claims behind it",
        "مفاتيح الادعاءات",
        lambda row, _: joined(tuple(told.claim for told in row.event.told)),
    ),
    _of(
        "reports",
        "ids of the reports",
        "معرّفات التقارير",
        lambda row, _: joined(tuple(dict.fromkeys(told.report for told in row.event.told))),
    ),
    *PROVENANCE,
)
