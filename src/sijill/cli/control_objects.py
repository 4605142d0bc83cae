"""Accounts of control as JSON, an object a line."""

from collections.abc import Iterator
from typing import Any

import msgspec

from sijill.deriving import control_objects
from sijill.deriving.containment import Located
from sijill.deriving.control import Account, Control


def account(control: Control, told: Account) -> Iterator[str]:
    """Who holds a place on a day."""
    yield _line(control_objects.account(control, told))


def map_of(control: Control, day: int) -> Iterator[str]:
    """Every place that anything is said of on a day."""
    for told in control.map_on(day):
        yield from account(control, told)


def timeline(control: Control, place: Located) -> Iterator[str]:
    """An interval a line, then the words of no known order in one, and the coverage by month in one."""
    yield from map(_line, control_objects.timeline(control, place))


def _line(told: dict[str, Any]) -> str:
    return msgspec.json.encode(told).decode()
