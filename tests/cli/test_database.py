"""Which register a command works on, and what is said where it cannot be opened."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from sijill.cli.database import Database, opened
from sijill.store import Register

app = typer.Typer()


@app.command()
def command(database: Database = None, create: Annotated[bool, typer.Option()] = False) -> None:
    """Open the register as a command does."""
    with opened(database, create=create) as register:
        print(register.name)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, and settings of a user who has none."""
    for name in ("SIJILL_DATABASE", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def opened_name(*arguments: str) -> str:
    ran = CliRunner().invoke(app, ["--create", *arguments])
    assert ran.exit_code == 0, ran.stderr
    return ran.stdout.strip()


def said(*arguments: str) -> str:
    ran = CliRunner().invoke(app, [*arguments])
    assert ran.exit_code == 2
    assert ran.stderr.count("\n") == 1
    return ran.stderr


def set_up(file: Path, name: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'database = "{name}"\n', encoding="utf-8")


def test_the_nearest_setting_counts(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened_name() == "sijill.db"
    set_up(tmp_path / "home" / ".config" / "sijill" / "settings.toml", "sqlite:///home.db")
    assert opened_name() == "home.db"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert opened_name() == "sijill.db"
    set_up(tmp_path / "config" / "sijill" / "settings.toml", "user.db")
    assert opened_name() == "user.db"
    set_up(folder / "sijill.toml", "sqlite:///folder.db")
    assert opened_name() == "folder.db"
    monkeypatch.setenv("SIJILL_DATABASE", "sqlite:///environment.db")
    assert opened_name() == "environment.db"
    assert opened_name("--database", "sqlite:///option.db") == "option.db"


def test_settings_without_a_database_say_nothing(folder: Path) -> None:
    (folder / "sijill.toml").write_text("# nothing yet\n", encoding="utf-8")
    assert opened_name() == "sijill.db"


def test_a_setting_that_is_none_is_told(folder: Path) -> None:
    (folder / "sijill.toml").write_text('databse = "other.db"\n', encoding="utf-8")
    ran = CliRunner().invoke(app, ["--create"])
    assert ran.exit_code == 2
    assert 'sijill.toml: "databse" is no setting; the only one is database' in ran.stderr


@pytest.mark.parametrize(
    "content, told",
    [
        ("database = sqlite", "sijill: sijill.toml: not TOML ("),
        ("database = 3", "sijill: sijill.toml: database must be an address in quotes, such as"),
        ('database = " "', "sijill: sijill.toml: database must be an address in quotes, such as"),
    ],
)
def test_a_wrong_settings_file_is_told(folder: Path, content: str, told: str) -> None:
    (folder / "sijill.toml").write_text(content, encoding="utf-8")
    assert said().startswith(told)


def test_what_cannot_be_opened_is_told_in_a_sentence() -> None:
    assert said() == (
        "sijill: sijill.db: there is no register here yet; sijill ingest makes one, or name another with "
        "--database\n"
    )
    assert said("--database", "mysql://host/x").startswith("sijill: mysql is no database")
    assert not Path("sijill.db").exists()


def test_a_register_of_a_team(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIJILL_DATABASE", postgres_url)
    assert opened_name().startswith("postgresql://sijill@/register_")
    with Register.open(postgres_url, create=False) as register:
        assert register.stats()["reports"] == 0
