"""How a document crosses from one process to another: a line of JSON, then the bytes it announces.

JSON and not pickle, so that a reader which a hostile file took over can say nothing but data.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import IO, Any

from converter.anchors import Anchor
from converter.model import Block, BlockKind, Document, Issue, Link, Severity, Span


def send(stream: IO[bytes], header: dict[str, object], data: bytes = b"") -> None:
    """Write a message. Raises OSError where nobody listens any more."""
    stream.write(json.dumps({**header, "size": len(data)}).encode() + b"\n")
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next message, None where the stream has ended, even in the middle of one."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    header = json.loads(line)
    data = stream.read(header["size"])
    return (header, data) if len(data) == header["size"] else None


def pack(document: Document) -> list[Any]:
    """`document` as lists, for :func:`unpack`."""
    return list(astuple(document))


def unpack(fields: list[Any]) -> Document:
    """The document that :func:`pack` took apart."""
    name, media_type, sha256, text, blocks, links, issues, doubts, anchors = fields
    return Document(
        name,
        media_type,
        sha256,
        text,
        tuple(Block(BlockKind(kind), Span(*span), *rest) for kind, span, *rest in blocks),
        tuple(Link(url, Span(*span)) for url, span in links),
        tuple(Issue(Severity(severity), code, message, span and Span(*span)) for severity, code, message, span in issues),
        tuple((Span(*span), certainty) for span, certainty in doubts),
        tuple(Anchor(*anchor) for anchor in anchors),
    )
