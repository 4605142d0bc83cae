"""What a run says of its reports beside the reports themselves, and the limits that hold for each."""

from typing import Final

from msgspec import Struct, field

from sijill.record.moments import now
from sijill.sources.columns import Columns

LIMIT: Final = 16 * 1024 * 1024
"""The largest report read, in bytes: many times a long book. Reading takes memory in proportion to the
text, about 100 bytes a byte, so that a file that is no single report would exhaust a small machine."""

TOO_LARGE: Final = f"it is larger than {LIMIT // (1024 * 1024)} MiB; split it into single reports"


class Options(Struct, frozen=True, kw_only=True):
    """How to take reports in.

    `captured_at` is the run's own time, given to every capture that carries none of its own. `published`,
    `source` and `title` hold for the reports that do not tell theirs. `columns` is the mapping for tables
    that have none beside them.
    """

    captured_at: str = field(default_factory=now)
    published: str | None = None
    source: str | None = None
    title: str | None = None
    columns: Columns | None = None
