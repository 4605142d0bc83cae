"""Who may: alone on a machine nobody signs in, anywhere else everybody."""

from __future__ import annotations

import time
from itertools import pairwise

import pyotp
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from sijill.engines.stamped import StampedReader
from sijill.store import Register, accounts, accounts_attempts, schema, schema_desk
from sijill.web.app import create_app
from sijill.web.asking import Asking
from sijill.web.security import passwords, throttling, totp
from sijill.web.settings import Settings
from tests.web.conftest import HTTPS, PASSWORD, SignedIn


def test_alone_on_the_machine_nobody_signs_in(local: TestClient) -> None:
    me = local.get("/api/v1/me").json()
    assert (me["local"], me["role"]) == (True, "admin")


def test_once_there_is_an_account_everybody_signs_in(database: str, local: TestClient) -> None:
    with Register.open(database) as register:
        kept, run = passwords.hashed(PASSWORD), register.start_run("account")
        register.write(lambda c: accounts.add(c, run, name="amal", role="admin", password_hash=kept))
    assert local.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("settings", [{"names": ("desk.example",)}, {"secure": True}, {"host": "0.0.0.0"}])
def test_what_others_can_reach_asks_for_a_login(
    database: str, stamped: StampedReader, settings: dict[str, object]
) -> None:
    made = create_app(Settings(database=database, **settings), stamped)  # type: ignore[arg-type]
    with TestClient(made, base_url="http://127.0.0.1") as client:
        assert client.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:80"])
def test_a_name_that_is_not_the_desks_is_refused(local: TestClient, host: str) -> None:
    answer = local.get("/api/v1/me", headers={"Host": host})
    assert (answer.status_code, answer.json()["error"]["code"]) == (421, "wrong_host")


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_the_machines_own_names_are_answered(local: TestClient, host: str) -> None:
    assert local.get("/api/v1/me", headers={"Host": host}).status_code == 200


def test_a_login_opens_a_session_that_ends_with_the_logout(signed_in: SignedIn) -> None:
    browser = signed_in("reader")
    assert browser.get("/api/v1/me").json()["name"] == "reader"
    cookie = browser.cookies["__Host-sijill"]
    assert browser.delete("/api/v1/session").status_code == 200
    again = browser.get("/api/v1/me", headers={"Cookie": f"__Host-sijill={cookie}"})
    assert again.status_code == 401


def test_the_cookie_is_for_https_and_hidden_from_scripts(shared: FastAPI) -> None:
    client = TestClient(shared, base_url=HTTPS)
    given = {"name": "reader", "password": PASSWORD}
    told = client.post("/api/v1/session", json=given).headers["set-cookie"].lower()
    assert all(word in told for word in ("secure", "httponly", "samesite=lax", "path=/"))
    assert "domain" not in told


def test_a_page_without_login_leads_to_the_login(shared: FastAPI) -> None:
    @shared.get("/made-for-the-test")
    def page(viewer: Asking) -> str:
        return viewer.name

    client = TestClient(shared, base_url=HTTPS, follow_redirects=False)
    answer = client.get("/made-for-the-test")
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/login")


def test_wrong_name_and_wrong_password_are_told_alike(shared: FastAPI) -> None:
    client = TestClient(shared, base_url=HTTPS)
    answers = [
        client.post("/api/v1/session", json={"name": name, "password": "كلمة أخرى تماما"})
        for name in ("reader", "nobody")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()


def test_guessing_is_slowed_down_and_a_restart_does_not_help(
    shared: FastAPI, database: str, stamped: StampedReader
) -> None:
    client = TestClient(shared, base_url=HTTPS)
    wrong = {"name": "reader", "password": "كلمة أخرى تماما"}
    codes = [client.post("/api/v1/session", json=wrong).status_code for _ in range(8)]
    assert codes[:6] == [401] * 6
    assert codes[6:] == [429, 429]
    restarted = create_app(Settings(database=database, host="0.0.0.0", secure=True), stamped)
    with TestClient(restarted, base_url=HTTPS) as again:
        answer = again.post("/api/v1/session", json={"name": "reader", "password": PASSWORD})
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) >= 1
        other = again.post("/api/v1/session", json={"name": "editor", "password": PASSWORD})
        assert other.status_code == 200


def test_pauses_double_up_to_a_quarter_of_an_hour(register: Register) -> None:
    keys = throttling.keys_of("amal", "192.0.2.7")
    pauses = []
    for _ in range(20):
        register.write(lambda c: accounts_attempts.failed(c, keys))
        with register.reading() as connection:
            pauses.append(accounts_attempts.wait(connection, keys))
    assert pauses[:5] == [0] * 5
    assert all(0 < earlier <= later for earlier, later in pairwise(pauses[5:]))
    assert pauses[-1] in (900, 901)


def test_what_was_typed_as_a_name_is_not_kept(shared: FastAPI, database: str) -> None:
    client = TestClient(shared, base_url=HTTPS)
    client.post("/api/v1/session", json={"name": "oops-my-password", "password": "x" * 12})
    with Register.open(database) as register, register.reading() as connection:
        kept = [*connection.execute(select(schema_desk.attempt)), *connection.execute(select(schema.audit))]
    assert kept
    assert not any("oops" in str(row) for row in kept)


@pytest.mark.parametrize("headers", [{}, {"X-CSRF-Token": "0" * 64}])
def test_a_form_without_the_word_is_refused(local: TestClient, headers: dict[str, str]) -> None:
    del local.headers["X-CSRF-Token"]
    answer = local.post("/api/v1/me/tokens", json={"name": "a", "role": "reader"}, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "old_form")


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_another_sites_form_is_refused_even_with_the_word(
    signed_in: SignedIn, headers: dict[str, str]
) -> None:
    given = {"name": "a", "role": "reader"}
    answer = signed_in("reader").post("/api/v1/me/tokens", json=given, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "other_site")


def test_another_site_signs_nobody_in(shared: FastAPI) -> None:
    client = TestClient(shared, base_url=HTTPS)
    given = {"name": "reader", "password": PASSWORD}
    answer = client.post("/api/v1/session", json=given, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert not client.cookies


def test_a_token_opens_with_its_role_and_no_longer_once_revoked(shared: FastAPI, signed_in: SignedIn) -> None:
    browser = signed_in("admin")
    made = browser.post("/api/v1/me/tokens", json={"name": "script", "role": "reader"}).json()
    machine = TestClient(shared, base_url=HTTPS, headers={"Authorization": f"Bearer {made['secret']}"})
    assert machine.get("/api/v1/me").json()["role"] == "reader"
    assert machine.get("/api/v1/accounts").status_code == 403
    # Nor can it be made to give a stronger one.
    assert machine.post("/api/v1/me/tokens", json={"name": "x", "role": "admin"}).status_code == 403
    assert browser.delete(f"/api/v1/me/tokens/{made['token']['id']}").status_code == 200
    assert machine.get("/api/v1/me").status_code == 401


def test_no_secret_is_kept(signed_in: SignedIn, database: str) -> None:
    browser = signed_in("admin")
    secret = browser.post("/api/v1/me/tokens", json={"name": "script", "role": "reader"}).json()["secret"]
    with Register.open(database) as register, register.reading() as connection:
        kept = [
            str(tuple(row))
            for table in (schema_desk.token, schema_desk.session, schema_desk.account, schema.audit)
            for row in connection.execute(select(table))
        ]
    for word in (secret, browser.cookies["__Host-sijill"], PASSWORD):
        assert not any(word in row for row in kept)
    assert any("$argon2id$" in row for row in kept)


def test_no_token_above_ones_role(signed_in: SignedIn) -> None:
    answer = signed_in("reviewer").post("/api/v1/me/tokens", json={"name": "x", "role": "editor"})
    assert answer.status_code == 403


def test_a_lowered_role_lowers_tokens_and_ends_sessions(shared: FastAPI, signed_in: SignedIn) -> None:
    editor = signed_in("editor")
    made = editor.post("/api/v1/me/tokens", json={"name": "x", "role": "editor"}).json()
    assert signed_in("admin").patch("/api/v1/accounts/editor", json={"role": "reader"}).status_code == 200
    assert editor.get("/api/v1/me").status_code == 401
    machine = TestClient(shared, base_url=HTTPS, headers={"Authorization": f"Bearer {made['secret']}"})
    assert machine.get("/api/v1/me").json()["role"] == "reader"


def test_whoever_is_shut_out_comes_in_no_more(shared: FastAPI, signed_in: SignedIn) -> None:
    reader, admin = signed_in("reader"), signed_in("admin")
    made = reader.post("/api/v1/me/tokens", json={"name": "x", "role": "reader"}).json()
    admin.patch("/api/v1/accounts/reader", json={"disabled": True})
    assert reader.get("/api/v1/me").status_code == 401
    machine = TestClient(shared, base_url=HTTPS, headers={"Authorization": f"Bearer {made['secret']}"})
    assert machine.get("/api/v1/me").status_code == 401
    client = TestClient(shared, base_url=HTTPS)
    answer = client.post("/api/v1/session", json={"name": "reader", "password": PASSWORD})
    assert answer.status_code == 401


def test_the_last_admin_stays(signed_in: SignedIn) -> None:
    answer = signed_in("admin").patch("/api/v1/accounts/admin", json={"role": "reader"})
    assert answer.status_code == 409


def test_one_time_codes_are_asked_for_and_open_once(shared: FastAPI, signed_in: SignedIn) -> None:
    browser = signed_in("reader")
    secret = browser.post("/api/v1/me/authenticator/offer").json()["secret"]
    phone = pyotp.TOTP(secret)
    code = phone.now()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    if totp.step_of(secret, wrong) is None:
        refused = browser.put("/api/v1/me/authenticator", json={"secret": secret, "code": wrong})
        assert refused.status_code == 422
    assert browser.put("/api/v1/me/authenticator", json={"secret": secret, "code": code}).status_code == 200
    client = TestClient(shared, base_url=HTTPS)
    given = {"name": "reader", "password": PASSWORD}
    assert client.post("/api/v1/session", json=given).status_code == 401
    # The code that confirmed the phone is used up, and the next one opens.
    assert client.post("/api/v1/session", json={**given, "code": code}).status_code == 401
    following = phone.at(int(time.time()) + totp.STEP)
    assert client.post("/api/v1/session", json={**given, "code": following}).status_code == 200


def test_codes_of_other_moments_are_wrong() -> None:
    secret = totp.new_secret()
    code = pyotp.TOTP(secret).at(1_000_000)
    assert totp.step_of(secret, code, 1_000_000) == 1_000_000 // totp.STEP
    assert totp.step_of(secret, code, 1_000_000 + totp.STEP) is not None
    assert totp.step_of(secret, code, 1_000_000 + 5 * totp.STEP) is None


@pytest.mark.parametrize("password", ["", "kurz", "aaaaaaaaaaaaaaaa", "x" * 1001])
def test_passwords_that_are_not_taken(password: str) -> None:
    with pytest.raises(passwords.PasswordError):
        passwords.hashed(password)


def test_everything_is_in_the_trail(signed_in: SignedIn, database: str) -> None:
    browser = signed_in("admin")
    made = browser.post("/api/v1/me/tokens", json={"name": "x", "role": "reader"}).json()
    browser.delete(f"/api/v1/me/tokens/{made['token']['id']}")
    browser.patch("/api/v1/accounts/reader", json={"role": "reviewer"})
    browser.delete("/api/v1/session")
    with Register.open(database) as register, register.reading() as connection:
        trail = connection.execute(
            select(schema.audit.c.actor, schema.audit.c.action, schema.audit.c.table_name).where(
                schema.audit.c.table_name.in_(("account", "token"))
            )
        ).all()
    assert {tuple(row) for row in trail} >= {
        ("admin: the desk", "sign_in", "account"),
        ("admin: the desk", "add", "token"),
        ("admin: the desk", "revoke", "token"),
        ("admin: the desk", "change", "account"),
        ("admin: the desk", "sign_out", "account"),
    }


ROUTES = ("/api/v1/me", "/api/v1/accounts", "/api/v1/me/tokens")


@pytest.mark.parametrize("path", ROUTES)
def test_nobody_sees_anything_without_a_login(shared: FastAPI, path: str) -> None:
    answer = TestClient(shared, base_url=HTTPS).get(path)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "sign_in"
