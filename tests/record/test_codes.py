"""The closed lists hold together."""

from typing import get_args

from sijill.record import EVENT_TYPES, GROUPS, Group, Level, schema
from sijill.record import codes as lists


def test_every_type_has_a_group_and_every_group_a_type() -> None:
    assert set(GROUPS) == EVENT_TYPES
    assert set(GROUPS.values()) == set(get_args(Group))


def test_no_list_names_a_word_twice() -> None:
    for name in ("EventType", "Status", "Role", "QuantityKind", "Means", "ObjectKind", "TermKind"):
        words = get_args(getattr(lists, name))
        assert len(words) == len(set(words)), name


def test_the_schema_has_the_same_lists() -> None:
    definitions = schema()["$defs"]
    assert set(definitions["Event"]["properties"]["type"]["enum"]) == EVENT_TYPES
    assert set(definitions["Place"]["properties"]["level"]["enum"]) == set(get_args(Level))
    assert set(definitions["Event"]["required"]) == {
        "type",
        "status",
        "background",
        "attribution",
        "evidence",
    }
