"""`sijill import` and `sijill places import` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run

UNIT = {
    "type": "Feature",
    "properties": {
        "ADM1_PCODE": "YE11",
        "ADM2_PCODE": "YE1199",
        "ADM2_EN": "New",
        "ADM2_AR": "المديرية الجديدة",
    },
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[44, 14], [44.2, 14], [44.2, 14.2], [44, 14.2], [44, 14]]],
    },
}
_REST = "YE\t\t11\t2005\t\t\t0\t\t0\tAsia/Aden\t2020-01-01\n"
GEONAMES = (
    f"9\tAl Foo\tAl Foo\tقرية الفو,Foo\t14.47\t43.9\tP\tPPL\t{_REST}10\tBar\tBar\t\t14\t43\tP\tPPL\t{_REST}"
)


@pytest.fixture
def imported(run: Run, tmp_path: Path) -> Any:
    def _run(*args: str) -> Ran:
        return run(*args, env={"SIJILL_DATA": str(tmp_path / "data")})

    return _run


def collection(path: Path, *features: dict[str, Any]) -> str:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path.name


def test_units_are_kept_for_maps_and_go_into_a_pack(imported: Any, tmp_path: Path) -> None:
    name = collection(tmp_path / "adm2.geojson", UNIT)
    ran = imported("places", "import", name, "--into", "mypack")
    assert ran.code == 0, ran.err
    kept = json.loads((tmp_path / "data" / "outlines" / "YE_district.geojson").read_text(encoding="utf-8"))
    assert kept["features"][0]["properties"]["name_ar"] == "المديرية الجديدة"
    assert kept["features"][0]["geometry"] == UNIT["geometry"]
    row = (tmp_path / "mypack" / "places.csv").read_text(encoding="utf-8").splitlines()[1]
    assert row == "YE1199,district,المديرية الجديدة,,New,YE11,YE,14.100000,44.100000,level"
    assert imported("pack", "check", "mypack").code == 0


def test_units_of_the_pack_are_its_own(imported: Any, tmp_path: Path) -> None:
    otmah = {**UNIT, "properties": {"ADM1_PCODE": "YE20", "ADM2_PCODE": "YE2005", "ADM2_AR": "عتمه"}}
    ran = imported("import", collection(tmp_path / "a.geojson", otmah), "--into", "mypack")
    assert ran.code == 0
    assert "1 passed over: the pack yemen has them" in ran.err
    assert not (tmp_path / "mypack").exists()


def test_a_geonames_dump_makes_a_pack_that_reads(imported: Any, run: Run, tmp_path: Path) -> None:
    (tmp_path / "YE.txt").write_text(GEONAMES, encoding="utf-8")
    ran = imported("import", "YE.txt", "--into", "mypack")
    assert (ran.code, "places added to mypack/places.csv: 1" in ran.out) == (0, True)
    assert "1 passed over: no name in Arabic letters" in ran.err
    text = "اندلعت اشتباكات في قرية الفو بمديرية عتمة أمس"
    read = run("read", "--pack", "mypack", "--published", "2016-01-02", "--format", "jsonl", stdin=text)
    assert json.loads(read.out)["events"][0]["place"]["id"] == "geonames:9"
    again = imported("import", "YE.txt", "--into", "mypack")
    assert "already there, left as they are: 1" in again.out


def test_actors_come_from_a_table(imported: Any, run: Run, tmp_path: Path) -> None:
    table = "id,name_en,name_ar,kind,country,aliases\nvalley,Valley,قوة الوادي,armed_group,YE,كتيبة الوادي\n"
    (tmp_path / "actors.csv").write_text(table, encoding="utf-8")
    assert imported("import", "actors.csv", "--into", "mypack").code == 0
    text = "سيطرت كتيبة الوادي على مدينة عتق أمس"
    read = run("read", "--pack", "mypack", "--published", "2016-01-02", "--format", "jsonl", stdin=text)
    people = json.loads(read.out)["events"][0]["participants"]
    assert {"role": "actor", "id": "valley"}.items() <= people[0].items()


def test_a_file_that_would_break_the_pack_changes_nothing(imported: Any, tmp_path: Path) -> None:
    good = "id,name_en,name_ar,kind\nvalley,Valley,قوة الوادي,armed_group\n"
    (tmp_path / "good.csv").write_text(good, encoding="utf-8")
    assert imported("import", "good.csv", "--into", "mypack").code == 0
    before = {p.name: p.read_bytes() for p in (tmp_path / "mypack").iterdir()}
    (tmp_path / "bad.csv").write_text(good.replace("valley", "Bad Id"), encoding="utf-8")
    ran = imported("import", "bad.csv", "--into", "mypack")
    assert (ran.code, ran.out) == (2, "")
    assert "mypack/actors.yaml:" in ran.err
    assert "is not well formed" in ran.err
    assert {p.name: p.read_bytes() for p in (tmp_path / "mypack").iterdir()} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.csv", "good.csv", "mypack"]


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("a.geojson", b"{", "not JSON"),
        ("a.geojson", b'{"a": 1}', "no GeoJSON collection of features"),
        ("a.geojson", b'{"features": [{"properties": {}}, 7]}', "2 passed over: no P-code"),
        ("a.csv", b"1,2\n3,4\n", "neither GeoJSON, nor a GeoNames dump, nor a table"),
        ("a.csv", b"", "an empty table"),
        ("a.csv", b"\xff\xfe\x00", "not UTF-8"),
        ("a.csv", b"id,level,name_ar,country,colour\n", "column 'colour' is not known"),
        ("a.csv", b"id,level,name_ar,country\n", "no rows below the first"),
        ("a.xlsx", b"PK\x03\x04junk", "no workbook that can be read"),
        ("a.zip", b"PK\x03\x04junk", "a damaged zip file"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(
    imported: Any, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    ran = imported("import", name, "--into", "mypack")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "mypack").exists()


def test_what_goes_into_a_pack_needs_its_folder(imported: Any, tmp_path: Path) -> None:
    (tmp_path / "YE.txt").write_text(GEONAMES, encoding="utf-8")
    ran = imported("import", "YE.txt")
    assert (ran.code, "name its folder with --into" in ran.err) == (2, True)
    (tmp_path / "other").mkdir()
    ran = imported("import", "YE.txt", "--into", "other")
    assert (ran.code, "no pack.yaml" in ran.err) == (2, True)
    assert imported("import", "absent.csv").code == 2
