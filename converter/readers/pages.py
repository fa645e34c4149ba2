"""Pages of lines with their places on them, from a PDF or a scan, to blocks: running lines, columns, paragraphs."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from converter.model import BlockKind, Severity
from converter.readers.aligning import Original, Passage
from converter.readers.assembly import Assembly, Piece
from converter.readers.pdf_lines import Box, Line, in_reading_order, pitch, starts_paragraph
from converter.readers.pdf_tables import ordered, tables

_EDGE = 0.16  # of the page's height, at top and foot, where running lines stand
_SMALL = 0.8  # of the body's size; smaller lines at the foot are no body
_BROKEN = re.compile("[\x00\ufffd\ue000-\uf8ff]")
_SYMBOL_MARK = re.compile("(?m)^[\ue000-\uf8ff]+")
_BROKEN_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Page:
    """One page; coordinates are points from its upper left corner, with the lines level."""

    number: int
    width: float
    height: float
    lines: list[Line]  # in no order
    turned: list[Line]  # set at an angle, as along the margin
    recognised: bool = False  # from a picture
    frame: str = ""  # what is put before a box on it, where it is no page of a PDF (RFC 8118)


def length(pages: Sequence[Page]) -> int:
    """How many characters the lines of the pages have, what stands at an angle aside."""
    return sum(len(line.text) for page in pages for line in page.lines)


def add(pages: Sequence[Page], assembly: Assembly) -> None:
    """Add the blocks of all pages; at least one page has a line. The locator of a block is its page and its box."""
    _note_problems(pages, assembly)
    running = _running(pages)
    body_size = _body_size(pages)
    standing = [[line for line in page.lines if id(line) not in running] for page in pages]
    found = [list(tables(lines)) for lines in standing]
    cells = {id(cell) for each in found for table in each for cell in table}
    bodies = [ordered(lines, each) for lines, each in zip(standing, found, strict=True)]
    usual = pitch(bodies)
    for page, body in zip(pages, bodies, strict=True):
        foot = [line for line in page.lines if id(line) in running and line.y0 > page.height / 2]
        head = [line for line in page.lines if id(line) in running and line.y0 <= page.height / 2]
        margin = _margin(page)
        for line in page.turned:
            assembly.add(_piece(line, page, id(line) in running, body_size))
        for passage in (in_reading_order(head), body, in_reading_order(foot)):
            for above, line in zip((None, *passage), passage, strict=False):
                tight = above is not None and not starts_paragraph(above, line, usual, margin)
                piece = _piece(line, page, passage is not body, body_size, tight)
                assembly.add(replace(piece, kind=BlockKind.CELL, tight=False) if id(line) in cells else piece)


def _piece(line: Line, page: Page, running: bool, body_size: float, tight: bool = False) -> Piece:
    kind = BlockKind.FURNITURE if running else BlockKind.LINE
    box = ",".join(f"{value:.0f}" for value in (line.x0, line.y0, line.x1, line.y1))
    strong = line.strong or line.size > 1.3 * body_size
    locator = f"page={page.number};box={box}"
    return Piece(
        kind,
        line.text,
        page=page.number,
        strong=strong,
        locator=locator,
        tight=tight,
        confidence=line.confidence,
        doubts=line.doubts,
        reread=line.reread,
        original=Original(tuple(Passage(_selector(page, frame), word, None) for word, frame in line.words)),
    )


def _selector(page: Page, box: Box) -> str:
    left, top, right, bottom = box
    said = ",".join(f"{value:.1f}" for value in (left, top, right - left, bottom - top))
    return (page.frame or f"page={page.number}&viewrect=") + said


def _running(pages: Sequence[Page]) -> set[int]:
    """Identities of the lines that run through the pages: repeated at head or foot, or small at the
    foot or the head of a later page; the head of the first is the letterhead."""
    edges = [(page, line, _shape(page, line)) for page in pages for line in (*page.lines, *page.turned)]
    edges = [edge for edge in edges if edge[2]]
    places: dict[str, set[int]] = {}
    for page, _, shape in edges:
        places.setdefault(shape, set()).add(page.number)
    body_size = _body_size(pages)
    return {
        id(line)
        for page, line, shape in edges
        if len(places[shape]) > 1 or (line.size < _SMALL * body_size and (shape.startswith("foot") or page.number > 1))
    }


def _shape(page: Page, line: Line) -> str:
    """Where a line stands that may run, and its text with numbers made alike; empty in the middle of the page."""
    text = re.sub(r"\d+", "#", line.text.casefold())
    if line in page.turned:
        return f"turned {text}"
    if line.y1 < _EDGE * page.height:
        return f"head {text}"
    return f"foot {text}" if line.y1 > (1 - _EDGE) * page.height else ""


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _margin(page: Page) -> float:
    edges = [line.x1 for line in page.lines if len(line.text) > 30]
    return statistics.quantiles(edges, n=10)[-1] if len(edges) > 1 else page.width * 0.85


def _note_problems(pages: Sequence[Page], assembly: Assembly) -> None:
    text = "\n".join(line.text for page in pages for line in page.lines)
    broken = len(_BROKEN.findall(_SYMBOL_MARK.sub("", text)))
    if broken > _BROKEN_SHARE * len(text):
        message = f"{broken} characters have no meaning in the file's fonts; compare the text with the page."
        assembly.issue(Severity.WARNING, "broken-fonts", message)
    empty = [str(page.number) for page in pages if not page.lines]
    if empty:
        message = f"Pages without text (pictures or blank): {', '.join(empty)}."
        assembly.issue(Severity.WARNING, "pages-without-text", message)
    recognised = [page for page in pages if page.recognised]
    words = [(len(line.text), line.confidence) for page in recognised for line in page.lines]
    if words:
        mean = sum(size * confidence for size, confidence in words) / sum(size for size, _ in words)
        numbers = ", ".join(str(page.number) for page in recognised)
        message = f"Recognised from pictures, {mean:.0%} certain: pages {numbers}. Compare names and figures with them."
        assembly.issue(Severity.WARNING, "recognised", message)
