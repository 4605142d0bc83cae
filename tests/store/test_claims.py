"""What the reports of a register claim, as linking gets it: newest versions, current readings, no texts."""

from __future__ import annotations

from msgspec.structs import replace

from sijill.store import Register, Rereading, Run
from sijill.store.claims import copies, told
from tests.store.made import AT, LATER, entry

WIRE = (
    "أفادت وكالة أنباء بأن وفدا من المجلس المحلي زار المديرية واستمع إلى مطالب الأهالي بشأن المياه والطرق "
    "والكهرباء، ووعد الوفد برفع المطالب إلى المحافظة خلال أسبوع وبمتابعة العمل في مشروع الطريق حتى اكتماله "
    "قبل موسم الأمطار."
)


def test_claims_come_without_texts_and_with_their_outlets(register: Register, run: Run) -> None:
    register.add([entry(number) for number in range(4)], run, AT)
    with register.reading() as connection:
        found = list(told(connection))
    stored = {document.version.report_id: document for document in register.documents()}
    assert len(found) == len(stored)
    for item in found:
        of = stored[item.document.report.id or ""]
        assert item.document.report.text == ""
        assert item.document.events == of.document.events
        assert item.document.report.published == of.version.report.published
        assert item.outlet == of.version.outlet_id


def test_only_the_newest_version_and_the_current_reading_count(register: Register, run: Run) -> None:
    register.add([entry(2)], run, AT)
    register.add([entry(2, text="نص جديد للخبر نفسه من دون أي حدث.")], run, AT)
    newest = next(iter(register.documents()))
    document = replace(newest.document, events=[])
    register.add_readings(
        [
            Rereading(
                version_id=newest.version.id,
                report_id=newest.version.report_id,
                document=document,
                stamp=LATER,
            )
        ],
        run,
    )
    with register.reading() as connection:
        (item,) = told(connection)
    assert item.version_id == newest.version.id
    assert item.document.events == []


def test_reports_with_one_text_are_copies(register: Register, run: Run) -> None:
    texts = (
        WIRE,
        WIRE,
        WIRE + " وحضر اللقاء عدد من مشايخ المنطقة.",
        "نص آخر لا صلة له بما سبق.",
    )
    register.add([entry(n, text=text, published="2016-03-02") for n, text in enumerate(texts)], run, AT)
    by_url = {document.version.report.url: document.version.report_id for document in register.documents()}
    same, again, longer, other = (by_url[f"https://news.example/{n}"] for n in range(4))
    with register.reading() as connection:
        are_copies = copies(connection)
    assert are_copies(same, again)
    assert are_copies(same, longer)
    assert are_copies(longer, again)
    assert not are_copies(same, other)
    joined = set(map(frozenset, are_copies.among([same, again, longer, other])))
    assert joined <= {frozenset(pair) for pair in ((same, again), (same, longer), (again, longer))}
    assert len(joined) >= 2
