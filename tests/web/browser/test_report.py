"""A report beside its claims: values and words light each other up, and hostile text stays text."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import Opening, Watched


def opened(watched: Opening, words: str, language: str = "ar", **options: object) -> Watched:
    desk = watched(**options)
    desk.open(f"/incidents?q={words}", language)
    desk.page.locator("td.what a").first.click()
    desk.page.locator('.claim a[href^="/reports/"]').first.click()
    desk.page.wait_for_load_state("networkidle")
    return desk


@pytest.mark.parametrize("language", ["ar", "en"])
def test_value_lights_up_its_words(watched: Opening, language: str) -> None:
    desk = opened(watched, "خمسة مدنيين سوق", language)
    page = desk.page
    assert page.get_attribute("#text", "dir") == "rtl"
    value = page.locator('.to-words[data-mark*="-place"]').first
    value.click()
    lit = "".join(page.locator("#text .lit").all_inner_texts())
    assert lit
    assert value.get_attribute("aria-current") == "true"
    assert page.locator(f'#text [data-marks~="{value.get_attribute("data-mark")}"].lit').count() > 0
    page.keyboard.press("Escape")
    assert page.locator("#text .lit").count() == 0
    desk.assert_sound()


def test_words_show_their_claim(watched: Opening) -> None:
    desk = opened(watched, "خمسة مدنيين سوق")
    page = desk.page
    words = page.locator("#text a.v").first
    words.click()
    assert page.locator(".shown-claim.chosen").count() == 1
    assert page.locator(".to-words[aria-current]").count() == 1
    desk.assert_sound()


def test_words_of_several_values_offer_them(watched: Opening) -> None:
    desk = opened(watched, "خمسة مدنيين سوق")
    page = desk.page
    several = page.locator("#text a.v[data-many]").first
    several.click()
    offered = page.locator("#these li button")
    assert offered.count() > 1
    offered.last.click()
    assert page.locator("#text .lit").count() > 0
    desk.assert_sound()


def test_claims_are_walked_by_keyboard(watched: Opening) -> None:
    desk = opened(watched, "خمسة مدنيين سوق")
    page = desk.page
    page.keyboard.press("Escape")
    seen = []
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
        seen.append(page.locator(".shown-claim.chosen").get_attribute("id"))
    assert seen == ["c0", "c1", "c0"]
    assert page.locator("#text .lit-sentence").count() > 0
    assert page.evaluate("document.activeElement.id") == "c0"


def test_each_value_tells_why(watched: Opening) -> None:
    desk = opened(watched, "خمسة مدنيين سوق")
    reasons = desk.page.locator(".why li")
    assert reasons.count() > 3
    assert "core/" in reasons.first.text_content()  # type: ignore[operator]


def test_without_script_values_lead_to_their_words(watched: Opening) -> None:
    desk = opened(watched, "خمسة مدنيين سوق", java_script_enabled=False)
    value = desk.page.locator('.to-words[data-mark*="-place"]').first
    value.click()
    assert desk.page.locator(":target").count() == 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_hostile_report_stays_text(watched: Opening, language: str) -> None:
    desk = opened(watched, "نهم مواقع", language, viewport={"width": 390, "height": 800})
    page = desk.page
    assert "broken" not in page.title().partition("·")[2]
    assert page.evaluate("document.title") != "broken"
    assert page.locator("main script, main img, main style, main [onerror], main [onmouseover]").count() == 0
    assert page.locator('a[href^="javascript"], a[href^="https://example.org"]').count() == 0
    assert "<script>alert(4)</script>" in page.locator("#text").inner_text()
    assert "{{ 7*7 }}" in page.locator("#text").inner_text()
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(
        page.locator("body").inner_text()
    )
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    desk.assert_sound()


def test_confidential_report_is_counted_and_not_shown(watched: Opening) -> None:
    desk = watched()
    desk.open("/incidents?q=حرض", "ar")
    desk.page.locator("td.what a").first.click()
    said = desk.page.locator("main").inner_text()
    assert "تقرير سرّي" in said
    assert "عنوان سري" not in said
    assert "سر مكتوم" not in desk.page.content()
    desk.assert_sound()
