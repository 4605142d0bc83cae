"""The register: reports, what was read out of them, and who wrote which row, in SQLite or PostgreSQL."""

from sijill.store import schema_desk as _desk  # noqa: F401 (its tables are the register's too)
from sijill.store.entries import Added, Entry, Rereading, Run
from sijill.store.errors import StoreError
from sijill.store.identity import Stamp, version_key
from sijill.store.register import Register
from sijill.store.streaming import StoredCapture, StoredDocument, StoredVersion

__all__ = [
    "Added",
    "Entry",
    "Register",
    "Rereading",
    "Run",
    "Stamp",
    "StoreError",
    "StoredCapture",
    "StoredDocument",
    "StoredVersion",
    "version_key",
]
