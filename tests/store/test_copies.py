"""Pairs of copies: found whatever the order, never within one report, never across weeks."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from sqlalchemy import select

from sijill.store import Entry, Register, schema, version_key
from sijill.store.copies import forget, groups
from sijill.store.identity import version_id
from tests.store.made import AT, entry

TEXTS = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "copies.yaml").read_text(encoding="utf-8"))
AGENCY: str = TEXTS["agency"]
ANOTHER: str = TEXTS["another"]

PRINTED = {
    1: ("2016-03-02", "سبتمبر نت", AGENCY),
    2: ("2016-03-03", "المسيرة", AGENCY[: len(AGENCY) * 2 // 3]),
    3: ("2016-03-03", "عدن الغد", f"{ANOTHER}\n{AGENCY}"),
    4: ("2016-03-02", "المشهد اليمني", ANOTHER[: len(ANOTHER) // 3]),
    5: ("2016-03-20", "يمن مونيتور", AGENCY),
}


def printed(number: int) -> Entry:
    day, source, text = PRINTED[number]
    return entry(number, published=day, source=source, text=text, url=f"https://{number}.example/")


def pairs(register: Register) -> list[tuple[object, ...]]:
    with register.reading() as connection:
        return sorted(map(tuple, connection.execute(select(*schema.copy_pair.c))))


def test_a_copied_text_is_one_group_with_the_first_printed_in_front(database_url: str) -> None:
    with Register.open(database_url) as register:
        added = register.add([printed(n) for n in PRINTED], register.start_run("ingest", AT), AT)
        with register.reading() as connection:
            [group] = groups(connection)
    assert added.copies == 2
    assert group.original.source == "سبتمبر نت"
    assert {copy.source for copy in group.copies} == {"المسيرة", "عدن الغد"}
    assert group.first_is_known
    assert all(copy.share > 0.9 for copy in group.copies)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_coming_in_changes_nothing(tmp_path: Path, seed: int) -> None:
    found = []
    for order in (list(PRINTED), random.Random(seed).sample(list(PRINTED), len(PRINTED))):
        with Register.open(f"sqlite:///{tmp_path / ''.join(map(str, order))}.db") as register:
            run = register.start_run("ingest", AT)
            for number in order:
                register.add([printed(number)], run, AT)
            found.append(pairs(register))
    assert found[0] == found[1]
    assert found[0]


def test_what_many_addresses_gave_makes_no_pairs_of_pairs(database_url: str) -> None:
    many = [entry(n, published="2016-03-02", text=AGENCY, url=f"https://{n}.example/") for n in range(40)]
    cut = AGENCY[: len(AGENCY) * 2 // 3]
    some = [entry(n, published="2016-03-04", text=cut, url=f"https://{n}.example/") for n in range(40, 60)]
    with Register.open(database_url) as register:
        run = register.start_run("ingest", AT)
        # Spelled and spaced otherwise it is the same wording.
        more = entry(99, published="2016-03-02", text=AGENCY.replace(" ", "  "), url="https://99.example/")
        copies = [register.add(batch, run, AT).copies for batch in (many[20:], some, [*many[:20], more])]
        assert len(pairs(register)) == 1
        assert register.stats()["copies"] == 60
        with register.reading() as connection:
            [group] = groups(connection)
    assert (copies[:2], copies[2]) == ([19, 20], 21 - (group.original.version_id in ids([*many[:20], more])))
    assert len(group.copies) == 60
    assert not group.first_is_known


def ids(of: list[Entry]) -> set[str]:
    return {version_id(*version_key(one.found)) for one in of}


def test_a_text_of_another_week_is_a_group_of_its_own(sqlite_url: str) -> None:
    days = ("2016-03-02", "2016-03-03", "2016-04-02", "2016-04-04", None)
    printed_on = [
        entry(n, published=day, text=AGENCY, url=f"https://{n}.example/") for n, day in enumerate(days)
    ]
    with Register.open(sqlite_url) as register:
        register.add(printed_on, register.start_run("ingest", AT), AT)
        with register.reading() as connection:
            found = [
                (of.original.published, [copy.published for copy in of.copies]) for of in groups(connection)
            ]
    assert found == [("2016-03-02", ["2016-03-03", None]), ("2016-04-02", ["2016-04-04"])]


def test_a_later_version_with_another_text_leaves_the_group(sqlite_url: str) -> None:
    with Register.open(sqlite_url) as register:
        run = register.start_run("ingest", AT)
        same = [entry(n, published="2016-03-02", text=AGENCY, url=f"https://{n}.example/") for n in (1, 2, 3)]
        register.add(same, run, AT)
        for number in (1, 2, 3):
            other = entry(number, published="2016-03-02", text="نص آخر.", url=f"https://{number}.example/")
            with register.reading() as connection:
                assert sum(len(of.copies) + 1 for of in groups(connection)) == [3, 2, 0][number - 1]
            register.add([other], run, AT)


def test_what_no_version_says_any_more_is_forgotten(database_url: str) -> None:
    with Register.open(database_url) as register:
        register.add([printed(1), printed(2), printed(5)], register.start_run("ingest", AT), AT)
        one, cut, again = (ids([printed(n)]).pop() for n in (1, 2, 5))
        register.write(lambda connection: forget(connection, [one]))
        assert len(pairs(register)) == 1
        register.write(lambda connection: forget(connection, [again, cut]))
        assert not pairs(register)
        with register.reading() as connection:
            assert not connection.execute(select(schema.sketch)).all()
            assert not connection.execute(select(schema.wording)).all()


def test_a_new_version_is_no_copy_of_its_own_report(sqlite_url: str) -> None:
    with Register.open(sqlite_url) as register:
        run = register.start_run("ingest", AT)
        longer = entry(1, published="2016-03-02", text=f"{AGENCY} {ANOTHER}", url="https://1.example/")
        assert register.add([printed(1), longer], run, AT).copies == 0
        assert register.stats()["copies"] == 0


def test_a_text_printed_the_same_day_is_not_called_first(sqlite_url: str) -> None:
    with Register.open(sqlite_url) as register:
        same_day = entry(8, published="2016-03-02", text=AGENCY, url="https://8.example/")
        register.add([printed(1), same_day], register.start_run("ingest", AT), AT)
        with register.reading() as connection:
            [group] = groups(connection)
    assert not group.first_is_known
