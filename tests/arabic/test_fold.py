"""Folding levels spelling and keeps the way back to every code point of the text as it was given."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sijill.arabic.fold import Folded, fold, fold_key, plain

any_text = st.text(
    st.sampled_from("ابتأإآىيةهـ \u064b\u064e\u0651\u200f\u200d\ufeffﻻﷲﺑ١۲3٬")
    | st.characters(exclude_categories=["Cs"])
)


@pytest.mark.parametrize(
    "raw, folded",
    [
        ("قُتِلَ جُنْدِيٌّ", "قتل جندي"),
        ("هٰذا", "هذا"),
        ("الأنـبـيـاء", "الانبياء"),
        ("أإآٱ", "اااا"),
        ("مستشفى", "مستشفي"),
        ("مدينة", "مدينه"),
        ("مسؤول شؤون", "مسوول شوون"),
        ("هيئة", "هييه"),
        ("جزء", "جزء"),
        ("کرکوک گەڕ", "كركوك كهڕ"),
        ("پاکستان ایران چاڤ", "باكستان ايران جاف"),
        ("١٢٬٥٠٠٫٥ و۴۵", "12,500.5 و45"),
        ("٪٥٠", "%50"),
        ("ﺍﻧﺴﺤﺒﺖ", "انسحبت"),
        ("ﻻ ﻷ ﷲ", "لا لا الله"),
        ("\u200fعدن\u200e \u202bتعز\u202c\ufeff", "عدن تعز"),
        ("مأ\u200dرب", "مارب"),
        ("كيلو\u00a016", "كيلو 16"),
        ("«قال» “نعم”", "«قال» “نعم”"),
        ("Aden BBC", "Aden BBC"),
    ],
)
def test_spellings_are_levelled(raw: str, folded: str) -> None:
    assert fold(raw).text == folded


@pytest.mark.parametrize(
    "raw, word, said",
    [
        ("قُتِلَ جُنْدِيّ", "قتل", "قُتِلَ"),
        ("قُتِلَ جُنْدِيّ", "جندي", "جُنْدِيّ"),
        ("في «مأرب» أمس", "مارب", "مأرب"),
        ("في تـعـز", "تعز", "تـعـز"),
        ("ذكر\u200f عدن\u200f.", "عدن", "عدن\u200f"),
        ("قال ﻻ", "لا", "ﻻ"),
        ("بإذن ﷲ غدا", "الله", "ﷲ"),
        ("بإذن ﷲ غدا", "غدا", "غدا"),
    ],
)
def test_a_folded_word_leads_back_to_its_own_spelling(raw: str, word: str, said: str) -> None:
    folded = fold(raw)
    at = folded.text.index(word)
    start, end = folded.span(at, at + len(word))
    assert raw[start:end] == said


def test_part_of_a_ligature_is_the_whole_of_it() -> None:
    folded = fold("قال ﷲ")
    assert [folded.span(at, at + 1) for at in range(4, 8)] == [(4, 5)] * 4


def test_key_collapses_spaces() -> None:
    assert fold_key("  أمانة \n العاصمة ") == "امانه العاصمه"


@pytest.mark.parametrize(
    "raw, spelt", [("مَأْرِب", "مأرب"), ("ﺍﻟﻤﺪﻳﻨﺔ", "المدينة"), ("بـيت\u200f", "بيت"), ("كيلو ١٦", "كيلو ١٦")]
)
def test_plain_spelling_keeps_letters_and_drops_marks(raw: str, spelt: str) -> None:
    assert plain(raw) == spelt


@given(any_text)
@example("\u064b")
@example("ﷺﷲﻻ\u064b")
def test_spans_of_any_text_are_in_order_and_within_it(raw: str) -> None:
    folded = fold(raw)
    begins = ends = 0
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(raw)
        assert start >= ends or start == begins  # a further letter of the same ligature
        begins, ends = start, end
    if folded.text:
        assert folded.span(0, len(folded.text))[1] == len(raw)


@given(any_text)
def test_a_slice_folded_again_is_the_folded_slice(raw: str) -> None:
    folded = fold(raw)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert folded.text[at] in fold(raw[start:end]).text


@given(any_text)
def test_folding_twice_is_folding_once(raw: str) -> None:
    once = fold(raw).text
    assert fold(once).text == once
    assert fold(once).span(0, len(once)) == (0, len(once))


@given(any_text)
def test_plain_spelling_folds_to_the_same_letter_by_letter(raw: str) -> None:
    assert fold(plain(raw)) == Folded(plain(raw), fold(raw).text)


@given(st.text(st.characters(categories=["Cs"]), min_size=1, max_size=5))
def test_lone_surrogates_are_left_alone(raw: str) -> None:
    assert fold(raw).text == raw
