"""Where a voice stands: on a side of the war, with nobody, or nowhere that is known."""

from typing import Final

from msgspec import Struct

from sijill.linking.voices import Voice
from sijill.packs.compiled import outlet_key
from sijill.packs.model import Pack
from sijill.record import SOCIAL_IDS

INDEPENDENT: Final = "independent"
UNPLACED: Final = "unplaced"
"""Of no known side and not known to be independent: unnamed sources, an official of nobody told, an outlet
that the pack does not know. Such a voice is shown and confirms nothing."""


class Standings(Struct, frozen=True):
    """Who is independent, by the pack: `bodies` by ids of actors, `outlets` by names (`outlet_key`)."""

    bodies: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()

    @classmethod
    def of_pack(cls, pack: Pack) -> "Standings":
        """Organisations among the actors, and outlets that are listed as independent and serve no side."""
        return cls(
            frozenset(
                actor.id
                for actor in pack.actors.values()
                if actor.kind == "organisation" and actor.id not in SOCIAL_IDS
            ),
            frozenset(
                outlet_key(name)
                for source in pack.sources
                if source.kind == "independent" and not source.side
                for name in (source.id, *source.names, *source.hosts)
            ),
        )

    def of(self, voice: Voice, quoted: str = "") -> str:
        """The side for which a voice speaks (an actor's id), `INDEPENDENT` or `UNPLACED`.

        `quoted` are the words that name the voice, where a report names an outlet that it quotes. Nobody is
        called independent for not being known: an outlet is if the pack says so, an organisation and a
        hospital are where no side is told of them.
        """
        if voice.side in self.bodies:
            return INDEPENDENT
        if voice.side:
            return voice.side
        if voice.kind in ("organisation", "medical"):
            return INDEPENDENT
        outlet = {"reporter": voice.outlet or "", "media": quoted}.get(voice.kind, "")
        return INDEPENDENT if outlet_key(outlet) in self.outlets else UNPLACED
