"""Which event: whether a trigger tells of one here, and of which type."""

from __future__ import annotations

from functools import lru_cache

from sijill.arabic.particles import COMMAS, RELATIVES
from sijill.packs.lexicon import Hit
from sijill.packs.triggers import Trigger
from sijill.reading.arms import UNDECIDED, weapon_near
from sijill.reading.killers import killer
from sijill.reading.passage import Sentence, is_verb, trigger_of
from sijill.reading.passing import in_passing
from sijill.reading.roles import Cast
from sijill.reading.who import PEOPLE, Mention

# Types that tell the mechanism, so that deaths beside them are theirs and no events of their own.
MECHANISMS = frozenset(
    "clash airstrike shelling bombing suicide_attack capture raid interception *attack".split()
)
_NEAR_REACH = 14
_BESIDE = 2
_NEXT = 2
_OBJECT = 6  # a verb has its subject between itself and its object
_VERB_FIRST = frozenset("ان انه انها الذي التي قد لم لا لن ما كما حيث فيما بينما عندما حين وقد بعدما".split())


def sides(mentions: list[Mention]) -> list[Mention]:
    """The mentions that are parties or forces, not people at large."""
    return [m for m in mentions if m.kind not in (PEOPLE, "organisation") or m.use == "epithet"]


def readable(sentence: Sentence, hit: Hit) -> bool:
    """Whether a spelling that is verb and noun («قصف», «قتل») can be what this hit takes it for."""
    twins = [t for t in sentence.triggers if t.first == hit.first and t.last == hit.last]
    kinds = {is_verb(t) for t in twins}
    if len(kinds) < 2:
        return True
    before = sentence.forms[hit.first - 1] if hit.first > sentence.first else ""
    noun = _noun_place(sentence, hit, before)
    return noun != is_verb(hit)


def words_fit(sentence: Sentence, hit: Hit) -> bool:
    """Whether the words around a trigger are those that its frame asks for, and none that it excludes."""
    when = trigger_of(hit).when
    if when.without and _beside(sentence, hit, when.without):
        return False
    if when.near and not _near(sentence, hit, when.near):
        return False
    if when.next and not _followed(sentence, hit, when.next):
        return False
    return not (when.unless and _near(sentence, hit, when.unless))


def _noun_place(sentence: Sentence, hit: Hit, before: str) -> bool:
    """Whether a word that may be verb or masdar stands where a noun stands."""
    form = sentence.forms[hit.first]
    if hit.proclitics.endswith(("ب", "ل", "ك")) or form.lstrip("وف").startswith("ال"):
        return True
    opening = before == "" or before in COMMAS or before in _VERB_FIRST
    after = sentence.forms[hit.last] if hit.last < sentence.last else ""
    if hit.enclitic:
        return before == "" or not opening
    if hit.proclitics in ("و", "ف"):
        previous = [t for t in sentence.triggers if t.first < hit.first and hit.first - t.last <= 4]
        return (bool(previous) and not is_verb(previous[-1])) or _indefinite_adjective(after)
    if opening:
        return _indefinite_adjective(after)
    return True


def _indefinite_adjective(form: str) -> bool:
    """«قصف مدفعي»: an indefinite nisba behind the word makes it a noun."""
    return form.endswith("ي") and not form.startswith("ال") and len(form) > 3


def allowed(sentence: Sentence, hit: Hit, cast: Cast, mentions: list[Mention], has_place: bool) -> bool:
    """Whether the conditions of a trigger's frame hold."""
    trigger = trigger_of(hit)
    when = trigger.when
    if when.place and not has_place and not _wrested(sentence, hit):
        return False
    somebody = any(cast.roles.values()) or bool(cast.inherited)
    if trigger.type in _OF_PERSONS and _general(sentence, hit) and not (has_place or somebody):
        return False
    if when.alone and _mechanism(sentence, hit, when.alone):
        return False
    if when.intransitive and hit.enclitic and (is_verb(hit) or _after_relative(sentence, hit)):
        return False
    if in_passing(sentence, hit) or (trigger.type == "aid" and _held_up(sentence, hit)):
        return False
    if trigger.type == "handover" and hit.enclitic in ("هم", "هما", "هن"):
        return False  # people are handed over, not a place
    if when.casualty and not _casualty(sentence, hit, mentions):
        return False
    if when.weak and any(
        t.first != hit.first
        and trigger_of(t).type in MECHANISMS | _KINDRED.get(trigger.type, {trigger.type})
        and not trigger_of(t).when.weak
        and stands(sentence, t)
        for t in sentence.triggers
    ):
        return False
    if when.aid and not _aid_told(sentence, hit):
        return False
    return _armed(sentence, hit, cast, mentions)


# What the same people may have met with: beside «الإفراج عن المختطفين» the participle tells no abduction.
_SEIZED = frozenset(("abduction", "arrest", "release", "killing"))
_KINDRED = {"abduction": _SEIZED, "arrest": _SEIZED}
# Done to persons: without anybody or a place told, the bare noun speaks of such things in general.
_OF_PERSONS = frozenset(("sexual_violence", "torture", "abduction", "killing"))


def _general(sentence: Sentence, hit: Hit) -> bool:
    """«التعذيب», «والاغتصاب»: a noun with the article, nothing of its own behind it."""
    form = sentence.forms[hit.first]
    return trigger_of(hit).noun and ("ال" in form[:4] or form[:3] in ("لل", "ولل"))


def _armed(sentence: Sentence, hit: Hit, cast: Cast, mentions: list[Mention]) -> bool:
    trigger = trigger_of(hit)
    when = trigger.when
    forces = sides(mentions)
    if when.armed == "any":
        return bool(forces) or bool(cast.inherited) or _impersonal(sentence, hit, trigger)
    if when.armed == "subject":
        held = cast.roles.get(trigger.roles.get("subject", ""), [])
        return bool(sides(held)) or trigger.roles.get("subject", "") in cast.inherited
    if when.armed == "both":
        involved = [m for ms in cast.roles.values() for m in ms if m.kind != PEOPLE]
        ids = {i for m in involved for i in m.ids} | {i for ids in cast.inherited.values() for i in ids}
        return len(ids) >= 2
    return True


_GRASP = frozenset("قبضه سيطره براثن ايدي يد مليشيا مليشيات ميليشيا ميليشيات".split())


def _wrested(sentence: Sentence, hit: Hit) -> bool:
    """Whether a place is told to be wrested from a force, so that an unknown name is one: «من قبضة»."""
    if trigger_of(hit).type != "capture":
        return False
    reach = range(hit.last, min(hit.last + _WRESTED_REACH, sentence.last - 1))
    return any(sentence.forms[at] == "من" and sentence.forms[at + 1] in _GRASP for at in reach)


_WRESTED_REACH = 7


def _impersonal(sentence: Sentence, hit: Hit, trigger: Trigger) -> bool:
    """Whether what was done is news though nobody is named: «تمت السيطرة على», an attack with a weapon."""
    if trigger.type == "capture":
        return any(form in _DONE for form in sentence.forms[max(sentence.first, hit.first - 2) : hit.first])
    return trigger.type == UNDECIDED and weapon_near(sentence, hit) is not None


_DONE = frozenset("تم تمت وتم وتمت جري جرت وجري وجرت".split())


def _beside(sentence: Sentence, hit: Hit, words: frozenset[str]) -> bool:
    around = range(max(sentence.first, hit.first - _BESIDE), min(sentence.last, hit.last + _BESIDE))
    return any(at < hit.first or at >= hit.last for at in around if _bare(sentence.forms[at]) & words)


def _followed(sentence: Sentence, hit: Hit, words: frozenset[str]) -> bool:
    reach = _OBJECT if is_verb(hit) else _NEXT
    return any(
        _bare(form) & words for form in sentence.forms[hit.last : min(hit.last + reach, sentence.last)]
    )


def _near(sentence: Sentence, hit: Hit, words: frozenset[str]) -> bool:
    first, last = sentence.clause_of(hit.first)
    first, last = (
        max(first, hit.first - _NEAR_REACH),
        min(max(last, hit.last + 6), hit.last + _NEAR_REACH, sentence.last),
    )
    return any(
        _bare(sentence.forms[at]) & words
        for at in range(first, last)
        if not hit.first <= at < hit.last or hit.enclitic
    ) or bool({sentence.forms[hit.first]} & words)


@lru_cache(maxsize=1 << 16)
def _bare(form: str) -> frozenset[str]:
    """A form as it stands, and without the conjunction and one preposition."""
    found = {form}
    for prefix in ("و", "ف"):
        if form.startswith(prefix):
            found.add(form[1:])
    for word in list(found):
        if word.startswith("لل"):
            found.add("ال" + word[2:])
        elif word.startswith(("ب", "ل", "ك")) and len(word) > 3:
            found.add(word[1:])
    return frozenset(found)


def _mechanism(sentence: Sentence, hit: Hit, reach: str) -> bool:
    """Whether other fighting is told in the sentence, or, for `clause`, in the trigger's own clause."""
    own = trigger_of(hit).type
    first, last = sentence.clause_of(hit.first) if reach == "clause" else (sentence.first, sentence.last)
    return any(
        t.first != hit.first
        and first <= t.first < last
        and trigger_of(t).type in MECHANISMS - {own}
        and not trigger_of(t).when.alone
        and stands(sentence, t)
        for t in sentence.triggers
    )


def stands(sentence: Sentence, hit: Hit) -> bool:
    """Whether the words about a trigger let it tell of its event, whatever else is asked."""
    when = trigger_of(hit).when
    if when.without and _beside(sentence, hit, when.without):
        return False
    if when.next and not _followed(sentence, hit, when.next):
        return False
    if when.unless and _near(sentence, hit, when.unless):
        return False
    return readable(sentence, hit) and not (when.near and not _near(sentence, hit, when.near))


_HELD_UP_REACH = 6


def _held_up(sentence: Sentence, hit: Hit) -> bool:
    """Whether aid is only what somebody stops: «منعت مرور شاحنات الإغاثة» is a siege."""
    first, _ = sentence.clause_of(hit.first)
    return any(
        first <= t.first
        and 0 <= hit.first - t.last <= _HELD_UP_REACH
        and trigger_of(t).type == "siege"
        and stands(sentence, t)
        for t in sentence.triggers
    )


def _after_relative(sentence: Sentence, hit: Hit) -> bool:
    before = sentence.forms[max(sentence.first, hit.first - 2) : hit.first]
    return any(form in RELATIVES or form == "ما" for form in before)


_PERSONAL = frozenset(("ه", "ها", "هم", "هما", "هن"))
_PEOPLE_CLASSES = frozenset(
    "soldiers fighters civilians persons head singulars duals subject:victims".split()
)


def _casualty(sentence: Sentence, hit: Hit, mentions: list[Mention]) -> bool:
    """Whether people stand behind a word of death: «مقتل ثلاثة جنود», «قتله», not «قتل الوقت»."""
    if hit.enclitic in _PERSONAL:
        return True
    return any(
        sentence.classes(at) & _PEOPLE_CLASSES
        or any(m.first <= at < m.last for m in mentions)
        or sentence.forms[at].isdigit()
        for at in victims(sentence, hit)
    )


def victims(sentence: Sentence, hit: Hit) -> range:
    """Where the dead of a trigger are named: behind it, before it for a verb in the plural."""
    readings = hit.entry.verb
    if readings and all(r.number in ("p", "d") for r in readings) and not hit.enclitic:
        return range(max(sentence.first, hit.first - _VICTIMS_REACH), hit.first)
    first = killer(sentence, hit).stop or hit.last
    return range(first, min(first + _VICTIMS_REACH, sentence.last))


_VICTIMS_REACH = 7


def _aid_told(sentence: Sentence, hit: Hit) -> bool:
    """Whether something is done with the aid: brought, sent, handed out, called for, held up."""
    first, last = sentence.clause_of(hit.first)
    return any(
        any(h.entry.data in ("aid_verb",) for h in sentence.at.get(at, ()))
        for at in range(max(first, hit.first - 10), min(last + 4, hit.last + 10, sentence.last))
    )
