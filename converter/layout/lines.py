"""A document as lines of clean text, each character knowing where it stands in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from converter.language.text import fold
from converter.model import Block, BlockKind, Document, Span

# Emphasis marks of Markdown, where the text reached us with them; an underscore inside a word (@Some_Name) stays.
_MARKS = re.compile(r"\*+|(?<![\w/])_+(?=\S)|(?<=\S)_+(?![\w/])|^\s*#{1,6}\s+|^\s*>\s?|`+")
_IMAGE = re.compile(r"\[image: [^\]]*\]")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\u0002")
# "e" and "o" are what OCR and Word make of a bullet. As conjunctions they stand before a small letter, or "e" before the
# sound i and "o" before any word, so "o" needs a line that ended before it (see joining).
_UNCLEAN = re.compile(r"[*_#>`\[\u00ad\u200b-\u200f\u2060\ufeff\ufffe\u0002]")
_BULLET = re.compile(
    r"\s*(?:[•●·▪▫■□◦○◆◇►▶‣⁃✓✔✅☑➡➢➤▸🔹🔸👉📌\ufe0f\uf000-\uf0ff]+\s*(?=\S)|[-–—*+]\s+(?=\S)"
    r"|e\s+(?=[A-ZÁÉÓÚÑ“\"¿¡])(?![IÍ]|H[IÍ])|o\s+(?=[A-ZÁÉÍÓÚÑ\d“\"]))"
)
_NUMBERED = re.compile(r"\s*(?:\d{1,2}[.)]|[a-zA-Z]\))\s+(?=[\w“\"¿¡(])")
_WORD = re.compile(r"[^\W\d_]{2}")
_COLUMNS = re.compile(r"(?<=\S)(?:\s{6,}|\t+)(?=\S)")
_WIDEST = 160  # characters of the widest printed line with columns
NUMBERED = "1"  # the "bullet" of a numbered item, which keeps its number in the text
_BODY = frozenset(BlockKind) - {BlockKind.TITLE, BlockKind.SUMMARY, BlockKind.DATE, BlockKind.AUTHOR, BlockKind.FURNITURE}


_folded = lru_cache(maxsize=128)(fold)  # several rules ask for the fold of one line


class Box(NamedTuple):
    """Where a line is set on its page, in points from the upper left corner."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. ``text[i]`` stands at ``offsets[i]`` in the document; marks and bullets are gone, blanks single.

    `gap` is true where a blank line or a new block stands before it; `bullet` is the bullet that was printed, or "";
    `cut` is true where page furniture stood between this line and the one before.
    """

    text: str
    offsets: tuple[int, ...]
    kind: BlockKind = BlockKind.LINE
    level: int = 0
    page: int = 0
    strong: bool = False
    centred: bool = False
    gap: bool = False
    cut: bool = False
    bullet: str = ""
    bullet_at: int = 0  # where the bullet stands in the document
    box: Box | None = None
    end: int = 0  # where the printed line ends in the document, as a rule at a line break
    locator: str = ""  # where the reader found it, in its own words

    @property
    def span(self) -> Span:
        """Where the line lies in the document."""
        return Span(self.offsets[0], self.offsets[-1] + 1)

    @property
    def fold(self) -> str:
        """The text in lower case without accents, character for character."""
        return _folded(self.text)

    def part(self, start: int, end: int | None = None) -> Line:
        """The characters from `start` to `end`, without white space at either end; may be empty."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return replace(self, text=self.text[start:end], offsets=self.offsets[start:end])

    def unbulleted(self) -> Line:
        """The line with what was taken for its bullet back in the text."""
        if not self.bullet or self.bullet == NUMBERED:
            return replace(self, bullet="")
        places = (self.bullet_at, self.bullet_at + 1)
        return replace(self, text=f"{self.bullet[0]} {self.text}", offsets=(*places, *self.offsets), bullet="")

    def __bool__(self) -> bool:
        return bool(self.text)


def _clean(raw: str, start: int) -> tuple[str, tuple[int, ...]]:
    """`raw`, which starts at `start` in the document, without marks and doubled blanks."""
    text = raw.strip()
    if text.split() == text.split(" ") and not _UNCLEAN.search(raw):
        start += len(raw) - len(raw.lstrip())
        return text, tuple(range(start, start + len(text)))
    dropped = {i for pattern in (_MARKS, _IMAGE) for m in pattern.finditer(raw) for i in range(m.start(), m.end())}
    characters: list[str] = []
    offsets: list[int] = []
    for i, character in enumerate(raw):
        if i in dropped or character in _INVISIBLE:
            continue
        if character.isspace():
            if not characters or characters[-1] == " ":
                continue
            character = " "
        characters.append(character)
        offsets.append(start + i)
    while characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return "".join(characters), tuple(offsets)


def _box(locator: str) -> Box | None:
    """The box that a reader of pages notes in a block's locator ("page=1;box=102,68,161,78")."""
    match = re.search(r"box=(-?\d+),(-?\d+),(-?\d+),(-?\d+)", locator)
    return Box(*map(int, match.groups())) if match else None


def _lines_of(block: Block, document: Document) -> Iterator[Line]:
    text = document.text[block.span.start : block.span.end]
    gap, box = True, _box(block.locator)
    for raw, position in _printed_lines(text, block.span.start, block.kind):
        bullet = _BULLET.match(raw)
        if bullet and not _WORD.search(raw, bullet.end()):
            bullet = None  # a closing mark ("- 0 -") or a rule
        skip = bullet.end() if bullet else 0
        clean, offsets = _clean(raw[skip:], position + skip)
        at = position + len(raw) - len(raw.lstrip())
        if not clean:
            gap = True
            continue
        mark = bullet.group().strip() if bullet else ""
        if not mark and _NUMBERED.match(clean):
            mark = NUMBERED
        yield Line(
            clean,
            offsets,
            block.kind,
            block.level,
            block.page,
            strong=block.strong or _wholly_strong(raw),
            centred=block.centred,
            gap=gap,
            bullet=mark,
            bullet_at=at,
            box=box,
            end=position + len(raw),
            locator=block.locator,
        )
        gap = False


def _printed_lines(text: str, start: int, kind: BlockKind) -> Iterator[tuple[str, int]]:
    """The lines of `text`, which starts at `start`, and where they stand; two short ones where a printed line holds two
    columns ("Boletín        Hoja 1 de 2")."""
    for line in text.split("\n"):
        columns = _COLUMNS.search(line) if kind is BlockKind.LINE and len(line) <= _WIDEST else None
        if columns:
            yield line[: columns.start()], start
            yield line[columns.end() :], start + columns.end()
        else:
            yield line, start
        start += len(line) + 1


def _wholly_strong(raw: str) -> bool:
    stripped = raw.strip().lstrip("-•· ")
    return len(stripped) > 4 and stripped.startswith("**") and stripped.endswith("**")


def read_lines(document: Document, *kinds: BlockKind) -> list[Line]:
    """The lines of the body blocks of `document`, or of the blocks of `kinds`, in order.

    Adjacent LINE blocks with a single line break between them have no gap between them; every other block opens with one.
    """
    wanted = frozenset(kinds) or _BODY
    lines: list[Line] = []
    end = 0
    for block in document.blocks:
        if block.kind not in wanted:
            continue
        near = block.kind is BlockKind.LINE and document.text.count("\n", end, block.span.start) <= 1 and bool(lines)
        for i, line in enumerate(_lines_of(block, document)):
            lines.append(replace(line, gap=False) if near and i == 0 else line)
        end = block.span.end
    return lines
