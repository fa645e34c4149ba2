"""Finds the part of a page that is the release: by a profile of the publishing system, else by where the prose stands."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from lxml import etree

from converter.language.text import fold
from converter.readers.site_words import words
from converter.resources import table

_PROSE_TAGS = frozenset(
    (
        "p",
        "li",
        "blockquote",
        "td",
        "dd",
        "div",
        "section",
        "article",
        "center",
        "pre",
        "main",
        "body",
    )
)
_HEADINGS = ("h1", "h2", "h3", "h4")
_MIN_PROSE = 25  # characters; less is a label or a button
_SHARE = 0.7  # a child that holds this share of its parent's prose is where the release stands
_AROUND = 300  # characters beside the prose that may be a headline, a date, a place
_ELSEWHERE = 0.5  # share of the prose that may be drawn in to reach the headline


@dataclass(frozen=True, slots=True)
class Content:
    """The elements to walk, in order, the headline if it stands on the page, and how sure that is."""

    parts: tuple[etree._Element, ...]
    headline: etree._Element | None = None
    date: etree._Element | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Profile:
    name: str
    content: etree.XPath
    title: etree.XPath | None
    date: etree.XPath | None


def find_content(root: etree._Element, skip: Set[etree._Element]) -> Content:
    """The release's part of the page under `root`; elements in `skip` count as absent."""
    prose = _prose(root, skip)
    if not prose:
        return Content((root,), certain=False)
    for profile in _profiles():
        bodies = [body for body in _elements(profile.content, root) if prose.get(body, 0)]
        if bodies:
            body = max(bodies, key=lambda each: prose[each])
            title = _first(profile.title, root) if profile.title is not None else None
            date = _first(profile.date, root) if profile.date is not None else None
            if title is None:
                title = _headline(root, body, skip)
            return Content(_parts(body, title, prose), title, date)
    body = root
    while True:
        child = max((each for each in body if each in prose), key=lambda each: prose[each], default=None)
        if child is None or child.tag == "p" or prose[child] < _SHARE * prose[body]:
            break
        body = child
    certain = prose[body] >= _SHARE * prose[root]
    headline = _headline(root, body, skip)
    parts = (_widened(body, skip),) if headline is None else _parts(body, headline, prose)
    return Content(parts, headline, certain=certain)


def _widened(body: etree._Element, skip: Set[etree._Element]) -> etree._Element:
    """`body` with the little text around it: where no heading is marked as one, the headline is among that."""
    parent = body.getparent()
    while parent is not None and parent.tag != "html":
        beside = [each for each in parent if each is not body and each not in skip and isinstance(each.tag, str)]
        linked = sum(len(_text(link)) for each in beside for link in each.iter("a"))
        around = sum(len(_text(each)) for each in beside)
        if around > _AROUND or linked * 2 > around:
            break
        body, parent = parent, parent.getparent()
    return body


def _prose(root: etree._Element, skip: Set[etree._Element]) -> dict[etree._Element, int]:
    """How many characters of running text, without link text, stand under each element that has any."""
    prose: dict[etree._Element, int] = {}
    stack = [root]
    while stack:
        element = stack.pop()
        own = 0
        if element.tag in _PROSE_TAGS:
            own = sum(_inline_length(part) for part in element if part not in skip)
            own += len((element.text or "").strip())
        if own >= _MIN_PROSE:
            for each in (element, *element.iterancestors()):
                prose[each] = prose.get(each, 0) + own
        stack += [child for child in element if child not in skip and isinstance(child.tag, str) and child.tag not in _INLINE]
    return prose


_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "big",
        "br",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "img",
        "mark",
        "q",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    )
)


def _inline_length(part: etree._Element) -> int:
    tail = len((part.tail or "").strip())
    if part.tag not in _INLINE or part.tag == "a":
        return tail
    return tail + sum(len(str(text).strip()) for text in part.itertext())


def _headline(root: etree._Element, body: etree._Element, skip: Set[etree._Element]) -> etree._Element | None:
    """The heading that names the release: one the page's title repeats, else the highest that is no section of the site,
    the last before `body` or the first in it."""
    title = fold(_text(root.find(".//title")))
    before: list[etree._Element] = []
    inside: list[etree._Element] = []
    stack = [root]
    reached = False
    while stack:
        element = stack.pop()
        if element in skip or not isinstance(element.tag, str):
            continue
        reached = reached or element is body
        if element.tag in _HEADINGS and fold(_text(element)) not in words("section") | {""}:
            (inside if reached else before).append(element)
        stack += reversed(list(element))
    candidates = [*reversed(before), *(each for each in inside if body in each.iterancestors())]
    named = [each for each in candidates if fold(_text(each)) in title]
    return min(named or candidates, key=lambda each: each.tag, default=None)


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _parts(
    body: etree._Element, headline: etree._Element | None, prose: dict[etree._Element, int]
) -> tuple[etree._Element, ...]:
    if headline is None or headline is body or body in headline.iterancestors():
        return (body,)
    above = set(headline.iterancestors())
    common = next(each for each in body.iterancestors() if each in above)
    if prose[common] - prose[body] <= _ELSEWHERE * prose[body]:
        return (common,)
    return (headline, body)


def _elements(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    found = path(root)
    return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []


def _first(path: etree.XPath, root: etree._Element) -> etree._Element | None:
    return next((each for each in _elements(path, root) if "".join(map(str, each.itertext())).strip()), None)


@cache
def _profiles() -> tuple[_Profile, ...]:
    return tuple(
        _Profile(
            row["name"],
            etree.XPath(row["content"]),
            etree.XPath(row["title"]) if row["title"] else None,
            etree.XPath(row["date"]) if row["date"] else None,
        )
        for row in table("layout/html-profiles.tsv")
    )
