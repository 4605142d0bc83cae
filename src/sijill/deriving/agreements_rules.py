"""Which happenings speak for or against which kind of term, and whose conduct they are.

Withdrawals, hand-overs, releases, deployments and fighting: the rules know types of events and roles, and
no party. They are listed with their reasons in docs/reference/agreements.md.
"""

from typing import Final, NamedTuple

from sijill.deriving.agreements_sides import Sides, sides_told
from sijill.linking.kinds import FACING
from sijill.record import GROUPS, OTHER, SOCIAL_IDS, Event, EventType, TermKind

FIGHTING: Final[frozenset[EventType]] = frozenset(
    type_ for type_, group in GROUPS.items() if group in ("fighting", "remote") and type_ != "interception"
)
"""What breaks a truce. A mine cleared or a drone shot down is no attack of him who stopped it."""

"""Who is named first in a clash did not begin it for that: it is the conduct of both."""


class Rule(NamedTuple):
    """The types of events that are for a term, and those against it."""

    for_: frozenset[EventType] = frozenset()
    against: frozenset[EventType] = frozenset()


RULES: Final[dict[TermKind, Rule]] = {
    # Quiet is not reported, and silence is not peace: nothing is for a ceasefire but a breach denied.
    "ceasefire": Rule(against=FIGHTING),
    # New posts, or the place taken again, by him who had to leave.
    "withdrawal": Rule(frozenset(("withdrawal",)), frozenset(("deployment", "capture"))),
    # Taken by force what was to be handed over.
    "handover": Rule(frozenset(("handover",)), frozenset(("capture",))),
    "release": Rule(frozenset(("release",))),
    "access": Rule(against=frozenset(("siege",))),
    "aid": Rule(frozenset(("aid",)), frozenset(("siege",))),
    # Observers sent by whoever brokered it.
    "monitoring": Rule(frozenset(("deployment",))),
    "disarmament": Rule(),
    "other": Rule(),
}

BEARING: Final[frozenset[EventType]] = frozenset(
    type_ for rule in RULES.values() for type_ in rule.for_ | rule.against
) | {"breach"}
"""Every type that may count."""

ANYWHERE: Final[frozenset[EventType]] = frozenset(("release",))
"""What counts wherever it is: prisoners are exchanged where it suits, not where the deal was made."""


def fulfils(event: Event, kind: TermKind, bound: frozenset[str], sides: Sides) -> bool:
    """Whether what happened is what a term of this kind wants of those whom it binds.

    Who gives is often left out, «تسلمت السلطة المحلية المرافق»; who brings aid is bound by nothing.
    """
    if event.type not in RULES[kind].for_:
        return False
    doers = sides_told(event, "actor", sides.accepted)
    if kind == "monitoring":
        return bool(doers & sides.mediators.keys())
    return kind == "aid" or not doers or bool(doers & bound)


def offenders(
    event: Event, kind: TermKind, bound: frozenset[str], accepted: frozenset[str]
) -> frozenset[str] | None:
    """Whose conduct against a term it is, of those bound by it; None if it is none against it.

    Empty: it is fighting, and nobody is named who did it.
    """
    if event.type not in RULES[kind].against:
        return None
    doers, targets = sides_told(event, "actor", accepted), sides_told(event, "target", accepted)
    if kind != "ceasefire":
        return doers & bound or None
    if event.type in FACING and len(bound) > 1:
        # A fight of one of them with somebody who did not agree is no matter of the truce.
        return None if _strangers(doers | targets, accepted) else (doers | targets) & bound
    if doers:
        return doers & bound or None
    return None if _strangers(targets, accepted) else frozenset()


def fought_each_other(event: Event, sides: frozenset[str]) -> bool:
    """Whether it is a fight between several bound by a term; it does not tell who of them began."""
    return event.type in FACING and len(sides) > 1


def _strangers(sides: frozenset[str], accepted: frozenset[str]) -> frozenset[str]:
    """Armed sides that did not accept the agreement."""
    return sides - accepted - SOCIAL_IDS - {OTHER}
