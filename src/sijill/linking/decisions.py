"""What people decided about incidents: which claims tell of one, which do not. It wins over the machine.

A decision names claims by their keys, so it outlives every new reading and linking. Of two decisions on one
pair of claims the later one holds; a decision is taken back by a later one that names it.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct, field

Pair = tuple[str, str]
"""Keys of two claims, the smaller one first."""

DecisionKind = Literal["together", "apart", "withdrawn"]


class Decision(Struct, frozen=True, kw_only=True):
    """Somebody found that the claims of `one` and those of `other` are, or are not, of one incident.

    Or, `withdrawn`, that the decision with the number `of` is not to count.
    """

    kind: DecisionKind
    number: int = 0
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    of: int | None = None


class Decided(Struct, frozen=True, kw_only=True):
    """All decisions together, pair by pair."""

    together: frozenset[Pair] = frozenset()
    joined: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    apart: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def apart_from(self, key: str) -> frozenset[str]:
        """The claims that are not of one incident with this one."""
        return self.apart.get(key, frozenset())

    def joined_with(self, key: str) -> frozenset[str]:
        """The claims that were said to be of one incident with this one."""
        return self.joined.get(key, frozenset())


NOTHING_DECIDED: Final = Decided()


def decided(decisions: Sequence[Decision]) -> Decided:
    """What decisions, in the order in which they were made, come to."""
    gone = withdrawn(decisions)
    together: set[Pair] = set()
    apart: set[Pair] = set()
    for decision in decisions:
        if decision.kind == "withdrawn" or decision.number in gone:
            continue
        pairs = {pair_of(one, other) for one, other in product(decision.one, decision.other) if one != other}
        if decision.kind == "together":
            apart -= pairs
            together |= pairs
        else:
            together -= pairs
            apart |= pairs
    return Decided(together=frozenset(together), joined=_by_key(together), apart=_by_key(apart))


def withdrawn(decisions: Sequence[Decision]) -> frozenset[int]:
    """The numbers of the decisions that were taken back. Who takes that back lets them count again."""
    gone: set[int] = set()
    for decision in reversed(decisions):
        if decision.of is not None and decision.number not in gone:
            gone.add(decision.of)
    return frozenset(gone)


def pair_of(one: str, other: str) -> Pair:
    """Two keys as a pair."""
    return (one, other) if one < other else (other, one)


def _by_key(pairs: Iterable[Pair]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return MappingProxyType({key: frozenset(others) for key, others in found.items()})
