"""Puts what damaged words are read as into the lines, and keeps what is printed there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from converter.language.repair import Names, Piece, readings
from converter.layout.lines import Line
from converter.model import Issue, Severity, Span

# In an address of the net, of which no word is one of the language. Each branch begins with the letter to look for.
_ADDRESS = re.compile(r"@|#|_|/|\\|www\.|\.(?<=\w\.)\w{2}")
_PRINTED, _WORD = re.compile(r"\S+"), re.compile(r"[^\W_]+")


class Mend(NamedTuple):
    """A word `printed` at `span` of the document that is read as `read`: another, or two."""

    span: Span
    printed: str
    read: str


def mended(lines: Sequence[Line], listed: Names) -> tuple[list[Line], tuple[Mend, ...]]:
    """`lines` with their damaged words read, and what was mended, in order. `listed`: see :func:`readings`."""
    read = readings("\n".join(_without_addresses(line.text) for line in lines), listed)
    if not read:
        return list(lines), ()
    mends: list[Mend] = []
    return [_mended(line, read, mends) for line in lines], tuple(mends)


def _without_addresses(text: str) -> str:
    return " ".join(word for word in text.split() if not _ADDRESS.search(word)) if _ADDRESS.search(text) else text


def _mended(line: Line, read: Mapping[str, tuple[Piece, ...]], mends: list[Mend]) -> Line:
    addresses = [match.span() for match in _PRINTED.finditer(line.text) if _ADDRESS.search(match[0])]
    text: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _WORD.finditer(line.text):
        if match.group() not in read or any(start <= match.start() < end for start, end in addresses):
            continue
        text.append(line.text[at : match.start()])
        offsets += line.offsets[at : match.start()]
        at = match.start()
        for piece in read[match.group()]:
            if at > match.start():
                text.append(" ")
                offsets.append(offsets[-1])
            places = line.offsets[at : at + len(piece.printed)]
            text.append(piece.read)
            offsets += _places(len(piece.read), places)
            at += len(piece.printed)
        whole = Span(line.offsets[match.start()], line.offsets[at - 1] + 1)
        mends.append(Mend(whole, match.group(), " ".join(piece.read for piece in read[match.group()])))
    if not text:
        return line
    return replace(line, text="".join((*text, line.text[at:])), offsets=(*offsets, *line.offsets[at:]))


def _places(length: int, places: Sequence[int]) -> Iterator[int]:
    """Where each of `length` characters stands that are read at `places`: the first and the last at their ends."""
    yield from (places[min(i, len(places) - 1)] for i in range(length - 1))
    yield places[-1]


def repairs(start: int, line: Line, mends: Sequence[Mend]) -> Iterator[Span]:
    """The mended words in `line`, which stands at `start` of the reading, in its coordinates."""
    for mend in mends:
        first, last = bisect_left(line.offsets, mend.span.start), bisect_right(line.offsets, mend.span.end - 1)
        if first < last and line.offsets[first] == mend.span.start:
            yield Span(start + first, start + last)


def issues(mends: Sequence[Mend]) -> tuple[Issue, ...]:
    """One note for each mended word, so that nobody takes a reading for print."""
    return tuple(Issue(Severity.NOTE, "read-as", f"damaged: «{m.printed}» is read as «{m.read}»", m.span) for m in mends)
