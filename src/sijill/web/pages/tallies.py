"""Tallies: incidents counted once, each figure with who claims it and how much is reported at all."""

from typing import Final, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from msgspec import Struct
from starlette.datastructures import QueryParams

from sijill.deriving.conventions import CODEBOOK, CONVENTIONS, Convention
from sijill.deriving.coverage import EVERYWHERE, Coverage, coverage_of
from sijill.deriving.estimates import Estimate
from sijill.deriving.standing import INDEPENDENT, UNPLACED
from sijill.deriving.tallies import Row, Tally, added, scope_of, tally
from sijill.deriving.tally_question import Question, overlap
from sijill.deriving.tally_terms import EVENTS, KEYS, Key, What
from sijill.record import EVENT_TYPES, GROUPS, QuantityKind
from sijill.store.search_names import Area
from sijill.web.asking import Asking, AtDesk, Reading
from sijill.web.desk.asked import Asked, asked, lies_in
from sijill.web.desk.material import Material
from sijill.web.pages.incidents import query_of
from sijill.web.pages.labels import Labels
from sijill.web.pages.rendering import labels_here, language, page
from sijill.web.pages.texts import Texts, texts_of

router = APIRouter()

WHATS: Final[tuple[What, ...]] = (EVENTS, *get_args(QuantityKind))
MOST_ROWS: Final = 200


class Line(Struct, frozen=True, kw_only=True):
    """A row before the reader: its name, the whole, what independent voices tell, what each side claims."""

    name: str
    is_told: bool
    estimate: Estimate
    independent: Estimate | None
    unplaced: Estimate | None
    claimed: list[tuple[str, Estimate]]
    disputed: int
    incidents: list[str]
    coverage: Coverage
    query: str


@router.get("/tallies")
def tallies(request: Request, viewer: Asking, desk: AtDesk, connection: Reading) -> HTMLResponse:
    """A tally of the incidents that fit the filters."""
    given = request.query_params
    material = desk.material
    wanted = asked(given, connection, desk.names, viewer)
    question = _question(given, wanted)
    found = _counted(material, question, wanted)
    labels, texts = labels_here(request, viewer), texts_of(language(request, viewer))
    lines = [_line(row, question, material, labels, texts, wanted) for row in found.rows[:MOST_ROWS]]
    if question.by and question.by[0] not in ("day", "week", "month", "year"):
        lines.sort(key=lambda line: (not line.is_told, -line.estimate.best))
    return page(
        request,
        "tallies.html",
        viewer,
        here="tallies",
        question=question,
        wanted=wanted,
        query_of=query_of(wanted),
        lines=lines,
        total=_line(found.total, question, material, labels, texts, wanted),
        left_out=found.left_out,
        overlap=overlap(question) and bool(found.rows),
        most=max((line.estimate.high for line in lines), default=0),
        whats=WHATS,
        keys=KEYS,
        conventions=CONVENTIONS,
    )


def _counted(material: Material, question: Question, wanted: Asked) -> Tally:
    """The answer, kept until the register changes."""
    key = ("tally", question.what, question.by, question.convention.name, tuple(wanted.filters))
    if key not in material.answers:
        material.answers[key] = tally(
            material.incidents.values(),
            question,
            copies=material.copies,
            standings=material.standings,
            speech=material.speech,
        )
    found: Tally = material.answers[key]
    return found


def _question(given: QueryParams, wanted: Asked) -> Question:
    what: What = next((what for what in WHATS if what == given.get("what")), EVENTS)
    key = next((key for key in KEYS if key == given.get("by", "governorate")), None)
    rules: Convention = CONVENTIONS.get(given.get("convention", ""), CODEBOOK)
    if rules.kinds is not None and what != EVENTS and what not in rules.kinds:
        what = EVENTS
    by: tuple[Key, ...] = (key,) if key else ()
    if not rules.by_party and key == "party" and what != EVENTS:
        by = ()
    filters = wanted.claims
    groups = wanted.chosen.get("group", ())
    types = filters.types | {type_ for type_ in EVENT_TYPES if GROUPS[type_] in groups}  # type: ignore[index]
    areas = filters.areas
    return Question(
        what=what,
        by=by,
        convention=rules,
        types=types,
        actors=filters.actors,
        since=filters.since,
        until=filters.until,
        within=(lambda place: any(lies_in(place, area) for area in areas)) if areas else None,
        unit=_unit(areas),
    )


def _unit(areas: tuple[Area, ...]) -> str:
    """The name of the one unit that is asked for; empty if it is none or several."""
    names = {area.district or area.governorate or ("" if area.ids else area.country) for area in areas}
    return (names.pop() or "") if len(names) == 1 else ""


def _line(
    row: Row, question: Question, material: Material, labels: Labels, texts: Texts, wanted: Asked
) -> Line:
    of = {standing: added(parts) for standing, parts in row.by_standing.items()}
    scope = scope_of(row, question)
    return Line(
        name=_name(row, question, labels, texts),
        is_told=None not in row.cell,
        estimate=row.estimate,
        independent=of.pop(INDEPENDENT, None),
        unplaced=of.pop(UNPLACED, None),
        claimed=sorted(((labels.actor(side), estimate) for side, estimate in of.items())),
        disputed=row.disputed,
        incidents=[part.happening.incident.id for part in row.parts],
        coverage=coverage_of(material.coverage, scope.place or EVERYWHERE, scope.first, scope.last),
        query=_query(row, question, wanted),
    )


def _name(row: Row, question: Question, labels: Labels, texts: Texts) -> str:
    told = []
    for key, name in zip(question.by, row.cell, strict=False):
        if name is None:
            told.append(texts["common.not_told"])
        elif key in ("party", "actor", "target", "side"):
            told.append(labels.actor(name))
        elif key == "type":
            told.append(texts.get(f"type.{name}", name))
        elif key in ("governorate", "district"):
            told.append(labels.unit(key, name))
        elif key == "month":
            told.append(texts.month(name))
        elif key == "day":
            told.append(texts.day(name))
        else:
            told.append(name)
    return " · ".join(told)


FILTER_OF: Final = {"governorate": "governorate", "type": "type", "party": "actor", "actor": "actor"}


def _query(row: Row, question: Question, wanted: Asked) -> str:
    """The filters of the list of incidents that come nearest to a row: it shows what lies behind it."""
    pairs = list(wanted.filters)
    for key, name in zip(question.by, row.cell, strict=False):
        if name and key in FILTER_OF and not name.endswith(")"):
            pairs.append((FILTER_OF[key], name))
        elif name and key in ("month", "year", "day"):
            days = sorted(part.happening.days for part in row.parts)
            pairs += [("from", days[0][0]), ("to", max(last for _, last in days))]
    return urlencode(pairs)
