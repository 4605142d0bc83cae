"""Tokens of a folded text, and the ways in which clitics may be cut off a form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.arabic.fold import fold
from sijill.arabic.words import Split, splits, tokenize


@pytest.mark.parametrize(
    "text, forms",
    [
        ("انسحبت المليشيا أمس.", ["انسحبت", "المليشيا", "امس", "."]),
        ("قتل 1,200 و3.5 في المئة", ["قتل", "1,200", "و", "3.5", "في", "المئه".replace("ئ", "ي")]),
        ("١٢٬٥٠٠ أسرة", ["12,500", "اسره"]),
        ("في 11/10/2015م", ["في", "11", "/", "10", "/", "2015", "م"]),
        ("«الجيش»، و(اللجان)", ["«", "الجيش", "»", "،", "و", "(", "اللجان", ")"]),
        ("الـ104 آخرين", ["ال", "104", "اخرين"]),
        ("كيلو16", ["كيلو", "16"]),
        ("12،000", ["12", "،", "000"]),
        ("القوات_المشتركة", ["القوات", "_", "المشتركه"]),
        ("صاروخ Badr-1 باليستي", ["صاروخ", "Badr", "-", "1", "باليستي"]),
        ("  \n\t ", []),
        ("", []),
    ],
)
def test_words_numbers_and_marks(text: str, forms: list[str]) -> None:
    assert [token.form for token in tokenize(fold(text).text)] == forms


def test_offsets_are_those_of_the_folded_text() -> None:
    (first, second) = tokenize("في  عدن")
    assert (first.start, first.end, second.start, second.end) == (0, 2, 4, 7)


@given(st.text(st.sampled_from("ابتوفال 12.,٫«»_\n\u200f\u064e") | st.characters(exclude_categories=["Cs"])))
def test_tokens_are_ordered_slices_that_leave_out_only_space(raw: str) -> None:
    text = fold(raw).text
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end
        assert text[token.start : token.end] == token.form
        assert not any(char.isspace() for char in token.form)
        assert text[end : token.start].strip() == ""
        end = token.end
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    "form, reading",
    [
        ("وقتل", Split("و", "قتل", "")),
        ("فسيطرت", Split("ف", "سيطرت", "")),
        ("سينسحبون", Split("س", "ينسحبون", "")),
        ("وسينسحبون", Split("وس", "ينسحبون", "")),
        ("بالانسحاب", Split("ب", "الانسحاب", "")),
        ("للانسحاب", Split("ل", "الانسحاب", "")),
        ("وللحوثيين", Split("ول", "الحوثيين", "")),
        ("لقوات", Split("ل", "قوات", "")),
        ("كعدن", Split("ك", "عدن", "")),
        ("قواتهم", Split("", "قوات", "هم")),
        ("قيادتهم", Split("", "قياده", "هم")),
        ("مليشياتها", Split("", "مليشيات", "ها")),
        ("قتلوه", Split("", "قتلوا", "ه")),
        ("مستشفاهم", Split("", "مستشفي", "هم")),
        ("وبقيادته", Split("وب", "قياده", "ه")),
        ("لحج", Split("", "لحج", "")),
    ],
)
def test_a_reading_of_a_form(form: str, reading: Split) -> None:
    assert reading in splits(form)


def test_the_whole_form_comes_first() -> None:
    assert splits("وصاب")[0] == Split("", "وصاب", "")


@pytest.mark.parametrize("form", ["و", "في", "بن"])
def test_nothing_is_cut_that_leaves_less_than_two_letters(form: str) -> None:
    assert all(len(split.word) >= 2 for split in splits(form))


def test_no_pronoun_is_cut_off_a_word_with_the_article() -> None:
    assert all(not split.enclitic for split in splits("المياه"))


@given(st.text("ابتهمنوفلكسي", max_size=12))
def test_the_fewest_cuts_come_first_and_none_twice(form: str) -> None:
    found = splits(form)
    assert len(set(found)) == len(found)
    cuts = [bool(split.proclitics) + bool(split.enclitic) for split in found]
    assert cuts == sorted(cuts)
    assert (len(form) < 2) == (not found)
