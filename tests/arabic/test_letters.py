"""Bytes that may be Arabic are told from those that cannot be, in every encoding and within any markup."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.arabic.letters import FEWEST, may_be_arabic

SHORT = "قتيلان في انفجار لغم شرق مدينة حيس"
MARKUP = "<html><head><script>var a = 'é';</script></head><body><p>{}</p></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "iso8859-6", "cp720", "utf-16"])
def test_a_short_report_is_let_through_in_every_encoding(encoding: str) -> None:
    text = f"{SHORT}، وقالت السلطة المحلية إن الألغام في الطريق."
    assert may_be_arabic(text.encode(encoding, "replace"))
    assert may_be_arabic(f"{'<br>' * 10_000}{text}".encode(encoding, "replace"))


@pytest.mark.parametrize(
    "written",
    [
        "".join(f"&#{ord(letter)};" for letter in SHORT),
        "".join(f"&#x{ord(letter):x};" for letter in SHORT),
        "".join(f"&#x{ord(letter):04X};" for letter in SHORT),
        json.dumps({"text": SHORT}),
    ],
)
def test_letters_written_in_ascii_are_seen(written: str) -> None:
    assert may_be_arabic(written.encode())
    assert may_be_arabic(f"café {written}".encode())


def test_broken_utf8_is_still_arabic() -> None:
    assert may_be_arabic(SHORT.encode()[:-1])
    assert may_be_arabic(b"\xff" + MARKUP.format(SHORT).encode())


def test_presentation_forms_are_letters() -> None:
    assert may_be_arabic("ﻗﺘﻴﻼﻥ ﻓﻲ ﺍﻧﻔﺠﺎﺭ ﻟﻐﻢ ﺷﺮﻕ ﻣﺪﻳﻨﺔ".encode())


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("The two delegations met on Monday.", "utf-8"),
        ("Les deux délégations se sont réunies à Genève, où elles ont négocié.", "utf-8"),
        ("Les deux délégations se sont réunies à Genève, où elles ont négocié.", "latin-1"),
        ("Обе делегации встретились в понедельник.", "utf-8"),
        ("Обе делегации встретились в понедельник.", "cp1251"),
        ("两个代表团星期一举行会晤。", "utf-8"),
        ("שתי המשלחות נפגשו ביום שני.", "utf-8"),
        ("English  Français  العربية  Русский", "utf-8"),
    ],
)
def test_other_languages_are_left(text: str, encoding: str) -> None:
    assert not may_be_arabic(MARKUP.replace("é", "e").format(text).encode(encoding))


@given(st.lists(st.sampled_from([chr(code) for code in range(0x0621, 0x064B)]), min_size=FEWEST), st.text())
def test_wherever_enough_letters_stand_in_utf8_they_are_seen(letters: list[str], around: str) -> None:
    assert may_be_arabic(f"{around}{''.join(letters)}{around}".encode("utf-8", "replace"))


@given(st.binary())
def test_any_bytes_are_answered(data: bytes) -> None:
    assert may_be_arabic(data) in (True, False)
