"""The one form in which times of day are written down."""

import datetime


def now() -> str:
    """This moment in UTC, to the second: `2015-10-11T08:00:00Z`."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
