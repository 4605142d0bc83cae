"""A name is taken out of every byte of a register, stays out, and nothing else is touched."""

from __future__ import annotations

import os
import random
import shutil
import signal
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy import event as listening
from sqlalchemy.engine import Engine

from sijill.record import SetAside, check_record
from sijill.store import Register, Rereading, Run, StoreError, ledger, version_key
from sijill.store import redact as redacting
from sijill.store.backup import back_up, restore
from sijill.store.feeds import Feeds, FeedState
from sijill.store.health import findings
from sijill.store.redact import redact
from sijill.store.redact_values import REFUSED
from sijill.store.schema import metadata
from tests.store.made import AT, LATER, entries, entry
from tests.store.named import (
    ARABIC,
    LATIN,
    NUMBERS,
    OTHERS,
    PEOPLE,
    Person,
    captured,
    files_of,
    fill,
    named,
    traces,
)
from tests.store.rows import rows
from tests.store.workers import started

WHY = "asked for by the family"


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(params=PEOPLE, ids=["arabic", "latin"])
def person(request: pytest.FixtureRequest) -> Person:
    """Whom the reports name; everything must be the same for both."""
    made: Person = request.param
    return made


@pytest.fixture
def second_url(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Another empty database of the same kind."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'second.db'}"
        return
    server = request.getfixturevalue("postgres")
    url = server.new_database()
    yield url
    server.drop_database(url)


def dumped(register: Register) -> bytes:
    """Every column of every row, as text."""
    with register.reading() as connection:
        rows_ = [tuple(row) for table in metadata.sorted_tables for row in connection.execute(select(table))]
    return "\n".join(map(str, rows_)).encode() + repr(rows(register)["search"]).encode()


def hashes(register: Register, numbers: Any, person: Person) -> list[str]:
    """What the rows of these reports are called by: hashes of words with the name in them."""
    made = [named(person, number) for number in numbers]
    keys = [version_key(one.found) for one in made]
    found = [part for key in keys for part in key]
    with register.reading() as connection:
        for query in ("SELECT id FROM version", "SELECT id FROM reading", "SELECT capture_sha FROM version"):
            where = "version_id" if "reading" in query else "id"
            some = f"{query} WHERE {where} IN (SELECT id FROM version WHERE title LIKE 'احتجاز%')"
            found += connection.scalars(text(some))
    return found


def archived(file: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return b"\0".join(map(archive.read, archive.namelist()))


def test_no_byte_of_it_stays(
    register: Register, run: Run, person: Person, database_url: str, tmp_path: Path
) -> None:
    fill(register, run, person)
    old = hashes(register, NUMBERS, person)
    assert traces(person, files_of(database_url))
    assert traces(person, captured(register))
    done = redact(register, name=person.name, why=WHY)
    assert done.rows.versions == len(NUMBERS)
    assert done.rows.claims == 2 * len(NUMBERS)
    assert (done.rows.captures, done.rows.others, done.rows.unsearched) == (len(NUMBERS), 2, 0)

    back_up(register, tmp_path / "new.zip", at=AT, program="0.1.0")
    everything = b"\0".join(
        [
            files_of(database_url),
            dumped(register),
            captured(register),
            archived(tmp_path / "new.zip"),
            *(file.read_bytes() for file in done.ledgers),
        ]
    )
    assert not traces(person, everything)
    assert not [one for one in old if one.encode() in everything]
    # Captured bytes are kept packed; as packed they must not stay in a free page, either.
    for number in NUMBERS:
        packed = zlib.compress(named(person, number).found.capture.data, 1)
        assert packed[2:40] not in everything
    assert all(finding.sound for finding in findings(register))


def test_records_stay_sound(register: Register, run: Run, person: Person) -> None:
    fill(register, run, person)
    redact(register, name=person.name, why=WHY)
    documents = list(register.documents(all_versions=True))
    covered = [stored for stored in documents if "█" in stored.document.report.text]
    assert len(covered) == len(NUMBERS)
    for stored in documents:
        assert check_record(msgspec.json.encode(stored.document)) == []
    for stored in covered:
        second = stored.document.events[1]
        assert second.place is not None
        assert set(second.place.name) == {"█"}
        # The words around the name are there as before, at their places.
        assert stored.document.events[0].evidence[0].text.startswith("احتجزوا و█")


def test_everything_else_stays_as_it_was(register: Register, run: Run, person: Person) -> None:
    register.add(entries(*OTHERS), run, AT)
    before = rows(register)
    register.add([named(person, number) for number in NUMBERS], run, AT)
    redact(register, name=person.name, why=WHY)
    after = rows(register)
    for table, old in before.items():
        if table != "search":
            assert set(map(repr, old)) <= set(map(repr, after[table])), table
    assert set(before["search"]) <= set(after["search"])


def test_a_name_that_nobody_has_changes_nothing(register: Register, run: Run) -> None:
    fill(register, run, ARABIC)
    before = rows(register)
    done = redact(register, name=LATIN.name, why=WHY)
    assert not done.rows
    after = rows(register)
    for of_redaction in ("redaction", "audit"):
        before.pop(of_redaction)
        after.pop(of_redaction)
    assert after == before


def test_bytes_that_cannot_be_searched_stay_with_words_that_have_no_name(
    register: Register, run: Run
) -> None:
    other = entry(3)
    pdf = msgspec.structs.replace(
        other.found.capture, data=b"%PDF-1.7 \x00\x01", media_type="application/pdf"
    )
    found = msgspec.structs.replace(other.found, capture=pdf)
    register.add([msgspec.structs.replace(other, found=found), named(ARABIC, 6)], run, AT)
    done = redact(register, name=ARABIC.name, why=WHY)
    assert (done.rows.captures, done.rows.unsearched) == (1, 1)
    assert pdf.data in captured(register)


def test_where_it_fails_nothing_is_changed(
    register: Register, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(register, run, ARABIC)
    before = rows(register)

    def fail(_: object) -> None:
        raise StoreError("no")

    monkeypatch.setattr("sijill.store.redact_purge.demand", fail)
    with pytest.raises(StoreError, match="no"):
        redact(register, name=ARABIC.name, why=WHY)
    assert rows(register) == before
    register.refresh()
    assert rows(register) == before
    assert not register.screen


def test_a_trial_changes_nothing_and_counts_the_same(register: Register, run: Run, person: Person) -> None:
    fill(register, run, person)
    before = rows(register)
    found = redacting.preview(register, name=person.name)
    assert rows(register) == before
    assert not ledger.in_state_folder(register.id).exists()
    assert redact(register, name=person.name, why=WHY).rows == found
    assert not redacting.preview(register, name=person.name)


def test_taken_in_again_it_adds_nothing(register: Register, run: Run, person: Person) -> None:
    fill(register, run, person)
    redact(register, name=person.name, why=WHY)
    before = rows(register)
    fill(register, run, person)
    assert rows(register) == before
    found = [named(person, number).found for number in NUMBERS]
    keys = [version_key(item) for item in register.screened(found) if not isinstance(item, SetAside)]
    assert register.known(keys) == set(keys)


def test_redacted_before_or_after_is_the_same(tmp_path: Path, person: Person) -> None:
    """A register that gets the reports when the redaction is known equals one that had them before."""
    with Register.open(str(tmp_path / "one.db")) as one:
        fill(one, one.start_run("ingest", AT), person)
        redact(one, name=person.name, why=WHY)
        shutil.copy(ledger.beside(tmp_path / "one.db"), ledger.beside(tmp_path / "other.db"))
        with Register.open(str(tmp_path / "other.db")) as other:
            assert other.id == one.id
            fill(other, other.start_run("ingest", AT), person)
            left, right = rows(one), rows(other)
    assert {action[0] for action in left.pop("audit")} == {"add", "redact", "set aside"}
    right.pop("audit")
    assert left == right


def test_an_older_backup_is_redacted_as_it_comes_back(
    register: Register, run: Run, person: Person, tmp_path: Path, second_url: str
) -> None:
    fill(register, run, person)
    back_up(register, tmp_path / "old.zip", at=AT, program="0.1.0")
    redact(register, name=person.name, why=WHY)
    with Register.open(second_url) as second:
        restore(tmp_path / "old.zip", second)
        assert second.id == register.id
        everything = dumped(second) + captured(second) + files_of(second_url)
        assert not traces(person, everything)
        left, right = rows(register), rows(second)
        for of_run in ("audit", "redaction"):
            left.pop(of_run), right.pop(of_run)
        assert left == right
    with Register.open(second_url) as again:
        assert rows(again)["version"] == rows(register)["version"]


def test_an_older_file_is_redacted_as_it_is_opened(tmp_path: Path, person: Person) -> None:
    file = tmp_path / "sijill.db"
    with Register.open(str(file)) as register:
        fill(register, register.start_run("ingest", AT), person)
    shutil.copy(file, tmp_path / "old")
    with Register.open(str(file)) as register:
        redact(register, name=person.name, why=WHY)
        wanted = rows(register)["version"]
    shutil.copy(tmp_path / "old", file)
    assert traces(person, files_of(f"sqlite:///{file}"))
    with Register.open(str(file)) as register:
        assert rows(register)["version"] == wanted
    assert not traces(person, files_of(f"sqlite:///{file}"))


def test_spellings_of_one_text_become_one_version(register: Register, run: Run) -> None:
    plain, spelt = "وصل غرسان التجريبي إلى تعز", "وصل غَرسان التجريبى إلى تعز"
    same_length = plain.replace("ي إ", "ى إ")
    for told in (plain, spelt, same_length, "خبر آخر"):
        register.add([entry(0, text=told, url="https://news.example/one")], run, AT)
        register.add([entry(0, text=told, url=None)], run, AT)
    redact(register, name="غرسان التجريبي", why=WHY)
    versions = [v for v in register.versions(all_versions=True) if v.report.url]
    assert sorted((v.number, v.report.text[-4:]) for v in versions) == [(1, " تعز"), (2, " تعز"), (3, " آخر")]
    assert len({v.report_id for v in register.versions(all_versions=True) if not v.report.url}) == 3
    assert all(finding.sound for finding in findings(register))


def test_a_writer_that_was_there_before_heeds_it(register: Register, run: Run, database_url: str) -> None:
    with Register.open(database_url) as other:
        fill(register, run, ARABIC)
        redact(register, name=ARABIC.name, why=WHY)
        before = rows(register)
        theirs = other.start_run("ingest", AT)
        other.add([named(ARABIC, number) for number in NUMBERS], theirs, AT)
        other.set_aside(
            [SetAside(f"inbox/{ARABIC.name}.doc", f"no text in {ARABIC.spellings[1]}")], theirs, AT
        )
        assert rows(register) == before


def test_a_new_reading_brings_nothing_back(register: Register, run: Run) -> None:
    fill(register, run, ARABIC)
    redact(register, name=ARABIC.name, why=WHY)
    for stored in list(register.documents()):
        for one in stored.document.events:
            if one.place:
                one.place.name_en = ARABIC.name
        anew = Rereading(
            version_id=stored.version.id,
            report_id=stored.version.report_id,
            document=stored.document,
            stamp=LATER,
        )
        register.add_readings([anew], run, AT)
    assert not traces(ARABIC, dumped(register))


def test_feeds_are_found_again(register: Register, run: Run) -> None:
    address = f"https://feeds.example/{ARABIC.name}.xml"
    feeds = Feeds(register, run)
    feeds.keep(FeedState(address=address, failures=2))
    redact(register, name=ARABIC.name, why=WHY)
    assert feeds.state(address) == FeedState(address=address, failures=2)
    feeds.keep(FeedState(address=address, failures=3, last_error=ARABIC.name))
    assert feeds.state(address).failures == 3
    assert not traces(ARABIC, dumped(register))


def test_the_trail_says_that_it_was_done_and_stays_closed(register: Register, run: Run) -> None:
    fill(register, run, ARABIC)
    redact(register, name=ARABIC.name, why=WHY)
    with register.reading() as connection:
        [done] = connection.execute(text("SELECT * FROM audit WHERE action = 'redact'")).all()
        [kept] = connection.execute(select(metadata.tables["redaction"])).all()
        for table, key in (("version", "id"), ("reading", "id"), ("report", "id"), ("capture", "sha256")):
            ids = set(connection.scalars(text(f"SELECT {key} FROM {table}")))
            known = set(connection.scalars(text(f"SELECT row_id FROM audit WHERE table_name = '{table}'")))
            # Named again are only rows that the trail told of.
            assert ids <= known
    assert (done.table_name, done.row_id) == ("redaction", kept.id)
    assert (kept.why, kept.scope, kept.by) == (WHY, "name", done.actor)
    assert kept.by.endswith(": sijill redact")
    for change in ("UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"):
        with pytest.raises(StoreError, match="append-only"):
            register.write(partial(execute, change))


def execute(statement: str, connection: Connection) -> None:
    connection.execute(text(statement))


def test_a_reason_with_the_name_is_refused_and_an_old_one_covered(register: Register, run: Run) -> None:
    fill(register, run, ARABIC)
    with pytest.raises(StoreError, match="say why without it"):
        redact(register, name=ARABIC.name, why=f"it is {ARABIC.spellings[0]}")
    assert traces(ARABIC, dumped(register))
    assert not ledger.in_state_folder(register.id).exists()
    redact(register, name=LATIN.name, why=f"a relative of {ARABIC.name}")
    done = redact(register, name=ARABIC.name, why=WHY)
    assert not traces(ARABIC, dumped(register) + b"".join(file.read_bytes() for file in done.ledgers))


def test_without_its_ledger_nothing_is_taken_in(register: Register, run: Run) -> None:
    fill(register, run, ARABIC)
    done = redact(register, name=ARABIC.name, why=WHY)
    for file in done.ledgers:
        file.unlink()
    register.refresh()
    assert len(list(register.versions())) == register.stats()["reports"]
    with pytest.raises(StoreError, match="bring it to"):
        register.add(entries(30), run, AT)
    with pytest.raises(StoreError, match="bring it to"):
        redact(register, name=LATIN.name, why=WHY)


# Whole reports


def test_a_report_goes_with_all_that_is_of_it(
    register: Register, run: Run, database_url: str, tmp_path: Path, second_url: str
) -> None:
    register.add(entries(*OTHERS), run, AT)
    before = rows(register)
    made = named(ARABIC, 1)
    url = made.found.value("url")
    register.add([made], run, AT)
    register.add([entry(1, title="ثان", url=url)], run, AT)
    register.set_aside([SetAside(str(url), "the page is gone")], run, AT)
    old = hashes(register, [1], ARABIC)
    back_up(register, tmp_path / "old.zip", at=AT, program="0.1.0")
    done = redact(register, report=str(url), why=WHY)
    assert (done.rows.reports, done.rows.versions, done.rows.captures, done.rows.others) == (1, 2, 2, 1)
    everything = files_of(database_url) + dumped(register) + captured(register)
    assert not traces(ARABIC, everything)
    assert not [one for one in old if one.encode() in everything]
    after = rows(register)
    for table in before.keys() - {"audit", "redaction", "set_aside"}:
        # The second version's bytes were those of another report: they went, and a notice stands for them.
        if table not in ("capture", "version"):
            assert after[table] == before[table], table
    assert len(after["version"]) == len(before["version"])
    with Register.open(second_url) as second:
        restore(tmp_path / "old.zip", second)
        assert not traces(ARABIC, dumped(second) + captured(second) + files_of(second_url))
        assert second.stats()["reports"] == len(OTHERS)


def test_a_report_taken_out_is_refused(register: Register, run: Run) -> None:
    kept, gone = entry(1), named(ARABIC, 7)
    register.add([kept, gone], run, AT)
    redact(register, report=version_key(gone.found)[0], why=WHY)
    redact(register, name=LATIN.name, why=WHY)
    again = [gone.found, named(ARABIC, 7).found, entry(5, text=gone.found.text.replace(" ", "  ")).found]
    assert [item.why for item in register.screened(again) if isinstance(item, SetAside)] == [REFUSED] * 3
    before = rows(register)
    added = register.add([gone, entry(5, text=gone.found.text)], run, AT)
    assert (added.reports, added.versions) == (0, 0)
    address = str(gone.found.value("url"))
    assert Feeds(register, run).captured([address]) == {address}
    assert rows(register) == before
    register.set_aside([SetAside(address, REFUSED)], run, AT)
    assert not traces(ARABIC, dumped(register))


def test_names_and_reports_one_after_the_other_come_back_in_no_order(
    register: Register, run: Run, tmp_path: Path, second_url: str
) -> None:
    """A report is taken out by the key that it has without the names taken out before."""
    fill(register, run, ARABIC)
    back_up(register, tmp_path / "old.zip", at=AT, program="0.1.0")
    redact(register, name=ARABIC.name, why=WHY)
    covered = next(v for v in register.versions() if "█" in v.report.text and v.report.url)
    redact(register, report=covered.report_id, why=WHY)
    redact(register, name="سبتمبر نت الإخباري", why=WHY)
    before = rows(register)
    fill(register, run, ARABIC)
    assert rows(register) == before
    with Register.open(second_url) as second:
        restore(tmp_path / "old.zip", second)
        assert rows(second)["version"] == before["version"]


@pytest.mark.parametrize("report", ["https://news.example/none", "0" * 32, ""])
def test_a_report_that_is_not_there_is_told(register: Register, run: Run, report: str) -> None:
    register.add(entries(1), run, AT)
    with pytest.raises(StoreError, match="no report of that id or address"):
        redact(register, report=report, why=WHY)


# Broken off


def redact_until_killed(url: str, state: str, name: str, kill_at: int) -> None:
    """Redact, and be killed just before the statement of that number."""
    os.environ["XDG_STATE_HOME"] = state
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1
        if counted == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    listening.listen(Engine, "before_cursor_execute", count)
    listening.listen(Engine, "commit", count)
    with Register.open(url) as register:
        redact(register, name=name, why=WHY)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_killed_at_any_moment_the_next_opening_finishes(database_url: str, seed: int) -> None:
    chance = random.Random(seed)
    with Register.open(database_url) as register:
        fill(register, register.start_run("ingest", AT), ARABIC)
        before = rows(register)["version"]
    file = ledger.in_state_folder
    kills = 0
    for _ in range(4):
        broken = started(
            redact_until_killed,
            database_url,
            os.environ["XDG_STATE_HOME"],
            ARABIC.name,
            chance.randint(8, 150),
        )
        broken.join(120)
        assert broken.exitcode in (0, -signal.SIGKILL)
        kills += broken.exitcode != 0
        with Register.open(database_url) as register:
            begun = file(register.id).exists()
            if begun:
                assert not traces(ARABIC, dumped(register) + captured(register))
            else:
                assert rows(register)["version"] == before
        if begun:
            assert not traces(ARABIC, files_of(database_url))
    assert kills


def test_readers_of_the_old_state_are_waited_for_and_told(
    register: Register, run: Run, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(register, run, ARABIC)
    monkeypatch.setattr("sijill.store.connecting.BUSY_SECONDS", 0)
    # The connections that are there would wait as long as they were told when they were made.
    register.engine.dispose()
    with Register.open(database_url) as other:
        with other.reading() as looking:
            looking.execute(text("SELECT count(*) FROM version")).scalar()
            with pytest.raises(StoreError, match="other programs still look"):
                redact(register, name=ARABIC.name, why=WHY)
            assert not traces(ARABIC, dumped(register))
        with Register.open(database_url):
            pass
        assert not traces(ARABIC, files_of(database_url))
