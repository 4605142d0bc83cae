"""The spellings under which an actor's name may stand in a report, beside the one that the pack lists."""

from __future__ import annotations

from sijill.arabic.fold import fold_key

# The endings that make an adjective of a name: شمالي, شمالية, شماليون, شماليين, شماليات.
_NISBA_ENDINGS = ("ي", "يه", "يون", "يين", "يات")
# Names of persons are spelt in one way: the «ون» of a family name is no plural.
_PERSONAL = frozenset({"leader", "media", "spokesman", "capital"})


def alias_forms(written: str, use: str) -> tuple[str, ...]:
    """Folded spellings of an alias, the listed one first.

    A sound plural is found in both cases (الشماليون, الشماليين); a nisba with and without the article; one
    that the pack calls an adjective also in the feminine and the plural.
    """
    listed = fold_key(written)
    if use in _PERSONAL:
        return (listed,)
    forms = [listed, *other_case(listed)]
    if " " not in listed:
        if use == "adjective" and listed.endswith("ي"):
            forms += [listed.removesuffix("ي") + ending for ending in _NISBA_ENDINGS]
        if listed.endswith(_NISBA_ENDINGS):
            forms += [_other_article(form) for form in forms]
    return tuple(dict.fromkeys(forms))


def other_case(listed: str) -> list[str]:
    """The other case of a name with a sound plural in it (مقاتلون: مقاتلين), if it has one."""
    words = listed.split()
    if any(_is_plural(word, "ون") for word in words):
        return [" ".join(word[:-2] + "ين" if _is_plural(word, "ون") else word for word in words)]
    if any(_is_plural(word, "ين") for word in words):
        return [" ".join(word[:-2] + "ون" if _is_plural(word, "ين") else word for word in words)]
    return []


def _is_plural(word: str, ending: str) -> bool:
    """Whether the word is a sound plural: a nisba, or with the article and long enough (not قانون, حسين)."""
    return word.endswith("ي" + ending) or (word.startswith("ال") and word.endswith(ending) and len(word) > 6)


def _other_article(form: str) -> str:
    return form.removeprefix("ال") if form.startswith("ال") else "ال" + form
