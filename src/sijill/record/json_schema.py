"""The JSON Schema of a document, made from the one definition of the record."""

from typing import Any

import msgspec

from sijill.record.document import ExplainedDocument


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of one document as `sijill read --format jsonl` prints it.

    It says what a schema can say: fields, kinds and bounds. That quotes equal their slices, that days
    are days of the calendar and that `low` is not above `high` is what `check_record` adds.
    """
    found = msgspec.json.schema(ExplainedDocument)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Sijill document",
        **found,
    }
