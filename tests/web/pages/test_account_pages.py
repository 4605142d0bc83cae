"""Signing in on a page, and what each role finds on the pages."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.web.conftest import HTTPS, PASSWORD, SignedIn


def stranger(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=HTTPS, follow_redirects=False)


def form_word(page: str) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', page)
    assert found
    return found[1]


def test_nobody_is_sent_to_sign_in(shared: FastAPI) -> None:
    client = stranger(shared)
    for path in ("/incidents", "/map", "/reports/x", "/review", "/account", "/submit"):
        answer = client.get(path)
        assert answer.status_code == 303, path
        assert answer.headers["location"] == "/login"


@pytest.mark.parametrize("language, title", [("ar", "تسجيل الدخول"), ("en", "Sign in")])
def test_signing_in_by_the_form(shared: FastAPI, language: str, title: str) -> None:
    client = stranger(shared)
    page = client.get(f"/login?lang={language}").text
    assert f"<h1>{title}</h1>" in page
    sent = {"csrf": form_word(page), "name": "reviewer", "password": PASSWORD}
    entered = client.post("/login", data=sent)
    assert entered.status_code == 303
    assert client.get("/incidents").status_code == 200
    left = client.post("/logout", data={"csrf": form_word(client.get("/account").text)})
    assert left.headers["location"] == "/login"
    assert client.get("/incidents").status_code == 303


def test_a_wrong_password_is_told_on_the_form(shared: FastAPI) -> None:
    client = stranger(shared)
    page = client.get("/login?lang=en").text
    answer = client.post("/login", data={"csrf": form_word(page), "name": "admin", "password": "wrong"})
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert "wrong" in answer.text
    assert 'value="wrong"' not in answer.text


def test_the_form_of_another_site_is_refused(shared: FastAPI) -> None:
    client = stranger(shared)
    sent = {"csrf": "0" * 64, "name": "admin", "password": PASSWORD}
    assert client.post("/login", data=sent).status_code == 403


@pytest.mark.parametrize("role, may", [("reader", False), ("reviewer", True), ("editor", True)])
def test_review_and_submit_are_for_reviewers(signed_in: SignedIn, role: str, may: bool) -> None:
    client = signed_in(role)
    for path in ("/review", "/submit"):
        assert (client.get(path).status_code == 200) is may
        assert (f'href="{path}"' in client.get("/incidents").text) is may


def test_a_reader_sees_the_pages_that_show(signed_in: SignedIn) -> None:
    reader, editor = signed_in("reader"), signed_in("editor")
    for path in ("/incidents", "/map", "/map/incidents.json", "/control", "/agreements", "/tallies?by=type"):
        assert reader.get(path).status_code == 200, path
    report = re.search(r"/reports/\w+", editor.get(first_incident(editor)).text)
    assert report
    assert editor.get(report[0]).text.count('data-marks="') > 0
    words = r"<blockquote[^>]*>(.*?)</blockquote>"
    assert set(re.findall(words, editor.get(first_incident(editor)).text, re.DOTALL)) != {"[…]"}
    assert re.findall(words, reader.get(first_incident(reader)).text, re.DOTALL)


def first_incident(client: TestClient) -> str:
    found = re.search(r"/incidents/\w{16}", client.get("/incidents?sort=reports").text)
    assert found
    return found[0]


def test_an_editor_finds_the_publishing_state(signed_in: SignedIn) -> None:
    for role, may in (("reviewer", False), ("editor", True)):
        client = signed_in(role)
        assert ("/publication" in client.get(first_incident(client)).text) is may
