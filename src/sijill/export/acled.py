"""ACLED-shaped CSV: its columns, its hierarchy of sub-event types, the lowest of differing fatalities.

By ACLED's codebook as it stands after October 2024 (https://acleddata.com/methodology/acled-codebook): types
of actors and interactions are texts, the columns are those of its table 1. What a type of ours is in ACLED's
terms stands in the packs (`acled.yaml`). It is shaped like ACLED's data and is not ACLED's: no person has
reviewed it, and nobody at ACLED has seen it.
"""

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from sijill.deriving.conventions import ACLED
from sijill.export.acled_actors import Acting, Actors
from sijill.export.cells import Cell, joined
from sijill.export.columns import PROVENANCE, Column, Context
from sijill.export.events import FlatEvent
from sijill.export.placing import Point, point_of
from sijill.packs import Pack
from sijill.record import GROUPS

UNDATED: Final = "no day is told, or none closer than a month"
UNPLACED: Final = "placed nowhere, in a country alone, or where no table puts a point"
UNNAMED: Final = "a battle of which no party is named"
NO_EQUIVALENT: Final = "a type that ACLED does not code"
MERGED: Final = "joined with another event of the same actors, place and day"


class AcledEvent(Struct, frozen=True, kw_only=True):
    """A row, by the names of ACLED's columns; beside them where it comes from."""

    event_id_cnty: str
    event_date: str
    year: int
    time_precision: int
    disorder_type: str
    event_type: str
    sub_event_type: str
    actor1: str
    assoc_actor_1: str
    inter1: str
    actor2: str
    assoc_actor_2: str
    inter2: str
    interaction: str
    civilian_targeting: str
    iso: int | None
    region: str
    country: str
    admin1: str
    admin2: str
    admin3: str
    location: str
    latitude: float
    longitude: float
    geo_precision: int
    source: str
    source_scale: str
    notes: str
    fatalities: int
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    rank: int


class Coder:
    """Codes events as ACLED would; `dropped` counts those that it has no place for, by reason."""

    def __init__(self, pack: Pack, context: Context) -> None:
        self._context = context
        self._table: dict[str, Any] = context.names.table("acled", "sub_events")
        self._countries: dict[str, dict[str, Any]] = self._table.get("countries", {})
        self._rank = {sub["name"]: number for number, sub in enumerate(self._table["sub_events"])}
        self._scales = {source.id: (source.kind, source.country) for source in pack.sources}
        self._actors = Actors(pack, self._table, context.names)
        self.dropped: Counter[str] = Counter()

    def coded(self, events: Iterable[FlatEvent]) -> list[AcledEvent]:
        """The rows in the order of their days, events of the same actors, place and day joined."""
        rows = [row for event in events if (row := self._coded(event))]
        return sorted(self._joined(rows), key=lambda row: (row.event_date, row.event_id_cnty))

    def _coded(self, event: FlatEvent) -> AcledEvent | None:
        when, where = _day(event), point_of(event.place, self._context.names)
        rules = self._table["types"].get(event.type)
        reason = (
            NO_EQUIVALENT
            if rules is None
            else UNDATED
            if when is None
            else UNPLACED
            if where is None
            else None
        )
        if reason or rules is None or when is None or where is None:
            self.dropped[reason or UNPLACED] += 1
            return None
        day, time_precision = when
        country = self._country(where.country)
        told = self._context.figures.of(event, "killed", ACLED)
        fatalities = told.low if told else 0
        acting = self._actors.of(event, day, where.country, country)
        if GROUPS[event.happening.type] == "fighting" and not (acting.actor1 or acting.actor2):
            self.dropped[UNNAMED] += 1
            return None
        sub_event = self._sub_event(rules, event, acting, fatalities)
        known = self._table["sub_events"][self._rank[sub_event]]
        acting = self._actors.completed(acting, known["event"], country)
        about = self._countries.get(where.country, {})
        return AcledEvent(
            event_id_cnty=f"{about.get('iso3', where.country)}-sijill-{event.id}",
            event_date=day.isoformat(),
            year=day.year,
            time_precision=time_precision,
            disorder_type=known["disorder"],
            event_type=known["event"],
            sub_event_type=sub_event,
            actor1=acting.actor1,
            assoc_actor_1=joined(acting.assoc1) or "",
            inter1=acting.inter1,
            actor2=acting.actor2,
            assoc_actor_2=joined(acting.assoc2) or "",
            inter2=acting.inter2,
            interaction=self._actors.interaction(acting),
            civilian_targeting=self._targeting(known["event"], acting),
            iso=about.get("iso"),
            region=about.get("region", ""),
            country=country,
            admin1=where.admin[0],
            admin2=where.admin[1],
            admin3=where.admin[2],
            location=where.name,
            latitude=_four_places(where.lat),
            longitude=_four_places(where.lon),
            geo_precision=where.geo_precision,
            source=joined(tuple(dict.fromkeys(self._outlets(event)))) or "",
            source_scale=self._scale(event, where.country),
            notes=self._notes(event, day, where, acting),
            fatalities=fatalities,
            claims=tuple(told.claim for told in event.told),
            reports=tuple(dict.fromkeys(told.report for told in event.told)),
            rank=self._rank[sub_event],
        )

    def _sub_event(self, rules: dict[str, str], event: FlatEvent, acting: Acting, fatalities: int) -> str:
        if fatalities and "deadly" in rules:
            return rules["deadly"]
        if event.ids("recipient") and "taken" in rules:
            return rules["taken"]
        if acting.inter2 == self._table["kinds"]["people"] and "on_civilians" in rules:
            return rules["on_civilians"]
        if acting.inter1 == self._table["kinds"]["state"] and "by_state" in rules:
            return rules["by_state"]
        return rules["is"]

    def _targeting(self, event_type: str, acting: Acting) -> str:
        """Civilians the main or only target: of violence against them always, of fire from afar if named."""
        civilian = acting.inter2 == self._table["kinds"]["people"]
        targeted = event_type == "Violence against civilians" or (
            event_type == "Explosions/Remote violence" and civilian
        )
        return str(self._table["civilian_targeting"]) if targeted else ""

    def _country(self, code: str) -> str:
        return self._context.names.country(code, "en")

    def _outlets(self, event: FlatEvent) -> Iterator[str]:
        return (self._context.names.outlet(told.outlet) for told in event.told if told.outlet)

    def _scale(self, event: FlatEvent, country: str) -> str:
        """How close the outlets are to the event; of outlets that the pack lacks nothing is said."""
        scales, region = self._table["scales"], self._countries.get(country, {}).get("region")
        found: dict[str, None] = {}
        for told in event.told:
            kind, home = self._scales.get(told.outlet or "", ("", ""))
            if kind == "party":
                found[scales["party"]] = None
            elif home:
                near = self._countries.get(home, {}).get("region") == region
                found[scales["own" if home == country else "region" if near else "abroad"]] = None
        return "-".join(sorted(found))

    def _notes(self, event: FlatEvent, day: date, where: Point, acting: Acting) -> str:
        names, figures = self._context.names, self._context.figures.of(event, "killed")
        who = " and ".join(name for name in (acting.actor1, acting.actor2) if name)
        what = names.label("types", event.type, "en").lower()
        said = [f"On {day.day} {calendar.month_name[day.month]} {day.year}, {what}: {who or 'nobody named'}"]
        told_at = event.place.name if event.place else ""
        said[0] += f"; {where.name}" + (
            f" ({', '.join(a for a in where.admin if a)})" if where.admin[0] else ""
        )
        if where.geo_precision > 1 and told_at:
            said.append(f"The place as told: {told_at}")
        if event.standings:
            claimed = ", ".join(names.standing(standing, "en") for standing in event.standings)
            said.append(f"Told by {event.sources} independent source(s), speaking for: {claimed}")
        if figures and (figures.low != figures.high or figures.open_ended):
            more = " or more" if figures.open_ended else ""
            said.append(f"Killed by the reports: {figures.low} to {figures.high}{more}; the lowest is coded")
        if event.differing:
            said.append(f"Reports differ on: {', '.join(event.differing)}")
        if event.denials:
            said.append(f"Denied by {event.denials} claim(s)")
        return ". ".join(said) + ". Machine-coded."

    def _joined(self, rows: Iterable[AcledEvent]) -> Iterator[AcledEvent]:
        """One event of the same actors in one place on one day, the highest in the hierarchy (codebook)."""
        together: dict[tuple[object, ...], AcledEvent] = {}
        for row in rows:
            alone = row.time_precision != 1 or row.event_type == "Strategic developments"
            key = (
                (row.event_id_cnty,)
                if alone
                else (row.event_date, row.location, row.admin2, frozenset((row.actor1, row.actor2)))
            )
            if key in together:
                self.dropped[MERGED] += 1
                together[key] = _one_of(together[key], row)
            else:
                together[key] = row
        return iter(together.values())


def _one_of(first: AcledEvent, second: AcledEvent) -> AcledEvent:
    higher, lower = sorted((first, second), key=lambda row: (row.rank, row.event_id_cnty))
    return replace(
        higher,
        fatalities=higher.fatalities + lower.fatalities,
        notes=f"{higher.notes} Joined with {lower.event_id_cnty}: {lower.notes}",
        source=joined(tuple(dict.fromkeys((*higher.source.split("; "), *lower.source.split("; "))))) or "",
        claims=tuple(dict.fromkeys((*higher.claims, *lower.claims))),
        reports=tuple(dict.fromkeys((*higher.reports, *lower.reports))),
    )


def _day(event: FlatEvent) -> tuple[date, int] | None:
    """The day and its precision: 1 the day, 2 a week (its middle), 3 a month (its middle or an end)."""
    window = event.happening.window
    if window is None or window.days > (ACLED.coarsest or window.days):
        return None
    first, last = date.fromordinal(window.first), date.fromordinal(window.last)
    if window.days == 1:
        return first, 1 if window.told else 2
    middle = date.fromordinal((window.first + window.last) // 2)
    if window.days <= 7:
        return middle, 2
    if (first.year, first.month) == (last.year, last.month):
        # «مطلع» and «أواخر» of a month stand for its first and its last day.
        if first.day == 1 and last.day <= 10:
            return first, 3
        if first.day >= 20 and last.day == calendar.monthrange(last.year, last.month)[1]:
            return last, 3
    return middle, 3


def _four_places(degrees: float) -> float:
    return round(degrees, 4)


def _column(name: str, en: str, ar: str, kind: Any = "text") -> Column[AcledEvent]:
    def value(row: AcledEvent, _: Context) -> Cell:
        found: Cell = getattr(row, name)
        return found

    return Column(name=name, value=value, en=en, ar=ar, kind=kind)


COLUMNS: Final[tuple[Column[AcledEvent], ...]] = (
    _column(
        "event_id_cnty",
        "country and Sijill's id of the incident; no id of ACLED's",
        "البلد ومعرّف الحادثة في سجل؛ ليس معرّفا من ACLED",
    ),
    _column("event_date", "the day, or the middle of the time told", "اليوم أو وسط المدة المذكورة", "day"),
    _column("year", "the year", "السنة", "integer"),
    _column("time_precision", "1 day, 2 week, 3 month", "1 يوم، 2 أسبوع، 3 شهر", "integer"),
    _column("disorder_type", "by the sub-event type", "بحسب النوع الفرعي"),
    _column("event_type", "by the sub-event type", "بحسب النوع الفرعي"),
    _column(
        "sub_event_type", "from the type; detentions by who detains", "من النوع؛ والاحتجاز بحسب من يحتجز"
    ),
    _column(
        "actor1",
        "who did it, the pack's neutral name; no name from ACLED's list",
        "الفاعل باسمه المحايد في الحزمة، لا باسمه عند ACLED",
    ),
    _column("assoc_actor_1", "who stood beside actor1", "من كان مع الطرف الأول"),
    _column("inter1", "type of actor1, as text", "نوع الطرف الأول نصا"),
    _column(
        "actor2",
        "the other side; of violence against civilians the target",
        "الطرف الآخر؛ وفي العنف ضد المدنيين المستهدَف",
    ),
    _column("assoc_actor_2", "who stood beside actor2", "من كان مع الطرف الثاني"),
    _column("inter2", "type of actor2, as text", "نوع الطرف الثاني نصا"),
    _column("interaction", "both types, as text", "النوعان معا نصا"),
    _column(
        "civilian_targeting",
        "civilians the main or only target, or empty",
        "هل كان المدنيون الهدف الرئيس أو الوحيد",
    ),
    _column("iso", "ISO 3166-1 number of the country", "رقم البلد", "integer"),
    _column("region", "ACLED's region", "الإقليم عند ACLED"),
    _column("country", "the country in English", "البلد"),
    _column("admin1", "governorate", "المحافظة"),
    _column("admin2", "district", "المديرية"),
    _column("admin3", "subdistrict", "العزلة"),
    _column("location", "the place, or the unit that stands for it", "المكان أو الوحدة التي تنوب عنه"),
    _column("latitude", "WGS 84, four places", "خط العرض", "number"),
    _column("longitude", "WGS 84, four places", "خط الطول", "number"),
    _column(
        "geo_precision",
        "1 a named place, 2 a district or part of one, 3 a larger region",
        "1 مكان مسمى، 2 مديرية أو جزء منها، 3 منطقة أكبر",
        "integer",
    ),
    _column("source", "the outlets", "الوسائل الإعلامية"),
    _column(
        "source_scale",
        "how close the outlets are; Other: a party's own",
        "مدى قرب الوسائل من الحدث؛ Other لوسيلة طرف",
    ),
    _column("notes", "made by the program, with no words of a report", "يكتبه البرنامج بلا ألفاظ التقارير"),
    _column(
        "fatalities",
        "the lowest of the numbers told; 0 if none is",
        "أدنى الأعداد المذكورة؛ و0 إن لم يُذكر عدد",
        "integer",
    ),
    Column(name="tags", value=lambda _row, _context: None, en="empty: not coded", ar="فارغ: لا يُرمَّز"),
    Column(
        name="timestamp",
        value=lambda _row, _context: None,
        en="empty: never uploaded to ACLED",
        ar="فارغ: لم يُرفع إلى ACLED",
    ),
    Column(
        name="claims",
        value=lambda row, _: joined(row.claims),
        en="keys of the claims behind it",
        ar="مفاتيح الادعاءات",
    ),
    Column(
        name="reports",
        value=lambda row, _: joined(row.reports),
        en="ids of the reports",
        ar="معرّفات التقارير",
    ),
    *PROVENANCE,
)
