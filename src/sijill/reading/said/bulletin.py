"""The bulletin of a watching organisation, which a report goes on telling when it has named it once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sijill.reading.passage import Sentence
from sijill.reading.said.speaker_kind import Speaker

_WATCH = "organisation"
# What opens the sentence that adds to the news of the one before.
_BESIDE = "كما"


@dataclass(slots=True)
class Bulletin:
    """Knows whose bulletin a report is: «أعلن المرصد أن …. كما ارتفع عدد الغارات …», nobody else being heard.

    Where others are heard as well, a report that goes on without a source speaks in its own voice; «كما»
    goes on with a party's or a witness's words within their paragraph only.
    """

    speaker: Speaker | None = None
    alone: bool = True  # whether none but organisations have spoken so far

    def of(self, sentence: Sentence, last: Speaker | None) -> Speaker | None:
        """Whose bulletin a sentence goes on with; `last` is whose words the sentence before ended in."""
        adds = sentence.forms[sentence.first] == _BESIDE
        if self.speaker is None and self.alone and adds and last is not None and last.kind == _WATCH:
            self.speaker = last
        return self.speaker

    def hear(self, kinds: Iterable[str]) -> None:
        """Note who has spoken in a sentence: another voice ends the bulletin."""
        if any(kind != _WATCH for kind in kinds):
            self.alone, self.speaker = False, None
