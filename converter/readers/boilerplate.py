"""The elements of a page that are none of its text: code, navigation, forms, hidden things, sharing and related news."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from converter.resources import table

_TAGS = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "aside",
        "form",
        "button",
        "input",
        "select",
        "textarea",
        "option",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "head",
        "link",
        "meta",
        "footer",
        "dialog",
        "progress",
    )
)
_ROLES = frozenset(
    (
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "menu",
        "menubar",
        "toolbar",
        "dialog",
        "alert",
    )
)
_PARTS = re.compile(r"[A-Z]?[a-zñáéíóú]+|[A-Z]+|\d+")
# "d-none d-md-block", "hidden md:block": hidden on small screens only.
_RESPONSIVE = re.compile(r"d-\w+-(?!none)\w|\w+:(?:block|flex|grid|inline)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def unwanted(root: etree._Element) -> set[etree._Element]:
    """The outermost elements under `root` to leave out. Their order is nothing; test membership."""
    total = _length(root)
    headline = next((h for tag in ("h1", "h2") for h in root.iter(tag) if not _inside(h, _TAGS - {"form"})), None)
    spared = set() if headline is None else set(headline.iterancestors())
    found: set[etree._Element] = set()
    stack = [root]
    while stack:
        element = stack.pop()
        for child in element:
            unfit = child.tag in _TAGS or (_suspect(child) and _length(child) * 2 < total)
            if _hidden(child) or _introduces_publisher(child) or (unfit and child not in spared):
                found.add(child)
            else:
                stack.append(child)
    return found


def _hidden(element: etree._Element) -> bool:
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    return _HIDDEN_STYLE.search(element.get("style", "")) is not None


def _introduces_publisher(element: etree._Element) -> bool:
    """The card of whoever publishes, as schema.org marks it: its name and what it is there for, below every text."""
    return element.get("itemprop") == "publisher" and "itemscope" in element.attrib


def _suspect(element: etree._Element) -> bool:
    if element.get("role") in _ROLES:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    if any(_RESPONSIVE.match(name) for name in names):
        names = [name for name in names if name.lower() not in ("d-none", "hidden")]
    whole, parts = _words()
    return any(name.lower() in whole or any(part.lower() in parts for part in _PARTS.findall(name)) for name in names)


def _inside(element: etree._Element, tags: frozenset[str]) -> bool:
    return any(ancestor.tag in tags for ancestor in element.iterancestors())


def _length(element: etree._Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext() if text)


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    rows = table("layout/html-boilerplate.tsv")
    return (
        frozenset(row["word"] for row in rows if row["match"] == "name"),
        frozenset(row["word"] for row in rows if row["match"] == "part"),
    )
