"""What tests of all layers share: the default pack, compiled once."""

from __future__ import annotations

import pytest

from sijill.packs import load
from sijill.packs.compiled import CompiledPack, compile_pack
from sijill.reading.reader import Reader


@pytest.fixture(scope="session")
def pack() -> CompiledPack:
    """The pack `yemen` as the reader uses it."""
    return compile_pack(load("yemen"))


@pytest.fixture(scope="session")
def reader(pack: CompiledPack) -> Reader:
    """A reader of that pack."""
    return Reader(pack)
