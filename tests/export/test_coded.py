"""ACLED-shaped and UCDP-shaped rows: what incidents become by the codebooks, case by case."""

from __future__ import annotations

from typing import Any

import pytest

from sijill.export import acled, ucdp
from tests.deriving.made import document
from tests.export.making import CASES, exported, report, rows

FORMS = ("acled", "ucdp")
ACLED_COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type "
    "actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso "
    "region country admin1 admin2 admin3 location latitude longitude geo_precision source "
    "source_scale notes fatalities tags timestamp "
).split()
UCDP_COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates where_description "
    "adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region "
    "event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians "
    "deaths_unknown best high low gwnoa gwnob "
).split()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_an_incident_is_coded_by_the_codebook(case: dict[str, Any], form: str) -> None:
    documents = [document(one) for one in case["reports"]]
    if without := case.get(f"{form}_without"):
        _, outcome = exported(documents, form)
        assert outcome.written == 0
        assert f"1 event: {without}" in outcome.left_out
        return
    (row,) = rows(documents, form)
    assert {name: row[name] for name in case[form]} == {n: str(value) for n, value in case[form].items()}


def test_the_columns_are_those_of_the_data_and_say_at_the_end_who_made_them() -> None:
    ours = ["claims", "reports", "machine_coded", "reviewed", "program", "pack"]
    assert [column.name for column in acled.COLUMNS] == ACLED_COLUMNS + ours
    assert [column.name for column in ucdp.COLUMNS] == UCDP_COLUMNS + ours


def test_every_row_can_be_traced_and_names_no_id_of_others() -> None:
    for form in FORMS:
        (row,) = rows([report({"numbers": [{"killed": 2, "of": "houthi"}]})], form)
        assert (row["machine_coded"], row["reviewed"], row["program"]) == ("true", "false", "sijill test")
        assert row["reports"] == "a"
        assert row["claims"].startswith("a/airstrike/")
    (coded,) = rows([report({})], "acled")
    assert coded["event_id_cnty"].startswith("YEM-sijill-")


def test_one_event_of_the_same_actors_place_and_day_stands_for_several_with_the_dead_of_all() -> None:
    told: list[dict[str, Any]] = [
        {"numbers": [{"killed": 3, "of": "houthi"}]},
        {"type": "clash", "actor": "houthi", "target": "coalition", "numbers": [{"killed": 2}]},
    ]
    documents = [report(one, id=f"r{n}", source=f"o{n}") for n, one in enumerate(told)]
    _, outcome = exported(documents, "acled")
    (row,) = rows(documents, "acled")
    assert (row["sub_event_type"], row["fatalities"]) == ("Armed clash", "5")
    assert row["reports"] == "r1; r0"
    assert outcome.written == 1
    assert any("joined with another event" in line for line in outcome.left_out)


def test_a_place_without_a_point_is_put_at_its_unit_and_the_notes_say_so() -> None:
    place = {
        "name": "تبة الشرق",
        "level": "site",
        "district": "صرواح",
        "governorate": "مأرب",
        "country": "YE",
    }
    (row,) = rows([report({"place": place})], "acled")
    assert (row["location"], row["geo_precision"]) == ("Sirwah", "2")
    assert "The place as told: تبة الشرق" in row["notes"]


def test_deaths_by_side_add_up_to_best() -> None:
    numbers = [{"killed": 4, "of": "houthi"}, {"killed": 2, "of": "children"}, {"killed": 9}]
    (row,) = rows([report({"numbers": numbers})], "ucdp")
    parts = [int(row[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
    assert parts == [0, 4, 2, 3]
    assert sum(parts) == int(row["best"]) == 9


def test_a_dead_side_is_not_made_the_attacker() -> None:
    told = {"type": "bombing", "actor": None, "target": ["government", "civilians"]}
    _, outcome = exported([report({**told, "numbers": [{"killed": 2, "of": "civilians"}]})], "ucdp")
    assert outcome.written == 0
