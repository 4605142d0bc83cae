"""The ledger of redactions: what is needed to redact again, without the words.

It is kept outside the database, so that it outlives an older backup: beside a SQLite file as
`NAME.db.redactions`, and of every register in the user's state folder under the register's id. It holds a
random key and, of each redaction, keyed digests; the database holds the digests alone.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct, field

from sijill.store.errors import StoreError
from sijill.store.private import opener
from sijill.store.redact_words import NameDigest

FORMAT: Final = 1
BESIDE: Final = ".redactions"

Scope = Literal["name", "report"]


class Digests(Struct, frozen=True, omit_defaults=True):
    """What a redaction took out: a name, or reports by what identifies them and by their texts."""

    names: list[NameDigest] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


class Redaction(Struct, frozen=True, kw_only=True):
    """One redaction; `at` is ISO 8601 in UTC, `by` the user of the operating system who asked for it."""

    id: str
    at: str
    by: str
    why: str
    scope: Scope
    digests: Digests


class Ledger(Struct, frozen=True, kw_only=True):
    """The redactions of a register in their order, and the key (hexadecimal) of their digests."""

    format: int = FORMAT
    register_id: str
    key: str
    redactions: list[Redaction] = field(default_factory=list)

    @property
    def secret(self) -> bytes:
        """The key."""
        return bytes.fromhex(self.key)

    @property
    def mark(self) -> str:
        """What tells the key from another one, and tells nothing of it."""
        return hashlib.sha256(self.secret).hexdigest()[:16]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the redactions."""
        return frozenset(redaction.id for redaction in self.redactions)

    def joined(self, others: Iterable[Redaction]) -> "Ledger":
        """This ledger with those of the redactions that it lacks; itself if it lacks none."""
        new = [other for other in others if other.id not in self.ids]
        if not new:
            return self
        whole = sorted([*self.redactions, *new], key=lambda redaction: redaction.at)
        return msgspec.structs.replace(self, redactions=whole)


def new(register_id: str) -> Ledger:
    """A ledger with a key of its own and no redactions."""
    return Ledger(register_id=register_id, key=secrets.token_hex(32))


def redaction_id(digests: Digests) -> str:
    """The id of a redaction: the same thing taken out twice is one redaction."""
    return hashlib.sha256(msgspec.json.encode(digests)).hexdigest()[:32]


def beside(database: Path) -> Path:
    """Where the ledger of a SQLite register lies, so that both are moved together."""
    return database.with_name(database.name + BESIDE)


def beside_of(database: Path | None) -> Ledger | None:
    """The ledger that lies beside a SQLite file, if there is one."""
    return read(beside(database)) if database is not None else None


def in_state_folder(register_id: str) -> Path:
    """Where the ledger of any register lies on this machine."""
    folder = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(folder) / "sijill" / "redactions" / f"{register_id}.json"


def load(database: Path | None, register_id: str) -> Ledger | None:
    """The register's ledger, from beside its file and from the state folder; None if there is neither.

    Raises `StoreError` if one cannot be read, or belongs to another register.
    """
    found: Ledger | None = None
    for file in _places(database, register_id):
        ledger = read(file)
        if ledger is None:
            continue
        if ledger.register_id != register_id:
            raise StoreError(f"{file}: these are another register's redactions; move the file away")
        if found is not None and found.key != ledger.key:
            raise StoreError(f"{file}: its key is not that of the other copy; keep the right one of the two")
        found = ledger if found is None else found.joined(ledger.redactions)
    return found


def save(ledger: Ledger, database: Path | None) -> list[Path]:
    """Write the ledger to its places, whole or not at all; returns where it lies now.

    Raises `StoreError` if it cannot be written to the first of them.
    """
    written: list[Path] = []
    for file in _places(database, ledger.register_id):
        try:
            if read(file) != ledger:
                _write(file, ledger)
        except OSError as fault:
            if written:
                # The copy beside the database is the one that counts.
                continue
            raise StoreError(f"{file}: {(fault.strerror or str(fault)).lower()}") from fault
        written.append(file)
    return written


def read(file: Path) -> Ledger | None:
    """The ledger in a file; None if there is no such file. Raises `StoreError`."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Ledger)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, msgspec.DecodeError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else "it is damaged"
        raise StoreError(
            f"{file}: the redactions cannot be read ({why}); bring the file back, for without it what was "
            "taken out of the register could come back"
        ) from fault


def _places(database: Path | None, register_id: str) -> list[Path]:
    places = [beside(database)] if database is not None else []
    with suppress(RuntimeError):
        # Nobody's home: a user without an entry and without $HOME.
        places.append(in_state_folder(register_id))
    return places


def _write(file: Path, ledger: Ledger) -> None:
    if file.parent.name == "redactions":
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with open(part, "wb", opener=opener) as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(ledger), indent=2))
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        # The name in the folder must be on the disk before anything that rests on it.
        os.fsync(folder)
    finally:
        os.close(folder)
