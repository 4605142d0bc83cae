"""Every page in both languages: nothing in the console, nothing asked elsewhere, nothing that axe minds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tests.web.browser.conftest import Opening, Watched

AXE: Final = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
PATHS: Final = {
    "/incidents": "h1",
    "/incidents?q=سوق&type=shelling&sort=reports": "table.incidents",
    "/incidents?q=لاشيءكهذا": ".empty",
    "/incidents?type=nothing&place=مكانلايعرف": ".fault",
    "/map": ".mapped",
    "/control": "table.plain",
    "/agreements": ".agreements",
    "/tallies?what=killed&by=governorate": "table.tally",
    "/tallies?by=month": "table.tally",
    "/review": ".reviewing",
    "/submit": "textarea",
    "/alerts": "h1",
    "/account": "h1",
    "/nothing-here": ".error",
}
EXPECTED: Final = {"/nothing-here": 1}
"""Pages whose own status the browser notes in the console."""


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_page_is_sound(watched: Opening, path: str, language: str) -> None:
    desk = watched()
    desk.open(path, language)
    page = desk.page
    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    assert page.locator(PATHS[path]).first.is_visible()
    assert page.locator("h1").count() == 1
    assert _serious(desk) == []
    assert len(desk.faults) == EXPECTED.get(path, 0), desk.faults
    assert desk.outside == []
    assert desk.asked > 3


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_of_one_thing_are_sound(watched: Opening, language: str) -> None:
    desk = watched()
    for start, link in (
        ("/incidents?sort=reports", "td.what a"),
        ("/incidents?sort=reports", "td.what a >> nth=1"),
        ("/control", "table.plain tbody th a"),
        ("/agreements", ".agreements h2 a"),
    ):
        desk.open(start, language)
        desk.page.locator(link).first.click()
        desk.page.wait_for_load_state("networkidle")
        assert _serious(desk) == [], desk.page.url
        reports = desk.page.locator('a[href^="/reports/"]')
        assert reports.count() > 0, desk.page.url
    reports.first.click()
    desk.page.wait_for_load_state("networkidle")
    assert _serious(desk) == []
    desk.assert_sound()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_apart(watched: Opening, scheme: str) -> None:
    desk = watched(color_scheme=scheme)
    for path in ("/incidents", "/tallies", "/review", "/agreements"):
        desk.open(path, "ar")
        assert _serious(desk) == [], path


@pytest.mark.parametrize("language", ["ar", "en"])
def test_narrow_screen_does_not_scroll_sideways(watched: Opening, language: str) -> None:
    desk = watched(viewport={"width": 360, "height": 740})
    for path in PATHS:
        desk.open(path, language)
        over = desk.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, path


def test_language_is_kept(watched: Opening) -> None:
    desk = watched()
    desk.open("/incidents", "ar")
    desk.page.click("a.language")
    assert desk.page.get_attribute("html", "lang") == "en"
    desk.page.goto(f"{desk.address}/control")
    assert desk.page.get_attribute("html", "lang") == "en"


def test_first_load_is_small(watched: Opening) -> None:
    for path in ("/incidents", "/control", "/tallies", "/review", "/agreements"):
        desk = watched()
        desk.open(path, "ar")
        assert sum(len(answer.body()) for answer in desk.answers) < 500_000, path


def _serious(desk: Watched) -> list[str]:
    if not AXE.exists():
        pytest.skip("needs axe-core: make assets")
    # The policy forbids scripts of others on a page; evaluated by the browser itself it is no page's script.
    desk.page.evaluate(AXE.read_text("utf-8"))
    found = desk.page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        ".map(v => [v.impact, v.id, v.nodes[0].html.slice(0, 160), v.nodes[0].failureSummary.slice(0, 200)])"
    )
    return [
        re.sub(r"\s+", " ", " ".join(map(str, one))) for one in found if one[0] in ("serious", "critical")
    ]
