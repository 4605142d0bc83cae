"""`sijill account` and what `sijill serve` refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

PASSWORD = "نخلة على سور البيت"
HERE = ("--database", "desk.db")


def test_an_account_is_made_changed_and_listed(run: Run) -> None:
    made = run("account", "add", "Amal", "--role", "admin", *HERE, stdin=PASSWORD)
    assert (made.code, made.out) == (0, "amal may sign in as admin\n")
    again = run("account", "add", "amal", *HERE, stdin=PASSWORD)
    assert again.code == 2
    assert "already" in again.err
    assert run("account", "change", "amal", "--disable", *HERE).code == 2
    listed = run("account", "list", *HERE)
    assert listed.out.startswith("amal")
    assert "$argon2" not in listed.out


def test_a_token_is_shown_once_and_revoked(run: Run) -> None:
    run("account", "add", "amal", "--role", "reviewer", *HERE, stdin=PASSWORD)
    assert run("account", "token", "amal", "--for", "x", "--role", "admin", *HERE).code == 2
    token = run("account", "token", "amal", "--for", "nightly export", *HERE)
    assert token.out.startswith("sijill_")
    listed = run("account", "tokens", "amal", *HERE).out
    assert token.out.strip() not in listed
    assert run("account", "revoke", listed.split()[0], *HERE).code == 0
    assert run("account", "revoke", listed.split()[0], *HERE).code == 2


@pytest.mark.parametrize(
    "args, stdin, said",
    [
        (("add", "amal", "--role", "king"), PASSWORD, "role"),
        (("add", "a b"), PASSWORD, "letters"),
        (("add", "amal"), "short", "12 characters"),
        (("change", "nobody", "--enable"), "", "no account"),
        (("change", "nobody"), "", "nothing to change"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, args: tuple[str, ...], stdin: str, said: str) -> None:
    run("account", "add", "first", "--role", "admin", *HERE, stdin=PASSWORD)
    ran = run("account", *args, *HERE, stdin=stdin)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_others_are_let_in_only_with_accounts_and_https(run: Run) -> None:
    run("ingest", "-", *HERE, stdin="انسحبت قوات الجيش من مديرية عتمة بمحافظة ذمار أمس.")
    told = run("serve", "--host", "0.0.0.0", *HERE)
    assert (told.code, "accounts" in told.err) == (2, True)
    run("account", "add", "amal", "--role", "admin", *HERE, stdin=PASSWORD)
    told = run("serve", "--host", "0.0.0.0", *HERE)
    assert (told.code, "--certificate" in told.err) == (2, True)
    assert run("serve", "--certificate", "none.pem", *HERE).code == 2
    assert run("serve", "--database", "none.db").code == 2


def test_where_no_account_is_made_no_register_is_made(run: Run, tmp_path: Path) -> None:
    ran = run("account", "add", "amal", "--database", "new.db", stdin="short\n")
    assert ran.code == 2
    assert "at least 12 characters" in ran.err
    assert not (tmp_path / "new.db").exists()
