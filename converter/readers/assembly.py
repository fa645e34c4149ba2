"""Puts a :class:`Document` together, block by block, so that every reader gives the same kind of text and spans."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from converter.anchors import Anchor
from converter.errors import SourceError
from converter.model import Block, BlockKind, Document, Issue, Link, Severity, Source, Span
from converter.readers.aligning import Original
from converter.readers.decoding import clean, repair

# With a scheme, with www, or a bare domain with a path; never the domain of an e-mail address.
_PRINTED_URL = re.compile(
    r"(?<![\w@./-])(?:https?://|www\.|(?:[a-z0-9-]+\.)+[a-z]{2,4}/)[^\s<>\"“”«»]*[^\s<>\"“”«»().,;:!?'’*_\[\]]", re.IGNORECASE
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to be, with its text; `links` are pairs of anchor text and URL, in order. `original` is what its text was made
    of, and `line`, where that has lines, the one it does not begin before."""

    kind: BlockKind
    text: str
    level: int = 0
    page: int = 0
    strong: bool = False
    locator: str = ""
    links: tuple[tuple[str, str], ...] = ()
    tight: bool = False  # only a line end, no blank line, parts it from the piece before
    confidence: float = 1.0
    doubts: tuple[tuple[str, float], ...] = ()  # words that may be read wrongly, in order, and how certain they are
    reread: tuple[tuple[str, str], ...] = ()  # words that cannot be printed as recognised, in order, and what that was
    pictures: tuple[str, ...] = ()  # addresses of those that stand before it
    original: Original | None = None
    line: int = 0
    centred: bool = False


class Assembly:
    """Collects pieces in reading order; :meth:`document` lays them out and is the end of it."""

    def __init__(self, source: Source, media_type: str, issues: Iterable[Issue] = ()) -> None:
        self._source = source
        self._media_type = media_type
        self._issues = list(issues)
        self._pictures: list[str] = []
        self.pieces: list[Piece] = []

    def add(self, piece: Piece) -> None:
        """Append `piece` with its text cleaned; nothing happens where that is blank."""
        mended, repaired = repair(piece.text)
        if repaired:
            self.issue(Severity.NOTE, "mojibake-repaired", "A passage had been decoded wrongly; repaired.")
        text = clean(mended).strip()
        if text:
            self.pieces.append(replace(piece, text=text, pictures=tuple(self._pictures)))
            self._pictures.clear()

    def picture(self, url: str) -> None:
        """Note a picture that stands before the next piece."""
        self._pictures.append(url)

    def add_before(self, pieces: Iterable[Piece]) -> None:
        """As :meth:`add`, before what is there."""
        there, self.pieces = self.pieces, []
        pictures, self._pictures = self._pictures, []
        for piece in pieces:
            self.add(piece)
        self.pieces += there
        self._pictures = pictures

    def issue(self, severity: Severity, code: str, message: str) -> None:
        """Note something a person should know; the same code is noted once."""
        if all(issue.code != code for issue in self._issues):
            self._issues.append(Issue(severity, code, message))

    def document(self) -> Document:
        """The finished document. Raises :class:`SourceError` "no-text" where there is no piece at all, "too-complex" where
        it nests too deeply to find one."""
        if not self.pieces and any(issue.code == "nested-too-deeply" for issue in self._issues):
            raise SourceError("too-complex", f"«{self._source.name}» nests its elements too deeply; save its text as .txt")
        chunks: list[str] = []
        blocks: list[Block] = []
        links: list[Link] = []
        doubts: list[tuple[Span, float]] = []
        reread: list[Issue] = []
        anchors: list[Anchor] = []
        start = 0
        centred = sum(len(piece.text) * (1 if piece.centred else -1) for piece in self.pieces) < 0
        for piece in self.pieces:
            if chunks:
                chunks.append("\n" if piece.tight else "\n\n")
                start += len(chunks[-1])
            chunks.append(piece.text)
            span = Span(start, start + len(piece.text))
            look = (piece.level, piece.page, piece.strong, piece.locator, piece.confidence, piece.centred and centred)
            blocks.append(Block(piece.kind, span, *look))
            links += [Link(url, Span(start, start)) for url in piece.pictures]
            links += [Link(url, span) for url, span in _located(piece.links, piece.text, start)]
            doubts += [(span, certain) for certain, span in _located(piece.doubts, piece.text, start)]
            reread += [_reread(seen, span) for seen, span in _located(piece.reread, piece.text, start)]
            if piece.original is not None:
                anchors += [anchor.moved(start) for anchor in piece.original.anchors(piece.text, piece.line)]
            start = span.end
        links += [Link(url, Span(start, start)) for url in self._pictures]
        issues = [*self._issues, *(_told(*doubt) for doubt in doubts), *reread]
        document = finish(self._source, self._media_type, "".join(chunks), blocks, links, issues)
        return replace(document, doubts=tuple(doubts), anchors=tuple(anchors))


def _located(marked: Iterable[tuple[str, T]], text: str, start: int) -> Iterator[tuple[T, Span]]:
    """What the passages of `text` are marked with and their spans, `start` being that of the text itself."""
    position = 0
    for passage, mark in marked:
        passage = clean(passage).strip()
        found = text.find(passage, position) if passage else -1
        if found >= 0:
            position = found + len(passage)
            yield mark, Span(start + found, start + position)


def _told(span: Span, certain: float) -> Issue:
    return Issue(Severity.NOTE, "doubtful-word", f"Recognised from a picture, {certain:.0%} certain.", span)


def _reread(seen: str, span: Span) -> Issue:
    return Issue(Severity.NOTE, "read-as", f"recognised as «{seen}», as which no word is printed", span)


def finish(
    source: Source, media_type: str, text: str, blocks: Iterable[Block], links: Iterable[Link], issues: Iterable[Issue]
) -> Document:
    """A document of these parts, with the addresses printed in the text, but not in running lines, added to the links."""
    blocks = tuple(blocks)
    if not blocks:
        raise SourceError("no-text", f"«{source.name}» holds no text; if it is a picture of text, run OCR over it first")
    known = list(links)
    # The search is a quarter of the cost of reading plain text, and most releases have no address.
    candidates = _PRINTED_URL.finditer(text) if "/" in text or "www." in text.lower() else ()
    furniture = [block.span for block in blocks if block.kind is BlockKind.FURNITURE]
    taken = sorted([*(link.span for link in known), *furniture], reverse=True)
    for match in candidates:
        span = Span(*match.span())
        while taken and taken[-1].end <= span.start:
            taken.pop()
        if not taken or not span.overlaps(taken[-1]):
            url = match.group()
            known.append(Link(url if "://" in url else f"http://{url}", span))
    return Document(
        name=source.name,
        media_type=media_type,
        sha256=hashlib.sha256(source.data).hexdigest(),
        text=text,
        blocks=blocks,
        links=tuple(sorted(known, key=lambda link: link.span)),
        issues=tuple(issues),
    )
