"""Plain text: the document's text is the decoded text itself, and every line that is not blank is a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from converter.anchors import Anchor
from converter.model import Block, BlockKind, Document, Source, Span
from converter.readers.aligning import Original, Passage
from converter.readers.assembly import finish
from converter.readers.decoding import Decoded, decode

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def read(source: Source, media_type: str = "text/plain") -> Document:
    """Read plain text; the locator of a block is its line number, from 1. There are anchors only where the text is not that
    of the file, character by character, line ends aside."""
    decoded = decode(source.data, source.name)
    blocks = []
    line, counted = 1, 0
    for match in _LINE.finditer(decoded.text):
        line += decoded.text.count("\n", counted, match.start())
        counted = match.start()
        blocks.append(Block(BlockKind.LINE, Span(*match.span()), locator=f"line={line}"))
    document = finish(source, media_type, decoded.text, blocks, (), decoded.issues)
    return document if decoded.raw == decoded.text else replace(document, anchors=tuple(_anchors(decoded, blocks)))


def _anchors(decoded: Decoded, blocks: list[Block]) -> Iterator[Anchor]:
    original = Original((Passage("", decoded.raw),))
    for block in blocks:
        text = decoded.text[block.span.start : block.span.end]
        for anchor in original.anchors(text, int(block.locator.removeprefix("line="))):
            yield anchor.moved(block.span.start)
