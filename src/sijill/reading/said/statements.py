"""Statements: the verbs of saying in a sentence, where what they tell begins and ends, whose it can be."""

from __future__ import annotations

import re

from sijill.arabic.particles import CLAUSE_OPENERS, COMMAS, COMPLEMENTISERS, PREPOSITIONS, RELATIVES
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence
from sijill.reading.said.quotations import Quoted
from sijill.reading.said.speaker_words import LONGEST_NAME, titles
from sijill.reading.said.subjects import names_somebody
from sijill.reading.who.mention import Mention

# What is said begins at most so many words behind its verb.
_OPENING_REACH = 34
# An event's noun that is told («أعلن … مقتل») stands at most so many words behind its verb.
_OBJECT_REACH = 40
# The verbs whose object is the accused, not what is said.
ACCUSING = frozenset(("say:accusing", "say:blaming"))
# What somebody is blamed with is named at most so many words behind the verb.
_BLAME_REACH = 14
# So many words in quotation marks that begin with a source's title are his name.
_LONGEST_TITLE = 6
_SINGULAR = frozenset(("الامين", "المعين"))
# «عبر»: said, or through.
_ACROSS = "عبر"
# What leads to the noun of what is told.
_LEADING = frozenset(("الي", "عن"))
_OWN_WORDS = frozenset(("قوله", "قولها", "قولهم", "القول"))
_ASIDES = frozenset(("فيما", "بينما", "وفيما", "وبينما", "كما"))
# What may stand before a verb whose subject is elided, or behind it: «من جهته أكد», «في سياق متصل أعلن».
_ELIDED_AFTER = CLAUSE_OPENERS | frozenset(
    "وقد قد و هو وهو ، بدوره بدورها بدورهم جهته جهتها جهتهم جانبه جانبها جانبهم"
    " السياق الاطار الصدد متصل نفسه ذاته اخر اخري ثانيه هنا ذلك".split()
)
_AS = frozenset(("كما", "وكما", "حسبما", "مثلما", "وفقما"))
# Heads of feminine bodies, which no masculine verb beside them can have for its subject.
_FEMININE = re.compile(r"(?:ا?ل)?(?:\w+ات|جماعه|حركه|حكومه|منظمه|جبهه|عصابه|قوه)")
# «، على ما أفاد مسؤول»
_ON_WHAT = ["علي", "ما"]
# Calls, demands and warnings, whose object is whom they address.
_TO_SOMEBODY = frozenset(("status:demanded", "status:hypothetical", "status:threatened"))
_UNSAID = frozenset(("لم", "ولم", "لن", "ولن", "الا"))
_DENIABLE = frozenset(("say", "say:accusing"))
_NO_VERB_AFTER = PREPOSITIONS - {"حتي", "علي", "بين"}
# What leads to the source whose words are passed on, and the same with a pronoun.
SOURCE_LEADS = frozenset(("عن", "من"))
_ABOUT = frozenset(("عن", "عنه", "عنها", "عنهم"))
# Words that make «أن» a part of another conjunction («بعد أن», «إلا أن»).
_NO_THAT = frozenset("بعد قبل منذ دون غير الا رغم بدون بيد قبيل لولا سوي حتي لاجل شرط شريطه مقابل".split())


def statements(sentence: Sentence) -> list[Hit]:
    """The verbs and participles of saying, one at a token, in their order."""
    by_token: dict[int, Hit] = {}
    for name, hits in sentence.words.items():
        if name == "say" or name.startswith(("say:", "saying")):
            for hit in hits:
                if hit.enclitic or _noun(sentence, hit.first):
                    continue  # «وهو ما أكده»: what it says stands before it
                if name == "say:blaming" and not _blames(sentence, hit) or _across(sentence, hit):
                    continue
                if (
                    name in _DENIABLE
                    and hit.first > sentence.first
                    and sentence.forms[hit.first - 1] in _UNSAID
                ):
                    continue  # «لم يذكر …»
                if _by_another(hit) and (hit.first not in by_token or name in ("say", "say:denying")):
                    by_token[hit.first] = hit
    return [by_token[at] for at in sorted(by_token)]


def _blames(sentence: Sentence, say: Hit) -> bool:
    """Whether a verb of carrying lays a responsibility on somebody: «حملت … مسؤولية …», no cargo."""
    return any(0 <= word.first - say.last <= _BLAME_REACH for word in sentence.words.get("speech:blame", ()))


def _across(sentence: Sentence, hit: Hit) -> bool:
    """Whether «عبر» is the preposition: «عبر موقعه», not «عبر المبعوث عن أمله»."""
    if sentence.forms[hit.first] != _ACROSS:
        return False
    return "عن" not in sentence.forms[hit.last : min(hit.last + LONGEST_NAME, sentence.last)]


def said_aside(sentence: Sentence, says: list[Hit], quoted: list[Quoted]) -> list[Hit]:
    """The verbs behind «كما», «على ما» that only name who tells the rest: «…، كما صرح فلان الناطق باسم …»."""
    return [
        say
        for say in says
        if say.first > sentence.first
        and (
            sentence.forms[say.first - 1] in _AS
            or sentence.forms[max(sentence.first, say.first - 2) : say.first] == _ON_WHAT
        )
        and not opening_of(sentence, say, quoted)
        and not _event_in_clause(sentence, say)
        and not is_addressed(sentence, say)  # «كما صرح بوجود …»
    ]


def _event_in_clause(sentence: Sentence, say: Hit) -> bool:
    """Whether an event follows a verb before the next comma: «كما أكدت مقتل …» tells of one."""
    last = next((at for at in range(say.last, sentence.last) if sentence.forms[at] in COMMAS), sentence.last)
    return any(say.last <= t.first < last for t in sentence.triggers)


def relayed_from(sentence: Sentence, say: Hit, limit: int) -> int | None:
    """The particle before him whose words are passed on: «نقلت عن شهود», «علمت الصحيفة من مصادر أن»."""
    for at in range(say.last, limit):
        if sentence.forms[at] in _ABOUT:
            return at
        if sentence.forms[at] == "من" and at + 1 < limit and titles(sentence, at + 1):
            return at
    return None


def _noun(sentence: Sentence, at: int) -> bool:
    """Whether the word before tells that this is no verb: «بعد نقل …»."""
    return at > sentence.first and sentence.forms[at - 1] in _NO_VERB_AFTER


def impersonal(sentence: Sentence, say: Hit) -> bool:
    """«ويذكر أن», «يشار إلى أن»: nobody says it but the outlet."""
    if say.first - sentence.first > 1 or say.last >= sentence.last:
        return False
    following = sentence.forms[say.last]
    return "impersonal" in sentence.classes(say.first) and following in ("ان", "الي", "بان", "انه")


def opening_of(sentence: Sentence, say: Hit, quoted: list[Quoted]) -> int:
    """Where what is said begins: behind «أن», «قوله», a colon or an opening quotation mark; 0 if nowhere."""
    speeches = {q.first for q in quoted if q.opened and q.speech and not _names_speaker(sentence, q)}
    for at in range(say.last, min(say.last + _OPENING_REACH, sentence.last - 1)):
        form = sentence.forms[at]
        if form in COMPLEMENTISERS and sentence.forms[at - 1] not in _NO_THAT:
            return at + 1
        if at + 1 in speeches and _told_before(sentence, say, at):
            return 0  # «أشار إلى استمرار القتال وإلى "سقوط ضحايا"»
        if form in _OWN_WORDS or form == ":" or at + 1 in speeches:
            return at + 1
        if at > say.last and _another(sentence, at):
            return 0
    return 0


def _names_speaker(sentence: Sentence, quotation: Quoted) -> bool:
    """Whether marks are about a name and no speech: «قال «المركز الفلاني» إن», «كما أفاد «المرصد»»."""
    behind = quotation.last + 1
    if not quotation.closed:
        return False
    if quotation.last - quotation.first <= _LONGEST_TITLE and titles(sentence, quotation.first):
        return True
    return behind < sentence.last and sentence.forms[behind] in COMPLEMENTISERS


def _told_before(sentence: Sentence, say: Hit, at: int) -> bool:
    """Whether the noun of an event that is told stands between «إلى», «عن», «ب» and a token."""
    led = say.last
    while led < at and sentence.forms[led] not in _LEADING:
        led += 1
    return any(led < t.first < at and not t.entry.verb for t in sentence.triggers)


def _another(sentence: Sentence, at: int) -> bool:
    """Whether another statement or a new clause with a verb begins at a token."""
    hits = sentence.at.get(at, ())
    if any(h.entry.kind == "word" and h.entry.data.startswith("saying") for h in hits):
        return True
    return any(
        h.entry.verb
        and (
            h.proclitics in ("و", "ف")
            and h.entry.kind == "trigger"
            or h.entry.data == "say"
            and _by_another(h)
            and not h.enclitic  # «بيان … تداولته حسابات»: it tells more of the statement
        )
        and not _noun(sentence, at)
        for h in hits
    )


def tells_event(sentence: Sentence, say: Hit) -> bool:
    """Whether an event's noun follows as what is said: «أعلنت المقاومة مقتل …», «أفاد المصدر بسقوط …»."""
    if any(say.last <= t.first <= say.last + _OBJECT_REACH for t in sentence.triggers):
        return True
    return any(
        say.last <= h.first <= say.last + _OBJECT_REACH
        for name in ("harm:killed", "harm:injured")
        for h in sentence.words.get(name, ())
    )


def claim_end(sentence: Sentence, say: Hit, start: int, clause: bool, quoted: list[Quoted]) -> int:
    """Where a claim ends: at the end of its quotation; a mere noun's also where the outlet goes on."""
    for quotation in quoted:
        whole = quotation.opened and quotation.closed and quotation.speech
        if whole and abs(quotation.first - start) <= 1:
            return quotation.last
    if clause:
        return sentence.last
    if say.first > sentence.first and sentence.forms[say.first - 1] in RELATIVES:  # «… الذي توعد ب…، …»
        return next((at for at in range(start, sentence.last) if sentence.forms[at] in COMMAS), sentence.last)
    for first, last in sentence.clauses:
        if first > start and sentence.forms[first] in _ASIDES and has_past_verb(sentence, first, last):
            return first
    return sentence.last


def has_past_verb(sentence: Sentence, first: int, last: int) -> bool:
    return any(
        t.entry.verb and first <= t.first < last and all(r.tense == "past" for r in t.entry.verb)
        for t in sentence.triggers
    )


def opens_sentence(sentence: Sentence, say: Hit) -> bool:
    """Whether a verb opens its sentence, as one whose subject is the last speaker does: «وأعلنت مقتل …»."""
    return say.first - sentence.first <= 1


def opens_clause(sentence: Sentence, say: Hit) -> bool:
    """Whether what stands before a verb is no subject: it has its subject behind it, or none."""
    before = sentence.forms[say.first - 1] if say.first > sentence.first else ""
    return say.first == sentence.first or bool(say.proclitics) or before in _ELIDED_AFTER


def gender_of(say: Hit) -> str:
    """The gender of the verb as one that tells of another: «أوضحت» is «she», not «I»."""
    return next((r.gender for r in say.entry.verb if r.voice == "active" and r.person == 3), "")


def _by_another(hit: Hit) -> bool:
    """Whether a word of saying can be one that tells what another said; a participle always is."""
    return not hit.entry.verb or any(r.voice == "active" and r.person == 3 for r in hit.entry.verb)


def accused_at(sentence: Sentence, mentions: list[Mention], say: Hit, limit: int) -> int:
    """Where the accused begins, so that he is not taken for the accuser."""
    behind = [
        m
        for m in mentions
        if say.last <= m.first < limit and m.kind != "people" and not sentence.forms[m.first].startswith("و")
    ]
    if len(behind) == 1 and behind[0].first > say.last and not behind[0].prep:
        return behind[0].first  # «اتهم المصدر الحوثيين»
    return behind[1].first if len(behind) > 1 else limit


def addresses(sentence: Sentence, say: Hit) -> bool:
    """Whether a verb stands between its subject and whom it addresses: «أن الأجهزة حذرت الحكومة»."""
    if opens_clause(sentence, say) or not _TO_SOMEBODY & sentence.classes(say.first):
        return False
    before = sentence.forms[max(sentence.first, say.first - 2)]
    return before in COMPLEMENTISERS or names_somebody(sentence, say.first - 1)


def is_addressed(sentence: Sentence, say: Hit) -> bool:
    """Whether the word behind the verb cannot be its subject: «وطالب قوات …», «الذي يدعو الحركة إلى»."""
    if say.last >= sentence.last:
        return True
    following = sentence.forms[say.last]
    if say.entry.verb and all(r.number != "s" for r in say.entry.verb):
        return True  # a verb agrees in number only with what stands before it
    told = say.last + 1 < sentence.last and sentence.forms[say.last + 1] in COMPLEMENTISERS
    if not told and any(h.proclitics.endswith("ب") for h in sentence.at.get(say.last, ())):
        return True  # but in «وقال بارق إن» that letter is the name's own
    if gender_of(say) == "m" and say.entry.verb[0].number == "s" and _FEMININE.fullmatch(following):
        return True  # a verb agrees in gender with a subject right behind it
    plural = following.startswith("ال") and following.endswith("ين") and following not in _SINGULAR
    if plural and names_somebody(sentence, say.last):
        return True  # a sound plural in the accusative
    behind_relative = say.first > sentence.first and sentence.forms[say.first - 1] in RELATIVES
    return behind_relative and "status:demanded" in sentence.classes(say.first)
