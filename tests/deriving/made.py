"""Reports made of a few lines: each claim is a sentence with what a reader reads out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from sijill.linking.claims import Claim, claims_of
from sijill.linking.copies import Copies, Printed, pairs
from sijill.linking.grouping import grouped
from sijill.linking.incidents import Incident, incident_of
from sijill.record import Document, Event, Report


def document(made: Mapping[str, Any]) -> Document:
    """The document of `{id, source, side, published, claims: [{words, type, …}]}`."""
    text, events = "", list[Event]()
    for claim in made["claims"]:
        start = len(text) + 1 if text else 0
        text = f"{text}\n{claim['words']}" if text else claim["words"]
        events.append(event(claim, start, str(made["published"])))
    return Document(
        report=Report(
            id=made["id"],
            text=text,
            published=str(made["published"]),
            source=made["source"],
            side=made.get("side"),
            title=made.get("title"),
            url=made.get("url"),
        ),
        events=events,
    )


def event(claim: Mapping[str, Any], start: int, published: str) -> Event:
    """The event of a claim: its words are its evidence, their first one the trigger, and every quote."""
    words = claim["words"]
    quote = {"text": words, "start": start, "end": start + len(words)}
    first = words.split()[0]
    at = start + words.index(first)
    trigger = {"text": first, "start": at, "end": at + len(first)}
    return msgspec.convert(
        {
            "type": claim["type"],
            "status": claim.get("status", "occurred"),
            "background": claim.get("background", False),
            "participants": [
                {"role": role, "id": id_}
                for role in ("actor", "target", "party", "recipient", "mediator")
                for id_ in _listed(claim.get(role))
            ],
            "place": place(claim["place"]) if claim.get("place") else None,
            "object": claim.get("object"),
            "time": _time(claim, published),
            "quantities": [_quantity(number, quote) for number in claim.get("numbers", ())],
            "attribution": _voice(claim.get("by", "reporter")),
            "claims": [
                {
                    "attribution": _voice(further["by"]),
                    "status": further.get("status"),
                    "quantities": [_quantity(number, quote) for number in further.get("numbers", ())],
                }
                for further in claim.get("further", ())
            ],
            "evidence": [{**quote, "trigger": trigger}],
        },
        Event,
    )


def place(written: str | Mapping[str, Any]) -> Mapping[str, Any]:
    """`عتمة, ذمار, YE` is a district, `ذمار, YE` a governorate, `YE` a country; else its fields."""
    if not isinstance(written, str):
        return written
    names = [name.strip() for name in written.split(",")]
    if len(names) == 1:
        return {"name": names[0], "level": "country", "country": names[0]}
    if len(names) == 2:
        return {"name": names[0], "level": "governorate", "governorate": names[0], "country": names[1]}
    return {
        "name": names[0],
        "level": "district",
        "district": names[0],
        "governorate": names[1],
        "country": names[2],
    }


def gathered(documents: Iterable[Document]) -> tuple[list[Claim], list[Claim], Copies]:
    """Claims, those that are words alone, and which reports have one text, of some documents."""
    documents = list(documents)
    claims = [claim for document in documents for claim in claims_of(document)]
    speech = [claim for document in documents for claim in claims_of(document, speech=True)]
    found = pairs((Printed(d.report.id or "", d.report.published or ""), d.report.text) for d in documents)
    return claims, speech, Copies(alike={(pair.first, pair.second) for pair in found})


def incidents(claims: Iterable[Claim], copies: Copies) -> list[Incident]:
    """The incidents of some claims."""
    return [incident_of(of) for of in grouped(claims, copies)]


def _listed(told: str | Sequence[str] | None) -> Sequence[str]:
    return [told] if isinstance(told, str) else told or []


def _time(claim: Mapping[str, Any], published: str) -> dict[str, Any] | None:
    """`day`, or `from`, `to` and `precision`; else, as for news, the day of the report within a week."""
    if "day" in claim:
        return {"start": str(claim["day"]), "end": str(claim["day"]), "precision": "day"}
    if "from" in claim:
        return {"start": str(claim["from"]), "end": str(claim["to"]), "precision": claim["precision"]}
    if claim.get("background") or claim.get("undated"):
        return None
    return {"start": published, "end": published, "precision": "week"}


def _voice(written: str) -> dict[str, Any]:
    """`party houthi`, `witness`."""
    kind, _, id_ = written.partition(" ")
    return {"kind": kind, **({"id": id_} if id_ else {})}


def _quantity(number: Mapping[str, Any], quote: Mapping[str, Any]) -> dict[str, Any]:
    """`{killed: 5, of: civilians}`; `[20, 99]` are bounds, `[3]` has no upper one."""
    (kind,) = number.keys() - {"of", "by"}
    told = number[kind]
    low, high = (told[0], told[1] if len(told) > 1 else None) if isinstance(told, list) else (told, told)
    return {
        "kind": kind,
        "low": low,
        "high": high,
        "of": number.get("of"),
        "attribution": _voice(number["by"]) if "by" in number else None,
        "quote": dict(quote),
    }
