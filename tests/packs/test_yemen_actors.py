"""The pack of Yemen: whom each name means on which day, in whose outlet, and that no party is favoured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

import pytest

from sijill.arabic.fold import fold_key
from sijill.packs.loader import load
from sijill.packs.model import Alias, Dated, Epithet, Pack, Source
from sijill.packs.read_actors import overlap

# fmt: off
YEMEN_IDS = [
    "houthi", "government", "resistance", "saleh", "national_resistance", "giants", "stc",
    "southern_movement", "security_belt", "shabwa_elite", "hadrami_elite", "coalition", "saudi", "uae",
    "sudan_forces", "islah", "aqap", "isis", "local_authority", "un", "unmha", "icrc", "usa", "uk", "iran",
    "israel", "oman", "qatar", "kuwait", "presidential_council", "nation_shield", "shabwa_defence",
    "support_brigades", "hadramawt_tribes", "tihama_resistance", "joint_forces", "abu_al_abbas", "gpc_sanaa",
    "migrants", "fishermen", "muhamasheen",
]
SOCIAL_IDS = [
    "civilians", "women", "children", "journalists", "aid_workers", "medics", "prisoners", "displaced",
    "tribes", "sheikhs", "local_authority", "unknown_gunmen",
]
# Whoever fights or rules in Yemen is called names by somebody.
CALLED_NAMES = [
    "houthi", "government", "resistance", "saleh", "national_resistance", "giants", "stc",
    "southern_movement", "security_belt", "shabwa_elite", "hadrami_elite", "coalition", "saudi", "uae",
    "sudan_forces", "islah", "presidential_council", "nation_shield", "shabwa_defence", "support_brigades",
    "tihama_resistance", "joint_forces", "abu_al_abbas",
]
# fmt: on


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load("yemen")


def named(pack: Pack, words: str, day: str) -> set[str]:
    """The actors whom `words` name on a day."""
    key, on = fold_key(words), date.fromisoformat(day)
    return {id_ for id_, alias in aliases(pack) if key in alias.forms and alias.holds_on(on)}


def aliases(pack: Pack) -> Iterator[tuple[str, Alias]]:
    for actor in pack.actors.values():
        for alias in actor.aliases:
            yield actor.id, alias


def meant(pack: Pack, words: str, side: str, day: str, country: str = "YE") -> set[str]:
    """Whom relative words mean in an outlet of a side, in a report of a country."""
    on, key = date.fromisoformat(day), fold_key(words)
    for epithet in pack.epithets:
        if key not in {fold_key(word) for word in epithet.words}:
            continue
        if epithet.by_country and country not in epithet.by_country:
            continue
        for table, where in ((epithet.by_side, side), (epithet.by_country, country)):
            if ids := {id_ for each in table.get(where, ()) if each.holds_on(on) for id_ in each.ids}:
                return ids
    return set()


def of_yemen(entry: Alias | Epithet | Source) -> bool:
    return entry.where.startswith("yemen/")


@pytest.mark.parametrize("id_", sorted({*YEMEN_IDS, *SOCIAL_IDS}))
def test_every_id_of_the_codebook_stands_with_names_in_both_languages(pack: Pack, id_: str) -> None:
    actor = pack.actors[id_]
    assert actor.name_ar
    assert actor.name_en
    assert actor.aliases


def test_one_name_means_two_actors_only_at_different_times(pack: Pack) -> None:
    relative = {fold_key(word) for epithet in pack.epithets for word in epithet.words}
    by_form: dict[str, list[tuple[str, Alias]]] = {}
    for id_, alias in aliases(pack):
        for form in alias.forms:
            by_form.setdefault(form, []).append((id_, alias))
    clashes = [
        (form, one[1].where, other[1].where)
        for form, holders in by_form.items()
        if form not in relative
        for one, other in combinations(holders, 2)
        if one[0] != other[0] and (of_yemen(one[1]) or of_yemen(other[1])) and overlap(one[1], other[1])
    ]
    assert clashes == []


def test_relative_words_are_no_names_of_this_pack(pack: Pack) -> None:
    relative = {fold_key(word) for epithet in pack.epithets if of_yemen(epithet) for word in epithet.words}
    own = (alias for _, alias in aliases(pack) if of_yemen(alias))
    both = [(alias.ar, alias.where) for alias in own if relative & {*alias.forms}]
    assert both == []


def test_a_relative_word_has_one_entry_for_a_country(pack: Pack) -> None:
    seen: dict[tuple[str, str], str] = {}
    twice = []
    for epithet in filter(of_yemen, pack.epithets):
        for word in epithet.words:
            for country in epithet.by_country or {"": ()}:
                first = seen.setdefault((fold_key(word), country), epithet.where)
                if first != epithet.where:
                    twice.append((word, first, epithet.where))
    assert twice == []


def test_dated_meanings_have_no_day_in_reverse(pack: Pack) -> None:
    dated: list[Dated] = [alias for _, alias in aliases(pack)]
    dated += [m for e in pack.epithets for t in (e.by_side, e.by_country) for ms in t.values() for m in ms]
    dated += pack.sources
    assert all(d.from_ is None or d.until is None or d.from_ <= d.until for d in dated)


@pytest.mark.parametrize(
    "words, day, id_",
    [
        ("علي عبدالله صالح", "2011-06-03", "government"),
        ("علي عبد الله صالح", "2015-08-01", "saleh"),
        ("طارق صالح", "2016-05-01", "saleh"),
        ("طارق صالح", "2019-05-01", "national_resistance"),
        ("عيدروس الزبيدي", "2015-08-01", "resistance"),
        ("عيدروس الزبيدي", "2018-01-29", "stc"),
        ("الرئيس اليمني", "2016-01-01", "government"),
        ("الرئيس اليمني", "2023-01-01", "presidential_council"),
        ("الحوثيين", "2010-01-01", "houthi"),
        ("حوثية", "2015-08-01", "houthi"),
        ("اللواء 35 مدرع", "2016-03-01", "government"),
        ("ألوية العمالقة", "2018-06-01", "giants"),
        ("أحمد عسيري", "2015-08-01", "coalition"),
        ("يحيى سريع", "2020-01-01", "houthi"),
        ("التحالف السعودي الأمريكي", "2016-01-01", "coalition"),
        ("مليشيات الانتقالي", "2020-01-01", "stc"),
        ("المخلوع صالح", "2015-08-01", "saleh"),
        ("مسلحون مجهولون", "2015-08-01", "unknown_gunmen"),
        ("المختطفين", "2015-08-01", "prisoners"),
        ("أبناء القبائل", "2015-08-01", "tribes"),
    ],
)
def test_a_name_means_whom_it_meant_on_that_day(pack: Pack, words: str, day: str, id_: str) -> None:
    assert named(pack, words, day) == {id_}


@pytest.mark.parametrize(
    "words, side, day, ids",
    [
        ("الجيش", "saudi", "2015-08-01", {"government"}),
        ("الجيش", "government", "2015-08-01", {"government"}),
        ("الجيش", "houthi", "2015-08-01", {"houthi"}),
        ("الجيش", "houthi", "2013-08-01", {"government"}),
        ("الحكومة", "government", "2020-01-01", {"government"}),
        ("الحكومة", "houthi", "2020-01-01", {"houthi"}),
        ("وكالة سبأ", "houthi", "2016-01-01", {"houthi"}),
        ("وكالة سبأ", "", "2016-01-01", {"government"}),
        ("المليشيات", "saudi", "2015-08-01", {"houthi"}),
        ("المليشيات", "houthi", "2015-08-01", {"opponents_of:houthi"}),
        ("العدو", "government", "2019-01-01", {"houthi"}),
        ("العدو", "houthi", "2019-01-01", {"opponents_of:houthi"}),
        ("العدو", "hamas", "2019-01-01", {"israel"}),
        ("المرتزقة", "houthi", "2019-01-01", {"opponents_of:houthi"}),
        ("العدوان", "houthi", "2019-01-01", {"coalition"}),
        ("اللجان الشعبية", "saudi", "2015-08-01", {"resistance"}),
        ("اللجان الشعبية", "houthi", "2015-08-01", {"houthi"}),
        ("الانقلابيون", "saudi", "2015-08-01", {"houthi"}),
        ("الانقلابيون", "houthi", "2015-08-01", {"opponents_of:houthi"}),
        ("الحوثي وصالح", "saudi", "2015-08-01", {"houthi", "saleh"}),
        ("الحرس الجمهوري", "saudi", "2015-08-01", {"saleh"}),
        ("القوات المسلحة", "stc", "2018-06-01", {"government"}),
    ],
)
def test_relative_words_mean_what_the_outlet_means(
    pack: Pack, words: str, side: str, day: str, ids: set[str]
) -> None:
    assert meant(pack, words, side, day) == ids


@pytest.mark.parametrize("words", ["الدواعش", "التكفيريون", "المنافقون", "المرتزقة", "العدو", "الإرهابيون"])
@pytest.mark.parametrize("side", ["houthi", "government", "stc", "islah", "saleh", "saudi", ""])
def test_a_smear_identifies_nobody(pack: Pack, words: str, side: str) -> None:
    assert not meant(pack, words, side, "2016-01-01") & {"isis", "aqap", "islah"}


def test_relative_words_of_yemen_say_nothing_of_another_country(pack: Pack) -> None:
    for words in ("المتمردون", "الانقلابيون", "المخلوع", "المرتزقة", "المنطقة العسكرية الرابعة"):
        assert meant(pack, words, "", "2015-08-01", country="FR") == set()


@pytest.mark.parametrize("id_", CALLED_NAMES)
def test_every_armed_side_has_the_names_that_others_call_it(pack: Pack, id_: str) -> None:
    own = any(alias.use == "epithet" for alias in pack.actors[id_].aliases)
    assert own or any(f"opponents_of:{id_}" in str(e.by_side) for e in pack.epithets)


@pytest.mark.parametrize("side, other", [("government", "houthi"), ("houthi", "government")])
def test_own_words_of_two_sides_mirror_each_other(pack: Pack, side: str, other: str) -> None:
    for words in ("الجيش", "الحكومة", "قوات الأمن", "القوات المسلحة", "وزارة الدفاع"):
        assert meant(pack, words, side, "2019-01-01") == {side}
    for words in ("العدو", "المليشيات", "الانقلابيون"):
        assert meant(pack, words, side, "2019-01-01") <= {other, f"opponents_of:{side}"}


def test_sources_cover_the_region_and_name_known_sides(pack: Pack) -> None:
    assert len({source.id for source in pack.sources}) >= 120
    assert {source.side for source in pack.sources} - {""} <= set(pack.actors)
    assert {"houthi", "government", "saleh", "stc", "islah", "saudi", "uae", "qatar", "iran", "hamas"} <= {
        source.side for source in pack.sources
    }


def test_an_independent_outlet_serves_no_side(pack: Pack) -> None:
    assert [s.where for s in pack.sources if s.kind == "independent" and s.side] == []


def test_outlets_of_one_name_or_host_serve_one_side_on_one_day(pack: Pack) -> None:
    by_name: dict[str, list[Source]] = {}
    for source in pack.sources:
        for name in {source.id, *source.names, *source.hosts}:
            by_name.setdefault(fold_key(name).lower(), []).append(source)
    clashes = [
        (name, one.where, other.where)
        for name, sources in by_name.items()
        for one, other in combinations(sources, 2)
        if one.side != other.side and overlap(one, other)
    ]
    assert clashes == []


@pytest.mark.parametrize(
    "id_, day, side",
    [
        ("saba", "2014-06-01", "government"),
        ("saba", "2016-06-01", "houthi"),
        ("sabanew", "2016-06-01", "government"),
        ("26sep", "2016-06-01", "houthi"),
        ("26sepnews", "2018-06-01", "government"),
        ("almotamar", "2011-06-01", "government"),
        ("almotamar", "2016-06-01", "saleh"),
        ("almotamar", "2019-06-01", "gpc_sanaa"),
        ("okaz", "2015-08-01", "saudi"),
        ("almasirah", "2015-08-01", "houthi"),
        ("mosaique", "2015-08-01", ""),
        ("sana", "2025-06-01", "syria_transitional"),
    ],
)
def test_an_outlet_serves_whom_it_served_on_that_day(pack: Pack, id_: str, day: str, side: str) -> None:
    on = date.fromisoformat(day)
    assert [s.side for s in pack.sources if s.id == id_ and s.holds_on(on)] == [side]
