"""The measuring commands, on reports of our own: they need none of the measured ones."""

import re
from collections import Counter

import pytest

from sijill import read
from tools.quality import floors, gsr, reports_share, write_doc


@pytest.mark.parametrize(
    "report, section",
    [
        ({"source": "alwatan", "url": "http://x/Sports/News_Detail.aspx?ArticleID=1"}, "sport"),
        ({"source": "alwatan", "url": "http://x/Politics/News_Detail.aspx?ArticleID=1"}, None),
        ({"source": "aljazirah", "url": "http://x/2015/20150721/ec12.htm"}, "economy"),
        ({"source": "jawharafm", "id": "ant-XX-culture-1-20000101"}, "culture"),
        ({"source": "arreyadi", "url": "http://x/1"}, "sport"),
    ],
)
def test_sections_are_told_by_address_id_or_outlet(report: dict[str, str], section: str | None) -> None:
    assert reports_share.rules()[report["source"]].section(report) == section


def test_shares_of_sentences_count_background_apart() -> None:
    event = read("قصفت القوات مواقع المسلحين في المدينة.").events[0]
    sentences = [
        gsr.Sentence("assault", "yes", "", (event,)),
        gsr.Sentence("assault", "yes", "", ()),
    ]
    assert gsr.found(sentences) == {"assault": 0.5}
    assert gsr.table(sentences)[0] == ("assault", "yes", "50.0 % (1/2)", "50.0 % (1/2)")


def test_a_figure_below_its_floor_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floors, "floors", lambda: {"gold": {"events": 0.70, "fields": 0.50}})
    faults = floors.below({"gold": {"events": 0.69, "fields": 0.50}})
    assert faults == ["gold: events is 0.690, below its floor of 0.700"]


def test_each_floor_is_of_a_figure_that_is_measured() -> None:
    assert {name: set(figures) for name, figures in floors.floors().items()} == {
        "gold": {"events", "fields"},
        "check": {"events", "fields"},
        "gsr": set(gsr.KINDS),
        "linking": {"b-cubed", "pairs", "copies"},
        "html": {"precision", "recall"},
        "masking": {"known-recall", "known-kept", "apart-recall", "apart-kept"},
    }


def test_paragraphs_by_hand_are_kept() -> None:
    text = "<!-- by hand: errors -->\nWhy.\n<!-- end -->\n"
    kept = dict(write_doc.BY_HAND.findall(text))
    assert kept == {"errors": "Why.\n"}
    assert write_doc.by_hand("errors", kept) == text


def test_the_page_has_its_paragraphs() -> None:
    page = write_doc.PAGE.read_text(encoding="utf-8")
    kept = dict(write_doc.BY_HAND.findall(page))
    assert set(kept) == {"totals", "errors", "sentences", "sections"}
    assert all(re.search(r"\w", paragraph) for paragraph in kept.values())


def test_sections_together() -> None:
    shares = reports_share.Shares(10, Counter(sport=4, culture=1), Counter(sport=1), ())
    assert shares.rows()[-1] == ("together", "20.0 % (1/5)")
