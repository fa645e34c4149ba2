"""Small tables of a page: rows of cells that stand one below the other, a column of them figures. By figures alone a table is
told from columns of prose, letterheads and signatures side by side, which are set on common lines too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from converter.readers.pdf_lines import Line, in_reading_order

_ROWS = 3  # of the smallest table
_WORDS = 4  # in the longest cell of figures: "12 de mayo", "8:00 a 14:00"
_LONGEST = 10  # words in any cell; a line of prose, which may be numbered in the margin, has more
_SAME = 0.3  # of the size, between the baselines of two cells of a row
_APART = 4.0  # of the size, between the baselines of two rows
_FIGURE = re.compile(r"\d")


def tables(page: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each table of a page, row by row."""
    run: list[list[Line]] = []
    for row in [*_rows(page), []]:
        if run and row and _below(run[-1], row):
            run.append(row)
            continue
        if len(run) >= _ROWS and any(map(_figures, zip(*run, strict=True))):
            yield [cell for each in run for cell in each]
        run = [row]


def ordered(page: Sequence[Line], found: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of a page as they are read, the tables `found` in it row by row, each where it stands."""
    inside = {id(cell) for cells in found for cell in cells}
    wholes = [_whole(cells) for cells in found]
    cells_of = {id(whole): cells for whole, cells in zip(wholes, found, strict=True)}
    parts = in_reading_order([*(line for line in page if id(line) not in inside), *wholes])
    return [line for part in parts for line in cells_of.get(id(part), (part,))]


def _whole(cells: Sequence[Line]) -> Line:
    """A line that takes the place of a table on its page."""
    left, right = min(cell.x0 for cell in cells), max(cell.x1 for cell in cells)
    return replace(cells[0], x0=left, y0=min(cell.y0 for cell in cells), x1=right, y1=max(cell.y1 for cell in cells))


def _rows(page: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of a page that stand on one baseline, from left to right, from top to bottom."""
    row: list[Line] = []
    for line in sorted(page, key=lambda line: line.baseline):
        if row and line.baseline - row[-1].baseline > _SAME * line.size:
            yield sorted(row, key=lambda cell: cell.x0)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda cell: cell.x0)


def _below(above: Sequence[Line], row: Sequence[Line]) -> bool:
    """True where each cell of `row` stands below one of `above`, and none beside it."""
    if len(row) < 2 or len(row) != len(above) or row[0].baseline - above[0].baseline > _APART * row[0].size:
        return False
    if any(len(cell.text.split()) > _LONGEST for cell in row):
        return False
    apart = all(left.x1 < right.x0 for each in (above, row) for left, right in pairwise(each))
    return apart and all(one.x0 < other.x1 and other.x0 < one.x1 for one, other in zip(above, row, strict=True))


def _figures(column: Sequence[Line]) -> bool:
    """True where all cells below the first, which may be the head, hold a figure and little else."""
    return all(_FIGURE.search(cell.text) and len(cell.text.split()) <= _WORDS for cell in column[1:])
