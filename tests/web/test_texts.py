"""The texts of both languages, and what the templates and styles may hold."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.linking import likeness
from sijill.record import (
    ATTRIBUTION_KINDS,
    EVENT_TYPES,
    GROUPS,
    LEVELS,
    MEANS,
    OBJECTS,
    QUANTITY_KINDS,
    STATUSES,
)
from sijill.web.app import ASSETS
from sijill.web.pages.reasons import said
from sijill.web.pages.rendering import TEMPLATES
from sijill.web.pages.texts import FOLDER, texts_of

STYLES = sorted(ASSETS.glob("*.css"))
PAGES = sorted(TEMPLATES.rglob("*.html"))
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height))(?:-[a-z]+)?\s*:|text-align:\s*(?:left|right)|float:"
)


def keys(value: dict[str, Any], above: str = "") -> set[str]:
    found = set()
    for key, inner in value.items():
        if isinstance(inner, dict) and above != "count.":
            found |= keys(inner, f"{above}{key}.")
        else:
            found.add(f"{above}{key}")
    return found


def raw(language: str) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))
    return told


def test_both_languages_have_the_same_keys() -> None:
    assert keys(raw("ar")) == keys(raw("en"))


def test_texts_have_the_same_gaps() -> None:
    arabic, english = texts_of("ar"), texts_of("en")
    for key in keys(raw("en")):
        if not key.startswith("count."):
            assert set(re.findall(r"\{\w+\}", arabic[key])) == set(re.findall(r"\{\w+\}", english[key])), key


def test_arabic_is_arabic() -> None:
    arabic = texts_of("ar")
    kept = {"app.other_language", "tallies.rules_acled", "tallies.rules_ucdp", "count", "common.list"}
    for key in keys(raw("ar")):
        if key not in kept and not key.startswith("count.") and "{" not in arabic[key]:
            assert re.search(r"[\u0600-\u06ff]", arabic[key]), key


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_code_has_a_text(language: str) -> None:
    texts = texts_of(language)
    for prefix, codes in (
        ("type", EVENT_TYPES),
        ("status", STATUSES),
        ("group", frozenset(GROUPS.values())),
        ("level", LEVELS),
        ("quantity", QUANTITY_KINDS),
        ("attribution", ATTRIBUTION_KINDS),
        ("means", MEANS),
        ("object", OBJECTS),
    ):
        for code in codes:
            assert texts[f"{prefix}.{code}"]


@pytest.mark.parametrize(
    "number, said",
    [
        (0, "لا تقارير"),
        (1, "تقرير واحد"),
        (2, "تقريران"),
        (3, "3 تقارير"),
        (11, "11 تقريرًا"),
        (100, "100 تقرير"),
    ],
)
def test_arabic_plurals(number: int, said: str) -> None:
    assert texts_of("ar").many("count.reports", number) == said


def test_days_are_said_as_they_are_told() -> None:
    english, arabic = texts_of("en"), texts_of("ar")
    assert english.days("2016-03-09", "2016-03-09") == "9 Mar 2016"
    assert english.days("2016-01-01", "2016-12-31") == "2016"
    assert english.days("2016-03-01", "2016-03-31") == "Mar 2016"
    assert arabic.days("2016-03-09", "2016-03-10") == "من 9 مارس 2016 إلى 10 مارس 2016"


@pytest.mark.parametrize("style", STYLES, ids=lambda path: str(path.name))
def test_styles_know_no_left_and_right(style: Path) -> None:
    rules = re.sub(r"/\*.*?\*/|@media[^{]*", "", style.read_text("utf-8"), flags=re.DOTALL)
    assert PHYSICAL.findall(rules) == []


@pytest.mark.parametrize("template", PAGES, ids=lambda path: str(path.name))
def test_templates_hold_nothing_that_the_policy_forbids(template: Path) -> None:
    page = template.read_text("utf-8")
    assert not re.search(r"\sstyle\s*=|\son\w+\s*=\s*\"|<style|\|\s*safe|javascript:", page)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", page))
    assert not re.search(r"https?://\w", page)


def test_keys_in_templates_exist() -> None:
    texts = texts_of("en")
    for template in PAGES:
        for key in re.findall(r"t\['([\w.]+)'\]", template.read_text("utf-8")):
            assert texts[key], template


def test_every_reason_for_joining_has_its_text() -> None:
    source = Path(likeness.__file__).read_text("utf-8")
    sentences = re.findall(r'Reason\([^,"]+, f?"([^"]{5,})"', source)
    sentences += ["the same parties", "other parties", "like figures", "other figures"]
    assert len(sentences) > 20
    for sentence in sentences:
        written = re.sub(r"\{gap\} \{[^}]*\}", "2 days", sentence)
        if "{one.status}" in written:
            continue
        written = re.sub(r"\{[^}]*\}", "clash", written)
        told = said(written, texts_of("ar"))
        assert re.search(r"[\u0600-\u06ff]", told), sentence
        assert not re.search(r"[a-z]", told), sentence
