"""Report to events: one module a question."""

from sijill.reading.reader import Reader

__all__ = ["Reader"]
