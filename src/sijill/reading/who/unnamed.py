"""Those whom a report tells by a common noun: «التنظيم», «المسلحون», «ثلاثة جنود», «لواء …»."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.arabic.particles import QUOTES
from sijill.reading.context import Context
from sijill.reading.passage import Sentence
from sijill.reading.who.meaning import army_of, state_of
from sijill.reading.who.mention import OTHER, Mention
from sijill.reading.who.states import definite, dual_nation, qualifies

_GROUP = "group:"
# Families of people that may be told without an article: «هاجم مسلحون».
_PERSONS = frozenset({"group:gunmen", "group:fighters", "group:extremists"})
# Families whose member stands for whatever armed group was named last.
_ANY_ARMED = _PERSONS | {"group:cell"}
# Heads that with another adjective are something else: «القوات الجوية», «الحركة التجارية».
_OTHER_SENSES = frozenset({"group:forces", "group:movement", "group:army"})
_AGAINST = frozenset("ضد لمحاربه لمكافحه لقتال لمواجهه المناهض المناهضه".split())
_ARMED = "armed"
_ARMED_KINDS = ("armed_group", "armed_state_unit")
# The pronouns of «قواته», «مقاتلوها», «عناصرهم», and who has no fighters.
_OWN = frozenset(("ه", "ها", "هم"))
_NO_OWNERS = frozenset(("people", "organisation", "media"))
# A person named in full is named by his last name from then on.
_PERSONAL = ("leader", "spokesman")


@dataclass(slots=True)
class Memory:
    """Who was named under which head so far in the report; it lives in the context."""

    sentence: Sentence
    context: Context

    def note(self, mention: Mention) -> None:
        """Remember a mention under the heads in its words, and as the armed group named last."""
        groups = self.context.groups
        for at in range(mention.first, mention.last):
            if self.sentence.forms[at] in _AGAINST:
                break  # «التحالف الدولي ضد التنظيم» is not «التنظيم»
            family = _family(self.sentence, at)
            if family and mention.kind not in ("people", "bare"):
                groups[family] = mention.ids
        if mention.kind in _ARMED_KINDS:
            groups[_ARMED] = mention.ids
        if mention.use in _PERSONAL and mention.last - mention.core > 1:
            self.context.surnames[self.sentence.forms[mention.last - 1]] = mention.ids

    def refer(self, mention: Mention) -> None:
        """«التنظيم» of an epithet's general meaning is the one that this report has named so."""
        if mention.use != "epithet" or mention.last - mention.core != 1:
            return
        family = _family(self.sentence, mention.core)
        if family and family not in _PERSONS and family in self.context.groups:
            mention.ids = self.context.groups[family]

    def meant(self, family: str) -> tuple[str, ...]:
        """Whom a head alone means, from what was named before."""
        groups = self.context.groups
        return groups.get(family) or (groups.get(_ARMED, ()) if family in _ANY_ARMED else ())


def unnamed(
    sentence: Sentence, context: Context, memory: Memory, span: tuple[int, int], named: list[Mention]
) -> Mention | None:
    """The one told by a common noun that begins a span, if any; `named` are those before it."""
    at, end = span
    classes = sentence.classes(at)
    if not classes:
        return _surname(sentence, context, at)
    if "own_fighters" in classes:
        theirs = _own_fighters(sentence, named, at)
        if theirs is not None:
            return theirs
    if "troops" in classes:
        return _troops(sentence, context, at)
    if "bands" in classes or "called" in classes:
        band = _band(sentence, at, end, quoted="bands" not in classes)
        if band:
            return band
    family = _family(sentence, at)
    return _anaphor(sentence, memory, family, at) if family else _surname(sentence, context, at)


def _own_fighters(sentence: Sentence, named: list[Mention], at: int) -> Mention | None:
    """«التنظيم … مقاتلوه», «الحركة … قواتها»: of whoever was named before and agrees with the pronoun."""
    hit = next((h for h in sentence.at[at] if h.entry.data == "own_fighters" and h.enclitic in _OWN), None)
    if hit is None:
        return None
    owners = [m for m in named if m.kind not in _NO_OWNERS and _agrees(sentence, m, hit.enclitic)]
    if not owners:
        return None
    return Mention(at, hit.last, at, owners[-1].ids, "bare", "anaphor", owners[-1].where)


def _agrees(sentence: Sentence, mention: Mention, pronoun: str) -> bool:
    """Whether a pronoun can take up a name, by the gender of its first word: «الحركة … ها», «الجيش … ه»."""
    head = sentence.forms[mention.first]
    if pronoun == "هم":
        return head.endswith(("ون", "ين"))
    feminine = head.endswith(("ه", "ات", "يا")) and mention.use not in ("leader", "spokesman")
    return feminine == (pronoun == "ها") and not head.endswith(("ون", "ين"))


def _surname(sentence: Sentence, context: Context, at: int) -> Mention | None:
    """«وقال غريفيث»: the last name of a person whom the report has named in full."""
    form = sentence.forms[at]
    ids = context.surnames.get(form) or context.surnames.get(form.removeprefix("و"))
    if not ids or qualifies(sentence, at):
        return None
    if at > sentence.first and "given_names" in sentence.classes(at - 1):
        return None
    where = next((context.pack.actors[i].where for i in ids if i in context.pack.actors), "")
    return Mention(at, at + 1, at, ids, "bare", "leader", where)


def _troops(sentence: Sentence, context: Context, at: int) -> Mention | None:
    """«مقتل ثلاثة جنود»: soldiers of no stated army are the country's own."""
    hit = next(h for h in sentence.at[at] if h.entry.data == "troops")
    if hit.enclitic or "relation" in sentence.classes(hit.last):
        return None
    country = dual_nation(sentence, context, hit.last)
    if country:
        return Mention(at, hit.last + 1, at, state_of(context, country), "state", "nation", hit.entry.where)
    ids, where = army_of(context)
    return Mention(at, hit.last, at, ids, "state", "troops", where) if ids else None


def _band(sentence: Sentence, at: int, end: int, *, quoted: bool) -> Mention | None:
    """«لواء القدس», «تنظيم "أجناد مصر"»: a group that the pack does not list."""
    forms = sentence.forms
    name = at + 1
    if name >= end or definite(forms[at]):
        return None
    if forms[name] in QUOTES:
        last = next((n for n in range(name + 1, min(name + 6, end)) if forms[n] in QUOTES), 0)
        if not last:
            return None
        return Mention(at, last, at, (OTHER,), "armed_group", "name", _where(sentence, at))
    if quoted or not forms[name].startswith("ال") or sentence.classes(name) - {"position", "head"}:
        return None
    if any(h.entry.kind == "trigger" for h in sentence.at.get(name, ())):
        return None
    return Mention(at, name + 1, at, (OTHER,), "armed_group", "name", _where(sentence, at))


def _anaphor(sentence: Sentence, memory: Memory, family: str, at: int) -> Mention | None:
    """«التنظيم», «هذه القوات», «المسلحون»: the one named last under that head."""
    hit = max((h for h in sentence.at[at] if h.entry.data == family), key=lambda h: h.last)
    if hit.enclitic:
        return None
    the = definite(sentence.forms[at])
    following = sentence.forms[hit.last] if hit.last < sentence.last else ""
    person = family in _PERSONS and not sentence.forms[at].endswith(("ي", "و"))
    if not the and not person and hit.last - at == 1:
        return None
    if the and family in _OTHER_SENSES and following.startswith("ال"):
        return None
    if family == "group:gunmen" and (qualifies(sentence, at) or _armed_deed(sentence, at)):
        return None
    known = the or _is_counted(sentence, at)
    ids = memory.meant(family) if known else ()
    if not ids and family == "group:gunmen":
        ids = ("unknown_gunmen",)
    elif not ids and family in ("group:extremists", "group:cell"):
        ids = (OTHER,)
    if not ids:
        return None
    return Mention(at, hit.last, at, ids, "bare", "anaphor", hit.entry.where)


def _is_counted(sentence: Sentence, at: int) -> bool:
    before = at - 1
    return before >= sentence.first and (
        sentence.forms[before].isdigit() or "portions" in sentence.classes(before)
    )


def _armed_deed(sentence: Sentence, at: int) -> bool:
    """«هجوم مسلح», «اشتباكا مسلحا»: what is armed is the fight."""
    return sentence.forms[at] in ("مسلح", "مسلحا") and any(
        h.entry.kind == "trigger" and h.entry.data.type == "clash" and not h.entry.verb
        for h in sentence.at.get(at - 1, ())
    )


def _family(sentence: Sentence, at: int) -> str:
    return min((c for c in sentence.classes(at) if c.startswith(_GROUP)), default="")


def _where(sentence: Sentence, at: int) -> str:
    return next((h.entry.where for h in sentence.at.get(at, ()) if h.entry.kind == "word"), "")
