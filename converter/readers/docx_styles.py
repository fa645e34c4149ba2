"""What the styles of a Word document say about a paragraph and a run: kind, level, boldness, hiddenness."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from converter.model import BlockKind

_HEADING = re.compile(r"(?:heading|t[ií]tulo|encabezado)\s*(\d)", re.IGNORECASE)
_NAMED = {
    "title": (BlockKind.HEADING, 1),
    "título": (BlockKind.HEADING, 1),
    "subtitle": (BlockKind.HEADING, 2),
    "subtítulo": (BlockKind.HEADING, 2),
    "quote": (BlockKind.QUOTE, 0),
    "intense quote": (BlockKind.QUOTE, 0),
    "cita": (BlockKind.QUOTE, 0),
    "cita destacada": (BlockKind.QUOTE, 0),
    "caption": (BlockKind.CAPTION, 0),
    "epígrafe": (BlockKind.CAPTION, 0),
    "descripción": (BlockKind.CAPTION, 0),
}
_NO_OUTLINE = 9  # Word's level for body text


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str
    properties: tuple[etree._Element, ...]


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one document by identifier; unknown identifiers say nothing."""

    styles: dict[str, _Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        """The styles of a styles part, none where there is no such part."""
        styles = {}
        for each in () if root is None else root.iter("{*}style"):
            properties = tuple(child for child in each if local(child) in ("rPr", "pPr"))
            styles[value(each, "styleId")] = _Style(_child(each, "name").lower(), _child(each, "basedOn"), properties)
        return cls(styles)

    def paragraph(self, paragraph: etree._Element) -> tuple[BlockKind, int]:
        """Kind and level of a paragraph."""
        own = find(paragraph, "pPr")
        chain = self._chain(_child(own, "pStyle"))
        sources = _sources(own, chain, "pPr")
        for style in chain:
            heading = _HEADING.match(style.name)
            if heading is not None:
                return BlockKind.HEADING, min(max(int(heading[1]), 1), 6)
            if style.name in _NAMED:
                return _NAMED[style.name]
        outline = next((each for source in sources if (each := find(source, "outlineLvl")) is not None), None)
        if outline is not None and value(outline, "val").isdigit() and int(value(outline, "val")) < _NO_OUTLINE:
            return BlockKind.HEADING, min(int(value(outline, "val")) + 1, 6)
        numbering = next((each for source in sources if (each := find(source, "numPr")) is not None), None)
        if numbering is not None and _child(numbering, "numId") not in ("", "0"):
            level = _child(numbering, "ilvl")
            return BlockKind.ITEM, (int(level) if level.isdigit() else 0) + 1
        return BlockKind.PARAGRAPH, 0

    def centred(self, paragraph: etree._Element) -> bool:
        """True where a paragraph is set in the middle."""
        own = find(paragraph, "pPr")
        sources = _sources(own, self._chain(_child(own, "pStyle")), "pPr")
        return next((side for each in sources if (side := _child(each, "jc"))), "") == "center"

    def switched_on(self, run: etree._Element, paragraph_style: str, name: str) -> bool:
        """True where the run property `name` ("b", "vanish") holds for `run`: its own, its style's, its paragraph's."""
        own = find(run, "rPr")
        styles = [*self._chain(_child(own, "rStyle")), *self._chain(paragraph_style)]
        sources = _sources(own, styles, "rPr")
        switch = next((each for source in sources if (each := find(source, name)) is not None), None)
        return switch is not None and value(switch, "val") not in ("0", "false", "off", "none")

    def _chain(self, identifier: str) -> list[_Style]:
        chain: list[_Style] = []
        while identifier in self.styles and self.styles[identifier] not in chain:
            chain.append(self.styles[identifier])
            identifier = chain[-1].parent
        return chain


def _sources(own: etree._Element | None, styles: list[_Style], name: str) -> list[etree._Element]:
    inherited = [each for style in styles for each in style.properties if local(each) == name]
    return inherited if own is None else [own, *inherited]


def local(element: etree._Element) -> str:
    """The tag without its namespace: transitional and strict files differ only there."""
    return str(element.tag).rsplit("}", 1)[-1]


def find(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that local name."""
    return None if element is None else next((child for child in element if local(child) == name), None)


def value(element: etree._Element, name: str) -> str:
    """The attribute of that local name, empty where it is missing."""
    return next((str(content) for key, content in element.attrib.items() if str(key).rsplit("}", 1)[-1] == name), "")


def _child(element: etree._Element | None, name: str) -> str:
    child = find(element, name)
    return "" if child is None else value(child, "val")
