"""A report cut into words and sentences, and what the lexicon finds in each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set
from dataclasses import dataclass, field
from functools import lru_cache

from sijill.arabic.fold import Folded, fold
from sijill.arabic.sentences import clauses, sentences
from sijill.arabic.words import Token, tokenize
from sijill.packs.lexicon import Hit, Lexicon
from sijill.packs.triggers import Trigger
from sijill.record import Quote


@dataclass(slots=True)
class Passage:
    """A report's text: folded, cut into tokens. Token ranges are (first, last exclusive)."""

    folded: Folded
    tokens: list[Token]
    forms: list[str]

    @classmethod
    def of(cls, text: str) -> Passage:
        """Fold and cut a report's text."""
        folded = fold(text)
        tokens = tokenize(folded.text)
        return cls(folded, tokens, [token.form for token in tokens])

    def quote(self, first: int, last: int) -> Quote:
        """The report's own words of tokens `first` to `last`."""
        start, end = self.folded.span(self.tokens[first].start, self.tokens[last - 1].end)
        return Quote(self.folded.raw[start:end], start, end)

    def sentence_ranges(self) -> list[tuple[int, int]]:
        """Token ranges of the sentences."""
        return list(sentences(self.folded.text, self.tokens))


@dataclass(slots=True)
class Sentence:
    """One sentence with the hits of the lexicon, by kind; all indices are token indices of the passage.

    `words` has the hits of each word class, `at` the hits that begin at a token; `names` has the word classes
    of those tokens that have been asked for.
    """

    passage: Passage
    number: int
    first: int
    last: int
    hits: list[Hit]
    clauses: list[tuple[int, int]] = field(default_factory=list)
    triggers: list[Hit] = field(default_factory=list)
    words: dict[str, list[Hit]] = field(default_factory=dict)
    at: dict[int, list[Hit]] = field(default_factory=dict)
    names: dict[int, Set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, passage: Passage, number: int, span: tuple[int, int], lexicon: Lexicon) -> Sentence:
        """Look up the words of one sentence and cut it into clauses."""
        first, last = span
        sentence = cls(passage, number, first, last, lexicon.find(passage.forms, first, last))
        at, words = sentence.at, sentence.words
        verbs, names = set(), set()
        for hit in sentence.hits:
            entry, start = hit.entry, hit.first
            if start in at:
                at[start].append(hit)
            else:
                at[start] = [hit]
            if entry.kind == "word":
                words.setdefault(entry.data, []).append(hit)
            elif entry.kind == "trigger":
                sentence.triggers.append(hit)
            if entry.verb and hit.proclitics in ("و", "ف"):
                verbs.add(start)
            elif entry.kind in ("place", "actor") and not entry.weak:
                names.add(start)  # «وأبين» goes on with a list, it is no "and we explain"
        sentence.clauses = clauses(passage.forms, first, last, frozenset(verbs - names))
        return sentence

    @property
    def opens_paragraph(self) -> bool:
        """Whether a line break, or nothing, stands before the sentence."""
        tokens = self.passage.tokens
        if self.first == 0:
            return True
        return "\n" in self.passage.folded.text[tokens[self.first - 1].end : tokens[self.first].start]

    @property
    def forms(self) -> list[str]:
        """The forms of the whole passage."""
        return self.passage.forms

    def classes(self, at: int) -> Set[str]:
        """The word classes that begin at a token."""
        found = self.names.get(at)
        if found is None:
            hits = self.at.get(at, ())
            found = self.names[at] = _shared(tuple([h.entry.data for h in hits if h.entry.kind == "word"]))
        return found

    def has(self, class_name: str, first: int, last: int) -> Hit | None:
        """The first hit of a word class within a token range."""
        return next((h for h in self.words.get(class_name, ()) if first <= h.first and h.last <= last), None)

    def clause_of(self, at: int) -> tuple[int, int]:
        """The clause that holds a token."""
        found = bisect_right(self.clauses, (at, self.last + 1)) - 1
        if found >= 0 and at < self.clauses[found][1]:
            return self.clauses[found]
        return self.first, self.last

    def clause_number(self, at: int) -> int:
        """The index of the clause that holds a token, or of the last one before it."""
        return max(bisect_right(self.clauses, (at, self.last + 1)) - 1, 0)


@lru_cache(maxsize=1 << 16)
def _shared(names: tuple[str, ...]) -> Set[str]:
    """One set for all tokens of the same word classes."""
    return frozenset(names)


# Word classes of people who are told as such; and how the classes of people by their number begin.
PERSONS = frozenset("soldiers fighters civilians persons subject:victims".split())
ONE_OR_TWO = ("one:", "two:")
_BY_NUMBER = (*ONE_OR_TWO, "many:")


def of_people(classes: Set[str]) -> bool:
    """Whether word classes are of a noun that tells of one person, of two or of many."""
    return any(name.startswith(_BY_NUMBER) for name in classes)


def is_verb(hit: Hit) -> bool:
    """Whether a trigger was found as a conjugated verb."""
    return bool(hit.entry.verb)


_ALSO = frozenset(("كما", "وكما", "ثم"))


def adds(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb brings one deed more: «واستهدف», «كما قصفت»."""
    before = sentence.forms[hit.first - 1] if hit.first > sentence.first else ""
    return is_verb(hit) and (hit.proclitics in ("و", "ف") or before in _ALSO)


_MEANWHILE = frozenset(("فيما", "بينما", "حين", "وفيما", "وبينما"))


def further(sentence: Sentence, hit: Hit) -> bool:
    """Whether a trigger's clause tells of something further: «، فيما قتل جندي في X», «واستهدف»."""
    first, _ = sentence.clause_of(hit.first)
    opening = sentence.forms[first : min(first + 2, hit.first)]
    return adds(sentence, hit) or any(form in _MEANWHILE or form in _ALSO for form in opening)


def trigger_of(hit: Hit) -> Trigger:
    """The trigger behind a hit of that kind."""
    trigger = hit.entry.data
    assert isinstance(trigger, Trigger)
    return trigger


def carrier(sentence: Sentence, trigger: Hit, *names: str) -> Hit | None:
    """The light verb before a trigger that carries it, no other event's word between: «تعرضت … لقصف»."""
    before = (h for name in names for h in sentence.words.get(name, ()) if h.last <= trigger.first)
    verb = max(before, key=lambda h: h.first, default=None)
    if verb is None or any(verb.last <= t.first and t.last <= trigger.first for t in sentence.triggers):
        return None
    return verb
