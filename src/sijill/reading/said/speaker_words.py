"""The words that name a speaker: where they begin and end, and the title among them."""

from __future__ import annotations

import re

from sijill.arabic.particles import (
    COMMAS,
    DEMONSTRATIVES,
    PREPOSITIONS,
    QUOTES,
    RELATIVES,
    SENTENCE_ENDS,
)
from sijill.packs.lexicon import Hit
from sijill.reading.passage import Sentence

# No speaker's name and titles are longer than this many words.
LONGEST_NAME = 18
# A title may stand this many words behind the name it belongs to.
_TITLE_REACH = 9
_HEARER_REACH = 6
# Words that end a speaker's name: of what he says, of when he said it, or with whom.
_ENDERS = frozenset(
    "الي عن ان خلال بعد منذ ضد حول عبر عند قبل عقب اثناء اثر حين عندما بان انه انها انهم لدي فور مع فان فانه"
    " فانها وان بشان بخصوص :".split()
)
# What may stand between the verb and the speaker, and is no part of his name.
BETWEEN = frozenset(
    "فيه فيها له لها به بها نفس ذات بعض احد احدي عده معظم"
    " ذلك اليوم امس ايضا كذلك هنا الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت".split()
)
# «قال صباح أمس فلان», «قالت، عصر أول من أمس، الوزارة»: when it was said.
_HOURS = frozenset("صباح مساء فجر عصر ظهر ليل ليله قبيل".split())
_BEFORE_YESTERDAY = ["اول", "من"]
# «عدد من المشايخ»
_SOME = ["عدد", "من"]
# What ties a name to what its bearer is: «فلان، وهو متحدث باسم …», «فلان أحد سكان …».
_WHO_IS = frozenset(("وهو", "وهي"))
_BEFORE_TITLES = COMMAS | _WHO_IS
_ONE_OF = frozenset(("احد", "احدي"))
# The verb between a report and its maker.
_MADE = re.compile(r"\w{2,}(?:تها|ته|ها|ه)")
_STATEMENTS = "speech:statements"
_RANKS = frozenset(("speech:ranks",))
_OFFICIAL = frozenset(("official", "local"))
# Of titles that begin at one word the more telling kind wins.
_KINDS = (
    *("reporter", "local", "medical", "party", "official"),
    *("witness", "organisation", "media", "anonymous"),
)
_NO_APPOSITION = frozenset(("witness", "media", "anonymous"))


def phrase(sentence: Sentence, first: int, limit: int) -> tuple[int, int]:
    """The tokens that name the speaker in `first` to `limit`; an empty range if none can."""
    first = _past_statement(sentence, _past_hearer(sentence, first, limit), limit)
    if first < limit and sentence.forms[first] in PREPOSITIONS and not _named_ali(sentence, first):
        return first, first  # «أكد على …»: the verb's own object, the speaker was named before
    return first, _end(sentence, first, limit)


def _named_ali(sentence: Sentence, at: int) -> bool:
    """Whether «علي» is the man's name, in a report that spells the preposition «على»."""
    if sentence.forms[at] != "علي":
        return False
    written = sentence.passage.quote(at, at + 1).text
    return written == "علي" and " على " in sentence.passage.folded.raw


def hears(sentence: Sentence, at: int) -> bool:
    """Whether a word names the outlet to which something was said: «لوكالة», «لصحيفة»."""
    if _is_told_by(sentence, at):
        return False
    return any(h.proclitics.endswith("ل") and h.entry.data == "source:media" for h in sentence.at.get(at, ()))


def _is_told_by(sentence: Sentence, at: int) -> bool:
    """Whether «ل» before a word leads to him who says so: «وفقا لمصادر», «حسب إحصاء لوكالة»."""
    before = at - 1
    if before > sentence.first and speaks_in_writing(sentence, before):
        before -= 1
    if before < sentence.first:
        return False
    return any(hit.last == before + 1 for hit in sentence.words.get("according", ()))


def titles(sentence: Sentence, at: int) -> list[tuple[str, Hit]]:
    """The source words that begin at a token, with their kinds."""
    return [
        (hit.entry.data.removeprefix("source:"), hit)
        for hit in sentence.at.get(at, ())
        if hit.entry.kind == "word"
        and hit.entry.data.startswith("source:")
        and (not hit.proclitics.strip("و") or hit.proclitics == "ل" and _belongs(sentence, at))
        and hit.enclitic in ("", "نا")
    ]


def _belongs(sentence: Sentence, at: int) -> bool:
    """Whether «ل» before a title tells whose words they are: «بيان لوزارة …», «وفقا لمسؤولين»."""
    return speaks_in_writing(sentence, at - 1) or _is_told_by(sentence, at)


def title_in(sentence: Sentence, first: int, last: int) -> tuple[str, Hit] | None:
    """The word that tells what the speaker is, with its kind: the first, and of those the longest.

    Behind a name it stands in apposition («فلان الفلاني وكيل …», «فلان، الناطق …»), and there it tells more
    than a rank before the name does («اللواء فلان، محافظ …»).
    """
    rank: tuple[str, Hit] | None = None
    for at in range(first, min(last, first + _TITLE_REACH)):
        if at > first and sentence.forms[at] in PREPOSITIONS and not _named_ali(sentence, at):
            break
        found = [(kind, hit) for kind, hit in titles(sentence, at) if hit.last <= last]
        if at > first and sentence.forms[at - 1] not in _BEFORE_TITLES and sentence.forms[at] not in _ONE_OF:
            found = [t for t in found if t[0] not in _NO_APPOSITION and at > first + 1]
        if not found:
            continue
        best = min(found, key=lambda t: (t[1].first - t[1].last, _KINDS.index(t[0])))
        if rank is not None or not _RANKS & sentence.classes(at) or best[1].last - at > 1:
            return best if rank is None or best[0] in _OFFICIAL else rank
        rank = best
    return rank


def speaks_in_writing(sentence: Sentence, at: int) -> bool:
    """Whether a word names a statement, which speaks for whoever made it: «البيان»."""
    return _STATEMENTS in sentence.classes(at)


def initial(sentence: Sentence, at: int) -> bool:
    """Whether a stop is that of an initial before a name: «د.»."""
    before = sentence.forms[at - 1] if at > sentence.first else ""
    return sentence.forms[at] == "." and len(before) == 1 and before.isalpha()


def _past_statement(sentence: Sentence, first: int, limit: int) -> int:
    """Past «في بيان», «بيان صادر عن» where the next words name whose statement it is."""
    at = first + 1 if first < limit and sentence.forms[first] == "في" else first
    if at >= limit or not speaks_in_writing(sentence, at):
        return first
    at += 1
    if at + 1 < limit and sentence.forms[at] in ("صادر", "صادره") and sentence.forms[at + 1] == "عن":
        at += 2
    actor = any(
        h.entry.kind in ("actor", "epithet") and getattr(h.entry.data, "use", "") != "adjective"
        for h in sentence.at.get(at, ())
    )  # «تصريحات صحفية» are no journalists'
    kinds = {kind for kind, _ in titles(sentence, at)}
    names = (actor or kinds - _NO_APPOSITION) and not kinds & _NO_APPOSITION  # «تصريح صحفي» names nobody
    return at if at < limit and names else first


def _past_hearer(sentence: Sentence, at: int, limit: int) -> int:
    """Past «لـ«الصحيفة»», «لوكالة كذا», «اليوم» and commas that stand between the verb and the speaker."""
    while at < limit:
        form = sentence.forms[at]
        if form == "ل" and at + 1 < limit and sentence.forms[at + 1] in QUOTES:
            at = _closing(sentence, at + 2, limit)
        elif hears(sentence, at):
            at = _next_title(sentence, at + 1, limit)
        elif form in COMMAS or form in QUOTES or form in BETWEEN or form in _HOURS and _dates(sentence, at):
            at += 1
        elif form in DEMONSTRATIVES and sentence.forms[at + 1].startswith("ال"):
            at += 1  # «تلك المصادر»
        elif sentence.forms[at : at + 2] in (_BEFORE_YESTERDAY, _SOME):
            at += 2
        else:
            break
    return at


def _dates(sentence: Sentence, at: int) -> bool:
    """Whether a day follows a word for an hour."""
    return sentence.forms[at + 1] in BETWEEN or sentence.forms[at + 1 : at + 3] == _BEFORE_YESTERDAY


def _closing(sentence: Sentence, at: int, limit: int) -> int:
    return next((i + 1 for i in range(at, min(at + _HEARER_REACH, limit)) if sentence.forms[i] in QUOTES), at)


def _next_title(sentence: Sentence, at: int, limit: int) -> int:
    for i in range(at, min(at + _HEARER_REACH, limit)):
        if any(kind != "media" for kind, _ in titles(sentence, i)):
            return i
    return limit


def _end(sentence: Sentence, first: int, limit: int) -> int:
    """Where the speaker's name and titles end."""
    for end in range(first, min(limit, first + LONGEST_NAME)):
        form = sentence.forms[end]
        if initial(sentence, end):
            continue  # «د. فلان»
        if form in RELATIVES or form in SENTENCE_ENDS or form in _ENDERS:
            return end
        if form in ("في", "ضمن") and end + 1 < limit and speaks_in_writing(sentence, end + 1):
            return end
        if end > first and (form == "ل" or hears(sentence, end)):
            return end
        if form in COMMAS:
            behind = end + 2 if sentence.forms[end + 1] in _WHO_IS | _ONE_OF else end + 1
            if _conjoined(sentence, behind) or not titles(sentence, behind):
                return end
        elif _tells(sentence, end) and not _in_title(sentence, first, end) or _says_on(sentence, end):
            return end
    return min(limit, first + LONGEST_NAME)


def _tells(sentence: Sentence, at: int) -> bool:
    """Whether a word already belongs to what is said: an event's noun or a verb that is no title."""
    if titles(sentence, at) or _of_office(sentence, at):
        return False
    hits = sentence.at.get(at, ())
    if any(h.entry.kind in ("actor", "epithet") for h in hits):
        return False
    return any(h.entry.kind == "trigger" and not h.enclitic or h.entry.verb and h.proclitics for h in hits)


def _in_title(sentence: Sentence, first: int, at: int) -> bool:
    """Whether a word belongs to a title that has begun: «مديرية أمن» is no deed."""
    return any(hit.last > at for start in range(first, at) for _, hit in titles(sentence, start))


def _says_on(sentence: Sentence, at: int) -> bool:
    """Whether a participle of saying follows the name: «مصدر عسكري محملا …»."""
    return any(name.startswith("saying") for name in sentence.classes(at))


def _of_office(sentence: Sentence, at: int) -> bool:
    """Whether an event's noun belongs to the title before it: «مدير العمليات», «رئيس المفاوضات»."""
    definite = sentence.forms[at].startswith("ال")
    before = sentence.forms[at - 1]
    return definite and not before.startswith("ال") and bool(titles(sentence, at - 1))


def _conjoined(sentence: Sentence, at: int) -> bool:
    return any(h.proclitics.startswith("و") for h in sentence.at.get(at, ()))


def behind_saying(sentence: Sentence, first: int) -> int:
    """Where the speaker begins behind «حسب ما أوردته», «وفق ما جاء في بيان»: the token behind these words."""
    if first < sentence.last and sentence.forms[first] in ("ما", "لما"):
        first += 1
    if any(str(h.entry.data).startswith("say") for h in sentence.at.get(first, ()) if h.entry.kind == "word"):
        first += 1
        if first < sentence.last and sentence.forms[first] in ("في", "فيه"):
            first += 1
    named = any(hit.last - hit.first > 1 for _, hit in titles(sentence, first))
    alone = first + 1 >= sentence.last or sentence.forms[first + 1] in COMMAS  # «وفقا للبيان، …»
    if not alone and not named and speaks_in_writing(sentence, first):
        first += 1
        if first < sentence.last and _MADE.fullmatch(sentence.forms[first]) and not titles(sentence, first):
            first += 1  # «أرقام وضعتها الوكالة»
    return first
