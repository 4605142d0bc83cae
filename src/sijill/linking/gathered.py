"""The claims of many reports in memory, with all that is to be known to make incidents of them."""

from msgspec import Struct, field

from sijill.linking.claims import Claim
from sijill.linking.copies import Copies
from sijill.linking.decisions import NOTHING_DECIDED, Decided
from sijill.linking.grouping import grouped
from sijill.record import Report


class Gathered(Struct):
    """What some reports claim.

    `speech` are claims that are words alone, `reports` all reports without their texts, those without claims
    too, `copies` says which have one text, `decided` what people decided about incidents. `linked` has the
    claims of each incident, where they were linked before.
    """

    claims: list[Claim] = field(default_factory=list)
    speech: list[Claim] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    copies: Copies = field(default_factory=Copies)
    decided: Decided = NOTHING_DECIDED
    linked: list[list[Claim]] | None = None

    def incidents(self) -> list[list[Claim]]:
        """The claims of each incident in order, the incidents in the order of their first claims."""
        return grouped(self.claims, self.copies, self.decided) if self.linked is None else self.linked
