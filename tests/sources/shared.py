"""What tests of all formats share: reading a file, and the two things that may come of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sijill.record import Found, SetAside
from sijill.sources.opening import reports_in
from sijill.sources.options import Options

AT = "2026-01-01T00:00:00Z"
REPORT = "شن الطيران غارتين على مديرية صرواح بمحافظة مأرب أمس الثلاثاء، وقتل خمسة مدنيين."
OTHER = "انسحبت القوات من مركز مديرية عتمة بمحافظة ذمار بعد أسابيع من القتال."


def items(*paths: Path, **options: Any) -> list[Found | SetAside]:
    """Everything that comes of these paths."""
    return list(reports_in(map(str, paths), Options(captured_at=AT, **options)))


def found(*paths: Path, **options: Any) -> list[Found]:
    """The reports, with nothing set aside."""
    read = items(*paths, **options)
    assert not [item for item in read if isinstance(item, SetAside)], read
    return [item for item in read if isinstance(item, Found)]


def alone(path: Path, **options: Any) -> Found:
    """The one report of a file."""
    (report,) = found(path, **options)
    return report


def refused(path: Path, **options: Any) -> str:
    """Why the file was set aside, with nothing else come of it."""
    (item,) = items(path, **options)
    assert isinstance(item, SetAside), item
    assert "\n" not in item.why
    return item.why


def told(report: Found) -> dict[str, tuple[str, str]]:
    """The fields as pairs of value and origin."""
    return {name: (known.value, known.origin) for name, known in report.fields.items()}
