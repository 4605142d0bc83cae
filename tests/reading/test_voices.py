"""Who says so: `tests/corpus/voices.yaml` holds a text, a word of it and the speaker of that word."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.arabic.fold import fold_key
from sijill.packs.compiled import CompiledPack
from sijill.reading.context import Context
from sijill.reading.passage import Passage, Sentence
from sijill.reading.reader import Reader
from sijill.reading.said.voices import Talk, Voice, voice_at
from sijill.reading.who.named import mentions

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "corpus" / "voices.yaml").read_text(encoding="utf-8")
)


def _heard(pack: CompiledPack, case: dict[str, Any]) -> Voice | None:
    """The voice of the word `at` in the last sentence that holds it."""
    passage = Passage.of(case["text"])
    sentences = [Sentence.of(passage, n, s, pack.lexicon) for n, s in enumerate(passage.sentence_ranges())]
    published = date.fromisoformat(case.get("published", "2015-08-10"))
    context = Context(pack, published, case.get("side"), Reader(pack)._country(sentences))
    talk = Talk(context)
    word = fold_key(case["at"])
    voice: Voice | None = None
    for sentence in sentences:
        heard = talk.hear(sentence, mentions(sentence, context))
        at = next((i for i in range(sentence.first, sentence.last) if passage.forms[i] == word), None)
        if at is not None:
            voice = voice_at(heard, at)
    return voice


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_speaker_of_a_word(pack: CompiledPack, case: dict[str, Any]) -> None:
    voice = _heard(pack, case)
    if case["kind"] == "reporter":
        assert voice is None or voice.kind == "reporter"
        return
    assert voice is not None
    assert (voice.kind, voice.id) == (case["kind"], case.get("id"))
    assert voice.denies == case.get("denies", False)
    if "speaker" in case:
        assert (voice.speaker.ids[0] if voice.speaker else "") == case["speaker"]


def test_a_quotation_ends_where_its_mark_closes(pack: CompiledPack) -> None:
    text = "قال الناطق باسم المقاومة الشعبية: «نحن صامدون. ولن نتراجع». وقصف الطيران التبة."
    assert _heard(pack, {"text": text, "at": "وقصف"}) is None


def test_a_forgotten_mark_does_not_swallow_the_report(pack: CompiledPack) -> None:
    text = (
        "قال الناطق باسم المقاومة الشعبية: «نحن صامدون."
        + " الوضع هادئ في المدينة." * 8
        + " وقصف الطيران التبة."
    )
    assert _heard(pack, {"text": text, "at": "وقصف"}) is None
