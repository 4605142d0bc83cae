"""Words of time against the corpus, their spans, and what must hold for any tokens."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sijill.arabic.dates import TimeHit, find_times
from sijill.arabic.fold import fold
from sijill.arabic.words import tokenize

CORPUS = Path(__file__).parents[1] / "corpus" / "dates.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
WEDNESDAY = date(2015, 8, 5)
SAID = [(str(words), case) for case in CASES for words in case.get("say", ())]
NONE = [str(words) for case in CASES for words in case.get("none", ())]


def forms(text: str) -> list[str]:
    return [token.form for token in tokenize(fold(text).text)]


@pytest.mark.parametrize("text, case", SAID, ids=[text for text, _ in SAID])
def test_time_is_what_the_corpus_says(text: str, case: dict[str, Any]) -> None:
    (hit,) = find_times(forms(text), case.get("published", WEDNESDAY))
    start = case.get("start")
    assert (hit.start, hit.end) == (start, case.get("end", start))
    assert hit.precision == case.get("precision", "day" if start else "unknown")
    if "part" in case:
        assert hit.part == case["part"]
    if "kind" in case:
        assert hit.kind == case["kind"]


@pytest.mark.parametrize("text", NONE)
def test_no_words_of_time(text: str) -> None:
    assert find_times(forms(text), WEDNESDAY) == []


@pytest.mark.parametrize(
    "text, words",
    [
        ("قتلوا في 26 يوليو/تموز 2015 بالمدينة", "26 يوليو / تموز 2015"),
        ("قصفوا فجر يوم الأحد الماضي القرية", "فجر يوم الاحد الماضي"),
        ("مستمرة منذ نحو ثلاثة أشهر هناك", "منذ نحو ثلاثه اشهر"),
        ("أعلن أمس (الثلاثاء) ذلك", "امس ( الثلاثاء )"),
        ("وصلوا خلال الأيام القليلة الماضية إليها", "خلال الايام القليله الماضيه"),
    ],
)
def test_span_holds_the_words_of_time_alone(text: str, words: str) -> None:
    tokens = forms(text)
    (hit,) = find_times(tokens, WEDNESDAY)
    assert " ".join(tokens[hit.first : hit.last]) == words


def test_several_times_in_one_sentence() -> None:
    hits = find_times(forms("قصفوا السوق فجر السبت، ثم عادوا أمس، بعد هدنة بدأت في 20 يوليو"), WEDNESDAY)
    assert [hit.start for hit in hits] == [date(2015, 8, 1), date(2015, 8, 4), date(2015, 7, 20)]


def test_weekday_wins_over_a_late_publication() -> None:
    (hit,) = find_times(forms("أمس الثلاثاء"), date(2015, 8, 6))
    assert hit.start == hit.end == date(2015, 8, 4)


WORDS = sorted({word for text, _ in SAID for word in forms(text)} | {word for t in NONE for word in forms(t)})
DAYS = st.none() | st.dates() | st.dates(date(2000, 1, 1), date(2030, 12, 31))


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6).filter(bool), max_size=30), DAYS)
def test_any_tokens_give_ordered_times_within_them(words: list[str], published: date | None) -> None:
    hits = find_times(words, published)
    assert hits == find_times(list(words), published)
    end = 0
    for hit in hits:
        assert isinstance(hit, TimeHit)
        assert end <= hit.first < hit.last <= len(words)
        end = hit.last
        assert (hit.start is None) == (hit.end is None) == (hit.precision == "unknown")
        if hit.start is not None and hit.end is not None:
            assert hit.start <= hit.end
