"""YAML read with its lines, and only what a hand-edited file seems to say."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from sijill.packs.faults import Faults
from sijill.packs.yaml_lines import Items, Table, parse


def read(text: str) -> Any:
    faults = Faults()
    data = parse(text, "mypack/words.yaml", faults)
    assert faults.sorted() == []
    return data


@pytest.mark.parametrize(
    "written, value",
    [
        ("NO", "NO"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("007", "007"),
        ("7", 7),
        ("-3", -3),
        ("0.5", 0.5),
        ("1_000", "1_000"),
        ("true", True),
        ("True", "True"),
        ("", None),
        ("2015-03-26", date(2015, 3, 26)),
        ("2015-02-30", "2015-02-30"),
        ("'2015-03-26'", "2015-03-26"),
        ("'7'", "7"),
        ("سوق", "سوق"),
    ],
)
def test_scalars(written: str, value: object) -> None:
    assert read(f"key: {written}\n") == {"key": value}


def test_keys_are_always_text() -> None:
    assert list(read("2015: x\ntrue: y\n")) == ["2015", "true"]


def test_lines_survive_the_cache() -> None:
    data = pickle.loads(pickle.dumps(read("# تعليق\na:\n  - x\n  - y\nb: {c: 1}\n")))
    assert (type(data), type(data["a"])) == (Table, Items)
    assert data.where_of("b") == "mypack/words.yaml:5"
    assert data["a"].wheres == ["mypack/words.yaml:3", "mypack/words.yaml:4"]
    assert data["b"].where == "mypack/words.yaml:5"


@pytest.mark.parametrize(
    "text, told",
    [
        ("a: [1, 2\n", "mypack/words.yaml:2: this is no YAML: "),
        ("a: \tb: c\n", "mypack/words.yaml:1: this is no YAML: "),
        ("a: \x00\n", "mypack/words.yaml:1: this is no YAML: "),
        ("a: 1\na: 2\n", 'mypack/words.yaml:2: "a" stands twice in one entry'),
        ("[x, y]: 2\n", "mypack/words.yaml:1: a key must be a word, not a list or a map"),
        ("a: &n [x]\nb: *n\n", "mypack/words.yaml:2: *n is not allowed; write the words out"),
        ("&n [*n]\n", "mypack/words.yaml:1: *n is not allowed; write the words out"),
    ],
    ids=["open list", "tab", "control", "twice", "list as key", "anchor", "cycle"],
)
def test_what_is_wrong_is_told_with_its_line(text: str, told: str) -> None:
    faults = Faults()
    parse(text, "mypack/words.yaml", faults)
    assert any(str(fault).startswith(told) for fault in faults.sorted()), faults.sorted()


def test_depth_does_no_harm() -> None:
    depth = 20_000
    data = read("[" * depth + "]" * depth)
    for _ in range(depth - 1):
        (data,) = data
    assert data == []
