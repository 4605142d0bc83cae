"""What on a page is not the report, taken out of its tree before the body is looked for.

Four general signs: the element's own meaning (`nav`, `aside`), the words of its class and id, its being made
of links or of teasers that repeat one pattern, and the headings over related news, comments and tags.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

NEVER: Final = (
    "script style noscript template iframe object embed svg canvas nav aside footer button select textarea "
    "input dialog marquee amp-sidebar amp-ad amp-list amp-user-notification amp-consent"
).split()
"""Elements that hold no words of a report."""

NAMES: Final = frozenset(
    "ad ads adv advert advertisement advertising adsbygoogle adsense breadcrumb breadcrumbs breaking "
    "carousel comment comments commentform commentlist consent cookie cookies disqus embed follow footer "
    "foot gdpr "
    "jcomments keywords menu nav navbar navigation newsletter pager pagination poll popular popup "
    "recommended related respond share sharebar sharing sidebar social sponsored subscribe tag tagcloud "
    "tags teaser teasers ticker tweet toolbar toolbox tools topbar trending vote".split()
)
"""Words in a class or id that tell of menus, shares, comments and the like."""

NAME_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
KEPT: Final = frozenset({"html", "body", "main", "article", "form"})

OTHER_NEWS: Final = re.compile(
    r"""[\s•»:*|\-]*(?:
      (?:و?اقرأ|إقرأ|اقرا|شاهد|طالع|تابع)[ ](?:أيضاً?|ايضاً?|كذلك|المزيد)
    | (?:المزيد|لمزيد|اقرأ[ ]المزيد)(?:[ ](?:من|في|عن)[ ].{0,25})? | مزيد[ ]من[ ]الأخبار
    | (?:قد|ربما)[ ](?:يعجبك|يهمك).* | حول[ ]هذه[ ]القصة
    | (?:أخبار|اخبار|مقالات|مواضيع|موضوعات|مواد|تقارير)[ ]
      (?:ذات[ ]صلة|متعلقة|مشابهة|أخرى|اخرى|مرتبطة|قد[ ]تهمك|ذات[ ]علاقة)
    | (?:الأكثر|الاكثر)[ ](?:قراءة|مشاهدة|تعليقا|شهرة|تداولا).* | (?:آخر|اخر|أهم)[ ]الأخبار
    | (?P<readers>(?:(?:ال)?تعليقات|هناك[ ]تعليق(?:ان|ات)?)(?:[ ](?:القراء|الزوار))?(?:[ ]?\(\d+\))?
        | (?:أضف|اترك|اكتب)[ ](?:تعليق|رد).*)
    | (?:ال)?(?:وسوم|كلمات[ ](?:مفتاحية|دلالية|البحث)|الكلمات[ ](?:المفتاحية|الدلالية)|تسميات|تصنيفات)
    | (?:شارك|انشر|مشاركة)(?:[ ](?:الخبر|هذا|المقال|عبر|على|الموضوع).*)?
    | related.* | read[ ](?:also|more) | tags
    )[\s:.!؟*•«»|\-]*""",
    re.VERBOSE | re.IGNORECASE,
)
"""The headings over what belongs to other reports, or to readers."""

HEADING_LENGTH: Final = 60
LINKS: Final = 0.6
"""The share of its words inside links from which a block is a list of links."""

TEASERS: Final = 3
"""So many neighbours of one make, each with a heading that is a link, are teasers."""

LINKED_HEADING: Final = ".//h2//a | .//h3//a | .//h4//a | .//h5//a | .//a//h3 | .//a//h4"

MOST: Final = 0.6
"""A block with more than this share of the page's words outside links is not dropped for its name."""

BLOCKS: Final = (
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "tr",
    "td",
    "section",
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "article",
    "span",
)


def prune(tree: HtmlElement) -> None:
    """Take everything out of the tree that by its make or name is not the report."""
    for element in list(tree.iter(*NEVER)):
        _drop(element)
    protected = _protected(tree)
    total = _plain_words(tree)
    for element in list(tree.iter()):
        if _out(element, tree) or element in protected:
            continue
        if _named_so(element) and _plain_words(element) <= MOST * total:
            _drop(element)
    _drop_links(tree, protected)
    _drop_teasers(tree, protected)
    _drop_under_headings(tree, protected)
    _drop_links(tree, protected)


def _protected(tree: HtmlElement) -> set[HtmlElement]:
    """Elements that must stay: those around the only headline, the article and the marked body."""
    kept = set()
    anchors = tree.xpath(
        "//*[contains(@itemprop, 'articleBody')] | //main | //article[not(ancestor::article)]"
    )
    articles = [element for element in anchors if element.tag == "article"]
    headlines = tree.xpath("//h1")
    if len(articles) > 1:
        anchors = [element for element in anchors if element.tag != "article"]
    if len(headlines) == 1:
        anchors += headlines
    for anchor in anchors:
        kept.add(anchor)
        kept.update(anchor.iterancestors())
    return kept


def _named_so(element: HtmlElement) -> bool:
    if element.tag in KEPT:
        return False
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    return any(word.lower() in NAMES for word in NAME_WORD.findall(names))


def _drop_links(tree: HtmlElement, protected: set[HtmlElement]) -> None:
    for element in list(tree.iter(*BLOCKS)):
        if not _out(element, tree) and element not in protected and _is_links(element):
            _drop(element)


def _drop_teasers(tree: HtmlElement, protected: set[HtmlElement]) -> None:
    for parent in list(tree.iter()):
        if _out(parent, tree):
            continue
        groups: dict[tuple[str, str], list[HtmlElement]] = {}
        for child in parent:
            if isinstance(child.tag, str) and child not in protected:
                groups.setdefault((child.tag, child.get("class", "")), []).append(child)
        for alike in groups.values():
            teasers = [child for child in alike if child.xpath(LINKED_HEADING) or _is_links(child, least=1)]
            if len(teasers) >= TEASERS:
                for child in teasers:
                    _drop(child)


def _drop_under_headings(tree: HtmlElement, protected: set[HtmlElement]) -> None:
    """Take out the blocks that stand under a heading over other news, tags or comments."""
    for element in list(tree.iter()):
        if _out(element, tree) or element in protected:
            continue
        text = _text(element)
        found = OTHER_NEWS.match(text)
        if found is None:
            continue
        if len(text) > HEADING_LENGTH or found.end() < len(text):
            if ":" in found[0] and _is_links(element, least=1):
                _drop(element)
            continue
        block = _block_of(element, protected)
        if found["readers"]:
            # What readers say is as long as news; but nothing of the report comes after it.
            _drop_after(block, protected)
        else:
            _drop_after(block, protected, links=True)
        _drop(block)


def _drop_after(block: HtmlElement, protected: set[HtmlElement], *, links: bool = False) -> None:
    """Take out what follows a block; with `links` as far as it is made of them."""
    for following in list(block.itersiblings()):
        if following in protected or links and not _is_links(following, least=1):
            return
        _drop(following)


def _block_of(heading: HtmlElement, protected: set[HtmlElement]) -> HtmlElement:
    """The largest block around a heading that holds little but it, links and what is named likewise."""
    block = heading
    for outer in heading.iterancestors():
        if outer in protected or outer.tag in KEPT:
            break
        if _plain_words(outer) > HEADING_LENGTH // 4 + 8:
            break
        block = outer
    return block


def _is_links(element: HtmlElement, least: int = 2) -> bool:
    links = [len(_text(link)) for link in element.iter("a")]
    return len(links) >= least and sum(links) > LINKS * len(_text(element))


def _plain_words(element: HtmlElement) -> int:
    """How many words stand in an element outside of links."""
    inside = sum(len(_text(link).split()) for link in element.iter("a"))
    return max(0, len(_text(element).split()) - inside)


def _text(element: HtmlElement) -> str:
    return " ".join(" ".join(_strings(element)).split())


def _strings(element: HtmlElement) -> Iterator[str]:
    return (str(piece) for piece in element.itertext() if isinstance(piece, str))


def _out(element: HtmlElement, tree: HtmlElement) -> bool:
    """Whether an element went out of the tree with one around it."""
    if not isinstance(element.tag, str):
        return True
    return element is not tree and element.getroottree().getroot() is not tree


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
