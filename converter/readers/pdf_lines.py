"""Characters of a PDF page to lines in reading order. Coordinates are points from the page's upper left corner."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfMatrix

Box = tuple[float, float, float, float]  # left, top, right, bottom

LIST_MARK = re.compile(r"(?:[•●▪■·◦‣*–—\ue000-\uf8ff-]|o|\d{1,2}[.)]|[a-z]\))$")
_STARTS_ITEM = re.compile(r"[•●▪■◦‣]|[·*–—-]\s|o\s(?=[A-ZÁÉÍÓÚÑ\d])|\d{1,2}[.)]\s|[a-z]\)\s")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’»)]*$")
_WORD_GAP = 0.16  # of the size; a wider gap between characters is a space
_COLUMN_GAP = 4.0  # of the size; a wider gap parts what stands on one baseline. Justified headlines gape up to three
_GUTTER = 1.2  # of the size; white space that parts columns
_PARAGRAPH_GAP = 1.18  # of the pitch; lines wider apart belong to two paragraphs
_LEAST_SIZE = 0.1  # points; a broken file may set letters in none
_SIZE_CHANGE = 1.12  # between the sizes of two lines that belong apart


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box, its baseline, the height of its font and whether that is bold."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float
    bold: bool
    place: Box  # in the coordinates of the page's content, however its lines run there


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `strong` where all of it is bold. `words` are its words and the marks between them, in order, each with
    its box: on the page as it is shown, when all is done."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float
    strong: bool
    confidence: float = 1.0  # as of a block
    doubts: tuple[tuple[str, float], ...] = ()  # as of a piece
    words: tuple[tuple[str, Box], ...] = ()
    reread: tuple[tuple[str, str], ...] = ()  # as of a piece


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of one page in the order of the page's content; list marks are joined to their items."""
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        if rows and _continues(rows[-1], glyph):
            rows[-1].append(glyph)
        elif glyph.text.strip():
            rows.append([glyph])
    return _joined_marks([line for line in map(_line, rows) if line is not None])


def placed(line: Line, shown: PdfMatrix) -> Line:
    """`line` with its words where `shown` leads."""
    return replace(line, words=tuple((word, shown.on_rect(*box)) for word, box in line.words))


def in_reading_order(page: Sequence[Line]) -> list[Line]:
    """The lines of one page as they are read: columns one after the other, else from top to bottom."""
    if len(page) < 2:
        return list(page)
    for first, second in (_cut(page, vertical=True), _cut(page, vertical=False)):
        if second:
            return in_reading_order(first) + in_reading_order(second)
    return sorted(page, key=lambda line: (round(line.baseline), line.x0))


def pitch(pages: Iterable[Sequence[Line]]) -> float:
    """The usual distance of two baselines, in sizes: the commonest in the document."""
    ratios = [
        round((below.baseline - above.baseline) / below.size, 2)
        for page in pages
        for above, below in pairwise(page)
        if 0.5 < (below.baseline - above.baseline) / below.size < 2.5 and _same_size(above, below)
    ]
    return statistics.mode(sorted(ratios)) if ratios else 1.2


def starts_paragraph(above: Line, below: Line, usual: float, margin: float) -> bool:
    """True where `below` does not continue the paragraph of `above`. `margin` is the right edge of their column."""
    distance = below.baseline - above.baseline
    if distance <= 0 or not _same_size(above, below) or distance > _PARAGRAPH_GAP * usual * max(above.size, below.size):
        return True
    if _STARTS_ITEM.match(below.text):
        return True
    short = above.x1 < margin - 0.2 * (margin - above.x0)
    if above.strong and not below.strong and short:
        return True
    centred = abs(above.x0 + above.x1 - below.x0 - below.x1) < 2 * below.size
    if above.x0 - below.x0 > 3.5 * below.size and not centred and abs(above.x1 - below.x1) > below.size:
        return True
    indented = below.x0 - above.x0 > 1.2 * below.size and not _STARTS_ITEM.match(above.text)
    clauses = above.strong and below.strong and above.text.endswith(";")  # of a headline
    return bool(_SENTENCE_END.search(above.text)) and not clauses and (indented or (short and not below.text[:1].islower()))


def _continues(row: Sequence[Glyph], glyph: Glyph) -> bool:
    last = row[-1]
    size = max(glyph.size, last.size)
    # A superscript (1.º, M.ª) is raised, but stays within the line.
    same_row = abs(glyph.baseline - last.baseline) < 0.45 * size or abs(glyph.baseline - row[0].baseline) < 0.2 * size
    gap = glyph.x0 - last.x1
    resized = max(glyph.size, last.size) > 1.3 * min(glyph.size, last.size)
    return same_row and -0.7 * size < gap < (1.0 if resized else _COLUMN_GAP) * size


def _line(row: Sequence[Glyph]) -> Line | None:
    parts: list[str] = []
    for before, glyph in zip((None, *row), row, strict=False):
        if before is not None and glyph.x0 - before.x1 > _WORD_GAP * glyph.size and parts[-1] != " " and glyph.text != " ":
            parts.append(" ")
        parts.append(glyph.text)
    text = " ".join("".join(parts).split())
    inked = [glyph for glyph in row if glyph.text.strip()]
    if not text or not inked:
        return None
    letters = [glyph for glyph in inked if glyph.text.isalnum()] or inked
    return Line(
        text,
        min(glyph.x0 for glyph in inked),
        min(glyph.y0 for glyph in inked),
        max(glyph.x1 for glyph in inked),
        max(glyph.y1 for glyph in inked),
        statistics.median_low([glyph.baseline for glyph in letters]),
        max(_LEAST_SIZE, statistics.median_low([glyph.size for glyph in letters])),
        all(glyph.bold for glyph in letters),
        words=tuple(_words(row)),
    )


def _words(row: Sequence[Glyph]) -> Iterator[tuple[str, Box]]:
    """The words without their marks, and the marks, one by one."""
    word: list[Glyph] = []
    for before, glyph in zip((None, *row), row, strict=False):
        apart = before is None or glyph.x0 - before.x1 > _WORD_GAP * glyph.size
        if word and (apart or not (glyph.text.isalnum() and word[-1].text.isalnum())):
            yield _framed(word)
            word = []
        if glyph.text.strip():
            word.append(glyph)
    if word:
        yield _framed(word)


def _framed(word: Sequence[Glyph]) -> tuple[str, Box]:
    return "".join(glyph.text for glyph in word), around([glyph.place for glyph in word])


def around(boxes: Sequence[Box]) -> Box:
    """The box around `boxes`, of which there is one at least."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _joined_marks(page: list[Line]) -> list[Line]:
    joined: list[Line] = []
    for line in page:
        mark = joined[-1] if joined else None
        if mark is not None and LIST_MARK.match(mark.text) and _beside(mark, line):
            box = (mark.x0, min(mark.y0, line.y0), line.x1, max(mark.y1, line.y1))
            text, words = f"{mark.text} {line.text}", mark.words + line.words
            joined[-1] = Line(text, *box, line.baseline, line.size, line.strong, words=words)
        else:
            joined.append(line)
    return joined


def _beside(mark: Line, line: Line) -> bool:
    return abs(mark.baseline - line.baseline) < 0.5 * line.size and 0 <= line.x0 - mark.x1 < 6 * line.size


def _same_size(one: Line, other: Line) -> bool:
    return max(one.size, other.size) <= _SIZE_CHANGE * min(one.size, other.size)


def _cut(page: Sequence[Line], vertical: bool) -> tuple[list[Line], list[Line]]:
    """The two sides of the widest white band through the page; the second is empty where there is none wide enough."""
    spans = sorted(((line.x0, line.x1) if vertical else (line.y0, line.y1), index) for index, line in enumerate(page))
    reach, best, at = spans[0][0][1], 0.0, 0
    for number, ((start, end), _) in enumerate(spans[1:], start=1):
        if start - reach > best:
            best, at = start - reach, number
        reach = max(reach, end)
    size = statistics.median([line.size for line in page])
    if at == 0 or (vertical and best < _GUTTER * size):
        return list(page), []
    first = {index for _, index in spans[:at]}
    if vertical and min(len(first), len(page) - len(first)) < 2:
        return list(page), []
    return [line for i, line in enumerate(page) if i in first], [line for i, line in enumerate(page) if i not in first]
