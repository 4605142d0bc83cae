"""What a page tells of its report outside the body: headline, day, outlet, address, each with its origin."""

import datetime
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from lxml.html import HtmlElement

from sijill.record import Known
from sijill.sources.days import day_or_none
from sijill.sources.html_printed import line, printed_day, title_parts, words
from sijill.sources.links import full

REPORT_TYPES: Final = re.compile(r"Article|Posting|Report|Liveblog", re.IGNORECASE)
DEEPEST: Final = 12
"""Levels of JSON-LD that are looked into."""

DAY_METAS: Final = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publish-date",
    "publish_date", "publishdate", "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date",
    "dcterms.issued", "dc.date.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "citation_publication_date", "article.published",
)  # fmt: skip
TITLE_METAS: Final = ("twitter:title", "dc.title", "title", "headline", "sailthru.title")
OUTLET_METAS: Final = (
    "application-name",
    "dc.publisher",
    "publisher",
    "apple-mobile-web-app-title",
    "rights",
)


def known_of(tree: HtmlElement, address: str) -> dict[str, Known]:
    """What the page tells: `title`, `published`, `source` and `url`, as far as it does.

    `address` is where the page came from; unless it is an address of the web it is passed over. If it is one,
    the page is believed an address of its own only on the same host.
    """
    data = list(_linked_data(tree))
    metas = _metas(tree)
    found: dict[str, Known] = {}
    title = next((known for known in _titles(tree, data, metas) if known.value), None)
    sources = {
        "title": iter([title] if title else []),
        "published": _days(tree, data, metas, title.value if title else None),
        "source": _outlets(tree, data, metas),
        "url": _addresses(tree, data, metas, address),
    }
    for name, candidates in sources.items():
        first = next((known for known in candidates if known.value), None)
        if first:
            found[name] = first
    if "title" in found:
        found["title"] = _without_outlet(found["title"], found.get("source"))
    return found


def _titles(tree: HtmlElement, data: list[dict[str, Any]], metas: dict[str, str]) -> Iterator[Known]:
    yield from (Known(line(item.get("headline")), "json-ld") for item in data)
    yield Known(metas.get("og:title", ""), "open-graph")
    yield from (Known(metas[name], f"meta {name}") for name in TITLE_METAS if name in metas)
    headlines = tree.xpath("//*[@itemprop='headline'] | //h1")
    title = line(tree.findtext(".//title"))
    texts = [words(element) for element in headlines]
    # A page's only h1, or the one that its title repeats; the other may be the outlet's name.
    yield from (Known(text, "h1") for text in texts if text and (len(texts) == 1 or text in title))
    yield Known(title_parts(tree, metas.get("og:title", ""))[0], "title")


def _days(
    tree: HtmlElement, data: list[dict[str, Any]], metas: dict[str, str], headline: str | None
) -> Iterator[Known]:
    told = [(line(item.get("datePublished")), "json-ld") for item in data]
    told += [(metas[name], _meta_origin(name)) for name in DAY_METAS if name in metas]
    marked = tree.xpath("//*[@itemprop='datePublished']")
    told += [(_told_day(element), "itemprop datePublished") for element in marked]
    times = tree.xpath("//time[@pubdate or not(ancestor::aside or ancestor::footer or ancestor::nav)]")[:1]
    told += [(_told_day(element), "time") for element in times]
    printed = printed_day(tree, headline)
    for written, origin in told:
        day = day_or_none(written)
        if day and printed and written.rstrip().endswith(("Z", "+00:00")) and _is_next(day, printed.value):
            # In universal time it was still the day before; readers were shown the day in their own zone.
            yield printed
        yield Known(day or "", origin)
    if printed:
        yield printed


def _told_day(element: HtmlElement) -> str:
    attributes = (element.get(name) for name in ("datetime", "content", "title"))
    return next(filter(None, attributes), None) or words(element)


def _outlets(tree: HtmlElement, data: list[dict[str, Any]], metas: dict[str, str]) -> Iterator[Known]:
    names = {item["@id"]: line(item["name"]) for item in data if item.get("@id") and item.get("name")}
    for item in data:
        for publisher in _listed(item.get("publisher")):
            if isinstance(publisher, dict):
                name = line(publisher.get("name")) or names.get(line(publisher.get("@id")), "")
                yield Known(name, "json-ld")
    yield Known(metas.get("og:site_name", ""), "open-graph")
    yield from (Known(metas[name], f"meta {name}") for name in OUTLET_METAS if name in metas)
    yield Known(title_parts(tree, metas.get("og:title", ""))[1], "title")


def _addresses(
    tree: HtmlElement, data: list[dict[str, Any]], metas: dict[str, str], address: str
) -> Iterator[Known]:
    canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), "")
    told = [(canonical, "canonical"), (metas.get("og:url", ""), "open-graph")]
    for item in data:
        page = item.get("mainEntityOfPage")
        told.append((line(page.get("@id") if isinstance(page, dict) else page), "json-ld"))
    own = _host(full(address, ""))
    for written, origin in told:
        found = full(written, address) if written else ""
        # The address is what a report is known by: a page may not pass for one of another host.
        if own and _host(found) != own:
            continue
        # A canonical link to the front page is a mistake of the site's, and would make all its pages one.
        if urlsplit(found).path.strip("/"):
            yield Known(found, origin)
    yield Known(full(address, ""), "address")


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")


def _without_outlet(title: Known, outlet: Known | None) -> Known:
    """The headline without the outlet's name before or behind it."""
    if outlet is None or title.value == outlet.value:
        return title
    name = re.escape(outlet.value)
    marks = r"\s*[|\-–—:»«]+\s*"
    bare = re.sub(rf"^{name}{marks}|{marks}{name}$", "", title.value).strip()
    return Known(bare or title.value, title.origin)


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that tell of a report, and those with a name, which reports refer to."""
    objects: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            _collect(msgspec.json.decode(str(script).strip()), objects, 0)
        except (msgspec.DecodeError, RecursionError, UnicodeError):
            continue
    reports = [
        item for item in objects if REPORT_TYPES.search(" ".join(map(str, _listed(item.get("@type")))))
    ]
    yield from reports
    if reports:
        yield from (
            {"@id": item["@id"], "name": item["name"]} for item in objects if "@id" in item and "name" in item
        )


def _collect(value: object, objects: list[dict[str, Any]], depth: int) -> None:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        objects.append(value)
        for inner in value.values():
            _collect(inner, objects, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, objects, depth + 1)


def _metas(tree: HtmlElement) -> dict[str, str]:
    """What the `meta` elements say, the first of each name, names in lower case."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = line(meta.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _meta_origin(name: str) -> str:
    return "open-graph" if ":" in name else f"meta {name}"


def _is_next(day: str, other: str) -> bool:
    return datetime.date.fromisoformat(other) - datetime.date.fromisoformat(day) == datetime.timedelta(days=1)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
