"""A shelf gives back what was put there, packed or not."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from sijill.packs.lexicon import Entry, Lexicon
from sijill.packs.shelf import Shelf


def filled() -> Shelf[list[int]]:
    shelf: Shelf[list[int]] = Shelf()
    for name, thing in (("one", [1]), ("two", [2]), ("none", [])):
        shelf.setdefault(name, thing)
    return shelf


def packed(shelf: Shelf[list[int]]) -> Shelf[list[int]]:
    again = pickle.loads(pickle.dumps(shelf))
    assert isinstance(again, Shelf)
    return again


@pytest.mark.parametrize("shelf", [filled(), packed(filled()), packed(packed(filled()))])
def test_it_is_a_table(shelf: Shelf[list[int]]) -> None:
    assert dict(shelf) == {"one": [1], "two": [2], "none": []}
    assert list(shelf) == ["one", "two", "none"]
    assert (len(shelf), "two" in shelf, "three" in shelf, shelf.get("three")) == (3, True, False, None)
    assert shelf["two"] is shelf["two"]
    with pytest.raises(KeyError):
        shelf["three"]


def test_an_empty_one_can_be_packed() -> None:
    assert dict(packed(Shelf())) == {}


def test_what_is_added_to_a_packed_one_stays() -> None:
    shelf = packed(filled())
    assert shelf.setdefault("one", [9]) == [1]
    assert shelf.setdefault("three", [3]) == [3]
    shelf["two"].append(22)
    assert dict(packed(shelf)) == {"one": [1], "two": [2, 22], "none": [], "three": [3]}


def test_threads_get_the_same_thing() -> None:
    shelf = packed(filled())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: shelf["one"], range(200)))
    assert len({id(thing) for thing in found}) == 1


def test_a_lexicon_finds_the_same_when_packed() -> None:
    lexicon = Lexicon()
    lexicon.add("قوات النخبه", Entry("actor", "elite", "a"))
    lexicon.add("قوات", Entry("word", "head", "b"))
    lexicon.add("هجوم", Entry("trigger", "clash", "c", suffixes=False))
    forms = "شنت قوات النخبه هجوما وهجوم اخر".split()
    again = pickle.loads(pickle.dumps(lexicon))
    assert [(h.first, h.last, h.entry.data, h.proclitics) for h in again.find(forms, 0, len(forms))] == [
        (1, 2, "head", ""),
        (1, 3, "elite", ""),
        (4, 5, "clash", "و"),
    ]
    assert again.find(forms, 0, len(forms)) == lexicon.find(forms, 0, len(forms))


def test_a_lexicon_does_not_remember_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sijill.packs.lexicon._REMEMBERED", 10)
    lexicon = Lexicon()
    lexicon.add("قصف", Entry("trigger", "shelling", "a"))
    forms = ["قصف", *(f"كلمه{number}" for number in range(100)), "قصف"]
    assert [hit.first for hit in lexicon.find(forms, 0, len(forms))] == [0, 101]
    assert len(lexicon._readings) <= 10
