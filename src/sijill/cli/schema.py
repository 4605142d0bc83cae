"""`sijill schema`: the JSON Schema of a document."""

import sys


def schema() -> None:
    """Print the JSON Schema of the documents that `sijill read` writes."""
    import msgspec

    from sijill.record import schema as document_schema

    text = msgspec.json.format(msgspec.json.encode(document_schema()), indent=2)
    sys.stdout.write(text.decode() + "\n")
