"""What the evidence on a term comes to: kept, partly, breached, disputed, or no word.

A judgement is of what has been said, not of what happened: it goes with whose word it rests on. It knows
sides only as they stand to the term, so the same story with two names swapped is judged alike.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from msgspec import Struct

from sijill.deriving.agreements_evidence import Evidence, Stand
from sijill.linking.claims import Claim
from sijill.linking.voices import Voice, voice_of
from sijill.record import TermKind

State = Literal["kept", "partly", "breached", "disputed", "no word"]

_UNNAMED: Final = frozenset(("witness", "anonymous"))
"""Sources without a name confirm nothing: codebook, attribution."""


class Position(Struct, frozen=True, kw_only=True):
    """What one side says of a term: `by` is the side, None where the voice is of no known one.

    `of` are those bound by the term of whom it is said; none if nobody is named. `mutual`: that they fought
    each other.
    """

    by: str | None
    stands: Stand
    of: tuple[str, ...]
    mutual: bool
    claims: tuple[str, ...]


class Judgement(Struct, frozen=True, kw_only=True):
    """How a term is kept, by what has been reported.

    `borne_out`: it rests on more than a side's word about itself or about its opponent. `blamed` are those
    whom others say to have broken it, `contested` that different sides blame different ones. `positions` are
    each side's claims.
    """

    state: State
    borne_out: bool
    blamed: tuple[str, ...]
    contested: bool
    positions: tuple[Position, ...]


def judge(kind: TermKind, evidence: Sequence[Evidence], neutral: frozenset[str]) -> Judgement:
    """The judgement on a term; `neutral` are the agreement's mediators, who speak for neither side."""
    state, borne_out = (_truce if kind == "ceasefire" else _duty)(evidence, neutral)
    broken = state in ("breached", "disputed")
    return Judgement(
        state=state,
        borne_out=borne_out,
        blamed=tuple(sorted(set().union(*_blame(evidence).values()))) if broken else (),
        contested=broken and _contested(evidence),
        positions=_positions(evidence),
    )


def _truce(evidence: Sequence[Evidence], neutral: frozenset[str]) -> tuple[State, bool]:
    """A truce is over once there is fighting that more than one side tells of, whoever began it."""
    against = [item for item in evidence if item.stands == "against"]
    others = [item for item in evidence if item.stands != "against"]
    if not against:
        return ("kept", _confirmed(others, neutral)) if others else ("no word", False)
    if any(_admitted(item, neutral) for item in against):
        return "breached", True
    if _contested(against) or _contradicted(against, others):
        return "disputed", False
    return "breached", False


def _duty(evidence: Sequence[Evidence], neutral: frozenset[str]) -> tuple[State, bool]:
    """What has to be done once: whether it was, and whether it was undone since."""
    against = [item for item in evidence if item.stands == "against"]
    done = [item for item in evidence if item.stands != "against" and not item.denial]
    denied = [item for item in evidence if item.stands != "against" and item.denial]
    if not against:
        if not done:
            return ("kept", False) if denied else ("no word", False)
        return _fulfilled(done), _confirmed(done, neutral)
    admitted = any(_admitted(item, neutral) for item in against)
    if not admitted and (_contradicted(against, denied) or _contradicted(done, against)):
        return "disputed", False
    if not done:
        return "breached", admitted
    last_done, last_against = max(item.last for item in done), max(item.last for item in against)
    if last_against > last_done:
        return "breached", admitted
    if last_against < last_done:
        return _fulfilled(done), _confirmed(done, neutral)
    return ("disputed", False) if _voices(done) != _voices(against) else ("partly", False)


def _fulfilled(done: Sequence[Evidence]) -> State:
    """Kept or partly, by the latest word; one side's «partly» against another's «wholly» is a dispute."""
    parts = [item for item in done if item.stands == "part"]
    whole = [item for item in done if any(claim.event.extent == "whole" for claim in item.claims)]
    if any(_overlap(one, other) and _voices([one]) != _voices([other]) for one in parts for other in whole):
        return "disputed"
    return "partly" if parts and max(done, key=lambda item: item.last) in parts else "kept"


def _contradicted(claimed: Iterable[Evidence], denials: Iterable[Evidence]) -> bool:
    """Whether voices of another side deny what is claimed: of the same kind, or of the breach as such."""
    return any(
        denial.denial
        and (denial.type == item.type or denial.explicit or item.explicit)
        and _voices([denial]) != _voices([item])
        for item in claimed
        for denial in denials
    )


def _blame(evidence: Iterable[Evidence]) -> dict[str, set[str]]:
    """Whom each voice says to have broken it; nobody is blamed by himself, nor by a fight between two."""
    found: dict[str, set[str]] = {}
    for item in evidence:
        if item.stands == "against" and not item.mutual:
            for claim in item.claims:
                side = voice_of(claim).side
                found.setdefault(side or "", set()).update(set(item.sides) - {side})
    return found


def _contested(evidence: Iterable[Evidence]) -> bool:
    """Whether some voices blame others than other voices do."""
    blamed = [sides for sides in _blame(evidence).values() if sides]
    return any(one.isdisjoint(other) for one in blamed for other in blamed)


def _admitted(item: Evidence, neutral: frozenset[str]) -> bool:
    """Whether what speaks against somebody is told by himself or by one who stands on neither side.

    Of fighting between two: whether one of them and another side tell of it.
    """
    if item.explicit or item.denial:
        return False
    voices = _voices([item])
    if any(_independent(voice_of(claim), neutral) for claim in item.claims):
        return True
    own = voices & set(item.sides)
    return bool(own) and (not item.mutual or len(voices) > 1)


def _confirmed(done: Iterable[Evidence], neutral: frozenset[str]) -> bool:
    """Whether somebody else than him who did it tells of it; where nobody is named, whether two sides do."""
    return any(
        any(_independent(voice_of(claim), neutral) for claim in item.claims)
        or (bool(_voices([item]) - set(item.sides)) if item.sides else len(_voices([item])) > 1)
        for item in done
    )


def _independent(voice: Voice, neutral: frozenset[str]) -> bool:
    return voice.side in neutral or (voice.side is None and voice.kind not in _UNNAMED)


def _voices(items: Iterable[Evidence]) -> set[str]:
    """The known sides for which claims are made."""
    return {side for item in items for claim in item.claims if (side := voice_of(claim).side)}


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.first <= other.last and other.first <= one.last


def _positions(evidence: Iterable[Evidence]) -> tuple[Position, ...]:
    said: dict[tuple[Stand, str, tuple[str, ...], bool], list[Claim]] = {}
    for item in evidence:
        for claim in item.claims:
            of = (item.stands, voice_of(claim).side or "", item.sides, item.mutual)
            said.setdefault(of, []).append(claim)
    return tuple(
        Position(by=by or None, stands=stands, of=of, mutual=mutual, claims=tuple(c.key for c in claims))
        for (stands, by, of, mutual), claims in sorted(said.items(), key=lambda entry: entry[0])
    )
