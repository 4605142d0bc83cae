"""The columns of the flat forms: each is defined once, with what it holds in English and Arabic."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, Generic, Literal, TypeVar

from msgspec import Struct

from sijill.deriving.happenings import district, governorate
from sijill.export.cells import Cell, joined
from sijill.export.events import Figures, FlatEvent
from sijill.export.names import Names
from sijill.record import GROUPS, QuantityKind, Role

CellKind = Literal["text", "integer", "number", "boolean", "day"]


class Context(Struct, frozen=True, kw_only=True):
    """What a value needs to know beside the event: the pack's names, whose figures count, who wrote this."""

    names: Names
    figures: Figures
    program: str
    pack: str


E = TypeVar("E")


class Column(Struct, Generic[E], frozen=True, kw_only=True):
    """A column of a table of E: what it holds, in both languages, and its HXL tag, if it has one.

    Without a tag it does not stand in the HXL form.
    """

    name: str
    value: Callable[[E, Context], Cell]
    en: str
    ar: str
    kind: CellKind = "text"
    hxl: str = ""


def _ids(role: Role) -> Callable[[FlatEvent, Context], Cell]:
    return lambda event, _: joined(event.ids(role))


def _called(role: Role, language: Literal["en", "ar"]) -> Callable[[FlatEvent, Context], Cell]:
    return lambda event, context: joined(tuple(context.names.actor(id_, language) for id_ in event.ids(role)))


def _low(event: FlatEvent, context: Context, kind: QuantityKind) -> Cell:
    found = context.figures.of(event, kind)
    return found.low if found else None


def _best(event: FlatEvent, context: Context, kind: QuantityKind) -> Cell:
    found = context.figures.of(event, kind)
    return found.best if found else None


def _high(event: FlatEvent, context: Context, kind: QuantityKind) -> Cell:
    """No upper bound was told by somebody: the cell is empty."""
    found = context.figures.of(event, kind)
    return found.high if found and not found.open_ended else None


def _participants(role: Role, who: str, *ar: str) -> list[Column[FlatEvent]]:
    """Who had a role: their ids, then their names in English and in Arabic; `ar` explains each."""
    columns = (
        (role, _ids(role), f"ids of {who}", f"#group+id+{role}"),
        (f"{role}_en", _called(role, "en"), f"{who}, neutral names", f"#group+name+{role}+i_en"),
        (f"{role}_ar", _called(role, "ar"), f"{who}, in Arabic", f"#group+name+{role}+i_ar"),
    )
    return [
        Column(name=name, value=value, en=en, ar=in_arabic, hxl=hxl)
        for (name, value, en, hxl), in_arabic in zip(columns, ar, strict=True)
    ]


_COUNTED: Final[tuple[tuple[QuantityKind, str, str, str], ...]] = (
    ("killed", "killed", "القتلى", "#affected+killed"),
    ("injured", "injured", "الجرحى", "#affected+injured"),
    ("detained", "detained", "المحتجزين", "#affected+detained"),
    ("abducted", "abducted", "المختطفين", "#affected+abducted"),
    ("released", "released", "المفرج عنهم", "#affected+released"),
    ("displaced", "displaced", "النازحين", "#affected+displaced"),
)


def _numbers() -> list[Column[FlatEvent]]:
    """Low, best and high of what is counted most; all other numbers stand in `other_numbers`."""
    return [
        Column(
            name=f"{kind}_{which}",
            value=partial(value, kind=kind),
            kind="integer",
            en=f"{said} of {en} told; by the codebook's rules for vague words"
            + (", empty if somebody told no upper bound" if which == "high" else ""),
            ar=f"{said_ar} {ar} بحسب ما قيل، وبقواعد الدليل للألفاظ المبهمة"
            + ("؛ فارغ إذا لم يذكر أحدهم حدا أعلى" if which == "high" else ""),
            hxl=f"{hxl}+{suffix}",
        )
        for kind, en, ar, hxl in _COUNTED
        for which, value, said, said_ar, suffix in (
            ("low", _low, "lowest number", "أدنى عدد من", "min"),
            ("best", _best, "best number, that of most independent sources,", "أرجح عدد من", "best"),
            ("high", _high, "highest number", "أعلى عدد من", "max"),
        )
    ]


def _other_numbers(event: FlatEvent, context: Context) -> Cell:
    shown = {kind for kind, *_ in _COUNTED}
    told = [(kind, context.figures.of(event, kind)) for kind in context.figures.kinds(event)]
    return joined(
        tuple(
            f"{kind} {one.low}"
            + (f"-{one.high}" if one.high > one.low else "")
            + ("+" * bool(one.open_ended))
            for kind, one in told
            if one and kind not in shown
        )
    )


def _whose(event: FlatEvent, context: Context) -> Cell:
    return joined(
        tuple(
            f"{whose or 'unknown'} {one.best}"
            for whose, one in context.figures.by_party(event, "killed").items()
        )
    )


def _differing(event: FlatEvent, _: Context) -> Cell:
    return joined(tuple(f"{field}: {' / '.join(values)}" for field, values in event.differing.items()))


def _voices(event: FlatEvent, _: Context) -> Cell:
    said = (told.said for told in event.told)
    return joined(tuple(dict.fromkeys(f"{one.kind} {one.id}" if one.id else one.kind for one in said)))


def _each(of: Callable[[FlatEvent], Sequence[str | None]]) -> Callable[[FlatEvent, Context], Cell]:
    return lambda event, _: joined(tuple(dict.fromkeys(value for value in of(event) if value)))


COLUMNS: Final[tuple[Column[FlatEvent], ...]] = (
    Column(
        name="id",
        value=lambda event, _: event.id,
        en="the incident, or in a row of a single claim its key",
        ar="معرّف الحادثة، أو مفتاح الادعاء إذا كان السطر لادعاء واحد",
        hxl="#event+id",
    ),
    Column(
        name="type",
        value=lambda event, _: event.type,
        en="what happened, by the codebook; of several values that of most independent sources",
        ar="ما جرى بحسب الدليل؛ وعند الاختلاف ما قاله أكثر المصادر المستقلة",
        hxl="#event+type",
    ),
    Column(
        name="type_ar",
        value=lambda event, context: context.names.label("types", event.type, "ar"),
        en="the type in Arabic",
        ar="النوع بالعربية",
        hxl="#event+type+i_ar",
    ),
    Column(
        name="group",
        value=lambda event, _: GROUPS[event.happening.type],
        en="the group of types: fighting, remote, civilians …",
        ar="مجموعة الأنواع: قتال، قصف عن بعد، مدنيون …",
        hxl="#event+group",
    ),
    Column(
        name="status",
        value=lambda event, _: event.status,
        en="occurred; of single claims also planned, demanded, threatened, denied, hypothetical",
        ar="occurred أي قيل إنه وقع؛ وفي الادعاءات المفردة أيضا: مخطط، مطلوب، تهديد، منفي، مفترض",
        hxl="#status",
    ),
    Column(
        name="background",
        value=lambda event, _: event.background,
        kind="boolean",
        en="whether it is recalled as history, not told as news",
        ar="هل ذُكر على أنه من الماضي لا على أنه خبر",
    ),
    Column(
        name="start",
        value=lambda event, _: event.days[0],
        kind="day",
        en="first day on which it may have been (ISO 8601)",
        ar="أول يوم يحتمل أنه وقع فيه",
        hxl="#date+start",
    ),
    Column(
        name="end",
        value=lambda event, _: event.days[1],
        kind="day",
        en="last day on which it may have been (ISO 8601)",
        ar="آخر يوم يحتمل أنه وقع فيه",
        hxl="#date+end",
    ),
    Column(
        name="precision",
        value=lambda event, _: event.happening.precision,
        en="how closely the day is told: day, week, month, year, unknown",
        ar="دقة الزمان: يوم، أسبوع، شهر، سنة، غير معلوم",
        hxl="#date+precision",
    ),
    Column(
        name="place",
        value=lambda event, _: event.place.name if event.place else None,
        en="the place in Arabic, the most specific that is told",
        ar="المكان، وهو أدق ما ذُكر",
        hxl="#loc+name+i_ar",
    ),
    Column(
        name="place_en",
        value=lambda event, _: event.place.name_en if event.place else None,
        en="the place in English, if the gazetteer has it",
        ar="المكان بالإنجليزية إن وُجد في المعجم",
        hxl="#loc+name+i_en",
    ),
    Column(
        name="place_id",
        value=lambda event, _: event.place.id if event.place else None,
        en="P-code, or the gazetteer's id with its prefix; empty if no gazetteer has the name",
        ar="الرمز الرسمي للمكان أو معرّفه في المعجم؛ فارغ إذا لم يُعرف الاسم",
        hxl="#loc+code",
    ),
    Column(
        name="place_level",
        value=lambda event, _: event.place.level if event.place else None,
        en="what the place is; a point of a district or governorate is its middle, not the spot",
        ar="مستوى المكان؛ ونقطة المديرية أو المحافظة هي وسطها لا موضع الحدث",
        hxl="#loc+type",
    ),
    Column(
        name="district",
        value=lambda event, _: district(event.place) if event.place else None,
        en="district in Arabic",
        ar="المديرية",
        hxl="#adm2+name+i_ar",
    ),
    Column(
        name="governorate",
        value=lambda event, _: governorate(event.place) if event.place else None,
        en="governorate in Arabic",
        ar="المحافظة",
        hxl="#adm1+name+i_ar",
    ),
    Column(
        name="governorate_en",
        value=lambda event, context: _unit(event, context, "governorate", "name_en"),
        en="governorate in English",
        ar="المحافظة بالإنجليزية",
        hxl="#adm1+name+i_en",
    ),
    Column(
        name="governorate_id",
        value=lambda event, context: _unit(event, context, "governorate", "id"),
        en="P-code of the governorate",
        ar="رمز المحافظة",
        hxl="#adm1+code",
    ),
    Column(
        name="district_id",
        value=lambda event, context: _unit(event, context, "district", "id"),
        en="P-code of the district",
        ar="رمز المديرية",
        hxl="#adm2+code",
    ),
    Column(
        name="country",
        value=lambda event, _: event.place.country if event.place else None,
        en="ISO 3166-1 code of two letters",
        ar="رمز البلد (حرفان)",
        hxl="#country+code",
    ),
    Column(
        name="latitude",
        value=lambda event, _: event.place.lat if event.place else None,
        kind="number",
        en="degrees, WGS 84; see place_level",
        ar="خط العرض بالدرجات؛ انظر place_level",
        hxl="#geo+lat",
    ),
    Column(
        name="longitude",
        value=lambda event, _: event.place.lon if event.place else None,
        kind="number",
        en="degrees, WGS 84; see place_level",
        ar="خط الطول بالدرجات؛ انظر place_level",
        hxl="#geo+lon",
    ),
    *_participants(
        "actor",
        "who did it",
        "معرّفات الفاعلين",
        "الفاعلون بالإنجليزية بأسماء محايدة",
        "الفاعلون بأسماء محايدة",
    ),
    *_participants(
        "target", "whom it befell", "معرّفات من وقع عليهم", "من وقع عليهم بالإنجليزية", "من وقع عليهم"
    ),
    Column(
        name="recipient",
        value=_ids("recipient"),
        en="ids of who received (handover, aid, side joined)",
        ar="معرّفات من تسلّم أو انضُمّ إليه",
    ),
    Column(
        name="party",
        value=_ids("party"),
        en="ids of who agreed or sat in talks",
        ar="معرّفات أطراف الاتفاق أو التفاوض",
    ),
    Column(
        name="mediator",
        value=_ids("mediator"),
        en="ids of who brokered it",
        ar="معرّفات الوسطاء",
    ),
    Column(
        name="extent",
        value=lambda event, _: event.extent,
        en="whole or part of the place",
        ar="كل المكان أو جزء منه",
    ),
    Column(name="means", value=lambda event, _: event.means, en="the weapon", ar="السلاح"),
    Column(
        name="object",
        value=lambda event, _: event.object,
        en="what was hit, taken or closed",
        ar="ما أصيب أو أُخذ أو أُغلق",
        hxl="#impact+type",
    ),
    *_numbers(),
    Column(
        name="killed_of",
        value=_whose,
        en="the best number of killed by whose they were; unknown: nobody says whose",
        ar="أرجح عدد للقتلى بحسب الجهة؛ unknown لمن لم يُذكر لأي جهة",
    ),
    Column(
        name="other_numbers",
        value=_other_numbers,
        en="other kinds of numbers, lowest to highest; + says that there may be more",
        ar="أعداد أخرى من الأدنى إلى الأعلى؛ وعلامة + تعني أنه قد يكون أكثر",
    ),
    Column(
        name="differing",
        value=_differing,
        en="fields on which reports differ, every value, that of most sources first",
        ar="ما اختلفت فيه التقارير، بكل قيمه، وأولها ما قاله أكثر المصادر",
    ),
    Column(
        name="denials",
        value=lambda event, _: event.denials,
        kind="integer",
        en="how many claims say that it did not happen",
        ar="عدد الادعاءات التي تنفي وقوعه",
        hxl="#indicator+denials+num",
    ),
    Column(
        name="claimed_by",
        value=lambda event, _: joined(event.standings),
        en="for whom those speak who tell of it: sides of the war, independent, unplaced (no known side)",
        ar="لمن يتكلم من قال به: أطراف الحرب، أو independent مستقل، أو unplaced لا يُعرف طرفه",
        hxl="#meta+claimed_by",
    ),
    Column(
        name="attribution",
        value=_voices,
        en="who is quoted for it: kind of source, and the actor's id where it is listed",
        ar="من نُسب إليه القول: نوع المصدر ومعرّف الطرف إن كان مدرجا",
        hxl="#meta+attribution",
    ),
    Column(
        name="sources",
        value=lambda event, _: event.sources,
        kind="integer",
        en="independent sources among the reports shown: copies, one outlet and one agency count once",
        ar="عدد المصادر المستقلة بين التقارير المعروضة: النسخ والوسيلة الواحدة والوكالة الواحدة تُعدّ مرة",
        hxl="#indicator+sources+num",
    ),
    Column(
        name="report_count",
        value=lambda event, _: event.reports,
        kind="integer",
        en="all reports that tell of it, also those that may not be shown",
        ar="عدد كل التقارير التي ذكرته، ومنها ما لا يجوز عرضه",
        hxl="#indicator+reports+num",
    ),
    Column(
        name="outlets",
        value=_each(lambda event: [told.outlet for told in event.told]),
        en="outlets of the reports",
        ar="الوسائل الإعلامية",
        hxl="#meta+source",
    ),
    Column(
        name="published",
        value=_each(lambda event: sorted({told.published or "" for told in event.told})),
        en="days of publication",
        ar="أيام النشر",
        hxl="#date+reported",
    ),
    Column(
        name="urls",
        value=_each(lambda event: [told.url for told in event.told]),
        en="addresses of the reports",
        ar="عناوين التقارير على الشبكة",
        hxl="#meta+url",
    ),
    Column(
        name="sentences",
        value=_each(lambda event: [" … ".join(told.sentences) for told in event.told]),
        en="the sentences that it was read from, in Arabic, as far as they may be shown",
        ar="الجمل التي قُرئ منها، بقدر ما يجوز عرضه",
        hxl="#description+i_ar",
    ),
    Column(
        name="claims",
        value=lambda event, _: joined(tuple(told.claim for told in event.told)),
        en="keys of the claims behind it, to find them again",
        ar="مفاتيح الادعاءات التي وراءه ليُرجع إليها",
        hxl="#meta+claims",
    ),
    Column(
        name="reports",
        value=_each(lambda event: [told.report for told in event.told]),
        en="ids of the reports",
        ar="معرّفات التقارير",
        hxl="#meta+reports",
    ),
)


def _unit(event: FlatEvent, context: Context, level: str, field: Literal["id", "name_en"]) -> Cell:
    unit = context.names.units(event.place).get(level) if event.place else None
    return (unit.id if field == "id" else unit.name_en) if unit else None


PROVENANCE: Final[tuple[Column[Any], ...]] = (
    Column(
        name="machine_coded",
        value=lambda _event, _context: True,
        kind="boolean",
        en="true: a program read this, no person",
        ar="true: قرأه برنامج لا إنسان",
        hxl="#meta+machine_coded",
    ),
    Column(
        name="reviewed",
        value=lambda _event, _context: False,
        kind="boolean",
        en="whether a person has confirmed it; nobody has yet",
        ar="هل راجعه إنسان؛ لم يراجعه أحد بعد",
        hxl="#meta+reviewed",
    ),
    Column(
        name="program",
        value=lambda _, context: context.program,
        en="the program that wrote this, with its version",
        ar="البرنامج الذي كتب هذا وإصداره",
        hxl="#meta+program",
    ),
    Column(
        name="pack",
        value=lambda _, context: context.pack,
        en="the pack whose names and rules were used, with its version",
        ar="الحزمة التي أُخذت منها الأسماء والقواعد وإصدارها",
        hxl="#meta+pack",
    ),
)
"""What every row of every form says of itself, at its end."""

FLAT: Final[tuple[Column[FlatEvent], ...]] = (*COLUMNS, *PROVENANCE)
"""The columns of CSV, XLSX, GeoJSON and Parquet. Columns are only ever added, at the end of `COLUMNS`."""


def row(columns: tuple[Column[E], ...], event: E, context: Context) -> list[Cell]:
    """An event's cells."""
    return [column.value(event, context) for column in columns]
