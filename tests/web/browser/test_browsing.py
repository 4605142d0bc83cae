"""The list of incidents with and without script, the map with its timeline, and figures down to sentences."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import Opening


@pytest.mark.parametrize("scripted", [True, False])
def test_facet_narrows_the_list(watched: Opening, scripted: bool) -> None:
    desk = watched(java_script_enabled=scripted)
    desk.open("/incidents", "en")
    page = desk.page
    before = page.locator("table.incidents tbody tr").count()
    box = page.locator('input[name="type"][value="shelling"]')
    expected = int(box.locator("xpath=..").locator(".number").inner_text())
    box.check()
    if not scripted:
        page.locator(".apply button").click()
    page.wait_for_url("**type=shelling**")
    page.wait_for_load_state("networkidle")
    assert page.locator(".chip").count() == 1
    rows = page.locator("table.incidents tbody tr")
    assert rows.count() == expected < before
    assert page.locator('input[name="type"][value="shelling"]').is_checked()
    page.locator(".chip").click()
    page.wait_for_load_state("networkidle")
    assert page.locator("table.incidents tbody tr").count() == before
    if scripted:
        desk.assert_sound()


def test_differing_values_stand_beside_who_gives_them(watched: Opening) -> None:
    desk = watched()
    desk.open("/incidents?q=سوق&sort=reports", "en")
    desk.page.locator("td.what a").first.click()
    told = desk.page.locator(".numbers").inner_text()
    assert "Reuters" in told or "رويترز" in told
    assert desk.page.locator(".numbers .beside .value").count() > 2
    assert desk.page.locator(".joined").count() > 0
    desk.assert_sound()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_map_draws_areas_and_plays(watched: Opening, language: str) -> None:
    desk = watched()
    desk.open("/map", language)
    page = desk.page
    page.wait_for_selector("#mapped.drawn")
    page.wait_for_selector(".bubble")
    assert page.locator(".bubble.area, .bubble.wide").count() > 0
    everything = page.locator("#in-view li").count()
    assert everything > 3
    page.select_option("#window", "1")
    assert page.locator("#in-view li").count() < everything
    moment = page.locator("#moment")
    first = moment.input_value()
    page.click("#play")
    page.wait_for_function("first => document.getElementById('moment').value !== first", arg=first)
    page.click("#play")
    assert page.get_attribute("#play", "aria-pressed") == "false"
    desk.assert_sound()


def test_map_keeps_the_filters_of_the_list(watched: Opening) -> None:
    desk = watched()
    desk.open("/incidents?type=airstrike", "en")
    desk.page.click(".to-map")
    desk.page.wait_for_selector("#mapped.drawn")
    assert desk.page.locator("#in-view li").count() == 1
    assert desk.page.locator(".chip").count() == 1


def test_filter_is_saved_as_a_feed(watched: Opening) -> None:
    desk = watched()
    desk.open("/incidents?type=airstrike", "en")
    page = desk.page
    page.click('a[href^="/alerts?"]')
    page.fill('input[name="name"]', "غارات")
    page.click("form[data-query] button")
    page.wait_for_selector("#made:not([hidden])")
    feed = page.locator('[data-show="json"]').inner_text()
    assert page.evaluate("async address => (await fetch(address)).status", feed) == 200
    desk.open("/alerts", "ar")
    assert "حادثة واحدة" in page.locator(".listed").inner_text()
    page.locator(".deeds button").last.click()
    page.wait_for_selector(".listed", state="detached")
    desk.assert_sound()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_report_is_submitted_seen_and_kept(watched: Opening, language: str) -> None:
    desk = watched()
    desk.open("/submit", language)
    page = desk.page
    page.fill(
        "textarea", "قصفت قوات الجيش مواقع جماعة الحوثي في مديرية عتمة بمحافظة ذمار أمس السبت، وقتل اثنان."
    )
    page.fill('input[name="published"]', "2016-06-05")
    page.click(".submitting button.main")
    page.wait_for_selector(".shown-claim")
    assert page.locator("#text a.v").count() > 2
    page.click('button[value="keep"]')
    page.wait_for_selector(".kept")
    page.click(".kept a")
    page.wait_for_load_state("networkidle")
    assert "عتمة" in page.locator("#text").inner_text()
    desk.assert_sound()


@pytest.mark.parametrize("path", ["/control", "/tallies?what=killed&by=type", "/agreements"])
def test_figure_leads_to_its_sentences(watched: Opening, path: str) -> None:
    desk = watched()
    desk.open(path, "en")
    desk.page.locator("tbody th a, .agreements h2 a").first.click()
    if "tallies" in path:
        desk.page.locator("td.what a").first.click()
    assert desk.page.locator("blockquote.words").count() > 0
    desk.page.locator('a[href^="/reports/"]').first.click()
    assert desk.page.locator("#text").is_visible()
    desk.assert_sound()
