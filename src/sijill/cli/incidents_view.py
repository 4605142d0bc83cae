"""An incident before the user: a few lines in a list, or whole, with every claim, its words and its joins."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from sijill.cli.console import on_one_line
from sijill.linking.claims import Claim
from sijill.linking.copies import AreCopies
from sijill.linking.incidents import Account, Count, Incident, Value
from sijill.linking.likeness import Reason, reasons
from sijill.linking.voices import SourceGroup, voice_of

MARGIN: Final = "    "
SENTENCE: Final = 160
"""Letters of a sentence that are shown in a list of claims."""


def shown(account: Account) -> str:
    """An incident in a list."""
    return "\n".join(on_one_line(line) for line in _head(account)) + "\n"


def shown_whole(incident: Incident, account: Account, are_copies: AreCopies) -> str:
    """An incident with its sources, and its claims in order, each with why it was joined to those before."""
    lines = [*_head(account), f"{MARGIN}sources:"]
    lines += [f"{MARGIN}  {_source(number, group)}" for number, group in enumerate(account.sources, 1)]
    lines.append(f"{MARGIN}claims:")
    for number, claim in enumerate(incident.claims, 1):
        lines += [f"{MARGIN}  {line}" for line in _claim(number, claim)]
        if number > 1:
            before = incident.claims[: number - 1]
            lines += [f"{MARGIN}     joined: {why}" for why in _joins(claim, before, are_copies)]
    return "\n".join(on_one_line(line) for line in lines)


def as_object(incident: Incident, account: Account, are_copies: AreCopies) -> dict[str, Any]:
    """An incident with its claims as plain values. Of a confidential report its id alone is told."""
    told = dict(msgspec.to_builtins(account))
    told["members"] = [
        {
            "claim": claim.key,
            "report": claim.report_id,
            "event": claim.position,
            **({} if claim.confidential else _words(claim)),
            "joined": [reason._asdict() for reason in _best(claim, incident.claims[:number], are_copies)],
        }
        for number, claim in enumerate(incident.claims)
    ]
    return told


def _words(claim: Claim) -> dict[str, Any]:
    report = claim.report
    about = {"source": report.source, "published": report.published, "title": report.title, "url": report.url}
    return {**about, "record": msgspec.to_builtins(claim.event)}


def _head(account: Account) -> Iterator[str]:
    agreed = account.agreed
    type_ = agreed.get("type") or " / ".join(str(value.value) for value in account.differing["type"])
    where = " ".join(str(agreed[name]) for name in ("place", "governorate") if name in agreed)
    time = agreed.get("time")
    when = "" if not time else time[0] if time[0] == time[1] else f"{time[0]} to {time[1]}"
    yield f"{account.id}  " + " · ".join(part for part in (type_, where, when) if part)
    roles = [f"{role} {', '.join(agreed[role])}" for role in _ROLES if role in agreed]
    if roles:
        yield MARGIN + " · ".join(roles)
    sides = sorted({side for group in account.sources for side in group.sides})
    reports, sources = len(account.reports), len(account.sources)
    told = f"{reports} {'report' if reports == 1 else 'reports'}, "
    told += f"{sources} {'source' if sources == 1 else 'independent sources'}"
    if sides:
        told += f", for {', '.join(sides)}"
    days = sorted({day for day in (account.first_report, account.last_report) if day})
    yield MARGIN + told + (f", printed {' to '.join(days)}" if days else "")
    for count in account.counts:
        yield MARGIN + _count(count)
    for name, values in account.differing.items():
        between = " to " if name == "time" else " + "
        yield f"{MARGIN}{name} differs: " + " | ".join(_value(value, between) for value in values)


_ROLES: Final = ("actor", "target", "recipient", "party", "mediator")


def _count(count: Count) -> str:
    of = f" of {count.of}" if count.of else ""
    if count.low == count.best == count.high:
        return f"{count.kind}{of}: {count.best}"
    high = "no bound" if count.high is None else str(count.high)
    return f"{count.kind}{of}: {count.best} (lowest {count.low}, highest {high})"


def _value(value: Value, between: str) -> str:
    words = value.value
    if isinstance(words, list):
        words = between.join(dict.fromkeys(map(str, words)))
    number = len(value.claims)
    return f"{words} ({number} {'claim' if number == 1 else 'claims'})"


def _source(number: int, group: SourceGroup) -> str:
    names = ", ".join(group.outlets) or "no outlet named"
    reports = len(group.reports)
    sides = f", for {', '.join(group.sides)}" if group.sides else ""
    return f"{number}. {names} ({reports} {'report' if reports == 1 else 'reports'}{sides})"


def _claim(number: int, claim: Claim) -> Iterator[str]:
    event, report = claim.event, claim.report
    voice = voice_of(claim)
    said = voice.kind + (f" {voice.id}" if voice.id else "")
    status = f"{event.type} {event.status}" + (" (background)" if event.background else "")
    yield f"{number}. {status} · says {said} · {claim.key}"
    if claim.confidential:
        yield "   a confidential report"
        return
    yield f"   {report.source or 'no source'} · {report.published or 'no day'} · {report.title or ''}"
    yield f"   «{event.evidence[0].text[:SENTENCE]}»"


def _joins(claim: Claim, before: tuple[Claim, ...], are_copies: AreCopies) -> Iterator[str]:
    """Why a claim was joined: what speaks for and against its being one with the claim most like it."""
    for reason in _best(claim, before, are_copies):
        yield f"{reason.points:+.1f} {reason.what}"


def _best(claim: Claim, before: tuple[Claim, ...], are_copies: AreCopies) -> list[Reason]:
    every = [reasons(claim, other, are_copies) for other in before]
    return max(every, key=lambda found: sum(reason.points for reason in found), default=[])
