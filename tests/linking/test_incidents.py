"""The account of an incident: what its claims agree on, where they differ, how many sources it has."""

from __future__ import annotations

from msgspec.structs import replace

from sijill.linking.claims import Claim
from sijill.linking.copies import NO_COPIES, Copies
from sijill.linking.incidents import Account, account_of, incident_of
from sijill.linking.voices import source_groups, voice_of
from sijill.record import Attribution, Quote
from tests.linking.making import HARIB, SIRWAH, claim, event


def account(*some: Claim) -> Account:
    return account_of(incident_of(some), NO_COPIES)


def test_agreed_and_differing_fields_stand_apart() -> None:
    found = account(
        claim("a", event(actor="houthi", target="government")),
        claim("b", event(actor="houthi", day="2016-03-02")),
    )
    assert found.agreed["type"] == "clash"
    assert found.agreed["actor"] == ["houthi"]
    assert found.agreed["target"] == ["government"]
    assert [value.value for value in found.differing["time"]] == [
        ["2016-03-01", "2016-03-01"],
        ["2016-03-02", "2016-03-02"],
    ]
    assert found.differing["time"][0].claims == (found.claims[0],)


def test_the_value_of_most_sources_comes_first() -> None:
    found = account(
        claim("a", event(place=HARIB)), claim("b", event()), claim("c", event(), published="2016-03-03")
    )
    assert [value.value for value in found.differing["place"]] == ["صرواح", "حريب"]


def test_counts_have_a_lowest_a_best_and_a_highest() -> None:
    found = account(
        claim("a", event(quantities={"killed": (4, 4)})),
        claim("b", event(quantities={"killed": (7, 7)})),
        claim("c", event(quantities={"killed": (7, 7)})),
    )
    (killed,) = found.counts
    assert (killed.low, killed.best, killed.high) == (4, 7, 7)


def test_a_figure_without_an_upper_bound_leaves_none() -> None:
    (killed,) = account(
        claim("a", event(quantities={"killed": (3, None)})), claim("b", event(quantities={"killed": (5, 5)}))
    ).counts
    assert (killed.low, killed.best, killed.high) == (3, 5, None)


def test_copies_and_one_outlet_are_one_source() -> None:
    some = [
        claim("a", event(), source="المسيرة"),
        claim("b", event(), source="المسيرة"),
        claim("c", event(), source="سبتمبر نت"),
        claim("d", event(), source="عدن الغد"),
    ]
    assert len(source_groups(some, NO_COPIES)) == 3
    assert len(source_groups(some, Copies(alike={("c", "d")}))) == 2
    assert len(source_groups(some, Copies(text_of={"a": "text", "d": "text"}))) == 2


def test_reports_that_quote_one_agency_are_one_source() -> None:
    quoting = Attribution(kind="media", quote=Quote("رويترز", 0, 6))
    some = [claim("a", event(attribution=quoting)), claim("b", event(attribution=quoting))]
    assert len(source_groups(some, NO_COPIES)) == 1


def test_an_outlet_speaks_for_its_side_and_a_named_source_for_its_own() -> None:
    own = claim("a", event(actor="houthi"), side="houthi")
    assert voice_of(own).side == "houthi"
    named = claim("b", event(attribution=Attribution(kind="party", id="government")), side="houthi")
    assert voice_of(named).side == "government"
    neutral = claim("c", event(attribution=Attribution(kind="organisation")), side="houthi")
    assert voice_of(neutral).side is None


def test_of_a_confidential_report_no_place_is_named_that_only_its_words_name() -> None:
    unlisted = replace(SIRWAH, id=None, name="جوار بيت على طرف القرية")
    open_claim = claim("a", event(place=unlisted))
    sealed = replace(open_claim, confidential=True)
    assert account(open_claim).agreed["place"] == unlisted.name
    assert "place" not in account(sealed).agreed
    assert account(replace(claim("a", event()), confidential=True)).agreed["place"] == "صرواح"


def test_the_id_is_made_of_the_first_claim() -> None:
    some = [claim("a", event()), claim("b", event())]
    assert incident_of(some).id == incident_of(some[:1]).id
    assert incident_of(some).id != incident_of(some[1:]).id
