"""The pack by which accounts are made, loaded once."""

import pytest

from sijill import packs
from sijill.packs import Pack


@pytest.fixture(scope="session")
def yemen() -> Pack:
    """The pack of Yemen with its rates of control."""
    return packs.load("yemen")
