"""The forms that an export can have, and what each has no place for."""

from typing import Any, Final, Literal, get_args

from msgspec import Struct

from sijill.export import acled, csv_rows, ucdp
from sijill.export.columns import FLAT, Column

FormName = Literal["jsonl", "csv", "xlsx", "geojson", "parquet", "acled", "ucdp", "hxl", "rss", "digest"]
FORM_NAMES: Final[tuple[FormName, ...]] = get_args(FormName)


class Form(Struct, frozen=True, kw_only=True):
    """A form: the endings of its files, the first its own; whether single claims may stand in it.

    `text` forms can go to standard output. `bom`: a file of it begins with a byte order mark, without which
    spreadsheets garble Arabic. `loses` says what of a record it has no place for.
    """

    endings: tuple[str, ...]
    loses: str
    columns: tuple[Column[Any], ...] = ()
    claims: bool = False
    text: bool = True
    bom: bool = False


_FLAT_LOSES: Final = (
    "offsets of the words, the terms of agreements, and which claim gives which of differing values: these "
    "are in jsonl"
)

FORMS: Final[dict[FormName, Form]] = {
    "jsonl": Form(
        endings=(".jsonl", ".ndjson"),
        loses="nothing of a record, but incidents: each report stands for itself",
        claims=True,
    ),
    "csv": Form(endings=(".csv",), loses=_FLAT_LOSES, columns=FLAT, claims=True, bom=True),
    "xlsx": Form(endings=(".xlsx",), loses=_FLAT_LOSES, columns=FLAT, claims=True, text=False),
    "geojson": Form(
        endings=(".geojson",),
        loses=f"{_FLAT_LOSES}; the outlines of units: a point of a unit is its middle (place_level says so)",
        columns=FLAT,
        claims=True,
    ),
    "parquet": Form(endings=(".parquet",), loses=_FLAT_LOSES, columns=FLAT, claims=True, text=False),
    "acled": Form(
        endings=(".acled.csv",),
        loses="who claims what, injuries, numbers by side, differing values but in notes, every day of an "
        "event but one, ACLED's own ids and names of actors; whether a place was held for more than a day, "
        "which ACLED asks for, is not known; territory that changes hands several times is not told apart",
        columns=acled.COLUMNS,
        bom=True,
    ),
    "ucdp": Form(
        endings=(".ucdp.csv",),
        loses="injuries, detentions and every event without a death; UCDP's own ids of conflicts, dyads and "
        "actors, PRIO-GRID and Gleditsch-Ward numbers; the threshold of 25 deaths a year is not applied",
        columns=ucdp.COLUMNS,
        bom=True,
    ),
    "hxl": Form(
        endings=(".hxl.csv",),
        loses=f"{_FLAT_LOSES}; columns without a hashtag",
        columns=csv_rows.HXL,
        bom=True,
    ),
    "rss": Form(
        endings=(".rss", ".xml"),
        loses="all but the newest 200 incidents, and of these the sentences and most numbers",
        text=True,
    ),
    "digest": Form(endings=(".html", ".htm"), loses="claims of what is only planned, threatened or denied"),
}


def form_of(file_name: str) -> FormName | None:
    """The form that a file's ending tells; the longest ending counts. None: it tells none."""
    fitting = [
        (len(ending), name)
        for name, form in FORMS.items()
        for ending in form.endings
        if file_name.lower().endswith(ending)
    ]
    return max(fitting)[1] if fitting else None
