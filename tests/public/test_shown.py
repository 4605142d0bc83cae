"""What a viewer may see: masked for readers, held back from the public, nothing of confidential reports."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from sijill.linking.claims import claims_of
from sijill.public import Terms, Viewer, shown_claim, shown_document, shown_event, shown_text, terms_for
from sijill.reading.reader import Reader
from sijill.record import Document, Report, check_record

TEXT = (
    "قصف طيران التحالف مستشفى الصفا في مديرية عتمة بمحافظة ذمار أمس، وقتل المواطن فؤاد علي الكميمي.\n"
    "وفي مديرية المخا بمحافظة تعز اختطفت مليشيا الحوثي المعلم هزاع مقبل الجعدري.\n"
    "ونقل جرحى آخرون إلى مستشفى الصفا نفسه. وقال الكميمي قبل وفاته إن القصف بدأ فجرا."
)
SECRETS = ("الكميمي", "الجعدري", "فؤاد", "هزاع")
EVERYONE: tuple[Viewer, ...] = ("public", "reader", "reviewer", "editor")


@pytest.fixture(scope="module")
def document(reader: Reader) -> Document:
    report = Report(id="r1", title="مقتل فؤاد علي الكميمي في مستشفى الصفا", text=TEXT, published="2016-01-09")
    return reader.read(report)


def encoded(document: Document | None) -> str:
    return msgspec.json.encode(document).decode()


def test_the_reports_events_are_those_meant(document: Document) -> None:
    assert any(e.object == "hospital" for e in document.events)
    assert any(e.type == "abduction" for e in document.events)


@pytest.mark.parametrize("viewer", EVERYONE)
def test_nothing_of_a_confidential_report(document: Document, terms: Terms, viewer: Viewer) -> None:
    assert shown_document(document, viewer, terms, confidential=True) is None
    assert shown_event(document.events[0], viewer, terms, confidential=True) is None
    for claim in claims_of(document, confidential=True):
        assert shown_claim(claim, viewer, terms) is None


@pytest.mark.parametrize("viewer", ["editor", "reviewer"])
def test_who_checks_words_sees_them(document: Document, terms: Terms, viewer: Viewer) -> None:
    assert shown_document(document, viewer, terms) is document
    assert shown_text("المواطن فؤاد الكميمي", viewer, terms) == "المواطن فؤاد الكميمي"


def test_a_reader_sees_no_names_and_all_events(document: Document, terms: Terms) -> None:
    before = encoded(document)
    shown = shown_document(document, "reader", terms)
    assert shown is not None
    assert not any(secret in encoded(shown) for secret in SECRETS)
    assert len(shown.events) == len(document.events)
    assert "مستشفى الصفا" in shown.report.text
    assert encoded(document) == before


@pytest.mark.parametrize("day", [date(2016, 1, 10), date(2017, 1, 10)])
def test_the_public_sees_no_site_either(document: Document, terms: Terms, day: date) -> None:
    shown = shown_document(document, "public", terms.on(day))
    assert shown is not None
    assert not any(secret in encoded(shown) for secret in (*SECRETS, "الصفا"))
    assert shown.report.title is None
    struck = [e for e in shown.events if e.object == "hospital"]
    if day.year == 2016:
        assert not struck
    else:
        assert {e.place.level for e in struck if e.place} == {"district"}
        assert all(e.text.startswith("[") for one in struck for e in one.evidence)
    assert any(e.type == "abduction" for e in shown.events)


@pytest.mark.parametrize("viewer", ["public", "reader"])
@pytest.mark.parametrize("day", [date(2016, 1, 10), date(2017, 1, 10)])
def test_what_is_shown_is_a_record(document: Document, terms: Terms, viewer: Viewer, day: date) -> None:
    shown = shown_document(document, viewer, terms.on(day))
    assert shown is not None
    assert check_record(msgspec.json.encode(shown)) == []


def test_an_event_by_itself_is_masked_word_by_word(document: Document, terms: Terms) -> None:
    taken = next(e for e in document.events if e.type == "abduction")
    shown = shown_event(taken, "reader", terms, published="2016-01-09")
    assert shown is not None
    assert not any(secret in msgspec.json.encode(shown).decode() for secret in SECRETS)
    assert [(e.start, e.end) for e in shown.evidence] == [(e.start, e.end) for e in taken.evidence]


def test_an_event_may_be_cut_from_its_masked_report(document: Document, terms: Terms) -> None:
    masked = terms.masker.masked(TEXT)
    for told in document.events:
        shown = shown_event(told, "reader", terms, published="2016-01-09", report=masked)
        assert shown is not None
        assert all(masked.text[e.start : e.end] == e.text for e in shown.evidence)


def test_claims_are_shown_with_their_report_or_not_at_all(document: Document, terms: Terms) -> None:
    shown = [shown_claim(claim, "public", terms) for claim in claims_of(document)]
    assert None in shown
    kept = [claim for claim in shown if claim]
    assert kept
    assert not any(secret in msgspec.json.encode(kept).decode() for secret in (*SECRETS, "الصفا"))


def test_a_place_that_is_a_private_house_is_told_as_its_district(document: Document, terms: Terms) -> None:
    taken = next(e for e in document.events if e.type == "abduction")
    assert taken.place is not None
    house = msgspec.structs.replace(taken.place, id=None, name="منزل المواطن هزاع الجعدري", level="site")
    shown = shown_event(msgspec.structs.replace(taken, place=house), "reader", terms, published="2016-01-09")
    assert shown is not None
    assert shown.place is not None
    assert shown.place.level == "district"


def test_loose_words(terms: Terms) -> None:
    assert shown_text("افتتاح مستشفى الصفا أمس", "public", terms) == "افتتاح مستشفى [مكان محجوب] أمس"
    assert shown_text("افتتاح مستشفى الصفا أمس", "reader", terms) == "افتتاح مستشفى الصفا أمس"


def test_terms_of_a_pack_by_name_are_kept() -> None:
    one = terms_for("yemen", date(2016, 1, 1))
    other = terms_for("yemen", date(2016, 1, 2))
    assert one.masker is other.masker
    assert (one.day, other.day) == (date(2016, 1, 1), date(2016, 1, 2))
