"""`sijill import` and `sijill places import`: boundaries, gazetteers and actors out of files of others."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from sijill.cli.console import NOTHING_READ, say, stop
from sijill.cli.readers import Pack, pack_of

if TYPE_CHECKING:
    from sijill.packs.extending import Extended
    from sijill.sources.gazetteer import FoundPlace, Passed


class Kind(StrEnum):
    """What a file holds."""

    BOUNDARIES = "boundaries"
    GAZETTEER = "gazetteer"
    ACTORS = "actors"


File = Annotated[Path, typer.Argument(metavar="FILE", help="GeoJSON, a GeoNames dump, CSV or XLSX.")]
As = Annotated[Kind | None, typer.Option("--as", help="What it holds; without it, by its content.")]
Into = Annotated[
    Path | None,
    typer.Option(
        "--into",
        metavar="FOLDER",
        help="The pack to extend, a folder of your own; one that is not there is made, on top of --pack.",
    ),
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Places that are there already give way to those of the file.")
]

places_app = typer.Typer(
    name="places", help="Places: outlines and gazetteers.", no_args_is_help=True, rich_markup_mode=None
)


def import_(
    file: File, kind: As = None, into: Into = None, replace: Replace = False, pack: Pack = "yemen"
) -> None:
    """Import official units (OCHA COD-AB GeoJSON), a gazetteer (GeoNames dump, CSV) or a table of actors.

    Outlines of units are kept for maps. Places and actors go into a pack of your own, plain files that you
    can read and mend, and are used with --pack FOLDER; it is changed only if it is sound afterwards. Columns
    of a CSV or XLSX of places: id, level, name_ar, country, and if known aliases (between bars), name_en,
    parent, lat, lon, support; of actors: id, name_en, name_ar, kind, and country, aliases, member_of. Exit
    code 0: imported, 2: nothing imported or wrong usage.
    """
    _run(file, kind, into, replace=replace, base=pack)


@places_app.command("import")
def import_places(file: File, into: Into = None, replace: Replace = False, pack: Pack = "yemen") -> None:
    """Import official units (OCHA COD-AB GeoJSON) or a gazetteer (GeoNames dump, CSV, XLSX).

    As sijill import does. Exit code 0: imported, 2: nothing imported or wrong usage.
    """
    _run(file, None, into, replace=replace, base=pack, only=(Kind.BOUNDARIES, Kind.GAZETTEER))


def _run(
    file: Path,
    asked: Kind | None,
    into: Path | None,
    *,
    replace: bool,
    base: str,
    only: tuple[Kind, ...] = tuple(Kind),
) -> None:
    from sijill.sources.gazetteer import GazetteerError

    try:
        data = file.read_bytes()
        kind = asked or _kind(file, data)
        if kind not in only:
            stop(f"{file}: holds {kind}, not places; use sijill import")
        if kind is Kind.BOUNDARIES:
            _boundaries(file, data, into, replace=replace, base=base)
        elif into is None:
            stop(f"{file}: holds {kind}, which goes into a pack; name its folder with --into")
        elif kind is Kind.GAZETTEER:
            _gazetteer(file, data, into, replace=replace, base=base)
        else:
            _actors(file, data, into, base=base)
    except OSError as fault:
        stop(f"{fault.filename or file}: {(fault.strerror or str(fault)).lower()}")
    except GazetteerError as fault:
        stop(f"{file}: {fault}")


def _kind(file: Path, data: bytes) -> Kind:
    """What the content of a file tells of itself."""
    from sijill.sources.gazetteer import GazetteerError
    from sijill.sources.gazetteer_geonames import is_geonames
    from sijill.sources.gazetteer_tables import kind_of, table

    if file.suffix.lower() in (".geojson", ".json") or data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return Kind.BOUNDARIES
    head = data.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    if is_geonames(head) or (data.startswith(b"PK") and file.suffix.lower() == ".zip"):
        return Kind.GAZETTEER
    header, _ = table(data)
    if told := kind_of(header):
        return Kind(told)
    raise GazetteerError(
        "neither GeoJSON, nor a GeoNames dump, nor a table with the columns of places (id, level, name_ar, "
        "country) or actors (id, name_en, name_ar, kind)"
    )


def _boundaries(file: Path, data: bytes, into: Path | None, *, replace: bool, base: str) -> None:
    from sijill.export.boundaries import keep
    from sijill.sources.gazetteer import Passed
    from sijill.sources.gazetteer_units import units

    passed = Passed()
    found = list(units(data, passed))
    _tell(file, passed)
    if not found:
        _nothing(file, "no unit with a P-code, an Arabic name and an outline")
    if into is not None:
        _extend(file, found, into, replace=replace, base=base)
    for kept in keep(found):
        print(f"{len(found):,} outlines kept for maps in {kept}")


def _gazetteer(file: Path, data: bytes, into: Path, *, replace: bool, base: str) -> None:
    from sijill.sources.gazetteer import Passed
    from sijill.sources.gazetteer_geonames import is_geonames, places, unpacked
    from sijill.sources.gazetteer_tables import checked, table

    passed = Passed()
    zipped = data.startswith(b"PK") and file.suffix.lower() == ".zip"
    if zipped or is_geonames(data.split(b"\n", 1)[0].decode("utf-8-sig", "replace")):
        known = {place.id for place in pack_of(base).places}

        def district(country: str, code: str) -> str | None:
            return f"{country}{code}" if f"{country}{code}" in known else None

        levels = pack_of(base).words["places"]["level_words"].values()
        words = frozenset(word for listed in levels for word in listed)
        found = list(places(unpacked(data), district, passed, words))
        _tell(file, passed)
        if not found:
            _nothing(file, "no place with a name in Arabic letters")
        _extend(file, found, into, replace=replace, base=base)
        return
    header, rows = table(data)
    from sijill.packs.read_places import COLUMNS

    cells = [[row[name] for name in COLUMNS] for row in checked("gazetteer", header, rows)]
    _add(file, cells, into, replace=replace, base=base)


def _extend(file: Path, found: "list[FoundPlace]", into: Path, *, replace: bool, base: str) -> None:
    """Add places to a pack; those that the base has under the same id are its own, unless replaced."""
    from sijill.sources.gazetteer import Known

    known = Known(pack_of(base).places)
    fresh = [place.cells() for place in found if replace or not known.has(place)]
    if len(fresh) < len(found):
        say(f"{file}: {len(found) - len(fresh):,} passed over: the pack {base} has them (--replace)")
    if fresh:
        _add(file, fresh, into, replace=replace, base=base)


def _add(file: Path, cells: list[list[str]], into: Path, *, replace: bool, base: str) -> None:
    from sijill.packs import PackError
    from sijill.packs.extending import PLACES, add_places

    if not cells:
        _nothing(file, "no rows below the first")
    try:
        done = add_places(into, cells, base=base, anew=replace)
    except PackError as fault:
        stop(str(fault))
    _done(done, "places", into / PLACES, into)


def _actors(file: Path, data: bytes, into: Path, *, base: str) -> None:
    from sijill.packs import PackError
    from sijill.packs.extending import ACTORS, add_actors
    from sijill.sources.gazetteer_tables import checked, table

    rows = checked("actors", *table(data))
    if not rows:
        _nothing(file, "no rows below the first")
    try:
        done = add_actors(into, rows, base=base)
    except PackError as fault:
        stop(str(fault))
    _done(done, "actors", into / ACTORS, into)


def _done(done: "Extended", what: str, file: Path, into: Path) -> None:
    told = [f"{what} added to {file}: {done.added:,}"]
    if done.replaced:
        told.append(f"replaced: {done.replaced:,}")
    if done.kept:
        told.append(f"already there, left as they are: {done.kept:,}")
    print("; ".join(told))
    print(f"use it with --pack {into}")


def _tell(file: Path, passed: "Passed") -> None:
    for line in passed.told():
        say(f"{file}: {line}")


def _nothing(file: Path, why: str) -> NoReturn:
    stop(f"{file}: {why}; nothing was imported", NOTHING_READ)
