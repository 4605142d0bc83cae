"""What makes two inputs one report, one version, one reading."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sijill.record import Capture, Found, Known
from sijill.record.captured import COMMAND_LINE
from sijill.store import Stamp, identity, version_key


def found(text: str = "نص", whence: str = "a.txt", **fields: str) -> Found:
    capture = Capture(data=b"", media_type="text/plain", captured_at="", whence=whence)
    return Found(text, capture, {name: Known(value, "line") for name, value in fields.items()})


@pytest.mark.parametrize(
    "written",
    [
        "https://news.example/a/1?id=7",
        "HTTPS://News.Example:443/a/1?id=7#top",
        " https://news.example/a/1?id=7&utm_source=x&fbclid=y ",
        "https://news.example/a/1?utm_medium=z&id=7&gclid=q",
        "https://someone:secret@news.example/a/1?id=7",
    ],
)
def test_addresses_of_one_page_are_one(written: str) -> None:
    assert identity.normal_url(written) == "https://news.example/a/1?id=7"


@pytest.mark.parametrize(
    "one, other",
    [
        ("https://news.example", "https://news.example/"),
        ("https://news.example/خبر", "https://news.example/%d8%ae%d8%a8%d8%b1"),
        ("http://news.example:80/", "http://news.example/"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
    ],
)
def test_spellings_of_one_address(one: str, other: str) -> None:
    assert identity.normal_url(one) == identity.normal_url(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/a", "http://news.example/a"),
        ("https://news.example/?id=1", "https://news.example/?id=2"),
        ("https://news.example:8080/", "https://news.example/"),
        ("https://news.example/?q=a%26b", "https://news.example/?q=a&b"),
    ],
)
def test_addresses_of_two_pages_stay_two(one: str, other: str) -> None:
    assert identity.normal_url(one) != identity.normal_url(other)


@pytest.mark.parametrize("odd", ["", "no address", "https://[broken", "https://a:port/", "mailto:x"])
def test_what_is_no_address_is_left_alone(odd: str) -> None:
    assert identity.normal_url(odd) == odd


def test_the_key_is_the_address_then_the_given_id_then_the_text() -> None:
    with_all = found(url="https://news.example/1", id="7", source="سبأ")
    assert identity.report_key(with_all) == "url:https://news.example/1"
    dated = {"id": "7", "published": "2016-01-02"}
    assert identity.report_key(found(**dated, source="سبأ")) == "id:سبأ/2016-01-02/7"
    assert identity.report_key(found()).startswith("text:")


def test_lists_that_each_count_from_one_tell_of_other_reports() -> None:
    keys = {
        identity.report_key(found("نص", whence="one/list.jsonl:1", id="1", published="2016-01-01")),
        identity.report_key(found("نص آخر", whence="two/list.jsonl:1", id="1", published="2016-02-01")),
        identity.report_key(found("نص ثالث", whence="three/list.jsonl:1", id="1")),
        identity.report_key(found("نص رابع", whence="four/list.jsonl:1", id="1")),
    }
    assert len(keys) == 4


def test_what_the_user_says_of_a_whole_run_makes_no_two_reports_one() -> None:
    said = {"source": Known("سبأ", COMMAND_LINE), "published": Known("2016-01-02", COMMAND_LINE)}
    one, other = (
        replace(found(text), fields={"id": Known("1", "field id"), **said}) for text in ("نص", "آخر")
    )
    assert identity.report_key(one) != identity.report_key(other)


@pytest.mark.parametrize("one, other", [("a/b", "a"), ("a\\", "a"), ("a\\/b", "a")])
def test_source_and_id_do_not_run_into_each_other(one: str, other: str) -> None:
    given = f"{one}/c"[len(other) + 1 :]
    day = "2016-01-02"
    assert identity.report_key(found(source=one, id="c", published=day)) != identity.report_key(
        found(source=other, id=given, published=day)
    )


@pytest.mark.parametrize("written", ["سطر\r\nآخر", "سطر\rآخر", "\n سطر\nآخر\r\n\t"])
def test_line_ends_and_outer_white_space_make_no_other_report(written: str) -> None:
    assert identity.report_key(found(written)) == identity.report_key(found("سطر\nآخر"))
    assert identity.content_sha(found(written)) == identity.content_sha(found("سطر\nآخر"))


def test_without_address_and_id_text_and_outlet_tell_reports_apart() -> None:
    keys = [
        identity.report_key(found()),
        identity.report_key(found(source="سبأ")),
        identity.report_key(found("نص آخر")),
    ]
    assert len(set(keys)) == len(keys)
    assert identity.report_key(found(whence="b.txt")) == keys[0]


def test_content_is_title_text_day_and_outlet() -> None:
    plain = found(url="https://news.example/1")
    same = [found(url="https://news.example/1", language="ar"), found(whence="other")]
    other = [
        found(title="عنوان"),
        found("نص آخر"),
        found(published="2016-01-01"),
        found(source="سبأ"),
        found(title=""),
    ]
    assert {version_key(one)[1] for one in (plain, *same)} == {identity.content_sha(plain)}
    assert len({identity.content_sha(one) for one in (plain, *other)}) == len(other) + 1


def test_values_do_not_run_into_each_other() -> None:
    assert identity.content_sha(found("b", title="a")) != identity.content_sha(found("", title="ab"))


def test_a_reading_is_of_a_version_by_a_stamp() -> None:
    stamp = Stamp("0.1.0", "yemen", "1.0.0", "ab" * 32)
    assert str(stamp) == "0.1.0 / yemen / 1.0.0 / abababababababab"
    ids = {
        identity.reading_id("v", stamp),
        identity.reading_id("w", stamp),
        identity.reading_id("v", replace(stamp, program="0.1.1")),
        identity.reading_id("v", replace(stamp, fingerprint="cd" * 32)),
    }
    assert len(ids) == 4
    assert all(len(one) == identity.ID_LENGTH for one in ids)
