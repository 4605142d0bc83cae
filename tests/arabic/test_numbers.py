"""Numbers of things against the corpus, their spans, and what must hold for any tokens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sijill.arabic.fold import fold
from sijill.arabic.numbers import Number, find_numbers
from sijill.arabic.words import tokenize

CORPUS = Path(__file__).parents[1] / "corpus" / "numbers.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
SAID = [(str(words), case) for case in CASES for words in case.get("say", ())]
NONE = [str(words) for case in CASES for words in case.get("none", ())]


def forms(text: str) -> list[str]:
    return [token.form for token in tokenize(fold(text).text)]


@pytest.mark.parametrize("text, case", SAID, ids=[text for text, _ in SAID])
def test_number_is_worth_what_the_corpus_says(text: str, case: dict[str, Any]) -> None:
    (number,) = find_numbers(forms(text))
    assert (number.low, number.high) == (case.get("low"), case.get("high"))
    assert number.kind == case.get("kind", "exact")
    assert number.approximate is case.get("approximate", False)


@pytest.mark.parametrize("text", NONE)
def test_no_number_of_things(text: str) -> None:
    assert find_numbers(forms(text)) == []


@pytest.mark.parametrize(
    "text, words",
    [
        ("قتل ثلاثة عشر جنديا", "ثلاثه عشر"),
        ("شنت أكثر من 40 غارة", "اكثر من 40"),
        ("مقتل 30 قتيلا على الأقل", "30"),
        ("مقتل 30 على الأقل من المدنيين", "30 علي الاقل"),
        ("قرابة الـ104 آخرين", "قرابه ال 104"),
        ("العشرات من الأسرى", "العشرات"),
        ("عدد كبير من الأسرى", "عدد كبير"),
        ("ما بين 20 و30 قتيلا", "ما بين 20 و 30"),
        ("عدد القتلى (12) جنديا", "( 12 )"),
    ],
)
def test_span_takes_in_bounds_and_leaves_out_the_counted_noun(text: str, words: str) -> None:
    tokens = forms(text)
    (number,) = find_numbers(tokens)
    assert " ".join(tokens[number.first : number.last]) == words


def test_each_number_keeps_its_own_bound() -> None:
    numbers = find_numbers(forms("قتل نحو عشرة جنود وأصيب 20 آخرون على الأقل وأسر ثلاثة، بينهم 2 من القادة"))
    assert [(n.low, n.high, n.approximate) for n in numbers] == [
        (10, 10, True),
        (20, None, False),
        (3, 3, False),
        (2, 2, False),
    ]


WORDS = sorted({word for text, _ in SAID for word in forms(text)} | {word for t in NONE for word in forms(t)})


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6).filter(bool), max_size=30))
def test_any_tokens_give_ordered_numbers_within_them(words: list[str]) -> None:
    numbers = find_numbers(words)
    assert numbers == find_numbers(list(words))
    end = 0
    for number in numbers:
        assert isinstance(number, Number)
        assert end <= number.first < number.last <= len(words)
        end = number.last
        if number.low is not None and number.high is not None:
            assert number.low <= number.high
        assert number.low is not None or number.high is not None
