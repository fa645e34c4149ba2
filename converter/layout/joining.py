"""Joins printed lines into flowing passages: hard wraps, hyphens at line ends, sentences cut by a page or a blank line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from statistics import median

from converter.language.grammar import phrases
from converter.layout import banner
from converter.layout.lines import Line
from converter.model import BlockKind

_ENDS = re.compile(r"[.:;?!…][”\"»’')\]]*$|[”\"»’)]$")
_FULL_LINES = 3  # lines that go on for certain, by which a text is known to be wrapped
_SPEAKER_WORDS = 6
_NEAR = 8  # lines above that show where the right edge is
_NAME_LINES = 5  # lines of the longest name of a banner
_WEAK = "eo+-–—*"  # bullets that are words or marks as well
_FLOWING = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LINE})


@cache
def _open() -> re.Pattern[str]:
    """The end of a line that goes on in the next."""
    return re.compile(rf"(?:[–—-]|\b{phrases('open').pattern})$", re.I)


@dataclass(frozen=True, slots=True)
class Width:
    """How a text is set: `full` is the length of a typical full line in characters, 0 where the text is not wrapped at all;
    `leading` is the usual space between two lines of a page, in points."""

    full: float
    leading: float = 0

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Width:
        """Measure `lines`: those followed by a line that goes on in lower case are full for certain."""
        full = [
            len(a.text)
            for a, b in pairwise(lines)
            if not b.gap and not b.bullet and b.text[0].islower() and not _ENDS.search(a.text)
        ]
        between = [b.box.top - a.box.bottom for a, b in pairwise(lines) if a.box and b.box and a.page == b.page]
        leading = median(between) if between else 0
        if len(full) < _FULL_LINES:
            return cls(0, leading)
        # Text that was never wrapped has whole paragraphs on a line and few lines that go on; wrapped text the reverse, but
        # for an address on the net or a table.
        usual = median(full)
        long = sum(1 for line in lines if len(line.text) > 2.2 * usual)
        return cls(0 if long > len(full) / 2 else usual, leading)

    def leaves_room(self, line: Line, following: Line) -> bool:
        """True where the first word of `following` would have fitted on `line`: whoever set the text broke on purpose."""
        word = following.text.split(" ", 1)[0]
        return len(line.text) + 1 + len(word) <= 0.9 * self.full


def join(lines: Sequence[Line], width: Width | None = None) -> list[Line]:
    """The passages of a text, each as one long line; `gap`, `cut` and the rest are those of its first line.

    `width` is that of the whole text where `lines` are only a part of it.
    """
    if _is_double_spaced(lines):
        lines = [replace(line, gap=False) for line in lines]
        width = None
    width = width or Width.of(lines)
    joined: list[list[Line]] = []
    for line in lines:
        if joined and _is_no_bullet(joined[-1], line, width):
            line = line.unbulleted()
        if joined and _goes_on(joined[-1], line, width):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [glue(group) for group in joined]


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """True where a blank line stands after every line, in sentences too, so that it says nothing."""
    gaps = [(a, b) for a, b in pairwise(lines) if b.gap and a.kind is b.kind is BlockKind.LINE and not b.bullet]
    broken = sum(1 for a, b in gaps if len(a.text) > 40 and b.text[0].islower() and not _ENDS.search(a.text))
    return broken >= 2 and broken > 0.25 * len(gaps)


def _is_no_bullet(group: list[Line], line: Line, width: Width) -> bool:
    """True where what looks like a bullet is a word or a mark of the sentence that runs on over the line's end."""
    last = group[-1]
    if not line.bullet or line.gap or line.bullet not in _WEAK or _ENDS.search(last.text):
        return False
    if not line.box and (not width.full or width.leaves_room(last, line)):
        return False
    listed = last.bullet == line.bullet or group[0].bullet == line.bullet
    return not listed and (line.bullet in "eo" or line.text[0].islower())


def _goes_on(group: list[Line], line: Line, width: Width) -> bool:
    """True where `line` continues the passage of `group`."""
    last = group[-1]
    ended = _ENDS.search(last.text) is not None
    if line.bullet:
        return False
    if line.kind is not last.kind and not line.cut:
        return False
    if line.kind not in _FLOWING:
        return line.kind in (BlockKind.HEADING, BlockKind.ITEM) and not line.gap
    goes_on = line.text[0].islower()
    if line.gap or line.cut or _apart(last, line, width):
        return _heals(last, line, ended, goes_on, width)
    if _opens_name(group, line):
        return False
    if last.box and line.box:
        return _same_setting(group, line, ended, goes_on)
    if not width.full:
        return _broken_banner(last, line, ended, goes_on)
    if (goes_on and not ended) or _both_capitals(last, line):
        return True
    if group[0].bullet and last.text.endswith(":") and len(line.text.split()) <= _SPEAKER_WORDS:
        return True  # a summary of the form "claim: speaker" whose speaker fell on a line of its own
    # Where a full line ends a sentence nothing is certain; words in quotation marks mostly open a paragraph.
    fresh = ended and (len(last.text) < 0.85 * width.full or line.text[0] in '“«"')
    return not width.leaves_room(last, line) and not fresh


def _opens_name(group: list[Line], line: Line) -> bool:
    """True for the second of two names of a banner, one below the other."""
    if len(group) > _NAME_LINES or " " not in line.text:
        return False
    above = " ".join(each.text for each in group)
    if not banner.is_name(above) or above.endswith(",") or _open().search(above):
        return False
    return banner.opens_office(line) or banner.opens_issuer(line)


def _apart(last: Line, line: Line, width: Width) -> bool:
    """True where more than the usual space lies between two lines of a page."""
    if last.box is None or line.box is None or last.page != line.page:
        return False
    return line.box.top - last.box.bottom > width.leading + 0.45 * min(last.box.height, line.box.height)


def _same_setting(group: list[Line], line: Line, ended: bool, goes_on: bool) -> bool:
    """True where two lines of a page, one right below the other, are set as one passage."""
    last = group[-1]
    a, b = last.box, line.box
    assert a is not None
    assert b is not None
    if max(a.height, b.height) > 1.35 * min(a.height, b.height) + 1 or (last.strong != line.strong and not goes_on):
        return False
    ended = ended and not _clauses(last, line)
    if goes_on and not ended:
        return True
    # Whoever set the text broke the line on purpose where the next word would have fitted.
    edge = max(b.right, *(each.box.right for each in group[-_NEAR:] if each.box))
    word = (b.right - b.left) * (len(line.text.split(" ", 1)[0]) + 1) / len(line.text)
    room = a.right + word < edge - 1
    return (
        not room
        or (not ended and _both_capitals(last, line))
        or (not ended and last.strong and line.strong and (len(group) == 1 or _clauses(last, line)))
    )


def _clauses(last: Line, line: Line) -> bool:
    """True for a headline in bold type that was broken behind a semicolon: it parts clauses, and ends no passage."""
    return last.strong and line.strong and last.text.endswith(";")


def _heals(last: Line, line: Line, ended: bool, goes_on: bool, width: Width) -> bool:
    """True where a sentence was cut by a blank line or by page furniture and goes on in `line`."""
    if ended and not (last.text.endswith((";", ":")) and goes_on and line.cut):
        return False
    if goes_on:
        return len(last.text) > 25 or _open().search(last.text) is not None
    if _open().search(last.text) and len(last.text) > 25:
        return True
    # Across a page a full line without an end goes on, whatever the next one begins with (a name, a figure).
    full = bool(width.full) and not width.leaves_room(last, line) and len(last.text) > 0.8 * width.full
    return line.cut and full and last.strong == line.strong


def _broken_banner(last: Line, line: Line, ended: bool, goes_on: bool) -> bool:
    """In a text that is not wrapped, only the headline and the banner are broken over lines."""
    if ended:
        return False
    if goes_on or _open().search(last.text):
        return True
    return _both_capitals(last, line) and len(last.text) > 30


def _both_capitals(a: Line, b: Line) -> bool:
    return a.text.isupper() and b.text.isupper() and len(b.text.split()) > 1 and a.strong == b.strong


def glue(group: Sequence[Line]) -> Line:
    """One line of several: a blank for each line break, none where a word was hyphenated."""
    if len(group) == 1:
        return group[0]
    characters: list[str] = []
    offsets: list[int] = []
    end = 0
    for line in group:
        text, places = line.text, line.offsets
        if characters:
            if len(characters) > 1 and characters[-1] in "-‐\u00ad" and characters[-2].isalpha():
                # "otorga-/miento" is one word; "IMSS-/Bienestar" keeps its hyphen.
                if text[0].islower():
                    characters.pop()
                    offsets.pop()
            else:
                characters.append(" ")
                offsets.append(end)
        characters.extend(text)
        offsets.extend(places)
        end = line.end
    first = group[0]
    strong, centred = all(line.strong for line in group), all(line.centred for line in group)
    return replace(first, text="".join(characters), offsets=tuple(offsets), end=end, strong=strong, centred=centred)
