"""`sijill pack new` and `sijill pack test`: from nothing to a first report that is read."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_new_pack_is_sound_and_reads_its_example(run: Run, tmp_path: Path) -> None:
    made = run("pack", "new", "sudan", "--title", 'A "title": #1', "--title-ar", "السودان", "--country", "SD")
    assert (made.code, made.err) == (0, "")
    files = {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "sudan").rglob("*.*")}
    assert files == set(made.out.splitlines()[:-1])
    assert run("pack", "check", "./sudan").out == "./sudan: sound\n"
    tested = run("pack", "test", "./sudan")
    assert (tested.code, tested.out, tested.err) == (0, "./sudan: 1 example as expected, 0 not\n", "")


def test_the_bundled_packs_read_their_examples(run: Run) -> None:
    tested = run("pack", "test")
    assert (tested.code, tested.err) == (0, "")
    assert "yemen: " in tested.out


@pytest.mark.parametrize(
    "arguments, told",
    [
        (("yemen",), "comes with the program already"),
        (("Su dan",), "is no name of a pack"),
        (("sudan", "--country", "Sudan"), "is no ISO code of a country"),
        (("there",), "is there already"),
        (("file.txt/pack",), "file.txt/pack: not a directory"),
    ],
)
def test_what_cannot_be_written_is_told(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "file.txt").touch()
    before = sorted(tmp_path.rglob("*"))
    ran = run("pack", "new", *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert ran.err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_differences_are_told_and_counted(run: Run, tmp_path: Path) -> None:
    assert run("pack", "new", "valley").code == 0
    (tmp_path / "valley/examples/left.yaml").write_text(
        "text: انسحبت قوات الوادي من مديرية العيون السبع أمس.\n"
        "published: 2024-02-02\n"
        "events:\n"
        "  - {type: withdrawal, participants: [{role: actor, id: northern_front}]}\n"
        "  - {type: clash}\n",
        encoding="utf-8",
    )
    ran = run("pack", "test", "valley")
    assert ran.code == 1
    first, second, last = ran.out.splitlines()
    assert first.startswith("left: event 1 (withdrawal): participants has no ")
    assert second == "left: event 2 (clash): was not read"
    assert last == "valley: 1 example as expected, 1 not"


@pytest.mark.parametrize(
    "written, told",
    [
        ('text: ""\nevents: []\n', "x.yaml:1: its text is empty"),
        ("text: نص\nevents: []\nday: 2\n", "x.yaml:3: an example has no field day"),
        ("text: نص\nevents: {}\n", "x.yaml:1: events must be a list"),
        (
            "text: نص\nevents:\n  - {type: battle}\n",
            "x.yaml:3: an event's type must be one of",
        ),
        (
            "text: نص\nevents:\n  - {type: clash, plac: 1}\n",
            "x.yaml:3: an event has no field plac",
        ),
        ("- 1\n", "x.yaml:1: an example is a map of"),
        ("text: [\n", "x.yaml:2: "),
    ],
)
def test_a_wrong_example_is_told_by_file_and_line(run: Run, tmp_path: Path, written: str, told: str) -> None:
    assert run("pack", "new", "valley").code == 0
    (tmp_path / "valley/examples/x.yaml").write_text(written, encoding="utf-8")
    ran = run("pack", "test", "valley")
    assert ran.code == 2
    assert ran.err.startswith(f"sijill: valley/examples/{told}")
    assert "Traceback" not in ran.err


def test_a_pack_without_examples_cannot_be_tested(run: Run) -> None:
    ran = run("pack", "test", "world")
    assert ran.code == 2
    assert "there is nothing to test" in ran.err
