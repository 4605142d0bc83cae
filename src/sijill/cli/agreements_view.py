"""An agreement in lines for people: one for the list, and whole."""

from collections.abc import Iterator
from typing import Final

from sijill.cli.console import on_one_line
from sijill.deriving.agreements import Agreement, TermAccount
from sijill.deriving.agreements_evidence import Stand
from sijill.deriving.agreements_judgement import Judgement, Position
from sijill.deriving.agreements_timeline import Bearing, Entry, Told
from sijill.record import Place

MARGIN: Final = "    "
UNKNOWN_SIDE: Final = "a source of no known side"
STANDS: Final[dict[Stand, str]] = {"for": "kept", "part": "partly kept", "against": "broken"}


def line(agreement: Agreement) -> str:
    """A heading, and a line a term."""
    lines = [f"{agreement.id}  {_heading(agreement)}"]
    lines += [f"{MARGIN}{_term(account)}: {_judged(account)}" for account in agreement.terms]
    return "\n".join(map(on_one_line, lines))


def whole(agreement: Agreement) -> str:
    """Everything that is told of it: terms, each side's claims, the timeline with quotes."""
    lines = [f"agreement {agreement.id}", _heading(agreement)]
    lines += [f"{party.id} {party.stance} it" for party in agreement.parties]
    sources = len(agreement.sources)
    lines.append(
        f"told by {len(agreement.reports)} {'report' if len(agreement.reports) == 1 else 'reports'} "
        f"of {sources} independent {'source' if sources == 1 else 'sources'}"
    )
    lines += ["", "Terms"]
    for number, account in enumerate(agreement.terms, 1):
        lines += _term_lines(number, account)
    if not agreement.terms:
        lines.append(f"{MARGIN}none is told")
    lines += ["", "Timeline"]
    for entry in agreement.timeline:
        lines += _entry_lines(entry)
    until = agreement.reported_until or "a day that is not told"
    lines += ["", f"Reports until {until}; no word is no peace."]
    return "\n".join(map(on_one_line, lines))


def _heading(agreement: Agreement) -> str:
    parties = ", ".join(party.id for party in agreement.parties) or "parties not told"
    form = agreement.form or ("unilateral or joint: not told" if len(agreement.parties) == 1 else "")
    said = [_when(agreement), _where(agreement.place), parties]
    if agreement.mediators:
        said.append(f"mediated by {', '.join(one.id for one in agreement.mediators)}")
    said.append(form)
    if agreement.announced:
        said.append("announced, nobody says that it was concluded")
    return " · ".join(part for part in said if part)


def _when(agreement: Agreement) -> str:
    if agreement.start:
        return _days(agreement.start, agreement.end)
    return f"on {agreement.latest} or before" if agreement.latest else "day not told"


def _where(place: Place | None) -> str:
    if place is None:
        return "place not told"
    return ", ".join(dict.fromkeys(n for n in (place.name, place.district, place.governorate) if n))


def _term(account: TermAccount) -> str:
    """`withdrawal, owed by houthi, by 2016-03-15`."""
    term = account.term
    said = [str(term.kind)]
    if term.obligor:
        said.append(f"owed by {term.obligor}")
    if term.place:
        said.append(f"at {term.place.name}")
    if term.deadline and term.deadline.end:
        said.append(f"by {term.deadline.end}")
    return ", ".join(said)


def _judged(account: TermAccount) -> str:
    """`breached; who broke it is disputed: houthi, resistance`."""
    judgement = account.judgement
    said: list[str] = [judgement.state]
    if account.late:
        said.append("late")
    if judgement.state == "disputed":
        said += dict.fromkeys(map(_saying, judgement.positions))
    elif judgement.contested:
        said.append(f"who broke it is disputed: {', '.join(judgement.blamed)}")
    elif judgement.blamed:
        said.append(f"said to have broken it: {', '.join(judgement.blamed)}")
    if judgement.state in ("kept", "partly", "breached") and not judgement.borne_out:
        said.append(f"by the word of {_speakers(judgement)} alone")
    return "; ".join(said)


def _speakers(judgement: Judgement) -> str:
    against = judgement.state == "breached"
    heard = [one for one in judgement.positions if (one.stands == "against") == against]
    return ", ".join(dict.fromkeys(one.by or UNKNOWN_SIDE for one in heard))


def _term_lines(number: int, account: TermAccount) -> Iterator[str]:
    yield f"{number}. {_term(account)}: {_judged(account)}"
    bound = ", ".join(account.bound)
    yield f"{MARGIN}{f'binds {bound}' if bound else 'binds nobody who is said to have accepted it'}"
    for told in account.term.told:
        if told.quote:
            yield f"{MARGIN}«{told.quote.text}» ({told.claim})"
    for position in account.judgement.positions:
        yield f"{MARGIN}{_position(position)}"


def _position(position: Position) -> str:
    claims = len(position.claims)
    return f"{_saying(position)} ({claims} {'claim' if claims == 1 else 'claims'})"


def _saying(position: Position) -> str:
    return f"{position.by or UNKNOWN_SIDE} says: {_stand(position)}"


def _stand(one: Position | Bearing) -> str:
    """`broken by houthi`; of a fight between two it is not told who began it."""
    sides = one.of if isinstance(one, Position) else one.sides
    if not sides:
        return STANDS[one.stands]
    return f"{STANDS[one.stands]} by {'fighting of ' if one.mutual else ''}{' and '.join(sides)}"


def _entry_lines(entry: Entry) -> Iterator[str]:
    yield f"{_days(entry.first, entry.last)}  {_what(entry)}"
    if entry.bears:
        yield f"{MARGIN}counts: {'; '.join(map(_bearing, entry.bears))}"
    if entry.why_not:
        yield f"{MARGIN}counts for nothing: {entry.why_not}"
    for told in entry.told:
        yield f"{MARGIN}{_told(told)}"


def _what(entry: Entry) -> str:
    actors, targets = ", ".join(entry.actors), ", ".join(entry.targets)
    if entry.what == "breach":
        accusers = ", ".join(entry.accusers) or UNKNOWN_SIDE
        if entry.status == "denied":
            return f"{accusers} denies a breach"
        return f"{accusers} accuses {actors or 'nobody by name'} of a breach"
    if entry.what == "evidence":
        said = entry.type if entry.status == "occurred" else f"{entry.type} {entry.status}"
        whom = f"against or to {targets}" if targets else ""
        return " · ".join(part for part in (said, actors, whom) if part)
    named = {"agreement": "agreement", "recalled": "agreement recalled", "refusal": "agreement refused"}
    return " · ".join(part for part in (named[entry.what], actors) if part)


def _bearing(bearing: Bearing) -> str:
    return f"term {bearing.term + 1} {_stand(bearing)}"


def _told(told: Told) -> str:
    """`«words» says reporter for saudi · aawsat · 2016-03-27 · report`."""
    voice = told.voice
    said = f"{voice.kind}{f' for {voice.side}' if voice.side else ''}"
    words = f"«{told.quote.text}»" if told.quote else "[confidential]"
    about = [words, f"says {said}", voice.outlet, told.published, told.report]
    return " · ".join(part for part in about if part)


def _days(first: str | None, last: str | None) -> str:
    if first is None:
        return "day not told"
    return first if first == last or last is None else f"{first} to {last}"
