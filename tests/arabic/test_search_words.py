"""The words that texts are found by: what a query must find, what it must not, and where the words stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sijill.arabic.search_words import HA, LONGEST_WORD, IndexedText, index_forms, query_forms

CORPUS = Path(__file__).parents[1] / "corpus" / "search.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
RAW = st.text(
    st.sampled_from("ابتوفكلمنهيةىأإآءؤئکی ـَُ12٣.,-«»\n\u200fﻻA") | st.characters(exclude_categories=["Cs"])
)


SINGLE = [case for case in CASES if len(case["query"].split()) == 1 and not set(case["query"]) & set('"«»-.')]


@pytest.mark.parametrize("case", SINGLE, ids=lambda case: str(case["query"]))
def test_one_word_finds_its_shapes_and_no_other_word(case: dict[str, Any]) -> None:
    (forms,) = query_forms(case["query"])
    for text in case.get("finds", ()):
        assert set(forms) & set(index_forms(text)), text
    for text in case.get("misses", ()):
        assert not set(forms) & set(index_forms(text)), text


@pytest.mark.parametrize("name", "لحج وصاب بيحان كتاف فرضة بعدان لودر".split())
def test_a_name_is_one_word_with_whatever_is_attached(name: str) -> None:
    (own,) = index_forms(name)
    # «ل» before «لحج» is left out: «للحج» is spelt like «for the pilgrimage», and is read as that.
    for attached in ("و", "ف", "ب", "ك", "وب", "فب", *(() if name[0] == "ل" else ("ل", "ول"))):
        assert index_forms(attached + name) == [own]


def test_offsets_are_those_of_the_raw_text() -> None:
    raw = "قالَ «الـحـوثـيّون» في ١٬٢٠٠ موقعٍ: ﻻ"
    told = IndexedText(raw)
    assert slices(raw) == ["قالَ", "الـحـوثـيّون", "في", "١٬٢٠٠", "موقعٍ", "ﻻ"]
    assert told.forms == ["قال", "حوثيين", "في", "1200", "موقع", "لا"]


def slices(raw: str) -> list[str]:
    told = IndexedText(raw)
    return [raw[slice(*told.span(number))] for number in range(len(told.forms))]


def test_what_stands_before_a_hamza_below_is_no_part_of_the_word() -> None:
    told = IndexedText("وبإب")
    assert (told.forms, told.span(0)) == (["اب"], (2, 4))


@pytest.mark.parametrize("written", ["مديرية", "مديريةُ", "مديريةـ", "مديريۃ", "مديرﻳﺔ"])
def test_ta_marbuta_is_known_under_its_marks_and_in_all_its_letters(written: str) -> None:
    assert index_forms(written) == ["مديريه"]
    assert index_forms("مديريه") == ["مديري" + HA]


@given(RAW)
def test_words_are_ordered_slices_of_letters_and_numbers(raw: str) -> None:
    told, end = IndexedText(raw), 0
    for number, form in enumerate(told.forms):
        start, after = told.span(number)
        assert end <= start < after <= len(raw)
        assert form.isalnum()
        assert len(form) <= LONGEST_WORD
        end = after


@given(RAW)
def test_every_word_is_found_by_itself(raw: str) -> None:
    assert all(form == asked[0] for form, asked in zip(index_forms(raw), query_forms(raw), strict=True))


@given(RAW)
def test_words_do_not_depend_on_their_neighbours(raw: str) -> None:
    assert index_forms(f"قبل {raw} بعد")[1:-1] == index_forms(raw)
