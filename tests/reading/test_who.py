"""Who is named in a sentence, against the corpus, and the same for parties that change places."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.packs.compiled import CompiledPack
from sijill.reading.context import Context
from sijill.reading.passage import Passage, Sentence
from sijill.reading.who.named import Mention, mentions

CORPUS = Path(__file__).parents[1] / "corpus" / "actors.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
DAY = date(2015, 9, 10)
FLAGS = ("position", "supporter", "loyal")

MIRRORED = [
    "شن مقاتلو {a} هجوما على مواقع {b}",
    "سيطرت قوات {a} على الجبل بعد انسحاب مسلحي {b}",
    "اندلعت اشتباكات بين {a} و{b} قرب السوق",
    "قصفت مدفعية {a} تجمعات ل{b}",
    "أسر مقاتلو {a} عددا من عناصر {b}",
    "تسلم قياديون في {a} الموقع من {b}",
]
PARTIES = {
    "جماعة أنصار الله": "houthi",
    "المقاومة الشعبية": "resistance",
    "ألوية العمالقة": "giants",
    "المجلس الانتقالي الجنوبي": "stc",
    "الجيش الوطني": "government",
    "الحزام الأمني": "security_belt",
}


def found(
    pack: CompiledPack, text: str, *, country: str = "YE", side: str | None = None, day: date = DAY
) -> list[tuple[Mention, str]]:
    """The mentions of a text with their words, a context for all of its sentences."""
    passage = Passage.of(text)
    context = Context(pack, day, side, country)
    return [
        (mention, passage.quote(mention.first, mention.last).text)
        for number, span in enumerate(passage.sentence_ranges())
        for mention in mentions(Sentence.of(passage, number, span, pack.lexicon), context)
    ]


def told(case: dict[str, Any], pack: CompiledPack) -> list[tuple[Mention, str]]:
    options = {key: case[key] for key in ("country", "side", "day") if key in case}
    return found(pack, str(case["say"]), **options)


def ids_and_words(mention: Mention, words: str) -> str:
    return f"{'+'.join(mention.ids)} | {words}"


@pytest.mark.parametrize("case", CASES, ids=[f"{n} {case['say']}" for n, case in enumerate(CASES)])
def test_those_named_are_found_with_their_words(case: dict[str, Any], pack: CompiledPack) -> None:
    expected = [" | ".join(line.split(" | ")[:2]) for line in case["who"]]
    assert [ids_and_words(*item) for item in told(case, pack)] == expected


STANDING = [(case, n) for case in CASES for n, line in enumerate(case["who"]) if line.count(" | ") == 2]


@pytest.mark.parametrize("case, number", STANDING, ids=[f"{case['say']} {n}" for case, n in STANDING])
def test_a_mention_tells_how_it_stands(case: dict[str, Any], number: int, pack: CompiledPack) -> None:
    standing = case["who"][number].split(" | ")[2].split()
    items = told(case, pack)
    mention = items[number][0]
    flags = {flag for flag in FLAGS if getattr(mention, flag)}
    assert flags == {flag for flag in standing if flag in FLAGS}
    assert (mention.joined is not None) == ("joined" in standing)
    prepositions = [word for word in standing if word not in (*FLAGS, "joined")]
    if prepositions:
        assert [mention.prep] == prepositions


def test_every_mention_lies_in_its_sentence_and_none_overlap(pack: CompiledPack) -> None:
    for case in CASES:
        ends = 0
        for mention, _ in told(case, pack):
            assert ends <= mention.first <= mention.core < mention.last
            ends = mention.last if mention.first >= ends else ends


@pytest.mark.parametrize("frame", MIRRORED)
@pytest.mark.parametrize("one", PARTIES)
@pytest.mark.parametrize("other", PARTIES)
def test_parties_that_change_places_are_read_alike(
    frame: str, one: str, other: str, pack: CompiledPack
) -> None:
    if one == other:
        return
    day = date(2020, 9, 10)

    def seen(a: str, b: str) -> list[tuple[str, ...]]:
        return [
            (*m.ids, m.prep, str(m.position), str(m.joined is not None))
            for m, _ in found(pack, frame.format(a=a, b=b).replace(" لال", " لل"), day=day)
        ]

    swapped = {PARTIES[one]: PARTIES[other], PARTIES[other]: PARTIES[one]}
    mirrored = [(swapped.get(item[0], item[0]), *item[1:]) for item in seen(one, other)]
    assert seen(other, one) == mirrored
    assert {item[0] for item in mirrored} == {PARTIES[one], PARTIES[other]}
