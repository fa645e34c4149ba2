"""Where the text of a document stands in the file it was read from: what the readers note, and from there any span."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Anchor(NamedTuple):
    """The characters from `start` to `end` of a document's text stand in what `selector` names.

    There they are the characters from `first` to `last`: one for one where both are as many, else all of those together. A
    box is stood in as a whole, and both are 0.
    """

    start: int
    end: int
    selector: str
    first: int = 0
    last: int = 0

    def moved(self, by: int) -> Anchor:
        """The anchor of the same characters where the document's text has so many more before them."""
        return self._replace(start=self.start + by, end=self.end + by)


class Selection(NamedTuple):
    """The characters from `first` to `last` of what `selector` names; both are 0 where it is taken whole."""

    selector: str
    first: int = 0
    last: int = 0


def selections(anchors: Sequence[Anchor], text: str, start: int, end: int) -> Iterator[Selection]:
    """Where the characters from `start` to `end` of the document's `text` stand, in its order. `anchors` are sorted."""
    last: Selection | None = None
    for anchor in _overlapping(anchors, start, end):
        here = _within(anchor, start, end)
        if last is not None and last.selector == here.selector and last.last == here.first:
            last = last._replace(last=here.last)
        elif text[max(start, anchor.start) : min(end, anchor.end)].strip():
            if last is not None:
                yield last
            last = here
    if last is not None:
        yield last


def _overlapping(anchors: Sequence[Anchor], start: int, end: int) -> Iterator[Anchor]:
    index = bisect_right(anchors, start, key=lambda anchor: anchor.start)
    while index and anchors[index - 1].end > start:
        index -= 1
    for anchor in anchors[index:]:
        if anchor.start >= end:
            return
        if anchor.end > start:
            yield anchor


def _within(anchor: Anchor, start: int, end: int) -> Selection:
    if anchor.last - anchor.first != anchor.end - anchor.start:
        return Selection(anchor.selector, anchor.first, anchor.last)
    before, after = max(0, start - anchor.start), max(0, anchor.end - end)
    return Selection(anchor.selector, anchor.first + before, anchor.last - after)
