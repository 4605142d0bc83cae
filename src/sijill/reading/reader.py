"""A report in, a document out: the steps of reading in their order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from sijill.packs.compiled import CompiledPack
from sijill.packs.lexicon import Hit
from sijill.reading.context import Context
from sijill.reading.explaining import explain
from sijill.reading.outlets import outlet_of, side_by_words
from sijill.reading.passage import Passage, Sentence
from sijill.reading.telling import Telling, last_telling
from sijill.reading.what.subject import Subject
from sijill.reading.when.carried import with_days
from sijill.reading.whole.merge import merged
from sijill.reading.whole.revise import revised
from sijill.reading.whole.sides import with_sides
from sijill.reading.whole.turned import with_fled, with_flyers, with_sides_turned
from sijill.reading.whole.victims import with_owners, with_victims
from sijill.reading.writing import write
from sijill.record import Document, Explanation, Report


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A report with its words looked up; `last` is the last sentence that may tell of an event, from 0."""

    report: Report
    passage: Passage
    sentences: list[Sentence]
    subject: Subject
    last: int


class Reader:
    """Reads reports with one compiled pack. Stateless between reports: `read` is a pure function."""

    def __init__(self, pack: CompiledPack) -> None:
        self.pack = pack

    def read(self, report: Report) -> Document:
        """The events that a report tells, in the order of its words."""
        return self.read_explained(report)[0]

    def read_explained(self, report: Report) -> tuple[Document, list[Explanation]]:
        """`read`, and for each value the pack entry and the step that gave it."""
        looked_up = self.look_up(report)
        if looked_up is None:
            return Document(report=self._with_side(report), events=[]), []
        return self.tell_explained(looked_up)

    def look_up(self, report: Report) -> LookedUp | None:
        """The first half of reading: its words looked up; None if none of them can tell of an event."""
        passage = Passage.of(report.text)
        spans = passage.sentence_ranges()
        sentences = [Sentence.of(passage, n, span, self.pack.lexicon) for n, span in enumerate(spans)]
        subject = Subject.of(sentences)
        last = last_telling(sentences, subject)
        if last is None:
            return None
        return LookedUp(self._with_side(report), passage, sentences, subject, last)

    def tell_explained(self, looked_up: LookedUp) -> tuple[Document, list[Explanation]]:
        """The other half: what `read_explained` gives for that report."""
        report, passage, sentences = looked_up.report, looked_up.passage, looked_up.sentences
        published = date.fromisoformat(report.published) if report.published else None
        # What stands behind all that is told, a word on the weather or on sport, is no evidence of where.
        country = self._country(sentences[: looked_up.last + 1])
        context = Context(self.pack, published, side_by_words(report.side, sentences), country)
        telling = Telling(context, sentences, looked_up.subject, looked_up.last)
        drafts = with_victims(merged(revised(telling.drafts(), context), context))
        drafts = with_owners(with_fled(with_sides(with_flyers(with_sides_turned(drafts)))))
        drafts = with_days(drafts, context)
        return Document(report=report, events=write(drafts, passage, context)), explain(drafts)

    def _with_side(self, report: Report) -> Report:
        """The report with the side of its outlet on its day, as far as the pack knows it."""
        published = date.fromisoformat(report.published) if report.published else None
        outlet = outlet_of(self.pack, report.source, report.url, published)
        return replace(report, side=report.side or (outlet.side if outlet else None) or None)

    def _country(self, sentences: list[Sentence]) -> str:
        """The country that the report speaks of most."""
        tally: Counter[str] = Counter()
        places: set[tuple[str, str]] = set()
        for sentence in sentences:
            peoples: set[str] = set()
            for hit in sentence.hits:
                if hit.entry.kind == "place" and not hit.entry.weak:
                    place = self.pack.places[hit.entry.data]
                    if (place.country, place.name_ar) not in places:  # named ten times it tells no more
                        places.add((place.country, place.name_ar))
                        tally[place.country] += 2 if place.level != "country" else 1
                elif hit.entry.kind == "actor":
                    if _belongs(hit):
                        tally[hit.entry.data.country] += 2
                elif hit.entry.kind == "nation":
                    peoples.add(hit.entry.data)
            tally.update(peoples)
        if not tally:
            return self.pack.country
        best = max(tally.values())
        if tally.get(self.pack.country, 0) * 2 >= best:
            return self.pack.country
        return min(c for c, n in tally.items() if n == best)


def _belongs(hit: Hit) -> bool:
    """Whether an actor named tells what country is spoken of: not a state's bare name, nor its people."""
    name = hit.entry.data
    bare = name.kind == "state" and hit.last - hit.first == 1
    return bool(name.country) and name.kind not in ("foreign_state", "people") and not bare
