"""The spellings that the loader adds to a listed name."""

from __future__ import annotations

import pytest

from sijill.packs.spellings import alias_forms


@pytest.mark.parametrize(
    "written, use, forms",
    [
        ("الشماليون", "name", {"الشماليون", "الشماليين", "شماليون", "شماليين"}),
        ("شمالي", "adjective", {"شمالي", "شماليه", "شماليون", "شماليين", "شماليات", "الشمالي", "الشماليه"}),
        ("الشمالية", "name", {"الشماليه", "شماليه"}),
        ("المقاتلون الشماليون", "name", {"المقاتلون الشماليون", "المقاتلين الشماليين"}),
        ("المتمردين", "epithet", {"المتمردين", "المتمردون"}),
        ("أنصار الشمال", "name", {"انصار الشمال"}),
        ("حسين", "name", {"حسين"}),
        ("قانون", "name", {"قانون"}),
        ("الشمالي", "leader", {"الشمالي"}),
        ("سرايا الجبل", "unit", {"سرايا الجبل"}),
    ],
)
def test_alias_forms(written: str, use: str, forms: set[str]) -> None:
    assert forms <= set(alias_forms(written, use))
    if use != "adjective":
        assert set(alias_forms(written, use)) == forms


def test_the_listed_spelling_comes_first() -> None:
    assert alias_forms("الشماليّون", "name")[0] == "الشماليون"
