"""Pages that would take a machine minutes or all its memory, told before they do."""

import re
from typing import Final

import lxml.etree
from lxml.html import HtmlElement

BOMB: Final = "its elements are too many, or too deep within one another; save its report as text"
"""What is told of such a page."""

DEEPEST: Final = 150
MOST: Final = 20_000
HEAVIEST: Final = 1_000_000
"""Elements of a page, levels of them within one another, and the levels above the start and the end of each
added up. News pages have some 3,000, 30 and 60,000. Pruning takes time by the last."""

MOST_LETTERS: Final = 20_000_000
"""Characters of a page, each counted once for every level above it. News pages have some 500,000."""

ATTRIBUTES: Final = 5_000
"""Attributes of one element: the time to read them goes up with their square."""

ATTRIBUTE: Final = re.compile(r"""[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++)?+)?+""")
TAG: Final = re.compile(rf"<([a-zA-Z][^\s/>]*+)((?:[\s/=]++|{ATTRIBUTE.pattern})*+)")
ENDS: Final = {"script": "</script", "style": "</style"}


def has_endless_tag(markup: str) -> bool:
    """Whether a tag has more than `ATTRIBUTES` of them. Takes time in proportion to the page."""
    at = markup.find("<")
    while at >= 0:
        end = at + 1
        if markup.startswith("<!--", at):
            end = _after(markup, "-->", end)
        elif tag := TAG.match(markup, at):
            end = tag.end()
            if len(tag[2]) > ATTRIBUTES and len(ATTRIBUTE.findall(tag[2])) > ATTRIBUTES:
                return True
            if tag[1].lower() in ENDS:
                end = _after(markup, ENDS[tag[1].lower()], end)
        at = markup.find("<", end)
    return False


def is_overgrown(tree: HtmlElement) -> bool:
    """Whether a tree has more elements, or more levels of them, than any page of news."""
    depth = count = weight = letters = 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        weight += depth
        if element.tag not in ENDS:
            letters += depth * len((element.text if event == "start" else element.tail) or "")
        if depth > DEEPEST or count > MOST or weight > HEAVIEST or letters > MOST_LETTERS:
            return True
    return False


def _after(markup: str, mark: str, start: int) -> int:
    """Where `mark` ends, in either case; the end of the page where it is not there."""
    found = markup.find(mark, start)
    if found < 0:
        found = markup.find(mark.upper(), start)
    return found + len(mark) if found >= 0 else len(markup)
