"""Review by keyboard alone, from the queue's first claim to a correction and back."""

from __future__ import annotations

from tests.web.browser.conftest import Opening


def test_review_by_keyboard(watched: Opening) -> None:
    desk = watched()
    desk.open("/review", "ar")
    page = desk.page
    waiting = page.locator(".queue li")
    first, many = waiting.first.locator("a").get_attribute("href"), waiting.count()
    page.keyboard.press("j")
    page.wait_for_selector(".queue li:nth-child(2) a[aria-current]")
    page.keyboard.press("k")
    page.wait_for_selector(".queue li:nth-child(1) a[aria-current]")
    page.keyboard.press("a")
    page.wait_for_selector(".did")
    assert waiting.count() == many - 1
    page.keyboard.press("u")
    page.wait_for_function("many => document.querySelectorAll('.queue li').length === many", arg=many)
    assert page.locator(f'.queue a[href="{first}"]').count() == 1
    page.keyboard.press("r")
    page.wait_for_selector(".did")
    desk.assert_sound()


def test_correction_by_keyboard_and_its_history(watched: Opening) -> None:
    desk = watched()
    desk.open("/review?type=shelling", "en")
    page = desk.page
    page.keyboard.press("e")
    choice = page.locator("details.edit[open] select")
    choice.select_option("bombing")
    choice.press("Enter")
    page.locator("details.edit[open] button.main").press("Enter")
    page.wait_for_selector(".history")
    assert page.locator("aside.verdict h2 .kind").first.inner_text() == "Bombing"
    assert page.locator(".history li").count() >= 2
    page.locator(".history button").first.click()
    page.wait_for_selector(".did")
    assert page.locator("aside.verdict h2 .kind").first.inner_text() == "Shelling"
    desk.assert_sound()


def test_words_are_pointed_at(watched: Opening) -> None:
    desk = watched()
    desk.open("/review?type=shelling", "en")
    page = desk.page
    page.locator(".extra summary").first.click()
    form = page.locator(".extra details[open] form")
    form.locator('select[name="id"]').select_option("civilians")
    form.locator('select[name="role"]').select_option("recipient")
    piece = page.locator("#text [data-start]").first
    start = int(piece.get_attribute("data-start") or "0")
    words = piece.inner_text()
    piece.evaluate("one => getSelection().selectAllChildren(one)")
    form.locator(".take").click()
    assert form.locator('input[name="start"]').input_value() == str(start)
    assert form.locator('input[name="end"]').input_value() == str(start + len(words))
    form.locator("button.main").click()
    page.wait_for_selector(".did")
    assert page.locator(".value > .name", has_text="Recipient").count() == 1
    desk.assert_sound()


def test_second_of_two_is_told(watched: Opening) -> None:
    one, other = watched(), watched()
    for desk in (one, other):
        desk.open("/review", "en")
    claim = one.page.locator('.decide input[name="claim"]').first.input_value()
    one.page.keyboard.press("a")
    one.page.wait_for_selector(".did")
    other.page.keyboard.press("r")
    other.page.wait_for_selector("#fault")
    assert "meanwhile" in other.page.locator("#fault").inner_text()
    assert other.page.locator('.decide input[name="claim"]').first.input_value() == claim
    other.page.locator(".decide button").nth(1).click()
    other.page.wait_for_selector(".did")
