"""A claim value by value, each with the name of its words on the page and the reasons for it."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from sijill.record import Event, Explanation, Quote


class Told(Struct, frozen=True, kw_only=True):
    """One value of a claim.

    `field` is what it is called, `value` the value itself (a struct of the record or a code), `mark` the
    name of its words in the text, None if it has none of its own, `path` its place in the record, `reasons`
    what it was read by.
    """

    field: str
    value: Any
    path: str
    mark: str | None = None
    reasons: tuple[Explanation, ...] = ()


def told_of(event: Event, number: int, reasons: Iterable[Explanation]) -> Iterator[Told]:
    """The values of a claim in the order in which a reader asks for them."""
    listed = tuple(reasons)

    def told(field: str, value: Any, path: str, quote: Quote | None, mark: str) -> Told:
        why = tuple(r for r in listed if r.field == path or r.field.startswith((f"{path}.", f"{path}[")))
        return Told(
            field=field, value=value, path=path, mark=f"c{number}-{mark}" if quote else None, reasons=why
        )

    first = event.evidence[0]
    yield told("type", event.type, "type", first.trigger or Quote.cut(first.text, 0, 1), _trigger(event))
    yield told("status", event.status, "status", None, "")
    for at, someone in enumerate(event.participants):
        yield told(someone.role, someone, f"participants[{at}]", someone.quote, f"participant{at}")
    if event.place:
        yield told("place", event.place, "place", event.place.quote, "place")
    if event.destination:
        yield told("destination", event.destination, "destination", event.destination.quote, "destination")
    if event.time:
        yield told("time", event.time, "time", event.time.quote, "time")
    for at, quantity in enumerate(event.quantities):
        yield told("quantity", quantity, f"quantities[{at}]", quantity.quote, f"quantity{at}")
    for at, term in enumerate(event.terms):
        yield told("term", term, f"terms[{at}]", term.quote, f"term{at}")
    for name in ("extent", "means", "object"):
        if value := getattr(event, name):
            yield told(name, value, name, None, "")
    yield told("attribution", event.attribution, "attribution", event.attribution.quote, "attribution")
    for at, further in enumerate(event.claims):
        quote = further.quote or further.attribution.quote
        yield told("further", further, f"claims[{at}]", quote, f"further{at}")


def _trigger(event: Event) -> str:
    """The name of the words that tell the type: the trigger's, else the sentence's."""
    return "trigger0" if event.evidence[0].trigger else "evidence0"
