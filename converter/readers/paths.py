"""XPaths of elements, and where characters stand in the string value of an element."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


@dataclass(slots=True)
class Paths:
    """XPaths of elements as lxml's ``getpath`` gives them, in constant time each: that counts the siblings every time."""

    _steps: dict[etree._Element, dict[etree._Element, str]] = field(default_factory=dict)

    def of(self, element: etree._Element) -> str:
        """The absolute path of `element`, with the prefixes of its document."""
        parent = element.getparent()
        if parent is None:
            return f"/{_name(element)}"
        if parent not in self._steps:
            self._steps[parent] = _numbered(parent)
        return f"{self.of(parent)}/{self._steps[parent][element]}"


def _numbered(parent: etree._Element) -> dict[etree._Element, str]:
    children = [child for child in parent if isinstance(child.tag, str)]
    names = [_name(child) for child in children]
    counts, everything = Counter(names), len(children)
    seen: Counter[str] = Counter()
    steps = {}
    for place, (child, name) in enumerate(zip(children, names, strict=True), start=1):
        seen[name] += 1
        number, all_ = (place, everything) if name == "*" else (seen[name], counts[name])
        steps[child] = f"{name}[{number}]" if all_ > 1 else name
    return steps


def _name(element: etree._Element) -> str:
    """As an XPath spells it; a name in a namespace without a prefix has no spelling, nor one that only tag soup holds."""
    namespace, _, name = str(element.tag).rpartition("}")
    if not _NAME.fullmatch(name) or (namespace and not element.prefix):
        return "*"
    return f"{element.prefix}:{name}" if namespace else name


@dataclass(frozen=True, slots=True)
class Positions:
    """Where texts stand in the string value of a root: an XPath's, all the text below it, code and hidden things included."""

    _starts: dict[etree._Element, int] = field(default_factory=dict)
    _ends: dict[etree._Element, int] = field(default_factory=dict)

    @classmethod
    def under(cls, root: etree._Element) -> Positions:
        """The positions of all elements of `root`."""
        starts: dict[etree._Element, int] = {}
        ends: dict[etree._Element, int] = {}
        at = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                starts[element] = at
                at += len(element.text or "")
            else:
                ends[element] = at
                at += len(element.tail or "") if element is not root else 0
        return cls(starts, ends)

    def start(self, element: etree._Element) -> int:
        """Where the text of `element` begins; -1 where it is none of the root's."""
        return self._starts.get(element, -1)

    def end(self, element: etree._Element) -> int:
        """Where it ends, and what follows begins; -1 where it is none of the root's."""
        return self._ends.get(element, -1)
