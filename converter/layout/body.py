"""The body and the tail: paragraphs, headings, items, speakers, and what follows the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from converter.layout import banner, tail
from converter.layout.head import Piece, explain
from converter.layout.lines import Line
from converter.layout.opening import is_prose
from converter.layout.segments import Segments, label_alone
from converter.layout.transcript import run_in_label
from converter.model import BlockKind, Part

_HEADING_WORDS = 14
_TITLE_WORDS = 24  # in one that is bold or centred
_CELL_WORDS = 20
_LIST = 4  # lines of the shortest list without bullets
_LIST_WORDS = 8
_CATEGORY = re.compile(r"categor[ií]a:?\s+", re.I)
_ENDS = (".", ":", ";", ",", "…", "?", "!", "”", '"', "»", "’")


def read_body(segments: Segments, passages: Sequence[tuple[int, Line]]) -> Iterator[Piece]:
    """The pieces of `passages`, each with its index in the segments."""
    listed = set() if segments.transcript else _name_lists([line for _, line in passages])
    for place, (index, line) in enumerate(passages):
        if place in listed:
            yield Piece(line, Part.ITEM)
            continue
        if index in segments.speakers:
            yield _speaker(line)
            continue
        words = run_in_label(line, segments.labels) if segments.transcript else 0
        if words:
            label = line.part(0, words)
            yield _speaker(label)
            line = line.part(words)
        if label_alone(line):
            yield from (p for p in explain(line) if p.part is not None)
            continue
        yield Piece(line, _part(line, passages[place + 1][1] if place + 1 < len(passages) else None, segments.transcript))


def _name_lists(lines: Sequence[Line]) -> set[int]:
    """The places of runs of short lines without an end: lists that were set without bullets."""
    found: set[int] = set()
    run: list[int] = []
    for place, line in enumerate([*lines, None]):
        if line is not None and _is_short(line):
            run.append(place)
            continue
        if len(run) >= _LIST:
            found.update(run)
        run = []
    return found


def _is_short(line: Line) -> bool:
    flowing = line.kind in (BlockKind.LINE, BlockKind.PARAGRAPH) and not line.bullet and not line.strong
    return flowing and len(line.text.split()) <= _LIST_WORDS and not line.text.endswith(_ENDS)


def _speaker(line: Line) -> Piece:
    """The label without its dashes and colon; the full stop of an abbreviation stays only inside it."""
    text = line.text
    return Piece(line.part(len(text) - len(text.lstrip(" -–—")), len(text.rstrip(" :.-–—"))), Part.SPEAKER)


def _part(line: Line, following: Line | None, spoken: bool) -> Part:
    if line.kind is BlockKind.CAPTION or tail.is_caption(line):
        return Part.CAPTION
    if line.kind is BlockKind.CELL:  # a page may be laid out as a table; then its cells hold the text
        return Part.PARAGRAPH if is_prose(line) and len(line.text.split()) >= _CELL_WORDS else Part.ITEM
    if line.kind is BlockKind.ITEM or (line.bullet and not spoken):
        return Part.ITEM
    if line.kind is BlockKind.HEADING:
        return Part.HEADING
    short = len(line.text.split()) <= _HEADING_WORDS and not line.text.endswith(_ENDS) and not line.text[0].islower()
    if short and not spoken and line.kind is not BlockKind.QUOTE:
        opens = following is not None and (
            is_prose(following) or bool(following.bullet) or following.kind is BlockKind.ITEM or following.text.endswith(":")
        )
        if line.strong or (opens and line.text[0].isalpha()):
            return Part.HEADING
    apart = line.strong or (line.centred and not line.text.endswith("."))  # a verse ends with one
    if apart and not spoken and following is not None and is_prose(following) and _is_title(line):
        return Part.HEADING
    return Part.PARAGRAPH


def _is_title(line: Line) -> bool:
    """True for a line that is no sentence, though it is long or ends with a full stop: "Arte, calidad y juventud."."""
    words = len(line.text.split())
    if line.text.endswith("."):
        return words <= _HEADING_WORDS and not banner.tells(f". {line.text}")
    return words <= _TITLE_WORDS and not line.text.endswith(_ENDS)


def read_tail(passages: Sequence[Line]) -> Iterator[Piece]:
    """The pieces of the tail; a kind, a number, a dateline or who publishes may stand there too."""
    field = ""
    for line in passages:
        field, said = (line.fold.rstrip(" :"), field) if len(line.text) <= 30 else ("", field)
        if label_alone(line):
            yield from (p for p in explain(line) if p.part is not None)
            continue
        category = _CATEGORY.match(line.text)
        label = label_alone(line.part(category.end())) if category else None
        if label is not None:
            yield Piece(line, Part.TAIL, label)
            continue
        found = list(explain(line)) if not line.bullet else []
        dateline = found[0].dateline if len(found) == 1 else None
        if dateline and dateline.body is None:
            published = dateline.published or said.startswith("fecha")
            yield replace(found[0], dateline=replace(dateline, published=published))
        else:
            yield Piece(line, Part.LETTERHEAD if said == "autor" and banner.opens_issuer(line) else Part.TAIL)
