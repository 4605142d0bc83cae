"""The cache is used when it can be trusted, and never stands in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.packs.cache import cached


class Builder:
    """Counts how often it is asked."""

    def __init__(self, value: object) -> None:
        self.value = value
        self.built = 0

    def __call__(self) -> object:
        self.built += 1
        return self.value


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cache"
    monkeypatch.setenv("SIJILL_CACHE", str(path))
    return path


def test_a_thing_is_built_once(folder: Path) -> None:
    build = Builder({"a": 1})
    assert [cached("words", "f1", build), cached("words", "f1", build)] == [{"a": 1}, {"a": 1}]
    assert build.built == 1
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in folder.iterdir()] == [0o600]


@pytest.mark.usefixtures("folder")
def test_none_is_kept_like_any_other_value() -> None:
    build = Builder(None)
    assert (cached("words", "f1", build), cached("words", "f1", build), build.built) == (None, None, 1)


def test_another_name_or_fingerprint_is_another_thing(folder: Path) -> None:
    build = Builder(1)
    for name, fingerprint in (("words", "f1"), ("words", "f2"), ("names", "f1"), ("../words", "f1")):
        cached(name, fingerprint, build)
    assert build.built == 4
    assert {file.parent for file in folder.rglob("*.pickle")} == {folder}


def test_old_versions_are_removed(folder: Path) -> None:
    for number in range(12):
        cached("words", f"f{number}", Builder(number))
    assert len(list(folder.iterdir())) <= 4


def test_a_damaged_file_is_built_anew(folder: Path) -> None:
    cached("words", "f1", Builder(1))
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[:-3])
    build = Builder(2)
    assert (cached("words", "f1", build), build.built) == (2, 1)
    assert cached("words", "f1", build) == 2
    assert build.built == 1


def test_a_file_that_others_may_write_to_is_not_trusted(folder: Path) -> None:
    cached("words", "f1", Builder("kept"))
    for file in folder.iterdir():
        file.chmod(0o666)
    assert cached("words", "f1", Builder("anew")) == "anew"


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    cached("words", "f1", Builder("kept"))
    (file,) = folder.iterdir()
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert cached("words", "f1", Builder("anew")) == "anew"


def test_a_folder_that_others_may_write_to_is_not_used(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    build = Builder(1)
    assert (cached("words", "f1", build), cached("words", "f1", build), build.built) == (1, 1, 2)
    assert list(folder.iterdir()) == []


def test_a_folder_that_cant_be_made_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("SIJILL_CACHE", str(tmp_path / "file" / "cache"))
    assert cached("words", "f1", Builder(1)) == 1


def test_without_a_home_there_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("SIJILL_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    assert cached("words", "f1", Builder(1)) == 1


def test_the_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIJILL_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cached("words", "f1", Builder(1))
    assert len(list((tmp_path / "sijill").iterdir())) == 1


def test_an_interrupted_write_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert cached("words", "f1", Builder(1)) == 1
    assert list(folder.iterdir()) == []
