"""The way back: where in the original file the text of each block stands, and from there any span.

The graph has one fragment for a paragraph, as spans reach theirs by their offsets: a release has some thirty paragraphs and a
thousand spans, and every node costs time in all the steps that follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from converter.graph.literals import clean, integer
from converter.graph.sheet import Sheet
from converter.graph.vocabulary import OA, PREGON, RDF, SCHEMA
from converter.model import Block, Document, Span

#: Its text is the document's own, so that offsets are places already.
PLAIN_TEXT = "text/plain"
_BOX = re.compile(r"page=(\d+);box=(-?\d+),(-?\d+),(-?\d+),(-?\d+)")
_LINE = re.compile(r"line=(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one block in the original.

    `selector` names it: ``line=4,5`` (the fifth line, RFC 5147), ``page=2&viewrect=72,90,400,12`` (a line on a page, RFC 8118:
    left, top, width and height in points from the page's upper left corner), an XPath, ``p12`` or ``header1.p2`` (the twelfth
    paragraph of a Word document, the second of its part ``header1``), or ``metadata`` where it stands in no visible text.
    `start` and `end` count in the selected text as it prints: its blanks and line breaks collapsed to one space each, the
    marks of Markdown and the keys of its front matter off. `exact` is what is there.
    """

    file: str
    selector: str
    start: int
    end: int
    exact: str


def add_origins(sheet: Sheet) -> None:
    """Say of every block where it stands in the original; nothing for plain text."""
    document = sheet.release.document
    if document.media_type == PLAIN_TEXT:
        return
    for span, kind, value in _joined(document):
        node = sheet.ids.part(f"src-{span.start}-{span.end}")
        sheet.describe(sheet.ids.document, (), {PREGON.fragment: node})
        sheet.describe(
            node,
            [PREGON.SourceFragment, kind] if kind else [PREGON.SourceFragment],
            {OA.start: integer(span.start), OA.end: integer(span.end), RDF.value: Literal(clean(value))},
        )


def _joined(document: Document) -> Iterator[tuple[Span, URIRef | None, str]]:
    """Blocks with their selectors; those that only a line end parts are one where they are of one element or one page."""
    open_: tuple[Span, URIRef | None, str] | None = None
    for block in document.blocks:
        kind, value = _selector(block)
        if open_ and document.text[open_[0].end : block.span.start] == "\n" and (more := _continued(open_[2], value)):
            open_ = Span(open_[0].start, block.span.end), kind, more
            continue
        if open_:
            yield open_
        open_ = block.span, kind, value
    if open_:
        yield open_


def _continued(above: str, below: str) -> str | None:
    """The selector of two blocks in one: the same, or that of a page with one more box."""
    page = above.partition("&")[0]
    if below.startswith("page=") and below.partition("&")[0] == page:
        return above + below.removeprefix(page)
    return above if above == below else None


def _selector(block: Block) -> tuple[URIRef | None, str]:
    """The kind of Web Annotation selector, where it has one that fits, and its value."""
    if box := _BOX.fullmatch(block.locator):
        page, left, top, right, bottom = map(int, box.groups())
        return OA.FragmentSelector, f"page={page}&viewrect={left},{top},{right - left},{bottom - top}"
    if line := _LINE.fullmatch(block.locator):
        number = int(line.group(1))
        return OA.FragmentSelector, f"line={number - 1},{number}"
    if block.locator.startswith("/"):
        return OA.XPathSelector, block.locator
    return None, block.locator if block.locator.rpartition(".")[2].startswith("p") else "metadata"


def locate(graph: Graph, span: Node) -> tuple[Place, ...]:
    """Where in the original the text span or mention `span` of a release graph stands: a place a line or paragraph, in order.

    Empty where `span` is no text span of `graph`.
    """
    document = graph.value(span, PREGON.spanOf)
    start, end = (graph.value(span, bound) for bound in (OA.start, OA.end))
    if document is None or start is None or end is None:
        return ()
    wanted = Span(int(str(start)), int(str(end)))
    text, file = (str(graph.value(document, predicate)) for predicate in (SCHEMA.text, SCHEMA.name))
    before: dict[str, int] = {}  # what earlier blocks took of the same part of the original
    places = []
    for block, selector in _parts(text, _fragments(graph, document)):
        shift = before.get(selector, 0) - block.start
        before[selector] = before.get(selector, 0) + block.end - block.start + 1
        if block.overlaps(wanted):
            here = Span(max(block.start, wanted.start), min(block.end, wanted.end))
            places.append(Place(file, selector, here.start + shift, here.end + shift, text[here.start : here.end]))
    return tuple(places)


def _fragments(graph: Graph, document: Node) -> list[tuple[Span, str]]:
    return sorted(
        (
            Span(*(int(str(graph.value(node, bound))) for bound in (OA.start, OA.end))),
            str(graph.value(node, RDF.value)),
        )
        for node in graph.objects(document, PREGON.fragment)
    )


def _parts(text: str, fragments: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Paragraphs of pages line by line, each with its box; plain text, which has no fragments, by its lines."""
    if not fragments:
        lines = enumerate(_lines(text, Span(0, len(text))))
        yield from ((line, f"line={number},{number + 1}") for number, line in lines)
    for span, selector in fragments:
        page, *boxes = selector.split("&")
        if boxes and page.startswith("page="):
            yield from ((line, f"{page}&{box}") for line, box in zip(_lines(text, span), boxes, strict=True))
        else:
            yield span, selector


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for line in text[span.start : span.end].split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1
