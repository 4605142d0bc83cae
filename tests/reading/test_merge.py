"""The same thing told twice, and what is only told in the same words."""

from __future__ import annotations

from sijill.reading.reader import Reader
from sijill.record import Report


def test_what_is_told_besides_is_another_event(reader: Reader) -> None:
    text = (
        "قصفت مدفعية الحوثيين أحياء سكنية شرق مدينة تعز. كما تعرضت قرى جبل صبر القريبة من المدينة لقصف "
        "مدفعي عشوائي."
    )
    events = reader.read(Report(text=text, published="2018-06-20")).events
    assert [(event.type, event.status) for event in events] == [("shelling", "occurred")] * 2


def test_what_a_report_began_with_may_be_told_again(reader: Reader) -> None:
    text = (
        "سيطرت قوات الحكومة على مدينة حيس. وفر عشرات المقاتلين إلى الجراحي. كما سيطرت القوات على مدينة حيس "
        "بكامل أحيائها، وفق مصدر عسكري."
    )
    events = reader.read(Report(text=text, published="2018-02-07")).events
    assert len([event for event in events if event.type == "capture"]) == 1


def test_one_more_strike_is_another_event(reader: Reader) -> None:
    text = (
        "دمرت غارة لطيران التحالف مدرعة في جبهة نهم وقتل ثلاثة حوثيين. وأضاف المصدر أن غارة أخرى دمرت طقما "
        "وقتل اثنان من طاقمه."
    )
    events = reader.read(Report(text=text, published="2016-05-20")).events
    assert len([event for event in events if event.type == "airstrike"]) == 2


def test_what_is_said_of_all_places_of_a_verb_stands_on_the_first(reader: Reader) -> None:
    text = (
        "صدت قوات الحكومة عدة هجمات شنها الحوثيون في جبهتي حيس والدريهمي. وقال مصدر عسكري إن تسعة من "
        "الحوثيين قتلوا خلال المواجهات."
    )
    events = reader.read(Report(text=text, published="2018-06-20")).events
    assert [len(event.quantities) for event in events] == [1, 0]


def test_a_day_of_telling_keeps_no_event_apart_from_its_own_day(reader: Reader) -> None:
    text = (
        "أفادت مصادر أمس الأربعاء بمقتل تسعة من الحوثيين خلال مواجهات مع رجال المقاومة الشعبية في مدينة "
        "البيضاء. وقالت المصادر إن مواجهات عنيفة اندلعت مساء الاثنين في مدينة البيضاء."
    )
    events = reader.read(Report(text=text, published="2018-06-21")).events
    assert [event.type for event in events] == ["clash"]


def test_a_place_within_another_is_taken_apart_from_it(reader: Reader) -> None:
    text = (
        "سيطرت قوات الحكومة على مديرية حيس بعد قتال عنيف. وذكر مصدر عسكري أن القوات سيطرت على بلدات عدة في "
        "المحافظة."
    )
    events = reader.read(Report(text=text, published="2018-06-20")).events
    captures = [event for event in events if event.type == "capture"]
    assert [event.place and event.place.level for event in captures] == ["district", "governorate"]


def test_a_truce_announced_and_holding_is_one(reader: Reader) -> None:
    text = "تقرر أن تبدأ هدنة غدا في اليمن. وقال سكان إن هدنة بدأت في اليمن."
    events = reader.read(Report(text=text, published="2018-06-20")).events
    assert [event.type for event in events] == ["agreement"]


def test_taking_a_place_and_driving_out_who_held_it_are_one_in_one_sentence(reader: Reader) -> None:
    text = "أحكمت قوات الحكومة سيطرتها على مدينة حيس بعد أن طردت الحوثيين من مدينة حيس."
    events = reader.read(Report(text=text, published="2018-06-20")).events
    assert [event.type for event in events] == ["capture"]
