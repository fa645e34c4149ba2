"""Where the head ends and the text begins: what running text is, and which sentences belong to the head all the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.layout import tail
from converter.layout.dateline import parse_dateline
from converter.layout.headline import parse_label
from converter.layout.lines import Line
from converter.layout.segments import Segments
from converter.model import BlockKind

LONGEST = 60  # words in the longest headline
SENTENCE = 30  # in the longest that is a sentence with its full stop
_SENTENCE_END = (".", "…", ".”", '."', ".»", ":")
_PROSE = 12  # words in the shortest sentence that is text by its full stop
_SUMMARY = 45  # words in the longest summary
_LONG_SUMMARY = 75  # in one that a dateline below shows to be part of the head
_AHEAD = 3  # passages below in which the dateline is looked for
_BULLETS = 7
_FRESH = 8  # words by which an unfinished line is a summary and not a heading in the text
_ACRONYM = re.compile(r"\((?P<letters>[A-ZÁÉÍÓÚÑ]{3,})\)")


def is_prose(line: Line) -> bool:
    """True for running text: a sentence with its full stop, or too long for a headline."""
    if line.kind in (BlockKind.HEADING, BlockKind.ITEM, BlockKind.CAPTION) or line.bullet or line.text.isupper():
        return False
    words = len(line.text.split())
    return line.kind is BlockKind.QUOTE or words > LONGEST or (words >= _PROSE and line.text.endswith(_SENTENCE_END))


def is_head(segments: Segments, i: int, *, known: bool, titled: bool = False) -> bool:
    """True where the prose of passage `i` is headline or summary, by what stands below it; `known`: a possible headline
    without a bullet stands above; `titled`: the page has a title."""
    line, below = segments.passages[i], segments.passages[i + 1 : i + 1 + _BULLETS]
    if not below or line.kind is BlockKind.QUOTE or line.text.endswith(":"):
        return False
    words = len(line.text.split())
    if line.centred and words <= _SUMMARY:
        return True
    if words <= (_LONG_SUMMARY if known else _SUMMARY) and _above_dateline(below):
        return True
    if not known and words <= _SUMMARY and is_prose(below[0]) and _is_numbered(line):
        return True
    if not known and not titled and words <= SENTENCE and _above_bullets(below):
        return True
    return known and words <= _SUMMARY and (_above_bullets(below) or _above_summary(below) or _is_explained(line, below[0]))


def _is_numbered(line: Line) -> bool:
    """True for "Comunicado 13.- Firma la Universidad ...": with its number before it, a sentence is the headline."""
    label = parse_label(line.text)
    return label is not None and label.number is not None


def is_above_dateline(segments: Segments, i: int) -> bool:
    """True where the release's dateline follows passage `i`: the date above it is that of the page it stands on."""
    return _above_dateline(segments.passages[i + 1 : i + 1 + _BULLETS])


def _above_dateline(below: Sequence[Line]) -> bool:
    """True where the release's dateline follows within a few passages, and the text comes after it."""
    for place, line in enumerate(below[:_AHEAD]):
        dateline = parse_dateline(line.text, place_only=place == 0 and is_prose(line))
        if dateline is not None:
            printed = line.text[slice(*dateline.place)] if dateline.place else ""
            # A timetable has days without a year, a list of places has them without a state.
            sure = dateline.date.start is not None if dateline.date else "," in printed or printed.isupper()
            return sure and (dateline.body is not None or any(map(is_prose, below[place + 1 : place + 1 + _AHEAD])))
        if line.text.endswith(":") or len(line.text.split()) > _LONG_SUMMARY:
            return False
    return False


def _above_bullets(below: Sequence[Line]) -> bool:
    """True for a first summary without its bullet: the passages right after it are bulleted, and prose comes only then."""
    return (bool(below[0].bullet) or below[0].kind is BlockKind.ITEM) and any(map(is_prose, below))


def _above_summary(below: Sequence[Line]) -> bool:
    """True where a second summary, known by the full stop it lacks, stands between this one and the text."""
    line = below[0]
    plain = line.kind in (BlockKind.LINE, BlockKind.PARAGRAPH) and not (line.strong or line.centred or line.text[0].islower())
    fresh = _FRESH <= len(line.text.split()) <= _SUMMARY and not line.text.endswith((".", "…", ":", ";", ",", ")", "?", "!"))
    other = tail.is_caption(line) or tail.is_tail(line) or parse_label(line.text) is not None
    return plain and fresh and not other and any(map(is_prose, below[1:2]))


def _is_explained(line: Line, following: Line) -> bool:
    """True where the text below spells out what `line` calls by its initials: a text does so where it begins."""
    if not is_prose(following):
        return False
    letters = {match.group("letters") for match in _ACRONYM.finditer(following.text)}
    known = {match.group("letters") for match in _ACRONYM.finditer(line.text)}
    return bool((letters - known) & set(re.findall(r"\w+", line.text)))


def hangs_a_list(segments: Segments, i: int) -> bool:
    """True for "... informa:" above bullets, where the bullets are the body."""
    after = segments.passages[i + 1 : i + 2]
    return segments.passages[i].text.endswith(":") and bool(after and (after[0].bullet or after[0].kind is BlockKind.ITEM))
