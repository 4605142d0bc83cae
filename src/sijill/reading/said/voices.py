"""Who says so: the statements of a sentence, who makes them, and which of its words are theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sijill.packs.lexicon import Hit
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.said.bulletin import Bulletin
from sijill.reading.said.quotations import Quotations, Quoted
from sijill.reading.said.speaker_kind import Speaker
from sijill.reading.said.speaker_words import LONGEST_NAME, behind_saying
from sijill.reading.said.speakers import Memory, name_words, speaker_in
from sijill.reading.said.statements import (
    ACCUSING,
    SOURCE_LEADS,
    accused_at,
    addresses,
    claim_end,
    gender_of,
    has_past_verb,
    impersonal,
    is_addressed,
    opening_of,
    opens_clause,
    opens_sentence,
    relayed_from,
    said_aside,
    statements,
    tells_event,
)
from sijill.reading.said.strangers import stranger
from sijill.reading.said.subjects import before_verb, opening_subject
from sijill.reading.who.mention import Mention
from sijill.record import AttributionKind

_HEADLINE_REACH = 9
# A sentence that begins so goes on with what was said before it, or tells it at length («فقد قصف …»).
_GOES_ON = frozenset(("وان", "وانه", "وانها", "وانهم", "فقد"))
_ADDS = frozenset(("كما", "كذلك", "وكذلك"))
_RELAY_REACH = 9
# What things go by, and nobody's words: «وفق شروط …», «بحسب المادة …».
_MEASURES = "speech:measures"


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says something: tokens `start` to `end` (exclusive) are the claim.

    `first` and `last` are the tokens of `sentence` that name the speaker, or both -1 where an earlier
    sentence named him. `verb` is the token of the verb of saying, -1 where a quotation runs on.
    `speaker` is the actor in whose name he speaks, where words name it: whom «إننا» and «إنها» mean.
    """

    kind: AttributionKind
    id: str | None
    first: int
    last: int
    start: int
    end: int
    sentence: Sentence
    entry: str
    denies: bool = False
    verb: int = -1
    speaker: Mention | None = None


def voice_at(found: list[Voice], at: int) -> Voice | None:
    """The innermost speaker of the word at a token."""
    inside = [v for v in found if v.start <= at < v.end]
    return max(inside, key=lambda v: (v.start, v.verb)) if inside else None


class Talk:
    """Listens to the sentences of one report in their order and knows who has spoken."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._memory = Memory()
        self._quotations = Quotations()
        self._quoted: Speaker | None = None
        self._review: Speaker | None = None
        self._bulletin = Bulletin()
        self._spoke = -1  # the number of the last sentence that ends in somebody's words

    def hear(self, sentence: Sentence, mentions: list[Mention]) -> list[Voice]:
        """The speakers of a sentence, those with the widest claims first."""
        quoted = self._quotations.of(sentence)
        found = self._running(sentence, quoted)
        says = statements(sentence)
        aside = said_aside(sentence, says, quoted)
        outer: Voice | None = None
        speaker: Speaker | None = None
        for say in says:
            if say in aside:
                continue
            voice = self._stated(sentence, mentions, say, found, quoted)
            if voice is not None:
                found.append(voice)
                if outer is None:
                    outer, speaker = voice, self._memory.last()
        if speaker is not None and _only_quotes(outer, found):
            self._memory.recent.append(speaker)
        self._headline(sentence, mentions, found)
        for hit in (*sentence.words.get("according", ()), *aside):
            self._according(sentence, mentions, hit, found)
        self._keep_quotation(found, quoted)
        self._bulletin.hear(v.kind for v in found)
        if any(v.verb >= 0 and v.end == sentence.last for v in found):
            self._spoke = sentence.number
        return found

    def _running(self, sentence: Sentence, quoted: list[Quoted]) -> list[Voice]:
        """Voices that reach into the sentence from before: a review of the press, an open quotation."""
        found: list[Voice] = []
        if self._review is None:
            self._review = _review(sentence)
        if self._review is not None:
            found.append(_voice(self._review, sentence.first, sentence.last, sentence))
        last = self._memory.last() if self._spoke == sentence.number - 1 else None
        bulletin = self._bulletin.of(sentence, last)
        if bulletin is not None:
            found.append(_voice(bulletin, sentence.first, sentence.last, None))
        if sentence.classes(sentence.first) & {"impersonal"}:
            self._quoted = None  # «يذكر أن»: the outlet speaks again, whatever marks are missing
        if last is not None and self._quoted is None and _goes_on(sentence):
            found.append(replace(_voice(last, sentence.first, sentence.last, None), verb=sentence.first))
        if self._quoted is not None and quoted and not quoted[0].opened:
            found.append(_voice(self._quoted, quoted[0].first, quoted[0].last, sentence))
        return found

    def _keep_quotation(self, found: list[Voice], quoted: list[Quoted]) -> None:
        """Note whose quotation is still open at the end of the sentence."""
        if not quoted or quoted[-1].closed:
            self._quoted = None
        elif quoted[-1].opened:
            stated = any(v.verb >= 0 and v.start <= quoted[-1].first + 1 for v in found)
            self._quoted = self._memory.last() if stated else None

    def _stated(
        self, sentence: Sentence, mentions: list[Mention], say: Hit, found: list[Voice], quoted: list[Quoted]
    ) -> Voice | None:
        """The statement that a verb or participle of saying makes, or None if it makes none."""
        if any(v.verb >= 0 and v.verb < say.first < v.start for v in found):
            return None
        if impersonal(sentence, say):
            return None
        kind = say.entry.data
        participle = kind.startswith("saying")
        opening = opening_of(sentence, say, quoted)
        if kind == "say:that" and not opening:
            return None
        limit = opening - 1 if opening else min(say.last + LONGEST_NAME, sentence.last)
        if (kind == "say:learning" or kind == "say:relaying" and not opening) and (
            relayed_from(sentence, say, limit) is None
        ):
            return None  # «سينقل الجرحى إلى …», «علمت الصحيفة أن»: nobody's words
        told = tells_event(sentence, say)
        if not opening and not told and kind not in ACCUSING:
            if kind == "say":
                self._subject(sentence, mentions, say, limit, kind)  # who speaks may go on to tell of events
            return None
        speaker = None if participle else self._subject(sentence, mentions, say, limit, kind)
        if speaker is None and not participle and opening:
            speaker = stranger(sentence, say, limit)
            if speaker is not None:
                self._memory.add(speaker, sentence.forms[speaker.first : speaker.last])
        named = speaker is not None
        if speaker is None and any(q.first <= say.first < q.last and q.speech and q.opened for q in quoted):
            return None  # «قال: "الدلائل تشير إلى أن …"»: still his words
        if speaker is None and (
            participle or opening or opens_sentence(sentence, say) or kind == "say:denying"
        ):
            speaker = self._again(sentence, mentions, say, found, participle)
        if speaker is None:
            return None
        after = speaker.last if named and speaker.first > say.first else say.last
        start = opening or max(after, say.last)
        end = claim_end(sentence, say, start, bool(opening), quoted)
        voice = _voice(speaker, start, end, sentence if named else None)
        return replace(voice, denies=kind.endswith("denying"), verb=say.first)

    def _subject(
        self, sentence: Sentence, mentions: list[Mention], say: Hit, limit: int, kind: str
    ) -> Speaker | None:
        """Who says it: behind the verb, for a relayed word behind its «عن», else before the verb."""
        gender = gender_of(say)
        speaker: Speaker | None = None
        if kind in ("say:relaying", "say:learning"):
            about = relayed_from(sentence, say, limit)
            if about is not None and sentence.forms[about] not in SOURCE_LEADS:
                speaker = self._memory.last()  # «نقلت عنه الوكالة قوله»
                return replace(speaker, first=-1, last=-1) if speaker else None
            if about is not None:
                speaker = self._speaker(sentence, mentions, about + 1, limit, "")
        if speaker is None:
            if kind in ACCUSING:
                limit = min(limit, accused_at(sentence, mentions, say, limit))
            if not (is_addressed(sentence, say) or addresses(sentence, say)):
                speaker = self._speaker(sentence, mentions, say.last, limit, gender)
        if speaker is None and say.proclitics in ("", "ف"):
            first, last = before_verb(sentence, say)
            if first < last:
                speaker = self._speaker(sentence, mentions, first, last, gender)
        return speaker

    def _speaker(
        self, sentence: Sentence, mentions: list[Mention], first: int, limit: int, gender: str
    ) -> Speaker | None:
        speaker = speaker_in(sentence, mentions, self._context, self._memory, first, limit)
        if speaker is None:
            return None
        speaker = replace(speaker, gender=gender)
        self._memory.add(speaker, name_words(sentence, speaker.first, limit))
        return speaker

    def _again(
        self,
        sentence: Sentence,
        mentions: list[Mention],
        say: Hit,
        found: list[Voice],
        participle: bool,
    ) -> Speaker | None:
        """The speaker of an elided subject: who spoke or acted in the sentence, else who spoke last."""
        spoken = [v for v in found if v.verb >= 0 and v.verb < say.first]
        if not spoken and say.first - sentence.first > 2 and (participle or say.proclitics):
            doer = opening_subject(sentence, say)
            if doer is not None:
                return self._speaker(sentence, mentions, doer, say.first, "")
            if participle:
                return None
        inside = not participle and say.first > sentence.first and not say.proclitics and not spoken
        if inside and not opens_clause(sentence, say):
            return None
        return self._memory.last("" if participle else gender_of(say))

    def _headline(self, sentence: Sentence, mentions: list[Mention], found: list[Voice]) -> None:
        """«الناطق باسم …: …», the way of headlines."""
        if any(v.verb >= 0 for v in found):
            return
        reach = range(sentence.first + 1, min(sentence.first + _HEADLINE_REACH, sentence.last - 1))
        colon = next((i for i in reach if sentence.forms[i] == ":"), None)
        if colon is None or sentence.forms[sentence.first] in ("في", "من", "وفي"):
            return
        if any(t.first < colon for t in sentence.triggers) or has_past_verb(sentence, sentence.first, colon):
            return
        speaker = self._speaker(sentence, mentions, sentence.first, colon, "")
        if speaker is not None and speaker.kind != "media":
            found.append(replace(_voice(speaker, colon + 1, sentence.last, sentence), verb=sentence.first))

    def _according(self, sentence: Sentence, mentions: list[Mention], hit: Hit, found: list[Voice]) -> None:
        """«وفقا ل», «بحسب», «نقلا عن»: the sentence, or the statement it stands in, is that speaker's."""
        if any(hit.first <= v.verb < hit.last for v in found):
            return  # «كما أكد المصدر أن»: a statement of its own
        first = self._source_behind(sentence, hit)
        if _MEASURES in sentence.classes(first):
            return
        speaker = self._speaker(sentence, mentions, first, min(first + LONGEST_NAME, sentence.last), "")
        if speaker is None:
            return
        told = next((v for v in reversed(found) if v.verb >= 0 and v.verb < hit.first), None)
        if told is not None and (hit.first < told.start or told.start <= hit.first < told.end):
            if speaker.kind == "media" and told.kind != "media":
                return  # the outlet only passes on what the speaker said
            found.append(replace(_voice(speaker, told.start, told.end, sentence), verb=hit.first))
            return
        base = max((v.start for v in found if v.verb < 0), default=sentence.first)
        found.append(replace(_voice(speaker, base, sentence.last, sentence), verb=hit.first))

    @staticmethod
    def _source_behind(sentence: Sentence, hit: Hit) -> int:
        """Where the source is named behind «وفقا ل»; also past an agency: «حسبما نقلت الوكالة عن شهود»."""
        for say in sentence.words.get("say:relaying", ()):
            if hit.first <= say.first <= hit.last + 1:
                about = relayed_from(sentence, say, min(say.last + _RELAY_REACH, sentence.last))
                if about is not None and sentence.forms[about] in SOURCE_LEADS:
                    return about + 1
        return behind_saying(sentence, hit.last)


def _goes_on(sentence: Sentence) -> bool:
    """Whether a sentence begins as one that goes on with what somebody said in the one before.

    «كما استهدفت الطائرات …» does so within a paragraph; a new one is the outlet's own.
    """
    first = sentence.forms[sentence.first]
    return first in _GOES_ON or first in _ADDS and not sentence.opens_paragraph


def _only_quotes(outer: Voice | None, found: list[Voice]) -> bool:
    """Whether who speaks last is only quoted by another, who goes on: «قال X إن Y أعلن …. وأضاف …».

    An outlet that passes a statement on goes on with that statement.
    """
    last = found[-1] if found else None
    if outer is None or last is None or last is outer or outer.kind == "media" or last.first < 0:
        return False
    return outer.start <= last.verb < outer.end


def _voice(speaker: Speaker, start: int, end: int, named_in: Sentence | None) -> Voice:
    here = named_in is speaker.sentence
    return Voice(
        speaker.kind,
        speaker.id,
        speaker.first if here else -1,
        speaker.last if here else -1,
        start,
        end,
        speaker.sentence,
        speaker.entry,
        speaker=speaker.mention,
    )


def _review(sentence: Sentence) -> Speaker | None:
    """«تطرقت الصحف … الصادرة اليوم»: from here on the report tells what the press says."""
    for issued in sentence.words.get("speech:issued", ()):
        for hit in sentence.words.get("source:media", ()):
            definite = all(sentence.forms[at].startswith("ال") for at in (hit.first, issued.first))
            if definite and 0 < issued.first - hit.first <= 4:
                return Speaker("media", None, hit.first, hit.last, sentence, hit.entry.where, None)
    return None
