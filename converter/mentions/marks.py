"""Quotation marks: which stretches of a release stand between marks, however carelessly they were typed.

Marks of one family close each other (“…", ”…”), a lost closing mark ends with its paragraph, and a mark opened again at the
start of each paragraph carries the same words on. What the words are, a quotation or a title, is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converter.model import Part, Passage, Span

_DOUBLE, _ANGLE, _SINGLE = '“”„‟"¨', "«»", "‘’‚'`´"  # some keyboards write ¨ for "
_FAMILY = {mark: family for family in (_DOUBLE, _ANGLE, _SINGLE) for mark in family}
_OPENING, _CLOSING = "“„«‘‚", "”»’"
_MARK = re.compile(f"[{re.escape(_DOUBLE + _ANGLE + _SINGLE)}]")
READ = (Part.HEADLINE, Part.SUBHEADLINE, Part.HEADING, Part.PARAGRAPH, Part.ITEM, Part.CAPTION)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between marks. `pieces` are the words alone, one span a paragraph; `outer` runs from mark to mark; `closed` is
    false where the closing mark is missing; `part` is that of the first paragraph."""

    pieces: tuple[Span, ...]
    outer: Span
    closed: bool
    part: Part


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "_*'‘"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "_*"):
        end -= 1
    return Span(start, end)


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] in _SINGLE and 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _is_second(text: str, at: int, span: Span) -> bool:
    """The second of two single marks typed for one double mark (''so'')."""
    return at > span.start and text[at] in _SINGLE and text[at - 1] == text[at]


def _faces(text: str, at: int, span: Span) -> tuple[bool, bool]:
    """Whether a mark could open (a space before, a word after), and whether it could close, by its neighbours."""
    before = text[at - 1] if at > span.start else " "
    after = text[at + 1] if at + 1 < span.end else " "
    opens = not before.isalnum() and before not in ".,;:?!…%)" and not after.isspace()
    closes = not before.isspace() and not after.isalnum()
    return opens, closes


def _opens(text: str, at: int, span: Span, is_open: bool, following: str) -> bool:
    """Whether the mark at `at` opens, given that one of its family `is_open` and which more follow in the passage."""
    mark, left = text[at], len(following)
    could_open, could_close = _faces(text, at, span)
    if mark in _CLOSING:
        return not is_open and could_open and not could_close and left > 0
    if mark in _OPENING:
        return not is_open or (could_open and left > 0 and following[0] not in _OPENING)
    if not is_open:
        return could_open or (left % 2 == 1 and not (at > span.start and text[at - 1] in ".,;?!"))
    return could_open and not could_close and left % 2 == 1


def _in_passage(text: str, span: Span) -> Iterator[tuple[int, int | None]]:
    """Opening and closing positions of the outermost pairs in a passage; the closing is None where it is missing, the
    opening is -1 where only the closing stands there."""
    found = [m.start() for m in _MARK.finditer(text, span.start, span.end) if not _is_apostrophe(text, m.start())]
    found = [at for at in found if not _is_second(text, at, span)]
    left = {family: "".join(text[at] for at in found if text[at] in family) for family in (_DOUBLE, _ANGLE, _SINGLE)}
    opened: int | None = None
    for at in found:
        family = _FAMILY[text[at]]
        left[family] = left[family][1:]
        if opened is not None and _FAMILY[text[opened]] != family:
            continue  # a mark inside other marks belongs to the words
        if _opens(text, at, span, opened is not None, left[family]):
            if opened is not None:
                yield opened, None
            opened = at
        elif opened is not None:
            yield opened, at
            opened = None
        elif family != _SINGLE and _faces(text, at, span)[1]:
            yield -1, at
    if opened is not None:
        yield opened, None


def find(text: str, passages: Sequence[Passage]) -> list[Marked]:
    """All stretches between marks of the passages that are read as text, in order."""
    done: list[Marked] = []
    pending: Marked | None = None  # opened in an earlier paragraph and not closed yet
    for passage in passages:
        if passage.part not in READ:
            continue
        span = passage.span
        pairs = list(_in_passage(text, span))
        if pending is not None:
            first = pairs[0] if pairs else None
            again = first is not None and first[0] >= 0 and not text[span.start : first[0]].strip(" _*>-–—•")
            if first is not None and (first[0] == -1 or again):
                start = span.start if first[0] == -1 else first[0] + 1
                end = span.end if first[1] is None else first[1]
                pieces = (*pending.pieces, _trim(text, start, end))
                pending = Marked(pieces, Span(pending.outer.start, min(end + 1, span.end)), first[1] is not None, pending.part)
                pairs = pairs[1:]
                if first[1] is None:
                    continue
            done.append(pending)
            pending = None
        for number, (start, close) in enumerate(pairs):
            if start == -1:
                continue
            following = pairs[number + 1][0] if number + 1 < len(pairs) else span.end
            end = following if close is None else close
            inner = _trim(text, start + 1, end)
            if inner.start >= inner.end:
                continue
            marked = Marked((inner,), Span(start, end if close is None else end + 1), close is not None, passage.part)
            if close is None and number + 1 == len(pairs):
                pending = marked
            else:
                done.append(marked)
    if pending is not None:
        done.append(pending)
    return done
