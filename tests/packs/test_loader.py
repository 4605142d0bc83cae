"""What a loaded pack holds: entries with their lines, includes merged, the same in every load."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sijill import packs
from sijill.packs import DatedIds, PackError

from .conftest import FILES, MANIFEST, WritePack


def test_packs_that_come_with_the_program_are_listed_with_their_titles() -> None:
    infos = {info.name: info for info in packs.available()}
    assert {"core", "world"} <= set(infos)
    assert all(info.title and info.title_ar and info.version for info in infos.values())


def test_actors_keep_names_dates_and_lines(write_pack: WritePack) -> None:
    actor = packs.load(write_pack()).actors["northern_front"]
    plural, unit = actor.aliases
    assert (plural.ar, plural.use, plural.where) == ("الشماليون", "name", "mypack/actors.yaml:8")
    assert (unit.use, unit.from_, unit.until) == ("unit", date(2015, 1, 1), date(2016, 12, 31))
    assert actor.where == "mypack/actors.yaml:2"
    assert (unit.holds_on(date(2016, 12, 31)), unit.holds_on(date(2017, 1, 1))) == (True, False)
    assert (plural.holds_on(None), unit.holds_on(None)) == (True, False)


def test_memberships_keep_their_dates(write_pack: WritePack) -> None:
    (membership,) = packs.load(write_pack()).actors["state_army"].member_of
    assert (membership.id, membership.from_, membership.until) == ("northern_front", date(2015, 1, 1), None)


def test_an_epithet_may_lean_on_another_actor(write_pack: WritePack) -> None:
    leaning = "- words: [حلفاؤهم]\n  of: state_army\n  by_side: {default: northern_front}\n"
    (epithet,) = packs.load(write_pack({"epithets.yaml": leaning})).epithets
    assert epithet.of == "state_army"


def test_epithets_take_an_id_a_list_of_ids_or_dated_ones(write_pack: WritePack) -> None:
    (epithet,) = packs.load(write_pack()).epithets
    assert epithet.words == ("الجيش",)
    assert epithet.by_side["northern_front"] == (DatedIds(ids=("northern_front",), from_=date(2015, 1, 1)),)
    assert epithet.by_side["state_army"] == (DatedIds(ids=("opponents_of:northern_front",)),)
    assert epithet.by_country["XX"] == (DatedIds(ids=("state_army", "northern_front")),)
    assert epithet.where == "mypack/epithets.yaml:1"


def test_places_keep_names_point_support_and_line(write_pack: WritePack) -> None:
    places = {place.id: place for place in packs.load(write_pack()).places}
    river = places["XX1101"]
    assert river.aliases == ("نهر الشمال", "النهر الكبير")
    assert (river.lat, river.lon, river.parent, river.support) == (14.475, 43.945, "XX11", "context")
    assert river.where == "mypack/places.csv:3"
    assert places["xx:bridge"].lat is None


def test_nationalities_have_both_cases_of_the_plural(write_pack: WritePack) -> None:
    (nationality,) = packs.load(write_pack()).nationalities
    assert nationality.words == ("متخيلي", "متخيلية", "متخيليين", "متخيليون")
    assert (nationality.id, nationality.names) == ("state_army", ("متخيلة", "المتخيلة"))


def test_other_yaml_files_are_word_tables_that_know_their_lines(write_pack: WritePack) -> None:
    folder = write_pack({"objects.yaml": "# تعليق\nhome: [بيت, منزل]\nmarket:\n  - سوق\n  - بازار\n"})
    objects = packs.load(folder).words["objects"]
    assert objects == {"home": ["بيت", "منزل"], "market": ["سوق", "بازار"]}
    assert objects.where_of("market") == "mypack/objects.yaml:3"
    assert objects["market"].wheres == ["mypack/objects.yaml:4", "mypack/objects.yaml:5"]


def test_included_packs_come_first_and_are_added_to(write_pack: WritePack) -> None:
    write_pack({"objects.yaml": "home: [بيت]\n"}, folder="base")
    folder = write_pack(
        {
            "pack.yaml": MANIFEST.replace("mypack", "local") + "includes: [base]\n",
            "actors.yaml": "- id: northern_front\n  aliases: [أهل الشمال, الشماليون]\n",
            "places.csv": FILES["places.csv"].replace("XX11,governorate,الشمالية", "XX11,governorate,الشمال"),
            "objects.yaml": "home: [دار]\nschool: [مدرسة]\n",
        },
        folder="local",
    )
    pack = packs.load(folder)
    aliases = [alias.ar for alias in pack.actors["northern_front"].aliases]
    assert aliases == ["الشماليون", "كتيبة الجبل", "أهل الشمال"]
    assert pack.actors["northern_front"].name_en == "Northern Front"
    north = next(place for place in pack.places if place.id == "XX11")
    assert (north.name_ar, north.aliases) == ("الشمال", ("الشمالية",))
    assert pack.words["objects"] == {"home": ["بيت", "دار"], "school": ["مدرسة"]}
    assert pack.words["objects"]["home"].wheres == ["base/objects.yaml:1", "local/objects.yaml:1"]
    assert pack.words["objects"].where_of("school") == "local/objects.yaml:2"
    assert [source.where for source in pack.sources] == ["base/sources.yaml:1", "local/sources.yaml:1"]
    assert pack.name == "local"


def test_a_pack_included_by_two_ways_is_read_once(write_pack: WritePack) -> None:
    write_pack(folder="base")
    bare = {name: "" for name in FILES if name != "pack.yaml" and name.endswith(".yaml")}
    bare |= {name: FILES[name].splitlines()[0] + "\n" for name in ("places.csv", "nationalities.csv")}
    write_pack({**bare, "pack.yaml": MANIFEST + "includes: [base]\n"}, folder="middle")
    top = write_pack({**bare, "pack.yaml": MANIFEST + "includes: [base, middle]\n"}, folder="top")
    assert len(packs.load(top).sources) == 1


def test_byte_order_mark_and_windows_line_ends_do_no_harm(write_pack: WritePack) -> None:
    files = {name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in FILES.items()}
    pack = packs.load(write_pack(files))
    assert pack.actors["state_army"].where == "mypack/actors.yaml:10"
    assert pack.places[2].where == "mypack/places.csv:4"


def test_comment_lines_in_tables_are_skipped(write_pack: WritePack) -> None:
    pack = packs.load(write_pack({"places.csv": "# أماكن\n" + FILES["places.csv"] + "\n# آخر\n"}))
    assert pack.places[0].where == "mypack/places.csv:3"


def test_fingerprint_changes_with_any_file_of_the_pack_or_its_includes(write_pack: WritePack) -> None:
    base = write_pack(folder="base")
    top = write_pack({"pack.yaml": MANIFEST + "includes: [base]\n"}, folder="top")
    seen = {packs.fingerprint(top)}
    assert packs.fingerprint(top) in seen
    for file in (top / "sources.yaml", base / "places.csv"):
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        seen.add(packs.fingerprint(top))
    (top / "objects.yaml").write_text("", encoding="utf-8")
    assert len({*seen, packs.fingerprint(top)}) == 4


def test_an_unknown_pack_is_told_with_the_known_ones() -> None:
    with pytest.raises(PackError, match='there is no pack "atlantis"; there are core, world'):
        packs.load("atlantis")


def test_a_folder_that_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"has no pack\.yaml"):
        packs.load(tmp_path)


def test_load_refuses_a_faulty_pack_with_its_first_fault(write_pack: WritePack) -> None:
    folder = write_pack({"sources.yaml": FILES["sources.yaml"].replace("kind: state", "kind: royal")})
    with pytest.raises(PackError) as refused:
        packs.load(folder)
    assert str(refused.value) == (
        'mypack/sources.yaml:5: kind "royal" is not known; allowed: state, party, independent, unknown'
    )
    assert len(refused.value.faults) == 1
