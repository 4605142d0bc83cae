"""Random sequences of what may happen to a register, and what must hold of its incidents after each of them.

`test_sequences.py` runs some, `python -m tools.sequences 10000` as many as one likes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, Final

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from sqlalchemy import Connection, select

from sijill.engines import linked
from sijill.linking.claims import Claim
from sijill.linking.decisions import decided
from sijill.linking.gathered import Gathered
from sijill.linking.incidents import account_of, incident_of
from sijill.record import Capture, Document, Event, Found, Known, Report
from sijill.store import Entry, Register, Rereading, Stamp, decisions, schema, to_link
from sijill.store.claims import copies, told
from sijill.store.linked import link_next
from sijill.store.redact import redact
from sijill.store.streaming import newest
from tests.linking.making import HARIB, MARIB, SIRWAH, event

AGENCY: Final = (
    "أفادت وكالة أنباء بأن وفدا من المجلس المحلي زار المديرية واستمع إلى مطالب الأهالي بشأن المياه والطرق "
    "والكهرباء، ووعد الوفد برفع المطالب إلى المحافظة خلال أسبوع وبمتابعة العمل في مشروع الطريق حتى اكتماله "
    "قبل موسم الأمطار."
)
ADDITION: Final = " وحضر اللقاء عدد من مشايخ المنطقة وأعيانها."
SIDES: Final = ("houthi", "government", None)
ADDRESSES: Final = 8
DAYS: Final = (None, "2016-03-01", "2016-03-02", "2016-03-04", ("2016-01-01", "2016-03-04"))
SOME_TIMES: Final = 4
"""Once in so many steps nobody asks for incidents, so that more is waiting when somebody does."""

seen: Counter[str] = Counter()
"""What the sequences did, for whoever runs many."""

told_events = st.lists(
    st.builds(
        lambda type_, place, day, actor, background: event(
            type_, place, day, actor=actor, background=background, words="اشتباكات قرب مركز المديرية"
        ),
        st.sampled_from(("clash", "killing", "capture", "accusation")),
        st.sampled_from((SIRWAH, SIRWAH, SIRWAH, HARIB, MARIB, None)),
        st.sampled_from(DAYS),
        st.sampled_from(SIDES),
        st.booleans(),
    ),
    max_size=3,
)
numbers = st.integers(0, ADDRESSES - 1)
chances = st.randoms(use_true_random=False)


class Sequences(RuleBasedStateMachine):
    """A register on SQLite in a folder of its own, to which this and that is done."""

    template: Path | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sijill-sequences-"))
        self.state = os.environ.get("XDG_STATE_HOME")
        os.environ["XDG_STATE_HOME"] = str(self.folder)
        file = self.folder / "register.db"
        shutil.copy(_empty(), file)
        self.register = Register.open(f"sqlite:///{file}")
        self.run = self.register.start_run("ingest")
        self.texts = 0
        self.gone: set[str] = set()
        self.made: list[tuple[Any, ...]] = []
        seen["sequences"] += 1

    def teardown(self) -> None:
        try:
            self._look()
        finally:
            self.register.close()
            if self.state is None:
                del os.environ["XDG_STATE_HOME"]
            else:
                os.environ["XDG_STATE_HOME"] = self.state
            shutil.rmtree(self.folder)

    @rule(number=numbers, events=told_events, copied=st.sampled_from((0, 0, 1, 2)), chance=chances)
    def add_or_correct(self, number: int, events: list[Event], copied: int, chance: Any) -> None:
        """A report comes in; if there is one at its address, it is a correction."""
        self.texts += 1
        entry = entry_of(number, self.texts, events, copied)
        added = self.register.add([entry], self.run)
        seen["added" if added.reports else "corrected" if added.versions else "refused"] += 1
        self._done(chance)

    @rule(events=told_events, chance=chances)
    def read_anew(self, events: list[Event], chance: Any) -> None:
        """Another program reads other events out of a text."""
        stored = list(self.register.documents())
        if stored:
            self.texts += 1
            one = chance.choice(stored)
            document = Document(report=one.document.report, events=events)
            stamp = Stamp("0.2.0", "yemen", "1.0.0", f"{self.texts:064}")
            reading = Rereading(
                version_id=one.version.id, report_id=one.version.report_id, document=document, stamp=stamp
            )
            self.register.add_readings([reading], self.run)
            seen["read anew"] += 1
            self._done(chance)

    @rule(chance=chances)
    def mark_confidential(self, chance: Any) -> None:
        """A report is marked, so no word of it is shown any more."""
        ids = sorted({stored.version.report_id for stored in self.register.documents()})
        if ids:
            self.register.mark_confidential([chance.choice(ids)], self.run)
            seen["marked confidential"] += 1
            self._done(chance)

    @rule(chance=chances)
    def take_out(self, chance: Any) -> None:
        """A report is taken out for good."""
        ids = sorted({stored.version.report_id for stored in self.register.documents()})
        if ids:
            self.gone.add(chance.choice(ids))
            for report_id in self.gone & set(ids):
                redact(self.register, why="asked for", report=report_id)
            seen["taken out"] += 1
            self._nothing_is_left()
            self._done(chance)

    @rule(chance=chances)
    def merge(self, chance: Any) -> None:
        """Somebody finds that two incidents are one."""
        linked.catch_up(self.register)
        ids = sorted(self._members())
        if len(ids) > 1:
            made = linked.merge(self.register, chance.sample(ids, 2), by="somebody", why="the same")
            assert len(made.incidents) == 1
            self._decided("merged", chance)

    @rule(chance=chances)
    def split(self, chance: Any) -> None:
        """Somebody finds that some claims are of another incident."""
        linked.catch_up(self.register)
        several = sorted((id_, sorted(keys)) for id_, keys in self._members().items() if len(keys) > 1)
        if several:
            id_, keys = chance.choice(several)
            some = chance.sample(keys, chance.randint(1, len(keys) - 1))
            made = linked.split(self.register, id_, some, by="somebody else", why=None)
            assert len(made.incidents) > 1
            self._decided("split", chance)

    @precondition(lambda self: self.made)
    @rule(chance=chances)
    def withdraw(self, chance: Any) -> None:
        """Somebody takes a decision back, it may be one that took another back."""
        counting = [one.kept.decision.number for one in linked.decisions_of(self.register) if one.counts]
        linked.withdraw(self.register, chance.choice(counting), by="somebody", why="wrong")
        self._decided("withdrawn", chance)

    def _decided(self, what: str, chance: Any) -> None:
        seen[what] += 1
        self.made.append(_as_made(linked.decisions_of(self.register)[-1]))
        self._done(chance)

    def _done(self, chance: Any) -> None:
        if chance.randrange(SOME_TIMES):
            # One report in a transaction, or all of them.
            portion = chance.choice((1, 100))
            while linked.is_due(self.register):
                self.register.write(lambda connection: link_next(connection, portion))
            self._look()

    def _look(self) -> None:
        """What must hold whenever somebody asks for incidents."""
        linked.catch_up(self.register)
        with self.register.reading() as connection:
            assert not to_link.any_waiting(connection)
            at_once = _at_once(connection)
            self._incidents_are_those_of(at_once, connection)
            self._every_claim_has_its_row(connection)
        self._decisions_stand()
        self._nothing_is_left()
        seen["looked at"] += 1

    def _incidents_are_those_of(self, found: Gathered, connection: Connection) -> None:
        """The incidents, their ids and their accounts are those of linking all claims at once."""
        every = [incident_of(claims) for claims in found.incidents()]
        expected = {one.id: {claim.key for claim in one.claims} for one in every}
        assert self._members() == expected
        stored = {row.id: row for row in connection.execute(select(schema.incident))}
        assert stored.keys() == expected.keys()
        for one in every:
            account = account_of(one, found.copies)
            assert stored[one.id].account == msgspec.json.decode(msgspec.json.encode(account))
            assert stored[one.id].reports == len(account.reports)
            assert stored[one.id].claims == len(one.claims)
        self._decisions_are_followed(found.claims, connection)

    def _decisions_are_followed(self, claims: list[Claim], connection: Connection) -> None:
        there = {claim.key for claim in claims}
        within = {key: id_ for id_, keys in self._members().items() for key in keys}
        member = schema.incident_member.c
        seed = {row.claim_key: row.seed for row in connection.execute(select(member.claim_key, member.seed))}
        all_ = decided(decisions.pure(connection))
        for one, other in all_.together:
            assert not {one, other} <= there or within[one] == within[other]
        for one in there:
            assert all(seed[one] != seed[other] for other in all_.apart_from(one) & there)

    def _every_claim_has_its_row(self, connection: Connection) -> None:
        claim, reading, version = schema.claim, schema.reading, schema.version
        current = (
            select(claim.c.id)
            .join(reading, reading.c.id == claim.c.reading_id)
            .join(version, version.c.id == claim.c.version_id)
            .where(reading.c.current, newest(), claim.c.type != "accusation")
        )
        members = connection.scalars(select(schema.incident_member.c.claim_id)).all()
        assert sorted(members) == sorted(connection.scalars(current))

    def _decisions_stand(self) -> None:
        """Nothing of a decision is changed, but that claims of a report taken out are not named any more."""
        stand = [_as_made(one) for one in linked.decisions_of(self.register)]
        assert [one[:-1] for one in stand] == [one[:-1] for one in self.made]
        for (*_, keys), (*_, before) in zip(stand, self.made, strict=True):
            left = [key for key in before if key.partition("/")[0] not in self.gone]
            assert set(left) <= set(keys)
            assert len(keys) == len(before)

    def _nothing_is_left(self) -> None:
        with self.register.reading() as connection:
            for table in (*map(schema.metadata.tables.get, sorted(schema.LINKED)), schema.decision):
                assert table is not None
                written = repr(connection.execute(select(table)).all())
                assert not [report_id for report_id in self.gone if report_id in written], table.name

    def _members(self) -> dict[str, set[str]]:
        member, found = schema.incident_member.c, dict[str, set[str]]()
        with self.register.reading() as connection:
            for row in connection.execute(select(member.incident_id, member.claim_key)):
                found.setdefault(row.incident_id, set()).add(row.claim_key)
        return found


def _at_once(connection: Connection) -> Gathered:
    """All claims of a register, to be linked at once in memory."""
    return Gathered(
        claims=[claim for one in told(connection) for claim in one.claims()],
        copies=copies(connection),
        decided=decided(decisions.pure(connection)),
    )


def _as_made(one: linked.ListedDecision) -> tuple[Any, ...]:
    decision, kept = one.kept.decision, one.kept
    about = (decision.number, decision.kind, decision.of, kept.at, kept.by, kept.why)
    return (*about, (*decision.one, *decision.other))


def entry_of(number: int, text: int, events: list[Event], copied: int = 0, before: str = "") -> Entry:
    """The report at an address, told with that text, out of which these events were read."""
    words = (
        before + f"الخبر {text}." if not copied else AGENCY + (ADDITION if copied == 2 else "") + f" {number}"
    )
    day = f"2016-03-0{number % 3 + 2}"
    about = {
        "url": f"https://news.example/{number}",
        "title": f"عنوان {text}",
        "published": day,
        "source": f"outlet {number % 3}",
    }
    found = Found(
        text=words,
        capture=Capture(
            data=words.encode(),
            media_type="text/plain",
            captured_at="2026-03-01T10:00:00+00:00",
            whence=f"{text}.txt",
        ),
        fields={name: Known(value, "line") for name, value in about.items()},
    )
    report = Report(text=words, language="ar", side=SIDES[number % 3], **about)
    return Entry(
        found=found,
        report=report,
        document=Document(report=report, events=events),
        stamp=Stamp("0.1.0", "yemen", "1.0.0", "0f" * 32),
    )


def _empty() -> Path:
    """An empty register, made once: making its tables takes longer than a sequence."""
    if Sequences.template is None:
        file = Path(tempfile.mkdtemp(prefix="sijill-empty-")) / "register.db"
        Register.open(f"sqlite:///{file}").close()
        Sequences.template = file
    return Sequences.template
