"""A register's claims and incidents for whoever works with them: commands, and pages.

Linking is done when somebody asks for incidents, not when reports come in: `catch_up` links what came since.
Everything here takes an open register, and raises `StoreError` where that cannot be read or written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection

from sijill.linking.claims import Claim
from sijill.linking.copies import Copies
from sijill.linking.decisions import DecisionKind, decided, withdrawn
from sijill.linking.gathered import Gathered
from sijill.linking.grouping import grouped, rank
from sijill.store import Register, Run, StoreError, decisions, incidents, linked, runs, to_link
from sijill.store.claims import copies, told
from sijill.store.decisions import KeptDecision
from sijill.store.incidents import IncidentPage, StoredIncident
from sijill.store.search_names import Filters

HINT = "sijill incidents lists them"


class Made(Struct, frozen=True):
    """A decision by its number, and the ids of the incidents in which its claims are now."""

    number: int
    incidents: list[str]


class ListedDecision(Struct, frozen=True, kw_only=True):
    """A decision, whether it counts at present, and the ids of the incidents in which its claims are now."""

    kept: KeptDecision
    counts: bool
    incidents: list[str]


def gathered(register: Register) -> Gathered:
    """All that the register's reports claim, in memory and linked: for what is derived from all of it."""
    catch_up(register)
    found = Gathered()
    with register.reading() as connection:
        for stored in told(connection):
            found.reports.append(stored.document.report)
            found.claims += stored.claims()
            found.speech += stored.claims(speech=True)
        found.copies = copies(connection)
        found.linked = groups(connection, found.claims, found.copies)
    return found


def groups(connection: Connection, claims: Iterable[Claim], alike: Copies) -> list[list[Claim]]:
    """All claims of the register by incident, in the order of `grouping.grouped`, as they were linked before.

    Where others have taken something in meanwhile that is not linked yet, they are linked in memory.
    """
    if to_link.any_waiting(connection):
        return grouped(claims, alike, decided(decisions.pure(connection)))
    incident_of = incidents.of_every_claim(connection)
    by_incident: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=rank):
        by_incident.setdefault(incident_of[claim.key], []).append(claim)
    return list(by_incident.values())


def catch_up(register: Register, told: Callable[[int], None] = lambda _: None) -> int:
    """Link what came, changed, was taken out or decided on since; returns how many reports came or changed.

    `told` hears after every portion how many are still waiting. Nothing is done twice if it is broken off.
    """
    done = 0
    while is_due(register):
        done += register.write(linked.link_next)
        with register.reading() as connection:
            told(to_link.number_of_reports(connection))
    return done


def waiting(register: Register) -> int:
    """How many reports came or changed since incidents were linked last."""
    with register.reading() as connection:
        return to_link.number_of_reports(connection)


def is_due(register: Register) -> bool:
    """Whether anything is to be linked."""
    with register.reading() as connection:
        return to_link.any_waiting(connection)


def listed(
    register: Register, filters: Filters, *, least: int = 1, limit: int = 20, offset: int = 0
) -> IncidentPage:
    """The incidents, as they were linked last, of which at least so many reports tell, most reports first.

    All that `filters` ask must be so of one claim of the incident, as in a search.
    """
    with register.reading() as connection:
        return incidents.listed(connection, filters, least=least, limit=limit, offset=offset)


def named(register: Register, start: str) -> StoredIncident:
    """The incident of that id, or the only one whose id begins so. Raises `StoreError` if there is none."""
    with register.reading() as connection:
        ids = incidents.beginning(connection, start)
        if len(ids) > 1 and start not in ids:
            raise StoreError(f"{start} may be {' or '.join(ids[:3])}; write more of it")
        found = incidents.whole(connection, ids[0]) if ids else None
    if found is None:
        raise StoreError(f"there is no incident {start}; {HINT}")
    return found


def merge(register: Register, ids: Sequence[str], *, by: str, why: str | None) -> Made:
    """Decide that the claims of some incidents are all of one. Raises `StoreError`."""
    catch_up(register)
    found = {one.incident.id: one for one in (named(register, id_) for id_ in ids)}
    if len(found) < 2:
        raise StoreError("name at least two incidents that are one")
    first, *others = ([claim.key for claim in one.incident.claims] for one in found.values())
    rest = [key for keys in others for key in keys]
    return _decide(register, "together", first, rest, by=by, why=why)


def split(register: Register, id_: str, claims: Sequence[str], *, by: str, why: str | None) -> Made:
    """Decide that some claims of an incident, by key or by number (from 1), are not of one with the others.

    They stay together, as far as they are alike. Raises `StoreError`.
    """
    catch_up(register)
    every = [claim.key for claim in named(register, id_).incident.claims]
    parted = {_key(name, every) for name in claims}
    rest = [key for key in every if key not in parted]
    if not parted or not rest:
        raise StoreError("name some of the incident's claims, not all of them")
    return _decide(register, "apart", sorted(parted), rest, by=by, why=why)


def withdraw(register: Register, number: int, *, by: str, why: str | None) -> Made:
    """Decide that a decision is not to count any more; a withdrawal may be withdrawn too."""
    return _made(
        register, lambda connection, run: decisions.withdraw(connection, run, number, by=by, why=why)
    )


def decisions_of(register: Register) -> list[ListedDecision]:
    """All decisions in the order in which they were made."""
    with register.reading() as connection:
        every = decisions.all_of(connection)
        gone = withdrawn([kept.decision for kept in every])
        within = incidents.of_claims(
            connection, [key for kept in every for key in (*kept.decision.one, *kept.decision.other)]
        )
    return [
        ListedDecision(
            kept=kept,
            counts=kept.decision.number not in gone,
            incidents=_ids(within, (*kept.decision.one, *kept.decision.other)),
        )
        for kept in every
    ]


def _key(name: str, every: Sequence[str]) -> str:
    if name.isdecimal() and 0 < int(name) <= len(every):
        return every[int(name) - 1]
    if name not in every:
        raise StoreError(f"{name} is no claim of this incident; sijill incidents ID numbers them")
    return name


def _decide(
    register: Register,
    kind: DecisionKind,
    one: Sequence[str],
    other: Sequence[str],
    *,
    by: str,
    why: str | None,
) -> Made:
    return _made(
        register,
        lambda connection, run: decisions.decide(connection, run, kind, one, other, by=by, why=why),
    )


def _made(register: Register, work: Callable[[Connection, Run], int]) -> Made:
    """Write a decision down, in a run of its own, and link by it."""

    def once(connection: Connection) -> int:
        run = runs.start(connection, "decide")
        number = work(connection, run)
        runs.end(connection, run, {"decisions": 1})
        return number

    number = register.write(once)
    catch_up(register)
    found = {listed.kept.decision.number: listed for listed in decisions_of(register)}
    decision: int | None = number
    # A withdrawal names no claims: those that it is about are named by what it takes back.
    while decision is not None and found[decision].kept.decision.of is not None:
        decision = found[decision].kept.decision.of
    return Made(number, found[decision].incidents if decision is not None else [])


def _ids(within: Mapping[str, str], keys: Sequence[str]) -> list[str]:
    return sorted({within[key] for key in keys if key in within})
