"""Chat exports: a report a message, the chat's name as source, nothing of who wrote it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sijill.record import Found, SetAside
from sijill.sources import chats
from tests.sources.shared import OTHER, REPORT, found, items, refused, told

NUMBER = "+967 700 000 000"
MEMBER = "عضو في المجموعة"


def whatsapp(tmp_path: Path, *lines: str, name: str = "WhatsApp Chat with أخبار الجبهة.txt") -> list[Found]:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    return found(path)


def everything_kept(reports: list[Found]) -> str:
    """All that is kept of these reports, beside the texts."""
    return " ".join(
        f"{report.capture.data.decode()} {report.capture.whence} {report.fields} {report.capture.headers}"
        for report in reports
    ).replace(REPORT, "")


FORMS = {
    "android": "11/10/2015, 20:05 - {}: {}",
    "android, two digits": "31/10/15, 20:05 - عضو: سابق\n11/11/15, 20:05 - {}: {}",
    "android, english": "10/11/15, 8:05\u202fPM - {}: {}\n10/31/15, 8:05\u202fPM - x: ok",
    "android, arabic": "\u200f١١\u200f/١٠\u200f/٢٠١٥، ٨:٠٥ م - \u200f{}: {}",
    "ios": "[11/10/2015, 20:05:33] {}: {}\n[13/10/2015, 20:05:33] x: ok",
    "ios, arabic": "\u200f[١١\u200f/١٠\u200f/٢٠١٥، ٨:٠٥:٣٣ م] {}: {}",
    "ios, year first": "[2015/10/11 20:05:33] \u200f{}: {}",
    "ios, with dots": "[11.10.15, 20:05:33] {}: {}\n[30.10.15, 20:05:33] x: ok",
    "hijri": "28/12/1436 هـ، 8:05 م - {}: {}",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("sender", [NUMBER, MEMBER, "~ Member"])
def test_every_form_of_whatsapp(tmp_path: Path, form: str, sender: str) -> None:
    reports = whatsapp(tmp_path, form.format(sender, REPORT))
    (report,) = reports
    assert report.text == REPORT
    day = "2015-11-11" if "31/10/15, 20" in form else "2015-10-11"
    assert report.value("published") == day
    kept = everything_kept(reports)
    assert sender not in kept
    assert "700 000" not in kept


GROUP = [
    "11/10/2015, 20:00 - الرسائل والمكالمات مشفرة تماماً بين الطرفين. انقر لمعرفة المزيد.",
    f'11/10/2015, 20:00 - {NUMBER} أنشأ المجموعة "أخبار الجبهة"',
    f"11/10/2015, 20:01 - {NUMBER}: {REPORT}",
    "وسقط جريحان: أحدهما طفل",
    "",
    "والحصيلة أولية",
    "11/10/2015, 20:02 - ثان: \u200fتم حذف هذه الرسالة",
    "11/10/2015, 20:02 - ثان: This message was deleted",
    "11/10/2015, 20:02 - ثالث: <Media omitted>",
    "11/10/2015, 20:02 - ثالث: <تم استبعاد الوسائط>",
    "11/10/2015, 20:02 - ثالث: مكالمة صوتية فائتة الساعة الثامنة",
    "11/10/2015, 20:03 - ثالث: \u200eIMG-20151011-WA0001.jpg (الملف مرفق)",
    OTHER + " <تم تعديل هذه الرسالة>",
    "13/10/2015, 20:04 - ثان: تمام",
    "13/10/2015, 20:04 - ثان: السلام عليكم",
    "13/10/2015, 20:05 - غادر ثالث",
]


def test_what_is_no_report_is_left_out_and_long_messages_stay_whole(tmp_path: Path) -> None:
    reports = whatsapp(tmp_path, *GROUP)
    assert [report.text for report in reports] == [
        f"{REPORT}\nوسقط جريحان: أحدهما طفل\n\nوالحصيلة أولية",
        OTHER,
    ]
    assert [told(report)["source"] for report in reports] == [("أخبار الجبهة", "chat name")] * 2
    assert reports[0].capture.whence.endswith("أخبار الجبهة.txt:3")
    assert json.loads(reports[1].capture.data) == {
        "date": "2015-10-11", "time": "20:03", "chat": "أخبار الجبهة", "text": OTHER
    }  # fmt: skip


def test_what_ios_writes_under_a_members_name_is_no_message(tmp_path: Path) -> None:
    lines = [
        "[13/10/2015, 20:00:00] مجموعة الرصد: \u200eMessages and calls are end-to-end encrypted.",
        "[13/10/2015, 20:00:00] مجموعة الرصد: \u200eMember created this group",
        f"[13/10/2015, 20:00:00] Member: \u200eMember added {NUMBER} to the conversation",
        f"[13/10/2015, 20:01:00] Member: {REPORT}",
        "[13/10/2015, 20:02:00] Member: \u200e<attached: 00000012-PHOTO.jpg>",
    ]
    (report,) = whatsapp(tmp_path, *lines, name="WhatsApp Chat - مجموعة الرصد/_chat.txt")
    assert (report.text, report.value("source")) == (REPORT, "مجموعة الرصد")


@pytest.mark.parametrize("name", ["Private Person", "شخص خاص", NUMBER])
@pytest.mark.parametrize("sender", ["named", "me"])
def test_the_name_of_one_person_is_not_kept(tmp_path: Path, name: str, sender: str) -> None:
    line = f"13/10/2015, 20:01 - {name if sender == 'named' else 'أنا'}: {REPORT}"
    for file in (
        f"WhatsApp Chat with {name}.txt",
        f"دردشة واتساب مع {name}.txt",
        f"WhatsApp Chat - {name}/_chat.txt",
    ):
        reports = whatsapp(tmp_path, line, name=file)
        assert told(reports[0]) == {"published": ("2015-10-13", "message date")}
        assert name not in everything_kept(reports)


def test_days_that_may_be_read_two_ways(tmp_path: Path) -> None:
    lines = ["10/11/2015, 20:01 - {}: " + REPORT, "11/1/2015, 20:01 - x: ok", "11/2/2015, 20:01 - y: ok"]
    assert whatsapp(tmp_path, *lines)[0].value("published") == "2015-10-11"
    (doubtful,) = whatsapp(tmp_path, lines[0])
    assert doubtful.value("published") == "2015-11-10"
    assert [note.code for note in doubtful.notes] == ["day_order"]


def telegram(tmp_path: Path, export: dict[str, Any]) -> list[Found]:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(export, ensure_ascii=False, indent=1), encoding="utf-8")
    return found(path)


def channel(
    *messages: dict[str, Any], kind: str = "public_channel", name: str = "قناة الرصد"
) -> dict[str, Any]:
    return {"name": name, "type": kind, "id": 123, "messages": list(messages)}


def message(text: Any, **more: Any) -> dict[str, Any]:
    told = {"id": 7, "type": "message", "date": "2015-10-11T20:05:00", "date_unixtime": "1444583100"}
    return {**told, "from": "شخص خاص", "from_id": "user700000000", "text": text, "text_entities": [], **more}


def test_a_telegram_channel(tmp_path: Path) -> None:
    parts = ["شن ", {"type": "bold", "text": "الطيران"}, REPORT[10:], {"type": "hashtag", "text": " #صرواح"}]
    reports = telegram(
        tmp_path,
        channel(
            message(parts, forwarded_from="شخص خاص"),
            message("تمام يا شباب", id=8),
            message("", id=9, photo="photos/1.jpg"),
            {"id": 10, "type": "service", "action": "pin_message", "text": REPORT},
            message("مرحبا", id=11),
            message(OTHER, id=12, reactions=[{"type": "emoji", "count": 3}]),
        ),
    )
    assert [report.text for report in reports][::2] == [f"شن الطيران{REPORT[10:]} #صرواح", OTHER]
    assert told(reports[0]) == {
        "id": ("123/7", "message id"),
        "source": ("قناة الرصد", "chat name"),
        "published": ("2015-10-11", "message date"),
    }
    assert reports[-1].capture.whence.endswith("result.json: message 12")
    kept = everything_kept(reports)
    assert "شخص" not in kept
    assert "700000000" not in kept


def test_an_account_of_many_chats_keeps_no_private_name(tmp_path: Path) -> None:
    export = {
        "about": "Here is the data you requested.",
        "personal_information": {"phone_number": NUMBER, "first_name": "شخص"},
        "chats": {
            "about": "This page lists all chats",
            "list": [
                channel(message(REPORT), kind="private_supergroup"),
                channel(message(OTHER), kind="personal_chat", name="شخص خاص"),
            ],
        },
    }
    group, private = telegram(tmp_path, export)
    assert group.value("source") == "قناة الرصد"
    assert told(private) == {"published": ("2015-10-11", "message date")}
    assert "شخص" not in everything_kept([private])


@pytest.mark.parametrize("content", ['{"name": "x", "type": "public_channel", "messages": [{]}', "deep"])
def test_an_export_that_is_broken(tmp_path: Path, content: str) -> None:
    deep = '{"name": "x", "type": "y", "messages": [{"text": ' + "[" * 200_000
    (tmp_path / "result.json").write_text(deep if content == "deep" else content, encoding="utf-8")
    assert "no Telegram export" in refused(tmp_path / "result.json")


def test_an_export_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chats, "LIMIT", 1000)
    (tmp_path / "result.json").write_text(json.dumps(channel(message(REPORT * 20))), encoding="utf-8")
    assert "larger than 128 MiB" in refused(tmp_path / "result.json")
    (tmp_path / "a.txt").write_text(f"13/10/2015, 20:01 - x: {REPORT * 20}", encoding="utf-8")
    assert "larger than 128 MiB" in refused(tmp_path / "a.txt")


PERSONS = [
    "@\u2068شخص خاص\u2069", "@\u2068~شخص خاص\u2069", "@967700000000", "+967 700 000 000", "+967-700-000-000",
    "00967700000000", "700000000", "700 000 000", "٧٠٠٠٠٠٠٠٠", "+٩٦٧ ٧٠٠ ٠٠٠ ٠٠٠",
]  # fmt: skip


@pytest.mark.parametrize("person", PERSONS)
def test_persons_named_within_a_message_are_covered(tmp_path: Path, person: str) -> None:
    (report,) = whatsapp(tmp_path, f"13/10/2015, 20:01 - x: {REPORT} للتواصل {person} شكرا")
    assert report.text == f"{REPORT} للتواصل […] شكرا"
    assert person.encode() not in report.capture.data
    (report,) = telegram(tmp_path, channel(message(f"{REPORT} للتواصل {person} شكرا")))
    assert report.text == f"{REPORT} للتواصل […] شكرا"


@pytest.mark.parametrize("kind", ["mention", "mention_name", "phone"])
def test_stretches_that_name_a_person_are_covered(tmp_path: Path, kind: str) -> None:
    (report,) = telegram(tmp_path, channel(message([REPORT, " ", {"type": kind, "text": "شخص خاص"}])))
    assert report.text == f"{REPORT} […]"
    assert "شخص" not in report.capture.data.decode()


@pytest.mark.parametrize(
    "sum_", ["12,500,000", "1500", "11/10/2015", "2014-2015", "25.000.000", "20:05", "10 20 30", "10000000"]
)
def test_sums_and_days_are_no_telephone_numbers(sum_: str) -> None:
    assert chats.covered(f"نحو {sum_} ريال") == f"نحو {sum_} ريال"


def test_what_is_set_aside_names_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "WhatsApp Chat with Private Person.txt"
    monkeypatch.setattr(chats, "LIMIT", 1000)
    for content in (f"13/10/2015, 20:01 - x: {REPORT * 20}".encode(), b"", bytes(range(256)) * 40):
        path.write_bytes(content)
        (item,) = items(path)
        assert isinstance(item, SetAside)
        assert item.whence == str(tmp_path / "WhatsApp chat")
        assert "Private" not in item.why


ENDLESS = {
    "no spaces": "a" * 500_000,
    "spaces": " " * 500_000 + "a",
    "marks": "a" + "\u200e" * 500_000 + "a",
    "attached": "<attached:" * 50_000,
    "points": "حذف المشرف" + "." * 500_000 + "\na",
    "head": "\n11/10/2015" + "\u200f" * 500_000,
    "numbers": "+9 " * 200_000,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_messages_made_to_take_for_ever_are_read_all_the_same(tmp_path: Path, text: str) -> None:
    assert whatsapp(tmp_path, f"13/10/2015, 20:01 - x: {text}\n{REPORT}")
