"""Finds where in the original each character of a piece stands, after blanks, marks and odd characters went their way."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from converter.anchors import Anchor

#: Fills up what an original spells a character with, where a passage has the character for it.
TAIL = "\x01"
_WORD = re.compile(r"\S+")
_BLANKS = re.compile(r"\s*")
_ESCAPE = re.compile(r"&#?\w{1,30};|\\u[\da-fA-F]{4}")  # of HTML and JSON
_MARKUP = rf"{_ESCAPE.pattern}|<[^<>]{{0,300}}>|[\W_]"  # what may stand between two letters of a text
_SKIPPED = re.compile(rf"\0+|{_MARKUP}")
_MOST_MARKS = 1000  # that are looked behind
_COMBINED = 3  # characters that may compose one
_AHEAD = (4, 2, 1)  # words by which the text is found again behind what has no part in it
_LONG, _NEAR = 30, 100  # characters of a text that is found whole where it begins so near
_TELLING = 4  # letters of a word that may be found by itself
_WINDOW = 200_000  # characters searched for them
_SEARCHES = 300  # of one original; where so many fail, it is another text


class Passage(NamedTuple):
    """Characters of the original: all or some of those that `selector` names, the first at `start`; a box where None."""

    selector: str
    text: str
    start: int | None = 0


class _Stretch(NamedTuple):
    """Characters of a piece, and those of the original they come from."""

    start: int
    end: int
    first: int
    last: int

    @property
    def even(self) -> bool:
        return self.end - self.start == self.last - self.first


@dataclass(slots=True, eq=False)
class Original:
    """The passages that one or more pieces were made of, in order; the pieces take from it one after the other."""

    passages: tuple[Passage, ...]
    _text: str = field(init=False)
    _at: int = 0
    _line: int = 1
    _line_start: int = 0
    _searches: int = _SEARCHES

    def __post_init__(self) -> None:
        self.passages = tuple(passage for passage in self.passages if passage.text)  # an empty run is nowhere
        self._text = "".join(passage.text for passage in self.passages)

    def inside(self, part: str) -> Original:
        """The same, where all of it stands in that part of the file."""
        return Original(tuple(passage._replace(selector=f"{part}#{passage.selector}") for passage in self.passages))

    def anchors(self, text: str, line: int = 0) -> list[Anchor]:
        """Where the characters of `text`, the next piece, stand; nowhere what the original does not hold.

        `line`, from 1, is one that the piece does not begin before; only those of one passage are counted.
        """
        if line > self._line:
            self._at = self._go_to(line)
        stretches = list(_joined(self._stretches(text), text, self._text))
        if stretches:
            self._at = max(self._at, stretches[-1].last)
        elif text.strip() and self._at == 0:  # said in other words, as the date of a message
            stretches = [_Stretch(0, len(text), 0, len(self._text))]
        return list(self._placed(stretches))

    def _go_to(self, line: int) -> int:
        while self._line < line and (end := self._text.find("\n", self._line_start)) >= 0:
            self._line, self._line_start = self._line + 1, end + 1
        return self._line_start

    def _stretches(self, text: str) -> Iterator[_Stretch]:
        at = self._at
        whole = self._text.find(text, at, at + len(text) + _NEAR) if len(text) > _LONG else -1
        if whole >= 0 and TAIL not in self._text:
            yield _Stretch(0, len(text), whole, whole + len(text))
            return
        for match in _WORD.finditer(text):
            here = _BLANKS.match(self._text, at).end()  # type: ignore[union-attr]
            if self._text.startswith(match[0], here) and not self._text.startswith(TAIL, here + len(match[0])):
                at = here + len(match[0])
                yield _Stretch(*match.span(), here, at)
                continue
            spelled = self._spelled(match[0], at)
            if spelled is None:
                found = self._found(text, match.start(), at)
                spelled = None if found is None else self._spelled(match[0], found)
            for offset, first, last in spelled or ():
                at = last
                yield _Stretch(match.start() + offset, match.start() + offset + 1, first, last)

    def _spelled(self, word: str, at: int) -> list[tuple[int, int, int]] | None:
        """Each character of `word` with where it stands from `at` on, marks between them; None where letters differ."""
        found = []
        for offset, character in enumerate(word):
            here = self._next(character, at)
            if here is not None:
                found.append((offset, *here))
                at = here[1]
            elif character.isalnum():
                return None
        return found

    def _next(self, character: str, at: int) -> tuple[int, int] | None:
        """Where `character` stands, at `at` or behind marks, tags and escapes that stand there; None where it does not."""
        for _ in range(_MOST_MARKS):
            if size := self._size(character, at):
                return at, at + size
            skipped = _SKIPPED.match(self._text, at)
            if skipped is None:
                break
            at = skipped.end()
        return None

    def _size(self, character: str, at: int) -> int:
        """How many characters of the original, from `at` on, stand for `character`; 0 where they do not."""
        text = self._text
        if text.startswith(character, at):
            end = at + 1
            while text.startswith(TAIL, end):
                end += 1
            # An accent that follows would make another character of it.
            return end - at if end >= len(text) or not unicodedata.combining(text[end]) else 0
        if at < len(text) and text[at] in "&\\" and (escape := _ESCAPE.match(text, at)):
            said = html.unescape(escape[0]) if escape[0][0] == "&" else chr(int(escape[0][2:], 16))
            return len(escape[0]) if said == character else 0
        for size in range(1, _COMBINED + 1) if character > "\x7f" else ():
            if unicodedata.normalize("NFC", text[at : at + size]) == character:
                return size
        return 0

    def _found(self, text: str, start: int, at: int) -> int | None:
        """Where the next words of `text` from `start` on stand, at `at` or later."""
        words = [match[0] for match, _ in zip(_WORD.finditer(text, start), range(max(_AHEAD)), strict=False)]
        for count in _AHEAD:
            if self._searches and count <= len(words) and sum(map(len, words[:count])) >= _TELLING:
                pattern = re.compile(f"(?:{_MARKUP})*".join(map(self._pattern, words[:count])))
                if match := pattern.search(self._text, at, at + _WINDOW):
                    return match.start()
                self._searches -= 1
        return None

    def _pattern(self, word: str) -> str:
        return f"{TAIL}*".join(map(re.escape, word)) if TAIL in self._text else re.escape(word)

    def _placed(self, stretches: Iterable[_Stretch]) -> Iterator[Anchor]:
        """The anchors of `stretches`, cut where a passage ends."""
        bounds, at = [], 0
        for passage in self.passages:
            bounds.append((at, at + len(passage.text), passage))
            at += len(passage.text)
        index = 0
        for stretch in stretches:
            while index and bounds[index][0] > stretch.first:
                index -= 1
            while index < len(bounds) - 1 and bounds[index][1] <= stretch.first:
                index += 1
            for low, high, passage in bounds[index:]:
                if low >= stretch.last and low > stretch.first:
                    break
                yield _anchor(stretch, low, high, passage)


def _anchor(stretch: _Stretch, low: int, high: int, passage: Passage) -> Anchor:
    """The part of `stretch` that stands in the passage from `low` to `high`."""
    first, last = max(low, stretch.first), min(high, stretch.last)
    start, end = stretch.start, stretch.end
    if stretch.even:
        start, end = start + first - stretch.first, end - (stretch.last - last)
    if passage.start is None:
        return Anchor(start, end, passage.selector)
    return Anchor(start, end, passage.selector, passage.start + first - low, passage.start + last - low)


def _joined(stretches: Iterable[_Stretch], text: str, original: str) -> Iterator[_Stretch]:
    """`stretches` with those made one that follow each other here and there, and those added that part them: blanks, or words
    that stand otherwise in the original."""
    above: _Stretch | None = None
    for stretch in stretches:
        if above is None:
            above = stretch
            continue
        between = _Stretch(above.end, stretch.start, above.last, stretch.first)
        blank = not original[between.first : between.last].strip()
        if blank and between.even and above.even and stretch.even:
            above = _Stretch(above.start, stretch.end, above.first, stretch.last)
            continue
        yield above
        if not blank:
            between = _trimmed(between, text, original)
        if between.start < between.end and between.first < between.last:
            yield between
        above = stretch
    if above is not None:
        yield above


def _trimmed(stretch: _Stretch, text: str, original: str) -> _Stretch:
    """`stretch` without the blanks at its ends, here and there; empty where there is nothing else."""
    here, there = text[stretch.start : stretch.end], original[stretch.first : stretch.last]
    return _Stretch(
        stretch.end - len(here.lstrip()),
        stretch.start + len(here.rstrip()),
        stretch.last - len(there.lstrip()),
        stretch.first + len(there.rstrip()),
    )
