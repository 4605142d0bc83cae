"""What pages and API show of all reports together, kept until the register changes.

All claims without their texts, the incidents they make, and what follows from them, with people's edits
laid on top. Linking and deriving take seconds in a large register, so what was made is shown until the new is
ready; only after a redaction everybody waits for the new.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from sqlalchemy import Connection, func, select

from sijill.deriving.agreements import Agreement
from sijill.deriving.agreements import agreements as agreements_of
from sijill.deriving.control import Control
from sijill.deriving.coverage import Coverage, coverage
from sijill.deriving.standing import Standings
from sijill.engines.linked import catch_up, groups
from sijill.linking.claims import Claim, claims_of
from sijill.linking.copies import Copies
from sijill.linking.incidents import ID_LENGTH, Account, Incident, account_of, incident_of
from sijill.packs import Pack
from sijill.record import Report
from sijill.store import edits as stored_edits
from sijill.store import publication, schema
from sijill.store.claims import copies, told
from sijill.store.edits import Edit, active
from sijill.store.edits import everything as edits_of
from sijill.store.publication import Published
from sijill.web.desk.reviewed import Review, added, claim_reviewed
from sijill.web.desk.rows import Row, row_of

if TYPE_CHECKING:
    from sijill.store import Register

LOOKED_AGAIN: Final = 1.0
"""Seconds between two looks whether others have written into the register."""


MADE_WHILE_WAITING: Final = 2_000
"""Incidents that are linked in a moment: of so few whoever asks sees the new at once."""


class Read(Struct, frozen=True, kw_only=True):
    """What was read out of the reports, and which claims tell of one incident. No edits in it.

    `reports`, `versions` (the newest), `outlets` are by the report's id, `hidden` are confidential reports;
    `groups` has the claims of each incident by its id, `incident_of` the incident of each claim.
    """

    speech: dict[str, Claim]
    reports: dict[str, Report]
    hidden: frozenset[str]
    outlets: dict[str, str | None]
    versions: dict[str, str]
    copies: Copies
    groups: dict[str, list[Claim]]
    incident_of: dict[str, str]


class Layer(Struct, frozen=True, kw_only=True):
    """What people made of it: their edits by claim, the texts of the reports edited, states by incident."""

    edits: Mapping[str, Sequence[Edit]]
    texts: Mapping[str, str]
    states: Mapping[str, Published]


NOTHING_EDITED: Final = Layer(edits={}, texts={}, states={})


class Material:
    """Everything that is told of in a register at one moment.

    `answers` is for what is worked out of it, until it changes; `reviews` are of claims that people have
    edited, `unedited` these claims as they were read, `rejected` those of them that count for nothing.
    """

    def __init__(self, read: Read, pack: Pack, layer: Layer, before: "Material | None" = None) -> None:
        self.read = read
        self.pack = pack
        self.reports = read.reports
        self.versions = read.versions
        self.copies = read.copies
        self.layer = layer
        self.reviews: dict[str, Review] = dict(before.reviews) if before else {}
        self.rejected: dict[str, Claim] = dict(before.rejected) if before else {}
        self.unedited: dict[str, Claim] = dict(before.unedited) if before else {}
        self.incidents: dict[str, Incident] = dict(before.incidents) if before else {}
        self.accounts: dict[str, Account] = dict(before.accounts) if before else {}
        self.row_of: dict[str, Row] = dict(before.row_of) if before else {}
        self.by_key: dict[str, Claim] = dict(before.by_key) if before else {}
        self.incident_of: dict[str, str] = dict(before.incident_of) if before else {}
        self.answers: dict[Hashable, Any] = {}
        self._deriving = Lock()
        done = before.layer if before else NOTHING_EDITED
        added = {name_of_first(key): key for key, of in layer.edits.items() if of[0].kind == "add"}
        if before is None:
            for key, claim in read.speech.items():
                self._put_claim(key, claim)
            for id_, claims in read.groups.items():
                self._put(id_, claims)
        else:
            changed = {key for key, of in layer.edits.items() if len(of) != len(done.edits.get(key, ()))}
            for key in changed & read.speech.keys():
                self._put_claim(key, read.speech[key])
            ids = {read.incident_of[key] for key in changed if key in read.incident_of}
            ids |= {id_ for id_, state in layer.states.items() if state != done.states.get(id_)}
            for id_ in ids & read.groups.keys():
                self._put(id_, read.groups[id_])
        for id_, key in added.items():
            self._put(id_, self._added(key))
        self.rows: list[Row] = list(self.row_of.values())

    @property
    def last_day(self) -> str | None:
        """The day of the last report."""
        return max((r.published for r in self.reports.values() if r.published), default=None)

    @property
    def agreements(self) -> list[Agreement]:
        """The agreements, the latest first."""
        with self._deriving:
            return self._agreements

    @property
    def control(self) -> Control:
        """Who holds which place."""
        with self._deriving:
            return self._control

    @property
    def coverage(self) -> Mapping[str, Mapping[str, Coverage]]:
        """How much is reported, by place and month."""
        with self._deriving:
            return self._coverage

    @property
    def standings(self) -> Standings:
        """Who is independent."""
        with self._deriving:
            return self._standings

    @cached_property
    def claims(self) -> list[Claim]:
        """All claims that tell of incidents."""
        return [claim for incident in self.incidents.values() for claim in incident.claims]

    @cached_property
    def speech(self) -> list[Claim]:
        """All claims that are words alone."""
        return [self.by_key[key] for key in self.read.speech if key in self.by_key]

    @cached_property
    def _agreements(self) -> list[Agreement]:
        groups = [incident.claims for incident in self.incidents.values()]
        return agreements_of(groups, self.copies)[::-1]

    @cached_property
    def _control(self) -> Control:
        return Control(self.claims, self.copies, self.pack)

    @cached_property
    def _coverage(self) -> Mapping[str, Mapping[str, Coverage]]:
        return coverage(self.claims, list(self.reports.values()))

    @cached_property
    def _standings(self) -> Standings:
        return Standings.of_pack(self.pack)

    def _put(self, id_: str, claims: Iterable[Claim]) -> None:
        """Put an incident there as people left it: it keeps its id, and goes if all its claims are
        rejected."""
        listed = list(claims)
        kept = tuple(made for claim in listed if (made := self._put_claim(claim.key, claim)))
        for claim in listed:
            self.incident_of[claim.key] = id_
        if not kept:
            for table in (self.incidents, self.accounts, self.row_of):
                table.pop(id_, None)
            return
        incident = Incident(id=id_, claims=kept)
        self.incidents[id_] = incident
        self.accounts[id_] = account_of(incident, self.copies)
        self.row_of[id_] = row_of(incident, self.accounts[id_], self.reviews, self.layer.states.get(id_))

    def _put_claim(self, key: str, claim: Claim) -> Claim | None:
        """Put a claim there as people left it; None if they rejected it."""
        edits = self.layer.edits.get(key)
        self.rejected.pop(key, None)
        if edits:
            report = claim.report_id
            self.unedited[key] = claim
            claim, review = claim_reviewed(claim, edits, self.layer.texts[report], self.versions[report])
            self.reviews[key] = review
            if review.verdict == "rejected":
                self.rejected[key] = claim
                self.by_key.pop(key, None)
                return None
        self.by_key[key] = claim
        return claim

    def _added(self, key: str) -> Iterable[Claim]:
        """An event that somebody added, as a claim of its report; nothing if that was taken back."""
        first = self.layer.edits[key][0]
        id_ = first.report_id
        if first not in active(self.layer.edits[key]):
            self.by_key.pop(key, None)
            return
        event = added(first, self.layer.texts[id_], self.versions[id_])
        if event is not None:
            yield Claim(
                key=key,
                position=ADDED,
                event=event,
                report=self.reports[id_],
                outlet=self.read.outlets[id_],
                confidential=id_ in self.read.hidden,
            )


ADDED: Final = -1
"""The position of a claim that stands in no document: somebody added it."""


def name_of_first(key: str) -> str:
    """The id of the incident that begins with a claim."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


class Keeper:
    """Keeps the material of a register, and makes it anew when the register has changed."""

    def __init__(self, register: "Register") -> None:
        self._register = register
        self._making = Lock()
        self._kept: Material | None = None
        self._stamp: tuple[int, ...] = ()
        self._layer: tuple[int, ...] = ()
        self._redactions = -1
        self._looked = 0.0
        self._behind: Thread | None = None

    def material(self, pack: Pack) -> Material:
        """The material as it is now, or as it was a moment ago while the new is being made."""
        kept = self._kept
        if kept is not None and not self._is_due():
            return kept
        with self._register.reading() as connection:
            stamp, layer, redactions = _stamp(connection), _layer(connection), _redactions(connection)
            self._looked = monotonic()
            if kept is not None and (stamp, layer) == (self._stamp, self._layer):
                return kept
            if kept is not None and stamp != self._stamp and redactions == self._redactions and self._large():
                self._make_behind(pack)
                return kept
        return self._make(pack)

    def look_again(self) -> None:
        """The register was just written to from here: the next who asks sees it."""
        self._looked = 0.0

    def wait(self) -> None:
        """Until what is being made is ready."""
        if behind := self._behind:
            behind.join()

    def _large(self) -> bool:
        return self._kept is not None and len(self._kept.incidents) > MADE_WHILE_WAITING

    def _is_due(self) -> bool:
        return monotonic() - self._looked >= LOOKED_AGAIN

    def _make_behind(self, pack: Pack) -> None:
        with self._making:
            if self._behind is None or not self._behind.is_alive():
                self._behind = Thread(target=self._make, args=(pack,), name="material", daemon=True)
                self._behind.start()

    def _make(self, pack: Pack) -> Material:
        # What came since is linked to the rest first: that is kept, and need not be done again.
        catch_up(self._register)
        with self._making, self._register.reading() as connection:
            stamp, layer = _stamp(connection), _layer(connection)
            if self._kept is not None and (stamp, layer) == (self._stamp, self._layer):
                return self._kept
            before = self._kept if stamp == self._stamp else None
            read = before.read if before else _read(connection)
            self._kept = Material(read, pack, _layer_of(connection, read), before)
            self._stamp, self._layer, self._redactions = stamp, layer, _redactions(connection)
            return self._kept


def _read(connection: Connection) -> Read:
    claims: list[Claim] = []
    speech: list[Claim] = []
    reports: dict[str, Report] = {}
    outlets: dict[str, str | None] = {}
    versions: dict[str, str] = {}
    hidden: set[str] = set()
    for stored in told(connection):
        document = stored.document
        id_ = document.report.id or ""
        reports[id_], versions[id_], outlets[id_] = document.report, stored.version_id, stored.outlet
        if stored.confidential:
            hidden.add(id_)
        of = {"outlet": stored.outlet, "confidential": stored.confidential}
        claims += claims_of(document, **of)  # type: ignore[arg-type]
        speech += claims_of(document, **of, speech=True)  # type: ignore[arg-type]
    alike = copies(connection)
    by_incident = {incident_of(of).id: of for of in groups(connection, claims, alike)}
    return Read(
        speech={claim.key: claim for claim in speech},
        reports=reports,
        hidden=frozenset(hidden),
        outlets=outlets,
        versions=versions,
        copies=alike,
        groups=by_incident,
        incident_of={claim.key: id_ for id_, of in by_incident.items() for claim in of},
    )


def _layer_of(connection: Connection, read: Read) -> Layer:
    edits = edits_of(connection)
    reports = {of[0].report_id for of in edits.values()}
    texts = _texts(connection, [read.versions[id_] for id_ in sorted(reports & read.versions.keys())])
    return Layer(
        edits={key: of for key, of in edits.items() if of[0].report_id in texts},
        texts=texts,
        states=publication.states(connection),
    )


def _texts(connection: Connection, version_ids: Sequence[str]) -> dict[str, str]:
    """The texts of these versions by their reports' ids."""
    version = schema.version.c
    found: dict[str, str] = {}
    for at in range(0, len(version_ids), 500):
        some = version_ids[at : at + 500]
        query = select(version.report_id, version.text).where(version.id.in_(some))
        found |= {row.report_id: row.text for row in connection.execute(query)}
    return found


def _stamp(connection: Connection) -> tuple[int, ...]:
    """What changes whenever reports are taken in, read anew, marked or taken out, or incidents decided on."""
    counts = [
        select(func.count()).select_from(table).scalar_subquery()
        for table in (schema.reading, schema.redaction, schema.report, schema.decision)
    ]
    hidden = select(func.count()).select_from(schema.report).where(schema.report.c.confidential)
    current = select(func.max(schema.reading.c.read_at)).where(schema.reading.c.current)
    row = connection.execute(select(*counts, hidden.scalar_subquery(), current.scalar_subquery())).one()
    return tuple(row)


def _layer(connection: Connection) -> tuple[int, ...]:
    """What changes with every edit."""
    return stored_edits.count(connection), publication.count(connection)


def _redactions(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(schema.redaction)) or 0
