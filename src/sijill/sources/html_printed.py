"""What a page shows its readers: where its metadata is silent, the headline, the outlet and the day."""

import re
from typing import Final

from lxml.html import HtmlElement

from sijill.record import Known
from sijill.sources.days import day_or_none

LONGEST: Final = 2000
"""Characters of a value that are looked at: no headline and no address is as long."""

FEW: Final = 3
"""Elements within one that still shows a headline alone."""

HEADLINES: Final = ("h1", "h2", "h3", "h4", "div", "span", "font", "b", "strong", "p", "td")
BETWEEN: Final = re.compile(r"\s+[|\-–—:»«]+\s+|\s*[|»«]\s*|:\s")
"""What stands between the headline and the outlet in a page's title."""

DATE_NAME: Final = re.compile(r"date|time|publish|submitted|meta|info|clock|when|posted", re.IGNORECASE)
NOT_ITS_DATE: Final = re.compile(
    r"today|current|now|header|top-?bar|footer|copyright|comment|related", re.IGNORECASE
)
SAID_PUBLISHED: Final = re.compile(r"(?:تاريخ\s+)?(?:النشر|نشر|نُشر|أضيف|كتب|حرر)\b")
SHORT: Final = 120
"""Characters of the longest line that is a printed date."""

UNDER: Final = 12
"""Elements under the headline among which a date is the report's, whatever they are called."""

RUNNING: Final = 200
"""Characters of an element that is the body already."""


def line(value: object) -> str:
    """Words on one line, nothing for what is no string."""
    return " ".join(value.split())[:LONGEST] if isinstance(value, str) else ""


def words(element: HtmlElement) -> str:
    """The words of an element on one line."""
    return line(element.text_content())


def title_parts(tree: HtmlElement, told: str) -> tuple[str, str]:
    """The headline and the outlet in a page's title; `told` is the headline by its metadata, if any.

    Which part is the headline is known by its standing alone once more on the page. The outlet is empty
    where the title cannot be parted.
    """
    title = line(tree.findtext(".//title"))
    short = (element for element in tree.iter(*HEADLINES) if len(element) <= FEW)
    printed = {_key(text): text for text in (*map(words, short), told) if text}
    found = [(title, "")]
    for between in BETWEEN.finditer(title):
        left, right = title[: between.start()], title[between.end() :]
        if _key(left) in printed:
            found.append((printed[_key(left)], BETWEEN.split(right)[-1].strip()))
        if _key(right) in printed:
            found.append((printed[_key(right)], BETWEEN.split(left)[0].strip()))
    # The outlet's name may stand alone on the page too, and is the shorter.
    return max(found[1:] or found, key=lambda parts: len(parts[0]))


def printed_day(tree: HtmlElement, headline: str | None) -> Known | None:
    """The day that the page shows: in an element named for it, or under the headline.

    The day on which the page is looked at, which many show above their menus, is none of them.
    """
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "title", "head"):
            continue
        text = words(element)
        if len(text) > SHORT or not (DATE_NAME.search(_names(element)) or SAID_PUBLISHED.match(text)):
            continue
        day = day_or_none(text)
        if day and not any(_is_elsewhere(outer) for outer in (element, *element.iterancestors())):
            return Known(day, "printed date")
    return _day_under(tree, headline) if headline else None


def _day_under(tree: HtmlElement, headline: str) -> Known | None:
    alone = [
        element
        for element in tree.iter(*HEADLINES)
        if len(element) <= FEW and _key(words(element)) == _key(headline)
    ]
    if not alone:
        return None
    for element in alone[-1].xpath(f"following::*[not(self::script or self::style)][position() <= {UNDER}]"):
        text = words(element)
        if len(text) > RUNNING:
            return None
        if len(text) <= SHORT and (day := day_or_none(text)):
            return Known(day, "printed date")
    return None


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether what stands in an element is not the report's own."""
    return element.tag in ("nav", "aside", "footer") or NOT_ITS_DATE.search(_names(element)) is not None


def _names(element: HtmlElement) -> str:
    return f"{element.tag} {element.get('class', '')} {element.get('id', '')}"


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))
