"""Verb forms against the corpus of conflict reporting's verbs, and what a spelling may mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.arabic.fold import fold_key
from sijill.arabic.nouns import noun_forms
from sijill.arabic.verbs import conjugated, masdars, participles, with_suffix_stem

CORPUS = Path(__file__).parents[1] / "corpus" / "verbs.yaml"
VERBS: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: f"{verb['verb']} {verb['pattern']}")
def test_verb_has_the_forms_that_reports_use(verb: dict[str, Any]) -> None:
    forms = conjugated(verb["root"], verb["pattern"])
    readings = {(r.form, r.voice, r.tense) for found in forms.values() for r in found}
    assert next(iter(forms)) == fold_key(verb["past"][0])
    for tense in ("past", "present"):
        for spelling in verb.get(tense, ()):
            assert (fold_key(spelling), "active", tense) in readings, spelling
    for spelling in verb.get("passive", ()):
        assert {(fold_key(spelling), "passive", t) for t in ("past", "present")} & readings, spelling
    for spelling in verb.get("not", ()):
        assert fold_key(spelling) not in forms, spelling


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: f"{verb['verb']} {verb['pattern']}")
def test_verb_has_its_participles_and_masdars(verb: dict[str, Any]) -> None:
    known = {form for forms in participles(verb["root"], verb["pattern"]).values() for form in forms}
    for spelling in verb.get("participle", ()):
        assert fold_key(spelling).removeprefix("ال") in known, spelling
    assert set(verb.get("masdar", ())) <= set(masdars(verb["root"], verb["pattern"]))


def test_one_spelling_keeps_active_and_passive_apart_with_the_active_first() -> None:
    voices = [reading.voice for reading in conjugated("قتل", "فعَل يفعُل")["قتل"]]
    assert voices == ["active", "passive"]


def test_number_and_gender_are_told() -> None:
    forms = conjugated("سحب", "انفعل")
    told = {form: {(r.person, r.number, r.gender) for r in found} for form, found in forms.items()}
    assert (3, "s", "f") in told["انسحبت"]
    assert told["انسحبوا"] == {(3, "p", "m")}
    assert told["انسحبنا"] == {(1, "p", "m")}
    assert told["ينسحبان"] == {(3, "d", "m")}


def test_no_second_person_and_no_imperative() -> None:
    forms = conjugated("قصف", "فعَل يفعِل")
    assert "قصفتم" not in forms
    assert "اقصفوا" not in forms
    assert {r.person for found in forms.values() for r in found} == {1, 3}


def test_form_seven_has_no_passive() -> None:
    assert {r.voice for found in conjugated("سحب", "انفعل").values() for r in found} == {"active"}


@pytest.mark.parametrize(
    "root, pattern, form, before_pronoun",
    [
        ("قتل", "فعَل يفعُل", "قتلوا", "قتلو"),
        ("نفي", "فعَل يفعِل", "نفي", "نفا"),
        ("نفي", "فعَل يفعِل", "ينفي", "ينفي"),
        ("بني", "تفعّل", "تتبني", "تتبنا"),
        ("وجه", "فاعل", "واجه", "واجه"),
    ],
)
def test_spelling_before_an_object_pronoun(root: str, pattern: str, form: str, before_pronoun: str) -> None:
    assert before_pronoun in {reading.before_pronoun for reading in conjugated(root, pattern)[form]}


@pytest.mark.parametrize(
    "form, stem",
    [("قتلوا", "قتلو"), ("جبهة", "جبهت"), ("جبهه", "جبهت"), ("نفى", "نفا"), ("قوات", "قوات")],
)
def test_stem_before_a_suffix(form: str, stem: str) -> None:
    assert with_suffix_stem(form) == stem


def test_a_root_that_is_none_is_refused_in_one_sentence() -> None:
    with pytest.raises(ValueError, match="no verb of root «ق»"):
        conjugated("ق", "فعَل يفعُل")
    with pytest.raises(ValueError, match="pattern «فعفع»"):
        conjugated("قتل", "فعفع")


def test_form_one_has_no_predictable_masdar() -> None:
    assert masdars("قصف", "فعَل يفعِل") == []


@pytest.mark.parametrize(
    "singular, plurals, has, lacks",
    [
        ("قتيل", ["قتلى"], ["قتيل", "قتيلا", "قتيلان", "قتيلين", "قتلى"], ["قتيلي", "قتيلون"]),
        ("غارة", ["غارات"], ["غارة", "غارتان", "غارتين", "غارتي", "غارات"], ["غارةا"]),
        ("جندي", ["جنود"], ["جندي", "جنديا", "جنديان", "جنديين", "جندية", "جنود", "جنودا", "جنديتين"], []),
        ("مسلح", ["مسلحون"], ["مسلحون", "مسلحين", "مسلحو", "مسلحي", "مسلحا"], []),
        ("مسلح", [], ["مسلحون", "مسلحين", "مسلحو", "مسلحي", "مسلحات"], []),
        ("صاروخ", ["صواريخ"], ["صاروخ", "صاروخا", "صاروخان", "صاروخين", "صواريخ"], ["صاروخي"]),
        ("مستشفى", ["مستشفيات"], ["مستشفى", "مستشفيين", "مستشفيات"], ["مستشفياتا"]),
        ("إفراج", ["إفراجات"], ["إفراج", "إفراجا", "إفراجات"], ["إفراجي"]),
    ],
)
def test_noun_forms(singular: str, plurals: list[str], has: list[str], lacks: list[str]) -> None:
    forms = noun_forms(singular, plurals)
    assert {fold_key(form) for form in has} <= forms
    assert not {fold_key(form) for form in lacks} & forms
