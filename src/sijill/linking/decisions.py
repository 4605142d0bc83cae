"""What people decided about incidents: which claims tell of one, which do not. It wins over the machine.

A decision names claims by their keys, so it outlives every new reading and linking. Of two decisions on one
pair of claims the later one holds.
"""

from collections.abc import Iterable, Mapping
from itertools import product
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct, field

Pair = tuple[str, str]
"""Keys of two claims, the smaller one first."""


class Decision(Struct, frozen=True, kw_only=True):
    """Somebody found that the claims of `one` and those of `other` are, or are not, of one incident."""

    kind: Literal["together", "apart"]
    one: tuple[str, ...]
    other: tuple[str, ...]


class Decided(Struct, frozen=True, kw_only=True):
    """All decisions together, pair by pair."""

    together: frozenset[Pair] = frozenset()
    apart: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def apart_from(self, key: str) -> frozenset[str]:
        """The claims that are not of one incident with this one."""
        return self.apart.get(key, frozenset())


NOTHING_DECIDED: Final = Decided()


def decided(decisions: Iterable[Decision]) -> Decided:
    """What decisions, in the order in which they were made, come to."""
    together: set[Pair] = set()
    apart: set[Pair] = set()
    for decision in decisions:
        pairs = {pair_of(one, other) for one, other in product(decision.one, decision.other) if one != other}
        if decision.kind == "together":
            apart -= pairs
            together |= pairs
        else:
            together -= pairs
            apart |= pairs
    found: dict[str, set[str]] = {}
    for one, other in apart:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return Decided(
        together=frozenset(together),
        apart=MappingProxyType({key: frozenset(others) for key, others in found.items()}),
    )


def pair_of(one: str, other: str) -> Pair:
    """Two keys as a pair."""
    return (one, other) if one < other else (other, one)
