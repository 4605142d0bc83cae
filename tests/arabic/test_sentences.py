"""Sentences and clauses, also of texts with few full stops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.arabic.fold import fold
from sijill.arabic.sentences import LONGEST_SENTENCE, clauses, sentences
from sijill.arabic.words import tokenize


def cut(text: str) -> list[str]:
    """The sentences of a text, each with its tokens joined by spaces."""
    folded = fold(text).text
    tokens = tokenize(folded)
    return [" ".join(token.form for token in tokens[first:last]) for first, last in sentences(folded, tokens)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وصل الوفد. غادر الوفد.", ["وصل الوفد .", "غادر الوفد ."]),
        ("هل وصل؟ نعم!", ["هل وصل ؟", "نعم !"]),
        ("وصل الوفد\nغادر الوفد", ["وصل الوفد", "غادر الوفد"]),
        ("وصل الوفد\r\n\r\nغادر", ["وصل الوفد", "غادر"]),
        ("وصل... ثم غادر", ["وصل . . .", "ثم غادر"]),
        ("وصل… ثم غادر", ["وصل …", "ثم غادر"]),
        ("قال «انسحبنا.» ثم غادر", ["قال « انسحبنا . »", "ثم غادر"]),
        ('قال "انسحبنا". ثم غادر', ['قال " انسحبنا " .', "ثم غادر"]),
        ("قال د. علي كلمة", ["قال د . علي كلمه"]),
        ("سقط 3.5 في المئة", ["سقط 3.5 في الميه"]),
        ("وصل الوفد، وغادر؛ ثم عاد", ["وصل الوفد ، وغادر ؛ ثم عاد"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_sentence_without_an_end_is_cut_at_a_comma() -> None:
    words = ["كلمه"] * (2 * LONGEST_SENTENCE)
    words[100] = "،"
    found = cut(" ".join(words))
    assert len(found[0].split()) == 101
    assert all(len(sentence.split()) <= LONGEST_SENTENCE for sentence in found)


def test_a_sentence_without_an_end_or_a_comma_is_cut_all_the_same() -> None:
    found = cut("كلمه " * (2 * LONGEST_SENTENCE + 1))
    assert [len(sentence.split()) for sentence in found] == [LONGEST_SENTENCE, LONGEST_SENTENCE, 1]


@given(st.text(st.sampled_from('ابت .،؟!…«»"\n12') | st.characters(exclude_categories=["Cs"]), max_size=400))
def test_sentences_hold_every_token_once_and_in_order(raw: str) -> None:
    folded = fold(raw).text
    tokens = tokenize(folded)
    end = 0
    for first, last in sentences(folded, tokens):
        assert first == end < last <= first + LONGEST_SENTENCE
        end = last
    assert end == len(tokens)


def clauses_of(text: str, verbs: frozenset[int] = frozenset()) -> list[str]:
    forms = text.split()
    return [" ".join(forms[first:last]) for first, last in clauses(forms, 0, len(forms), verbs)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وصل الوفد ، غادر الوفد", ["وصل الوفد", "غادر الوفد"]),
        ("وصل الوفد فيما غادر وفد اخر", ["وصل الوفد", "فيما غادر وفد اخر"]),
        ("قال المصدر ان الوفد وصل", ["قال المصدر", "ان الوفد وصل"]),
        ("ذكر بانها انسحبت", ["ذكر", "بانها انسحبت"]),
        ("قال « انسحبنا » .", ["قال", "انسحبنا"]),
        ("، ، .", []),
    ],
)
def test_where_clauses_end(text: str, expected: list[str]) -> None:
    assert clauses_of(text) == expected


def test_a_joined_verb_opens_a_clause() -> None:
    assert clauses_of("هاجموا الموقع وقتلوا جنديا", frozenset({2})) == ["هاجموا الموقع", "وقتلوا جنديا"]


@given(
    st.lists(st.sampled_from(["وصل", "،", "فيما", "ان", "«", ".", "وقتل"]), max_size=30),
    st.sets(st.integers(0, 29)),
)
def test_clauses_are_ordered_and_leave_out_only_marks(forms: list[str], verbs: set[int]) -> None:
    end = 0
    for first, last in clauses(forms, 0, len(forms), frozenset(verbs)):
        assert end <= first < last
        assert not set(forms[end:first]) - {"،", "«", "."}
        end = last
    assert not set(forms[end:]) - {"،", "«", "."}
