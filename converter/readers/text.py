"""Plain text: the document's text is the decoded text itself, and every line that is not blank is a block."""

from __future__ import annotations

import re

from converter.model import Block, BlockKind, Document, Source, Span
from converter.readers.assembly import finish
from converter.readers.decoding import decode

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def read(source: Source, media_type: str = "text/plain") -> Document:
    """Read plain text; the locator of a block is its line number, from 1."""
    decoded = decode(source.data, source.name)
    blocks = []
    line, counted = 1, 0
    for match in _LINE.finditer(decoded.text):
        line += decoded.text.count("\n", counted, match.start())
        counted = match.start()
        blocks.append(Block(BlockKind.LINE, Span(*match.span()), locator=f"line={line}"))
    return finish(source, media_type, decoded.text, blocks, (), decoded.issues)
