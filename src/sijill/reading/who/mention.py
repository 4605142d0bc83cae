"""What the reading of names hands on: an actor named in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

PEOPLE = "people"
OTHER = "other"


@dataclass(slots=True)
class Mention:
    """An actor named in a sentence.

    `first` and `last` hold the name with its heads («عناصر مليشيا …»), `core` is where the name itself
    begins. `prep` is the preposition that governs it ("by" for «على يد»), "" where none does. `position`
    tells that it stands behind a place of its own («مواقع الحوثيين»), `supporter` that it only backs
    («بدعم من»), `loyal` that it is named as what others belong to («الموالية ل»). `joined` is the mention
    that «و» ties it to.
    """

    first: int
    last: int
    core: int
    ids: tuple[str, ...]
    kind: str
    use: str
    where: str
    prep: str = ""
    position: bool = False
    supporter: bool = False
    loyal: bool = False
    joined: Mention | None = None

    @property
    def lead(self) -> Mention:
        """The first mention of its coordination."""
        return self.joined.lead if self.joined else self
