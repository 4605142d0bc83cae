"""The rates and words of a pack by which claims of control are weighed: its tables `control` and `places`."""

from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal, get_args

from msgspec import Struct

from sijill.arabic.fold import fold_key
from sijill.packs import Pack, PackError
from sijill.packs.model import Dated, DatedIds
from sijill.record import LEVELS

Standing = Literal["own", "unnamed", "other", "independent", "adverse"]
"""Who speaks for a hold, as its holder sees it, from him whose word tells least.

The holder himself or his ally; a source that nobody knows; another side; one of no side; he who lost by it.
"""

STANDINGS: Final[tuple[Standing, ...]] = get_args(Standing)

_NEEDED: Final = (
    *("half_life_days", "trust", "uncorroborated", "unknown_below", "unstated_extent", "contained"),
    *("sign", "signs", "answer_days", "few_reports", "holders", "inside", "itself"),
)


class Foes(Dated, frozen=True, kw_only=True):
    """Each of one fought each of the others."""

    one: frozenset[str]
    other: frozenset[str]


class Rates(Struct, frozen=True, kw_only=True):
    """What `control.yaml` says; docs/reference/control.md tells what each is for.

    Weights are from 0 to 1, no probabilities; `half_life_days` goes by the level of the place. `inside`,
    `itself`, `beside` and `level_words` are folded words that stand before the name of a place.
    """

    half_life_days: dict[str, float]
    trust: dict[Standing, float]
    uncorroborated: float
    unknown_below: float
    unstated_extent: float
    contained: float
    sign: float
    signs: frozenset[str]
    answer_days: int
    few_reports: int
    holders: frozenset[str]
    inside: frozenset[str]
    itself: frozenset[str]
    beside: frozenset[str]
    level_words: frozenset[str]
    allies: tuple[DatedIds, ...]
    foes: tuple[Foes, ...]


@lru_cache(maxsize=4)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold_key, words))


def rates_of(pack: Pack) -> Rates:
    """The rates of a pack. Raises `PackError` if it lacks one: a pack that includes core has them all."""
    table: dict[str, Any] = pack.words.get("control", {})
    missing = [name for name in _NEEDED if name not in table]
    missing += [
        f"half_life_days: {level}" for level in sorted(LEVELS - table.get("half_life_days", {}).keys())
    ]
    missing += [f"trust: {name}" for name in STANDINGS if name not in table.get("trust", {})]
    if missing:
        raise PackError(f'the pack {pack.name} has no "{missing[0]}" in control.yaml; include the pack core')
    places = pack.words.get("places", {})
    return Rates(
        half_life_days=dict(table["half_life_days"]),
        trust=dict(table["trust"]),
        uncorroborated=table["uncorroborated"],
        unknown_below=table["unknown_below"],
        unstated_extent=table["unstated_extent"],
        contained=table["contained"],
        sign=table["sign"],
        signs=frozenset(table["signs"]),
        answer_days=table["answer_days"],
        few_reports=table["few_reports"],
        holders=frozenset(table["holders"]),
        inside=_folded(tuple(table["inside"])),
        itself=_folded(tuple(table["itself"])),
        beside=_folded(tuple(places.get("directions", ()))),
        level_words=_folded(tuple(w for words in places.get("level_words", {}).values() for w in words)),
        allies=tuple(DatedIds(ids=tuple(group["ids"]), **_dates(group)) for group in table.get("allies", ())),
        foes=tuple(
            Foes(one=frozenset(pair["one"]), other=frozenset(pair["other"]), **_dates(pair))
            for pair in table.get("foes", ())
        ),
    )


def _dates(entry: dict[str, Any]) -> dict[str, date | None]:
    return {"from_": entry.get("from"), "until": entry.get("until")}
