"""Copies: a text cut, stretched or respelt is found again; another report of the same event is not."""

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sijill.linking.copies import (
    COPIED_SHARE,
    ENOUGH_SHINGLES,
    SKETCH_SIZE,
    CopyPair,
    Printed,
    originals,
    shared,
    shingles,
    sketch,
)

TEXTS = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "copies.yaml").read_text(encoding="utf-8"))
AGENCY: str = TEXTS["agency"]
ANOTHER: str = TEXTS["another"]


def share(one: str, other: str) -> float:
    return shared(shingles(one), shingles(other))


def test_a_text_cut_at_its_end_is_a_copy() -> None:
    assert share(AGENCY[: len(AGENCY) // 2], AGENCY) > 0.9


def test_a_text_within_a_longer_report_is_a_copy() -> None:
    assert share(AGENCY, f"{ANOTHER}\nوفي سياق متصل\n{AGENCY}") == 1.0


def test_spelling_and_punctuation_make_no_other_text() -> None:
    respelt = AGENCY.replace("أ", "ا").replace("ة", "ه").replace("،", " ،").replace("الطريق", "الطّريق")
    assert share(respelt, AGENCY) == 1.0


def test_some_words_changed_by_an_editor_leave_a_copy() -> None:
    words = AGENCY.split()
    for at in range(5, len(words), 12):
        words[at] = "محرر"
    assert share(" ".join(words), AGENCY) > COPIED_SHARE


def test_another_report_of_the_same_event_is_no_copy() -> None:
    assert share(AGENCY, ANOTHER) < COPIED_SHARE / 2


def test_sketches_of_a_part_and_the_whole_meet() -> None:
    part, whole = AGENCY[: len(AGENCY) // 2], f"{AGENCY} {ANOTHER}"
    assert len(set(sketch(shingles(part))) & set(sketch(shingles(whole)))) >= 3


def test_a_short_text_has_no_sketch() -> None:
    few = shingles("انفجرت عبوة قرب السوق ولم تعرف الخسائر بعد")
    assert 0 < len(few) < ENOUGH_SHINGLES
    assert sketch(few) == []


@given(st.text(alphabet="ابتثجحخ ةى\u064b.,\n", max_size=300))
def test_shingles_fit_a_database_integer(text: str) -> None:
    found = shingles(text)
    assert all(-(2**63) <= number < 2**63 for number in found)
    assert len(sketch(found)) <= SKETCH_SIZE
    assert sketch(found) == sorted(sketch(found))


def test_hashes_are_the_same_in_every_process() -> None:
    # Kept in registers: another value here would make every stored sketch useless.
    assert shingles("قال شهود عيان") == {5398536709694246900}


PRINTED = [
    Printed("c", "2020-03-02"),
    Printed("a", "2020-03-01"),
    Printed("d", "2020-03-02"),
    Printed("b", ""),
]


def test_the_first_printed_is_the_original() -> None:
    assert originals(PRINTED, [CopyPair("c", "a", 0.8)]) == {"c": "a"}


def test_a_copy_of_a_copy_goes_back_to_the_original() -> None:
    pairs = [CopyPair("a", "c", 0.5), CopyPair("c", "d", 0.9), CopyPair("a", "d", 0.4)]
    assert originals(PRINTED, pairs) == {"c": "a", "d": "a"}


def test_a_text_without_a_day_is_never_first() -> None:
    assert originals(PRINTED, [CopyPair("b", "d", 0.7)]) == {"b": "d"}


def test_a_round_up_joins_the_text_it_shares_most_with() -> None:
    texts = [Printed("one", "2020-03-01"), Printed("two", "2020-03-01"), Printed("both", "2020-03-02")]
    pairs = [CopyPair("both", "one", 0.5), CopyPair("both", "two", 0.6)]
    assert originals(texts, pairs) == {"both": "two"}


@pytest.mark.parametrize("seed", range(20))
def test_order_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    texts = [Printed(f"t{n}", f"2020-03-{chance.randint(1, 9):02}") for n in range(12)]
    pairs = [
        CopyPair(f"t{n}", f"t{m}", round(chance.random(), 2))
        for n in range(12)
        for m in range(n)
        if chance.random() < 0.3
    ]
    expected = originals(texts, pairs)
    chance.shuffle(pairs)
    turned = [CopyPair(second, first, at) for first, second, at in pairs]
    assert originals(reversed(texts), turned) == expected
    assert not set(expected.values()) & set(expected)
