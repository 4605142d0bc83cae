"""Who did what to whom: the participants of events in sentences of `tests/corpus/roles.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.reading import Reader
from sijill.record import Report

CASES = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "roles.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_participants_of_a_sentence_are_those_of_the_corpus(reader: Reader, case: dict[str, Any]) -> None:
    published = str(case.get("day", "2021-11-03"))
    document = reader.read(Report(text=case["text"], published=published))
    found = {e.type: sorted(f"{p.role}:{p.id}" for p in e.participants) for e in document.events}
    assert found == {kind: sorted(people) for kind, people in case["events"].items()}
