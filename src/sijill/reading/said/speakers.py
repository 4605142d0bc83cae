"""Who a phrase names as the speaker, and whom a speaker's later names mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sijill.arabic.particles import COMMAS, QUOTES, RELATIVES, SENTENCE_ENDS
from sijill.packs.lexicon import Hit
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.said.speaker_kind import Speaker, identified
from sijill.reading.said.speaker_words import (
    BETWEEN,
    LONGEST_NAME,
    hears,
    initial,
    phrase,
    speaks_in_writing,
    title_in,
)
from sijill.reading.who.mention import Mention

_AGAIN = frozenset("ذاته ذاتها نفسه نفسها نفسهم ذاتهم المذكور المذكوره هذا هذه تلك".split())
_NO_NAMES = _AGAIN | COMMAS | QUOTES | BETWEEN
# Words that are remembered under one form: plurals, and titles of the same office.
_TWINS = {
    "مصادر": "مصدر",
    "مسوولون": "مسوول",
    "مسوولين": "مسوول",
    "ناطق": "متحدث",
    "متحدثه": "متحدث",
    "متحدثون": "متحدث",
    "شهود": "شاهد",
    "اهالي": "سكان",
}
# The word that, with the article, means whoever spoke before; «الأنباء», «الخبير» do not.
_SOURCE = "مصدر"
_RECENT = 4
_OUTLET_HEADS = ("", "وكاله ", "صحيفه ", "قناه ")
_GOVERNED = frozenset(("", "ل", "ب", "في", "من", "عن", "باسم", "داخل", "ضمن", "لدي"))
_PERSONAL = frozenset(("leader", "spokesman"))
_FREE = frozenset(("leader", "spokesman", "nation", "adjective"))
# The mention of one whom the report has named in full before: «اللواء الفلاني».
_BARE = "bare"
_OFFICES = frozenset(("party", "official", "organisation"))


@dataclass(slots=True)
class Memory:
    """The speakers of a report so far, by the words of their names and titles."""

    by_word: dict[str, Speaker] = field(default_factory=dict)
    recent: list[Speaker] = field(default_factory=list)

    def add(self, speaker: Speaker, words: list[str]) -> None:
        """Remember a speaker under the words that named him."""
        for word in words:
            self.by_word[_bare(word)] = speaker
        self.recent.append(speaker)

    def named(self, word: str) -> Speaker | None:
        """Who was last named with a word, whatever its article and number."""
        return self.by_word.get(_bare(word))

    def last(self, gender: str = "") -> Speaker | None:
        """The last speaker, of the given grammatical gender where it is known."""
        for speaker in reversed(self.recent[-_RECENT:]):
            if not gender or not speaker.gender or speaker.gender == gender:
                return speaker
        return None


def speaker_in(
    sentence: Sentence, mentions: list[Mention], context: Context, memory: Memory, first: int, limit: int
) -> Speaker | None:
    """The speaker whom the words from `first` to `limit` at most name, or None if they name none."""
    inner, last = phrase(sentence, first, limit)
    found = _read(sentence, mentions, context, memory, inner, last)
    if found is None and inner > first and speaks_in_writing(sentence, first):
        found = _read(sentence, mentions, context, memory, first, last)
    return found


def _read(
    sentence: Sentence, mentions: list[Mention], context: Context, memory: Memory, first: int, last: int
) -> Speaker | None:
    if first >= last:
        return None
    last = min((m.core for m in mentions if _object(sentence, first, m)), default=last)
    title = title_in(sentence, first, last)
    inside = [m for m in mentions if first <= m.core < last and _may_speak(m) and not _opposed(sentence, m)]
    who = inside[0] if inside else None
    if who is not None and who.kind == "epithet" and _of_state(context, who):
        who = next((m for m in inside if m.use in _PERSONAL), who)  # his name tells whose army it is
    again = _named_before(sentence, memory, first, last, title, who)
    if again is not None:
        return replace(again, first=first, last=last, sentence=sentence)
    if title is not None and who is not None and not _tied(sentence, title[1], who):
        who = None
    if title is None and _outlet(sentence, context, first, last):
        return Speaker("media", None, first, last, sentence, "sources.yaml", None)
    if title is None and who is None:
        return _country(sentence, context, first, last)
    if title is None and who is not None and who.first == first + 1:
        return None
    return identified(sentence, context, first, last, title, who)


def name_words(sentence: Sentence, first: int, limit: int) -> list[str]:
    """The words under which a speaker is remembered: his titles and names."""
    words: list[str] = []
    for at in range(first, min(limit, first + LONGEST_NAME)):
        form = sentence.forms[at]
        if (
            form in RELATIVES
            or form in SENTENCE_ENDS
            and not initial(sentence, at)
            or form in ("ان", ":", "الي", "خلال", "حسب")
            or at > first
            and hears(sentence, at)
        ):
            break
        told = any(h.entry.kind == "trigger" for h in sentence.at.get(at, ()))
        if len(form) > 2 and form not in BETWEEN and not told:
            words.append(form)
    return words


def _bare(word: str) -> str:
    stem = word[2:] if word.startswith(("ال", "لل")) and len(word) > 4 else word
    return _TWINS.get(stem, stem)


def _may_speak(mention: Mention) -> bool:
    return mention.kind != "people" and not mention.supporter and mention.prep in _GOVERNED


def _of_state(context: Context, who: Mention) -> bool:
    """Whether an epithet means a state, or nobody: «الجيش», whose meaning hangs on who speaks."""
    actor = context.pack.actors.get(who.ids[0])
    return actor is None or actor.kind in ("state", "foreign_state")


def _tied(sentence: Sentence, title: Hit, who: Mention) -> bool:
    """Whether an actor behind a title can be whom it serves: «مجلس المحافظة الحكومة» are two.

    So are «مجلس محافظة X الحكومة»: behind a place's name stands whom the speaker addresses. And «مندوب X
    في الأمم المتحدة» serves X.
    """
    if who.prep == "لدي" or who.prep == "في" and _of_a_country(sentence, title.last, who.first):
        return False
    if who.prep or who.use in _FREE or who.first <= title.last:
        return True
    between = sentence.forms[title.last : who.first]
    placed = any(h.entry.kind == "place" and h.last == who.first for h in sentence.at.get(who.first - 1, ()))
    if placed and who.use == "name" and sentence.forms[who.first].startswith("ال"):
        return False
    return all(form.isalpha() and not form.startswith("ال") for form in between)


def _of_a_country(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a country or its adjective stands in between: «مندوب اليمن», «السفير اليمني»."""
    return any(
        h.entry.kind in ("place", "nation") for at in range(first, last) for h in sentence.at.get(at, ())
    )


def _object(sentence: Sentence, first: int, mention: Mention) -> bool:
    """Whether a name right behind a definite title is another's, whom he speaks of: «المصدر الحوثيين»."""
    title, name = sentence.forms[first], sentence.forms[mention.core]
    plural = name.startswith("ال") and name.endswith("ين")
    return mention.core == first + 1 and plural and title.startswith("ال") and not title.endswith("ين")


def _opposed(sentence: Sentence, mention: Mention) -> bool:
    """«فصائل تعارض الحوثيين»: those against whom the speaker is, not those for whom he speaks."""
    before = range(max(sentence.first, mention.first - 2), mention.first)
    return any("speech:against" in sentence.classes(at) for at in before)


def _named_before(
    sentence: Sentence,
    memory: Memory,
    first: int,
    last: int,
    title: tuple[str, Hit] | None,
    who: Mention | None,
) -> Speaker | None:
    """The earlier speaker whom a surname or a bare title («المصدر», «الوزير») means."""
    if _official_again(sentence, first, last, title, who):
        return memory.last()  # «ولفت المسؤول اليمني»
    if who is not None and who.kind != _BARE and (title is not None or who.core == first):
        return None
    words = [w for w in sentence.forms[first:last] if w not in _NO_NAMES]
    if not words:
        return None
    nobodys = title is not None and title[0] == "anonymous"  # «المعلومات»
    if len(words) == 1 and speaks_in_writing(sentence, first) and not nobodys:
        return memory.last()
    surname = None
    ranked = title is not None and "speech:ranks" in sentence.classes(first)  # behind a rank stands a name
    if ranked or len(words) == 1 or not any(h.entry.kind == "place" for h in sentence.at.get(last - 1, ())):
        surname = memory.named(words[-1])
    if title is None:
        return memory.named(words[0]) or (surname if len(words) <= 4 else None)
    kind, hit = title
    told = speaks_in_writing(sentence, first)  # «المعلومات الأولية» are nobody's who has spoken
    if kind == "anonymous" and hit.first == first and words[0].startswith(("ال", "لل")) and not told:
        return memory.named(words[0]) or (memory.last() if _bare(words[0]) == _SOURCE else None)
    if words[0] == "مصادر" and kind == "anonymous":
        return None  # «أفادت مصادر»: others than those who were named
    if len(words) == hit.last - hit.first == 1 and kind != "media":
        return surname
    if hit.first == first and kind in _OFFICES and len(words) > hit.last - hit.first:
        return surname if surname is not None and surname.kind in _OFFICES else None
    return None


def _official_again(
    sentence: Sentence, first: int, last: int, title: tuple[str, Hit] | None, who: Mention | None
) -> bool:
    """Whether words are a definite title of anybody, with an adjective at most: «المسؤول العسكري»."""
    if title is None or title[1].first != first or title[0] not in _OFFICES or last - title[1].last > 1:
        return False
    if who is not None and who.use not in _FREE:
        return False
    return sentence.forms[first].startswith("ال") and "speech:anybody" in sentence.classes(first)


def _outlet(sentence: Sentence, context: Context, first: int, last: int) -> bool:
    """Whether the words name an outlet of the pack: «سبأ»."""
    words = [w for w in sentence.forms[first:last] if w not in QUOTES]
    if not 0 < len(words) <= 3 or speaks_in_writing(sentence, first):
        return False
    name = " ".join(words)
    return any(head + name in context.pack.sources for head in _OUTLET_HEADS)


def _country(sentence: Sentence, context: Context, first: int, last: int) -> Speaker | None:
    """A country's bare name stands for its government: «قالت باكستان إن»."""
    for hit in sentence.at.get(first, ()):
        bare_name = hit.entry.kind == "place" and not hit.proclitics and hit.last == last
        if bare_name and context.pack.places[hit.entry.data].level == "country":
            return Speaker("official", None, first, last, sentence, hit.entry.where, None)
    return None
