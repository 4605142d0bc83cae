"""Which of the names in a text are masked, which of them are one person's, and where they stand again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sijill.public.name_words import Head, NameWords, Word
from sijill.public.names import Found

Name = tuple[str, ...]


class Hidden(Struct, frozen=True):
    """Words `first` to `last` (exclusive) that are a private person's name, by `reason`."""

    first: int
    last: int
    person: int
    reason: str


def hidden(
    names: Sequence[Found],
    words: Sequence[Word],
    forms: Sequence[str],
    upon: Sequence[bool],
    known: NameWords,
) -> list[Hidden]:
    """The names to be masked, with a number a person in the order in which they are first named."""
    public = [found.name for found in names if found.whose == "public"]
    private = [found for found in names if _is_private(found, names, public)]
    people = _People((found.name for found in private), {found.name for found in private if found.sound})
    taken = {at for found in names for at in range(found.first, found.last)}
    taken |= {at for at, is_upon in enumerate(upon) if is_upon}
    masked = [Hidden(f.first, f.last, people.of(f.name), f.reason) for f in private]
    if private:
        protected = known.public_words.union(*public) | {
            w for f in names if f.whose == "place" for w in f.name
        }
        masked += _again(people, words, forms, taken, protected)
    return _numbered(masked)


def _is_private(found: Found, names: Sequence[Found], public: Sequence[Name]) -> bool:
    """Whether a name is masked: one that nothing tells of is, unless it is short for a public one."""
    if found.whose != "":
        return found.whose == "private"
    short_of_private = any(f.whose == "private" and _is_short(found.name, f.name) for f in names)
    return short_of_private or not any(_is_short(found.name, name) for name in public)


def _is_short(name: Name, whole: Name) -> bool:
    """Whether the words of a name stand in another in this order."""
    rest = iter(whole)
    return all(word in rest for word in name)


class _People:
    """Persons by all their names: «صالح الحاج» is «محمد صالح الحاج» where both stand."""

    def __init__(self, names: Iterable[Name], sound: set[Name]) -> None:
        self.whole: list[Name] = []
        for name in sorted(dict.fromkeys(names), key=len, reverse=True):
            if name and not any(_is_short(name, whole) for whole in self.whole):
                self.whole.append(name)
        self.by_word: dict[str, list[int]] = {}
        for number, whole in enumerate(self.whole):
            for word in whole if whole in sound else ():
                self.by_word.setdefault(word, []).append(number)

    def of(self, name: Name) -> int:
        return next((n for n, whole in enumerate(self.whole) if _is_short(name, whole)), len(self.whole))


def _again(
    people: _People,
    words: Sequence[Word],
    forms: Sequence[str],
    taken: set[int],
    protected: frozenset[str] | set[str],
) -> list[Hidden]:
    """Shorter forms of the names that stand elsewhere in the text: one word of them is enough."""
    found: list[Hidden] = []
    at = 0
    while at < len(words):
        last = at
        while (
            last < len(words)
            and last not in taken
            and (last == at or not words[last].cut)
            and words[last].core in people.by_word
        ):
            last += 1
        if last == at:
            at += 1
            continue
        persons = [set(people.by_word[words[n].core]) for n in range(at, last)]
        both = set.intersection(*persons)
        several = last - at > 1 and bool(both)
        if several or any(_tells(n, words, forms, protected) for n in range(at, last)):
            found.append(Hidden(at, last, min(both or persons[0]), "again"))
        at = last
    return found


def _tells(
    at: int, words: Sequence[Word], forms: Sequence[str], protected: frozenset[str] | set[str]
) -> bool:
    """Whether one word of a name alone is that name again, and no common word, place or public figure."""
    word = words[at]
    before = words[at - 1] if at and forms[at - 1][0].isalpha() else None
    speaks = before is not None and (
        before.verb or bool(before.heads & (Head.PERSON | Head.HARMED | Head.HONORIFIC))
    )
    if before is not None and before.heads & (Head.OFFICE | Head.COMMAND):
        return False
    if word.core in protected:
        return False if before is None else speaks and not word.cut
    if word.given == 2 or word.unknown:
        return True
    return speaks and not word.cut


def _numbered(found: Iterable[Hidden]) -> list[Hidden]:
    """The same in the order of the text, persons counted from 1."""
    numbers: dict[int, int] = {}
    return [
        Hidden(h.first, h.last, numbers.setdefault(h.person, len(numbers) + 1), h.reason)
        for h in sorted(found, key=lambda h: h.first)
    ]
