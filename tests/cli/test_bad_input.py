"""Every kind of bad input: one clear sentence, the right exit code, no traceback, the others still read."""

import json
from pathlib import Path

import pytest

from sijill.sources.options import LIMIT
from tests.cli.conftest import REPORT, Ran, Run


def sentences(ran: Ran) -> list[str]:
    """What was said on standard error, each line by the program's name."""
    assert "Traceback" not in ran.err
    lines = ran.err.splitlines()
    assert all(line.startswith("sijill: ") for line in lines), ran.err
    return [line.removeprefix("sijill: ") for line in lines]


def documents(ran: Ran) -> list[dict[str, object]]:
    return [json.loads(line) for line in ran.out.splitlines()]


REFUSED = [
    ("empty.txt", b"", "it is empty"),
    ("blank.txt", b" \n\t\r\n", "it is empty"),
    ("mark.txt", b"\xef\xbb\xbf", "its text is empty"),
    ("invisible.txt", "\u200f\u200e \u061c\u0640"[:3].encode(), "its text is empty"),
    ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "it is not a text file"),
    ("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "it is not a text file"),
    ("word.docx", b"PK\x03\x04\x14\x00\x06\x00", "it is not a text file"),
    ("page.rtf", b"{\\rtf1\\ansi\\ansicpg1256", "it is not a text file"),
    ("noise.txt", bytes(range(1, 256)) * 4, "it is not a text file"),
    ("latin.txt", "Le cessez-le-feu a été violé à Hodeïda".encode("latin-1"), "neither UTF-8 nor Arabic"),
    ("broken16.txt", b"\xff\xfe" + REPORT.encode("utf-16-le") + b"\x00", "breaks off at byte"),
    ("list.jsonl", b"[]\n", "list.jsonl:1: this line is not a report"),
    ("cut.jsonl", b'{"text": "', "cut.jsonl:1: this line is not JSON"),
    ("list.json", '[{"text": "نص"}]'.encode(), "it is a JSON list; write one report a line"),
    ("deep.jsonl", b"[" * 200_000, "deep.jsonl:1: this line is not JSON"),
    ("none.jsonl", b"\n\n", "it is empty"),
    ("textless.jsonl", b'{"id": "a"}\n', 'textless.jsonl:1: it has no "text"'),
    ("dated.jsonl", '{"text": "نص", "published": "11/10/2015"}'.encode(), "not a day; write YYYY-MM-DD"),
]


@pytest.mark.parametrize("name, content, told", REFUSED, ids=[case[0] for case in REFUSED])
def test_alone_it_is_refused_in_one_sentence(
    run: Run, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    ran = run("read", name)
    assert ran.code == 2
    assert ran.out == ""
    (said,) = sentences(ran)
    assert said.startswith(name)
    assert told in said


def test_in_a_batch_the_others_are_still_read(run: Run, tmp_path: Path, report: Path) -> None:
    for name, content, _ in REFUSED:
        (tmp_path / name).write_bytes(content)
    ran = run("read", *(name for name, _, _ in REFUSED), "absent.txt", ".", report.name, "--format", "jsonl")
    assert ran.code == 1
    said = sentences(ran)
    assert len(said) == len(REFUSED) + 2
    assert "absent.txt: there is no such file" in said
    assert ".: it is a directory; give the files in it" in said
    (document,) = documents(ran)
    assert document["report"]["text"] == REPORT  # type: ignore[index]
    assert document["events"]


def test_a_broken_line_is_told_by_its_number_and_the_others_are_read(run: Run, tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": REPORT}, ensure_ascii=False)
    (tmp_path / "in.jsonl").write_text(f"{good}\n{{broken\n\n{good}\n", encoding="utf-8")
    ran = run("read", "in.jsonl", "--format", "jsonl")
    assert ran.code == 1
    (said,) = sentences(ran)
    assert said.startswith("in.jsonl:2: this line is not JSON")
    assert len(documents(ran)) == 2


def test_standard_input_may_be_lines(run: Run) -> None:
    lines = json.dumps({"id": "a", "text": REPORT}) + "\n"
    for args in ([], ["-"]):
        ran = run("read", "--format", "jsonl", *args, stdin=lines * 2)
        assert (ran.code, ran.err) == (0, "")
        assert len(documents(ran)) == 2


@pytest.mark.parametrize("stdin", [b"", b"  \n"])
def test_standard_input_may_be_empty(run: Run, stdin: bytes) -> None:
    ran = run("read", stdin=stdin)
    assert ran.code == 2
    assert sentences(ran) == ["standard input: it is empty"]


@pytest.mark.parametrize("published", ["11/10/2015", "2015-02-30", "أمس", "0"])
def test_a_date_that_is_none(run: Run, report: Path, published: str) -> None:
    ran = run("read", report.name, "--published", published)
    assert (ran.code, ran.out) == (2, "")
    assert sentences(ran) == [f'--published: "{published}" is not a day; write YYYY-MM-DD, as in 2015-10-11']


def test_an_empty_date_is_no_date(run: Run, report: Path) -> None:
    ran = run("read", report.name, "--published", "", "--format", "json")
    assert ran.code == 0
    document = json.loads(ran.out)
    assert "published" not in document["report"]
    for event in document["events"]:
        assert "start" not in event.get("time", {})


def test_windows_1256_is_read_and_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(REPORT.encode("windows-1256"))
    ran = run("read", "old.txt", "--format", "json")
    assert ran.code == 0
    assert sentences(ran) == ["note: old.txt: read as windows-1256, for it is not UTF-8"]
    document = json.loads(ran.out)
    assert document["report"]["text"] == REPORT
    assert document["notes"][0]["code"] == "windows_1256"
    assert document["events"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_encodings_are_read_in_silence(run: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT.encode(encoding))
    ran = run("read", "a.txt", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["report"]["text"] == REPORT


def test_a_few_broken_bytes_do_not_make_utf8_windows_1256(run: Run, tmp_path: Path) -> None:
    whole = (REPORT * 5).encode()
    (tmp_path / "a.txt").write_bytes(whole[:-2])
    ran = run("read", "a.txt", "--format", "json")
    assert ran.code == 0
    (said,) = sentences(ran)
    assert "read as UTF-8 with 1 broken character" in said
    assert json.loads(ran.out)["report"]["text"].endswith("\ufffd")


@pytest.mark.parametrize(
    "text, language",
    [
        ("The Houthis withdrew from the district yesterday after weeks of fighting.", "en"),
        ("نیروهای انصارالله دیروز پس از هفته‌ها درگیری از این شهرستان عقب‌نشینی کردند و گفتگو آغاز شد.", "fa"),
        ("حوثی فوجیوں نے کئی ہفتوں کی لڑائی کے بعد کل ضلع سے انخلا کر لیا ہے۔", "ur"),
        ("Хуситы вчера вышли из района после нескольких недель боёв.", "ru"),
    ],
)
def test_another_language_is_a_record_without_events(run: Run, text: str, language: str) -> None:
    ran = run("read", "--format", "json", stdin=text)
    assert ran.code == 0
    document = json.loads(ran.out)
    assert document["events"] == []
    assert document["report"]["language"] == language
    assert document["notes"][0]["code"] == "not_arabic"
    assert "not Arabic" in document["notes"][0]["message"]


def test_a_text_without_letters_has_no_language(run: Run) -> None:
    document = json.loads(run("read", "--format", "json", stdin="12 34 / 56").out)
    assert document["events"] == []
    assert "language" not in document["report"]


def test_arabic_from_a_persian_keyboard_is_arabic(run: Run) -> None:
    text = REPORT.replace("ي", "ی").replace("ك", "ک")
    document = json.loads(run("read", "--format", "json", stdin=text).out)
    assert document["report"]["language"] == "ar"
    assert document["report"]["text"] == text


@pytest.mark.parametrize("pack", ["atlantis", "./no/such/folder"])
def test_a_pack_that_is_not_there(run: Run, report: Path, pack: str) -> None:
    ran = run("read", report.name, "--pack", pack)
    assert (ran.code, ran.out) == (2, "")
    assert pack in sentences(ran)[0]


def test_a_pack_with_a_wrong_line(run: Run, tmp_path: Path, report: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "pack.yaml").write_text(
        'name: mine\ntitle: Mine\ntitle_ar: حزمتي\nversion: 0.1.0\ncountry: ""\nincludes: [core]\n'
        "licence: CC0-1.0\ndescription: For a test.\n",
        encoding="utf-8",
    )
    (folder / "actors.yaml").write_text(
        "- id: guards\n  name_en: Guards\n  name_ar: الحراس\n  kind: club\n  aliases: [قوات الحراس]\n",
        encoding="utf-8",
    )
    ran = run("read", report.name, "--pack", str(folder))
    assert (ran.code, ran.out) == (2, "")
    (said,) = sentences(ran)
    assert "mine/actors.yaml:4: " in said
    assert "armed_group" in said

    checked = run("pack", "check", str(folder))
    assert checked.code == 1
    assert "mine/actors.yaml:4: " in checked.out


def test_a_text_beyond_the_limit_is_refused(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(LIMIT + 1)
    line = b'{"text": "' + b"a" * LIMIT + b'"}\n'
    good = json.dumps({"text": REPORT}).encode()
    (tmp_path / "huge.jsonl").write_bytes(line + good)
    ran = run("read", "huge.txt", "huge.jsonl", "--format", "jsonl")
    assert ran.code == 1
    assert sentences(ran) == [
        "huge.txt: it is larger than 16 MiB; split it into single reports",
        "huge.jsonl:1: it is larger than 16 MiB; split it into single reports",
    ]
    assert len(documents(ran)) == 1


def test_one_endless_sentence_is_read(run: Run) -> None:
    ran = run("read", "--format", "json", stdin="وقال المصدر إن القوات انسحبت من المديرية " * 5_000)
    assert (ran.code, ran.err) == (0, "")
    json.loads(ran.out)


@pytest.mark.parametrize(
    "args",
    [
        ["read", "--format", "xml"],
        ["read", "--nonsense"],
        ["read", "-", "-"],
        ["reed"],
        [],
        ["pack"],
        ["pack", "show", "atlantis"],
        ["pack", "check", "atlantis"],
        ["check", "absent.jsonl"],
    ],
)
def test_wrong_usage_is_code_2(run: Run, args: list[str]) -> None:
    ran = run(*args)
    assert ran.code == 2
    assert "Traceback" not in ran.err
