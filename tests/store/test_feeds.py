"""What is remembered of feeds, on each kind of database."""

from sqlalchemy import select

from sijill.store import Register, Run, schema
from sijill.store.asking import ASKED_AT_ONCE
from sijill.store.feeds import Feeds, FeedState
from tests.store.made import entry

ADDRESS = "https://news.example/feed.xml?lang=ar"


def test_nothing_is_known_of_a_feed_never_asked(register: Register, run: Run) -> None:
    assert Feeds(register, run).state(ADDRESS) == FeedState(address=ADDRESS)


def test_the_newest_state_is_kept(register: Register, run: Run) -> None:
    feeds = Feeds(register, run)
    failed = FeedState(address=ADDRESS, next_at="2026-03-01T10:30:00Z", failures=2, last_error="took long")
    fine = FeedState(
        address=ADDRESS,
        etag='W/"7"',
        last_modified="Sun, 01 Mar 2026 10:00:00 GMT",
        next_at="2026-03-01T11:00:00Z",
    )
    for state in (failed, fine, fine):
        feeds.keep(state)
        assert feeds.state(ADDRESS) == state
    other = FeedState(address="https://other.example/rss")
    feeds.keep(other)
    assert feeds.state(ADDRESS) == fine
    assert feeds.state(other.address) == other


def test_the_trail_says_who_began_to_follow_a_feed(register: Register, run: Run) -> None:
    feeds = Feeds(register, run)
    for failures in range(3):
        feeds.keep(FeedState(address=ADDRESS, failures=failures))
    query = select(schema.audit).where(schema.audit.c.table_name == "feed")
    with register.reading() as connection:
        (row,) = connection.execute(query).all()
    assert (row.action, row.row_id, row.run_id, row.actor) == ("add", ADDRESS, run.id, run.actor)


def test_captured_pages_are_known_by_their_address(register: Register, run: Run) -> None:
    register.add([entry(1), entry(2)], run)
    asked = [f"reports.jsonl:{number}" for number in range(2 * ASKED_AT_ONCE)]
    feeds = Feeds(register, run)
    assert feeds.captured(iter(asked)) == {"reports.jsonl:2", "reports.jsonl:3"}
    assert feeds.captured([]) == set()
