"""Search on both databases: words, fields of one claim, the newest version alone, removal, ranking."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import text

from sijill.arabic.search_words import RULES
from sijill.record import Attribution, Document, Event, Evidence, Participant, Place, Time
from sijill.store import Entry, Register, Rereading, Run, search
from sijill.store.search_find import Found, find
from sijill.store.search_names import Area, Filters, Outlet
from sijill.store.search_query import parsed
from tests.store.made import AT, LATER, entry

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "corpus" / "search.yaml").read_text(encoding="utf-8")
)
ANYWHERE = Filters()


def looked_for(register: Register, typed: str, filters: Filters = ANYWHERE, limit: int = 100) -> Found:
    with register.reading() as connection:
        return find(connection, parsed(typed), filters, limit)


def texts(found: Found) -> list[str]:
    return [report.snippet.text for report in found.reports]


def told(number: int, words: str, *events: Event, **changed: Any) -> Entry:
    """A report of these words whose reading is these events."""
    made = entry(number, text=words, **changed)
    return Entry(
        found=made.found,
        report=made.report,
        document=Document(report=made.report, events=list(events)),
        stamp=made.stamp,
        confidential=made.confidential,
        outlet_id=made.outlet_id,
    )


def event(kind: Any, **values: Any) -> Event:
    """A claim; `who`, `place` and `days` are short for its participants, place and time."""
    who, place, days = values.pop("who", ()), values.pop("place", None), values.pop("days", None)
    return Event(
        type=kind,
        status=values.pop("status", "occurred"),
        background=False,
        participants=[Participant(role="actor", id=actor) for actor in who],
        place=place,
        time=Time(start=days[0], end=days[1], precision="day") if days else None,
        attribution=Attribution(kind="reporter"),
        evidence=[Evidence(text="خ", start=0, end=1)],
    )


OTMAH = Place(id="YE2005", name="عتمة", level="district", district="عتمة", governorate="ذمار", country="YE")
UNRESOLVED = Place(name="بني فلان", level="site", governorate="ذمار", country="YE")
MARIB = Place(id="YE26", name="مأرب", level="governorate", governorate="مأرب", country="YE")
DHAMAR = Area(ids=frozenset(("YE20",)), governorate="ذمار", country="YE")
IN_OTMAH = Area(ids=frozenset(("YE2005",)), district="عتمة", governorate="ذمار", country="YE")


def test_the_corpus_of_queries(register: Register, run: Run) -> None:
    """One register with all texts of the corpus: of each case's texts the right ones are found."""
    sentences = sorted({t for case in CASES for key in ("finds", "misses") for t in case.get(key, ())})
    register.add([told(n, words) for n, words in enumerate(sentences)], run, AT)
    for case in CASES:
        with register.reading() as connection:
            found = find(connection, parsed(case["query"]), ANYWHERE, 1000)
            ids = [report.version_id for report in found.reports]
            rows = connection.execute(text("SELECT id, text FROM version"))
            there = {words for identity, words in rows if identity in ids}
        assert found.total == len(ids)
        assert set(case.get("finds", ())) <= there, case["query"]
        assert not set(case.get("misses", ())) & there, case["query"]


def test_one_claim_must_have_all_the_fields(register: Register, run: Run) -> None:
    clash = event("clash", who=("houthi",), place=OTMAH, days=("2016-03-01", "2016-03-02"))
    strike = event("airstrike", who=("coalition",), place=MARIB, days=("2016-03-05", "2016-03-05"))
    register.add([told(1, "اشتباكات وغارة", clash, strike), told(2, "غارة أخرى", strike)], run, AT)

    def fits(**fields: Any) -> int:
        return looked_for(register, "", Filters(**fields)).total

    assert fits(types=frozenset(("airstrike",))) == 2
    assert fits(types=frozenset(("clash", "airstrike"))) == 2
    assert fits(types=frozenset(("clash",)), actors=frozenset(("houthi",)), areas=(IN_OTMAH,)) == 1
    assert fits(types=frozenset(("clash",)), actors=frozenset(("coalition",))) == 0
    assert fits(types=frozenset(("airstrike",)), areas=(IN_OTMAH,)) == 0
    assert fits(types=frozenset(("clash",)), since="2016-03-03") == 0
    assert fits(statuses=frozenset(("denied",))) == 0
    (report,) = looked_for(register, "اشتباكات", Filters(types=frozenset(("clash",)))).reports
    assert [claim.event.type for claim in report.claims] == ["clash"]
    (report,) = looked_for(register, "اشتباكات").reports
    assert [claim.event.type for claim in report.claims] == ["clash", "airstrike"]


def test_a_place_is_all_that_lies_in_it(register: Register, run: Run) -> None:
    places = [OTMAH, UNRESOLVED, MARIB]
    register.add(
        [told(n, f"خبر {n}", event("clash", place=place)) for n, place in enumerate(places)], run, AT
    )
    assert looked_for(register, "", Filters(areas=(DHAMAR,))).total == 2
    assert looked_for(register, "", Filters(areas=(IN_OTMAH,))).total == 1
    assert looked_for(register, "", Filters(areas=(DHAMAR, Area(ids=frozenset(("YE26",)))))).total == 3
    assert looked_for(register, "", Filters(areas=(Area(country="YE"),))).total == 3
    assert looked_for(register, "", Filters(areas=(Area(country="SY"),))).total == 0


@pytest.mark.parametrize(
    "since, until, found",
    [
        ("2016-03-01", "2016-03-31", {"أيام", "بلا يوم", "بلا حدث"}),
        ("2016-03-12", None, {"أيام"}),
        (None, "2016-03-09", {"بلا يوم", "بلا حدث"}),
        ("2016-03-02", "2016-03-03", {"بلا يوم"}),
        ("2016-04-01", None, set()),
    ],
)
def test_days_touch_those_of_the_claim_else_the_publication(
    register: Register, run: Run, since: str | None, until: str | None, found: set[str]
) -> None:
    register.add(
        [
            told(1, "أيام", event("clash", days=("2016-03-10", "2016-03-12")), published="2016-03-20"),
            told(2, "بلا يوم", event("clash"), published="2016-03-02"),
            told(3, "بلا حدث", published="2016-03-05"),
            told(4, "بلا يوم ولا نشر", event("clash"), published=None),
        ],
        run,
        AT,
    )
    assert set(texts(looked_for(register, "", Filters(since=since, until=until)))) == found
    with_type = looked_for(register, "", Filters(since=since, until=until, types=frozenset(("clash",))))
    assert set(texts(with_type)) == found - {"بلا حدث"}


def test_only_the_newest_version_is_found(register: Register, run: Run) -> None:
    register.add([told(1, "سقوط ثلاثة قتلى", event("clash"))], run, AT)
    register.add([told(1, "سقوط خمسة قتلى", event("killing"))], run, AT)
    assert looked_for(register, "ثلاثة").total == 0
    assert looked_for(register, "خمسة").total == 1
    assert looked_for(register, "", Filters(types=frozenset(("clash",)))).total == 0
    register.add([told(2, "نص أول"), told(2, "نص ثان")], run, AT)
    assert texts(looked_for(register, "نص")) == ["نص ثان"]


def test_only_the_current_reading_counts(register: Register, run: Run) -> None:
    made = told(1, "قصف على المدينة", event("shelling"))
    register.add([made], run, AT)
    (report,) = looked_for(register, "قصف").reports
    version = report.version_id
    again = Document(report=made.report, events=[event("airstrike")])
    register.add_readings(
        [Rereading(version_id=version, report_id=report.report_id, document=again, stamp=LATER)], run, AT
    )
    assert looked_for(register, "", Filters(types=frozenset(("shelling",)))).total == 0
    assert looked_for(register, "", Filters(types=frozenset(("airstrike",)))).total == 1


def test_outlets_are_known_by_id_or_by_name(register: Register, run: Run) -> None:
    register.add([told(1, "خبر", source="عدن الغد"), told(2, "خبر", source="وكالة"), told(3, "خبر")], run, AT)
    assert looked_for(register, "خبر", Filters(sources=(Outlet(names=frozenset(("عدن الغد",))),))).total == 1
    assert (
        looked_for(register, "", Filters(sources=(Outlet(id="none", names=frozenset(("وكالة",))),))).total
        == 1
    )


def test_the_best_come_first_then_the_newer(register: Register, run: Run) -> None:
    filler = " ".join(["كلام"] * 60)
    register.add(
        [
            told(1, f"هدنة {filler}", title="عنوان", published="2016-01-01"),
            told(2, "خبر آخر", title="إعلان هدنة", published="2016-01-02"),
            told(3, f"هدنة {filler}", title="عنوان", published="2016-01-03"),
            told(4, f"رفضوا هدنته {filler}", title="عنوان", published="2016-01-04"),
        ],
        run,
        AT,
    )
    days = [report.published for report in looked_for(register, "هدنة").reports]
    assert days == ["2016-01-02", "2016-01-03", "2016-01-01", "2016-01-04"]
    assert looked_for(register, "هدنة", limit=2).total == 4
    assert [r.published for r in looked_for(register, "هدنة", limit=1).reports] == days[:1]


def test_offsets_are_those_of_the_raw_text(register: Register, run: Run) -> None:
    raw = "قبلُ " * 100 + "أعلن «وقـفَ إطلاقِ النّار» أمس " + "بعدُ " * 100
    register.add([told(1, raw, title="نبأ وقف اطلاق النار")], run, AT)
    (report,) = looked_for(register, "«وقف إطلاق النار» أعلن").reports
    told_here = report.snippet
    assert raw[told_here.start : told_here.end] == told_here.text
    assert [raw[a:b] for a, b in told_here.marks] == ["أعلن", "وقـفَ إطلاقِ النّار"]
    assert report.title is not None
    assert [report.title[a:b] for a, b in report.title_marks] == ["وقف اطلاق النار"]


def test_what_is_removed_is_gone_and_the_rest_is_found(register: Register, run: Run) -> None:
    names = ["زيتون", "رمان", "تفاح", "قمح"]
    register.add([told(n, f"خبر مشترك عن {name}") for n, name in enumerate(names)], run, AT)
    ids = [looked_for(register, name).reports[0].version_id for name in names[:2]]
    register.write(lambda connection: search.remove(connection, ids))
    assert looked_for(register, "مشترك").total == 2
    assert [looked_for(register, name).total for name in names] == [0, 0, 1, 1]
    register.write(search.compact)
    assert not set(names[:2]) & indexed_terms(register)
    assert set(names[2:]) <= indexed_terms(register)
    register.write(search.rebuild)
    assert looked_for(register, "مشترك").total == 4


def indexed_terms(register: Register) -> set[str]:
    """Every word that the index holds, found or not."""
    with register.reading() as connection:
        if connection.dialect.name == "postgresql":
            return set(connection.scalars(text("SELECT unnest(tsvector_to_array(words)) FROM search_doc")))
        blocks = connection.scalars(text("SELECT block FROM search_index_data")).all()
    # FTS5 leaves out the letters that a word has in common with the one before it.
    held = b"\0".join(blocks)
    return {name for name in ("زيتون", "رمان", "تفاح", "قمح") if name[1:].encode() in held}


def test_an_index_of_other_rules_is_made_anew(
    register: Register, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.add([told(1, "خبر أول")], run, AT)
    with monkeypatch.context() as patched:
        patched.setattr("sijill.store.search.RULES", RULES + 1)
        with register.reading() as connection:
            assert search.is_outdated(connection)
        register.add([told(2, "خبر ثان")], run, AT)
        assert looked_for(register, "خبر").total == 2
        with register.reading() as connection:
            assert not search.is_outdated(connection)


def test_very_long_texts_are_kept_and_found_by_their_beginning(register: Register, run: Run) -> None:
    words = " ".join(f"كلمه{number:06}" for number in range(120_000))
    register.add([told(1, f"بداية {words} {'ا' * 5000} نهاية")], run, AT)
    assert looked_for(register, "بداية").total == 1


@pytest.mark.parametrize(
    "typed",
    [
        "a* OR b",
        "title: x",
        "NEAR(a b)",
        "'); DROP TABLE version; --",
        "x ^ y",
        "{a} + b",
        "قتل:* & |!(",
        "\\ ''",
    ],
)
def test_signs_of_query_languages_are_no_more_than_signs(register: Register, run: Run, typed: str) -> None:
    register.add([told(1, "خبر")], run, AT)
    try:
        query = parsed(typed)
    except ValueError:
        return
    with register.reading() as connection:
        assert find(connection, query, ANYWHERE).total == 0
