"""How a document looks as JSON: absent values are left out, fields stand in the codebook's order."""

import json

import msgspec

from sijill.record import (
    Attribution,
    Document,
    Event,
    Evidence,
    Participant,
    Place,
    Quantity,
    Quote,
    Report,
    Time,
)

TEXT = "انسحبت القوة من مديرية عتمة أمس"


def event() -> Event:
    return Event(
        type="withdrawal",
        status="occurred",
        background=False,
        extent="whole",
        participants=[Participant(role="actor", id="other", quote=Quote.cut(TEXT, 7, 12))],
        place=Place(name="عتمة", level="district", lat=14.475, lon=43.945, quote=Quote.cut(TEXT, 16, 27)),
        time=Time(precision="unknown", quote=Quote.cut(TEXT, 28, 31)),
        attribution=Attribution(kind="reporter"),
        evidence=[Evidence(text=TEXT, start=0, end=len(TEXT), trigger=Quote.cut(TEXT, 0, 6))],
    )


def test_absent_values_are_left_out_and_the_order_is_the_codebooks() -> None:
    written = json.loads(msgspec.json.encode(Document(report=Report(text=TEXT), events=[event()])))
    assert list(written) == ["report", "events"]
    assert written["report"] == {"text": TEXT}
    assert list(written["events"][0]) == [
        "type",
        "status",
        "background",
        "extent",
        "participants",
        "place",
        "time",
        "attribution",
        "evidence",
    ]
    assert list(written["events"][0]["place"]) == ["name", "level", "lat", "lon", "quote"]
    assert written["events"][0]["background"] is False


def test_a_zero_is_a_value() -> None:
    written = json.loads(msgspec.json.encode(Quantity(kind="killed", low=0, high=20)))
    assert written == {"kind": "killed", "low": 0, "high": 20}


def test_null_is_read_as_absent_and_nothing_is_lost_on_the_way() -> None:
    document = Document(report=Report(text=TEXT), events=[event()])
    encoded = msgspec.json.encode(document)
    assert msgspec.json.decode(encoded, type=Document) == document
    raw = json.loads(encoded)
    raw["events"][0]["place"]["id"] = None
    assert msgspec.convert(raw, Document) == document
