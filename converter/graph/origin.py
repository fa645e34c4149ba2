"""The way back: where in the original file a span stands, as a fragment identifier of the file's media type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rdflib import Graph
from rdflib.term import Node

from converter.anchors import Selection, selections
from converter.graph.vocabulary import OA, PREGON, SCHEMA
from converter.model import Document, Span

#: Without a fragment identifier, a span of it stands where its offsets say: the text is the file's own.
PLAIN_TEXT = "text/plain"
_BYTES = "bytes"  # a selector that counts these, not characters
_CHARACTERS = re.compile(r"char=(\d+),(\d+)")
_BYTE_RANGE = re.compile(r"selector\(type=DataPositionSelector,start=(\d+),end=(\d+)\)")
_XPATH = re.compile(
    r"selector\(type=XPathSelector,value=([^(),]+),refinedBy=selector\(type=TextPositionSelector,start=(\d+),end=(\d+)\)\)"
)
_LEVEL = 0.8  # the lower of two boxes of one line is so much as high as what frames both

Box = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one part of the original, or boxes on one of its pages.

    `part` is the member of a Word or OpenDocument package, the section of a message (``1.2``) or its header (``header.date``);
    empty where the file has no parts. `xpath` selects an element or attribute, and `start` and `end` count the characters of
    its string value; without an XPath they count characters of the file or its part, a line end as one (RFC 5147), or its
    bytes. `boxes` are left, top, width and height from the upper left corner of the page as it is shown: in points (RFC 8118),
    in a picture in pixels (Media Fragments).
    """

    file: str
    fragment: str
    part: str = ""
    xpath: str = ""
    start: int = 0
    end: int = 0
    page: int = 0
    boxes: tuple[Box, ...] = ()


def fragments(document: Document, text: str, span: Span) -> str | None:
    """The fragment identifiers of the places in the file that `span` of the document's `text` comes from, in order, parted by
    blanks; None where there are none, as in plain text."""
    if not document.anchors:
        return None
    return " ".join(_identifiers(selections(document.anchors, text, *span))) or None


def _identifiers(found: Iterable[Selection]) -> Iterator[str]:
    page = ""
    boxes: list[Box] = []
    for selection in found:
        if selection.last:
            yield _identifier(selection)
            continue
        prefix, box = _framing(selection.selector)
        if prefix == page:
            framed = _framed(boxes[-1], box)
            boxes[-1:] = [framed] if framed else [boxes[-1], box]
            continue
        if boxes:
            yield _boxed(page, boxes)
        page, boxes = prefix, [box]
    if boxes:
        yield _boxed(page, boxes)


def _identifier(selection: Selection) -> str:
    part, hash_, path = selection.selector.rpartition("#")
    bounds = f"start={selection.first},end={selection.last}"
    if path == _BYTES:
        return f"selector(type=DataPositionSelector,{bounds})"
    if not path:
        return f"{part}{hash_}char={selection.first},{selection.last}"
    return f"{part}{hash_}selector(type=XPathSelector,value={path},refinedBy=selector(type=TextPositionSelector,{bounds}))"


@lru_cache(maxsize=4096)
def _framing(selector: str) -> tuple[str, Box]:
    """What names the box, and the box."""
    prefix, equals, said = selector.rpartition("=")
    left, top, width, height = map(float, said.split(","))
    return prefix + equals, (left, top, width, height)


def _framed(one: Box, other: Box) -> Box | None:
    """The box around two words of one line, which may run down the page; None where they do not stand in line."""
    left, top = min(one[0], other[0]), min(one[1], other[1])
    width = max(one[0] + one[2], other[0] + other[2]) - left
    height = max(one[1] + one[3], other[1] + other[3]) - top
    level = min(one[3], other[3]) >= _LEVEL * height
    return (left, top, width, height) if level or min(one[2], other[2]) >= _LEVEL * width else None


def _boxed(page: str, boxes: Iterable[Box]) -> str:
    prefix, _, name = page.rpartition("&")
    said = "&".join(name + ",".join(f"{value:.1f}".removesuffix(".0") for value in box) for box in boxes)
    return f"{prefix}&{said}" if prefix else said


def locate(graph: Graph, span: Node) -> tuple[Place, ...]:
    """Where in the original the text span or mention `span` of a release graph stands, in order.

    Empty where `span` is no text span of `graph`, or where its words are the converter's, as a label it puts before a value.
    """
    document = graph.value(span, PREGON.spanOf)
    if document is None:
        return ()
    file, said = str(graph.value(document, SCHEMA.name)), graph.value(span, PREGON.fragment)
    if said is not None:
        return places(file, str(said))
    if str(graph.value(document, SCHEMA.encodingFormat)) != PLAIN_TEXT:
        return ()
    start, end = (int(str(graph.value(span, bound))) for bound in (OA.start, OA.end))
    return (Place(file, f"char={start},{end}", start=start, end=end),)


def places(file: str, said: str) -> tuple[Place, ...]:
    """What the fragment identifiers of one span of `file`, parted by blanks, select."""
    return tuple(_place(file, fragment) for fragment in said.split(" "))


def _place(file: str, fragment: str) -> Place:
    part, _, inner = fragment.rpartition("#")
    if match := _XPATH.fullmatch(inner):
        return Place(file, fragment, part, match[1], int(match[2]), int(match[3]))
    if match := _CHARACTERS.fullmatch(inner) or _BYTE_RANGE.fullmatch(inner):
        return Place(file, fragment, part, start=int(match[1]), end=int(match[2]))
    page = re.match(r"page=(\d+)", inner)
    boxes = tuple(_framing(said)[1] for said in inner.split("&") if not said.startswith("page="))
    return Place(file, fragment, part, page=int(page[1]) if page else 1, boxes=boxes)
