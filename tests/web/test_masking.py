"""Private names are covered for readers wherever words are shown, and cannot be searched for."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import SignedIn

NAME = "سالم عبده المقطري"
TEXT = f"قُتل المواطن {NAME} برصاص قناص حوثي في مديرية صالة بمحافظة تعز أمس الثلاثاء، بحسب مصدر طبي."


@pytest.fixture
def kept(signed_in: SignedIn) -> str:
    """The id of a report that names somebody."""
    reviewer = signed_in("reviewer")
    given = {"text": TEXT, "title": f"مقتل المواطن {NAME}", "published": "2016-03-09", "source": "سبتمبر نت"}
    found = reviewer.post("/api/v1/submissions", json=given).json()
    answer = reviewer.post(f"/api/v1/submissions/{found['id']}/keep", json={})
    return str(answer.json()["reports"][0])


def paths(client: TestClient, report: str) -> list[str]:
    shown = client.get(f"/api/v1/reports/{report}").json()
    claim = shown["claims"][0]
    return [
        f"/api/v1/reports/{report}",
        f"/api/v1/incidents/{claim['incident']}",
        f"/api/v1/claims/{claim['key']}",
        "/api/v1/claims?limit=200",
        "/api/v1/reports?limit=200",
        "/api/v1/reports?q=قناص",
        "/api/v1/incidents?limit=200",
        "/api/v1/tallies?what=killed",
    ]


def test_a_reader_sees_no_private_name_and_an_editor_does(signed_in: SignedIn, kept: str) -> None:
    reader, editor = signed_in("reader"), signed_in("editor")
    for path in paths(reader, kept):
        for part in ("المقطري", "عبده"):
            assert part not in reader.get(path).text, path
    assert NAME in editor.get(f"/api/v1/reports/{kept}").text


def test_quotes_stand_in_the_text_that_is_shown(signed_in: SignedIn, kept: str) -> None:
    shown = signed_in("reader").get(f"/api/v1/reports/{kept}").json()
    assert "قناص" in shown["text"]
    for claim in shown["claims"]:
        for quote in claim["event"]["evidence"]:
            assert shown["text"][quote["start"] : quote["end"]] == quote["text"]


@pytest.mark.parametrize("words", [NAME, "المقطري", '"سالم عبده"'])
@pytest.mark.parametrize("path", ["reports", "incidents"])
def test_a_hidden_name_finds_nothing(signed_in: SignedIn, kept: str, path: str, words: str) -> None:
    assert kept
    assert signed_in("reader").get(f"/api/v1/{path}", params={"q": words}).json()["total"] == 0
    assert signed_in("editor").get(f"/api/v1/{path}", params={"q": words}).json()["total"] > 0
