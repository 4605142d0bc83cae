"""A register in one file, that can be brought back into SQLite or PostgreSQL alike.

The file is a ZIP archive: a file of JSON lines a table, and `manifest.json` with the number of rows and the
SHA-256 of each, so that a file that was cut or changed is known before anything of it is written. What can be
made anew from the rows, the full-text index and the incidents, is left out.
"""

import base64
import hashlib
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Table, delete, func, insert, select

from sijill.store import redact, runs, schema, search, to_link
from sijill.store.errors import StoreError
from sijill.store.private import opener
from sijill.store.register import Register

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
ROWS_AT_ONCE: Final = 500

CAPTURES_AT_ONCE: Final = 20
"""Rows of captured bytes in memory: one may be as large as the largest file that was taken in."""

LONGEST_LINE: Final = 1 << 29
"""Bytes that a row may come to; what unpacks to more is no row, and would fill the memory."""

LONGEST_MANIFEST: Final = 1 << 20
"""Bytes; the manifest of a register of any size has some thousands."""

NO_BACKUP: Final = "it is no backup of a register; name a file that sijill backup made"
DAMAGED: Final = "the backup is damaged ({}); use another one"


class TableContent(Struct, frozen=True):
    """How many rows of a table a backup holds, and the SHA-256 of their lines."""

    rows: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """What a backup holds: of which register, in which form, made when and by which program."""

    format: int
    schema: str
    register_id: str
    made_at: str
    program: str
    tables: dict[str, TableContent]


def back_up(register: Register, to: Path, *, at: str, program: str) -> Manifest:
    """Write the register as it is at this moment into a new file.

    The file appears whole or not at all. Raises `StoreError` if there is one already or it cannot be written.
    """
    if to.exists():
        raise StoreError(f"{to}: there is a file of that name; name another, so that nothing is lost")
    beside = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        with (
            open(beside, "xb", opener=opener) as stream,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
            register.reading() as connection,
        ):
            tables = {
                table.name: _write_table(connection, table, archive)
                for table in schema.metadata.sorted_tables
                if table.name not in schema.LINKED
            }
            manifest = Manifest(
                format=FORMAT,
                schema=schema.HEAD,
                register_id=_register_id(connection),
                made_at=at,
                program=program,
                tables=tables,
            )
            archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2))
        beside.replace(to)
    except OSError as fault:
        raise StoreError(f"{to}: {(fault.strerror or str(fault)).lower()}") from fault
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
    return manifest


def checked(backup: Path) -> Manifest:
    """What a backup holds, once all of it was seen to be as it was written. Raises `StoreError`."""
    with _opened(backup) as archive:
        return _manifest(archive, backup)


def restore(backup: Path, register: Register) -> Manifest:
    """Bring a backup back into a register that holds nothing yet, in one transaction.

    Raises `StoreError`, with nothing written, if the file is no whole backup or the register is in use.
    """
    with _opened(backup) as archive:
        manifest = _manifest(archive, backup)
        with backup.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        told = {"backup": register.screen.text(backup.name), "sha256": digest}
        register.write(lambda connection: _write(connection, register, archive, manifest, told))
    # The files have held what was taken out, and what comes in now is screened by this register's ledger.
    register.refresh()
    return manifest


@contextmanager
def _opened(backup: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(backup) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError) as fault:
        raise StoreError(f"{backup}: {NO_BACKUP}") from fault
    except OSError as fault:
        raise StoreError(f"{backup}: {(fault.strerror or str(fault)).lower()}") from fault


def _register_id(connection: Connection) -> str:
    told = schema.register.c
    return str(connection.scalar(select(told.value).where(told.key == "register_id")))


def _write_table(connection: Connection, table: Table, archive: zipfile.ZipFile) -> TableContent:
    digest, count = hashlib.sha256(), 0
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_at_once(table))
    with archive.open(_name(table.name), "w", force_zip64=True) as stream:
        for row in connection.execute(query):
            line = msgspec.json.encode({name: _plain(value) for name, value in row._mapping.items()}) + b"\n"
            digest.update(line)
            stream.write(line)
            count += 1
    return TableContent(count, digest.hexdigest())


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _manifest(archive: zipfile.ZipFile, backup: Path) -> Manifest:
    """The manifest of an archive that holds all that it promises."""
    if MANIFEST not in archive.namelist():
        raise StoreError(f"{backup}: {NO_BACKUP}")
    try:
        with _unpacking(archive, MANIFEST), archive.open(MANIFEST) as stream:
            written = stream.read(LONGEST_MANIFEST)
        manifest = msgspec.json.decode(written, type=Manifest)
    except msgspec.DecodeError as fault:
        raise StoreError(f"{backup}: {DAMAGED.format(fault)}") from fault
    if (manifest.format, manifest.schema) > (FORMAT, schema.HEAD):
        raise StoreError(f"{backup}: a newer version of sijill made this backup; update the program")
    for name, content in manifest.tables.items():
        digest, count = hashlib.sha256(), 0
        for line in _lines(archive, name):
            digest.update(line)
            count += 1
        if (count, digest.hexdigest()) != (content.rows, content.sha256):
            raise StoreError(f"{backup}: {DAMAGED.format(f'table {name} is not as it was written')}")
    return manifest


def _write(
    connection: Connection,
    register: Register,
    archive: zipfile.ZipFile,
    manifest: Manifest,
    told: dict[str, str],
) -> None:
    for table in (schema.report, schema.set_aside, schema.run):
        if connection.scalar(select(func.count()).select_from(table)):
            raise StoreError(
                f"{register.name}: there is a register in use here; name a new one with --database"
            )
    # Its id goes with what it holds.
    connection.execute(delete(schema.register))
    for table in schema.metadata.sorted_tables:
        if table.name in manifest.tables:
            for rows in _rows(archive, table):
                connection.execute(insert(table), rows)
    search.rebuild(connection)
    to_link.everything(connection)
    _write_down(connection, manifest, told)
    # What was taken out since the backup was made must not come back, not even for a moment.
    redact.settle_rows(connection, register)


def _write_down(connection: Connection, manifest: Manifest, told: dict[str, str]) -> None:
    """Who brought which file back, in the trail that came with it."""
    run = runs.start(connection, "restore")
    entry = runs.entry(run, run.started_at, "restore", "register", manifest.register_id, told)
    runs.write_audit(connection, [entry])
    runs.end(connection, run, {name: content.rows for name, content in manifest.tables.items()})


def _rows(archive: zipfile.ZipFile, table: Table) -> Iterator[list[dict[str, Any]]]:
    binary = [column.name for column in table.columns if column.type.python_type is bytes]
    rows: list[dict[str, Any]] = []
    for line in _lines(archive, table.name):
        row = msgspec.json.decode(line, type=dict[str, Any])
        row.update((name, base64.b64decode(row[name])) for name in binary)
        rows.append(row)
        if len(rows) == _at_once(table):
            yield rows
            rows = []
    if rows:
        yield rows


def _lines(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    with _unpacking(archive, f"table {table}"), archive.open(_name(table)) as stream:
        while line := stream.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE:
                raise zipfile.BadZipFile("a row without an end")
            yield line


@contextmanager
def _unpacking(archive: zipfile.ZipFile, what: str) -> Iterator[None]:
    """Turn whatever a changed archive makes of its reader into one sentence."""
    try:
        yield
    # RuntimeError is of a member that claims to be encrypted, or packed in an unknown way.
    except (KeyError, zipfile.BadZipFile, EOFError, RuntimeError, zlib.error, lzma.LZMAError) as fault:
        raise StoreError(f"{archive.filename}: {DAMAGED.format(f'{what}: {fault}')}") from fault


def _at_once(table: Table) -> int:
    return CAPTURES_AT_ONCE if table is schema.capture else ROWS_AT_ONCE


def _name(table: str) -> str:
    return f"tables/{table}.jsonl"
