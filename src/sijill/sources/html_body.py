"""The report's words on a page, without the headline: paragraphs a line each, in the page's order.

trafilatura finds the body once the page is pruned and levelled; where it holds less than the densest block of
running text, as it happens with texts outside of paragraphs, that block is taken instead.
"""

import logging
import re
from typing import Final

import trafilatura
from lxml.html import HtmlElement, fromstring, tostring

from sijill.record import ReportError
from sijill.sources.days import day_or_none
from sijill.sources.html_bombs import BOMB, has_endless_tag
from sijill.sources.html_charset import without_controls
from sijill.sources.html_pruning import prune

# It warns of every page in which it finds little; here that is what the second look is for.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

RUNNING: Final = 12
"""Words outside of links from which a paragraph is running text and no label."""

NEARLY_ALL: Final = 0.75
"""The share of the page's running text that the densest block must hold."""

LACKING: Final = 0.9
"""Below this share of the densest block's words trafilatura's body lacks something."""

MOSTLY: Final = 0.5
LABELS_WITHIN: Final = 8
"""With less running text than this share, and so many other lines, what was found is a list of teasers."""

CELL: Final = 30
"""Words in one cell from which a table is there for the layout."""

INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd mark o:p q s small span strike "
    "strong sub sup time tt u var wbr".split()
)
LINES: Final = frozenset(
    "p div section article li h1 h2 h3 h4 h5 h6 tr blockquote pre dd dt figcaption".split()
)
LABELS: Final = 14
"""Words of the longest line at the edge of a body that may be a label (a date, who shares, who printed)."""

LONGEST_LABEL: Final = 300
"""Characters of such a line; a longer one may be made to be looked through for ever."""

ABOVE: Final = 12
"""Lines among which the headline is looked for: what stands above it is the page's own."""

EDGE: Final = re.compile(
    r"""[\s\[(|*•-]*(?:
      (?:تاريخ[ ])?(?:النشر|نشر|نُشر|أضيف|أضافه|حرر)[ ]?(?:في[ ]|بتاريخ|بواسطة|:|/|\d).*
    | (?:كتب|كتبه|بقلم|تصوير|المصدر|القسم|التصنيف|المجموعة|الزيارات)[ ]?[:/].* | بقلم[ ].* | بواسطة[ ].*
    | (?:آخر[ ])?تحديث.* | أرشيفية? | (?:صورة|الصورة)[ ].*
    | .*(?:حقوق[ ](?:النشر|الطبع)|الحقوق[ ]محفوظة|©|Copyright).*
    | (?:عدد[ ])?(?:المشاهدات|القراءات|الزيارات)\b.* | \d+[ ](?:مشاهدة|قراءة|زيارة) | [\d,.٠-٩]+
    | (?:شارك|انشر)[ ](?:الخبر|هذا|المقال|الموضوع|على|عبر).* | للاشتراك.* | لمتابعة.*(?:على|عبر|اشترك).*
    | (?:تابع|تابعوا|تابعونا|اشترك|اشتركوا|انضم|انضموا)\b.*(?:على|عبر|قناتنا|قناة|نشرتنا|النشرة|منصات).*
    | نسخة[ ]للطباعة | طباعة | إرسال[ ]إلى[ ]صديق | أرسل[ ]لصديق | أفضل[ ]مشاهدة.* | عودة | السابق | التالي
    | لا[ ](?:توجد?|يوجد)[ ](?:أي[ ])?تعليقات.*
    | .{0,40}[-–—:/|][ ](?:خاص|متابعات|متابعة|وكالات|غرفة[ ]الأخبار|قسم[ ]الأخبار)
    )[\s\])|*•-]*""",
    re.VERBOSE,
)
"""Lines before and after a body that tell of the page and not of the news. Words that open news too («نشر
الجيش», «تابع المصدر», «حرر») count only with what news does not go on with."""


NOTICE: Final = re.compile(r"\W*(?:إعلان|اعلان|إعلانات|advertisement)\W*", re.IGNORECASE)
"""Lines that are passed over wherever they stand."""


def body_of(tree: HtmlElement, headline: str | None) -> str:
    """The body of the page, empty where it has none. The tree is changed."""
    prune(tree)
    _level(tree)
    dense = _lines_of(_densest(tree)) if _running(tree) else []
    found = trafilatura.extract(
        fromstring(tostring(tree, encoding="unicode")),
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        favor_precision=True,
        fast=True,
    )
    lines = [_plain_line(line) for line in (found or "").split("\n")]
    lines = _trimmed(lines, headline)
    dense = _trimmed(dense, headline)
    running = [line for line in lines if _is_running(line)]
    lacks = _words(lines) < LACKING * _words(dense)
    rambles = _words(running) < MOSTLY * _words(lines) and len(lines) - len(running) >= LABELS_WITHIN
    if dense and (lacks or rambles):
        lines = dense
    return "\n".join(lines)


def text_of(markup: str) -> str:
    """All words of a fragment of HTML (what a feed gives as its text), a line a paragraph.

    Raises `ReportError` for one that was made to exhaust a machine.
    """
    if not markup.strip():
        return ""
    if has_endless_tag(markup):
        raise ReportError(BOMB)
    tree = fromstring(f"<div>{without_controls(markup)}</div>")
    for element in list(tree.iter("script", "style", "iframe", "noscript")):
        element.drop_tree()
    return "\n".join(_lines_of(tree))


def _level(tree: HtmlElement) -> None:
    """Make blocks of tables that are there for the layout, and of elements that mean nothing to the body."""
    for table in list(tree.iter("table")):
        cells = list(table.iter("td"))
        if table.find(".//table") is not None or any(_count(cell) > CELL for cell in cells):
            for part in table.iter("table", "tbody", "thead", "tr", "td", "th"):
                if next(part.iterancestors("table"), table) is table:
                    part.tag = "div"
    for element in list(tree.iter("form", "main", "center", "font")):
        if element.tag != "font" or any(child.tag not in INLINE for child in element):
            element.tag = "div"


def _densest(tree: HtmlElement) -> HtmlElement:
    """The smallest element with nearly all of the running text."""
    total = _running(tree)
    here = tree
    while True:
        inner = next((child for child in here if _running(child) >= NEARLY_ALL * total), None)
        if inner is None:
            return here
        here = inner


def _running(element: HtmlElement) -> int:
    return _words([line for line in _lines_of(element) if _is_running(line)])


def _is_running(line: str) -> bool:
    return len(line.split()) >= RUNNING


def _lines_of(element: HtmlElement) -> list[str]:
    """The text of an element, with a line for each block and break in it."""
    pieces: list[str] = []
    _gather(element, pieces)
    return [line for line in (" ".join(line.split()) for line in "".join(pieces).split("\n")) if line]


def _gather(element: HtmlElement, pieces: list[str]) -> None:
    if not isinstance(element.tag, str):
        return
    breaks = element.tag not in INLINE and element.tag not in ("td", "th")
    if breaks or element.tag == "br":
        pieces.append("\n")
    pieces.append(_spaced(element.text))
    for child in element:
        _gather(child, pieces)
        pieces.append(_spaced(child.tail))
    if breaks:
        pieces.append("\n")
    elif element.tag in ("td", "th"):
        pieces.append("\t")


def _spaced(text: str | None) -> str:
    """Line ends in the source are no line ends on the page."""
    return (text or "").replace("\n", " ").replace("\r", " ")


def _plain_line(line: str) -> str:
    """A line without the marks by which trafilatura shows cells and items."""
    if line.startswith("|"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        return "" if all(set(cell) <= {"-"} for cell in cells) else "\t".join(filter(None, cells))
    return line.removeprefix("- ").strip()


def _trimmed(lines: list[str], headline: str | None) -> list[str]:
    """The lines after the headline, without dates and labels at the start, and without labels at the end."""
    lines = [line for line in lines if line and not NOTICE.fullmatch(line)]
    first, last = 0, len(lines)
    above = [_key(line) for line in lines[:ABOVE]]
    if headline and _key(headline) in above:
        first = above.index(_key(headline)) + 1
    while first < last and _is_label(lines[first]):
        first += 1
    while last > first and _is_label(lines[last - 1]):
        last -= 1
    return lines[first:last]


def _is_label(line: str) -> bool:
    if len(line) > LONGEST_LABEL or len(line.split()) > LABELS:
        return False
    return EDGE.fullmatch(line) is not None or (len(line.split()) <= 10 and day_or_none(line) is not None)


def _key(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip()


def _count(element: HtmlElement) -> int:
    return len(" ".join(map(str, element.itertext())).split())


def _words(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)
