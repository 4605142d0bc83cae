"""What neighbouring words or sentences settle of an attack: its weapon, whom it hit, if it is history."""

from sijill.reading import Reader
from sijill.record import Event, Report

PUBLISHED = "2019-04-10"


def _told(reader: Reader, text: str) -> list[Event]:
    return reader.read(Report(text=text, published=PUBLISHED)).events


def test_strikes_that_were_told_to_be_from_the_air_stay_so(reader: Reader) -> None:
    events = _told(
        reader,
        "شن طيران التحالف ضربات جوية على مديرية باقم. وقال شهود إن النار اشتعلت في المكان. "
        "كما استهدفت الضربات مواقع للحوثيين في مديرية رازح.",
    )
    assert [event.type for event in events] == ["airstrike", "airstrike"]


def test_attacks_that_aircraft_carry_out_are_airstrikes(reader: Reader) -> None:
    (event,) = _told(reader, "شنت مقاتلات التحالف هجمات على مواقع الحوثيين في مديرية باقم.")
    assert event.type == "airstrike"


def test_an_attack_that_aircraft_only_back_is_fought_on_the_ground(reader: Reader) -> None:
    (event,) = _told(reader, "شنت القوات الحكومية بدعم من طيران التحالف هجوما على مدينة حيس.")
    assert event.type == "clash"


def test_an_attack_on_aircraft_is_none_from_the_air(reader: Reader) -> None:
    events = _told(reader, "كانت مروحية للجيش هدفا لهجوم شنه مسلحون في مدينة بنغازي.")
    assert [event.type for event in events] == ["clash"]


def test_what_a_time_is_counted_from_is_told_as_history(reader: Reader) -> None:
    (event,) = _told(reader, "يعيش الموظفون بلا رواتب منذ أن احتل المسلحون مدينة سرت في مايو الماضي.")
    assert (event.type, event.background) == ("capture", True)


def test_shots_at_people_who_do_not_fight_are_a_killing(reader: Reader) -> None:
    for text in (
        "فتح مسلحون النار على مصلين في مدينة الضالع.",
        "أطلق مسلحون النار على صحفي في مدينة مقديشو.",
    ):
        assert [event.type for event in _told(reader, text)] == ["killing"], text


def test_exchanged_shots_are_fighting(reader: Reader) -> None:
    (event,) = _told(reader, "تبادل جنود ومسلحون إطلاق النار على مقربة من مدنيين في مدينة الضالع.")
    assert event.type == "clash"


def test_an_attack_is_the_blast_that_the_report_goes_on_about(reader: Reader) -> None:
    events = _told(
        reader,
        "قتل سبعة أشخاص في هجوم استهدف مدينة كركوك. ووقع الانفجار قرب سوق شعبية وخلف عشرات الجرحى.",
    )
    assert [event.type for event in events] == ["bombing"]


def test_what_somebody_strikes_over_and_over_is_no_blast(reader: Reader) -> None:
    events = _told(reader, "يستهدف التنظيم قوات الجيش في مدينة كركوك. ووقع الانفجار في مدينة الحلة.")
    assert [event.type for event in events] == ["clash", "bombing"]


def test_the_attack_on_worshippers_is_the_blast_told_before(reader: Reader) -> None:
    events = _told(
        reader, "وقع تفجير في مسجد في مدينة مقديشو. وقالت الشرطة إن الهجوم على المصلين أوقع ستة قتلى."
    )
    assert {event.type for event in events} == {"bombing"}


def test_a_mosque_blown_up_by_nobody_told_is_a_blast_and_by_a_party_destroyed(reader: Reader) -> None:
    (blast,) = _told(reader, "تحدث الإمام عن حادثة تفجير مسجد النور في مدينة كانو.")
    (destroyed,) = _told(reader, "روى السكان تفجير الحوثيين لمسجد في مديرية كتاف.")
    assert (blast.type, destroyed.type) == ("bombing", "destruction")
