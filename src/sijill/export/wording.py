"""An event in a few sentences, in Arabic or English, with neutral names: for feeds and digests."""

from collections.abc import Iterator, Sequence
from datetime import date

from sijill.deriving.estimates import Estimate
from sijill.deriving.happenings import governorate
from sijill.export.events import Figures, FlatEvent, Told
from sijill.export.names import Language, Names
from sijill.export.reported import Reported
from sijill.export.sayings import COLOURS, FIELDS, MONTHS, SAYINGS
from sijill.packs import PlaceEntry
from sijill.record import GROUPS, QuantityKind, Role


class Wording:
    """Puts events into the words of a language."""

    def __init__(self, names: Names, figures: Figures, language: Language) -> None:
        self._names = names
        self._figures = figures
        self.language = language

    def say(self, key: str) -> str:
        """A fixed phrase."""
        return SAYINGS[key][self.language]

    def type(self, event: FlatEvent) -> str:
        """What happened."""
        return self._names.label("types", event.type, self.language)

    def group(self, group: str) -> str:
        """A group of types."""
        return self._names.label("groups", group, self.language)

    def colour(self, event: FlatEvent) -> str:
        """The colour of its group."""
        return COLOURS[GROUPS[event.happening.type]]

    def unit(self, event: FlatEvent) -> str:
        """The governorate, with its country where that is not the pack's; else the country."""
        place = event.place
        if place is None or not place.country:
            return self.say("unplaced")
        country = self._names.country(place.country, self.language)
        around = governorate(place)
        entry = self._names.units(place).get("governorate")
        if entry is not None and self.language == "en":
            around = entry.name_en or around
        if around is None:
            return f"{country} {self.say('no_closer')}"
        return around if place.country == self._names.home else f"{around}, {country}"

    def units_of(self, country: str) -> list[PlaceEntry]:
        """The governorates of a country, if it is the pack's own."""
        return self._names.governorates if country == self._names.home else []

    def looked_at(self, reported: Reported) -> str:
        """How much was looked at."""
        days = ""
        if reported.first and reported.last:
            days = f"{self.day(reported.first)} {self.say('to')} {self.day(reported.last)}"
        if self.language == "ar":
            return f"اعتمدت هذه النشرة على {reported.reports:,} من التقارير من {reported.outlets:,} وسيلة" + (
                f" نُشرت من {days}." if days else "."
            )
        return f"Drawn from {reported.reports:,} reports of {reported.outlets:,} outlets" + (
            f", published {days}." if days else "."
        )

    def count_off(self, number: int) -> str:
        """How many incidents are not on the map."""
        if self.language == "ar":
            return f"ليس على الخريطة {number:,}: لم يُذكر مكانها بما يكفي، أو هي خارج البلد."
        return f"Not on the map: {number:,}, for which no point is known or which lie outside of the country."

    def listed(self, names: Sequence[str]) -> str:
        """Names one after the other."""
        return ("، " if self.language == "ar" else ", ").join(names)

    def headline(self, event: FlatEvent) -> str:
        """`Airstrike · Sirwah (Ma'rib) · 3 March 2016`."""
        return " · ".join((self.type(event), self.place(event), self.days(event)))

    def place(self, event: FlatEvent) -> str:
        """The place and the governorate around it."""
        place = event.place
        if place is None:
            return self.say("unplaced")
        own = (place.name_en or place.name) if self.language == "en" else place.name
        unit = self._names.units(place).get("governorate")
        around = governorate(place)
        if unit is not None and self.language == "en":
            around = unit.name_en or around
        return f"{own} ({around})" if around and around not in (own, place.name) else own

    def days(self, event: FlatEvent) -> str:
        """The day, or the first and the last."""
        first, last = event.days
        if first is None or last is None:
            return self.say("undated")
        return self.day(first) if first == last else f"{self.day(first)} {self.say('to')} {self.day(last)}"

    def day(self, iso: str) -> str:
        """A day with its month by name."""
        when = date.fromisoformat(iso)
        return f"{when.day} {MONTHS[self.language][when.month - 1]} {when.year}"

    def who(self, event: FlatEvent) -> list[tuple[str, str]]:
        """The roles, each with who had it."""
        roles: tuple[Role, ...] = ("actor", "target", "recipient", "party", "mediator")
        return [
            (self._names.label("roles", role, self.language), self._people(event.ids(role)))
            for role in roles
            if event.ids(role)
        ]

    def numbers(self, event: FlatEvent) -> list[tuple[QuantityKind, str, str]]:
        """The kinds of numbers told, each with what it is called and from what to what it goes."""
        return [
            (kind, self._names.label("quantities", kind, self.language), self.range(estimate))
            for kind in self._figures.kinds(event)
            if (estimate := self._figures.of(event, kind))
        ]

    def range(self, estimate: Estimate) -> str:
        """`3`, `3–5`, `3 or more`."""
        said = f"{estimate.low:,}"
        if estimate.high > estimate.low:
            said += f"–{estimate.high:,}"
        return f"{said} {self.say('or_more')}" if estimate.open_ended else said

    def standings(self, event: FlatEvent) -> list[str]:
        """For whom those speak who tell of it."""
        return [self.standing(standing) for standing in event.standings]

    def standing(self, standing: str) -> str:
        """A side's name, or what voices of no side are called."""
        return self._names.standing(standing, self.language)

    def attribution(self, told: Told) -> str:
        """Whose word a claim is."""
        kind = self._names.label("attributions", told.said.kind, self.language)
        if told.said.id is None:
            return kind
        return f"{self._names.actor(told.said.id, self.language)} ({kind})"

    def outlet(self, told: Told) -> str:
        """Who printed it."""
        return self._names.outlet(told.outlet) if told.outlet else "—"

    def differing(self, event: FlatEvent) -> str | None:
        """On what the reports differ; None if on nothing."""
        fields = [FIELDS[name][self.language] for name in event.differing if name in FIELDS]
        comma = "، " if self.language == "ar" else ", "
        return f"{self.say('differing')}: {comma.join(fields)}." if fields else None

    def account(self, event: FlatEvent) -> Iterator[str]:
        """The event in sentences, with no words of a report."""
        yield f"{self.headline(event)}."
        for role, names in self.who(event):
            yield f"{role}: {names}."
        for _, name, numbers in self.numbers(event):
            yield f"{name}: {numbers}."
        if standings := self.standings(event):
            yield f"{self.say('claimed')}: {self.listed(standings)}."
        if said := self.differing(event):
            yield said
        if event.denials:
            yield self.say("denied")
        yield self.say("machine")

    def _people(self, ids: tuple[str, ...]) -> str:
        return self.listed([self._names.actor(id_, self.language) for id_ in ids])
