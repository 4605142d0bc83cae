"""`import sijill`: what it offers, and that nothing heavy is loaded before it is needed."""

import datetime
import subprocess
import sys

import pytest

import sijill

TEXT = "شن طيران التحالف غارتين على مديرية صرواح بمحافظة مأرب أمس الثلاثاء، وقتل خمسة مدنيين."


def test_every_public_name_is_there() -> None:
    for name in sijill.__all__:
        assert getattr(sijill, name) is not None
    with pytest.raises(AttributeError, match="nonsense"):
        _ = sijill.nonsense  # type: ignore[attr-defined]


def test_importing_loads_neither_packs_nor_reader() -> None:
    heavy = {"sijill.packs", "sijill.reading", "yaml", "typer"}
    program = f"import sys, sijill; assert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_report_is_read() -> None:
    document = sijill.read(TEXT, published=datetime.date(2015, 10, 14), source="الرياض", id="a")
    assert (document.report.id, document.report.published, document.report.language) == (
        "a",
        "2015-10-14",
        "ar",
    )
    strike = next(event for event in document.events if event.type == "airstrike")
    assert strike.time is not None
    assert strike.time.start == strike.time.end == "2015-10-13"
    for evidence in strike.evidence:
        assert TEXT[evidence.start : evidence.end] == evidence.text


def test_without_a_day_nothing_is_dated_from_today() -> None:
    for event in sijill.read(TEXT, published="").events:
        assert event.time is None or event.time.start is None


def test_many_are_read_in_order_and_only_when_asked_for() -> None:
    def reports() -> "list[sijill.Report | dict[str, str]]":
        return [
            {"id": "a", "text": TEXT},
            sijill.Report(id="b", text=TEXT),
            {"id": "c", "text": "No Arabic here."},
        ]

    assert [document.report.id for document in sijill.read_many(reports())] == ["a", "b", "c"]
    later = sijill.read_many([{"text": TEXT}, {"text": ""}])
    assert next(later).events
    with pytest.raises(sijill.ReportError, match="empty"):
        next(later)


def test_the_same_report_gives_the_same_record() -> None:
    assert sijill.read(TEXT, published="2015-10-14") == sijill.read(TEXT, published="2015-10-14")


def test_what_cannot_be_read_is_an_error_of_one_sentence() -> None:
    with pytest.raises(sijill.ReportError, match="not a day"):
        sijill.read(TEXT, published="yesterday")
    with pytest.raises(sijill.PackError):
        sijill.read(TEXT, pack="atlantis")
    with pytest.raises(sijill.PackError):
        sijill.load_pack("atlantis")


def test_explained_reading_gives_the_same_events_and_their_reasons() -> None:
    plain = sijill.read(TEXT, published="2015-10-14")
    explained = sijill.read(TEXT, published="2015-10-14", explain=True)
    assert isinstance(explained, sijill.ExplainedDocument)
    assert explained.events == plain.events
    assert {reason.event for reason in explained.explain} == set(range(len(plain.events)))


def test_another_language_has_a_note_and_no_events() -> None:
    document = sijill.read("The forces withdrew from the district after weeks of fighting.")
    assert document.events == []
    assert document.report.language == "en"
    assert [note.code for note in document.notes] == ["not_arabic"]
    assert document.notes[0].message == "The text is in English, not Arabic: no events were read."
