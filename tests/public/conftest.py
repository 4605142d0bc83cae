"""What the tests of what is public share: the masker and the terms of the pack `yemen`."""

from __future__ import annotations

from datetime import date

import pytest

from sijill.packs import load
from sijill.public import Masker, Terms, masker_for, terms_for


@pytest.fixture(scope="session")
def masker() -> Masker:
    """The masker of the pack."""
    return masker_for(load("yemen"))


@pytest.fixture(scope="session")
def terms() -> Terms:
    """The terms of the pack, on a day in 2016."""
    return terms_for(load("yemen"), date(2016, 1, 10))
