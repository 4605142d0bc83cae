"""Where a voice stands: on a side of the war, with nobody, or nowhere that is known."""

from datetime import date
from typing import Final

from msgspec import Struct

from sijill.linking.voices import Voice
from sijill.packs.compiled import outlet_key
from sijill.packs.model import Pack, Source
from sijill.record import SOCIAL_IDS

INDEPENDENT: Final = "independent"
UNPLACED: Final = "unplaced"
"""Of no known side and not known to be independent: unnamed sources, an official of nobody told, an outlet
that the pack does not know. Such a voice is shown and confirms nothing."""


class Standings(Struct, frozen=True):
    """Who is independent, by the pack: `bodies` by ids of actors, `outlets` by names (`outlet_key`)."""

    bodies: frozenset[str]
    outlets: dict[str, list[Source]]

    @classmethod
    def of_pack(cls, pack: Pack) -> "Standings":
        """The organisations among the actors, and the outlets."""
        outlets: dict[str, list[Source]] = {}
        for source in pack.sources:
            for key in {outlet_key(name) for name in (source.id, *source.names, *source.hosts)}:
                outlets.setdefault(key, []).append(source)
        bodies = (actor.id for actor in pack.actors.values() if actor.kind == "organisation")
        return cls(frozenset(bodies) - SOCIAL_IDS, outlets)

    def of(self, voice: Voice, day: date | None, quoted: str = "") -> str:
        """The side for which a voice speaks (an actor's id), `INDEPENDENT` or `UNPLACED`.

        `day` is that of its report, `quoted` the words that name an outlet which the report quotes. Nobody is
        called independent for not being known: an outlet is if the pack says so, an organisation and a
        hospital are where no side is told of them.
        """
        if voice.side in self.bodies:
            return INDEPENDENT
        if voice.side:
            return voice.side
        if voice.kind in ("organisation", "medical"):
            return INDEPENDENT
        if voice.kind in ("reporter", "media"):
            name = quoted if voice.kind == "media" else voice.outlet
            for source in self.outlets.get(outlet_key(name or ""), ()):
                if source.holds_on(day):
                    return self._standing(source, own_words=voice.kind == "reporter")
        return UNPLACED

    def _standing(self, source: Source, *, own_words: bool) -> str:
        if source.kind == "independent" and not source.side:
            return INDEPENDENT
        # Of the outlet itself the record has told already whether it speaks for its side.
        return UNPLACED if own_words else source.side or UNPLACED
