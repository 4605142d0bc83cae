"""What a tally may count, and by what."""

from typing import Final, Literal, get_args

from sijill.record import QuantityKind

EVENTS: Final = "events"
What = QuantityKind | Literal["events"]
"""What is tallied: a kind of quantity, or the incidents themselves."""

Key = Literal[
    "day", "week", "month", "year", "country", "governorate", "district", "place",
    "type", "party", "actor", "target", "side",
]  # fmt: skip
"""`party` is whose were counted, or, of events, who took part; `actor` and `target` are as some claim names
them; `side` is the claimant's."""

KEYS: Final[tuple[Key, ...]] = get_args(Key)
TIMES: Final[frozenset[Key]] = frozenset(("day", "week", "month", "year"))
PLACES: Final[tuple[Key, ...]] = ("place", "district", "governorate", "country")
"""The finest first."""
