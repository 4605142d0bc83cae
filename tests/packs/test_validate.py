"""Each way in which a pack can be wrong, and the one sentence with file and line that tells it."""

from __future__ import annotations

import pytest

from sijill import packs

from .conftest import ACTORS, EPITHETS, FILES, MANIFEST, PLACES, SOURCES, WritePack


def faults_of(write_pack: WritePack, files: dict[str, str | bytes]) -> list[str]:
    return [str(fault) for fault in packs.check(write_pack(files))]


def test_a_sound_pack_has_no_fault(write_pack: WritePack) -> None:
    assert packs.check(write_pack()) == []


@pytest.mark.parametrize("name", [info.name for info in packs.available()])
def test_packs_that_come_with_the_program_are_sound(name: str) -> None:
    assert [str(fault) for fault in packs.check(name)] == []


PLACE_FAULTS = [
    ("XX1101,district", "XX1101,distrct", '3: level "distrct" is not known; allowed: country, governorate, '),
    ("14.475,43.945", "94.475,43.945", "3: lat 94.475 is out of range; allowed: -90 to 90"),
    ("14.475,43.945", "14.475,243.945", "3: lon 243.945 is out of range; allowed: -180 to 180"),
    ("14.475,43.945", "14.475,", "3: lat and lon must stand together or both be empty"),
    ("14.475,43.945", "14.475,east", '3: lon "east" is no number; write degrees like 14.475'),
    (",context", ",maybe", '3: support "maybe" is not known; allowed: nothing, level, context'),
    ("River,XX11,", "River,XX12,", '3: parent "XX12" is no place of this pack or its includes'),
    ("River,XX11,", "River,xx:bridge,", '3: parent "xx:bridge" is a site, which a district can\'t lie in'),
    ("River,XX11,", "River,,", "3: a district needs a parent"),
    ("XX1101,district", "XX 1101,district", '3: id "XX 1101" is not well formed; write it like YE1101'),
    ("xx:bridge,", "XX11,", '4: id "XX11" already stands in mypack/places.csv:2'),
    ("جسر النهر", "River bridge", '4: "River bridge" has no Arabic letter'),
    ("جسر النهر", "ج", '4: "ج" is one letter only; it would be found everywhere'),
    ("جسر النهر", "", "4: name_ar is empty"),
    ("نهر الشمال|", "نهر الشمال||", "3: aliases has an empty part between two bars"),
    (
        "River bridge,",
        "River, bridge,",
        "4: 11 columns, where 10 are wanted; a name with a comma needs quotes",
    ),
    ("River bridge", '"River bridge', "4: this row is no CSV: "),
    ("name_en,parent", "english,parent", "1: the first row must name the columns id, level, name_ar, "),
    ("XX1101,district,النهر", "XX1101,district,النهر,,,", "3: 13 columns, where 10 are wanted"),
]


@pytest.mark.parametrize("sound, wrong, told", PLACE_FAULTS)
def test_places(write_pack: WritePack, sound: str, wrong: str, told: str) -> None:
    assert sound in PLACES
    faults = faults_of(write_pack, {"places.csv": PLACES.replace(sound, wrong)})
    assert any(fault.startswith(f"mypack/places.csv:{told}") for fault in faults), faults


ACTOR_FAULTS = [
    ("kind: armed_group", "kind: gang", '5: kind "gang" is not known; allowed: state, armed_group, '),
    ("name_en: State", "naem_en: State", '11: "naem_en" is no field of an actor; allowed: id, name_en, '),
    ("  name_en: State army\n", "", '10: actor "state_army" needs "name_en", for no included pack has'),
    (
        "id: state_army",
        "id: State Army",
        '10: id "State Army" is not well formed; write it like northern_front',
    ),
    (
        "id: state_army",
        "id: northern_front",
        '10: id "northern_front" already stands in mypack/actors.yaml:2',
    ),
    ("- id: state_army", "- name_ar: جيش", '10: an actor needs "id"'),
    ("country: XX", "country: Xland", '6: country "Xland" is not well formed; write it like YE'),
    ("    - الشماليون", "    - Northerners", '8: "Northerners" has no Arabic letter'),
    ("    - الشماليون", "    - ش", '8: "ش" is one letter only; it would be found everywhere'),
    ("    - الشماليون", "    - 5", "8: an alias is a text, or a map with ar, use, from, until"),
    ("use: unit", "use: brigade", '9: use "brigade" is not known; allowed: name, unit, leader, '),
    ("use: unit", "sue: unit", '9: "sue" is no field of an alias; allowed: ar, use, from, until'),
    ("from: 2015-01-01, until", "from: 2015-02-30, until", '9: from "2015-02-30" is no date; write it like'),
    ("from: 2015-01-01, until", "from: 2015, until", '9: from "2015" is no date; write it like 2015-03-26'),
    ("until: 2016-12-31", "until: 2014-12-31", "9: from 2015-01-01 is later than until 2014-12-31"),
    ("    - الشماليون", "    - الشماليون\n    - الشماليون", '9: alias "الشماليون" already stands in'),
    (
        "{id: northern_front, from",
        "{id: southern_front, from",
        '14: member_of names "southern_front", which is',
    ),
    (
        "{id: northern_front, from",
        "{id: state_army, from",
        '14: actor "state_army" can\'t be a member of itself',
    ),
    ("aliases: [جيش الدولة]", "aliases: جيش الدولة", '15: "aliases" must be a list, not text'),
    ("name_ar: جيش الدولة", "name_ar: 55", '12: "name_ar" must be text, not a number'),
    ("  kind: state\n", "  kind: state\n  kind: party\n", '14: "kind" stands twice in one entry'),
    ("# أطراف\n", "# أطراف\n- [", "2: this is no YAML: "),
    ("# أطراف\n", "# أطراف\n- جيش\n", "2: an actor must be a map of fields, not text"),
    ("aliases: [جيش الدولة]", "aliases: [&a جيش, *a]", "15: *a is not allowed; write the words out"),
]


@pytest.mark.parametrize("sound, wrong, told", ACTOR_FAULTS)
def test_actors(write_pack: WritePack, sound: str, wrong: str, told: str) -> None:
    assert sound in ACTORS
    faults = faults_of(write_pack, {"actors.yaml": ACTORS.replace(sound, wrong, 1)})
    assert any(fault.startswith(f"mypack/actors.yaml:{told}") for fault in faults), faults


EPITHET_FAULTS = [
    ("default: state_army", "default: nobody_known", '1: by_side names "nobody_known", which is no actor of'),
    ("    state_army: opp", "    army: opp", '1: by_side names "army", which is no actor of'),
    ("of:northern_front", "of:southern_front", '1: by_side names "southern_front", which is no actor of'),
    ("  by_side:", "  of: nobody_known\n  by_side:", '1: of names "nobody_known", which is no actor of'),
    ("    XX:", "    Xland:", '7: "Xland" can\'t stand under by_country; write it like SY'),
    ("words: [الجيش]", "words: []", '1: an epithet needs "words", a list with at least one item'),
    ("words: [الجيش]", "words: [الجيش, الجيش]", '1: "الجيش" stands twice in one list'),
    (
        "from: 2015-01-01",
        "since: 2015-01-01",
        '3: "since" is no field of a meaning; allowed: id, from, until',
    ),
    (
        "default: state_army",
        "default: The Army",
        '5: "The Army" is no actor id; it may have opponents_of: before',
    ),
]


@pytest.mark.parametrize("sound, wrong, told", EPITHET_FAULTS)
def test_epithets(write_pack: WritePack, sound: str, wrong: str, told: str) -> None:
    assert sound in EPITHETS
    faults = faults_of(write_pack, {"epithets.yaml": EPITHETS.replace(sound, wrong)})
    assert any(fault.startswith(f"mypack/epithets.yaml:{told}") for fault in faults), faults


def test_an_epithet_that_means_nobody(write_pack: WritePack) -> None:
    faults = faults_of(write_pack, {"epithets.yaml": "- words: [الجيش]\n"})
    assert faults == ["mypack/epithets.yaml:1: an epithet needs by_side or by_country, or it means nobody"]


SOURCE_FAULTS = [
    (
        "side: state_army",
        "side: army",
        '1: side names "army", which is no actor of this pack or its includes',
    ),
    ("hosts: [daily.example]", "hosts: ['http://daily.example/']", '3: host "http://daily.example/" must be'),
    ("names: [اليومية]\n", "title: اليومية\n", '1: an outlet needs "names", a list with at least one item'),
    (
        SOURCES,
        SOURCES + SOURCES,
        '7: outlet "daily" already stands in mypack/sources.yaml:1 for the same time',
    ),
]


@pytest.mark.parametrize("sound, wrong, told", SOURCE_FAULTS)
def test_sources(write_pack: WritePack, sound: str, wrong: str, told: str) -> None:
    faults = faults_of(write_pack, {"sources.yaml": SOURCES.replace(sound, wrong)})
    assert any(fault.startswith(f"mypack/sources.yaml:{told}") for fault in faults), faults


def test_an_outlet_may_change_hands(write_pack: WritePack) -> None:
    before = SOURCES + "  until: 2014-09-20\n"
    after = SOURCES.replace("side: state_army", "side: northern_front") + "  from: 2014-09-21\n"
    assert faults_of(write_pack, {"sources.yaml": before + after}) == []


MANIFEST_FAULTS = [
    ("name: mypack", "name: My pack", '1: name "My pack" is not well formed; write it like my-pack'),
    ("title_ar: نزاع متخيل\n", "", '1: a pack needs "title_ar"'),
    (
        "version: 1.0.0",
        "version: 1.0",
        '4: "version" must be text, not a number; put it in quotes if text is meant',
    ),
    ("country: XX", "land: XX", '5: "land" is no field of a pack; allowed: name, title, '),
    ("country: XX", "country: XX\nincludes: [nowhere]", '6: there is no pack "nowhere"; there are '),
    (
        "country: XX",
        "country: XX\nincludes:\n  - mypack",
        '7: the pack includes "mypack", which includes it in',
    ),
    (MANIFEST, "- name", "1: pack.yaml must be a map of name, title, "),
]


@pytest.mark.parametrize("sound, wrong, told", MANIFEST_FAULTS)
def test_manifest(write_pack: WritePack, sound: str, wrong: str, told: str) -> None:
    faults = faults_of(write_pack, {"pack.yaml": MANIFEST.replace(sound, wrong)})
    assert any(fault.startswith(f"mypack/pack.yaml:{told}") for fault in faults), faults


def test_a_file_in_another_encoding_is_told_with_its_line(write_pack: WritePack) -> None:
    faults = faults_of(write_pack, {"sources.yaml": SOURCES.replace("- id", "# x\n- id").encode("cp1256")})
    assert faults == ["mypack/sources.yaml:3: this file is not UTF-8; save it as UTF-8"]


def test_an_id_stands_in_one_table_of_places_only(write_pack: WritePack) -> None:
    faults = faults_of(write_pack, {"sites.csv": PLACES})
    assert faults[0] == 'mypack/sites.csv:2: id "XX11" already stands in mypack/places.csv:2'


def test_a_table_that_no_pack_has(write_pack: WritePack) -> None:
    faults = faults_of(write_pack, {"place.csv": "id\n"})
    assert faults == [
        "mypack/place.csv:1: a pack has no such table; allowed: places.csv, sites.csv, nationalities.csv"
    ]


def test_nationalities(write_pack: WritePack) -> None:
    table = FILES["nationalities.csv"].replace(",متخيلية,", ",,").replace("XX,", "xx,")
    assert faults_of(write_pack, {"nationalities.csv": table}) == [
        "mypack/nationalities.csv:2: adj_f is empty",
        'mypack/nationalities.csv:2: country "xx" is not well formed; write it like SY',
    ]


def test_a_nationality_of_an_unknown_actor(write_pack: WritePack) -> None:
    table = FILES["nationalities.csv"].replace("state_army", "nobody")
    assert faults_of(write_pack, {"nationalities.csv": table}) == [
        'mypack/nationalities.csv:2: actor names "nobody", which is no actor of this pack or its includes'
    ]


def test_an_acronym_in_latin_capitals_is_a_name(write_pack: WritePack) -> None:
    assert faults_of(write_pack, {"actors.yaml": ACTORS.replace("- الشماليون", "- NFX")}) == []


def test_all_faults_are_told_in_order_of_file_and_line(write_pack: WritePack) -> None:
    files: dict[str, str | bytes] = {
        "places.csv": PLACES.replace("district", "distrct").replace("site", "spot"),
        "actors.yaml": ACTORS.replace("kind: state", "kind: realm"),
    }
    where = [fault.split(": ")[0] for fault in faults_of(write_pack, files)]
    assert where == ["mypack/actors.yaml:13", "mypack/places.csv:3", "mypack/places.csv:4"]


FRAMES = """clash:
  - {verb: [شبك, افتعل], masdar: [اشتباك], args: fight, when: {armed: both, near: [قرب]}}
  - {phrase: [تبادل اطلاق النار], args: fight, means: small_arms}
"""
FRAME_FAULTS = [
    ("clash:", "clashes:", '1: "clashes" is no key here; allowed: *attack, abduction, accusation, '),
    ("args: fight, when", "args: quarrel, when", '2: args "quarrel" is not known; allowed: fight'),
    ("args: fight, means", "means", '3: "args" is missing'),
    ("[شبك, افتعل]", "[شب, افتعل]", "2: no verb of root «شب» and pattern «افتعل»: "),
    ("[شبك, افتعل]", "[شبك, افعفع]", "2: no verb of root «شبك» and pattern «افعفع»: "),
    ("[شبك, افتعل]", "شبك", "2: a verb is written as [root, pattern], like [قصف, فعَل يفعِل]"),
    ("armed: both", "armed: maybe", '2: "maybe" is not known here; allowed: true, subject, both'),
    ("armed: both", "arms: both", '2: "arms" is no key here; allowed: armed, near, not, '),
    ("near: [قرب]", "near: قرب", "2: a list of words is wanted here"),
    ("near: [قرب]", "near: [near]", '2: "near" is no Arabic word'),
    ("small_arms", "small_arm", '3: "small_arm" is not known here; allowed: aircraft, artillery, '),
    ("phrase", "phrases", '3: "phrases" is no key here; allowed: verb, masdar, phrase, args, when, means'),
]


@pytest.mark.parametrize("sound, wrong, told", FRAME_FAULTS)
def test_frames(write_pack: WritePack, sound: str, wrong: str, told: str) -> None:
    arguments = "fight: {subject: actor, object: target, مع: target}\n"
    assert sound in FRAMES
    files: dict[str, str | bytes] = {"frames.yaml": FRAMES.replace(sound, wrong), "arguments.yaml": arguments}
    faults = faults_of(write_pack, files)
    assert any(fault.startswith(f"mypack/frames.yaml:{told}") for fault in faults), faults


def test_sound_frames(write_pack: WritePack) -> None:
    arguments = "fight: {subject: actor, object: target, مع: target}\n"
    assert faults_of(write_pack, {"frames.yaml": FRAMES, "arguments.yaml": arguments}) == []


def test_roles_of_an_argument_structure(write_pack: WritePack) -> None:
    faults = faults_of(write_pack, {"arguments.yaml": "fight:\n  subject: doer\n"})
    assert faults == [
        'mypack/arguments.yaml:2: "doer" is not known here; '
        "allowed: actor, target, recipient, party, mediator, place, both, strike, none"
    ]


def test_a_file_that_no_pack_has(write_pack: WritePack) -> None:
    faults = faults_of(write_pack, {"actor.yaml": "- id: other_army\n"})
    assert faults[0].startswith(
        "mypack/actor.yaml:1: a pack has no such file; allowed: pack, actors, people, "
    )


CONTROL_FAULTS = [
    ("site: 30", "site: often", '1: "often" is no number; write one from 1 to 3650'),
    ("site: 30", "site: 0", "1: 0 is out of range; allowed: 1 to 3650"),
    ("site: 30", "mountain: 30", '1: "mountain" is no key here; allowed: country, district, '),
    ("own: 0.4", "own: 4", "2: 4 is out of range; allowed: 0 to 1"),
    ("own: 0.4", "ours: 0.4", '2: "ours" is no key here; allowed: adverse, independent, other, own, unnamed'),
    ("[arrest]", "[holding]", '3: "holding" is not known here; allowed: '),
    ("from: 2015-01-01", "from: spring", '5: "spring" is no day; write it like 2015-03-26'),
    ("from: 2015-01-01", "from: 2017-01-01", "5: from 2017-01-01 is after until 2016-01-01; swap them"),
    ("other: [state_army", "other: [army", '7: foes names "army", which is no actor of this pack or its '),
    ("one: [northern_front], ", "", '7: "one" is missing'),
    (
        "state_army], from",
        "army], from",
        '5: allies names "army", which is no actor of this pack or its includes',
    ),
]
CONTROL = """half_life_days: {site: 30}
trust: {own: 0.4}
signs: [arrest]
allies:
  - {ids: [northern_front, state_army], from: 2015-01-01, until: 2016-01-01}
foes:
  - {one: [northern_front], other: [state_army]}
"""


@pytest.mark.parametrize("sound, wrong, told", CONTROL_FAULTS)
def test_rates_of_control(write_pack: WritePack, sound: str, wrong: str, told: str) -> None:
    assert sound in CONTROL
    faults = faults_of(write_pack, {"control.yaml": CONTROL.replace(sound, wrong)})
    assert any(fault.startswith(f"mypack/control.yaml:{told}") for fault in faults), faults


def test_sound_rates_of_control(write_pack: WritePack) -> None:
    assert faults_of(write_pack, {"control.yaml": CONTROL}) == []


ACLED_FAULTS = [
    (
        "is: Armed clash",
        "is: Armed clashes",
        '3: "Armed clashes" is no sub-event type; those are in sub_events',
    ),
    ("state: State forces", "state: States", '5: "States" is no type of actor; allowed: State forces'),
    ("inter: State forces", "inter: Rebels", '6: "Rebels" is no type of actor; allowed: State forces'),
    ("clash:", "battle:", '3: "battle" is no key here; allowed: abduction, '),
    ("iso: 887", "iso: 0", "7: 0 is out of range; allowed: 1 to 999"),
]
ACLED = """sub_events:
  - {name: Armed clash, event: Battles, disorder: Political violence}
types: {clash: {is: Armed clash}}
inters: [State forces]
kinds: {state: State forces}
actors: {northern_front: [{inter: State forces, from: 2015-01-01}]}
countries: {XX: {iso: 887, iso3: XXX, region: Middle East}}
"""


@pytest.mark.parametrize("sound, wrong, told", ACLED_FAULTS)
def test_the_table_of_acled(write_pack: WritePack, sound: str, wrong: str, told: str) -> None:
    assert sound in ACLED
    faults = faults_of(write_pack, {"acled.yaml": ACLED.replace(sound, wrong)})
    assert any(fault.startswith(f"mypack/acled.yaml:{told}") for fault in faults), faults


def test_a_sound_table_of_acled(write_pack: WritePack) -> None:
    assert faults_of(write_pack, {"acled.yaml": ACLED}) == []
