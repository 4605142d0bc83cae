"""Days in the many forms in which sources write them."""

from __future__ import annotations

import datetime

import pytest

from sijill.record import ReportError
from sijill.sources.days import day_of

DAY = "2015-10-11"
WRITTEN = [
    "2015-10-11", "2015-10-11T23:59:00+03:00", "2015-10-11T00:30:00Z", "2015/10/11", "2015.10.11", "20151011",
    "20151011T203000", "11/10/2015", "11-10-2015", "11.10.2015", "11/10/2015 09:30 ص", "١١/١٠/٢٠١٥",
    "١١‏/١٠‏/٢٠١٥", "11 October 2015", "11 Oct, 2015", "October 11, 2015", "Oct 11th, 2015",
    "Sun, 11 Oct 2015 23:30:00 +0300", "11 أكتوبر 2015", "الأحد 11 أكتوبر 2015 - 14:00", "أكتوبر 11, 2015",
    "الأحد ١١ تشرين الأول/أكتوبر ٢٠١٥", "[11/أكتوبر/2015]", "نشر في 11/10/2015", "28 ذو الحجة 1436هـ", 42288,
    42288.75, "42288", datetime.date(2015, 10, 11), datetime.datetime(2015, 10, 11, 23, 59),
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN, ids=str)
def test_every_form_is_the_day_that_was_printed(written: object) -> None:
    assert day_of(written) == DAY


@pytest.mark.parametrize("written", ["", "أمس", "2015", "31/2/2015", "10/25/2015", "11/10/15", 7, True, None])
def test_what_is_no_day_is_told(written: object) -> None:
    with pytest.raises(ReportError, match="is not a day"):
        day_of(written)


def test_the_month_comes_first_only_where_it_is_said() -> None:
    assert day_of("10/11/2015", month_first=True) == DAY
    with pytest.raises(ReportError):
        day_of("25/10/2015", month_first=True)
