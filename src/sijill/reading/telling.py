"""One pass over the sentences of a report: each trigger with its arguments becomes a draft."""

from __future__ import annotations

from sijill.arabic.dates import TimeHit
from sijill.packs.lexicon import Hit
from sijill.reading.context import Context
from sijill.reading.counts.howmany import counts
from sijill.reading.counts.tallying import COUNTS_REACH, give_counts
from sijill.reading.draft import Draft, Part, Told
from sijill.reading.evidence import evidence_of
from sijill.reading.passage import Sentence, further, is_verb, trigger_of
from sijill.reading.roles.casting import Cast, may_act
from sijill.reading.roles.left_open import cast
from sijill.reading.said.voices import Talk, Voice, voice_at
from sijill.reading.what.details import add_details
from sijill.reading.what.going_on import goes_on, spread, take_up
from sijill.reading.what.kind import allowed
from sijill.reading.what.settling import settle
from sijill.reading.what.status import status_of
from sijill.reading.what.subject import Subject
from sijill.reading.what.terms import terms_of
from sijill.reading.what.wording import readable, words_fit
from sijill.reading.when.recalled import background_of
from sijill.reading.when.times import choose, fitting, times
from sijill.reading.where.places import Places
from sijill.reading.where.placing import Placing, bound_for
from sijill.reading.where.spots import PlaceMention
from sijill.reading.who.named import Mention, mentions


def last_telling(sentences: list[Sentence], subject: Subject) -> int | None:
    """The number of the last sentence that may tell of an event; None if there is none."""
    for sentence in reversed(sentences):
        if any(
            subject.lets_tell(sentence, hit) and readable(sentence, hit) and words_fit(sentence, hit)
            for hit in sentence.triggers
        ):
            return sentence.number
    return None


_SPEECH = frozenset(("accusation", "demand", "threat"))
_CHARGE_REACH = 25
# Within how many sentences a pronoun or a dropped subject means him who was named last.
_TOPIC_REACH = 2
_OF_ITSELF = frozenset(("انه", "انها", "انهم", "بانه", "بانها", "بانهم"))


class Telling:
    """One pass over the sentences of a report, remembering what was spoken of."""

    def __init__(self, context: Context, sentences: list[Sentence], subject: Subject, last: int) -> None:
        """`last` is the number of the last sentence that may tell of an event."""
        self.context = context
        self.sentences = sentences
        self.last = last
        self.subject = subject
        self.places = Places(context, sentences, last + 1)
        self.topic: tuple[str, ...] = ()
        self.topic_part: tuple[Sentence, Mention] | None = None
        self.placing = Placing()
        self.talk = Talk(context)
        self.found: list[Draft] = []
        self.in_headline = False  # whether a headline that is linked to goes on behind its two dots
        self.moment: TimeHit | None = None  # the last day told, for «في اليوم نفسه»

    def drafts(self) -> list[Draft]:
        """What the sentences tell, in the order of their words."""
        for sentence in self.sentences[: self.last + 1 + COUNTS_REACH]:
            self._read_sentence(sentence)
        return self.found

    def _read_sentence(self, sentence: Sentence) -> None:
        people = mentions(sentence, self.context)
        taken = {at for m in people for at in range(m.core, m.last) if m.kind != "people"}
        spots = self.places.of(sentence, taken)
        self.placing.hear(sentence, spots, self.context.country)
        talk = self.talk.hear(sentence, people)
        moments = times(sentence, self.context.published, self.moment)
        self.moment = next((t for t in reversed(moments) if t.start is not None), self.moment)
        new: list[Draft] = []
        marks = (h.first for h in sentence.words.get("furniture", ()))
        furniture = sentence.first if self.in_headline else min(marks, default=sentence.last)
        self.in_headline = furniture < sentence.last and _breaks_off(sentence)
        told = 0  # the token up to which the words have told something: one word, one event
        for hit in _distinct(sentence):
            if not told <= hit.first < furniture or not self.subject.lets_tell(sentence, hit):
                continue
            if any(t.first <= hit.first < t.last for t in moments) and not _dates(sentence, hit):
                continue  # «فجر أمس»
            if any(s.first < hit.first < s.last for s in spots):
                continue  # «مدينة تدمر», «ميدان التحرير»
            if hit.first in taken and any(
                m.core <= hit.first < m.last and m.kind != "people" for m in people
            ):
                continue
            if _charged(sentence, hit) or _in_tag(sentence, hit):
                continue
            made = self._read_trigger(sentence, hit, people, spots, talk, moments)
            if made:
                told = hit.last
                told_of = [d for d in new if goes_on(d, made[0])]
                if told_of:
                    for draft in told_of:
                        take_up(draft, made[0])
                    new.extend(spread(told_of[0], made) if len(told_of) == 1 else [])
                else:
                    new.extend(made)
        earlier = self.found[-1:]
        if new or any(sentence.number - d.told[0].sentence.number <= COUNTS_REACH for d in earlier):
            give_counts(sentence, counts(sentence, people), new, self.found)
        self.found.extend(new)

    def _read_trigger(
        self,
        sentence: Sentence,
        hit: Hit,
        people: list[Mention],
        spots: list[PlaceMention],
        talk: list[Voice],
        moments: list[TimeHit],
    ) -> list[Draft]:
        if not (readable(sentence, hit) and words_fit(sentence, hit)):
            return []
        # Who accuses, demands or threatens is named as the speaker and is the actor as well.
        speakers = [] if trigger_of(hit).type in _SPEECH else _speakers(sentence, people, talk)
        speaking = voice_at(talk, hit.first)
        claimant = speaking.speaker if speaking and _speaks_of_itself(sentence, hit, speaking) else None
        actors = cast(sentence, hit, people, self._going_on(sentence), speakers, claimant)
        kind, means = settle(sentence, hit, self.context, people)
        where, home_sentence, own = self.placing.of(sentence, hit, spots, kind)
        apart = own and further(sentence, hit) and _in_clause(sentence, hit, where[0])
        if not allowed(sentence, hit, actors, people, own, apart):
            return []
        voice = voice_at(talk, hit.first)
        status, status_entry = status_of(sentence, hit, voice)
        time, of_speech = choose(sentence, moments, hit, voice)
        status, time = fitting(sentence, hit, status, time, self.context.published)
        background = status in ("occurred", "denied") and background_of(
            sentence, hit, None if of_speech else time, self.context
        )
        if background and of_speech:
            time = None  # the day on which somebody told of history does not date it
        if background and not own:
            where, home_sentence, _ = self.placing.recalled(sentence, spots, kind)
        if background and self.topic_part is not None and self.topic_part[0] is not sentence:
            actors.inherited.clear()  # history seldom goes on about the subject of the news
        parts = self._parts(sentence, actors)
        destination = bound_for(sentence, hit, spots, kind)
        made: list[Draft] = []
        for spot in where or [None]:  # type: ignore[list-item]
            draft = Draft(
                kind,
                status,
                background,
                [Told(sentence, *evidence_of(sentence, hit), hit)],
                list(parts),
                place=spot,
                place_sentence=home_sentence if spot else None,
                place_own=own,
                destination=destination,
                time=time,
                time_sentence=sentence,
                time_of_speech=of_speech,
                voice=voice,
                means=means,
                status_entry=status_entry,
            )
            if kind in ("agreement", "negotiation"):
                draft.terms = terms_of(sentence, hit, people, moments, self.context.published)
            add_details(sentence, hit, draft)
            made.append(draft)
        self._remember(sentence, actors)
        return made

    def _parts(self, sentence: Sentence, actors: Cast) -> list[Part]:
        parts: list[Part] = []
        for role, found in actors.roles.items():
            for mention in found:
                for identity in mention.ids:
                    if identity == "other" or identity not in {p.id for p in parts}:
                        guessed = mention in actors.guessed
                        parts.append(
                            Part(
                                role, identity, sentence, mention.first, mention.last, mention.where, guessed
                            )
                        )
        for role, ids in actors.inherited.items():
            if role in actors.roles or role in ("", "none", "place"):
                continue
            for identity in ids:
                if identity not in {p.id for p in parts} and self.topic_part is not None:
                    origin, mention = self.topic_part
                    parts.append(
                        Part(role, identity, origin, mention.first, mention.last, mention.where, True)
                    )
        return parts

    def _going_on(self, sentence: Sentence) -> tuple[str, ...]:
        """The subject spoken of last, as long as a sentence may go on about it without naming it."""
        if self.topic_part is None or sentence.number - self.topic_part[0].number > _TOPIC_REACH:
            return ()
        return self.topic

    def _remember(self, sentence: Sentence, actors: Cast) -> None:
        told = actors.roles.get("actor") or actors.roles.get("party") or []
        leading = [m for m in told if may_act(m) and m.kind != "organisation"]
        if leading:
            self.topic = tuple(i for m in leading for i in m.ids)
            self.topic_part = (sentence, leading[0])


def _speakers(sentence: Sentence, people: list[Mention], talk: list[Voice]) -> list[Mention]:
    """The mentions that stand in the words that name a speaker."""
    return [m for m in people if any(v.sentence is sentence and v.first <= m.core < v.last for v in talk)]


def _breaks_off(sentence: Sentence) -> bool:
    """Whether a sentence ends in the dots that stand within a headline: «رابط الخبر: عدن .. اشتباكات …»."""
    forms = sentence.forms[sentence.first : sentence.last]
    return forms[-1:] == ["…"] or forms[-2:] == [".", "."]


def _in_clause(sentence: Sentence, hit: Hit, place: PlaceMention) -> bool:
    first, last = sentence.clause_of(hit.first)
    return first <= place.core < last


def _charged(sentence: Sentence, hit: Hit) -> bool:
    """Whether a noun is only what somebody is charged with: «بتهمة التحريض على الشغب»."""
    charges = sentence.words.get("charges", ())
    return not is_verb(hit) and any(0 <= hit.first - c.last <= _CHARGE_REACH for c in charges)


def _dates(sentence: Sentence, hit: Hit) -> bool:
    """Whether a deed is what a time is counted from: «منذ أن احتلوا المدينة في سبتمبر»."""
    return is_verb(hit) and hit.first > sentence.first and sentence.forms[hit.first - 1] == "ان"


def _in_tag(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word only begins the name under which people write: «وسم #تفجير_مسجد»."""
    text = sentence.passage.folded.text
    return text.startswith("_", sentence.passage.tokens[hit.first].end)


def _speaks_of_itself(sentence: Sentence, hit: Hit, voice: Voice) -> bool:
    """Whether a claim without a subject is of the speaker's own deed: a party's, or one of «إنها»."""
    before = sentence.forms[hit.first - 1] if hit.first > sentence.first else ""
    return voice.kind == "party" or before in _OF_ITSELF


def _distinct(sentence: Sentence) -> list[Hit]:
    """The triggers of a sentence without those inside a longer one.

    Where one word may tell of several events, the frame that asks for words beside it comes first.
    """
    kept: list[Hit] = []
    for hit in sorted(
        sentence.triggers,
        key=lambda h: (h.first, h.first - h.last, not (trigger_of(h).when.near or trigger_of(h).when.next)),
    ):
        if kept and hit.first < kept[-1].last and hit.last - hit.first < kept[-1].last - kept[-1].first:
            continue
        kept.append(hit)
    return kept
