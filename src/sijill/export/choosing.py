"""Which events are exported, and which claims are left out and why: nothing goes out as having happened that
nobody says happened."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct, field

from sijill.deriving.figures import denies
from sijill.deriving.happenings import TOLL_NUMBERS, is_toll, sorted_out
from sijill.deriving.standing import Standings
from sijill.deriving.tallies import REASONS
from sijill.engines.gathering import Loaded
from sijill.export.events import FlatEvent, of_claim, of_incident_told
from sijill.export.names import Language
from sijill.export.screen import Screen
from sijill.linking.claims import Claim
from sijill.linking.incidents import Incident
from sijill.store.search_fits import fits
from sijill.store.search_names import Filters

CONFIDENTIAL: Final = "confidential"
HELD: Final = "held"
WHY: Final[dict[str, dict[Language, str]]] = {
    "speech": {"en": REASONS["speech"], "ar": "اتهامات ومطالبات وتهديدات: أقوال لا غير"},
    "planned": {"en": REASONS["planned"], "ar": "أُعلن أو خُطط له ولم يُقل إنه وقع"},
    "demanded": {"en": REASONS["demanded"], "ar": "طُلب ولم يُقل إنه وقع"},
    "threatened": {"en": REASONS["threatened"], "ar": "هُدد به ولم يُقل إنه وقع"},
    "hypothetical": {"en": REASONS["hypothetical"], "ar": "خُشي منه أو افتُرض ولم يُقل إنه وقع"},
    "denied": {"en": REASONS["denied"], "ar": "قيل إنه لم يقع"},
    "background": {"en": REASONS["background"], "ar": "ذُكر على أنه من الماضي ولم يرد خبرا في أي تقرير هنا"},
    "toll": {"en": REASONS["toll"], "ar": "حصيلة مدة طويلة أو الحرب كلها لا حادثة واحدة"},
    CONFIDENTIAL: {"en": "told by confidential reports alone", "ar": "لم تذكره إلا تقارير سرية"},
    HELD: {"en": "held back from whom this export is for", "ar": "حُجب عمّن أُعدّ له هذا الملف"},
}
"""Why claims are left out, by the code of the reason, in the order in which it is looked at."""


class Chooser(Struct):
    """Chooses events by filters for a viewer; `left_out` counts claims by reason, when all is done."""

    filters: Filters
    screen: Screen
    standings: Standings
    left_out: Counter[str] = field(default_factory=Counter)

    def incidents(self, found: Loaded, incidents: Iterable[Incident]) -> Iterator[FlatEvent]:
        """Those of the incidents that happened by some claim which is asked for, in their order."""
        self._leave_out("speech", found.speech)
        for incident in incidents:
            told = sorted_out(incident, self._leave_out, _tells_a_toll)
            if any(fits(self.filters, claim) for claim in told):
                shown = self._shown(told)
                if shown:
                    denied = [claim for claim in incident.claims if denies(claim)]
                    yield of_incident_told(incident, shown, denied, found.copies, self.standings)

    def claims(self, claims: Iterable[Claim]) -> Iterator[FlatEvent]:
        """Single claims: those that something happened, or, if statuses are asked for, of these statuses."""
        for claim in claims:
            if not fits(self.filters, claim):
                continue
            if not self.filters.statuses and claim.event.status != "occurred":
                self.left_out[claim.event.status] += 1
            elif not self.filters.statuses and claim.event.background:
                self.left_out["background"] += 1
            elif shown := self._shown([claim]):
                yield of_claim(shown[0], self.standings)

    def _shown(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims as they may be seen; what is left out whole is counted."""
        shown = [seen for claim in claims if (seen := self.screen.claim(claim))]
        if not shown:
            self.left_out[CONFIDENTIAL if all(c.confidential for c in claims) else HELD] += len(claims)
        return shown

    def _leave_out(self, reason: str, claims: Iterable[Claim]) -> None:
        number = sum(fits(self.filters, claim) for claim in claims)
        if number:
            self.left_out[reason] += number


def _tells_a_toll(claim: Claim) -> bool:
    """Whether a claim's numbers are of a campaign or of the whole war, and so of no incident."""
    return any(
        is_toll(claim, [quantity.low or 0], quantity.kind)
        for quantity in claim.event.quantities
        if quantity.kind in TOLL_NUMBERS
    )
